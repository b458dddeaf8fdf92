/* base/words_file.h -- what words.c and words_load.c share: a language's file as it is kept */
#ifndef BASE_WORDS_FILE_H
#define BASE_WORDS_FILE_H

#include "base/words.h"

#include <stddef.h>
#include <stdint.h>

/* Everything that a file says, in one row. */
enum field {
	FIELD_CODE,
	FIELD_NAME,
	FIELD_WORDS,
	FIELD_PLURALS = FIELD_WORDS + WORD_COUNT,
	FIELD_SINGULAR = FIELD_PLURALS + PLURAL_COUNT,
	FIELD_HEADINGS,
	FIELD_DATES = FIELD_HEADINGS + LIST_COUNT,
	FIELD_FORMAT = FIELD_DATES + DATE_NAMES,
	FIELD_FIRST,
	FIELD_DECIMAL,
	FIELD_KILOBYTE,
	FIELD_MINUTE,
	FIELD_COUNT
};

enum {
	WEEKDAYS = 7,
	MONTHS = 12,
	SINGULARS_MAX = 4, /* numbers that take the singular */
};

/* A folded name, and which of the list it names. */
struct name {
	char *folded;
	unsigned index;
};

struct names {
	struct name *items;
	size_t n;
};

struct words {
	char *texts[FIELD_COUNT]; /* as in the file, cleaned */
	char *plurals[PLURAL_COUNT][2];
	unsigned singulars[SINGULARS_MAX];
	size_t nsingulars;
	struct names headings; /* index: the kind of list */
	struct names dates[DATE_NAMES];
	uint64_t initials[DATE_NAMES]; /* a bit for the first byte of each name, modulo 64 */
	char *weekdays[WEEKDAYS];
	char *months[MONTHS];
};

#endif
