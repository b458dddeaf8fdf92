/* archive/search_index.h -- what search finds articles by; for archive/ only
 *
 * The table `search` of FTS5 has the terms of each article that is shown. It keeps no text
 * (fts5.html, 4.4.1), so that an article is taken out by the text that it came in with: before that
 * is overwritten. What is asked is answered from the newest on, so rows are numbered by month
 * (by day, the steps between a word's rows would take half of the index), and FTS5 wants rows in
 * their order: they are gathered until a few megabytes can be written at once.
 */
#ifndef ARCHIVE_SEARCH_INDEX_H
#define ARCHIVE_SEARCH_INDEX_H

#include "archive/db.h"

enum {
	SEARCH_N_BITS =
	    26, /* of a row's number, the article's n: 67 million; above it, the month */
	SEARCH_LANGUAGE_SIZE = 9, /* a primary subtag (RFC 5646 2.1), NUL counted */
};

/*
 * The article `n` as its row and body are now, if it is shown: into the index, or out of it. Uses
 * a->scratch and a->stems.
 */
enum status search_index_add(struct archive *a, int64_t n);
enum status search_index_drop(struct archive *a, int64_t n);

/* The same for one that was just written and is shown: `stems` are of its text. */
enum status search_index_new(
    struct archive *a, int64_t n, const struct article *in, const struct buf *stems);

/* The number of a row. */
int64_t search_index_row(int day, int64_t n);

/* Write what was gathered: before a transaction is committed. */
enum status search_index_settle(struct archive *a);

/* Forget it: the transaction is over. */
void search_index_reset(struct archive *a);
void search_index_free(struct archive *a);

/* The facts as terms: "t/SLUG", "by/SLUG", "d/14" (the day of the month); and that of every
 * article. */
#define SEARCH_THEME_FACT  "t/"
#define SEARCH_AUTHOR_FACT "by/"
#define SEARCH_DAY_FACT    "d/"
#define SEARCH_ALL_FACT    "*"

#endif
