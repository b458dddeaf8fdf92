#include "archive/terms.h"

#include "archive/bytes.h"
#include "text/slug.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* FNV-1a (draft-eastlake-fnv-17), 32 bits, folded to 22. */
#define FNV_BASIS UINT32_C(0x811c9dc5)
#define FNV_PRIME UINT32_C(0x01000193)

/* Weights are kept as integers; the heaviest term that can be has about the highest one. */
#define WEIGHT_UNIT 42

/* How much of another text's length counts. */
#define SLOPE 0.9

enum {
	HASH_BITS = 32 - TERM_SHIFT,
	COMMON = 3, /* fewer terms that both have are chance */
	TITLE_TIMES = 2,
	THEME_TIMES = 5,
	SLOTS = 1 << 14,        /* of the table in which terms are counted */
	SLOTS_FULL = SLOTS / 2, /* distinct terms of a text that are counted, the first */
};

static uint32_t hash_of(const char *term, size_t len)
{
	uint32_t h = FNV_BASIS;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)term[i]) * FNV_PRIME;
	return (h >> HASH_BITS) ^ (h & ((1u << HASH_BITS) - 1));
}

static uint32_t weight_of(uint32_t item)
{
	return item & TERM_WEIGHT;
}

/* ---- counting ---- */

struct counter {
	uint32_t slots[SLOTS]; /* as struct terms has them; 0: empty */
	size_t distinct;
};

static void count(struct counter *c, uint32_t hash, uint32_t times)
{
	size_t at = (hash * UINT32_C(0x9e3779b1)) >> 18; /* 14 bits */

	while (c->slots[at] != 0 && c->slots[at] >> TERM_SHIFT != hash)
		at = (at + 1) % SLOTS;
	if (c->slots[at] == 0) {
		if (c->distinct == SLOTS_FULL)
			return;
		c->distinct++;
		c->slots[at] = hash << TERM_SHIFT;
	}
	times += weight_of(c->slots[at]);
	c->slots[at] = hash << TERM_SHIFT | (times < TERM_WEIGHT ? times : TERM_WEIGHT);
}

static int by_hash(const void *va, const void *vb)
{
	const uint32_t *a = va, *b = vb;

	return (*a > *b) - (*a < *b);
}

/* The least weight of the `most` heaviest of items[0..n), and how many of that weight are among
 * them. */
static uint32_t least_of(const uint32_t *items, size_t n, size_t most, size_t *of_least)
{
	size_t weights[TERM_WEIGHT + 1] = { 0 }, left = most;
	uint32_t w = TERM_WEIGHT;

	for (size_t i = 0; i < n; i++)
		weights[weight_of(items[i])]++;
	for (; w > 0 && weights[w] < left; w--)
		left -= weights[w];
	*of_least = left;
	return w;
}

/* Keep the `most` heaviest of items[0..n) that are sorted by hash, in their order. */
static size_t keep_heaviest(const uint32_t *items, size_t n, size_t most, uint32_t *out)
{
	size_t kept = 0, of_least;
	uint32_t least = least_of(items, n, most, &of_least);

	for (size_t i = 0; i < n; i++) {
		uint32_t weight = weight_of(items[i]);

		if (weight > least || (weight == least && of_least > 0)) {
			of_least -= weight == least;
			out[kept++] = items[i];
		}
	}
	return kept;
}

enum status terms_count(struct stemmer *s, const char *fold, size_t len, struct terms *out)
{
	struct counter *c = calloc(1, sizeof *c);
	size_t title = strnlen(fold, len), n = 0, nterm;
	struct stem_text text = STEM_TEXT(fold, len);
	const char *term;

	out->n = 0;
	if (c == NULL)
		return ST_NOMEM;
	while (stemmer_next(s, &text, &term, &nterm)) {
		bool titled = text.at <= fold + title;

		if (nterm > 1)
			count(c, hash_of(term, nterm), titled ? TITLE_TIMES : 1);
	}
	for (size_t i = 0; i < SLOTS; i++)
		if (c->slots[i] != 0)
			c->slots[n++] = c->slots[i];
	qsort(c->slots, n, sizeof c->slots[0], by_hash);
	out->n = keep_heaviest(c->slots, n, TERMS_MAX, out->items);
	free(c);
	return ST_OK;
}

