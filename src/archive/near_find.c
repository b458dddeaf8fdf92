#include "archive/near_find.h"

#include "archive/runs.h"

#include <stdlib.h>
#include <string.h>

enum {
	BESIDE = 48,     /* texts of a key that are looked at on either side of one among them */
	SLOTS = 1 << 14, /* more than twice what TERMS_KEYS keys can have */
};

/* A key of a text. */
struct ref {
	uint32_t key, text; /* the text's place in the chunk */
};

/* All texts that have a key, and what the runs have of it. */
struct group {
	uint32_t key;
	size_t first, n;      /* in refs */
	size_t found, nfound; /* in found */
};

struct slot {
	uint32_t article; /* 0: empty */
	uint32_t weight;  /* of the keys that it has in common with the text */
};

struct near_find {
	const struct near_text *texts;
	struct ref *refs;
	size_t nrefs;
	struct group *groups;
	size_t ngroups;
	uint32_t *found;
	size_t nfound, cap;
	struct slot slots[SLOTS];
	uint16_t used[SLOTS]; /* the slots that are not empty */
	size_t nused;
};

static int by_key(const void *va, const void *vb)
{
	const struct ref *a = va, *b = vb;

	if (a->key != b->key)
		return a->key > b->key ? 1 : -1;
	return (a->text > b->text) - (a->text < b->text);
}

static int compare_key(const void *key, const void *group)
{
	const uint32_t *a = key;
	const struct group *b = group;

	return (*a > b->key) - (*a < b->key);
}

static void list_refs(struct near_find *f, size_t n)
{
	struct terms keys;

	for (size_t i = 0; i < n; i++) {
		terms_heaviest(&f->texts[i].terms, TERMS_KEYS, &keys);
		for (size_t k = 0; k < keys.n; k++)
			f->refs[f->nrefs++] = (struct ref){ keys.items[k] >> TERM_SHIFT,
				(uint32_t)i };
	}
	qsort(f->refs, f->nrefs, sizeof f->refs[0], by_key);
}

/* What the runs have of the group's key. */
static enum status look_up(struct archive *a, struct near_find *f, struct group *g)
{
	int64_t articles[RUNS_NEAR_A_KEY];
	size_t n = 0;
	uint32_t *grown;
	enum status st = runs_find(a, RUNS_NEAR, g->key, articles, &n, RUNS_NEAR_A_KEY);

	if (f->nfound + n > f->cap) {
		f->cap = 2 * f->cap + RUNS_NEAR_A_KEY;
		grown = reallocarray(f->found, f->cap, sizeof *grown);
		if (grown == NULL)
			return ST_NOMEM;
		f->found = grown;
	}
	g->found = f->nfound;
	g->nfound = n;
	for (size_t i = 0; i < n; i++)
		f->found[f->nfound++] = (uint32_t)articles[i];
	return st;
}

enum status near_find_open(
    struct archive *a, const struct near_text *texts, size_t n, struct near_find **out)
{
	struct near_find *f = calloc(1, sizeof *f);
	enum status st = ST_OK;

	*out = NULL;
	if (f == NULL)
		return ST_NOMEM;
	f->texts = texts;
	f->refs = calloc(n * TERMS_KEYS + 1, sizeof *f->refs);
	f->groups = calloc(n * TERMS_KEYS + 1, sizeof *f->groups);
	if (f->refs == NULL || f->groups == NULL)
		st = ST_NOMEM;
	else
		list_refs(f, n);
	for (size_t i = 0; i < f->nrefs && st == ST_OK; i++) {
		struct group *g = &f->groups[f->ngroups];

		if (f->ngroups == 0 || g[-1].key != f->refs[i].key) {
			*g = (struct group){ .key = f->refs[i].key, .first = i };
			f->ngroups++;
			st = look_up(a, f, g++);
		}
		g[-1].n++;
	}
	if (st == ST_OK)
		*out = f;
	else
		near_find_free(f);
	return st;
}

