#include "archive/related.h"

#include "archive/near_list.h"
#include "archive/terms.h"

#include <stdlib.h>
#include <string.h>

/* All of these bound what one list costs, whatever the archive's size. */
enum {
	PREFIX_STEPS = 32, /* cut titles that are tried against one article's */
	VARIANTS_MAX = 16, /* teasers under which one title was listed */
	THEMES_MAX = 8,    /* of an article's themes, the first */
	POOL = 40,         /* newest articles of each that are compared, besides the limit */
	/* From this score on, a text says more than a theme that is shared: nine in ten of the
	 * first five of a few hundred articles have it (news in French, Lingala, English). */
	NEAR_CLEARLY = TERMS_SCORE / 10,
};

/* ---- what lists this one ---- */

/* The articles that listed this title, those imported last first. */
static enum status take_back(struct related *r, const char *fold, bool whole)
{
	struct query q, back;

	query_start(&q, r->a, SQL_RELATED_MENTIONS);
	query_bind_text(&q, fold);
	query_bind_int(&q, VARIANTS_MAX);
	while (!related_is_full(r) && query_row(&q)) {
		if (!whole && query_int(&q, 1) == 0)
			continue;
		query_start(&back, r->a, SQL_RELATED_BACK);
		query_bind_int(&back, query_int(&q, 0));
		query_bind_int(&back, (int64_t)(2 * r->limit + 1));
		query_fail(&q, related_take_all(r, &back));
	}
	return query_end(&q);
}

/* How many bytes both begin with. */
static size_t common(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] != '\0' && a[n] == b[n])
		n++;
	return n;
}

/*
 * The same for cut titles that this article's begins with. They sort before it, the longest last:
 * from each cut title that is not after a beginning of ours, the next can only be one that what
 * both have in common begins with.
 */
static enum status take_back_cut(struct related *r)
{
	char *bound = strdup(r->fold);
	enum status st = bound != NULL ? ST_OK : ST_NOMEM;

	for (int step = 0; step < PREFIX_STEPS && st == ST_OK && !related_is_full(r); step++) {
		size_t len;
		bool whole;
		struct query q;

		query_start(&q, r->a, SQL_RELATED_MENTION_BEFORE);
		query_bind_text(&q, bound);
		if (!query_row(&q)) {
			st = query_end(&q);
			break;
		}
		len = common(bound, query_text(&q, 0));
		whole = query_text(&q, 0)[len] == '\0';
		st = query_end(&q);
		bound[len] = '\0';
		if (!related_by_prefix(bound, true))
			break;
		if (st == ST_OK && whole) {
			st = take_back(r, bound, strcmp(bound, r->fold) == 0);
			bound[len - 1] = '\0';
		}
	}
	free(bound);
	return st;
}

/* An article that others are compared with. */
struct candidate {
	uint32_t score; /* near_entry's; 0 where it was not asked for */
	int64_t day, published, n;
	int shared; /* themes */
};

static int compare_number(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Newest first; the same article is side by side. */
static int by_age(const void *va, const void *vb)
{
	const struct candidate *a = va, *b = vb;
	int order = compare_number(b->day, a->day);

	if (order == 0)
		order = compare_number(b->published, a->published);
	return order != 0 ? order : compare_number(b->n, a->n);
}

static int by_shared(const void *va, const void *vb)
{
	const struct candidate *a = va, *b = vb;

	return a->shared != b->shared ? b->shared - a->shared : by_age(va, vb);
}

static int by_score(const void *va, const void *vb)
{
	const struct candidate *a = va, *b = vb;

	return a->score != b->score ? compare_number(b->score, a->score) : by_shared(va, vb);
}

/* ---- what is about the same ---- */

/* What decides between two of the same score. */
static enum status look_at(struct related *r, struct candidate *c)
{
	struct query q;

	query_start(&q, r->a, SQL_RELATED_SHARED);
	query_bind_int(&q, c->n);
	query_bind_int(&q, r->self);
	if (query_row(&q)) {
		c->day = query_int(&q, 0);
		c->published = query_int(&q, 1);
		c->shared = (int)query_int(&q, 2);
	}
	return query_end(&q);
}

/* Those that have that score at least. */
static enum status take_near(struct related *r, uint32_t least)
{
	struct candidate list[NEAR_MAX];
	struct near_list near;
	enum status st = near_list_get(r->a, r->self, &near);

	for (size_t i = 0; i < near.n && st == ST_OK; i++) {
		const struct near_entry *e = &near.items[i];
		bool tied = (i > 0 && e[-1].score == e->score) ||
		    (i + 1 < near.n && e[1].score == e->score);

		list[i] = (struct candidate){ .score = e->score, .n = e->article };
		if (tied)
			st = look_at(r, &list[i]);
	}
	if (st != ST_OK)
		return st;
	qsort(list, near.n, sizeof *list, by_score);
	for (size_t i = 0; i < near.n && st == ST_OK && list[i].score >= least; i++)
		st = related_take(r, list[i].n, NULL);
	return st;
}

/* ---- what has themes in common ---- */

/* The newest of a theme into list[*n...]. */
static enum status gather(
    struct related *r, int64_t theme, struct candidate *list, size_t *n, size_t max)
{
	struct query q;

	query_start(&q, r->a, SQL_RELATED_THEME_NEWEST);
	query_bind_int(&q, theme);
	query_bind_int(&q, (int64_t)max);
	while (query_row(&q))
		list[(*n)++] = (struct candidate){
			.day = query_int(&q, 0),
			.published = query_int(&q, 1),
			.n = query_int(&q, 2),
			.shared = 1,
		};
	return query_end(&q);
}

/* One candidate an article, with all the themes it shares. */
static size_t merge(struct candidate *list, size_t n)
{
	size_t kept = 0;

	qsort(list, n, sizeof *list, by_age);
	for (size_t i = 0; i < n; i++)
		if (kept > 0 && list[kept - 1].n == list[i].n)
			list[kept - 1].shared++;
		else
			list[kept++] = list[i];
	qsort(list, kept, sizeof *list, by_shared);
	return kept;
}

static enum status take_shared(struct related *r)
{
	size_t max = POOL + r->limit, n = 0;
	struct candidate *list = calloc(THEMES_MAX * max, sizeof *list);
	struct query q;
	enum status st;

	if (list == NULL)
		return ST_NOMEM;
	query_start(&q, r->a, SQL_RELATED_THEMES);
	query_bind_int(&q, r->self);
	query_bind_int(&q, THEMES_MAX);
	while (query_row(&q))
		query_fail(&q, gather(r, query_int(&q, 0), list, &n, max));
	st = query_end(&q);
	n = merge(list, n);
	for (size_t i = 0; i < n && st == ST_OK && !related_is_full(r); i++)
		st = related_take(r, list[i].n, NULL);
	free(list);
	return st;
}

enum status related_fill_same_theme(struct related *r)
{
	enum status st = ST_OK;

	if (r->self == 0)
		return ST_OK;
	if (!related_is_full(r) && r->fold[0] != '\0') {
		st = take_back(r, r->fold, true);
		if (st == ST_OK && !related_is_full(r))
			st = take_back_cut(r);
	}
	if (st == ST_OK && !related_is_full(r))
		st = take_near(r, NEAR_CLEARLY);
	if (st == ST_OK && !related_is_full(r))
		st = take_shared(r);
	if (st == ST_OK && !related_is_full(r))
		st = take_near(r, NEAR_LEAST);
	return st;
}
