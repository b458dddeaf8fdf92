#include "archive/archive.h"

#include "archive/db.h"
#include "archive/entries.h"
#include "archive/query.h"

#include <assert.h>
#include <string.h>

enum { HOUR = 3600, DAY = 24 * HOUR };

enum window { WINDOW_SET, WINDOW_DAY, WINDOW_WEEK, WINDOW_MONTH, WINDOW_ALL, WINDOW_COUNT };

const char *const top_windows[] = {
	[WINDOW_SET] = "window",
	[WINDOW_DAY] = "day",
	[WINDOW_WEEK] = "week",
	[WINDOW_MONTH] = "month",
	[WINDOW_ALL] = "all",
	[WINDOW_COUNT] = NULL,
};

static bool is_window(const char *name)
{
	for (int i = 0; i < WINDOW_COUNT; i++)
		if (strcmp(name, top_windows[i]) == 0)
			return true;
	return false;
}

enum status top_get(
    struct archive *a, const char *window, unsigned offset, unsigned limit, struct entries *out)
{
	struct query q;
	enum status st;

	*out = (struct entries){ 0 };
	if (!is_window(window))
		return ST_NOTFOUND;
	query_start(&q, a, SQL_TOP_GET);
	query_bind_text(&q, window);
	query_bind_int(&q, limit);
	query_bind_int(&q, offset);
	while (query_row(&q)) {
		struct entry *entry = entries_add(out, &q);

		if (entry == NULL)
			break;
		entry_fill(&q, entry);
		entry->reads = (unsigned)query_int(&q, ENTRY_COLUMNS);
	}
	st = query_end(&q);
	if (st != ST_OK)
		entries_clear(out);
	return st;
}

enum status top_count(struct archive *a, const char *window, unsigned *out)
{
	struct query q;
	int64_t count;
	enum status st;

	*out = 0;
	if (!is_window(window))
		return ST_NOTFOUND;
	query_start(&q, a, SQL_TOP_COUNT);
	query_bind_text(&q, window);
	st = query_number(&q, &count);
	*out = (unsigned)count;
	return st;
}

/* The hour of a moment, counted from 1970. */
static int64_t hour_of(int64_t time)
{
	return time > 0 ? time / HOUR : 0;
}

enum status reads_add(struct archive *a, const char *id, int64_t time)
{
	static const enum sql adds[] = { SQL_READS_ADD, SQL_READS_ADD_STANDINGS };
	char original[IDENT_MAX + 1];
	struct query q;
	int64_t n;
	bool removed;
	enum status st;

	assert(a->mode == ARCHIVE_READS);
	st = db_place(a, id, &n, &removed);
	if (st != ST_OK)
		return st;
	query_start(&q, a, SQL_ARTICLE_ID);
	query_bind_int(&q, n);
	if (query_row(&q))
		query_copy(&q, 0, original, sizeof original);
	else
		query_fail(&q, ST_NOTFOUND);
	st = query_end(&q);
	for (size_t i = 0; i < sizeof adds / sizeof adds[0] && st == ST_OK; i++) {
		query_start(&q, a, adds[i]);
		query_bind_int(&q, hour_of(time));
		query_bind_text(&q, original);
		st = query_finish(&q);
		if (st != ST_OK)
			a->broken = st;
	}
	return st;
}

/* Let the window's standings begin at the hour `since`: what fell out is taken away, and what came
 * in again, when the window got longer or the clock went back, is added. */
static enum status move_span(struct archive *a, const char *window, int64_t since)
{
	int64_t was;
	struct query q;
	enum status st;

	query_start(&q, a, SQL_SPAN_GET);
	query_bind_text(&q, window);
	st = query_number(&q, &was);
	if (st != ST_OK || was == since)
		return st;
	query_start(&q, a, SQL_STANDING_SHIFT);
	query_bind_text(&q, window);
	query_bind_int(&q, was < since ? was : since);
	query_bind_int(&q, was < since ? since : was);
	query_bind_int(&q, was < since ? -1 : 1);
	st = query_finish(&q);
	if (st != ST_OK)
		return st;
	query_start(&q, a, SQL_STANDING_DROP);
	query_bind_text(&q, window);
	st = query_finish(&q);
	if (st != ST_OK)
		return st;
	query_start(&q, a, SQL_SPAN_SET);
	query_bind_text(&q, window);
	query_bind_int(&q, since);
	return query_finish(&q);
}

static enum status rank(struct archive *a, const char *window)
{
	struct query q;
	enum status st;

	query_start(&q, a, SQL_RANKING_DROP);
	query_bind_text(&q, window);
	st = query_finish(&q);
	if (st != ST_OK)
		return st;
	query_start(&q, a, SQL_RANKING_INSERT);
	query_bind_text(&q, window);
	query_bind_int(&q, TOP_MAX);
	return query_finish(&q);
}

enum status reads_rank(struct archive *a, int64_t now, int64_t window)
{
	const int64_t lengths[WINDOW_COUNT] = {
		[WINDOW_SET] = window,
		[WINDOW_DAY] = DAY,
		[WINDOW_WEEK] = 7 * DAY,
		[WINDOW_MONTH] = 30 * DAY,
	};
	int64_t oldest = hour_of(now);
	struct query q;
	enum status st;

	assert(a->mode == ARCHIVE_READS);
	st = archive_begin(a);
	if (st != ST_OK)
		return st;
	for (int i = 0; i < WINDOW_COUNT && st == ST_OK; i++) {
		/* The running hour counts as a whole one. */
		int64_t since = hour_of(now - lengths[i] + HOUR);

		if (i != WINDOW_ALL) {
			st = move_span(a, top_windows[i], since);
			if (since < oldest)
				oldest = since;
		}
		if (st == ST_OK)
			st = rank(a, top_windows[i]);
	}
	if (st == ST_OK) {
		query_start(&q, a, SQL_READS_PRUNE);
		query_bind_int(&q, oldest);
		st = query_finish(&q);
	}
	if (st == ST_OK)
		return archive_commit(a);
	archive_rollback(a);
	return st;
}
