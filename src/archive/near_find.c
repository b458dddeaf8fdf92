#include "archive/near_find.h"

#include "archive/runs.h"

#include <stdlib.h>
#include <string.h>

enum {
	BESIDE = 48,    /* texts of a key that are looked at on either side of one among them */
	SLOT_BITS = 12, /* more than twice what TERMS_KEYS keys can have in runs */
	SLOTS = 1 << SLOT_BITS,
	DIGIT_BITS = 11, /* of a key, by which refs are sorted */
	DIGITS = 1 << DIGIT_BITS,
};

_Static_assert((int)RUNS_NEAR_WEIGHT == (int)TERM_SHIFT, "terms are the keys of runs");

/* A key of a text. */
struct ref {
	uint32_t key; /* a term, as struct terms has them */
	uint32_t text, group;
};

/* All texts that have a key, and what the runs have of it. */
struct group {
	size_t first, n;      /* in refs */
	size_t found, nfound; /* in found */
};

/* An article of the runs that has keys in common with the text. */
struct slot {
	uint32_t article; /* 0: empty */
	uint32_t product; /* of the weights of these */
};

struct near_find {
	const struct near_text *texts;
	size_t n;
	struct ref *refs; /* by key, then by text */
	size_t nrefs;
	uint32_t (*refs_of)[TERMS_KEYS]; /* of each text, where its keys are in refs */
	size_t *nrefs_of;
	struct group *groups;
	size_t ngroups;
	struct run_entry *found;
	size_t nfound, cap;
	uint32_t products[NEAR_CHUNK]; /* of the keys that each text has in common with the one */
	struct slot slots[SLOTS];
	uint16_t used[SLOTS]; /* the slots that are not empty */
	size_t nused;
};

/* ---- keys ---- */

/* By one digit of the hash; those of the same stay in their order. */
static void sort_by_digit(const struct ref *refs, size_t n, unsigned shift, struct ref *out)
{
	size_t starts[DIGITS + 1] = { 0 };

	for (size_t i = 0; i < n; i++)
		starts[(term_hash(refs[i].key) >> shift) % DIGITS + 1]++;
	for (size_t d = 1; d < DIGITS; d++)
		starts[d] += starts[d - 1];
	for (size_t i = 0; i < n; i++)
		out[starts[(term_hash(refs[i].key) >> shift) % DIGITS]++] = refs[i];
}

static enum status list_refs(struct near_find *f)
{
	struct ref *unsorted = calloc(f->n * TERMS_KEYS + 1, sizeof *unsorted);

	if (unsorted == NULL)
		return ST_NOMEM;
	for (size_t i = 0; i < f->n; i++) {
		uint32_t keys[TERMS_KEYS];
		size_t n = terms_heaviest(&f->texts[i].terms, TERMS_KEYS, keys);

		for (size_t k = 0; k < n; k++)
			f->refs[f->nrefs++] = (struct ref){ .key = keys[k], .text = (uint32_t)i };
	}
	sort_by_digit(f->refs, f->nrefs, 0, unsorted);
	sort_by_digit(unsorted, f->nrefs, DIGIT_BITS, f->refs);
	free(unsorted);
	return ST_OK;
}

/* What the runs have of that key, for the group. */
static enum status look_up(struct archive *a, struct near_find *f, uint32_t key, struct group *g)
{
	struct run_entry *grown;

	if (f->nfound + RUNS_NEAR_A_KEY > f->cap) {
		f->cap = 2 * f->cap + RUNS_NEAR_A_KEY;
		grown = reallocarray(f->found, f->cap, sizeof *grown);
		if (grown == NULL)
			return ST_NOMEM;
		f->found = grown;
	}
	g->found = f->nfound;
	return runs_find(a, RUNS_NEAR, key, f->found + f->nfound, &g->nfound);
}

static enum status group_refs(struct archive *a, struct near_find *f)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < f->nrefs && st == ST_OK; i++) {
		struct ref *ref = &f->refs[i];

		if (i == 0 || term_hash(ref[-1].key) != term_hash(ref->key)) {
			struct group *g = &f->groups[f->ngroups++];

			*g = (struct group){ .first = i };
			st = look_up(a, f, ref->key, g);
			f->nfound += g->nfound;
		}
		ref->group = (uint32_t)f->ngroups - 1;
		f->groups[ref->group].n++;
		f->refs_of[ref->text][f->nrefs_of[ref->text]++] = (uint32_t)i;
	}
	return st;
}

