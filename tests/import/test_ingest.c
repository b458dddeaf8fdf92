/* Through importer_open(), with a real archive. */
#include "base/buf.h"
#include "import/import.h"
#include "import/normalise.h"
#include "tests/import/bench.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

Test(ingest, the_same_input_again_is_unchanged_and_a_changed_one_updated)
{
	struct bench b;

	open_bench(&b);
	write_file(&b, "a.txt", "Le bac\n\nIl pleut.\n");
	write_file(&b, "b.csv", "title,text\nUn,Deux\nTrois,Quatre\n");
	import(&b, NULL);
	expect_counts(&b, 3, 0, 0, 0);
	import(&b, NULL);
	expect_counts(&b, 0, 0, 3, 0);
	write_file(&b, "a.txt", "Le bac\n\nIl pleut encore.\n");
	import(&b, NULL);
	expect_counts(&b, 0, 1, 2, 0);
	close_bench(&b);
}

Test(ingest, a_dry_run_counts_and_writes_nothing)
{
	struct bench b;

	open_bench(&b);
	write_file(&b, "b.csv", "title,text\nUn,Deux\nTrois,Quatre\nTrois,Quatre\nX\n");
	b.options.dry_run = true;
	for (int i = 0; i < 2; i++) {
		import(&b, NULL);
		expect_counts(&b, 2, 0, 1, 1);
	}
	b.options.dry_run = false;
	import(&b, NULL);
	expect_counts(&b, 2, 0, 1, 1);
	close_bench(&b);
}

Test(ingest, a_folder_is_walked_in_order_without_links_and_dot_files)
{
	char link[PATH_MAX + 16], pipe[PATH_MAX + 16];
	struct article a;
	struct bench b;

	open_bench(&b);
	write_file(&b, "z.txt", "Le bac\n\nIl pleut.\n");
	write_file(&b, "ponts/e\xcc\x81te\xcc\x81.txt", "Le pont\n\nIl neige.\n");
	write_file(&b, "ponts/.caché.txt", "Non\n\nNon.\n");
	write_file(&b, ".git/a.txt", "Non\n\nNon.\n");
	write_file(&b, "expected.json", "{\"a\": 1}\n");
	snprintf(link, sizeof link, "%s/link.txt", b.folder.text);
	cr_assert_eq(symlink("z.txt", link), 0);
	snprintf(pipe, sizeof pipe, "%s/pipe", b.folder.text);
	cr_assert_eq(mkfifo(pipe, 0600), 0);
	import(&b, NULL);
	expect_counts(&b, 2, 0, 0, 2);
	cr_expect_str_eq(buf_str(&b.rejects),
	    "expected.json:1: an object with neither title nor text, and no list of articles in it\n"
	    "pipe:0: not a file or folder\n",
	    "%s", buf_str(&b.rejects));
	a = get(&b, "ponts/été.txt");
	cr_expect_str_eq(a.title, "Le pont");
	article_clear(&a);
	import(&b, "link.txt");
	expect_counts(&b, 1, 0, 0, 0);
	close_bench(&b);
}

Test(ingest, what_is_not_there_or_empty_is_one_reject)
{
	struct bench b;

	open_bench(&b);
	write_file(&b, "empty.txt", "");
	import(&b, "none.txt");
	expect_counts(&b, 0, 0, 0, 1);
	cr_expect_str_eq(buf_str(&b.rejects), "none.txt:0: No such file or directory\n");
	import(&b, "empty.txt");
	cr_expect_str_eq(buf_str(&b.rejects), "empty.txt:0: empty\n");
	close_bench(&b);
}

Test(ingest, a_second_article_of_a_key_is_told_not_lost)
{
	struct bench b;

	open_bench(&b);
	write_file(&b, "b.csv", "id,title,text\n1,Un,Deux\n1,Trois,Quatre\n1,Un,Deux\n");
	import(&b, NULL);
	expect_counts(&b, 1, 0, 1, 1);
	cr_expect_str_eq(buf_str(&b.rejects),
	    "b.csv:3: it has the key of an earlier one in this input: b.csv#1\n");
	import(&b, NULL);
	expect_counts(&b, 0, 0, 2, 1);
	close_bench(&b);
}