void terms_count_theme(struct terms *t, const char *slug)
{
	char name[SLUG_MAX + 3];
	uint32_t hash;
	size_t at;

	/* No word has a space in it. */
	snprintf(name, sizeof name, "# %s", slug);
	hash = hash_of(name, strlen(name));
	for (at = t->n; at > 0 && t->items[at - 1] >> TERM_SHIFT > hash; at--)
		continue;
	if (t->n == TERMS_MAX || (at > 0 && t->items[at - 1] >> TERM_SHIFT == hash))
		return;
	memmove(&t->items[at + 1], &t->items[at], (t->n - at) * sizeof t->items[0]);
	t->items[at] = hash << TERM_SHIFT | THEME_TIMES;
	t->n++;
}

/* ---- weights ---- */

double terms_rarity(uint32_t with, uint32_t all)
{
	return with < all ? sqrt(log((double)all / (with > 0 ? with : 1))) : 0;
}

void terms_weigh(struct terms *t, rarity_fn rarity, const void *ctx)
{
	size_t kept = 0;

	for (size_t i = 0; i < t->n; i++) {
		uint32_t hash = t->items[i] >> TERM_SHIFT;
		double weight = (1 + log(weight_of(t->items[i]))) * rarity(ctx, hash) * WEIGHT_UNIT;
		uint32_t w = weight < TERM_WEIGHT ? (uint32_t)(weight + 0.5) : TERM_WEIGHT;

		if (w > 0)
			t->items[kept++] = hash << TERM_SHIFT | w;
	}
	t->n = kept;
}

void terms_heaviest(const struct terms *t, size_t most, struct terms *out)
{
	out->n = keep_heaviest(t->items, t->n, most, out->items);
}

static double length_of(const struct terms *t)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < t->n; i++)
		sum += (uint64_t)weight_of(t->items[i]) * weight_of(t->items[i]);
	return sqrt((double)sum);
}

void terms_ask(const struct terms *t, struct terms_asker *out)
{
	terms_heaviest(t, TERMS_ASKED, &out->asked);
	out->asked_length = length_of(&out->asked);
	out->length = length_of(t);
}

unsigned terms_score(const struct terms_asker *a, const struct terms *other)
{
	const struct terms *asked = &a->asked;
	size_t i = 0, j = 0, common = 0;
	uint64_t sum = 0;
	double score;

	while (i < asked->n && j < other->n) {
		uint32_t x = asked->items[i] >> TERM_SHIFT, y = other->items[j] >> TERM_SHIFT;

		if (x == y) {
			sum += (uint64_t)weight_of(asked->items[i]) * weight_of(other->items[j]);
			common++;
		}
		i += x <= y;
		j += y <= x;
	}
	if (common < COMMON)
		return 0;
	score = (double)sum / a->asked_length /
	    ((1 - SLOPE) * a->length + SLOPE * length_of(other));
	return score < 1 ? (unsigned)(score * TERMS_SCORE) : TERMS_SCORE;
}

/* ---- bytes ---- */

size_t terms_write(const struct terms *t, unsigned char out[TERMS_MAX * TERMS_ENTRY])
{
	for (size_t i = 0; i < t->n; i++)
		bytes_put32(out + TERMS_ENTRY * i, t->items[i]);
	return TERMS_ENTRY * t->n;
}

enum status terms_read(const unsigned char *bytes, size_t len, struct terms *out)
{
	out->n = 0;
	if (len % TERMS_ENTRY != 0 || len > TERMS_MAX * TERMS_ENTRY)
		return ST_DB;
	for (size_t i = 0; i < len / TERMS_ENTRY; i++)
		out->items[i] = bytes_get32(bytes + TERMS_ENTRY * i);
	out->n = len / TERMS_ENTRY;
	return ST_OK;
}
