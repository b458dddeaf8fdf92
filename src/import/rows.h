/* import/rows.h -- the rows of a table, one after another (libcsv) */
#ifndef IMPORT_ROWS_H
#define IMPORT_ROWS_H

#include "base/buf.h"
#include "base/status.h"
#include "import/dialect.h"
#include "import/input.h"

#include <stdbool.h>
#include <stddef.h>

/* One row; its bytes are valid during the call. */
struct row {
	struct buf bytes;       /* the fields, each ended by a NUL */
	size_t at[COLUMNS_MAX]; /* where each begins; only the first COLUMNS_MAX are kept */
	size_t len[COLUMNS_MAX];
	size_t n;                 /* how many there were */
	unsigned long line, last; /* the physical lines that it begins and ends on, from 1 */
	const char *problem;      /* why it cannot be read, or NULL */
};

/* Gets each row in order; another status than ST_OK ends the reading with it. */
typedef enum status (*row_fn)(void *ctx, const struct row *row);

/*
 * Read all rows of an input, as UTF-8. A row of more than
 * IMPORT_ARTICLE_MAX bytes is given with a problem, and so is one whose last quote is never
 * closed; the reading goes on behind it. ST_OK, ST_NOMEM, what `fn` returned, or ST_IO with the
 * reason in *e if the input fails.
 */
enum status rows_each(
    struct input *in, const struct dialect *dialect, row_fn fn, void *ctx, struct error *e);

#endif
