#include "tests/archive/helpers.h"

enum { HOUR = 3600, DAY = 24 * HOUR };

static const int64_t now = 1700000000; /* twenty past an hour */

/* Two stores with the articles A, B, C. */
static struct archive *sample(struct place *p, struct id ids[3])
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

static void add(struct archive *a, const struct id *id, int64_t time, int times)
{
	cr_assert_eq(archive_begin(a), ST_OK, "%s", archive_error(a));
	while (times-- > 0)
		cr_assert_eq(reads_add(a, id->text, time), ST_OK, "%s", archive_error(a));
	cr_assert_eq(archive_commit(a), ST_OK);
}

static void expect_top(struct archive *a, const char *window, const char *expected)
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

static void rank(struct archive *a, int64_t at, int64_t window)
{
	cr_assert_eq(reads_rank(a, at, window), ST_OK, "%s", archive_error(a));
}

Test(reads, each_window_has_its_own_ranking)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);

	add(a, &ids[0], now, 2);
	add(a, &ids[1], now - 3 * DAY, 3);
	add(a, &ids[2], now - 20 * DAY, 4);
	add(a, &ids[0], now - 100 * DAY, 9);
	rank(a, now, 2 * HOUR);
	expect_top(a, "window", "A2 ");
	expect_top(a, "day", "A2 ");
	expect_top(a, "week", "B3 A2 ");
	expect_top(a, "month", "C4 B3 A2 ");
	expect_top(a, "all", "A11 C4 B3 ");
	expect_whole(a);
	archive_close(a);
}

Test(reads, of_those_read_as_often_the_newest_is_first)
{
	struct place p;
	struct id ids[3], old;
	struct archive *a = sample(&p, ids);

	archive_close(a);
	a = place_open(&p, ARCHIVE_WRITE);
	old = sketch_put(a, &(struct sketch){ .key = "d", .title = "D", .day = 20230101 });
	sketch_put_as(
	    a, &(struct sketch){ .key = "b", .title = "B", .day = 20230301 }, PUT_UPDATED);
	archive_close(a);
	a = place_open(&p, ARCHIVE_READS);
	for (size_t i = 0; i < 3; i++)
		add(a, &ids[i], now, 2);
	add(a, &old, now, 2);
	rank(a, now, DAY);
	expect_top(a, "day", "B2 D2 C2 A2 ");
	archive_close(a);
}

Test(reads, a_ranking_stays_until_the_next)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);

	add(a, &ids[0], now, 1);
	rank(a, now, DAY);
	add(a, &ids[1], now, 2);
	expect_top(a, "day", "A1 ");
	rank(a, now, DAY);
	expect_top(a, "day", "B2 A1 ");
	archive_close(a);
}

Test(reads, hours_fall_out_one_after_the_other_and_all_keeps_them)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);

	add(a, &ids[0], now - 23 * HOUR, 5);
	add(a, &ids[1], now, 1);
	rank(a, now, DAY);
	expect_top(a, "day", "A5 B1 ");
	rank(a, now + HOUR, DAY);
	expect_top(a, "day", "B1 ");
	rank(a, now + 40 * DAY, DAY);
	expect_top(a, "month", "");
	expect_top(a, "all", "A5 B1 ");
	add(a, &ids[2], now + 40 * DAY, 2);
	rank(a, now + 40 * DAY, DAY);
	expect_top(a, "month", "C2 ");
	expect_top(a, "all", "A5 C2 B1 ");
	archive_close(a);
}

Test(reads, a_longer_window_or_a_clock_put_back_counts_the_hours_again)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);

	add(a, &ids[0], now - 5 * DAY, 5);
	add(a, &ids[1], now, 1);
	rank(a, now, DAY);
	expect_top(a, "window", "B1 ");
	rank(a, now, 7 * DAY);
	expect_top(a, "window", "A5 B1 ");
	rank(a, now + 4 * DAY, 7 * DAY);
	expect_top(a, "window", "B1 ");
	rank(a, now, 7 * DAY);
	expect_top(a, "window", "A5 B1 ");
	archive_close(a);
}

Test(reads, old_hours_are_pruned)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);
	sqlite3 *db;
	sqlite3_stmt *stmt;

	add(a, &ids[0], now - 50 * DAY, 5);
	add(a, &ids[0], now, 5);
	rank(a, now, DAY);
	archive_close(a);
	cr_assert_eq(sqlite3_open(p.reads, &db), SQLITE_OK);
	cr_assert_eq(
	    sqlite3_prepare_v2(db, "SELECT count(*) FROM read", -1, &stmt, NULL), SQLITE_OK);
	cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW);
	cr_expect_eq(sqlite3_column_int(stmt, 0), 1);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
}

Test(reads, a_removed_article_is_in_no_ranking_and_a_copy_counts_for_its_original)
{
	struct place p;
	struct id ids[3], copy;
	struct archive *a = sample(&p, ids);
	struct archive *writer = place_open(&p, ARCHIVE_WRITE);

	copy = sketch_put(writer, &(struct sketch){ .key = "b2", .title = "b", .body = "B" });
	add(a, &ids[0], now, 3);
	add(a, &ids[1], now, 1);
	add(a, &copy, now, 1);
	rank(a, now, DAY);
	expect_top(a, "day", "A3 B2 ");
	cr_assert_eq(article_remove(writer, ids[0].text), ST_OK);
	expect_top(a, "day", "B2 ");
	rank(a, now, DAY);
	expect_top(a, "day", "B2 ");
	cr_assert_eq(article_restore(writer, ids[0].text), ST_OK);
	rank(a, now, DAY);
	expect_top(a, "day", "A3 B2 ");
	archive_close(writer);
	archive_close(a);
}

Test(reads, pages_of_a_ranking)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);
	struct entries list;

	add(a, &ids[0], now, 3);
	add(a, &ids[1], now, 2);
	add(a, &ids[2], now, 1);
	rank(a, now, DAY);
	expect_entries(top_get(a, "day", 1, 1, &list), &list, "B", "second page");
	expect_entries(top_get(a, "day", 3, 1, &list), &list, "", "after the end");
	archive_close(a);
}

Test(reads, no_ranking_is_longer_than_top_max)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);
	struct archive *writer = place_open(&p, ARCHIVE_WRITE);
	unsigned count;

	for (int i = 0; i < TOP_MAX + 5; i++) {
		char key[16];
		struct id id;

		snprintf(key, sizeof key, "key %d", i);
		id = sketch_put(writer, &(struct sketch){ .key = key, .title = key });
		add(a, &id, now, 1);
	}
	rank(a, now, DAY);
	cr_assert_eq(top_count(a, "day", &count), ST_OK);
	cr_expect_eq(count, TOP_MAX);
	archive_close(writer);
	archive_close(a);
}

Test(reads, unknown_windows_and_articles)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);
	struct entries list = { .n = 7 };
	unsigned count = 7;

	cr_expect_eq(top_get(a, "year", 0, 10, &list), ST_NOTFOUND);
	cr_expect_eq(list.n, 0);
	cr_expect_eq(top_count(a, "year", &count), ST_NOTFOUND);
	cr_expect_eq(count, 0);
	for (int i = 0; top_windows[i] != NULL; i++)
		expect_top(a, top_windows[i], "");
	cr_assert_eq(archive_begin(a), ST_OK);
	cr_expect_eq(reads_add(a, "zzzzzzz", now), ST_NOTFOUND);
	cr_expect_eq(archive_commit(a), ST_OK, "one unknown id does not spoil the batch");
	archive_close(a);
}
