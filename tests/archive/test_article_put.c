#include "tests/archive/helpers.h"

#include "base/ident.h"

Test(article_put, says_new_unchanged_updated)
{
	static const struct {
		const char *what;
		struct sketch s;
		enum put_result expected;
	} puts[] = {
		{ "first", { .key = "k", .title = "T", .body = "B" }, PUT_NEW },
		{ "again", { .key = "k", .title = "T", .body = "B" }, PUT_UNCHANGED },
		{ "title", { .key = "k", .title = "t", .body = "B" }, PUT_UPDATED },
		{ "body", { .key = "k", .title = "t", .body = "b" }, PUT_UPDATED },
		{ "byline", { .key = "k", .title = "t", .body = "b", .byline = "x" }, PUT_UPDATED },
		{ "from byline to summary",
		    { .key = "k", .title = "t", .body = "b", .summary = "x" }, PUT_UPDATED },
		{ "day", { .key = "k", .title = "t", .body = "b", .day = 20230614 }, PUT_UPDATED },
		{ "theme", { .key = "k", .title = "t", .body = "b", .themes = { "a" } },
		    PUT_UPDATED },
		{ "list", { .key = "k", .title = "t", .body = "b", .lists = { { "a" } } },
		    PUT_UPDATED },
		{ "other list",
		    { .key = "k", .title = "t", .body = "b", .lists = { { NULL }, { "a" } } },
		    PUT_UPDATED },
		{ "teaser",
		    { .key = "k", .title = "t", .body = "b", .lists = { { NULL }, { "a|b" } } },
		    PUT_UPDATED },
		{ "again at last",
		    { .key = "k", .title = "t", .body = "b", .lists = { { NULL }, { "a|b" } } },
		    PUT_UNCHANGED },
		{ "another key", { .key = "K", .title = "other" }, PUT_NEW },
	};
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);

	for (size_t i = 0; i < sizeof puts / sizeof puts[0]; i++) {
		struct article article = sketch_article(&puts[i].s);
		enum put_result result;

		cr_assert_eq(article_compare(a, &article, &result), ST_OK);
		cr_expect_eq(result, puts[i].expected, "compare: %s", puts[i].what);
		cr_expect_neq(article.id[0], '\0');
		article_clear(&article);
		sketch_put_as(a, &puts[i].s, puts[i].expected);
		expect_whole(a);
	}
	cr_expect_eq(counts_of(a).articles, 2);
	archive_close(a);
}

Test(article_put, what_has_no_key_or_title_is_invalid_and_the_batch_goes_on)
{
	static const struct sketch bad[] = { { .key = "", .title = "T", .body = "" },
		{ .key = "k", .title = "" } };
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);

	cr_assert_eq(archive_begin(a), ST_OK);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct article article = sketch_article(&bad[i]);
		enum put_result result;

		cr_expect_eq(article_put(a, &article, &result), ST_INVALID);
		article_clear(&article);
	}
	sketch_put_open(a, &(struct sketch){ .key = "k", .title = "Bon" }, PUT_NEW);
	cr_assert_eq(archive_commit(a), ST_OK);
	expect_all(a, "Bon");
	archive_close(a);
}

Test(article_put, an_update_moves_it_in_every_list)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);

	sketch_put(a,
	    &(struct sketch){ .key = "1",
		.title = "Un",
		.day = 20230101,
		.byline = "Ana",
		.themes = { "Ville", "Mer" } });
	sketch_put(a,
	    &(struct sketch){ .key = "2",
		.title = "Deux",
		.day = 20230601,
		.byline = "Ana",
		.themes = { "Ville" } });
	sketch_put_as(a,
	    &(struct sketch){ .key = "1",
		.title = "Un",
		.day = 20230701,
		.byline = "Bob",
		.themes = { "Lac", "Ville" } },
	    PUT_UPDATED);
	expect_all(a, "Un|Deux");
	expect_listing(a, &(struct listing){ .theme = "ville", .limit = 9 }, "Un|Deux");
	expect_listing(a, &(struct listing){ .theme = "mer", .limit = 9 }, "");
	expect_listing(a, &(struct listing){ .author = "ana", .limit = 9 }, "Deux");
	expect_listing(a, &(struct listing){ .author = "bob", .limit = 9 }, "Un");
	expect_listing(a, &(struct listing){ .from = 20230101, .to = 20230131, .limit = 9 }, "");
	expect_whole(a);
	archive_close(a);
}

Test(article_put, the_id_is_the_beginning_of_the_keys_ident)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id id = sketch_put(a, &(struct sketch){ .key = "guid:1", .title = "T" });
	char ident[IDENT_MAX + 1];

	ident_of("guid:1", 6, ident);
	cr_expect_eq(strlen(id.text), IDENT_MIN);
	cr_expect_eq(strncmp(ident, id.text, IDENT_MIN), 0);
	archive_close(a);
}

