#include "archive/store.h"

#include "archive/db.h"
#include "archive/search_terms.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

const struct store store_archive = {
	.schema = "archive",
	.noun = "archive",
	.application = 0x64706368,
	.version = 7,
	.texts = { SQL_ARCHIVE_SCHEMA, SQL_ARCHIVE_TRIGGERS },
	.ntexts = 2,
};

const struct store store_reads = {
	.schema = "reads",
	.noun = "store of reads",
	.application = 0x64706372,
	.version = 2,
	.texts = { SQL_READS_SCHEMA, SQL_READS_STANDINGS },
	.ntexts = 2,
	.before = 1,
	.upgrade = { SQL_READS_FROM_1, SQL_READS_STANDINGS, SQL_READS_FROM_1_END },
	.nupgrade = 3,
};

enum {
	MAKE_TIMEOUT = 5000, /* ms to wait for another process that makes the same store */
	PAGE_MIN = 512,      /* bytes of SQLite's smallest page (fileformat2.html, 1.3.2) */
};

int store_exec(sqlite3 *db, enum sql sql)
{
	return sqlite3_exec(db, sql_texts[sql], NULL, NULL, NULL);
}

void store_harden(sqlite3 *db)
{
	static const struct {
		int limit, value;
	} limits[] = {
		{ SQLITE_LIMIT_LENGTH, 64 << 20 }, /* bytes: 16 times the largest article */
		{ SQLITE_LIMIT_SQL_LENGTH, 1 << 16 },
		{ SQLITE_LIMIT_COLUMN, 64 },
		{ SQLITE_LIMIT_EXPR_DEPTH, 64 },
		{ SQLITE_LIMIT_COMPOUND_SELECT, 8 },
		{ SQLITE_LIMIT_VDBE_OP, 25000 },
		{ SQLITE_LIMIT_ATTACHED, 2 },
		{ SQLITE_LIMIT_TRIGGER_DEPTH, 8 },
		{ SQLITE_LIMIT_WORKER_THREADS, 0 },
	};

	for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
		sqlite3_limit(db, limits[i].limit, limits[i].value);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
}

void store_uri(struct buf *out, const char *path, bool write)
{
	/* After "file:" two slashes would begin a host's name: an absolute path gets an empty one.
	 */
	buf_puts(out, path[0] == '/' ? "file://" : "file:");
	for (const char *s = path; *s != '\0'; s++)
		if (strchr("%?#", *s) != NULL)
			buf_printf(out, "%%%02X", (unsigned char)*s);
		else
			buf_putc(out, *s);
	buf_puts(out, write ? "?mode=rw" : "?mode=ro");
}

/* The number that a PRAGMA or count(*) gives. */
static int number(sqlite3 *db, enum sql sql, int *out)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(db, sql_texts[sql], -1, &stmt, NULL);

	*out = 0;
	if (rc == SQLITE_OK) {
		rc = sqlite3_step(stmt);
		if (rc == SQLITE_ROW) {
			*out = sqlite3_column_int(stmt, 0);
			rc = SQLITE_OK;
		}
	}
	sqlite3_finalize(stmt);
	return rc;
}

static enum status not_sqlite(const struct store *store, const char *path, struct error *e)
{
	return error_set(e, ST_DB, "%s: no %s of depeche's (not an SQLite file); name another file",
	    path, store->noun);
}

/*
 * SQLite takes a file that is too short for one page for an empty one, and would write over it.
 * Only its size is asked for: to open and close the file here would drop the locks that another
 * connection of this process holds on it (howtocorrupt.html, 2.2).
 */
static enum status check_size(
    const struct store *store, const char *path, bool make, struct error *e)
{
	struct stat st;

	if (stat(path, &st) == 0)
		return st.st_size == 0 || st.st_size >= PAGE_MIN ? ST_OK
								 : not_sqlite(store, path, e);
	if (errno != ENOENT)
		return error_errno(e, "%s", path);
	return make ? ST_OK
		    : error_set(e, ST_NOTFOUND, "%s: there is no %s yet; importing makes it", path,
			  store->noun);
}

struct stamp {
	int application, version, tables;
};

static int stamp_read(sqlite3 *db, struct stamp *out)
{
	int rc = number(db, SQL_STORE_APPLICATION, &out->application);

	if (rc == SQLITE_OK)
		rc = number(db, SQL_STORE_VERSION, &out->version);
	if (rc == SQLITE_OK)
		rc = number(db, SQL_STORE_TABLES, &out->tables);
	return rc;
}

