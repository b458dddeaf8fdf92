#include "archive/archive.h"

#include "archive/copies.h"
#include "archive/cursor.h"
#include "archive/db.h"
#include "archive/likeness.h"
#include "archive/near.h"
#include "archive/query.h"
#include "archive/search_index.h"
#include "archive/search_look.h"
#include "archive/search_terms.h"
#include "archive/store.h"
#include "archive/title.h"
#include "archive/weight.h"
#include "text/stem.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	/* ms that a call waits for another writer. Readers wait for nobody in WAL mode, but for
	 * the moment in which a crashed writer's log is recovered. */
	WRITE_TIMEOUT = 5000,
	READ_TIMEOUT = 1000,
	/* bytes of what article_put() makes its digests of: larger than any article */
	SCRATCH_MAX = 64 << 20,
};

static enum status attach(struct archive *a, enum sql sql, const char *schema, const char *path,
    bool write, struct error *e)
{
	struct buf uri = BUF(3 * PATH_MAX);
	int keep_wal = 1;
	struct query q;
	enum status st;

	store_uri(&uri, path, write);
	st = buf_status(&uri);
	if (st != ST_OK) {
		error_set(e, st, "%s: the path is too long", path);
		goto done;
	}
	query_start(&q, a, sql);
	query_bind_text(&q, buf_str(&uri));
	st = query_finish(&q);
	if (st != ST_OK)
		error_set(e, st, "%s: %s", path, a->message);
	else
		/* A reader in a folder where it may not write finds the log and its index: the last
		 * writer does not take them away. */
		sqlite3_file_control(a->db, schema, SQLITE_FCNTL_PERSIST_WAL, &keep_wal);
done:
	buf_clear(&uri);
	return st;
}

static enum status run_text(struct archive *a, enum sql sql, struct error *e)
{
	int rc = store_exec(a->db, sql);

	return rc == SQLITE_OK ? ST_OK : error_set(e, db_fail(a, rc), "%s", a->message);
}

static enum status attach_reads(struct archive *a, const char *reads, struct error *e)
{
	bool write = a->mode == ARCHIVE_READS;
	enum status st = store_check(&store_reads, reads, write, e);

	if (st == ST_NOTFOUND && !write)
		return run_text(a, SQL_READS_SCHEMA, e);
	if (st == ST_OK)
		st = attach(a, SQL_ATTACH_READS, store_reads.schema, reads, write, e);
	if (st == ST_OK)
		st = run_text(a, SQL_READS_PRAGMAS, e);
	if (st == ST_OK && write && (st = weight_register(a)) != ST_OK)
		error_set(e, st, "%s", a->message);
	a->has_reads = st == ST_OK;
	return st;
}

static enum status attach_archive(struct archive *a, const char *path, struct error *e)
{
	bool write = a->mode == ARCHIVE_WRITE;
	enum status st = store_check(&store_archive, path, a->mode != ARCHIVE_READ, e);

	if (st == ST_OK)
		st = attach(a, SQL_ATTACH_ARCHIVE, store_archive.schema, path, write, e);
	if (st == ST_OK)
		st = run_text(a, SQL_ARCHIVE_PRAGMAS, e);
	if (st == ST_OK && write)
		st = run_text(a, SQL_ARCHIVE_WRITE_PRAGMAS, e);
	return st;
}

static enum status prepare_search(struct archive *a, struct error *e)
{
	enum status st = stemmer_new(&a->stemmer);
	int rc = SQLITE_OK;

	if (st == ST_OK && (a->looking = calloc(1, sizeof *a->looking)) == NULL)
		st = ST_NOMEM;
	if (st == ST_OK && (rc = search_terms_register(a->db)) == SQLITE_OK)
		rc = search_look_register(a->db, a->looking);
	if (rc != SQLITE_OK)
		st = db_fail(a, rc);
	return st == ST_OK ? ST_OK : error_set(e, st, "search cannot start: %s", status_text(st));
}

enum status archive_open(const char *path, const char *reads, enum archive_mode mode,
    struct archive **out, struct error *e)
{
	struct archive *a = calloc(1, sizeof *a);
	enum status st;
	int rc;

	*out = NULL;
	if (a == NULL)
		return error_set(e, ST_NOMEM, "%s: out of memory", path);
	a->mode = mode;
	buf_init(&a->scratch, SCRATCH_MAX);
	buf_init(&a->fold, SCRATCH_MAX);
	buf_init(&a->stems, SCRATCH_MAX);
	rc = sqlite3_open_v2(":memory:", &a->db,
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
	    NULL);
	if (rc != SQLITE_OK) {
		st = error_set(e, db_fail(a, rc), "%s: %s", path, a->message);
		goto done;
	}
	store_harden(a->db);
	sqlite3_busy_timeout(a->db, mode == ARCHIVE_READ ? READ_TIMEOUT : WRITE_TIMEOUT);
	st = run_text(a, SQL_CONNECTION_PRAGMAS, e);
	if (st == ST_OK)
		st = prepare_search(a, e);
	if (st == ST_OK)
		st = attach_archive(a, path, e);
	if (st == ST_OK)
		st = attach_reads(a, reads, e);
done:
	if (st == ST_OK)
		*out = a;
	else
		archive_close(a);
	return st;
}

