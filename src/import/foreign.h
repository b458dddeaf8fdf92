/* import/foreign.h -- character sets of iconv(3), piece by piece */
#ifndef IMPORT_FOREIGN_H
#define IMPORT_FOREIGN_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	FOREIGN_CHAR_MAX =
	    8,             /* bytes of a character that a piece cut; the longest has 4 (GB18030) */
	FOREIGN_SHIFT = 4, /* bytes of the longest escape (RFC 1468, RFC 2237) */
};

/* The last escape of a text, which says what follows it is. Zero at its beginning. */
struct foreign_shift {
	char bytes[FOREIGN_SHIFT];
	size_t n;
};

/* Does iconv know it? */
bool foreign_known(const char *charset);

/*
 * Append the piece s[0..len) in a charset that is known: what is malformed is U+FFFD. How many
 * bytes of it were taken: all but for a character that its end cuts, less than FOREIGN_CHAR_MAX.
 * Failures are the buffer's. *shift goes from one piece of a text to the next: of the charsets that
 * declared.h knows, DECLARED_JIS alone has something in it.
 */
size_t foreign_put(
    struct buf *out, const char *charset, struct foreign_shift *shift, const char *s, size_t len);

#endif
