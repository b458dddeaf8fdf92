/* archive/basis.h -- what of the rankings is read; for the files of archive/ only */
#ifndef ARCHIVE_BASIS_H
#define ARCHIVE_BASIS_H

#include "archive/db.h"

/* The ranking's articles were looked at: its first `rows`, and whether there are so many; with how
 * often they were read, or not. */
void basis_note_rows(struct archive *a, const char *window, unsigned rows, bool counts);

/* It was asked whether there is enough in the ranking. */
void basis_note_enough(struct archive *a, const char *window);

#endif
