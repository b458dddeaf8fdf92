/* archive/search_terms.h -- how FTS5 takes texts apart (fts5.html, 7); for archive/ only */
#ifndef ARCHIVE_SEARCH_TERMS_H
#define ARCHIVE_SEARCH_TERMS_H

#include "text/stem.h"

#include <sqlite3.h>

/*
 * What stands before the facts of an article (its theme, its author), so that they are not taken
 * for a text's words: they are divided at spaces, and so are queries, which are terms already.
 */
enum { SEARCH_FACTS = 1 };

/*
 * Make the tokenizer "depeche", by which the store's table `search` was made, known to the
 * connection: it gives the terms of folded text (utf8_fold), by the language that *stemmer has
 * been told. A tokenizer knows no row: whoever writes one tells its language first. *stemmer may be
 * NULL for a connection that writes none; it outlives the connection. SQLite's result code.
 */
int search_terms_register(sqlite3 *db, struct stemmer **stemmer);

/* The extension interface of the connection's FTS5; NULL where there is none. */
fts5_api *search_terms_api(sqlite3 *db);

#endif
