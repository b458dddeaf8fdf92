#include "tests/archive/helpers.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void expect_refused(
    const struct place *p, enum archive_mode mode, enum status expected, const char *words)
{
	struct archive *a = (struct archive *)p;
	struct error e = { "" };

	cr_expect_eq(archive_open(p->path, p->reads, mode, &a, &e), expected, "%s", e.text);
	cr_expect_null(a);
	cr_expect_not_null(strstr(e.text, words), "\"%s\" has no \"%s\"", e.text, words);
}

Test(archive, a_reader_is_told_that_there_is_none)
{
	struct place p = place_new();

	expect_refused(&p, ARCHIVE_READ, ST_NOTFOUND, "there is no archive");
}

Test(archive, what_is_no_archive_is_refused_and_left_alone)
{
	static const struct {
		const char *name, *bytes, *words;
	} files[] = {
		{ "text",
		    "Ceci est un texte, assez long pour un en-tête, mais un texte.\n"
		    "Il ne commence pas comme une base de données.\n"
		    "Il ne doit pas être écrasé.\n",
		    "not an SQLite file" },
		{ "one byte", "x", "not an SQLite file" },
	};
	const enum archive_mode modes[] = { ARCHIVE_READ, ARCHIVE_WRITE, ARCHIVE_READS };

	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
		for (size_t m = 0; m < sizeof modes / sizeof modes[0]; m++) {
			struct place p = place_new();
			char *now;
			FILE *f = fopen(p.path, "w");

			fputs(files[i].bytes, f);
			fclose(f);
			expect_refused(&p, modes[m], ST_DB, files[i].words);
			now = support_read(p.path, NULL);
			cr_expect_str_eq(now, files[i].bytes, "%s was written to", files[i].name);
			free(now);
		}
}

Test(archive, another_programs_sqlite_file_is_refused)
{
	struct place p = place_new();

	sql_run(p.path, "CREATE TABLE bookmark (url TEXT)");
	expect_refused(&p, ARCHIVE_WRITE, ST_DB, "no archive of depeche's");
	expect_refused(&p, ARCHIVE_READ, ST_DB, "no archive of depeche's");
}

Test(archive, the_store_of_reads_is_no_archive)
{
	struct place p = place_new();

	archive_close(place_open(&p, ARCHIVE_READS));
	memcpy(p.path, p.reads, sizeof p.path);
	expect_refused(&p, ARCHIVE_READ, ST_DB, "no archive of depeche's");
}

Test(archive, a_newer_version_is_refused)
{
	struct place p = place_new();

	archive_close(place_open(&p, ARCHIVE_WRITE));
	sql_run(p.path, "PRAGMA user_version = 99");
	expect_refused(&p, ARCHIVE_WRITE, ST_DB, "newer depeche");
}

Test(archive, an_older_version_is_refused_whoever_opens_it)
{
	static const enum archive_mode modes[] = { ARCHIVE_READ, ARCHIVE_WRITE, ARCHIVE_READS };
	struct place p = place_new();

	archive_close(place_open(&p, ARCHIVE_WRITE));
	sql_run(p.path, "PRAGMA user_version = 2");
	for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++)
		expect_refused(&p, modes[i], ST_DB, "older depeche");
}

Test(archive, an_empty_file_is_made_an_archive_by_a_writer_only)
{
	struct place p = place_new();

	fclose(fopen(p.path, "w"));
	expect_refused(&p, ARCHIVE_READ, ST_DB, "empty");
	archive_close(place_open(&p, ARCHIVE_WRITE));
	archive_close(place_open(&p, ARCHIVE_READ));
}

Test(archive, a_folder_that_is_not_there_is_named)
{
	struct place p = place_new();

	strcpy(strrchr(p.path, '/'), "/none/a.db");
	expect_refused(&p, ARCHIVE_WRITE, ST_IO, "none/a.db");
}

Test(archive, a_path_may_have_signs_that_mean_something_in_an_uri)
{
	struct place p = place_new();
	struct archive *a;
	struct stat st;

	strcpy(strrchr(p.path, '/'), "/50% de #1?mode=memory.db");
	a = place_open(&p, ARCHIVE_WRITE);
	sketch_put(a, &(struct sketch){ .key = "k", .title = "Un titre" });
	archive_close(a);
	cr_expect_eq(stat(p.path, &st), 0);
	a = place_open(&p, ARCHIVE_READ);
	expect_all(a, "Un titre");
	archive_close(a);
}

Test(archive, without_a_store_of_reads_there_are_none)
{
	struct place p = place_new();
	struct archive *a;
	struct entries list;
	struct stat st;

	archive_close(place_open(&p, ARCHIVE_WRITE));
	a = place_open(&p, ARCHIVE_READ);
	expect_entries(top_get(a, "week", 0, 10, &list), &list, "", "top");
	expect_whole(a);
	archive_close(a);
	cr_expect_neq(stat(p.reads, &st), 0, "a reader has made a store");
}

Test(archive, the_recorder_makes_both_stores)
{
	struct place p = place_new();

	archive_close(place_open(&p, ARCHIVE_READS));
	archive_close(place_open(&p, ARCHIVE_READ));
}

