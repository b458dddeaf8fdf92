/* archive/teaser.h -- the line under a link to an article (archive/ alone) */
#ifndef ARCHIVE_TEASER_H
#define ARCHIVE_TEASER_H

#include "archive/archive.h"
#include "base/buf.h"

enum { TEASER_COLUMNS = 160 }; /* two lines of a terminal, about 24 words */

/* Append its summary, else the first paragraph of its body, cut after a word; nothing if it has
 * neither. */
enum status teaser_write(struct buf *out, const struct article *a);

#endif
