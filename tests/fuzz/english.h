/* tests/fuzz/english.h -- the project's English words, to lend what a language of a fuzzer lacks */
#ifndef TESTS_FUZZ_ENGLISH_H
#define TESTS_FUZZ_ENGLISH_H

#include "base/words.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

/* Of $DEPECHE_SOURCE, else of the folder that the program runs in; for as long as it runs. */
static inline const struct words *english(void)
{
	static struct words *w;
	const char *root = getenv("DEPECHE_SOURCE");
	char path[4096];

	snprintf(path, sizeof path, "%s/capsule/lang/en.ini", root != NULL ? root : ".");
	if (w == NULL)
		assert(words_load(path, &w, NULL) == ST_OK);
	return w;
}

#endif
