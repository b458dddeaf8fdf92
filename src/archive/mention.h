/* archive/mention.h -- the titles that documents list; for archive/ only */
#ifndef ARCHIVE_MENTION_H
#define ARCHIVE_MENTION_H

#include "archive/db.h"

/* Write a list of the article, titles and teasers. Uses a->scratch and a->fold. */
enum status mention_write(
    struct archive *a, const struct entries *list, int64_t article, enum list_kind kind);

#endif
