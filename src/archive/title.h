/* archive/title.h -- the titles that articles are found by; for archive/ only */
#ifndef ARCHIVE_TITLE_H
#define ARCHIVE_TITLE_H

#include "archive/archive.h"

/*
 * Put the titles that were gathered since the last time in their places among all, if they are
 * enough of them: each page of the large index is then written once for many titles. Called before
 * a transaction that wrote articles is committed. ST_OK or the store's status.
 */
enum status title_settle(struct archive *a);

#endif
