/* tests/bench/generate.h -- an archive of any size, the same on every machine */
#ifndef TESTS_BENCH_GENERATE_H
#define TESTS_BENCH_GENERATE_H

#include "archive/archive.h"
#include "base/status.h"

enum {
	GENERATE_THEMES = 20,
	GENERATE_WORDS = 8000, /* that texts are made of; those of titles alone have higher ranks */
	GENERATE_BATCH = 8000, /* articles a transaction, as an import's */
};

/*
 * Put `n` articles of some 3 kB into an archive opened for writing: titles
 * and bodies of invented words as often as words are in a language, three of GENERATE_THEMES
 * themes each, dates over three years, a byline on every second, and two lists of five that name
 * others by their titles, every eighth cut short. The same `seed` gives the same articles.
 */
enum status generate_archive(struct archive *a, unsigned n, unsigned seed);

/* Append the word of that rank, 0 the most frequent. The last of the title of the article `i` has
 * the rank GENERATE_WORDS + i. */
void generate_word(struct buf *b, unsigned rank);

/* The article `i` of `n`; ended with article_clear(). ST_OK or ST_NOMEM. */
enum status generate_article(unsigned i, unsigned n, unsigned seed, struct article *out);

#endif