static bool is_blank(const struct store *store, const struct stamp *s)
{
	(void)store;
	return s->application == 0 && s->version == 0 && s->tables == 0;
}

static bool is_old(const struct store *store, const struct stamp *s)
{
	return s->application == store->application && store->nupgrade > 0 &&
	    s->version == store->before;
}

/* Run the texts in one transaction, if the store is still as `is_due` found it: another process may
 * have been quicker. */
static int change_store(sqlite3 *db, const struct store *store,
    bool (*is_due)(const struct store *, const struct stamp *), const enum sql *texts, unsigned n)
{
	struct stamp stamp;
	int rc = store_exec(db, SQL_BEGIN_WRITE);

	if (rc == SQLITE_OK)
		rc = stamp_read(db, &stamp);
	for (unsigned i = 0; i < n && rc == SQLITE_OK && is_due(store, &stamp); i++)
		rc = store_exec(db, texts[i]);
	if (rc == SQLITE_OK)
		rc = store_exec(db, SQL_COMMIT);
	return rc;
}

/* Make what is blank, carry over what is old. */
static int renew_store(sqlite3 *db, const struct store *store, struct stamp *stamp)
{
	int rc = SQLITE_OK;

	if (is_blank(store, stamp)) {
		rc = store_exec(db, SQL_STORE_WAL);
		if (rc == SQLITE_OK)
			rc = change_store(db, store, is_blank, store->texts, store->ntexts);
	} else if (is_old(store, stamp)) {
		rc = change_store(db, store, is_old, store->upgrade, store->nupgrade);
	}
	return rc == SQLITE_OK ? stamp_read(db, stamp) : rc;
}

static enum status judge(
    const struct store *store, const char *path, const struct stamp *s, struct error *e)
{
	if (is_blank(store, s))
		return error_set(e, ST_DB, "%s: empty, no %s of depeche's", path, store->noun);
	if (s->application != store->application)
		return error_set(e, ST_DB,
		    "%s: an SQLite file, but no %s of depeche's; name another file", path,
		    store->noun);
	if (s->version > store->version)
		return error_set(e, ST_DB,
		    "%s: written by a newer depeche (%s version %d, this one knows %d); "
		    "use that one",
		    path, store->noun, s->version, store->version);
	if (s->version < store->version && !is_old(store, s))
		return error_set(e, ST_DB,
		    "%s: written by an older depeche (%s version %d, this one needs %d); import "
		    "what is in it into a new file: every article keeps its address",
		    path, store->noun, s->version, store->version);
	return ST_OK;
}

static enum status failure(
    const struct store *store, const char *path, sqlite3 *db, int rc, struct error *e)
{
	int code = db != NULL ? sqlite3_system_errno(db) : 0;

	if ((rc & 0xff) == SQLITE_NOTADB)
		return not_sqlite(store, path, e);
	if ((rc & 0xff) == SQLITE_CANTOPEN && code != 0)
		return error_set(e, ST_IO, "%s: %s", path, strerror(code));
	return error_set(
	    e, db_status(rc), "%s: %s", path, db != NULL ? sqlite3_errmsg(db) : sqlite3_errstr(rc));
}

enum status store_check(const struct store *store, const char *path, bool make, struct error *e)
{
	int flags = make ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
	int keep_wal = 1;
	struct stamp stamp;
	sqlite3 *db = NULL;
	enum status status;
	int rc;

	status = check_size(store, path, make, e);
	if (status != ST_OK)
		return status;
	rc = sqlite3_open_v2(path, &db, flags | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc == SQLITE_OK) {
		store_harden(db);
		sqlite3_busy_timeout(db, MAKE_TIMEOUT);
		sqlite3_file_control(db, NULL, SQLITE_FCNTL_PERSIST_WAL, &keep_wal);
		rc = stamp_read(db, &stamp);
	}
	if (rc == SQLITE_OK && make)
		rc = search_terms_register(db);
	if (rc == SQLITE_OK && make)
		rc = renew_store(db, store, &stamp);
	if (rc == SQLITE_OK)
		status = judge(store, path, &stamp, e);
	else
		status = failure(store, path, db, rc, e);
	sqlite3_close(db);
	return status;
}
