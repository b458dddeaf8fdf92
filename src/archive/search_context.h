/* archive/search_context.h -- where in a text what was looked for stands; for archive/ only */
#ifndef ARCHIVE_SEARCH_CONTEXT_H
#define ARCHIVE_SEARCH_CONTEXT_H

#include "archive/search_query.h"

/*
 * Append the words of the text of the article `n` around the first place where most parts of the
 * search stand together: at most SEARCH_CONTEXT_MAX bytes of one line, an ellipsis where it was
 * cut. Nothing where the text (its first 256 kB) has none of them.
 */
enum status search_context(
    struct archive *a, const struct search_query *query, int64_t n, struct buf *out);

#endif
