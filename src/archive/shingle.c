#include "archive/shingle.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a (draft-eastlake-fnv-17) of a word's bytes, a polynomial over five words, and the end of
 * SplitMix64, so that the least of them are spread evenly. */
#define FNV_BASIS UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME UINT64_C(0x100000001b3)
#define FACTOR    UINT64_C(0x9e3779b97f4a7c15)

enum { ALIKE_OF_TEN = 6 };

/* A text being walked. */
struct walk {
	const char *s, *end;
	uint64_t words[SHINGLE_WORDS]; /* hashes of the last, in a ring */
	size_t n;                      /* words so far */
	bool ended;
};

static bool next_word(struct walk *w, uint64_t *hash)
{
	const char *s = w->s, *end = w->end;
	uint64_t h = FNV_BASIS;

	while (s < end && (unsigned char)*s <= ' ')
		s++;
	w->s = s;
	for (; s < end && (unsigned char)*s > ' '; s++)
		h = (h ^ (unsigned char)*s) * FNV_PRIME;
	*hash = h;
	if (s == w->s)
		return false;
	w->s = s;
	return true;
}

static uint64_t mix(uint64_t h)
{
	h = (h ^ h >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	h = (h ^ h >> 27) * UINT64_C(0x94d049bb133111eb);
	return h ^ h >> 31;
}

static uint64_t hash_last(const struct walk *w, size_t n)
{
	uint64_t h = n;

	for (size_t i = w->n - n; i < w->n; i++)
		h = h * FACTOR + w->words[i % SHINGLE_WORDS];
	return mix(h);
}

/* The next shingle; of a text that is shorter than one, all of it. */
static bool next_shingle(struct walk *w, uint64_t *hash)
{
	uint64_t word;

	while (!w->ended && next_word(w, &word)) {
		w->words[w->n++ % SHINGLE_WORDS] = word;
		if (w->n >= SHINGLE_WORDS) {
			*hash = hash_last(w, SHINGLE_WORDS);
			return true;
		}
	}
	if (w->ended || w->n >= SHINGLE_WORDS)
		return false;
	w->ended = true;
	*hash = hash_last(w, w->n);
	return true;
}

static int compare(const void *va, const void *vb)
{
	const uint64_t *a = va, *b = vb;

	return (*a > *b) - (*a < *b);
}

enum status shingle_all(const char *text, size_t len, struct shingles *out)
{
	struct walk w = { .s = text, .end = text + len };
	size_t cap = len / 2 + 1, kept = 0; /* a word has a letter and its space at least */

	*out = (struct shingles){ .hashes = malloc(cap * sizeof *out->hashes) };
	if (out->hashes == NULL)
		return ST_NOMEM;
	while (next_shingle(&w, &out->hashes[out->n]))
		out->n++;
	qsort(out->hashes, out->n, sizeof *out->hashes, compare);
	for (size_t i = 0; i < out->n; i++)
		if (kept == 0 || out->hashes[kept - 1] != out->hashes[i])
			out->hashes[kept++] = out->hashes[i];
	out->n = kept;
	return ST_OK;
}

void shingle_clear(struct shingles *s)
{
	free(s->hashes);
	*s = (struct shingles){ 0 };
}

static void keep_least(struct shingle_sketch *s, uint64_t hash)
{
	size_t at = s->n;

	while (at > 0 && s->least[at - 1] > hash)
		at--;
	if (at > 0 && s->least[at - 1] == hash)
		return;
	if (s->n < SHINGLE_LEAST)
		s->n++;
	memmove(&s->least[at + 1], &s->least[at], (s->n - at - 1) * sizeof s->least[0]);
	s->least[at] = hash;
}

void shingle_sketch(const char *text, size_t len, struct shingle_sketch *out)
{
	struct walk w = { .s = text, .end = text + len };
	uint64_t hash;

	*out = (struct shingle_sketch){ .n = 0 };
	while (next_shingle(&w, &hash))
		if (out->n < SHINGLE_LEAST || hash < out->least[SHINGLE_LEAST - 1])
			keep_least(out, hash);
}

/* How many of the first `most` of a and b together both have; *n: how many those are. */
static size_t shared(
    const uint64_t *a, size_t na, const uint64_t *b, size_t nb, size_t most, size_t *n)
{
	size_t i = 0, j = 0, both = 0;

	for (*n = 0; *n < most && (i < na || j < nb); ++*n) {
		if (i < na && j < nb && a[i] == b[j]) {
			both++;
			i++;
			j++;
		} else if (j == nb || (i < na && a[i] < b[j])) {
			i++;
		} else {
			j++;
		}
	}
	return both;
}

bool shingle_alike(const struct shingles *a, const struct shingles *b)
{
	size_t all, both = shared(a->hashes, a->n, b->hashes, b->n, SIZE_MAX, &all);

	return 10 * both >= ALIKE_OF_TEN * all;
}

bool shingle_may_be_alike(const struct shingle_sketch *a, const struct shingle_sketch *b)
{
	size_t all, both = shared(a->least, a->n, b->least, b->n, SHINGLE_LEAST, &all);

	return 4 * both >= all;
}

size_t shingle_write(const struct shingle_sketch *s, unsigned char out[SHINGLE_SKETCH_SIZE])
{
	for (size_t i = 0; i < 8 * s->n; i++)
		out[i] = (unsigned char)(s->least[i / 8] >> 8 * (i % 8));
	return 8 * s->n;
}

bool shingle_read(const unsigned char *bytes, size_t len, struct shingle_sketch *out)
{
	*out = (struct shingle_sketch){ .n = 0 };
	if (bytes == NULL || len == 0 || len % 8 != 0 || len > SHINGLE_SKETCH_SIZE)
		return false;
	for (size_t i = 0; i < len; i++)
		out->least[i / 8] |= (uint64_t)bytes[i] << 8 * (i % 8);
	out->n = len / 8;
	return true;
}
