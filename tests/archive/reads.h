/* tests/archive/reads.h -- stores of reads, of three articles */
#ifndef TESTS_ARCHIVE_READS_H
#define TESTS_ARCHIVE_READS_H

#include "tests/archive/helpers.h"

enum { HOUR = 3600, DAY = 24 * HOUR };

static const int64_t now = 1700000000; /* twenty past an hour */

/* Two stores with the articles A, B, C. */
static inline struct archive *sample(struct place *p, struct id ids[3])
{
	struct archive *a;

	*p = place_new();
	a = place_open(p, ARCHIVE_WRITE);
	ids[0] = sketch_put(a, &(struct sketch){ .key = "a", .title = "A" });
	ids[1] = sketch_put(a, &(struct sketch){ .key = "b", .title = "B" });
	ids[2] = sketch_put(a, &(struct sketch){ .key = "c", .title = "C" });
	archive_close(a);
	return place_open(p, ARCHIVE_READS);
}

static inline void add(struct archive *a, const struct id *id, int64_t time, int times)
{
	cr_assert_eq(archive_begin(a), ST_OK, "%s", archive_error(a));
	while (times-- > 0)
		cr_assert_eq(reads_add(a, id->text, time), ST_OK, "%s", archive_error(a));
	cr_assert_eq(archive_commit(a), ST_OK);
}

static inline void expect_top(struct archive *a, const char *window, const char *expected)
{
	struct entries list;
	char text[256] = "";
	unsigned count;

	cr_assert_eq(top_get(a, window, 0, 100, &list), ST_OK, "%s", archive_error(a));
	for (size_t i = 0; i < list.n; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s%u ",
		    list.items[i].title, list.items[i].reads);
	cr_expect_str_eq(text, expected, "%s: \"%s\", not \"%s\"", window, text, expected);
	cr_assert_eq(top_count(a, window, &count), ST_OK);
	cr_expect_eq(count, list.n);
	entries_clear(&list);
}

static inline void rank(struct archive *a, int64_t at, int64_t window)
{
	cr_assert_eq(reads_rank(a, at, window), ST_OK, "%s", archive_error(a));
}

/* The first column of the only row. */
static inline int64_t number_of(const struct place *p, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *stmt;
	int64_t n;

	cr_assert_eq(sqlite3_open(p->reads, &db), SQLITE_OK);
	cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK, "%s: %s", sql,
	    sqlite3_errmsg(db));
	cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return n;
}

#endif