Test(ingest, files_of_two_folders_with_the_same_name_are_told_not_lost)
{
	static const char *const folders[] = { "a", "b", "a" };
	struct importer *im;
	struct bench b;
	struct error e;

	open_bench(&b);
	write_file(&b, "a/x.txt", "Un\n\nLe premier texte.\n");
	write_file(&b, "b/x.txt", "Deux\n\nLe second texte.\n");
	cr_assert_eq(importer_open(b.archive, &b.options, &im, &e), ST_OK, "%s", e.text);
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		char path[PATH_MAX + 16];

		snprintf(path, sizeof path, "%s/%s", b.folder.text, folders[i]);
		cr_assert_eq(importer_path(im, path, &e), ST_OK, "%s", e.text);
	}
	cr_assert_eq(importer_close(im, &b.counts, &e), ST_OK, "%s", e.text);
	expect_counts(&b, 1, 0, 1, 1);
	cr_expect_not_null(
	    strstr(buf_str(&b.rejects), "it has the relative path of an earlier file"), "%s",
	    buf_str(&b.rejects));
	close_bench(&b);
}

Test(ingest, options_give_theme_and_language)
{
	struct article a;
	struct bench b;

	open_bench(&b);
	write_file(&b, "b.csv",
	    "id,title,text,lang,theme\nurn:a:1,Un,Deux,fra,Sport\n"
	    "urn:a:2,Trois,Quatre,,sport\nurn:a:3,Cinq,Six,pt_BR,\n");
	b.options.theme = "SPORT";
	b.options.lang = "ln";
	import(&b, NULL);
	expect_counts(&b, 3, 0, 0, 0);
	a = get(&b, "urn:a:1");
	cr_expect_str_eq(a.lang, "fr");
	cr_expect_eq(a.themes.n, 1);
	article_clear(&a);
	a = get(&b, "urn:a:2");
	cr_expect_str_eq(a.lang, "ln");
	article_clear(&a);
	a = get(&b, "urn:a:3");
	cr_expect_str_eq(a.lang, "pt-BR");
	article_clear(&a);
	close_bench(&b);
}

Test(ingest, titles_are_one_clean_line)
{
	struct article a;
	struct bench b;

	open_bench(&b);
	write_file(
	    &b, "b.csv", "id,title,text\nurn:a:1,\"  Un\n\x1b[31m\tdeux \u202ezut \",Texte\n");
	import(&b, NULL);
	a = get(&b, "urn:a:1");
	cr_expect_str_eq(a.title, "Un [31m deux zut", "%s", a.title);
	article_clear(&a);
	close_bench(&b);
}

Test(ingest, bylines_are_cut_by_bytes_whatever_their_width)
{
	struct buf table = BUF(1 << 20);
	struct article a;
	struct bench b;

	open_bench(&b);
	buf_puts(&table, "id,title,text,author\nurn:a:1,Titre,Texte,Aline");
	for (int i = 0; i < 1000; i++)
		buf_puts(&table, "\u0301");
	buf_puts(&table, "\n");
	write_file(&b, "b.csv", table.data);
	import(&b, NULL);
	a = get(&b, "urn:a:1");
	cr_expect_leq(strlen(a.byline), 200, "%zu bytes", strlen(a.byline));
	cr_expect_eq(strncmp(a.byline, "Aline", 4), 0);
	article_clear(&a);
	buf_clear(&table);
	close_bench(&b);
}

