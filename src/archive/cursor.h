/* archive/cursor.h -- how cursors are made, for the files of archive/ only */
#ifndef ARCHIVE_CURSOR_H
#define ARCHIVE_CURSOR_H

#include "archive/db.h"

#include <stdint.h>

/*
 * The mark of an article that comes in with that id: the sum, modulo 2^15, of the first three
 * digits of its id and those of all that came before it. In another order the sum is the same.
 */
enum status cursor_mark(struct archive *a, const char *id, int64_t *mark);

/* Each article has its mark. ST_DB with the first that has not in *e. */
enum status cursor_check(struct archive *a, struct error *e);

#endif
