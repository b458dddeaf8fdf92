/* import/declared.h -- the character set that an input says it is in */
#ifndef IMPORT_DECLARED_H
#define IMPORT_DECLARED_H

#include <stdbool.h>
#include <stddef.h>

enum {
	DECLARED_XML_MAX = 1024, /* bytes in which an XML declaration ends; ours */
	/* Bytes in which an HTML page's <meta> stands. The standard says 1024 (HTML 4.2.5.4); pages
	 * that have it behind their scripts are read as meant too. */
	DECLARED_META_MAX = 16 * 1024,
};

/*
 * The character set of a label, by the name that iconv(3) knows it by, as the Encoding Standard
 * (whatwg, 4.2) has labels: gb2312 is GB18030, iso-8859-1 and ascii are windows-1252, whatever the
 * case and the marks between letters and digits. NULL for a label that is not known, and for those
 * of UTF-16 and UTF-32: who can read them declared does not read that.
 */
const char *declared_charset(const char *label, size_t len);

/* Three of the names that it gives. */
#define DECLARED_UTF8 "UTF-8"
#define DECLARED_1252 "CP1252"
#define DECLARED_JIS  "ISO-2022-JP" /* what a byte means depends on the escape before it */

/* Is the set of that name one that is ASCII to look at, and says other things by what stands before
 * (HZ, UTF-7)? Nothing reads it here: taken for ASCII it would be nonsense. */
bool declared_is_refused(const char *charset);

/*
 * The character set declared at the beginning of bytes that begin with "<": by the XML declaration
 * (XML 1.0, 4.3.3), or in an HTML page by <meta charset> or <meta http-equiv>. NULL if none is, or
 * none that is known.
 */
const char *declared_of(const char *bytes, size_t len);

#endif
