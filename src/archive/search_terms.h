/* archive/search_terms.h -- how FTS5 takes texts apart (fts5.html, 7); for archive/ only */
#ifndef ARCHIVE_SEARCH_TERMS_H
#define ARCHIVE_SEARCH_TERMS_H

#include <sqlite3.h>

/*
 * Make the tokenizer "depeche", by which the store's table `search` was made, known to the
 * connection: texts and queries come to it as terms already (stems.h), divided by spaces. SQLite's
 * result code.
 */
int search_terms_register(sqlite3 *db);

/* The extension interface of the connection's FTS5; NULL where there is none. */
fts5_api *search_terms_api(sqlite3 *db);

#endif
