/* archive/store.h -- the two files, before they are attached; for the files of archive/ only */
#ifndef ARCHIVE_STORE_H
#define ARCHIVE_STORE_H

#include "archive/sql.h"
#include "base/buf.h"
#include "base/status.h"

#include <sqlite3.h>
#include <stdbool.h>

enum { STORE_TEXTS_MAX = 3 };

struct store {
	const char *schema;              /* under which it is attached */
	const char *noun;                /* for messages */
	int application;                 /* PRAGMA application_id, as its schema sets it */
	int version;                     /* PRAGMA user_version */
	enum sql texts[STORE_TEXTS_MAX]; /* what makes it */
	unsigned ntexts;
	/* The version before, which who only reads reads as it is, and what carries it over; none:
	 * it is refused. */
	int before;
	enum sql upgrade[STORE_TEXTS_MAX];
	unsigned nupgrade;
};

extern const struct store store_archive, store_reads;

/*
 * Is the file a store of that kind and of this version? With `make`, one that is missing or empty
 * is made, and one of an older version that can be is carried over, whole or not at all; without,
 * that older one is as good. ST_NOTFOUND, ST_IO, ST_BUSY, ST_DB or ST_NOMEM, *e saying which
 * file and what to do.
 */
enum status store_check(const struct store *store, const char *path, bool make, struct error *e);

/* Run all statements of a text; SQLite's result code. */
int store_exec(sqlite3 *db, enum sql sql);

/* What every connection gets: limits on what a file of unknown origin may make it do. */
void store_harden(sqlite3 *db);

/* The path as an SQLite URI: "file:///a%20b?mode=ro". */
void store_uri(struct buf *out, const char *path, bool write);

#endif
