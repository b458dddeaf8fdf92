#include "archive/terms.h"

#include "archive/bytes.h"
#include "text/slug.h"

#include <math.h>
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
	SLOT_BITS = 13,
	SLOTS = 1 << SLOT_BITS, /* of the table in which terms are counted */
	SLOTS_FULL = SLOTS / 2, /* distinct terms of a text that are counted, the first */
};

static uint32_t hash_of(const char *term, size_t len)
{
	uint32_t h = FNV_BASIS;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)term[i]) * FNV_PRIME;
	return (h >> HASH_BITS) ^ (h & ((1u << HASH_BITS) - 1));
}

/* ---- the heaviest ---- */

/* The least weight of the `most` heaviest of items[0..n), more than those, and how many of that
 * weight are among them. */
static uint32_t least_of(const uint32_t *items, size_t n, size_t most, size_t *of_least)
{
	uint16_t weights[TERM_WEIGHT + 1] = { 0 };
	uint32_t w = TERM_WEIGHT;
	size_t left = most;

	for (size_t i = 0; i < n; i++)
		weights[term_weight(items[i])]++;
	for (; w > 0 && weights[w] < left; w--)
		left -= weights[w];
	*of_least = left;
	return w;
}

/* Of items[0..n) that are sorted by hash, in their order; n is at most SLOTS. */
static size_t keep_heaviest(const uint32_t *items, size_t n, size_t most, uint32_t *out)
{
	size_t kept = 0, of_least;
	uint32_t least;

	if (n <= most) {
		memcpy(out, items, n * sizeof *out);
		return n;
	}
	least = least_of(items, n, most, &of_least);
	for (size_t i = 0; i < n; i++) {
		uint32_t weight = term_weight(items[i]);

		if (weight > least || (weight == least && of_least > 0)) {
			of_least -= weight == least;
			out[kept++] = items[i];
		}
	}
	return kept;
}

size_t terms_heaviest(const struct terms *t, size_t most, uint32_t *out)
{
	return keep_heaviest(t->items, t->n, most, out);
}

/* ---- counting ---- */

/* A slot is found by the highest bits of the hash: in their order terms are all but sorted. */
struct counter {
	uint32_t slots[SLOTS]; /* as struct terms has them; 0: empty */
	size_t distinct;
};

static void count(struct counter *c, uint32_t hash, uint32_t times)
{
	size_t at = hash >> (HASH_BITS - SLOT_BITS);

	while (c->slots[at] != 0 && term_hash(c->slots[at]) != hash)
		at = (at + 1) % SLOTS;
	if (c->slots[at] == 0) {
		if (c->distinct == SLOTS_FULL)
			return;
		c->distinct++;
	}
	times += term_weight(c->slots[at]);
	c->slots[at] = hash << TERM_SHIFT | (times < TERM_WEIGHT ? times : TERM_WEIGHT);
}

/* Move what was counted to the beginning of the slots, sorted. */
static void sort_slots(struct counter *c)
{
	size_t n = 0;

	for (size_t i = 0; i < SLOTS; i++) {
		uint32_t item = c->slots[i];
		size_t at = n;

		if (item == 0)
			continue;
		for (; at > 0 && c->slots[at - 1] > item; at--)
			c->slots[at] = c->slots[at - 1];
		c->slots[at] = item;
		n++;
	}
}

enum status terms_count(const char *stems, size_t len, struct terms *out)
{
	const char *end = stems + len, *body = stems + strnlen(stems, len);
	struct counter *c = calloc(1, sizeof *c);

