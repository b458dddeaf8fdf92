#include "tests/archive/helpers.h"

Test(article, a_missing_id_leaves_the_output_zero)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct article out = { .published = { .time = 7 } };
	struct entries list = { .n = 7 };

	cr_expect_eq(article_get(a, "zzzzzzz", &out), ST_NOTFOUND);
	cr_expect_eq(out.published.time, 0);
	cr_expect_eq(article_entry(a, "zzzzzzz", &list), ST_NOTFOUND);
	cr_expect_eq(list.n, 0);
	cr_expect_eq(article_remove(a, "zzzzzzz"), ST_NOTFOUND);
	cr_expect_eq(article_restore(a, "zzzzzzz"), ST_NOTFOUND);
	archive_close(a);
}

Test(article, all_that_was_put_comes_back)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct article in = sketch_article(&(struct sketch){ .key = "guid:1",
	    .title = "La crue",
	    .body = "L’eau monte.\n\nElle baisse.",
	    .byline = "Ana Bel",
	    .summary = "Une crue.",
	    .day = 20230614,
	    .time = 1686735000,
	    .themes = { "Météo & climat", "Ville", "Météo & climat" } });
	struct article out;
	enum put_result result;

	in.url = strdup("https://example.org/1");
	strcpy(in.lang, "ln");
	cr_assert_eq(archive_begin(a), ST_OK);
	cr_assert_eq(article_put(a, &in, &result), ST_OK, "%s", archive_error(a));
	cr_assert_eq(archive_commit(a), ST_OK);
	cr_assert_eq(article_get(a, in.id, &out), ST_OK, "%s", archive_error(a));
	cr_expect_str_eq(in.themes.items[0].slug, "meteo-climat");
	cr_expect_str_eq(out.id, in.id);
	cr_expect_str_eq(out.key, in.key);
	cr_expect_str_eq(out.title, in.title);
	cr_expect_str_eq(out.body, in.body);
	cr_expect_str_eq(out.byline, in.byline);
	cr_expect_str_eq(out.url, in.url);
	cr_expect_str_eq(out.summary, in.summary);
	cr_expect_str_eq(out.lang, "ln");
	cr_expect_eq(out.published.time, 1686735000);
	cr_expect_eq(out.published.day, 20230614);
	cr_expect_eq(out.published.precision, PRECISION_SECOND);
	cr_assert_eq(out.themes.n, 2, "the theme named twice is there once");
	cr_expect_str_eq(out.themes.items[0].name, "Météo & climat");
	cr_expect_str_eq(out.themes.items[1].slug, "ville");
	cr_expect_eq(out.themes.items[1].articles, 1);
	article_clear(&in);
	article_clear(&out);
	cr_expect_null(out.title);
	archive_close(a);
}

Test(article, what_was_not_said_is_null)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id id = sketch_put(a, &(struct sketch){ .key = "k", .title = "T", .body = "" });
	struct article out;

	cr_assert_eq(article_get(a, id.text, &out), ST_OK);
	cr_expect_null(out.byline);
	cr_expect_null(out.url);
	cr_expect_null(out.summary);
	cr_expect_str_eq(out.body, "");
	cr_expect_str_eq(out.lang, "");
	cr_expect_eq(out.published.day, 0);
	cr_expect_eq(out.published.precision, PRECISION_NONE);
	cr_expect_eq(out.themes.n, 0);
	article_clear(&out);
	archive_close(a);
}

Test(article, its_entry_has_its_price)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id id = sketch_put(
	    a, &(struct sketch){ .key = "k", .title = "Un été", .body = "un deux\ntrois" });
	struct entries list;

	cr_assert_eq(article_entry(a, id.text, &list), ST_OK);
	cr_assert_eq(list.n, 1);
	cr_expect_eq(list.items[0].size, 8 + 13);
	cr_expect_eq(list.items[0].words, 5);
	cr_expect_str_eq(list.items[0].id, id.text);
	entries_clear(&list);
	archive_close(a);
}

Test(article, a_removed_one_is_gone_everywhere_until_it_is_restored)
{
	const struct sketch s = { .key = "k",
		.title = "Un titre",
		.byline = "Ana",
		.day = 20230614,
		.themes = { "Ville" } };
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id id = sketch_put(a, &s);
	struct article out;
	struct entries list;
	struct names names;
	struct periods days;

	cr_expect_eq(article_remove(a, id.text), ST_OK);
	cr_expect_eq(article_remove(a, id.text), ST_OK, "again is no error");
	cr_expect_eq(article_get(a, id.text, &out), ST_GONE);
	cr_expect_eq(article_entry(a, id.text, &list), ST_GONE);
	cr_expect_eq(related_get(a, LIST_SAME_THEME, id.text, NULL, 5, &list), ST_GONE);
	expect_all(a, "");
	expect_listing(a, &(struct listing){ .theme = "ville", .limit = 9 }, "");
	expect_listing(a, &(struct listing){ .author = "ana", .limit = 9 }, "");
	expect_listing(a, &(struct listing){ .from = 20230614, .limit = 9 }, "");
	cr_expect_eq(theme_get(a, "ville", &names), ST_NOTFOUND);
	cr_expect_eq(author_get(a, "ana", &names), ST_NOTFOUND);
	cr_assert_eq(periods_get(a, PERIOD_YEARS, 0, &days), ST_OK);
	cr_expect_eq(days.n, 0);
	periods_clear(&days);
	expect_whole(a);

	cr_expect_eq(article_restore(a, id.text), ST_OK);
	cr_assert_eq(article_get(a, id.text, &out), ST_OK);
	cr_expect_eq(out.themes.n, 1);
	article_clear(&out);
	expect_listing(a, &(struct listing){ .theme = "ville", .limit = 9 }, "Un titre");
	expect_listing(a, &(struct listing){ .author = "ana", .limit = 9 }, "Un titre");
	expect_whole(a);
	archive_close(a);
}

Test(article, removing_within_a_batch_goes_with_the_batch)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id id = sketch_put(a, &(struct sketch){ .key = "k", .title = "Un titre" });

	cr_assert_eq(archive_begin(a), ST_OK);
	cr_expect_eq(article_remove(a, id.text), ST_OK);
	expect_all(a, "");
	archive_rollback(a);
	expect_all(a, "Un titre");
	archive_close(a);
}
