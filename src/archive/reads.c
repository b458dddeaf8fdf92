#include "archive/archive.h"

#include "archive/basis.h"
#include "archive/db.h"
#include "archive/entries.h"
#include "archive/query.h"
#include "archive/weight.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
	HOUR = 3600,
	DAY = 24, /* hours */
	/* Hours that are kept: as the longest window that the INI may set, so that a longer one has
	 * its reads at once. */
	KEPT = 367 * DAY,
	/* Standings that a ranking is made from: of copies, several become one. */
	CANDIDATES_MAX = 2 * TOP_MAX,
};

enum window { WINDOW_SET, WINDOW_DAY, WINDOW_WEEK, WINDOW_MONTH, WINDOW_ALL, WINDOW_COUNT };

const char *const top_windows[] = {
	[WINDOW_SET] = "window",
	[WINDOW_DAY] = "day",
	[WINDOW_WEEK] = "week",
	[WINDOW_MONTH] = "month",
	[WINDOW_ALL] = "all",
	[WINDOW_COUNT] = NULL,
};

_Static_assert((int)WINDOW_COUNT == (int)TOP_WINDOWS, "each ranking has its basis");

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
	basis_note_rows(a, window, limit < TOP_MAX ? offset + limit : limit, true);
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
	basis_note_rows(a, window, TOP_MAX + 1, false);
	query_start(&q, a, SQL_TOP_COUNT);
	query_bind_text(&q, window);
	st = query_number(&q, &count);
	*out = (unsigned)count;
	return st;
}

enum status top_enough(struct archive *a, const char *window, bool *out)
{
	struct query q;
	int64_t count;
	enum status st;

	*out = false;
	if (!is_window(window))
		return ST_OK;
	basis_note_enough(a, window);
	query_start(&q, a, SQL_TOP_ENOUGH);
	query_bind_text(&q, window);
	query_bind_int(&q, TOP_READS_MIN);
	query_bind_int(&q, TOP_ARTICLES_MIN);
	st = query_number(&q, &count);
	*out = count >= TOP_ARTICLES_MIN;
	return st;
}

/* ---- counting ---- */

/* The hour of a moment, counted from 1970. */
static int64_t hour_of(int64_t time)
{
	return time > 0 ? time / HOUR : 0;
}

/* The article's own id, or that of the one it is a copy of. */
static enum status find_original(struct archive *a, const char *id, char out[IDENT_MAX + 1])
{
	struct query q;
	int64_t n;
	bool removed;
	enum status st = db_place(a, id, &n, &removed);

	if (st != ST_OK)
		return st;
	query_start(&q, a, SQL_ARTICLE_ID);
	query_bind_int(&q, n);
	if (query_row(&q))
		query_copy(&q, 0, out, IDENT_MAX + 1);
	else
		query_fail(&q, ST_NOTFOUND);
	return query_end(&q);
}

static enum status add(struct archive *a, int64_t hour, const char *article, int64_t times)
{
	static const enum sql adds[] = { SQL_READS_ADD, SQL_READS_ADD_STANDINGS };
	enum status st = ST_OK;

	for (size_t i = 0; i < sizeof adds / sizeof adds[0] && st == ST_OK; i++) {
		struct query q;

		query_start(&q, a, adds[i]);
		query_bind_int(&q, hour);
		query_bind_text(&q, article);
		query_bind_int(&q, times);
		st = query_finish(&q);
	}
	return st;
}

/* What is read no more leaves no row behind. */
static enum status drop_none(struct archive *a, int64_t hour, const char *article)
{
	struct query q;
	enum status st;

	query_start(&q, a, SQL_READS_DROP);
	query_bind_int(&q, hour);
	query_bind_text(&q, article);
	st = query_finish(&q);
	if (st != ST_OK)
		return st;
	query_start(&q, a, SQL_READS_DROP_STANDINGS);
	query_bind_text(&q, article);
	return query_finish(&q);
}

static enum status is_read(struct archive *a, int64_t hour, const char *article)
{
	struct query q;
	int64_t found;

	query_start(&q, a, SQL_READS_FIND);
	query_bind_int(&q, hour);
	query_bind_text(&q, article);
	return query_number(&q, &found);
}

/* No half of a read is ever committed. */
static enum status keep(struct archive *a, enum status st)
{
	if (st != ST_OK)
		a->broken = st;
	return st;
}

enum status reads_add(struct archive *a, const char *id, int64_t time)
{
	char original[IDENT_MAX + 1];
	enum status st;

	assert(a->mode == ARCHIVE_READS);
	st = find_original(a, id, original);
	return st == ST_OK ? keep(a, add(a, hour_of(time), original, 1)) : st;
}

enum status reads_take(struct archive *a, const char *id, int64_t time)
{
	char original[IDENT_MAX + 1];
	enum status st;

	assert(a->mode == ARCHIVE_READS);
	st = find_original(a, id, original);
	if (st == ST_OK)
		st = is_read(a, hour_of(time), original);
	if (st != ST_OK)
		return st;
	st = add(a, hour_of(time), original, -1);
	if (st == ST_OK)
		st = drop_none(a, hour_of(time), original);
	return keep(a, st);
}

/* ---- ranking ---- */

/* A window of a ranking, all in hours: queries.sql. */
struct span {
	int64_t hours, since, till, epoch;
};

static enum status span_get(struct archive *a, const char *window, struct span *out)
{
	struct query q;