Test(archive, a_reader_sees_what_is_committed_and_nothing_else)
{
	struct place p = place_new();
	struct archive *writer = place_open(&p, ARCHIVE_WRITE);
	struct archive *reader = place_open(&p, ARCHIVE_READ);
	int64_t before, during, after;

	cr_assert_eq(archive_version(reader, &before), ST_OK);
	cr_assert_eq(archive_begin(writer), ST_OK);
	sketch_put_open(writer, &(struct sketch){ .key = "k", .title = "Un titre" }, PUT_NEW);
	expect_all(reader, "");
	cr_assert_eq(archive_version(reader, &during), ST_OK);
	cr_assert_eq(archive_commit(writer), ST_OK);
	expect_all(reader, "Un titre");
	cr_assert_eq(archive_version(reader, &after), ST_OK);
	cr_expect_eq(before, during);
	cr_expect_neq(during, after);
	archive_close(writer);
	archive_close(reader);
}

Test(archive, the_version_stays_when_nothing_changes)
{
	const struct sketch s = { .key = "k", .title = "Un titre" };
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id id = sketch_put(a, &s);
	int64_t first, second, third;

	cr_assert_eq(archive_version(a, &first), ST_OK);
	sketch_put_as(a, &s, PUT_UNCHANGED);
	cr_assert_eq(article_restore(a, id.text), ST_OK);
	cr_assert_eq(archive_version(a, &second), ST_OK);
	cr_assert_eq(article_remove(a, id.text), ST_OK);
	cr_assert_eq(archive_version(a, &third), ST_OK);
	cr_expect_eq(first, second);
	cr_expect_neq(second, third);
	archive_close(a);
}

Test(archive, a_second_writer_waits_and_is_told_busy, .timeout = 20)
{
	struct place p = place_new();
	struct archive *one = place_open(&p, ARCHIVE_WRITE);
	struct archive *two = place_open(&p, ARCHIVE_WRITE);

	cr_assert_eq(archive_begin(one), ST_OK);
	cr_expect_eq(archive_begin(two), ST_BUSY);
	cr_expect_str_eq(archive_error(two), "database is locked");
	archive_rollback(one);
	cr_expect_eq(archive_begin(two), ST_OK);
	archive_rollback(two);
	archive_close(one);
	archive_close(two);
}

Test(archive, a_rolled_back_batch_leaves_nothing)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);

	cr_assert_eq(archive_begin(a), ST_OK);
	sketch_put_open(
	    a, &(struct sketch){ .key = "k", .title = "Un titre", .themes = { "Ville" } }, PUT_NEW);
	archive_rollback(a);
	expect_all(a, "");
	cr_expect_eq(counts_of(a).themes, 0);
	expect_whole(a);
	archive_close(a);
}

Test(archive, counts_say_what_is_there)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct archive_counts c;
	struct id removed;

	sketch_put(a,
	    &(struct sketch){ .key = "1", .title = "Un", .day = 20230614, .themes = { "Ville" } });
	sketch_put(a, &(struct sketch){ .key = "2", .title = "Deux", .day = 20230612 });
	sketch_put(a, &(struct sketch){ .key = "3", .title = "Trois" });
	removed = sketch_put(a,
	    &(struct sketch){
		.key = "4", .title = "Quatre", .day = 20200101, .themes = { "Mer" } });
	sketch_put(a, &(struct sketch){ .key = "5", .title = "UN", .body = "1" });
	cr_assert_eq(article_remove(a, removed.text), ST_OK);
	c = counts_of(a);
	cr_expect_eq(c.articles, 3);
	cr_expect_eq(c.removed, 1);
	cr_expect_eq(c.copies, 1);
	cr_expect_eq(c.undated, 1);
	cr_expect_eq(c.themes, 1);
	cr_expect_eq(c.first_day, 20230612);
	cr_expect_eq(c.last_day, 20230614);
	expect_whole(a);
	archive_close(a);
}

Test(archive, the_check_finds_a_wrong_number_and_a_lost_reference)
{
	static const struct {
		const char *sql, *words;
	} damages[] = {
		{ "UPDATE total SET articles = 7", "number of articles" },
		{ "UPDATE theme SET articles = 7", "theme ville" },
		{ "DELETE FROM day", "number of days" },
		{ "DELETE FROM theme_article", "lists of the themes" },
		{ "UPDATE theme_article SET day = 7", "list of the theme" },
		{ "PRAGMA foreign_keys = 0; DELETE FROM mention", "titles listed by the article" },
		{ "PRAGMA foreign_keys = 0; UPDATE article_theme SET theme = 77",
		    "leads nowhere, in table article_theme" },
	};

	for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
		struct place p = place_new();
		struct archive *a = place_open(&p, ARCHIVE_WRITE);
		struct error e = { "" };

		sketch_put(a,
		    &(struct sketch){ .key = "1",
			.title = "Un",
			.day = 20230614,
			.themes = { "Ville" },
			.lists = { { "Deux" } } });
		expect_whole(a);
		sql_run(p.path, damages[i].sql);
		cr_expect_eq(archive_check(a, &e), ST_DB, "%s", damages[i].sql);
		cr_expect_not_null(strstr(e.text, damages[i].words), "\"%s\"", e.text);
		archive_close(a);
	}
}
