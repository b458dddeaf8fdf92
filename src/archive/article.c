#include "archive/archive.h"

#include "archive/db.h"
#include "archive/entries.h"
#include "archive/near.h"
#include "archive/query.h"
#include "archive/row.h"
#include "archive/search_index.h"

#include <assert.h>
#include <stdlib.h>

void article_clear(struct article *a)
{
	free(a->key);
	free(a->title);
	free(a->byline);
	free(a->url);
	free(a->summary);
	free(a->body);
	names_clear(&a->themes);
	for (int kind = 0; kind < LIST_COUNT; kind++)
		entries_clear(&a->lists[kind]);
	*a = (struct article){ 0 };
}

/* db_place(), for those who read: ST_GONE where it has been removed. */
static enum status find(struct archive *a, const char *id, int64_t *n)
{
	bool removed;
	enum status st = db_place(a, id, n, &removed);

	return st == ST_OK && removed ? ST_GONE : st;
}

static enum status get_row(struct archive *a, int64_t n, struct article *out)
{
	struct query q;

	query_start(&q, a, SQL_ARTICLE_GET);
	query_bind_int(&q, n);
	if (query_row(&q)) {
		query_copy(&q, 0, out->id, sizeof out->id);
		out->key = query_dup(&q, 1);
		out->title = query_dup(&q, 2);
		out->byline = query_dup(&q, 3);
		out->url = query_dup(&q, 4);
		out->summary = query_dup(&q, 5);
		out->body = query_dup(&q, 6);
		query_copy(&q, 7, out->lang, sizeof out->lang);
		out->published.time = query_int(&q, 8);
		out->published.day = (int)query_int(&q, 9);
		out->published.precision = (enum precision)query_int(&q, 10);
		out->partial = query_int(&q, 11) != 0;
		out->updated = query_int(&q, 12);
	} else {
		query_fail(&q, ST_NOTFOUND);
	}
	return query_end(&q);
}

enum status row_article(struct archive *a, int64_t n, struct article *out)
{
	struct query q;
	enum status st;

	*out = (struct article){ 0 };
	st = get_row(a, n, out);
	if (st == ST_OK) {
		query_start(&q, a, SQL_ARTICLE_THEMES);
		query_bind_int(&q, n);
		st = names_fill(&q, &out->themes);
	}
	if (st != ST_OK)
		article_clear(out);
	return st;
}

enum status article_get(struct archive *a, const char *id, struct article *out)
{
	bool begun = db_read_begin(a);
	int64_t n;
	enum status st;

	*out = (struct article){ 0 };
	st = find(a, id, &n);
	if (st == ST_OK)
		st = row_article(a, n, out);
	db_read_end(a, begun);
	return st;
}

enum status article_entry(struct archive *a, const char *id, struct entries *out)
{
	bool begun = db_read_begin(a);
	struct entry *entry;
	struct query q;
	int64_t n;
	enum status st;

	*out = (struct entries){ 0 };
	st = find(a, id, &n);
	if (st != ST_OK)
		goto done;
	query_start(&q, a, SQL_ARTICLE_ENTRY);
	query_bind_int(&q, n);
	if (query_row(&q)) {
		entry = entries_add(out, &q);
		if (entry != NULL)
			entry_fill(&q, entry);
	} else {
		query_fail(&q, ST_NOTFOUND);
	}
	st = query_end(&q);
	if (st != ST_OK)
		entries_clear(out);
done:
	db_read_end(a, begun);
	return st;
}

/* The article, with all that are copies of it. */
static enum status mark(struct archive *a, int64_t n, bool removed)
{
	struct query q;
	enum status st = search_index_drop(a, n);

	query_start(&q, a, SQL_ARTICLE_MARK);
	query_bind_int(&q, n);
	query_bind_int(&q, removed);
	query_fail(&q, st);
	st = query_finish(&q);
	if (st == ST_OK && sqlite3_changes(a->db) > 0) {
		a->changed = true;
		if (!removed)
			st = near_note(a, n);
	}
	if (st == ST_OK)
		st = search_index_add(a, n);
	if (st != ST_OK)
		a->broken = st;
	return st;
}

/* In a transaction of its own where there is none. */
static enum status place_and_mark(struct archive *a, const char *id, bool removed)
{
	bool own = sqlite3_get_autocommit(a->db) != 0;
	bool was;
	int64_t n;
	enum status st = own ? archive_begin(a) : ST_OK;

	assert(a->mode == ARCHIVE_WRITE);
	if (st != ST_OK)
		return st;
	st = db_place(a, id, &n, &was);
	if (st == ST_OK)
		st = mark(a, n, removed);
	if (!own)
		return st;
	if (st == ST_OK)
		return archive_commit(a);
	archive_rollback(a);
	return st;
}

enum status article_remove(struct archive *a, const char *id)
{
	return place_and_mark(a, id, true);
}

enum status article_restore(struct archive *a, const char *id)
{
	return place_and_mark(a, id, false);
}