Test(ingest, a_date_beyond_tomorrow_is_none)
{
	struct article a;
	struct bench b;

	open_bench(&b);
	write_file(&b, "b.csv",
	    "id,title,text,date\nurn:a:1,Un,Texte un,2199-01-01\nurn:a:2,Deux,Texte deux,2023-06-14\n");
	import(&b, NULL);
	a = get(&b, "urn:a:1");
	cr_expect_eq(a.published.precision, PRECISION_NONE);
	cr_expect_eq(a.published.day, 0);
	article_clear(&a);
	a = get(&b, "urn:a:2");
	cr_expect_eq(a.published.day, 20230614);
	article_clear(&a);
	close_bench(&b);
}

Test(ingest, an_ampersand_in_a_key_is_one_however_often_it_was_escaped)
{
	static const char *const keys[] = { "urn:a&b", "urn:a&amp;b", "urn:a&amp;amp;b",
		"urn:a&#038;b", "urn:a&#x26;amp;b" };
	struct bench b;
	char table[128];

	open_bench(&b);
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		snprintf(table, sizeof table, "id\ttitle\ttext\n%s\tUn titre\tUn texte\n", keys[i]);
		write_file(&b, "b.tsv", table);
		import(&b, NULL);
		expect_counts(&b, i == 0, 0, i > 0, 0);
	}
	close_bench(&b);
}

Test(ingest, more_than_a_batch_goes_in)
{
	struct archive_counts counts;
	struct buf table = BUF(1 << 20);
	struct bench b;

	open_bench(&b);
	buf_puts(&table, "title\ttext\n");
	for (int i = 0; i < 2 * IMPORT_BATCH + 5; i++)
		buf_printf(&table, "Titre %d\tTexte %d\n", i, i);
	write_file(&b, "b.tsv", table.data);
	import(&b, NULL);
	expect_counts(&b, 2 * IMPORT_BATCH + 5, 0, 0, 0);
	cr_assert_eq(archive_counts(b.archive, &counts), ST_OK);
	cr_expect_eq(counts.articles, 2 * IMPORT_BATCH + 5);
	buf_clear(&table);
	close_bench(&b);
}

/* In another process, which ends with nothing said and nothing closed. */
static void import_and_die(struct bench *b)
{
	struct importer *im;
	char path[PATH_MAX + 16], store[PATH_MAX + 16], reads[PATH_MAX + 16];
	struct archive *archive;

	snprintf(path, sizeof path, "%s/b.tsv", b->folder.text);
	snprintf(store, sizeof store, "%s/.a.db", b->folder.text);
	snprintf(reads, sizeof reads, "%s/.r.db", b->folder.text);
	if (archive_open(store, reads, ARCHIVE_WRITE, &archive, NULL) == ST_OK &&
	    importer_open(archive, &b->options, &im, NULL) == ST_OK)
		importer_path(im, path, NULL);
	raise(SIGKILL);
}

Test(ingest, an_import_that_was_killed_keeps_whole_batches_and_the_next_one_finishes_it)
{
	struct buf table = BUF(1 << 20);
	struct bench b;
	struct error e;
	int status;
	pid_t pid;

	open_bench(&b);
	buf_puts(&table, "title\ttext\n");
	for (int i = 0; i < 2 * IMPORT_BATCH + 5; i++)
		buf_printf(&table, "Titre %d\tTexte %d\n", i, i);
	write_file(&b, "b.tsv", table.data);
	if ((pid = fork()) == 0)
		import_and_die(&b);
	cr_assert(pid > 0 && waitpid(pid, &status, 0) == pid && WIFSIGNALED(status));
	cr_expect_eq(archive_check(b.archive, &e), ST_OK, "%s", e.text);
	import(&b, "b.tsv");
	/* A slow machine may have ended a batch by its time. */
	cr_expect(b.counts.new > 0 && b.counts.new <= IMPORT_BATCH, "%lu", b.counts.new);
	cr_expect_eq(b.counts.new + b.counts.unchanged, 2 * IMPORT_BATCH + 5);
	buf_clear(&table);
	close_bench(&b);
}

