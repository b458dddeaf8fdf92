/* import/familiar.h -- languages known again by their commonest words, learnt from texts told */
#ifndef IMPORT_FAMILIAR_H
#define IMPORT_FAMILIAR_H

#include "archive/archive.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	FAMILIAR_LANGS = 8,    /* languages that are learnt; more are asked about each time */
	FAMILIAR_LESSONS = 64, /* texts by which one is learnt */
	FAMILIAR_LEAST = 600,  /* bytes of a text that is learnt from or told */
	FAMILIAR_WORDS = 1024, /* words of a language that are remembered; a power of two */
};

/*
 * An archive is in few languages, and to tell one by its letters costs more than all the rest of an
 * import. The words that stand in every fourth text of a language ("de", "la", "les") are enough to
 * know it again: a text that has most of as many of them as its lessons had is in it. The same goes
 * for texts in a language that could not be told, whose tag is "". What is like nothing that was
 * learnt is left to language.h.
 */
struct familiar {
	struct familiar_language {
		char tag[LANG_SIZE];
		unsigned lessons;
		unsigned expected; /* common words that a text has, times FAMILIAR_LESSONS */
		size_t nwords;
		struct familiar_word {
			uint32_t hash;    /* 0: none */
			uint32_t text;    /* the last that had it */
			unsigned lessons; /* that had it */
		} words[FAMILIAR_WORDS];
	} languages[FAMILIAR_LANGS];
	size_t n;
	uint32_t texts;
};

/* A text whose language was told, or surely was none that is known: small letters, single spaces
 * between the words. */
void familiar_learn(struct familiar *f, const char *text, size_t len, const char *tag);

/* The tag of the language that the text is surely in, "" last of all; or NULL. */
const char *familiar_tell(struct familiar *f, const char *text, size_t len);

#endif