	*out = (struct terms){ .n = 0 };
	if (c == NULL)
		return ST_NOMEM;
	for (const char *s = stems, *term; s < end; s++) {
		for (term = s; s < end && (unsigned char)*s > ' '; s++)
			continue;
		if (s - term > 1)
			count(c, hash_of(term, (size_t)(s - term)), s <= body ? TITLE_TIMES : 1);
	}
	sort_slots(c);
	out->n = keep_heaviest(c->slots, c->distinct, TERMS_MAX, out->items);
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
	for (at = t->n; at > 0 && term_hash(t->items[at - 1]) > hash; at--)
		continue;
	if (t->n == TERMS_MAX || (at > 0 && term_hash(t->items[at - 1]) == hash))
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

/* Vectors' lengths; of the items that weigh `least` or more. */
static double length_of(const struct terms *t, uint32_t least)
{
	uint32_t sum = 0; /* TERMS_MAX times TERM_WEIGHT squared is 2^28 */

	for (size_t i = 0; i < t->n; i++) {
		uint32_t weight = term_weight(t->items[i]);

		sum += weight >= least ? weight * weight : 0;
	}
	return sqrt(sum);
}

static void measure(struct terms *t)
{
	t->length = length_of(t, 0);
	t->asked_length = length_of(t, t->least);
}

void terms_weigh(struct terms *t, rarity_fn rarity, const void *ctx)
{
	size_t kept = 0, of_least;

	for (size_t i = 0; i < t->n; i++) {
		uint32_t hash = term_hash(t->items[i]), times = term_weight(t->items[i]);
		double weight = rarity(ctx, hash) * WEIGHT_UNIT * (times > 1 ? 1 + log(times) : 1);
		uint32_t w = weight < TERM_WEIGHT ? (uint32_t)(weight + 0.5) : TERM_WEIGHT;

		if (w > 0)
			t->items[kept++] = hash << TERM_SHIFT | w;
	}
	t->n = kept;
	t->least = kept > TERMS_ASKED ? least_of(t->items, kept, TERMS_ASKED, &of_least) : 0;
	measure(t);
}

/* ---- comparing ---- */

/* The slot that has the hash, or the empty one where it would be. */
static size_t slot_of(const uint32_t slots[TERMS_SLOTS], uint32_t hash)
{
	size_t at = hash % TERMS_SLOTS;

	while (slots[at] != 0 && term_hash(slots[at]) != hash)
		at = (at + 1) % TERMS_SLOTS;
	return at;
}

void terms_ask(struct terms_asker *asker, const struct terms *t)
{
	asker->terms = t;
	memset(asker->slots, 0, sizeof asker->slots);
	for (size_t i = 0; i < t->n; i++)
		asker->slots[slot_of(asker->slots, term_hash(t->items[i]))] = t->items[i];
}

/* What two texts have in common, by the terms of one that ask. */
struct common {
	uint32_t terms, product;
};

static unsigned score(struct common c, const struct terms *asks, const struct terms *other)
{
	double score;

	if (c.terms < COMMON)
		return 0;
	score = c.product / asks->asked_length /
	    ((1 - SLOPE) * asks->length + SLOPE * other->length);
	return score < 1 ? (unsigned)(score * TERMS_SCORE) : TERMS_SCORE;
}

struct terms_nearness terms_compare(const struct terms_asker *asker, const struct terms *other)
{
	const struct terms *self = asker->terms;
	struct common asked = { 0 }, answered = { 0 };

	for (size_t i = 0; i < other->n; i++) {
		uint32_t hash = term_hash(other->items[i]);
		uint32_t mine = term_weight(asker->slots[slot_of(asker->slots, hash)]);
		uint32_t theirs = term_weight(other->items[i]), product = mine * theirs;

		if (mine == 0)
			continue;
		if (mine >= self->least) {
			asked.product += product;
			asked.terms++;
		}
		if (theirs >= other->least) {
			answered.product += product;
			answered.terms++;
		}
	}
	return (struct terms_nearness){ score(asked, self, other), score(answered, other, self) };
}

/* ---- bytes ---- */

size_t terms_write(const struct terms *t, unsigned char out[TERMS_BYTES])
{
	bytes_put32(out, t->least);
	for (size_t i = 0; i < t->n; i++)
		bytes_put32(out + TERMS_ENTRY * (i + 1), t->items[i]);
	return TERMS_ENTRY * (t->n + 1);
}

enum status terms_read(const unsigned char *bytes, size_t len, struct terms *out)
{
	out->n = 0;
	if (len == 0 || len % TERMS_ENTRY != 0 || len > TERMS_BYTES)
		return ST_DB;
	out->least = bytes_get32(bytes);
	out->n = len / TERMS_ENTRY - 1;
	for (size_t i = 0; i < out->n; i++)
		out->items[i] = bytes_get32(bytes + TERMS_ENTRY * (i + 1));
	measure(out);
	return ST_OK;
}
