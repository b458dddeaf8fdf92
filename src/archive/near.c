#include "archive/near.h"

#include "archive/copies.h"
#include "archive/near_find.h"
#include "archive/near_list.h"
#include "archive/query.h"
#include "archive/rarity.h"
#include "archive/runs.h"

#include <stdlib.h>

/* An article for another's list. */
struct offer {
	uint32_t to, article, score;
};

/* What is kept in memory between calls. */
struct near {
	struct stemmer *stemmer;
	struct rarity *rarity; /* NULL until it is needed in a transaction */
	int64_t *noted;
	size_t n, cap;
};

/* What the texts of a chunk are put into. */
struct chunk {
	struct archive *a;
	struct near_text *texts; /* NEAR_CHUNK */
	size_t n;
	struct offer *offers; /* NEAR_CANDIDATES of each */
	size_t noffers;
};

static int by_number(const void *va, const void *vb)
{
	const int64_t *a = va, *b = vb;

	return (*a > *b) - (*a < *b);
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
		if (near != NULL && stemmer_new(&near->stemmer) != ST_OK) {
			free(near);
			near = NULL;
		}
	}
	*out = a->near = near;
	return near != NULL ? ST_OK : ST_NOMEM;
}

void near_reset(struct archive *a)
{
	struct near *near = a->near;

	if (near == NULL)
		return;
	near->n = 0;
	rarity_free(near->rarity);
	near->rarity = NULL;
}

void near_free(struct archive *a)
{
	if (a->near == NULL)
		return;
	near_reset(a);
	stemmer_free(a->near->stemmer);
	free(a->near->noted);
	free(a->near);
	a->near = NULL;
}

enum status near_note(struct archive *a, int64_t article)
{
	struct near *near;
	enum status st = state_of(a, &near);

	if (st != ST_OK)
		return st;
	if (article > UINT32_MAX)
		return ST_TOOBIG;
	if (near->n == near->cap) {
		size_t cap = near->cap > 0 ? 2 * near->cap : 64;
		int64_t *grown = reallocarray(near->noted, cap, sizeof *grown);

		if (grown == NULL)
			return ST_NOMEM;
		near->noted = grown;
		near->cap = cap;
	}
	near->noted[near->n++] = article;
	return ST_OK;
}

/* ---- texts ---- */

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
		query_fail(&q, stemmer_language(a->near->stemmer, query_text(&q, 2)));
		query_fail(&q, copies_fold(&a->fold, query_text(&q, 0), query_text(&q, 1)));
		if (q.status == ST_OK)
			query_fail(
			    &q, terms_count(a->near->stemmer, a->fold.data, a->fold.len, out));
	} else {
		query_fail(&q, ST_NOTFOUND);
	}
	query_end(&q);
	return q.status == ST_OK ? count_themes(a, article, out) : q.status;
}

/* The terms as they were weighed; none, where they never were. */
static enum status get_terms(struct archive *a, int64_t article, struct terms *out)
{
	struct query q;

	out->n = 0;
	query_start(&q, a, SQL_NEAR_TERMS_GET);
	query_bind_int(&q, article);
	if (query_row(&q)) {
		size_t len;
		const unsigned char *bytes = query_blob(&q, 0, &len);

		query_fail(&q, terms_read(bytes, len, out));
	}
	return query_end(&q);
}

static enum status put_terms(struct archive *a, const struct near_text *text)
{
	unsigned char bytes[TERMS_MAX * TERMS_ENTRY];
	struct query q;

	query_start(&q, a, SQL_NEAR_TERMS_PUT);
	query_bind_int(&q, text->article);
	query_bind_blob(&q, bytes, terms_write(&text->terms, bytes));
	return query_finish(&q);
}

static enum status is_known(struct archive *a, int64_t article, bool *out)
{
	int64_t n;
	struct query q;
	enum status st;

	query_start(&q, a, SQL_NEAR_TERMS_KNOWN);
	query_bind_int(&q, article);
	st = query_number(&q, &n);
	*out = st == ST_OK;
	return st == ST_NOTFOUND ? ST_OK : st;
}

/* ---- lists ---- */

static int compare_article(const void *key, const void *text)
{
	const int64_t *a = key;
	const struct near_text *b = text;

	return (*a > b->article) - (*a < b->article);
}

/* Compare texts[i] with an article: into its own list, and an offer to the other's, unless that is
 * in the chunk and makes its own. */
static enum status compare(struct chunk *c, size_t i, const struct terms_asker *asker,
    uint32_t article, struct near_list *list)
{
	const struct near_text *text = &c->texts[i];
	int64_t key = article;
	struct near_text *other = bsearch(&key, c->texts, c->n, sizeof *c->texts, compare_article);
	struct terms_asker asks;
	struct terms terms;
	enum status st;

	if (other != NULL) {
		near_list_add(list, article, terms_score(asker, &other->terms));
		return ST_OK;
	}
	if ((st = get_terms(c->a, article, &terms)) != ST_OK)
		return st;
	near_list_add(list, article, terms_score(asker, &terms));
	terms_ask(&terms, &asks);
	c->offers[c->noffers++] = (struct offer){
		article,
		(uint32_t)text->article,
		terms_score(&asks, &text->terms),
	};
	return ST_OK;
}

static enum status make_list(struct chunk *c, struct near_find *f, size_t i)
{
	uint32_t candidates[NEAR_CANDIDATES];
	size_t n;
	struct near_list list = { .n = 0 };
	struct terms_asker asker;
	enum status st = ST_OK;

