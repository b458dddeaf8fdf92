/* archive/entries.h -- how lists are filled, for the files of archive/ only */
#ifndef ARCHIVE_ENTRIES_H
#define ARCHIVE_ENTRIES_H

#include "archive/archive.h"
#include "archive/query.h"

/* One more item, zero, at the end; NULL without memory (then kept as the query's failure). */
struct entry *entries_add(struct entries *list, struct query *q);
struct name *names_add(struct names *list, struct query *q);
struct period *periods_add(struct periods *list, struct query *q);

/* The first eight columns of the row into *out: see queries.sql. */
void entry_fill(struct query *q, struct entry *out);
enum { ENTRY_COLUMNS = 8 };

/* All rows of such columns; ends the query. *out is zero unless ST_OK. */
enum status entries_fill(struct query *q, struct entries *out);

/* All rows of slug, name, articles; ends the query. *out is zero unless ST_OK. */
enum status names_fill(struct query *q, struct names *out);

#endif
