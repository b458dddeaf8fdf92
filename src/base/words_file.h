/* base/words_file.h -- what words.c and words_load.c share: a language's file as it is kept */
#ifndef BASE_WORDS_FILE_H
#define BASE_WORDS_FILE_H

#include "base/plural.h"
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
	FIELD_MONTHS_ALONE = FIELD_DATES + DATE_NAMES,
	FIELD_FORMAT,
	FIELD_FORMAT_WEEKDAY,
	FIELD_FORMAT_MONTH,
	FIELD_FIRST,
	FIELD_DECIMAL,
	FIELD_KILOBYTE,
	FIELD_MINUTE,
	FIELD_COUNT
};

enum {
	WEEKDAYS = 7,
	MONTHS = 12,
	WORDS_DECIMAL_MAX = 4, /* bytes: one character */
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

/* A counted word: a format for each form, and which number takes which. */
struct counted {
	char *forms[PLURAL_FORMS_MAX];
	struct plural_rules rules; /* the file's own, or those of the one that lent it */
};

struct words {
	char *path;
	char *texts[FIELD_COUNT]; /* as in the file, cleaned */
	bool lent[FIELD_COUNT];   /* not in the file: another one's */
	struct counted plurals[PLURAL_COUNT];
	struct counted minutes;
	char *kilobytes;       /* with the %s for the number */
	struct names headings; /* index: the kind of list */
	struct names dates[DATE_NAMES];
	uint64_t initials[DATE_NAMES]; /* a bit for the first byte of each name, modulo 64 */
	char *weekdays[WEEKDAYS];
	char *months[MONTHS];
	char *months_alone[MONTHS]; /* NULL: as in months */
};

#endif
