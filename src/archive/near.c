#include "archive/near.h"

#include "archive/near_find.h"
#include "archive/near_list.h"
#include "archive/near_terms.h"
#include "archive/query.h"
#include "archive/rarity.h"
#include "archive/runs.h"
#include "archive/stems.h"

#include <stdlib.h>
#include <string.h>

/* Candidates that are compared with a text though they came before all that are in memory. */
enum { OLD_MAX = 8 };

/* An article for another's list. */
struct offer {
	uint32_t to, article, score;
};

/* What is kept in memory between calls. */
struct near {
	struct near_terms *terms;
	struct rarity *rarity;              /* NULL until it is needed */
	int64_t seen;                       /* the store that both are of, as SQLite counts */
	bool current;                       /* so it is in this transaction */
	struct near_text noted[NEAR_CHUNK]; /* counted; of one article the last holds */
	size_t n;
	struct offer offers[NEAR_CHUNK * NEAR_CANDIDATES];
	size_t noffers;
};

static int compare_article(const void *key, const void *text)
{
	const int64_t *a = key;
	const struct near_text *b = text;

	return (*a > b->article) - (*a < b->article);
}

static int by_receiver(const void *va, const void *vb)
{
	const struct offer *a = va, *b = vb;

	if (a->to != b->to)
		return a->to > b->to ? 1 : -1;
	return (a->article > b->article) - (a->article < b->article);
}

static enum status state_of(struct archive *a, struct near **out)
{
	struct near *near = a->near;

	if (near == NULL) {
		near = calloc(1, sizeof *near);
		if (near != NULL && near_terms_new(&near->terms) != ST_OK) {
			free(near);
			near = NULL;
		}
	}
	*out = a->near = near;
	return near != NULL ? ST_OK : ST_NOMEM;
}

void near_reset(struct archive *a)
{
	if (a->near == NULL)
		return;
	a->near->n = 0;
	a->near->current = false;
}

void near_free(struct archive *a)
{
	if (a->near == NULL)
		return;
	rarity_free(a->near->rarity);
	near_terms_free(a->near->terms);
	free(a->near);
	a->near = NULL;
}

/* ---- lists ---- */

/* Is the article one of texts[0..n), ascending, which makes a list of its own? */
static bool is_among(const struct near_text *texts, size_t n, int64_t article)
{
	return bsearch(&article, texts, n, sizeof *texts, compare_article) != NULL;
}

/* The list of texts[i], and what others are to be offered. */
static enum status make_list(
    struct archive *a, struct near_find *f, const struct near_text *texts, size_t n, size_t i)
{
	struct near *near = a->near;
	uint32_t candidates[NEAR_CANDIDATES];
	size_t ncandidates;
	struct near_list list = { .n = 0 };
	struct terms_asker asker;

	near_find_candidates(f, i, candidates, &ncandidates);
	terms_ask(&asker, &texts[i].terms);
	for (size_t k = 0, old = 0; k < ncandidates; k++) {
		struct terms_nearness nearness;
		const struct terms *terms;
		enum status st;

		if (candidates[k] + NEAR_TERMS_RECENT <= texts[i].article && old++ >= OLD_MAX)
			continue;
		st = near_terms_get(a, near->terms, candidates[k], &terms);
		if (st != ST_OK)
			return st;
		nearness = terms_compare(&asker, terms);
		near_list_add(&list, candidates[k], nearness.asked);
		if (nearness.answered >= NEAR_LEAST && !is_among(texts, n, candidates[k]))
			near->offers[near->noffers++] = (struct offer){ candidates[k],
				(uint32_t)texts[i].article, nearness.answered };
	}
	return near_list_put(a, texts[i].article, &list);
}

/* Into the lists of those that were there before. */
static enum status make_offers(struct archive *a)
{
	struct near *near = a->near;
	const struct offer *offers = near->offers;
	enum status st = ST_OK;