	*out = (struct span){ 0 };
	query_start(&q, a, SQL_SPAN_GET);
	query_bind_text(&q, window);
	if (query_row(&q))
		*out = (struct span){
			.hours = query_int(&q, 0),
			.since = query_int(&q, 1),
			.till = query_int(&q, 2),
			.epoch = query_int(&q, 3),
		};
	else
		query_fail(&q, ST_NOTFOUND);
	return query_end(&q);
}

static enum status span_set(struct archive *a, const char *window, const struct span *s)
{
	struct query q;

	query_start(&q, a, SQL_SPAN_SET);
	query_bind_text(&q, window);
	query_bind_int(&q, s->hours);
	query_bind_int(&q, s->since);
	query_bind_int(&q, s->till);
	query_bind_int(&q, s->epoch);
	return query_finish(&q);
}

static enum status run_on(struct archive *a, enum sql sql, const char *window)
{
	struct query q;

	query_start(&q, a, sql);
	query_bind_text(&q, window);
	return query_finish(&q);
}

/* Add `sign` times the reads of the hours from `since` up to but not `till`. */
static enum status shift(struct archive *a, const char *window, const struct span *s, int64_t since,
    int64_t till, int sign)
{
	struct query q;

	if (since >= till)
		return ST_OK;
	query_start(&q, a, SQL_STANDING_SHIFT);
	query_bind_text(&q, window);
	query_bind_int(&q, since);
	query_bind_int(&q, till);
	query_bind_int(&q, s->epoch);
	query_bind_int(&q, s->hours);
	query_bind_int(&q, sign);
	return query_finish(&q);
}

static int64_t less(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t more(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* The same with the hours of `in` that are not in `out`: before it, and after it. */
static enum status shift_rest(
    struct archive *a, const char *window, const struct span *in, const struct span *out, int sign)
{
	enum status st = shift(a, window, in, in->since, less(in->till, out->since), sign);

	if (st == ST_OK)
		st = shift(a, window, in, more(in->since, out->till), in->till, sign);
	return st;
}

/* Scores grow from the epoch on: it follows, whole windows at a time, before they are too large. */
static enum status follow(struct archive *a, const char *window, struct span *s)
{
	int64_t windows = (s->since - s->epoch) / s->hours, was = s->epoch;
	struct query q;

	if (llabs(windows) < WEIGHT_WINDOWS_MAX)
		return ST_OK;
	s->epoch += windows * s->hours;
	query_start(&q, a, SQL_STANDING_SCALE);
	query_bind_text(&q, window);
	query_bind_int(&q, was);
	query_bind_int(&q, s->epoch);
	query_bind_int(&q, s->hours);
	return query_finish(&q);
}

/*
 * Let the window's standings be those of the `hours` up to and with `hour`: what fell out is taken
 * away, and what came in is added, in whichever direction the clock went. Where the old and the
 * new have nothing in common, or another length, they are made anew.
 */
static enum status move_span(struct archive *a, const char *window, int64_t hour, int64_t hours)
{
	struct span was, now = { .hours = hours, .since = hour + 1 - hours, .till = hour + 1 };
	enum status st = span_get(a, window, &was);

	if (st != ST_OK || (was.hours == hours && was.till == now.till))
		return st;
	now.epoch = was.epoch;
	if (was.hours != hours || was.till <= now.since || now.till <= was.since) {
		st = run_on(a, SQL_STANDING_FORGET, window);
		now.epoch = now.since;
		was = (struct span){ hours, now.since, now.since, now.since };
	}
	if (st == ST_OK)
		st = shift_rest(a, window, &was, &now, -1);
	if (st == ST_OK)
		st = run_on(a, SQL_STANDING_DROP, window);
	if (st == ST_OK)
		st = follow(a, window, &now);
	if (st == ST_OK)
		st = shift_rest(a, window, &now, &was, 1);
	return st == ST_OK ? span_set(a, window, &now) : st;
}

static enum status rank(struct archive *a, const char *window)
{
	struct query q;
	enum status st = run_on(a, SQL_RANKING_DROP, window);

	if (st != ST_OK)
		return st;
	query_start(&q, a, SQL_RANKING_INSERT);
	query_bind_text(&q, window);
	query_bind_int(&q, CANDIDATES_MAX);
	query_bind_int(&q, TOP_MAX);
	return query_finish(&q);
}

static enum status prune(struct archive *a, int64_t hour)
{
	struct query q;

	query_start(&q, a, SQL_READS_PRUNE);
	query_bind_int(&q, hour - KEPT);
	return query_finish(&q);
}

enum status reads_rank(struct archive *a, int64_t now, int64_t window)
{
	const int64_t hours[WINDOW_COUNT] = {
		[WINDOW_SET] = more((window + HOUR - 1) / HOUR, 1),
		[WINDOW_DAY] = DAY,
		[WINDOW_WEEK] = 7 * DAY,
		[WINDOW_MONTH] = 30 * DAY,
	};
	enum status st;

	assert(a->mode == ARCHIVE_READS);
	st = archive_begin(a);
	if (st != ST_OK)
		return st;
	for (int i = 0; i < WINDOW_COUNT && st == ST_OK; i++) {
		if (i != WINDOW_ALL)
			st = move_span(a, top_windows[i], hour_of(now), hours[i]);
		if (st == ST_OK)
			st = rank(a, top_windows[i]);
	}
	if (st == ST_OK)
		st = prune(a, hour_of(now));
	if (st == ST_OK)
		return archive_commit(a);
	archive_rollback(a);
	return st;
}
