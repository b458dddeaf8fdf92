#include "archive/search_terms.h"

#include "archive/sql.h"

#include <string.h>

/* FTS5 wants an object for each table: this has nothing to remember. */
static int make(void *ctx, const char **arguments, int n, Fts5Tokenizer **out)
{
	(void)arguments;
	(void)n;
	*out = ctx;
	return SQLITE_OK;
}

static void end(Fts5Tokenizer *tokenizer)
{
	(void)tokenizer;
}

typedef int (*token_fn)(void *ctx, int flags, const char *token, int len, int from, int to);

/* Where in the text a term stood is asked for by nobody. */
static int tokenize(
    Fts5Tokenizer *tokenizer, void *ctx, int flags, const char *s, int len, token_fn take)
{
	const char *end = s + len, *space;
	int rc = SQLITE_OK;

	(void)tokenizer;
	(void)flags;
	for (; s < end && rc == SQLITE_OK; s = space + 1) {
		space = memchr(s, ' ', (size_t)(end - s));
		if (space == NULL)
			space = end;
		if (space > s)
			rc = take(ctx, 0, s, (int)(space - s), 0, 0);
	}
	return rc;
}

fts5_api *search_terms_api(sqlite3 *db)
{
	fts5_api *api = NULL;
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(db, sql_texts[SQL_SEARCH_API], -1, &stmt, NULL) == SQLITE_OK) {
		sqlite3_bind_pointer(stmt, 1, &api, "fts5_api_ptr", NULL);
		sqlite3_step(stmt);
	}
	sqlite3_finalize(stmt);
	return api;
}

int search_terms_register(sqlite3 *db)
{
	fts5_tokenizer tokenizer = { .xCreate = make, .xDelete = end, .xTokenize = tokenize };
	fts5_api *api = search_terms_api(db);

	/* make() must not give FTS5 a NULL. */
	if (api == NULL)
		return SQLITE_ERROR;
	return api->xCreateTokenizer(api, "depeche", db, &tokenizer, NULL);
}
