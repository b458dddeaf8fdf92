#include "archive/archive.h"

#include "archive/entries.h"
#include "archive/query.h"
#include "archive/search_context.h"
#include "archive/search_index.h"
#include "archive/search_look.h"
#include "text/cut.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	RANGES_MAX = 3,
	MONTHS = 100,          /* of a day's number, below the year: clock.h */
	LAST_DAY = 31,         /* of any month */
	DAYS_A_YEAR = 12 * 31, /* near enough to tell what is recent */
};

/* BM25 as Lucene and SQLite have it; a word in the title is worth several in the text, and what is
 * new a tenth more, half of that after a year. */
static const double saturation = 1.2, by_length = 0.75, title_weight = 5, recent_weight = 0.1;

/* Rows that are looked through: those of some months, on some days of the month. */
struct range {
	int64_t first, last;
	int day_first, day_last; /* the first above the last: any */
};

struct candidate {
	int64_t n;
	struct search_look look;
	unsigned words;
	int day;
	int64_t published;
	double score;
};

struct searching {
	struct archive *a;
	const struct search *s;
	struct search_query query;
	struct candidate *candidates;
	size_t n;
	bool more;
	double rarity[SEARCH_PARTS_MAX];
};

/* ---- which rows ---- */

static void add_range(
    struct range *ranges, size_t *n, int month, int last_month, int day_first, int day_last)
{
	bool whole = day_first <= 1 && day_last >= LAST_DAY;

	if (month > last_month || day_first > day_last)
		return;
	ranges[(*n)++] = (struct range){
		.first = search_index_row(month * MONTHS, 0),
		.last = search_index_row((last_month + 1) * MONTHS, 0) - 1,
		.day_first = whole ? 1 : day_first,
		.day_last = whole ? 0 : day_last,
	};
}

/* Newest first: what is asked of the last month, the whole months between, the first one. */
static size_t ranges_of(const struct search *s, struct range out[RANGES_MAX])
{
	/* The undated have no month. */
	int from = s->from > MONTHS ? s->from : MONTHS, to = s->to > 0 ? s->to : INT_MAX / 2;
	int first = from / MONTHS, last = to / MONTHS;
	int first_day = from % MONTHS, last_day = to % MONTHS;
	size_t n = 0;

	if (s->from == 0 && s->to == 0) {
		out[0] = (struct range){ .last = INT64_MAX, .day_first = 1 };
		return 1;
	}
	if (last_day > LAST_DAY)
		last_day = LAST_DAY;
	if (first == last) {
		add_range(out, &n, first, first, first_day, last_day);
		return n;
	}
	if (last_day < LAST_DAY)
		add_range(out, &n, last, last, 1, last_day);
	add_range(out, &n, first_day > 1 ? first + 1 : first, last_day < LAST_DAY ? last - 1 : last,
	    1, LAST_DAY);
	if (first_day > 1)
		add_range(out, &n, first, first, first_day, LAST_DAY);
	return n;
}

static enum status look_through(struct searching *f, const struct range *r)
{
	struct archive *a = f->a;
	enum status st = search_query_days(&f->query, r->day_first, r->day_last);
	struct query q;

	a->looking->query = &f->query;
	query_start(&q, a, SQL_SEARCH_FIND);
	query_fail(&q, st);
	query_bind_text(&q, buf_str(&f->query.expression));
	query_bind_int(&q, r->first);
	query_bind_int(&q, r->last);
	query_bind_int(&q, (int64_t)(SEARCH_RANKED + 1 - f->n));
	while (query_row(&q)) {
		if (f->n == SEARCH_RANKED) {
			f->more = true;
			break;
		}
		f->candidates[f->n++] = (struct candidate){
			.n = query_int(&q, 0) & ((1 << SEARCH_N_BITS) - 1),
			.look = a->looking->row,
		};
	}
	a->looking->query = NULL;
	return query_end(&q);
}

static enum status find_candidates(struct searching *f)
{
	struct range ranges[RANGES_MAX];
	size_t n = ranges_of(f->s, ranges);
	enum status st = ST_OK;

	f->candidates = calloc(SEARCH_RANKED, sizeof *f->candidates);
	if (f->candidates == NULL)
		return ST_NOMEM;
	for (size_t i = 0; i < n && st == ST_OK && !f->more; i++)
		st = look_through(f, &ranges[i]);
	return st;
}

/* ---- ranking ---- */

/*
 * How rare a part is (inverse document frequency). Of one that is frequent only the newest are
 * counted, and how many articles there are from then on.
 */
static enum status find_rarity(struct searching *f, unsigned part)
{
	struct buf expression = BUF(f->query.expression.max);
	double with = 0, of = 0, all = 0;
	int64_t last = 0;
	struct query q;
	enum status st = search_query_part(f->a, &f->s->parts[part], &expression);

	query_start(&q, f->a, SQL_SEARCH_ROWS);
	query_fail(&q, st);
	query_bind_text(&q, buf_str(&expression));
	query_bind_int(&q, SEARCH_RANKED);
	for (; query_row(&q); with++)
		last = query_int(&q, 0);
	st = query_end(&q);
	buf_clear(&expression);
	if (st != ST_OK)
		return st;
	query_start(&q, f->a, SQL_SEARCH_COUNTS);
	query_bind_int(&q, (last >> SEARCH_N_BITS) * MONTHS);
	if (query_row(&q)) {
		all = (double)query_int(&q, 0);
		of = (double)query_int(&q, 1);
	}
	if (with >= SEARCH_RANKED && of > with)
		with *= all / of;
	f->rarity[part] = log(1 + (fmax(all - with, 0) + 0.5) / (with + 0.5));
	return query_end(&q);
}

