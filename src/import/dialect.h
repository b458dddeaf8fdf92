/* import/dialect.h -- how a table is written: its delimiter and quotes, told from its beginning */
#ifndef IMPORT_DIALECT_H
#define IMPORT_DIALECT_H

#include "import/column.h"

#include <stdbool.h>
#include <stddef.h>

struct dialect {
	char delimiter;       /* TAB | ; or , */
	bool quotes;          /* fields may stand in double quotes (RFC 4180) */
	size_t columns;       /* of the first row */
	size_t rows;          /* looked at */
	size_t agreeing;      /* of those, with as many columns as the first */
	size_t closed;        /* quoted fields that end where a field should */
	size_t stray;         /* quotes within a quoted field that neither end it nor are doubled */
	bool blank_lines;     /* between rows */
	bool first_empty;     /* the first field of every row is empty: indented text */
	bool header;          /* the first row names title and body */
	bool bodiless;        /* it names the title and other things, all known, and no body */
	struct columns named; /* by the header */
};

/*
 * The dialect in which text[0..len), the beginning of an input, makes most sense as a table: one
 * with a known header, then one in which most rows agree. False, and *out zero, if no delimiter
 * gives two columns.
 */
bool dialect_guess(const char *text, size_t len, struct dialect *out);

/* Is it one, rather than prose with commas? `columns`: as many as --columns names, or 0. */
bool dialect_is_table(const struct dialect *d, size_t columns);

#endif