void near_find_free(struct near_find *f)
{
	if (f == NULL)
		return;
	free(f->refs);
	free(f->groups);
	free(f->found);
	free(f);
}

/* ---- candidates ---- */

static void add(struct near_find *f, uint32_t article, uint32_t weight)
{
	size_t at = (article * UINT32_C(0x9e3779b1)) >> 18; /* 14 bits */

	while (f->slots[at].article != 0 && f->slots[at].article != article)
		at = (at + 1) % SLOTS;
	if (f->slots[at].article == 0)
		f->used[f->nused++] = (uint16_t)at;
	f->slots[at].article = article;
	f->slots[at].weight += weight;
}

/* All that have that key. */
static void add_group(struct near_find *f, uint32_t text, uint32_t key, uint32_t weight)
{
	const struct group *g = bsearch(
	    &key, f->groups, f->ngroups, sizeof f->groups[0], compare_key);
	size_t self, from, to;
	struct ref own = { key, text };
	const struct ref *ref;

	if (g == NULL)
		return;
	ref = bsearch(&own, f->refs + g->first, g->n, sizeof own, by_key);
	self = ref != NULL ? (size_t)(ref - f->refs) : g->first;
	from = self - g->first > BESIDE ? self - BESIDE : g->first;
	to = g->first + g->n - self > BESIDE + 1 ? self + BESIDE + 1 : g->first + g->n;
	for (size_t i = from; i < to; i++)
		add(f, (uint32_t)f->texts[f->refs[i].text].article, weight);
	for (size_t i = 0; i < g->nfound; i++)
		add(f, f->found[g->found + i], weight);
}

static bool is_before(struct slot a, struct slot b)
{
	return a.weight != b.weight ? a.weight > b.weight : a.article > b.article;
}

/* The heaviest of the slots, which are empty again afterwards. */
static void take_best(struct near_find *f, int64_t self, uint32_t out[], size_t *n)
{
	struct slot best[NEAR_CANDIDATES];

	*n = 0;
	for (size_t i = 0; i < f->nused; i++) {
		struct slot s = f->slots[f->used[i]];
		size_t at = *n;

		f->slots[f->used[i]] = (struct slot){ 0 };
		if (s.article == self)
			continue;
		while (at > 0 && is_before(s, best[at - 1]))
			at--;
		if (at == NEAR_CANDIDATES)
			continue;
		*n += *n < NEAR_CANDIDATES;
		memmove(&best[at + 1], &best[at], (*n - at - 1) * sizeof best[0]);
		best[at] = s;
	}
	f->nused = 0;
	for (size_t i = 0; i < *n; i++)
		out[i] = best[i].article;
}

void near_find_candidates(struct near_find *f, size_t i, uint32_t out[NEAR_CANDIDATES], size_t *n)
{
	struct terms keys;

	terms_heaviest(&f->texts[i].terms, TERMS_KEYS, &keys);
	for (size_t k = 0; k < keys.n; k++)
		add_group(f, (uint32_t)i, keys.items[k] >> TERM_SHIFT, keys.items[k] & TERM_WEIGHT);
	take_best(f, f->texts[i].article, out, n);
}

enum status near_find_write(struct archive *a, const struct near_find *f)
{
	struct run_writer *w;
	int64_t newest;
	enum status st;

	if (f->nrefs == 0)
		return ST_OK;
	if ((st = run_begin(a, RUNS_NEAR, &w)) != ST_OK)
		return st;
	/* Of each key the newest first, as runs have them. */
	for (size_t g = 0; g < f->ngroups && st == ST_OK; g++)
		for (size_t i = f->groups[g].n; i > 0 && st == ST_OK; i--) {
			const struct ref *ref = &f->refs[f->groups[g].first + i - 1];

			st = run_put(w,
			    (struct run_entry){ ref->key, (uint32_t)f->texts[ref->text].article });
		}
	return run_end(w, st, &newest);
}
