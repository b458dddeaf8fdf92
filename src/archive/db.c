#include "archive/db.h"

#include "archive/query.h"
#include "base/clock.h"

#include <stdio.h>

/* Steps of SQLite's machine between two looks at the clock. FTS5 takes four for a page of its
 * index, and to read through one takes it a tenth of a millisecond. */
enum { STEPS = 100 };

enum status db_status(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return ST_OK;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ST_BUSY;
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return ST_IO;
	case SQLITE_NOMEM:
		return ST_NOMEM;
	case SQLITE_TOOBIG:
		return ST_TOOBIG;
	case SQLITE_INTERRUPT:
		return ST_LATE;
	default:
		return ST_DB;
	}
}

enum status db_fail(struct archive *a, int rc)
{
	snprintf(a->message, sizeof a->message, "%s",
	    a->db != NULL ? sqlite3_errmsg(a->db) : sqlite3_errstr(rc));
	return db_status(rc);
}

bool db_read_begin(struct archive *a)
{
	return sqlite3_get_autocommit(a->db) != 0 && query_run(a, SQL_BEGIN) == ST_OK;
}

void db_read_end(struct archive *a, bool begun)
{
	char message[ERROR_MAX];

	if (!begun)
		return;
	/* What a query said before counts, not that its transaction ends. */
	snprintf(message, sizeof message, "%s", a->message);
	if (query_run(a, SQL_COMMIT) != ST_OK && sqlite3_get_autocommit(a->db) == 0)
		query_run(a, SQL_ROLLBACK);
	snprintf(a->message, sizeof a->message, "%s", message);
}

static int is_late(void *ctx)
{
	const struct archive *a = ctx;

	return deadline_over(&a->deadline);
}

void db_deadline(struct archive *a, const struct deadline *deadline)
{
	a->deadline = deadline != NULL ? *deadline : (struct deadline){ 0 };
	sqlite3_progress_handler(a->db, STEPS, deadline != NULL ? is_late : NULL, a);
}

enum status db_place(struct archive *a, const char *id, int64_t *n, bool *removed)
{
	static const enum sql finds[] = { SQL_ARTICLE_PLACE, SQL_ALIAS_PLACE };
	enum status st = ST_NOTFOUND;

	*n = 0;
	*removed = false;
	for (size_t i = 0; i < sizeof finds / sizeof finds[0] && st == ST_NOTFOUND; i++) {
		struct query q;

		query_start(&q, a, finds[i]);
		query_bind_text(&q, id);
		if (query_row(&q)) {
			*n = query_int(&q, 0);
			*removed = query_int(&q, 1) != 0;
		} else {
			query_fail(&q, ST_NOTFOUND);
		}
		st = query_end(&q);
	}
	return st;
}
