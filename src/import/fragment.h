/* import/fragment.h -- a piece of text that may be HTML, as feeds and JSON carry it, into lines */
#ifndef IMPORT_FRAGMENT_H
#define IMPORT_FRAGMENT_H

#include "base/buf.h"
#include "base/status.h"
#include "text/doc.h"

#include <stdbool.h>
#include <stddef.h>

enum fragment {
	FRAGMENT_GUESS, /* by its content */
	FRAGMENT_PLAIN, /* text: "<b>" says so */
	FRAGMENT_HTML,
	FRAGMENT_LINES, /* HTML in which a single <br> ends a line (html_options.breaks) */
};

/* Has it a tag or a comment of HTML? "a < b" and "<someone@example.org>" have none. */
bool fragment_has_tags(const char *s, size_t len);

/*
 * Append s[0..len), UTF-8, to *d. Guessed, it is HTML where it has tags, or has them once its
 * references are decoded and it begins and ends with one (an export escaped it twice). HTML without
 * any element that parts paragraphs has them parted by blank lines; what is no HTML is lines of
 * text as block_write_text() has them. Links are resolved against `base` (an absolute URI or NULL).
 * Pixels that count readers, and what clutter_is() tells, are left out. ST_OK, ST_TOOBIG with the
 * limit in *e, or ST_NOMEM.
 */
enum status fragment_write(const char *s, size_t len, enum fragment kind, const char *base,
    struct doc *d, struct error *e);

/* Append what it says on one line: a title, a name. References are decoded as often as they were
 * encoded, twice at most; FRAGMENT_PLAIN without tags, which stay. */
enum status fragment_line(
    const char *s, size_t len, enum fragment kind, struct buf *out, struct error *e);

#endif
