/* text/stem.h -- the terms of a text: what its words are found and compared by */
#ifndef TEXT_STEM_H
#define TEXT_STEM_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum { STEM_TERM_MAX = 64 }; /* bytes of a word that count; a longer one is cut at a character */

/*
 * Brings words to their stem by the Snowball algorithm of their language (snowballstem.org), so
 * that "politiques" and "politique" are one term. Words are folded (utf8_fold) first, for readers
 * leave out accents: what is stemmed is "securite". It keeps each language that it has opened, and
 * recent words; for one thread.
 */
struct stemmer;

/* ST_OK or ST_NOMEM. The language is "" at first. Ended by stemmer_free(). */
enum status stemmer_new(struct stemmer **out);
void stemmer_free(struct stemmer *s);

/*
 * The language of the words that follow: a BCP 47 tag, of which the primary subtag counts. In one
 * that has no algorithm, and in "", a word is its own term. ST_OK, or ST_NOMEM, and then it is "".
 */
enum status stemmer_language(struct stemmer *s, const char *tag);

/* The term of one folded word: up to STEM_TERM_MAX bytes, not empty unless the word is. Valid until
 * the next call, and as long as `word` is. */
void stemmer_term(
    struct stemmer *s, const char *word, size_t len, const char **term, size_t *nterm);

/* A folded text that is walked; its words stand between spaces or NULs. */
struct stem_text {
	const char *at, *end;
	bool paired; /* the character at `at` was the second of a pair */
};

#define STEM_TEXT(s, len)                                                                          \
	{                                                                                          \
		.at = (s), .end = (s) + (len)                                                      \
	}

/*
 * The term of the next word; false at the end. Where a script is written without spaces (Han, kana,
 * Thai, Lao, Khmer, Burmese, Tibetan), each two neighbours are a term: whoever looks for a word
 * looks for its pairs, one after the other.
 */
bool stemmer_next(struct stemmer *s, struct stem_text *text, const char **term, size_t *nterm);

#endif