/* Nothing is compared with a single part. */
static enum status find_rarities(struct searching *f)
{
	bool several = (f->query.texts & (f->query.texts - 1)) != 0;
	enum status st = ST_OK;

	for (unsigned i = 0; i < f->s->nparts && st == ST_OK; i++) {
		f->rarity[i] = 1;
		if (several && (f->query.texts & 1u << i) != 0)
			st = find_rarity(f, i);
	}
	return st;
}

/* What else the ranking goes by; those that are not shown are left out. */
static enum status read_articles(struct searching *f)
{
	size_t kept = 0;
	enum status st = ST_OK;

	for (size_t i = 0; i < f->n && st == ST_OK; i++) {
		struct candidate *c = &f->candidates[kept];
		struct query q;

		*c = f->candidates[i];
		query_start(&q, f->a, SQL_SEARCH_ARTICLE);
		query_bind_int(&q, c->n);
		if (query_row(&q)) {
			c->words = (unsigned)query_int(&q, 0);
			c->day = (int)query_int(&q, 1);
			c->published = query_int(&q, 2);
			kept++;
		}
		st = query_end(&q);
	}
	f->n = kept;
	return st;
}

/* Days since some day, near enough. */
static int days_of(int day)
{
	return day / 10000 * DAYS_A_YEAR + day / MONTHS % 100 * LAST_DAY + day % MONTHS;
}

static void score(struct searching *f)
{
	double mean = 0;
	int newest = 0;

	for (size_t i = 0; i < f->n; i++) {
		mean += (double)f->candidates[i].words / (double)f->n;
		if (days_of(f->candidates[i].day) > newest)
			newest = days_of(f->candidates[i].day);
	}
	for (size_t i = 0; i < f->n; i++) {
		struct candidate *c = &f->candidates[i];
		double length = 1 - by_length + by_length * c->words / fmax(mean, 1);
		int age = newest - days_of(c->day);

		for (unsigned k = 0; k < f->s->nparts; k++) {
			double times = title_weight * c->look.title[k] + c->look.body[k];

			c->score += f->rarity[k] * times * (saturation + 1) /
			    (times + saturation * length);
		}
		c->score *= 1 + recent_weight * exp2(-(double)age / DAYS_A_YEAR);
	}
}

static int by_score(const void *va, const void *vb)
{
	const struct candidate *a = va, *b = vb;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	if (a->day != b->day)
		return a->day > b->day ? -1 : 1;
	if (a->published != b->published)
		return a->published > b->published ? -1 : 1;
	return a->n > b->n ? -1 : a->n < b->n;
}

/* ---- what is shown of it ---- */

static enum status show(struct searching *f, int64_t n, struct entries *out)
{
	struct buf context = BUF(2 * SEARCH_CONTEXT_MAX);
	struct entry *entry = NULL;
	struct query q;
	enum status st;

	query_start(&q, f->a, SQL_ARTICLE_ENTRY);
	query_bind_int(&q, n);
	if (query_row(&q) && (entry = entries_add(out, &q)) != NULL) {
		entry_fill(&q, entry);
		entry->teaser = query_dup(&q, ENTRY_COLUMNS);
	}
	if ((st = query_end(&q)) != ST_OK || entry == NULL)
		return st;
	st = search_context(f->a, &f->query, n, &context);
	if (st == ST_OK && context.len > 0) {
		free(entry->teaser);
		entry->teaser = buf_take(&context);
	} else if (entry->teaser != NULL) {
		cut_text(entry->teaser, SEARCH_CONTEXT_MAX, entry->teaser);
	}
	buf_clear(&context);
	return st;
}

static enum status run(struct searching *f, struct search_found *out)
{
	enum status st = search_query_make(f->a, f->s, &f->query);

	if (st == ST_OK)
		st = find_candidates(f);
	if (st == ST_OK && f->n > 0)
		st = find_rarities(f);
	if (st == ST_OK)
		st = read_articles(f);
	if (st != ST_OK)
		return st;
	score(f);
	qsort(f->candidates, f->n, sizeof *f->candidates, by_score);
	out->total = (unsigned)f->n;
	out->more = f->more;
	for (size_t i = f->s->offset; i < f->n && i - f->s->offset < f->s->limit && st == ST_OK;
	     i++)
		st = show(f, f->candidates[i].n, &out->entries);
	return st;
}

enum status search_get(struct archive *a, const struct search *s, struct search_found *out)
{
	struct searching f = { .a = a, .s = s };
	bool begun = db_read_begin(a);
	enum status st;

	*out = (struct search_found){ .total = 0 };
	db_deadline(a, &s->deadline);
	st = run(&f, out);
	db_deadline(a, NULL);
	db_read_end(a, begun);
	search_query_clear(&f.query);
	free(f.candidates);
	if (st != ST_OK)
		search_found_clear(out);
	return st;
}

void search_found_clear(struct search_found *f)
{
	entries_clear(&f->entries);
	*f = (struct search_found){ .total = 0 };
}
