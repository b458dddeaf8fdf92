/* archive/terms.h -- what a text is about: its terms and what each weighs; for archive/ only
 *
 * G. Salton, C. Buckley, "Term-weighting approaches in automatic text retrieval", 1988: a term
 * weighs 1 + log(how often it stands there), times log(texts / texts that have it), which takes the
 * place of a list of stop words. Of that second factor it is the square root here: whole, it makes
 * too much of a rare name (measured on news in four languages, tests/bench/bench_same_theme.c).
 */
#ifndef ARCHIVE_TERMS_H
#define ARCHIVE_TERMS_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

enum {
	TERMS_MAX = 256,       /* of a text; of a longer one, those that stand there most often */
	TERMS_ASKED = 100,     /* the heaviest, by which a text looks at others */
	TERMS_KEYS = 48,       /* the heaviest, by which they are found */
	TERMS_SLOTS = 1 << 12, /* in which they are looked up: most are empty */
	TERMS_ENTRY = 4,       /* bytes of a term as it is stored */
	TERMS_BYTES = (TERMS_MAX + 1) * TERMS_ENTRY, /* of a text's at most; `least` stands first */
	TERM_SHIFT = 10,     /* a term's hash, 22 bits, is above its weight */
	TERM_WEIGHT = 0x3ff, /* the highest; before terms_weigh(), how often it stands there */
	TERMS_SCORE = 65535, /* the highest */
};

/*
 * Ascending by hash; (hash << TERM_SHIFT | weight). What follows `n` is of those that were weighed:
 * the terms that ask weigh `least` or more; the lengths are those of the vectors.
 */
struct terms {
	uint32_t items[TERMS_MAX];
	size_t n;
	uint32_t least;
	double length, asked_length;
};

static inline uint32_t term_hash(uint32_t item)
{
	return item >> TERM_SHIFT;
}

static inline uint32_t term_weight(uint32_t item)
{
	return item & TERM_WEIGHT;
}

/*
 * Count the terms of a text, as stems_of() gives them: what stands before the first NUL, the title,
 * counts TITLE_TIMES as much. ST_OK or ST_NOMEM.
 */
enum status terms_count(const char *stems, size_t len, struct terms *out);

/* Count a theme that the article's document names, as a term of its own kind, THEME_TIMES; nothing
 * where there are TERMS_MAX. */
void terms_count_theme(struct terms *t, const char *slug);

/* What it says of a text that it has a term which `with` of `all` texts have. */
double terms_rarity(uint32_t with, uint32_t all);

/* Turn counts into weights; `rarity` gives that of a hash. Terms that weigh nothing are left out.
 */
typedef double (*rarity_fn)(const void *ctx, uint32_t hash);
void terms_weigh(struct terms *t, rarity_fn rarity, const void *ctx);

/* The `most` heaviest, of equal ones those of the least hash, into out[]; how many. */
size_t terms_heaviest(const struct terms *t, size_t most, uint32_t *out);

/*
 * How near two texts are, as each of them sees it: the cosine of the angle between them, but only
 * the heaviest terms of the one that asks count (a long tail of common words makes everything like
 * everything), and the other's length counts for less than it is, as theirs who are as long as the
 * one is right (A. Singhal, C. Buckley, M. Mitra, "Pivoted document length normalization", 1996).
 * Two terms in common are chance, and no nearness. To TERMS_SCORE.
 */
struct terms_nearness {
	unsigned asked;    /* the text that was told to terms_ask() asks */
	unsigned answered; /* the other one does */
};

/* A weighed text that others are compared with, one after the other: its terms, by their hash. */
struct terms_asker {
	const struct terms *terms;
	uint32_t slots[TERMS_SLOTS];
};
void terms_ask(struct terms_asker *asker, const struct terms *t); /* `t` stays the caller's */
struct terms_nearness terms_compare(const struct terms_asker *asker, const struct terms *other);

/* Weighed terms as bytes, the same on every machine; ST_DB for bytes that are none. */
size_t terms_write(const struct terms *t, unsigned char out[TERMS_BYTES]);
enum status terms_read(const unsigned char *bytes, size_t len, struct terms *out);

#endif
