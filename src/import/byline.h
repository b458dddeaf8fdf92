/* import/byline.h -- telling who signed, and a line that is only a date, from a short paragraph */
#ifndef IMPORT_BYLINE_H
#define IMPORT_BYLINE_H

#include "base/buf.h"
#include "base/words.h"

#include <stdbool.h>
#include <stddef.h>

/* How sure a line is a byline. */
enum byline {
	BYLINE_NO,
	BYLINE_NAME,   /* it looks like a name, an agency, a desk */
	BYLINE_SIGNED, /* it says so: "Par X", "By X", "avec AFP", "© X" */
};

/*
 * Is s[0..len), one line, a byline? Where it is, what it says without "Par " and the like,
 * and without a town behind it (", à Goma"), is
 * appended to *who. A name: at most BYLINE_WORDS_MAX words, capitalised but for particles, without
 * digits and without what ends a sentence.
 */
enum { BYLINE_WORDS_MAX = 9, BYLINE_BYTES_MAX = 120 };
enum byline byline_of(const char *s, size_t len, struct buf *who);

/*
 * Is the line a date with little else: names of days and months in words[0..n), numbers, what goes
 * before a date ("Publié le", "Updated"), and at most two other words (a town)?
 */
bool byline_is_dateline(const char *s, size_t len, const struct words *const *words, size_t n);

#endif