	near_find_candidates(f, i, candidates, &n);
	terms_ask(&c->texts[i].terms, &asker);
	for (size_t k = 0; k < n && st == ST_OK; k++)
		st = compare(c, i, &asker, candidates[k], &list);
	return st == ST_OK ? near_list_put(c->a, c->texts[i].article, &list) : st;
}

/* Into the lists of those that were there before. */
static enum status make_offers(struct chunk *c)
{
	enum status st = ST_OK;

	qsort(c->offers, c->noffers, sizeof *c->offers, by_receiver);
	for (size_t i = 0; i < c->noffers && st == ST_OK;) {
		uint32_t to = c->offers[i].to;
		struct near_list list;
		bool changed = false;

		st = near_list_get(c->a, to, &list);
		for (; i < c->noffers && c->offers[i].to == to; i++)
			if (near_list_add(&list, c->offers[i].article, c->offers[i].score))
				changed = true;
		if (st == ST_OK && changed)
			st = near_list_put(c->a, to, &list);
	}
	c->noffers = 0;
	return st;
}

/* The texts are counted: weigh them, find what they are near to, and let others find them. */
static enum status settle_chunk(struct chunk *c)
{
	struct near_find *f = NULL;
	enum status st = ST_OK;

	for (size_t i = 0; i < c->n && st == ST_OK; i++) {
		terms_weigh(&c->texts[i].terms, rarity_of, c->a->near->rarity);
		st = put_terms(c->a, &c->texts[i]);
	}
	if (st == ST_OK)
		st = near_find_open(c->a, c->texts, c->n, &f);
	for (size_t i = 0; i < c->n && st == ST_OK; i++)
		st = make_list(c, f, i);
	if (st == ST_OK)
		st = make_offers(c);
	if (st == ST_OK)
		st = near_find_write(c->a, f);
	near_find_free(f);
	c->n = 0;
	return st;
}

/* Read the article into the chunk; `count`: where it was not counted before, it is now. */
static enum status take(struct chunk *c, int64_t article, bool count)
{
	struct near_text *text = &c->texts[c->n];
	bool known = false;
	enum status st = count_terms(c->a, article, &text->terms);

	if (st == ST_NOTFOUND)
		return ST_OK;
	if (st == ST_OK && count)
		st = is_known(c->a, article, &known);
	if (st != ST_OK)
		return st;
	if (count && !known)
		rarity_count(c->a->near->rarity, &text->terms);
	text->article = article;
	c->n++;
	return ST_OK;
}

/* Make the lists of these, ascending, each once. */
static enum status settle_these(struct archive *a, const int64_t *articles, size_t n, bool count)
{
	struct chunk c = { .a = a };
	enum status st = ST_OK;

	c.texts = calloc(NEAR_CHUNK, sizeof *c.texts);
	c.offers = calloc(NEAR_CHUNK * NEAR_CANDIDATES, sizeof *c.offers);
	if (c.texts == NULL || c.offers == NULL)
		st = ST_NOMEM;
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		st = take(&c, articles[i], count);
		if (st == ST_OK && (c.n == NEAR_CHUNK || i + 1 == n))
			st = settle_chunk(&c);
	}
	free(c.texts);
	free(c.offers);
	return st;
}

/* ---- all anew ---- */

static enum status drop_all(struct archive *a)
{
	static const enum sql drops[] = { SQL_NEAR_LISTS_DROP, SQL_NEAR_TERMS_DROP };
	enum status st = runs_drop(a, RUNS_NEAR);

	for (size_t i = 0; i < sizeof drops / sizeof drops[0] && st == ST_OK; i++)
		st = query_run(a, drops[i]);
	rarity_clear(a->near->rarity);
	return st;
}

static enum status settle_all(struct archive *a)
{
	int64_t *articles = calloc(NEAR_ALL, sizeof *articles);
	struct terms terms;
	size_t n = 0;
	struct query q;
	enum status st;

	if (articles == NULL)
		return ST_NOMEM;
	query_start(&q, a, SQL_NEAR_ARTICLES);
	query_bind_int(&q, NEAR_ALL);
	while (query_row(&q))
		articles[n++] = query_int(&q, 0);
	st = query_end(&q);
	if (st == ST_OK)
		st = drop_all(a);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		st = count_terms(a, articles[i], &terms);
		if (st == ST_OK)
			rarity_count(a->near->rarity, &terms);
	}
	if (st == ST_OK)
		st = settle_these(a, articles, n, false);
	if (st == ST_OK)
		st = query_run(a, SQL_NEAR_ALL_SET);
	free(articles);
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

static size_t sort_noted(struct near *near)
{
	size_t kept = 0;

	qsort(near->noted, near->n, sizeof near->noted[0], by_number);
	for (size_t i = 0; i < near->n; i++)
		if (kept == 0 || near->noted[kept - 1] != near->noted[i])
			near->noted[kept++] = near->noted[i];
	return kept;
}

enum status near_settle(struct archive *a)
{
	struct near *near = a->near;
	bool all = false;
	enum status st;

	if (near == NULL || near->n == 0)
		return ST_OK;
	near->n = sort_noted(near);
	st = is_doubled(a, &all);
	if (st == ST_OK && near->rarity == NULL)
		st = rarity_open(a, &near->rarity);
	if (st == ST_OK)
		st = all ? settle_all(a) : settle_these(a, near->noted, near->n, true);
	if (st == ST_OK)
		st = rarity_write(a, near->rarity);
	near->n = 0;
	return st;
}
