/* page/zip.h -- a ZIP file made in memory (libarchive; PKWARE's APPNOTE 6.3), the same bytes for
 * the same content: nothing of the machine, its clock or its zone is in it */
#ifndef PAGE_ZIP_H
#define PAGE_ZIP_H

#include "base/buf.h"

struct zip;

/*
 * Begin a file that is appended to *out, which must outlive it. All its members are of the first
 * second of `day` (clock.h) in UTC. ST_OK or ST_NOMEM; ended with zip_end().
 */
enum status zip_begin(struct buf *out, int day, struct zip **z);

/* Add a member. `name` is ASCII. After a failure nothing is added any more. */
void zip_add(struct zip *z, const char *name, const char *bytes, size_t len);

/* Write the directory at its end and free *z (NULL: nothing). The first failure: ST_TOOBIG or
 * ST_NOMEM, of *out, or of the library's ST_IO. */
enum status zip_end(struct zip *z);

#endif