	qsort(near->offers, near->noffers, sizeof *offers, by_receiver);
	for (size_t i = 0; i < near->noffers && st == ST_OK;) {
		uint32_t to = offers[i].to;
		struct near_list list;
		bool changed = false;

		st = near_list_get(a, to, &list);
		for (; i < near->noffers && offers[i].to == to; i++)
			if (near_list_add(&list, offers[i].article, offers[i].score))
				changed = true;
		if (st == ST_OK && changed)
			st = near_list_put(a, to, &list);
	}
	near->noffers = 0;
	return st;
}

/* Up to NEAR_CHUNK texts, ascending, that are counted: weigh them, find what they are near to, and
 * let others find them. */
static enum status settle_chunk(struct archive *a, struct near_text *texts, size_t n)
{
	struct near_find *f = NULL;
	enum status st = ST_OK;

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		terms_weigh(&texts[i].terms, rarity_of, a->near->rarity);
		st = near_terms_put(a, a->near->terms, texts[i].article, &texts[i].terms);
	}
	if (st == ST_OK)
		st = near_find_open(a, texts, n, &f);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = make_list(a, f, texts, n, i);
	if (st == ST_OK)
		st = make_offers(a);
	if (st == ST_OK)
		st = near_find_write(a, f);
	near_find_free(f);
	return st;
}

/* ---- what was noted ---- */

/* Ascending, each article once, as it was noted last. */
static void sort_noted(struct near *near)
{
	struct near_text *noted = near->noted;
	size_t kept = 0;

	for (size_t i = 0; i < near->n; i++) {
		size_t at = kept;

		/* They come in order but for a few. */
		while (at > 0 && noted[at - 1].article > noted[i].article)
			at--;
		if (at > 0 && noted[at - 1].article == noted[i].article) {
			noted[at - 1] = noted[i];
			continue;
		}
		if (at < i) {
			struct near_text one = noted[i];

			memmove(&noted[at + 1], &noted[at], (kept - at) * sizeof one);
			noted[at] = one;
		}
		kept++;
	}
	near->n = kept;
}

static enum status settle_noted(struct archive *a)
{
	struct near *near = a->near;
	enum status st = ST_OK;

	for (size_t i = 0; i < near->n && st == ST_OK; i++) {
		bool known;

		st = near_terms_known(a, near->noted[i].article, &known);
		if (st == ST_OK && !known)
			rarity_count(near->rarity, &near->noted[i].terms);
	}
	return st == ST_OK ? settle_chunk(a, near->noted, near->n) : st;
}

/* ---- all anew ---- */

static enum status drop_all(struct archive *a)
{
	enum status st = runs_drop(a, RUNS_NEAR);

	if (st == ST_OK)
		st = query_run(a, SQL_NEAR_LISTS_DROP);
	if (st == ST_OK)
		st = near_terms_drop(a, a->near->terms);
	rarity_clear(a->near->rarity);
	return st;
}

static enum status count_themes(struct archive *a, int64_t article, struct terms *out)
{
	struct query q;

	query_start(&q, a, SQL_ARTICLE_THEMES);
	query_bind_int(&q, article);
	while (query_row(&q))
		terms_count_theme(out, query_text(&q, 0));
	return query_end(&q);
}

/* The counted terms of an article that is shown; ST_NOTFOUND of others. */
static enum status count_terms(struct archive *a, int64_t article, struct terms *out)
{
	struct query q;

	query_start(&q, a, SQL_NEAR_TEXT);
	query_bind_int(&q, article);
	if (query_row(&q)) {
		query_fail(
		    &q, stems_read(a, query_text(&q, 2), query_text(&q, 0), query_text(&q, 1)));
		if (q.status == ST_OK)
			query_fail(&q, terms_count(a->stems.data, a->stems.len, out));
	} else {
		query_fail(&q, ST_NOTFOUND);
	}
	query_end(&q);
	return q.status == ST_OK ? count_themes(a, article, out) : q.status;
}

/* All that are shown, NEAR_ALL at most, counted; *n of them. */
static enum status count_all(struct archive *a, struct near_text *texts, size_t *n)
{
	struct query q;
	enum status st;

	*n = 0;
	query_start(&q, a, SQL_NEAR_ARTICLES);
	query_bind_int(&q, NEAR_ALL);
	while (query_row(&q))
		texts[(*n)++].article = query_int(&q, 0);
	st = query_end(&q);
	for (size_t i = 0; i < *n && st == ST_OK; i++)
		st = count_terms(a, texts[i].article, &texts[i].terms);
	return st;
}

