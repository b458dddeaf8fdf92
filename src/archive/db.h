/* archive/db.h -- the connection, for the files of archive/ only */
#ifndef ARCHIVE_DB_H
#define ARCHIVE_DB_H

#include "archive/archive.h"
#include "archive/sql.h"
#include "base/buf.h"
#include "base/status.h"

#include <sqlite3.h>
#include <stdbool.h>

/*
 * An in-memory database `main`, which stays empty, with the two stores attached as `archive` and
 * `reads`, each opened as the mode allows. Their tables have no name in common, so the queries name
 * no store. Where there is no store of reads yet, `main` has its (empty) tables.
 */
struct archive {
	sqlite3 *db;
	enum archive_mode mode;
	bool has_reads;                 /* `reads` is attached */
	sqlite3_stmt *stmts[SQL_COUNT]; /* prepared when first asked for, kept until the end */
	bool changed;                   /* an article was written in this transaction */
	enum status broken; /* the first failure of a write in it: it cannot be committed */
	struct buf scratch, fold, stems; /* article_put()'s, kept from call to call */
	struct likeness *likeness;       /* likeness.c's, or NULL */
	struct near *near;               /* near.c's, or NULL */
	struct stemmer *stemmer;         /* of texts, and of what is looked for */
	struct search_looking *looking;  /* what search_look() works on */
	struct deadline deadline;        /* of the search under way */
	struct search_index *index;      /* search_index.c's, or NULL */
	struct basis basis;              /* what is read, since basis_begin() */
	enum status basis_status;        /* of that */
	bool basis_read;                 /* what is to be ended: db_read_begin() */
	char message[ERROR_MAX]; /* SQLite's words, taken before another call replaces them */
};

/* The status that an SQLite result code stands for. */
enum status db_status(int rc);

/* Keep SQLite's words for the failure that has just been, and give its status. */
enum status db_fail(struct archive *a, int rc);

/* Several reads as one, of the same state; false if a transaction is already there: then it is not
 * ours to end. */
bool db_read_begin(struct archive *a);
void db_read_end(struct archive *a, bool begun);

/* From now on queries fail with ST_LATE once that is over; NULL: no more. */
void db_deadline(struct archive *a, const struct deadline *deadline);

/* Where an id leads: the article, or that which it is a copy of. ST_NOTFOUND and 0, or ST_OK. */
enum status db_place(struct archive *a, const char *id, int64_t *n, bool *removed);

#endif
