#include "archive/archive.h"

#include "archive/basis.h"
#include "archive/entries.h"
#include "archive/query.h"

#include <string.h>

/* Is it among the first n of the list? A ranking has TOP_MAX at most. */
static bool is_among(const struct entries *list, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list->items[i].id, id) == 0)
			return true;
	return false;
}

/* Append the rows but those that the first `ranked` entries are. */
static enum status append(struct query *q, size_t ranked, struct entries *out)
{
	while (query_row(q)) {
		struct entry *entry;

		if (is_among(out, ranked, query_text(q, 0)))
			continue;
		if ((entry = entries_add(out, q)) == NULL)
			break;
		entry_fill(q, entry);
		entry->theme = query_int(q, ENTRY_COLUMNS);
	}
	return query_end(q);
}

enum status best_get(struct archive *a, const char *window, unsigned limit, struct entries *out)
{
	struct query q;
	bool enough;
	enum status st = top_enough(a, window, &enough);

	*out = (struct entries){ 0 };
	if (st == ST_OK && enough) {
		basis_note_rows(a, window, TOP_MAX + 1, false);
		query_start(&q, a, SQL_BEST_RANKED);
		query_bind_text(&q, window);
		query_bind_int(&q, TOP_MAX);
		st = append(&q, 0, out);
	}
	if (st == ST_OK) {
		query_start(&q, a, SQL_BEST_NEWEST);
		query_bind_int(&q, limit);
		st = append(&q, out->n, out);
	}
	if (st != ST_OK)
		entries_clear(out);
	return st;
}