/* A clash cannot be found by trying: another article gets the id that this key would have. */
Test(article_put, a_clash_makes_the_id_longer_and_it_stays_so)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	char ident[IDENT_MAX + 1], sql[256];
	struct id id;

	sketch_put(a, &(struct sketch){ .key = "other", .title = "Autre" });
	archive_close(a);
	ident_of("k", 1, ident);
	snprintf(sql, sizeof sql, "UPDATE article SET id = '%.7s'", ident);
	sql_run(p.path, sql);

	a = place_open(&p, ARCHIVE_WRITE);
	id = sketch_put(a, &(struct sketch){ .key = "k", .title = "Un", .body = "a" });
	cr_expect_eq(strlen(id.text), IDENT_MIN + 1);
	cr_expect_eq(strncmp(ident, id.text, IDENT_MIN + 1), 0);
	archive_close(a);

	a = place_open(&p, ARCHIVE_WRITE);
	sketch_put_as(a, &(struct sketch){ .key = "k", .title = "Un", .body = "a" }, PUT_UNCHANGED);
	id = sketch_put_as(
	    a, &(struct sketch){ .key = "k", .title = "Un", .body = "b" }, PUT_UPDATED);
	cr_expect_eq(strlen(id.text), IDENT_MIN + 1);
	cr_expect_eq(counts_of(a).articles, 2);
	archive_close(a);
}

Test(article_put, a_removed_one_stays_removed_when_it_comes_again)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id id = sketch_put(
	    a, &(struct sketch){ .key = "k", .title = "T", .themes = { "Ville" } });
	struct article out;

	cr_assert_eq(article_remove(a, id.text), ST_OK);
	sketch_put_as(
	    a, &(struct sketch){ .key = "k", .title = "T", .themes = { "Ville" } }, PUT_UNCHANGED);
	sketch_put_as(
	    a, &(struct sketch){ .key = "k", .title = "Neuf", .themes = { "Mer" } }, PUT_UPDATED);
	cr_expect_eq(article_get(a, id.text, &out), ST_GONE);
	expect_all(a, "");
	expect_whole(a);
	cr_assert_eq(article_restore(a, id.text), ST_OK);
	expect_all(a, "Neuf");
	expect_listing(a, &(struct listing){ .theme = "mer", .limit = 9 }, "Neuf");
	expect_whole(a);
	archive_close(a);
}

/* ---- copies ---- */

static const struct sketch copies[] = {
	{ .key = "1", .title = "La crue", .body = "L’eau monte.", .themes = { "Ville" } },
	{ .key = "2", .title = "LA CRUE !", .body = "l'eau monte", .themes = { "Mer" } },
	{ .key = "3", .title = "La crûe", .body = "L'eau  monte…" },
};

static void expect_title(struct archive *a, const struct id *id, const char *title)
{
	struct article out;
	enum status st = article_get(a, id->text, &out);

	if (title == NULL) {
		cr_expect_eq(st, ST_GONE, "%s: %s", id->text, status_text(st));
		return;
	}
	cr_assert_eq(st, ST_OK, "%s: %s", id->text, status_text(st));
	cr_expect_str_eq(out.title, title);
	article_clear(&out);
}

static struct archive *three_copies(const struct place *p, struct id ids[3])
{
	struct archive *a = place_open(p, ARCHIVE_WRITE);

	for (int i = 0; i < 3; i++)
		ids[i] = sketch_put_as(a, &copies[i], i == 0 ? PUT_NEW : PUT_COPY);
	return a;
}

Test(article_put, a_copy_answers_as_the_first_and_is_in_no_list)
{
	struct place p = place_new();
	struct id ids[3];
	struct archive *a = three_copies(&p, ids);
	struct names names;
	struct entries list;

	for (int i = 0; i < 3; i++)
		expect_title(a, &ids[i], "La crue");
	expect_entries(article_entry(a, ids[1].text, &list), &list, "La crue", "entry");
	expect_all(a, "La crue");
	cr_expect_eq(theme_get(a, "mer", &names), ST_NOTFOUND);
	cr_expect_eq(counts_of(a).copies, 2);
	cr_expect_eq(counts_of(a).articles, 1);
	for (int i = 0; i < 3; i++)
		sketch_put_as(a, &copies[i], PUT_UNCHANGED);
	expect_whole(a);
	archive_close(a);
}

Test(article_put, removing_takes_the_copies_along_and_restoring_brings_them_back)
{
	for (int which = 0; which < 3; which++) {
		struct place p = place_new();
		struct id ids[3];
		struct archive *a = three_copies(&p, ids);

		cr_assert_eq(article_remove(a, ids[which].text), ST_OK);
		for (int i = 0; i < 3; i++)
			expect_title(a, &ids[i], NULL);
		cr_expect_eq(counts_of(a).removed, 1);
		expect_whole(a);
		cr_assert_eq(article_restore(a, ids[which].text), ST_OK);
		for (int i = 0; i < 3; i++)
			expect_title(a, &ids[i], "La crue");
		expect_whole(a);
		archive_close(a);
	}
}

