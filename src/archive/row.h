/* archive/row.h -- an article by its row, whether it is shown or not; for archive/ only */
#ifndef ARCHIVE_ROW_H
#define ARCHIVE_ROW_H

#include "archive/db.h"

/* As article_get(). ST_NOTFOUND if there is no such row. */
enum status row_article(struct archive *a, int64_t n, struct article *out);

#endif