Test(ingest, standard_input_is_read_and_its_texts_have_names_of_their_own)
{
	static const char *const texts[] = { "Le bac\n\nIl pleut.\n", "Le pont\n\nIl neige.\n" };
	struct importer *im;
	struct error e;
	struct bench b;

	open_bench(&b);
	for (size_t i = 0; i < 2; i++) {
		int ends[2];

		cr_assert_eq(pipe(ends), 0);
		cr_assert_eq(write(ends[1], texts[i], strlen(texts[i])), (ssize_t)strlen(texts[i]));
		close(ends[1]);
		cr_assert_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
		close(ends[0]);
		cr_assert_eq(importer_open(b.archive, &b.options, &im, &e), ST_OK);
		cr_assert_eq(importer_path(im, "-", &e), ST_OK);
		cr_assert_eq(importer_close(im, &b.counts, &e), ST_OK);
		expect_counts(&b, 1, 0, 0, 0);
	}
	close_bench(&b);
}

Test(ingest, unknown_formats_and_columns_are_refused)
{
	struct importer *im = NULL;
	struct error e;
	struct bench b;

	open_bench(&b);
	b.options.format = "docx";
	cr_expect_eq(importer_open(b.archive, &b.options, &im, &e), ST_INVALID);
	cr_expect_str_eq(e.text,
	    "format \"docx\" is not known: one of wxr feed html json markdown table text", "%s",
	    e.text);
	cr_expect_null(im);
	b.options.format = NULL;
	b.options.columns = "title,colour";
	cr_expect_eq(importer_open(b.archive, &b.options, &im, &e), ST_INVALID);
	close_bench(&b);
}

Test(ingest, the_project_s_own_documents_go_in_and_find_each_other)
{
	struct entries list;
	struct article a;
	struct error e;
	struct importer *im;
	struct bench b;

	open_bench(&b);
	cr_assert_eq(importer_open(b.archive, &b.options, &im, &e), ST_OK);
	cr_assert_eq(importer_path(im, support_source("tests/fixtures/import").text, &e), ST_OK);
	cr_assert_eq(importer_close(im, &b.counts, &e), ST_OK);
	expect_counts(&b, 7, 0, 0, 2);
	a = get(&b, "bac.txt");
	cr_expect_str_eq(a.byline, "Aline Mbuyi");
	cr_expect_eq(a.published.precision, PRECISION_GUESS);
	cr_assert_eq(related_get(b.archive, LIST_MOST_READ, a.id, "week", 2, &list), ST_OK);
	cr_assert_eq(list.n, 2);
	cr_expect_str_eq(list.items[0].title, "Boma : le pont attendra la saison sèche");
	cr_expect_str_neq(list.items[0].id, "");
	cr_expect_str_eq(list.items[1].id, "");
	entries_clear(&list);
	article_clear(&a);
	close_bench(&b);
}

Test(ingest, what_is_too_long_is_rejected_or_cut_and_the_rest_goes_in)
{
	struct buf table = BUF(1 << 20);
	struct article a;
	struct bench b;

	open_bench(&b);
	buf_puts(&table, "id,title,author,text\nurn:1,");
	for (int i = 0; i < NORMALISE_TITLE_MAX; i++)
		buf_puts(&table, "é");
	buf_puts(&table, ",,Un\nurn:2,Deux,");
	for (int i = 0; i < NORMALISE_NAME_MAX; i++)
		buf_puts(&table, "nom ");
	buf_puts(&table, ",Trois\nurn:");
	for (int i = 0; i < NORMALISE_KEY_MAX; i++)
		buf_puts(&table, "3");
	buf_puts(&table, ",Quatre,,Cinq\n");
	write_file(&b, "b.csv", buf_str(&table));
	import(&b, "b.csv");
	expect_counts(&b, 2, 0, 0, 1);
	cr_expect_str_eq(buf_str(&b.rejects), "b.csv:2: a title of 2000 bytes, at most 1000\n",
	    "%s", buf_str(&b.rejects));
	a = get(&b, "urn:2");
	cr_expect_leq(strlen(a.byline), NORMALISE_NAME_MAX);
	article_clear(&a);
	import(&b, "b.csv");
	expect_counts(&b, 0, 0, 2, 1);
	buf_clear(&table);
	close_bench(&b);
}

