/* archive/digest.h -- what a document says, as bytes to make a digest of; for archive/ only */
#ifndef ARCHIVE_DIGEST_H
#define ARCHIVE_DIGEST_H

#include "base/buf.h"

#include <stdint.h>

/* The same bytes on every machine, for an archive may move. */
void digest_number(struct buf *b, int64_t number);

/* The text after its length, so that no two lists of texts look alike; NULL is not "". */
void digest_text(struct buf *b, const char *text);

#endif