enum status near_find_open(
    struct archive *a, const struct near_text *texts, size_t n, struct near_find **out)
{
	struct near_find *f = calloc(1, sizeof *f);
	enum status st;

	*out = NULL;
	if (f == NULL)
		return ST_NOMEM;
	f->texts = texts;
	f->n = n;
	f->refs = calloc(n * TERMS_KEYS + 1, sizeof *f->refs);
	f->groups = calloc(n * TERMS_KEYS + 1, sizeof *f->groups);
	f->refs_of = calloc(n + 1, sizeof *f->refs_of);
	f->nrefs_of = calloc(n + 1, sizeof *f->nrefs_of);
	if (f->refs == NULL || f->groups == NULL || f->refs_of == NULL || f->nrefs_of == NULL)
		st = ST_NOMEM;
	else
		st = list_refs(f);
	if (st == ST_OK)
		st = group_refs(a, f);
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
	free(f->refs_of);
	free(f->nrefs_of);
	free(f->groups);
	free(f->found);
	free(f);
}

/* ---- candidates ---- */

static void add_found(struct near_find *f, uint32_t article, uint32_t product)
{
	size_t at = (article * UINT32_C(0x9e3779b1)) >> (32 - SLOT_BITS);

	while (f->slots[at].article != 0 && f->slots[at].article != article)
		at = (at + 1) % SLOTS;
	if (f->slots[at].article == 0)
		f->used[f->nused++] = (uint16_t)at;
	f->slots[at].article = article;
	f->slots[at].product += product;
}

/* What has the key of refs[at]. */
static void add_group(struct near_find *f, size_t at)
{
	const struct group *g = &f->groups[f->refs[at].group];
	uint32_t weight = term_weight(f->refs[at].key);
	size_t from = at - g->first > BESIDE ? at - BESIDE : g->first;
	size_t to = g->first + g->n - at > BESIDE + 1 ? at + BESIDE + 1 : g->first + g->n;

	for (size_t i = from; i < to; i++)
		f->products[f->refs[i].text] += weight * term_weight(f->refs[i].key);
	for (size_t i = 0; i < g->nfound; i++) {
		const struct run_entry *e = &f->found[g->found + i];

		add_found(f, e->article, weight * term_weight(e->key));
	}
}

struct best {
	struct slot slots[NEAR_CANDIDATES];
	size_t n;
};

static bool is_before(struct slot a, struct slot b)
{
	return a.product != b.product ? a.product > b.product : a.article > b.article;
}

static void offer(struct best *best, struct slot s)
{
	size_t at = best->n;

	while (at > 0 && is_before(s, best->slots[at - 1]))
		at--;
	if (at == NEAR_CANDIDATES)
		return;
	best->n += best->n < NEAR_CANDIDATES;
	memmove(&best->slots[at + 1], &best->slots[at], (best->n - at - 1) * sizeof best->slots[0]);
	best->slots[at] = s;
}

/* Take the best of all, which are empty again afterwards. */
static void take_best(struct near_find *f, int64_t self, struct best *best)
{
	for (size_t i = 0; i < f->n; i++) {
		struct slot s = { (uint32_t)f->texts[i].article, f->products[i] };

		if (s.product > 0 && s.article != self)
			offer(best, s);
	}
	memset(f->products, 0, f->n * sizeof f->products[0]);
	for (size_t i = 0; i < f->nused; i++) {
		struct slot *s = &f->slots[f->used[i]];

		if (s->article != self)
			offer(best, *s);
		*s = (struct slot){ 0 };
	}
	f->nused = 0;
}

void near_find_candidates(struct near_find *f, size_t i, uint32_t out[NEAR_CANDIDATES], size_t *n)
{
	struct best best = { .n = 0 };

	for (size_t k = 0; k < f->nrefs_of[i]; k++)
		add_group(f, f->refs_of[i][k]);
	take_best(f, f->texts[i].article, &best);
	for (*n = 0; *n < best.n; ++*n)
		out[*n] = best.slots[*n].article;
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