/* The titles of all articles, newest import first, each with a "/" behind it. */
static void expect_titles(struct bench *b, const char *expected)
{
	struct entries list;
	char text[512] = "";

	cr_assert_eq(listing_get(b->archive, &(struct listing){ .limit = 20 }, &list), ST_OK);
	for (size_t i = 0; i < list.n; i++)
		snprintf(
		    text + strlen(text), sizeof text - strlen(text), "%s/", list.items[i].title);
	cr_expect_str_eq(text, expected, "%s", text);
	entries_clear(&list);
}

Test(ingest, a_tail_that_the_titles_of_a_folder_share_is_cut)
{
	static const char *const names[] = { "Le bac", "Le pont", "Le marché", "Le port" };
	char path[32], text[256];
	struct bench b;

	open_bench(&b);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		snprintf(path, sizeof path, "f/%zu.md", i);
		snprintf(text, sizeof text,
		    "---\ntitle: %s | Agence des rives\n---\nIl pleut sur %s.\n", names[i],
		    names[i]);
		write_file(&b, path, text);
	}
	import(&b, "f");
	expect_counts(&b, 4, 0, 0, 0);
	expect_titles(&b, "Le port/Le marché/Le pont/Le bac/");
	close_bench(&b);
}

Test(ingest, files_that_give_one_key_change_nothing_when_they_come_again)
{
	static const char *const texts[] = { "Il pleut.", "Il neige.", "Il vente." };
	char path[32], text[256];
	struct bench b;

	open_bench(&b);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		snprintf(path, sizeof path, "f/%zu.jsonl", i);
		snprintf(text, sizeof text,
		    "{\"id\": \"urn:x:1\", \"title\": \"Le bac\", \"text\": \"%s\"}\n"
		    "{\"id\": \"urn:x:%zu\", \"title\": \"Le pont\", \"text\": \"%zu\"}\n",
		    texts[i], i + 2, i);
		write_file(&b, path, text);
	}
	import(&b, "f");
	expect_counts(&b, 4, 2, 0, 0);
	import(&b, "f");
	expect_counts(&b, 0, 0, 6, 0);
	/* A new text is one, until the last file's takes its place again. */
	write_file(&b, "f/0.jsonl",
	    "{\"id\": \"urn:x:1\", \"title\": \"Le bac\", \"text\": \"Il grêle.\"}\n"
	    "{\"id\": \"urn:x:2\", \"title\": \"Le pont\", \"text\": \"0\"}\n");
	import(&b, "f");
	expect_counts(&b, 0, 2, 4, 0);
	import(&b, "f");
	expect_counts(&b, 0, 0, 6, 0);
	close_bench(&b);
}

Test(ingest, two_pages_of_one_address_are_one_and_the_second_is_told)
{
	static const char page[] = "<title>Le bac</title><link rel=canonical "
				   "href=\"https://fleuve.example/bac\"><h1>Le bac</h1><p>%s</p>";
	char text[1024];
	struct bench b;

	open_bench(&b);
	snprintf(text, sizeof text, page, "Il pleut sur le fleuve depuis trois jours, dit-on ici.");
	write_file(&b, "f/a.html", text);
	snprintf(text, sizeof text, page, "Il neige sur le mont depuis une semaine, dit-on là.");
	write_file(&b, "f/b.html", text);
	import(&b, "f");
	expect_counts(&b, 1, 0, 0, 1);
	cr_expect_not_null(strstr(buf_str(&b.rejects),
			       "it has the key of an earlier file: https://fleuve.example/bac"),
	    "%s", buf_str(&b.rejects));
	import(&b, "f");
	expect_counts(&b, 0, 0, 1, 1);
	close_bench(&b);
}
