/* text/charset.h -- UTF-8 to the character sets of old machines, by our own table */
#ifndef TEXT_CHARSET_H
#define TEXT_CHARSET_H

#include "base/buf.h"

#include <stddef.h>

enum charset {
	CHARSET_UTF8,
	CHARSET_ASCII,
	CHARSET_LATIN1, /* ISO 8859-1 */
};

/*
 * Append s (UTF-8) in charset `to`. The text is composed first (NFC); letters the set lacks become
 * bare ones (é: e, œ: oe, ß: ss), French quotation marks `"` without their inner spaces, dashes -
 * or --, ellipsis ..., euro EUR, degree o, every space a space; soft hyphens, zero-width characters
 * and stray accents vanish. A run of characters that the set cannot write becomes [?], the spaces
 * within included. LF is kept, controls go. Do this before wrapping: it changes widths. ST_TOOBIG
 * or ST_NOMEM, as buf_status().
 */
enum status charset_write(struct buf *out, enum charset to, const char *s, size_t len);

/* Append what s (windows-1252, the superset of iso-8859-1 that people mean by it) says, as UTF-8;
 * its five bytes without a character give U+FFFD. Controls stay: clean afterwards. */
enum status charset_from_1252(struct buf *out, const char *s, size_t len);

#endif
