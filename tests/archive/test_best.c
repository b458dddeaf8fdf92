/* What editions are made from. */
#include "tests/archive/reads.h"

Test(best, the_ranking_comes_first_and_then_the_newest_each_once)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id ids[6];
	struct entries list;
	enum status st;

	for (int i = 0; i < 6; i++) {
		char key[2] = { (char)('a' + i), '\0' }, title[2] = { (char)('A' + i), '\0' };

		ids[i] = sketch_put(
		    a, &(struct sketch){ .key = key, .title = title, .day = 20230601 + i });
	}
	archive_close(a);
	a = place_open(&p, ARCHIVE_READS);
	for (int i = 0; i < 4; i++)
		add(a, &ids[i], now, 5 - i);
	rank(a, now, DAY);
	st = best_get(a, "window", 100, &list);
	expect_entries(st, &list, "F|E|D|C|B|A", "fewer than make a ranking");
	add(a, &ids[4], now, 2);
	rank(a, now, DAY);
	st = best_get(a, "window", 100, &list);
	expect_entries(st, &list, "A|B|C|E|D|F", "a ranking");
	st = best_get(a, "window", 1, &list);
	expect_entries(st, &list, "A|B|C|E|D|F", "a ranking and one of the newest");
	st = best_get(a, "none", 2, &list);
	expect_entries(st, &list, "F|E", "no such ranking");
	archive_close(a);
}

Test(best, neither_copies_nor_what_was_removed)
{
	static const char text[] =
	    "Le bac de Lisasa a repris ses traversées lundi matin, après trois semaines d’arrêt, avec un "
	    "moteur neuf et deux mariniers de plus, a fait savoir la régie du fleuve dans la soirée.";
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id removed;
	struct entries list;
	enum status st;

	sketch_put(a, &(struct sketch){ .key = "a", .title = "A", .body = text });
	sketch_put(a, &(struct sketch){ .key = "b", .title = "A", .body = text });
	removed = sketch_put(a, &(struct sketch){ .key = "c", .title = "C" });
	cr_assert_eq(article_remove(a, removed.text), ST_OK);
	st = best_get(a, "window", 100, &list);
	expect_entries(st, &list, "A", "one of three");
	archive_close(a);
}

Test(best, each_has_a_number_for_its_first_theme)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct entries list;

	sketch_put(a, &(struct sketch){ .key = "a", .title = "A", .themes = { "Ville", "Mer" } });
	sketch_put(a, &(struct sketch){ .key = "b", .title = "B" });
	sketch_put(a, &(struct sketch){ .key = "c", .title = "C", .themes = { "Mer", "Ville" } });
	sketch_put(a, &(struct sketch){ .key = "d", .title = "D", .themes = { "Ville" } });
	cr_assert_eq(best_get(a, "window", 100, &list), ST_OK);
	cr_assert_eq(list.n, 4);
	cr_expect_eq(list.items[0].theme, list.items[3].theme, "Ville");
	cr_expect_neq(list.items[0].theme, list.items[1].theme, "Ville and Mer");
	cr_expect_eq(list.items[2].theme, 0);
	cr_expect_neq(list.items[1].theme, 0);
	entries_clear(&list);
	archive_close(a);
}

/* The plan of a query, in SQLite's words. */
static void expect_plan(const struct place *p, const char *sql, const char *has, const char *lacks)
{
	char text[2048] = "";
	sqlite3_stmt *stmt;
	sqlite3 *db;

	cr_assert_eq(sqlite3_open(p->path, &db), SQLITE_OK);
	cr_assert_eq(
	    sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK, "%s", sqlite3_errmsg(db));
	while (sqlite3_step(stmt) == SQLITE_ROW)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s\n",
		    (const char *)sqlite3_column_text(stmt, 3));
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	cr_expect_not_null(strstr(text, has), "%s", text);
	cr_expect_null(strstr(text, lacks), "%s", text);
}

/* As in queries.sql; the store of reads is another file there. */
Test(best, the_newest_are_read_from_the_end_of_an_index)
{
	struct place p = place_new();

	archive_close(place_open(&p, ARCHIVE_WRITE));
	expect_plan(&p,
	    "EXPLAIN QUERY PLAN SELECT id, (SELECT theme FROM article_theme t WHERE t.article = "
	    "article.n ORDER BY position LIMIT 1) FROM article WHERE shown = 1 "
	    "ORDER BY day DESC, published DESC, n DESC LIMIT 10",
	    "SEARCH article USING INDEX article_newest", "SCAN");
	expect_plan(&p,
	    "EXPLAIN QUERY PLAN SELECT day, articles FROM day ORDER BY day DESC LIMIT 7",
	    "SCAN day", "TEMP B-TREE");
}

Test(best, the_latest_days_that_have_articles)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct periods days;
	struct id id;

	cr_assert_eq(days_latest(a, 2, &days), ST_OK);
	cr_expect_eq(days.n, 0);
	periods_clear(&days);
	sketch_put(a, &(struct sketch){ .key = "a", .title = "A", .day = 20230601 });
	sketch_put(a, &(struct sketch){ .key = "b", .title = "B", .day = 20230614 });
	sketch_put(a, &(struct sketch){ .key = "c", .title = "C", .day = 20230614 });
	sketch_put(a, &(struct sketch){ .key = "d", .title = "D", .day = 20221231 });
	sketch_put(a, &(struct sketch){ .key = "e", .title = "E" });
	id = sketch_put(a, &(struct sketch){ .key = "f", .title = "F", .day = 20240101 });
	cr_assert_eq(article_remove(a, id.text), ST_OK);
	cr_assert_eq(days_latest(a, 2, &days), ST_OK);
	cr_assert_eq(days.n, 2);
	cr_expect(days.items[0].day == 20230614 && days.items[0].articles == 2);
	cr_expect(days.items[1].day == 20230601 && days.items[1].articles == 1);
	periods_clear(&days);
	archive_close(a);
}
