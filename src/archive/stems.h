/* archive/stems.h -- an article's text as search and same theme take it; for archive/ only */
#ifndef ARCHIVE_STEMS_H
#define ARCHIVE_STEMS_H

#include "archive/db.h"

/*
 * Add the terms (text/stem.h) of a text to *out: those of its title, a NUL, those of its body, with
 * spaces between them. `fold` is of the text (copies_fold()), `lang` its language's tag.
 */
enum status stems_of(struct archive *a, const char *lang, const struct buf *fold, struct buf *out);

#endif
