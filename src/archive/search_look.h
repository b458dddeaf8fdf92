/* archive/search_look.h -- where a row has what is looked for (fts5.html, 7.1); for archive/ only
 */
#ifndef ARCHIVE_SEARCH_LOOK_H
#define ARCHIVE_SEARCH_LOOK_H

#include "archive/search_query.h"

/* How often each part of a search stands in an article: at most 255 times. */
struct search_look {
	unsigned char title[SEARCH_PARTS_MAX], body[SEARCH_PARTS_MAX];
};

/* What the SQL function search_look() works on: set before a query, its answer for each row. */
struct search_looking {
	const struct search_query *query; /* or NULL: nothing is noted */
	struct search_look row;
};

/* Make search_look(search) known to the connection; *looking outlives it. SQLite's result code. */
int search_look_register(sqlite3 *db, struct search_looking *looking);

#endif