Test(article_put, a_copy_of_a_removed_one_is_removed)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id first = sketch_put(a, &copies[0]);
	struct id second;

	cr_assert_eq(article_remove(a, first.text), ST_OK);
	second = sketch_put(a, &copies[1]);
	expect_title(a, &second, NULL);
	/* The removed text does not come back when its first key gets another one. */
	sketch_put_as(a, &(struct sketch){ .key = "1", .title = "Autre" }, PUT_UPDATED);
	expect_title(a, &second, NULL);
	expect_all(a, "");
	expect_whole(a);
	archive_close(a);
}

Test(article_put, when_the_original_changes_the_first_copy_takes_its_place)
{
	struct place p = place_new();
	struct id ids[3];
	struct archive *a = three_copies(&p, ids);

	sketch_put_as(a, &(struct sketch){ .key = "1", .title = "La décrue" }, PUT_UPDATED);
	expect_title(a, &ids[0], "La décrue");
	expect_title(a, &ids[1], "LA CRUE !");
	expect_title(a, &ids[2], "LA CRUE !");
	expect_listing(a, &(struct listing){ .theme = "mer", .limit = 9 }, "LA CRUE !");
	expect_listing(a, &(struct listing){ .theme = "ville", .limit = 9 }, "");
	cr_expect_eq(counts_of(a).copies, 1);
	expect_whole(a);

	/* Back again: now it is what came later, and so the copy. */
	sketch_put_as(a, &copies[0], PUT_UPDATED);
	expect_title(a, &ids[0], "LA CRUE !");
	expect_all(a, "LA CRUE !");
	expect_whole(a);
	archive_close(a);
}

Test(article_put, a_removed_key_that_becomes_a_copy_stays_removed_and_is_no_heir)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id ids[3];

	ids[0] = sketch_put(a, &copies[0]);
	ids[1] = sketch_put(a, &(struct sketch){ .key = "2", .title = "Autre" });
	cr_assert_eq(article_remove(a, ids[1].text), ST_OK);
	sketch_put_as(a, &copies[1], PUT_UPDATED);
	ids[2] = sketch_put(a, &copies[2]);
	expect_title(a, &ids[0], "La crue");
	expect_title(a, &ids[1], NULL);
	expect_title(a, &ids[2], "La crue");
	sketch_put_as(a, &(struct sketch){ .key = "1", .title = "La décrue" }, PUT_UPDATED);
	expect_title(a, &ids[1], NULL);
	expect_title(a, &ids[2], "La crûe");
	expect_all(a, "La crûe|La décrue");
	expect_whole(a);
	archive_close(a);
}

Test(article_put, a_copy_that_changes_is_an_article_of_its_own)
{
	struct place p = place_new();
	struct id ids[3];
	struct archive *a = three_copies(&p, ids);

	sketch_put_as(a, &(struct sketch){ .key = "2", .title = "La pluie", .themes = { "Mer" } },
	    PUT_UPDATED);
	expect_title(a, &ids[1], "La pluie");
	expect_all(a, "La pluie|La crue");
	expect_listing(a, &(struct listing){ .theme = "mer", .limit = 9 }, "La pluie");
	expect_whole(a);
	archive_close(a);
}

Test(article_put, titles_of_signs_alone_are_not_all_the_same)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);

	sketch_put(a, &(struct sketch){ .key = "1", .title = "?!", .body = "!" });
	sketch_put(a, &(struct sketch){ .key = "2", .title = "***", .body = "-" });
	cr_expect_eq(counts_of(a).copies, 0);
	archive_close(a);
}

Test(article_put, a_language_that_was_only_told_is_no_change)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	static const struct {
		const char *lang;
		bool told;
		enum put_result result;
	} rows[] = {
		{ "sw", true, PUT_NEW },
		{ "en", true, PUT_UNCHANGED },
		{ "en", false, PUT_UPDATED },
		{ "sw", false, PUT_UPDATED },
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct article article = sketch_article(
		    &(struct sketch){ .key = "1", .title = "Ngoma" });
		enum put_result result;

		strcpy(article.lang, rows[i].lang);
		article.lang_told = rows[i].told;
		cr_assert_eq(archive_begin(a), ST_OK);
		cr_assert_eq(article_put(a, &article, &result), ST_OK);
		cr_assert_eq(archive_commit(a), ST_OK);
		cr_expect_eq(result, rows[i].result, "row %zu: %d", i, result);
		article_clear(&article);
	}
	archive_close(a);
}