static enum status settle_all(struct archive *a)
{
	struct near_text *texts = calloc(NEAR_ALL, sizeof *texts);
	size_t n;
	enum status st;

	if (texts == NULL)
		return ST_NOMEM;
	st = count_all(a, texts, &n);
	if (st == ST_OK)
		st = drop_all(a);
	for (size_t i = 0; i < n; i++)
		rarity_count(a->near->rarity, &texts[i].terms);
	for (size_t i = 0; i < n && st == ST_OK; i += NEAR_CHUNK)
		st = settle_chunk(a, texts + i, n - i < NEAR_CHUNK ? n - i : NEAR_CHUNK);
	if (st == ST_OK)
		st = query_run(a, SQL_NEAR_ALL_SET);
	free(texts);
	return st;
}

/* Is it time? The archive is small, and has twice the articles that it had the last time. */
static enum status is_doubled(struct archive *a, bool *out)
{
	int64_t shown = 0, then = 0;
	struct query q;

	query_start(&q, a, SQL_NEAR_ALL_GET);
	if (query_row(&q)) {
		shown = query_int(&q, 0);
		then = query_int(&q, 1);
	}
	*out = shown <= NEAR_ALL && shown >= 2 * then;
	return query_end(&q);
}

/* ---- as articles come ---- */

/* What is in memory is that of the store, unless another process has written since. */
static enum status make_current(struct archive *a)
{
	struct near *near = a->near;
	struct query q;
	int64_t now;
	enum status st;

	if (near->current)
		return ST_OK;
	query_start(&q, a, SQL_ARCHIVE_DATA_VERSION);
	if ((st = query_number(&q, &now)) != ST_OK)
		return st;
	if (near->rarity == NULL || near->seen != now) {
		near_terms_reset(near->terms);
		rarity_free(near->rarity);
		near->rarity = NULL;
		st = rarity_open(a, &near->rarity);
	}
	near->seen = now;
	near->current = st == ST_OK;
	return st;
}

/* The lists of what was noted; how rare terms are is in memory alone. */
static enum status settle(struct archive *a)
{
	struct near *near = a->near;
	bool all = false;
	enum status st = make_current(a);

	sort_noted(near);
	if (st == ST_OK)
		st = is_doubled(a, &all);
	if (st == ST_OK)
		st = all ? settle_all(a) : settle_noted(a);
	near->n = 0;
	return st;
}

enum status near_settle(struct archive *a)
{
	struct near *near = a->near;
	enum status st = ST_OK;

	if (near == NULL)
		return ST_OK;
	if (near->n > 0)
		st = settle(a);
	if (st == ST_OK && near->current)
		st = rarity_write(a, near->rarity);
	return st;
}

/* Room for one that is noted. */
static enum status make_room(struct archive *a, int64_t article, struct near_text **out)
{
	struct near *near;
	enum status st = state_of(a, &near);

	*out = NULL;
	if (st == ST_OK && article > UINT32_MAX)
		st = ST_TOOBIG;
	if (st == ST_OK && near->n == NEAR_CHUNK)
		st = settle(a);
	if (st != ST_OK)
		return st;
	*out = &near->noted[near->n];
	(*out)->article = article;
	return ST_OK;
}

enum status near_text(
    struct archive *a, int64_t article, const struct buf *stems, const struct names *themes)
{
	struct near_text *text;
	enum status st = make_room(a, article, &text);

	if (st == ST_OK)
		st = terms_count(stems->data, stems->len, &text->terms);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < themes->n; i++)
		terms_count_theme(&text->terms, themes->items[i].slug);
	a->near->n++;
	return ST_OK;
}

enum status near_note(struct archive *a, int64_t article)
{
	struct near_text *text;
	enum status st = make_room(a, article, &text);

	if (st == ST_OK)
		st = count_terms(a, article, &text->terms);
	if (st == ST_OK)
		a->near->n++;
	return st == ST_NOTFOUND ? ST_OK : st;
}
