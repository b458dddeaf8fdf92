/* archive/query.h -- one run of a prepared statement, for the files of archive/ only */
#ifndef ARCHIVE_QUERY_H
#define ARCHIVE_QUERY_H

#include "archive/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 *	query_start(&q, a, SQL_ARTICLE_FOLD);
 *	query_bind_int(&q, n);
 *	while (query_row(&q))
 *		... query_text(&q, 0) ...
 *	st = query_end(&q);
 *
 * The first failure is kept, what follows it does nothing, and query_end() gives it. A statement
 * cannot be started again before it has ended.
 */
struct query {
	struct archive *a;
	sqlite3_stmt *stmt;
	int bound; /* parameters so far */
	enum status status;
};

void query_start(struct query *q, struct archive *a, enum sql sql);

/* The next parameter. Texts and blobs must outlive the query; NULL binds NULL. */
void query_bind_int(struct query *q, int64_t value);
void query_bind_text(struct query *q, const char *text);
void query_bind_bytes(struct query *q, const char *text, size_t len);
/* The number of another row; 0 binds NULL. */
void query_bind_reference(struct query *q, int64_t n);
void query_bind_blob(struct query *q, const void *bytes, size_t len);

/* Step: true if there is a row. */
bool query_row(struct query *q);

/* Columns of the row; text is "" for NULL and valid until the next step. */
int64_t query_int(struct query *q, int column);
const char *query_text(struct query *q, int column);
/* A copy to be freed, NULL for NULL; NULL and ST_NOMEM kept where there is no memory. */
char *query_dup(struct query *q, int column);
/* Copy into a fixed place; what does not fit is a damaged store: ST_DB is kept. */
void query_copy(struct query *q, int column, char *out, size_t size);
bool query_is_null(struct query *q, int column);
/* Is the column this blob? */
bool query_is_blob(struct query *q, int column, const void *bytes, size_t len);
/* The blob, valid until the next step; NULL and 0 for NULL. */
const void *query_blob(struct query *q, int column, size_t *len);

/* Keep a failure of the caller's. */
void query_fail(struct query *q, enum status st);

enum status query_end(struct query *q);

/* Start, step over all rows and end: without parameters, or with those bound so far. */
enum status query_run(struct archive *a, enum sql sql);
enum status query_finish(struct query *q);

/* The first column of the only row; ST_NOTFOUND and 0 where there is none. */
enum status query_number(struct query *q, int64_t *out);

#endif
