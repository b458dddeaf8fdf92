/* import/language.h -- the language that a text is in, by its letters (libexttextcat) */
#ifndef IMPORT_LANGUAGE_H
#define IMPORT_LANGUAGE_H

#include "archive/archive.h"
#include "base/status.h"
#include "base/words.h"

#include <stddef.h>

enum {
	/* Bytes of a text that are looked at: more makes it slower and, on news, no surer. */
	LANGUAGE_SAMPLE = 1000,
	/* Fewer tell nothing; ours, four times what the library holds for enough. */
	LANGUAGE_LEAST = 100,
};

/* The languages that are told apart: their fingerprints, and those that are known again. */
struct language;

/* NULL: no memory. The caller ends it with language_free(). */
struct language *language_new(void);
void language_free(struct language *l);

/*
 * The language of clean UTF-8 text as a BCP 47 tag, "" where that is not sure. Words with a capital
 * are left out, for names are spelt as in the language that they come from. Of several that the
 * text may be in, one of words[0..n) is taken, the most likely first. A language that is told often
 * is known again (familiar.h). ST_IO where the library's data is missing, or ST_NOMEM.
 */
enum status language_of(struct language *l, const char *text, size_t len,
    const struct words *const *words, size_t n, char out[LANG_SIZE], struct error *e);

#endif
