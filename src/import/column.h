/* import/column.h -- what the columns of a table mean, by their names */
#ifndef IMPORT_COLUMN_H
#define IMPORT_COLUMN_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum column {
	COLUMN_NONE, /* not used */
	COLUMN_TITLE,
	COLUMN_BODY,
	COLUMN_THEME,
	COLUMN_TAGS, /* more themes, parted by commas */
	COLUMN_DATE,
	COLUMN_URL,
	COLUMN_ID,
	COLUMN_AUTHOR,
	COLUMN_LANG,
	COLUMN_SUMMARY,
	COLUMN_LEAD,      /* what stands above the text, a part of it */
	COLUMN_DATE_GMT,  /* the date by UTC's clock, should it name no zone */
	COLUMN_PUBLISHED, /* the date, or whether it is published */
	COLUMN_SHOWN,     /* whether it is published */
	COLUMN_DRAFT,     /* whether it is not */
	COLUMN_STATE,     /* as publishing software names it: "draft" */
	COLUMN_ACCESS,    /* who may see it: "public", "members" */
	COLUMN_TYPE,      /* what it is, as such software names it: "post", "page" */
	COLUMN_SITE,      /* where the article is from: a URL, a host or a name */
	COLUMN_COUNT
};

enum { COLUMNS_MAX = 256 }; /* our own: more is no table of articles */

/* Where each is: the column's place plus 1, or 0. The first of a meaning counts. */
struct columns {
	size_t at[COLUMN_COUNT];
	size_t n; /* columns of the table */
};

struct column_name {
	const char *s;
	size_t len;
};

/* The meaning of a name in one of its usual synonyms, whatever its case, accents or underscores. */
enum column column_named(const char *s, size_t len);

/* Are these a header: do they name title and body? Fills *out then, else it is zero. */
bool column_header(const struct column_name *names, size_t n, struct columns *out);

/* Has each of them a meaning, one that of the title? A header then, though without a body. */
bool column_all_known(const struct column_name *names, size_t n);

/*
 * "title,body,-,date": names by comma, "-" for a column to leave out. ST_INVALID, with what is
 * allowed in *e, for an unknown name, one given twice, or without title and body.
 */
enum status column_parse(const char *list, struct columns *out, struct error *e);

#endif
