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
#include "text/stem.h"

#include <stddef.h>
#include <stdint.h>

enum {
	TERMS_MAX = 256,     /* of a text; of a longer one, those that stand there most often */
	TERMS_ASKED = 100,   /* the heaviest, by which a text looks at others */
	TERMS_KEYS = 48,     /* the heaviest, by which they are found */
	TERMS_ENTRY = 4,     /* bytes of a term as it is stored */
	TERM_SHIFT = 10,     /* a term's hash, 22 bits, is above its weight */
	TERM_WEIGHT = 0x3ff, /* the highest; before terms_weigh(), how often it stands there */
	TERMS_SCORE = 65535, /* the highest */
};

/* Ascending by hash; (hash << TERM_SHIFT | weight). */
struct terms {
	uint32_t items[TERMS_MAX];
	size_t n;
};

/*
 * Count the terms of a folded text, as copies_fold() makes one: what stands before the first NUL,
 * the title, counts TITLE_TIMES as much. ST_OK or ST_NOMEM.
 */
enum status terms_count(struct stemmer *s, const char *fold, size_t len, struct terms *out);

/* Count a theme that the article's document names, as a term of its own kind, THEME_TIMES; nothing
 * where there are TERMS_MAX. */
void terms_count_theme(struct terms *t, const char *slug);

/* What it says of a text that it has a term which `with` of `all` texts have. */
double terms_rarity(uint32_t with, uint32_t all);

/* Turn counts into weights; `rarity` gives that of a hash. Terms that weigh nothing are left out.
 */
typedef double (*rarity_fn)(const void *ctx, uint32_t hash);
void terms_weigh(struct terms *t, rarity_fn rarity, const void *ctx);

/* The `most` heaviest, of equal ones those of the least hash. */
void terms_heaviest(const struct terms *t, size_t most, struct terms *out);

/*
 * How near other texts are to one: the cosine of the angle between them, but only the heaviest
 * terms of the one ask (a long tail of common words makes everything like everything), and the
 * others' length counts for less than it is, as theirs who are as long as the one is right (A.
 * Singhal, C. Buckley, M. Mitra, "Pivoted document length normalization", 1996). Two terms in
 * common are chance, and no nearness.
 */
struct terms_asker {
	struct terms asked;
	double length, asked_length;
};
void terms_ask(const struct terms *t, struct terms_asker *out);
unsigned terms_score(const struct terms_asker *a, const struct terms *other); /* to TERMS_SCORE */

/* As bytes, the same on every machine; ST_DB for bytes that are none. */
size_t terms_write(const struct terms *t, unsigned char out[TERMS_MAX * TERMS_ENTRY]);
enum status terms_read(const unsigned char *bytes, size_t len, struct terms *out);

#endif
