/* text/wrap.h -- lines cut to a number of columns */
#ifndef TEXT_WRAP_H
#define TEXT_WRAP_H

#include "base/buf.h"

#include <stddef.h>

enum { WRAP_MIN = 8 }; /* the narrowest line, columns */

/* Columns that UTF-8 text takes on a terminal (libunistring: wide 2, combining 0). */
unsigned wrap_width(const char *s, size_t len);

/*
 * Append s[0..len) as lines of at most `columns` columns (at least WRAP_MIN), each ended by LF:
 * broken at spaces alone (never at a no-break space, nor after a hyphen, so that addresses and
 * compounds stay whole; nor before the marks ; : ! ? » that stand alone after a space, nor after
 * «, as long as that has room on a line), and within a word only where it alone is too long.
 * `first` stands before the first line and `rest` before the others; both count, and must leave two
 * columns. White space at a break and at the ends is dropped; a newline in s is a space. No text is
 * one empty line. Linear in len.
 */
enum status wrap_lines(struct buf *out, const char *s, size_t len, unsigned columns,
    const char *first, const char *rest);

/*
 * Append s cut to at most `columns` columns: whole if it fits, else cut after a word and followed
 * by `ellipsis`, which counts, and is left out where it is not narrower than `columns`. White space
 * at the ends is dropped.
 */
enum status wrap_cut(
    struct buf *out, const char *s, size_t len, unsigned columns, const char *ellipsis);

#endif
