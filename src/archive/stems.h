/* archive/stems.h -- an article's text as search and same theme take it; for archive/ only */
#ifndef ARCHIVE_STEMS_H
#define ARCHIVE_STEMS_H

#include "archive/db.h"

/*
 * Put the terms (text/stem.h) of a text into a->stems: those of its title, a NUL, those of its
 * body, with spaces between them. `fold` is of the text (copies_fold()), `lang` its language's tag.
 */
enum status stems_of(struct archive *a, const char *lang, const struct buf *fold);

/* The same of a text that is not folded yet. Uses a->scratch. */
enum status stems_read(struct archive *a, const char *lang, const char *title, const char *body);

#endif
