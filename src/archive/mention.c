#include "archive/mention.h"

#include "archive/digest.h"
#include "archive/query.h"
#include "base/utf8.h"
#include "text/cut.h"

#include <string.h>

/* The row of a listed title with its teaser. */
static enum status mention_row(struct archive *a, const struct entry *entry, int64_t *n)
{
	unsigned char digest[DIGEST_SIZE];
	uint64_t variant = 0;
	struct query q;
	enum status st;

	*n = 0;
	buf_reset(&a->scratch);
	digest_text(&a->scratch, entry->title);
	digest_text(&a->scratch, entry->teaser);
	buf_reset(&a->fold);
	utf8_fold(&a->fold, entry->title, strlen(entry->title));
	st = buf_status(&a->scratch);
	if (st == ST_OK)
		st = buf_status(&a->fold);
	if (st != ST_OK)
		return st;
	ident_digest(a->scratch.data, a->scratch.len, digest);
	for (int i = 0; i < 8; i++)
		variant |= (uint64_t)digest[i] << 8 * i;

	query_start(&q, a, SQL_MENTION_FIND);
	query_bind_text(&q, buf_str(&a->fold));
	query_bind_int(&q, (int64_t)variant);
	st = query_number(&q, n);
	if (st != ST_NOTFOUND)
		return st;
	query_start(&q, a, SQL_MENTION_INSERT);
	query_bind_text(&q, buf_str(&a->fold));
	query_bind_int(&q, (int64_t)variant);
	query_bind_int(&q, cut_mark(entry->title, strlen(entry->title)) > 0);
	query_bind_text(&q, entry->title);
	query_bind_text(&q, entry->teaser);
	st = query_finish(&q);
	if (st == ST_OK)
		*n = sqlite3_last_insert_rowid(a->db);
	return st;
}

enum status mention_write(
    struct archive *a, const struct entries *list, int64_t article, enum list_kind kind)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < list->n && st == ST_OK; i++) {
		int64_t mention;
		struct query q;

		if (list->items[i].title == NULL)
			continue;
		st = mention_row(a, &list->items[i], &mention);
		if (st != ST_OK)
			break;
		query_start(&q, a, SQL_LISTED_INSERT);
		query_bind_int(&q, article);
		query_bind_int(&q, kind);
		query_bind_int(&q, (int64_t)i);
		query_bind_int(&q, mention);
		st = query_finish(&q);
	}
	return st;
}
