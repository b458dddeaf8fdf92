/* text/html_table.h -- a table of data as aligned text */
#ifndef TEXT_HTML_TABLE_H
#define TEXT_HTML_TABLE_H

#include "base/buf.h"
#include "base/status.h"
#include "text/doc.h"

#include <gumbo.h>
#include <stdbool.h>
#include <stddef.h>

enum {
	HTML_TABLE_WIDTH = 67,   /* columns: what a text over Gopher has, unless set otherwise */
	HTML_TABLE_COLUMNS = 24, /* of a table; more than that cannot be aligned in this width */
};

struct html_cell {
	char *text;         /* owned */
	size_t row;         /* from 0 */
	unsigned col, span; /* from 0; columns taken */
	bool header;
};

struct html_table {
	struct html_cell *cells;
	size_t n, cap;
	size_t rows;
	unsigned columns;                  /* the most that a row has */
	unsigned next;                     /* column of the next cell */
	unsigned down[HTML_TABLE_COLUMNS]; /* rows that a cell above still takes, by column */
	enum status failure;
};

/*
 * Is the table one of data, rather than there to place blocks on a page? One with a table, a
 * heading, a list, a picture or more than a paragraph in a cell, with long cells without headers,
 * with a single row or column, is not.
 */
bool html_table_is_data(const GumboNode *table);

/* Begin a row; add its next cell, which takes that many columns and rows. */
void html_table_row(struct html_table *t);
void html_table_cell(
    struct html_table *t, const char *text, size_t len, unsigned span, unsigned down, bool header);

/*
 * Append it to *d: columns side by side in HTML_TABLE_WIDTH, cells wrapped, under `caption` or the
 * headers as alt text; where that cannot be, an item a row. *t is empty afterwards. ST_OK,
 * ST_TOOBIG or ST_NOMEM.
 */
enum status html_table_write(struct html_table *t, const char *caption, struct doc *d);
void html_table_clear(struct html_table *t);

#endif
