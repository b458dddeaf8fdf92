#include "archive/search_look.h"

#include "archive/search_terms.h"

#include <limits.h>

/* Columns of the table `search`. */
enum { COLUMN_TITLE, COLUMN_BODY };

static void count(unsigned char *times)
{
	if (*times < UCHAR_MAX)
		++*times;
}

static void look_for(const Fts5ExtensionApi *api, Fts5Context *row, int phrase, unsigned part,
    struct search_look *out)
{
	Fts5PhraseIter at;
	int column, offset;

	if (api->xPhraseFirst(row, phrase, &at, &column, &offset) != SQLITE_OK)
		return;
	for (; column >= 0; api->xPhraseNext(row, &at, &column, &offset)) {
		if (column == COLUMN_TITLE)
			count(&out->title[part]);
		else if (column == COLUMN_BODY)
			count(&out->body[part]);
	}
}

static void look(const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *result, int n,
    sqlite3_value **values)
{
	struct search_looking *l = api->xUserData(row);
	const struct search_query *q = l->query;

	(void)n;
	(void)values;
	l->row = (struct search_look){ { 0 }, { 0 } };
	for (size_t i = 0; q != NULL && i < q->nphrases; i++)
		if (q->part_of[i] < SEARCH_PARTS_MAX && (q->texts & 1u << q->part_of[i]) != 0)
			look_for(api, row, (int)i, q->part_of[i], &l->row);
	sqlite3_result_int(result, 1);
}

int search_look_register(sqlite3 *db, struct search_looking *looking)
{
	fts5_api *api = search_terms_api(db);

	if (api == NULL)
		return SQLITE_ERROR;
	return api->xCreateFunction(api, "search_look", looking, look, NULL);
}
