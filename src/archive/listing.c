#include "archive/archive.h"

#include "archive/db.h"
#include "archive/entries.h"
#include "archive/query.h"
#include "base/buf.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>

enum { SLUGS_MAX = 1 << 16 }; /* bytes of an article's slugs joined by commas */

enum { COLUMN_N = ENTRY_COLUMNS, COLUMN_KEY };

/* The statement of the listing asked for, of those two. */
static enum sql choose(const struct listing *which, const enum sql sqls[4])
{
	bool days = which->from != 0 || which->to != 0;

	assert((which->theme != NULL) + (which->author != NULL) + days <= 1);
	if (which->theme != NULL)
		return sqls[1];
	if (which->author != NULL)
		return sqls[2];
	return sqls[days ? 3 : 0];
}

/* What the statement of choose() asks for. */
static void bind(struct query *q, const struct listing *which)
{
	if (which->theme != NULL) {
		query_bind_text(q, which->theme);
	} else if (which->author != NULL) {
		query_bind_text(q, which->author);
	} else if (which->from != 0 || which->to != 0) {
		query_bind_int(q, which->from > 0 ? which->from : 1);
		query_bind_int(q, which->to > 0 ? which->to : INT_MAX);
	}
}

static void start(struct query *q, struct archive *a, const struct listing *which)
{
	static const enum sql sqls[] = { SQL_LISTING_ALL, SQL_LISTING_THEME, SQL_LISTING_AUTHOR,
		SQL_LISTING_DAYS };

	query_start(q, a, choose(which, sqls));
	query_bind_int(q, which->limit > 0 ? (int64_t)which->limit : -1);
	query_bind_int(q, which->offset);
	bind(q, which);
}

enum status listing_get(struct archive *a, const struct listing *which, struct entries *out)
{
	struct query q;

	start(&q, a, which);
	return entries_fill(&q, out);
}

enum status listing_count(struct archive *a, const struct listing *which, unsigned *out)
{
	static const enum sql sqls[] = { SQL_COUNT_ALL, SQL_COUNT_THEME, SQL_COUNT_AUTHOR,
		SQL_COUNT_DAYS };
	int64_t count;
	struct query q;
	enum status st;

	query_start(&q, a, choose(which, sqls));
	bind(&q, which);
	st = query_number(&q, &count);
	*out = (unsigned)count;
	/* A theme or an author of whom nothing was ever written. */
	return st == ST_NOTFOUND ? ST_OK : st;
}

static enum status slugs(struct archive *a, int64_t n, struct buf *out)
{
	struct query q;

	buf_reset(out);
	query_start(&q, a, SQL_LISTING_SLUGS);
	query_bind_int(&q, n);
	while (query_row(&q)) {
		if (out->len > 0)
			buf_putc(out, ',');
		buf_puts(out, query_text(&q, 0));
	}
	query_fail(&q, buf_status(out));
	return query_end(&q);
}

enum status listing_each(struct archive *a, const struct listing *which, listing_fn fn, void *ctx)
{
	struct buf themes = BUF(SLUGS_MAX);
	struct query q;
	enum status st;

	start(&q, a, which);
	while (query_row(&q)) {
		struct entry entry = { 0 };

		entry_fill(&q, &entry);
		query_fail(&q, slugs(a, query_int(&q, COLUMN_N), &themes));
		if (q.status == ST_OK) {
			struct listed one = { &entry, query_text(&q, COLUMN_KEY),
				buf_str(&themes) };

			query_fail(&q, fn(ctx, &one));
		}
		free(entry.title);
	}
	st = query_end(&q);
	buf_clear(&themes);
	return st;
}

/* All rows of day and articles; ends the query. */
static enum status periods_fill(struct query *q, struct periods *out)
{
	enum status st;

	*out = (struct periods){ 0 };
	while (query_row(q)) {
		struct period *period = periods_add(out, q);

		if (period == NULL)
			break;
		period->day = (int)query_int(q, 0);
		period->articles = (unsigned)query_int(q, 1);
	}
	st = query_end(q);
	if (st != ST_OK)
		periods_clear(out);
	return st;
}

enum status days_latest(struct archive *a, unsigned limit, struct periods *out)
{
	struct query q;

	query_start(&q, a, SQL_DAYS_LATEST);
	query_bind_int(&q, limit);
	return periods_fill(&q, out);
}

enum status periods_get(struct archive *a, enum period_unit unit, int day, struct periods *out)
{
	static const struct {
		int divisor; /* brings days of one period together */
		int range;   /* and those of what is asked for: 0: all */
	} units[] = {
		[PERIOD_YEARS] = { 10000, 0 },
		[PERIOD_MONTHS] = { 100, 10000 },
		[PERIOD_DAYS] = { 1, 100 },
	};
	int range = units[unit].range;
	int from = range == 0 ? 1 : day / range * range;
	struct query q;

	query_start(&q, a, SQL_PERIODS_GET);
	query_bind_int(&q, units[unit].divisor);
	query_bind_int(&q, from);
	query_bind_int(&q, range == 0 ? INT_MAX : (int64_t)from + range - 1);
	return periods_fill(&q, out);
}