void archive_close(struct archive *a)
{
	if (a == NULL)
		return;
	for (int i = 0; i < SQL_COUNT; i++)
		sqlite3_finalize(a->stmts[i]);
	sqlite3_close(a->db);
	likeness_free(a);
	near_free(a);
	search_index_free(a);
	stemmer_free(a->stemmer);
	free(a->looking);
	buf_clear(&a->scratch);
	buf_clear(&a->fold);
	buf_clear(&a->stems);
	free(a);
}

const char *archive_error(const struct archive *a)
{
	return a->message;
}

/* One finding is enough; `what` goes before it. */
static enum status check_one(struct archive *a, enum sql sql, const char *what, struct error *e)
{
	struct query q;
	enum status st = ST_OK;

	query_start(&q, a, sql);
	/* integrity_check says "ok" in a row, the others say nothing when all is well. */
	if (query_row(&q) && sqlite3_stricmp(query_text(&q, 0), "ok") != 0)
		st = error_set(e, ST_DB, "%s%s", what, query_text(&q, 0));
	if (query_end(&q) != ST_OK)
		return error_set(e, q.status, "%s%s", what, a->message);
	return st;
}

enum status archive_check(struct archive *a, struct error *e)
{
	static const struct {
		enum sql sql;
		const char *what;
		bool reads; /* only where there is such a store */
	} checks[] = {
		{ SQL_CHECK_ARCHIVE, "archive: ", false },
		{ SQL_CHECK_ARCHIVE_REFERENCES, "archive: a reference leads nowhere, in table ",
		    false },
		{ SQL_CHECK_COUNTS, "archive: kept wrongly: ", false },
		{ SQL_CHECK_COPIES, "archive: kept wrongly: ", false },
		{ SQL_CHECK_NEAR, "archive: kept wrongly: ", false },
		{ SQL_CHECK_SEARCH, "archive: kept wrongly: ", false },
		{ SQL_CHECK_READS, "reads: ", true },
	};
	enum status st = ST_OK;

	for (size_t i = 0; i < sizeof checks / sizeof checks[0] && st == ST_OK; i++)
		if (a->has_reads || !checks[i].reads)
			st = check_one(a, checks[i].sql, checks[i].what, e);
	if (st == ST_OK)
		st = cursor_check(a, e);
	return st == ST_OK ? copies_check(a, e) : st;
}

enum status archive_counts(struct archive *a, struct archive_counts *out)
{
	struct query q;

	*out = (struct archive_counts){ 0 };
	query_start(&q, a, SQL_ARCHIVE_COUNTS);
	if (query_row(&q))
		*out = (struct archive_counts){
			.articles = query_int(&q, 0),
			.removed = query_int(&q, 1),
			.copies = query_int(&q, 2),
			.undated = query_int(&q, 3),
			.themes = query_int(&q, 4),
			.first_day = (int)query_int(&q, 5),
			.last_day = (int)query_int(&q, 6),
		};
	return query_end(&q);
}

enum status archive_version(struct archive *a, int64_t *out)
{
	struct query q;

	query_start(&q, a, SQL_ARCHIVE_VERSION);
	return query_number(&q, out);
}

enum status archive_begin(struct archive *a)
{
	assert(a->mode != ARCHIVE_READ);
	a->changed = false;
	a->broken = ST_OK;
	likeness_reset(a);
	near_reset(a);
	search_index_reset(a);
	return query_run(a, SQL_BEGIN_WRITE);
}

enum status archive_commit(struct archive *a)
{
	enum status st = a->broken;

	if (st == ST_OK && a->changed)
		st = title_settle(a);
	if (st == ST_OK)
		st = near_settle(a);
	if (st == ST_OK && a->changed)
		st = search_index_settle(a);
	if (st == ST_OK && a->changed)
		st = query_run(a, SQL_ARCHIVE_VERSION_NEXT);
	if (st == ST_OK)
		st = query_run(a, SQL_COMMIT);
	if (st != ST_OK)
		archive_rollback(a);
	return st;
}

void archive_rollback(struct archive *a)
{
	char message[ERROR_MAX];

	/* They know of what is now taken back. */
	likeness_free(a);
	near_free(a);
	search_index_reset(a);
	/* A full disk may have made SQLite roll back by itself; its words for that are kept. */
	if (sqlite3_get_autocommit(a->db) != 0)
		return;
	snprintf(message, sizeof message, "%s", a->message);
	query_run(a, SQL_ROLLBACK);
	snprintf(a->message, sizeof a->message, "%s", message);
}
