#include "archive/query.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void query_start(struct query *q, struct archive *a, enum sql sql)
{
	sqlite3_stmt **stmt = &a->stmts[sql];
	int rc;

	*q = (struct query){ .a = a };
	if (*stmt == NULL) {
		rc = sqlite3_prepare_v3(
		    a->db, sql_texts[sql], -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL);
		if (rc != SQLITE_OK) {
			q->status = db_fail(a, rc);
			return;
		}
	}
	assert(!sqlite3_stmt_busy(*stmt));
	q->stmt = *stmt;
}

static void bound(struct query *q, int rc)
{
	if (rc != SQLITE_OK && q->status == ST_OK)
		q->status = db_fail(q->a, rc);
}

void query_bind_int(struct query *q, int64_t value)
{
	if (q->status == ST_OK)
		bound(q, sqlite3_bind_int64(q->stmt, ++q->bound, value));
}

void query_bind_text(struct query *q, const char *text)
{
	query_bind_bytes(q, text, text != NULL ? strlen(text) : 0);
}

void query_bind_bytes(struct query *q, const char *text, size_t len)
{
	if (q->status == ST_OK)
		bound(q,
		    sqlite3_bind_text64(
			q->stmt, ++q->bound, text, len, SQLITE_STATIC, SQLITE_UTF8));
}

void query_bind_reference(struct query *q, int64_t n)
{
	if (q->status == ST_OK)
		bound(q,
		    n == 0 ? sqlite3_bind_null(q->stmt, ++q->bound)
			   : sqlite3_bind_int64(q->stmt, ++q->bound, n));
}

void query_bind_blob(struct query *q, const void *bytes, size_t len)
{
	if (q->status == ST_OK)
		bound(q, sqlite3_bind_blob64(q->stmt, ++q->bound, bytes, len, SQLITE_STATIC));
}

bool query_row(struct query *q)
{
	int rc;

	if (q->status != ST_OK)
		return false;
	rc = sqlite3_step(q->stmt);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		q->status = db_fail(q->a, rc);
	return rc == SQLITE_ROW;
}

int64_t query_int(struct query *q, int column)
{
	return sqlite3_column_int64(q->stmt, column);
}

const char *query_text(struct query *q, int column)
{
	const char *text = (const char *)sqlite3_column_text(q->stmt, column);

	if (text == NULL && sqlite3_column_type(q->stmt, column) != SQLITE_NULL)
		query_fail(q, ST_NOMEM);
	return text != NULL ? text : "";
}

char *query_dup(struct query *q, int column)
{
	char *copy;

	if (q->status != ST_OK || query_is_null(q, column))
		return NULL;
	copy = strdup(query_text(q, column));
	if (copy == NULL)
		query_fail(q, ST_NOMEM);
	return copy;
}

/* A column that this program cannot have written. */
static void damaged(struct query *q, int column)
{
	snprintf(q->a->message, sizeof q->a->message, "column %s has not the length it must have",
	    sqlite3_column_name(q->stmt, column));
	query_fail(q, ST_DB);
}

void query_copy(struct query *q, int column, char *out, size_t size)
{
	const char *text = query_text(q, column);

	if (strlen(text) < size)
		strcpy(out, text);
	else
		damaged(q, column);
}

bool query_is_null(struct query *q, int column)
{
	return sqlite3_column_type(q->stmt, column) == SQLITE_NULL;
}

bool query_is_blob(struct query *q, int column, const void *bytes, size_t len)
{
	const void *blob = sqlite3_column_blob(q->stmt, column);

	return blob != NULL && (size_t)sqlite3_column_bytes(q->stmt, column) == len &&
	    memcmp(blob, bytes, len) == 0;
}

const void *query_blob(struct query *q, int column, size_t *len)
{
	const void *blob = sqlite3_column_blob(q->stmt, column);

	*len = blob != NULL ? (size_t)sqlite3_column_bytes(q->stmt, column) : 0;
	return blob;
}

void query_fail(struct query *q, enum status st)
{
	if (q->status == ST_OK)
		q->status = st;
}

enum status query_end(struct query *q)
{
	if (q->stmt != NULL) {
		sqlite3_reset(q->stmt);
		sqlite3_clear_bindings(q->stmt);
	}
	q->stmt = NULL;
	return q->status;
}

enum status query_finish(struct query *q)
{
	while (query_row(q))
		continue;
	return query_end(q);
}

enum status query_run(struct archive *a, enum sql sql)
{
	struct query q;

	query_start(&q, a, sql);
	return query_finish(&q);
}

enum status query_number(struct query *q, int64_t *out)
{
	*out = 0;
	if (query_row(q))
		*out = query_int(q, 0);
	else
		query_fail(q, ST_NOTFOUND);
	return query_end(q);
}
