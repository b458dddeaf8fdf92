/* Through importer_open(), with a real archive. */
#include "base/buf.h"
#include "import/import.h"
#include "import/normalise.h"
#include "tests/import/helpers.h"
#include "tests/import/made.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* An archive in a folder of its own, and what an import says. */
struct bench {
	struct support_path folder;
	struct archive *archive;
	struct import_options options;
	struct buf rejects; /* "path:line: reason\n", paths below the folder */
	struct buf left;    /* "path: what\n" */
	struct import_counts counts;
};

static void note(void *ctx, const struct import_event *event)
{
	struct bench *b = ctx;
	size_t base = strlen(b->folder.text) + 1;

	const char *path = strlen(event->path) > base ? event->path + base : event->path;

	if (event->outcome == IMPORT_REJECTED)
		buf_printf(&b->rejects, "%s:%lu: %s\n", path, event->line, event->reason);
	else if (event->outcome == IMPORT_LEFT_OUT)
		buf_printf(&b->left, "%s: %s\n", path, event->reason);
	else
		cr_expect(event->id[0] != '\0' && event->key[0] != '\0' && event->format != NULL,
		    "%s", event->path);
}

static void open_bench(struct bench *b)
{
	char store[PATH_MAX + 16], reads[PATH_MAX + 16];
	struct error e;

	*b = (struct bench){ .folder = support_folder() };
	buf_init(&b->rejects, 1 << 20);
	buf_init(&b->left, 1 << 20);
	helper_options(&b->options);
	b->options.event = note;
	b->options.ctx = b;
	snprintf(store, sizeof store, "%s/.a.db", b->folder.text);
	snprintf(reads, sizeof reads, "%s/.r.db", b->folder.text);
	cr_assert_eq(
	    archive_open(store, reads, ARCHIVE_WRITE, &b->archive, &e), ST_OK, "%s", e.text);
}

static void close_bench(struct bench *b)
{
	archive_close(b->archive);
	helper_options_clear(&b->options);
	buf_clear(&b->rejects);
	buf_clear(&b->left);
}

static void write_file(struct bench *b, const char *name, const char *text)
{
	support_file(b->folder.text, name, text, strlen(text));
}

/* Import one path below the folder (NULL: all of it) and keep what it says. */
static void import(struct bench *b, const char *name)
{
	char path[PATH_MAX * 2];
	struct importer *im;
	struct error e;

	buf_reset(&b->rejects);
	buf_reset(&b->left);
	snprintf(path, sizeof path, "%s%s%s", b->folder.text, name != NULL ? "/" : "",
	    name != NULL ? name : "");
	cr_assert_eq(importer_open(b->archive, &b->options, &im, &e), ST_OK, "%s", e.text);
	cr_assert_eq(importer_path(im, path, &e), ST_OK, "%s", e.text);
	cr_assert_eq(importer_close(im, &b->counts, &e), ST_OK, "%s", e.text);
}

static void expect_counts(const struct bench *b, unsigned long new, unsigned long updated,
    unsigned long unchanged, unsigned long rejected)
{
	cr_expect_eq(b->counts.new, new, "new=%lu", b->counts.new);
	cr_expect_eq(b->counts.updated, updated, "updated=%lu", b->counts.updated);
	cr_expect_eq(b->counts.unchanged, unchanged, "unchanged=%lu", b->counts.unchanged);
	cr_expect_eq(b->counts.rejected, rejected, "rejected=%lu", b->counts.rejected);
}

/* The article under that key, which the caller clears. */
static struct article get(struct bench *b, const char *key)
{
	char id[IDENT_MAX + 1];
	struct article a;

	ident_of(key, strlen(key), id);
	id[IDENT_MIN] = '\0';
	cr_assert_eq(article_get(b->archive, id, &a), ST_OK, "%s is not there", key);
	return a;
}

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
	write_file(&b, "_drafts/e\xcc\x81te\xcc\x81.txt", "Le pont\n\nIl neige.\n");
	write_file(&b, "_drafts/.caché.txt", "Non\n\nNon.\n");
	write_file(&b, ".git/a.txt", "Non\n\nNon.\n");
	write_file(&b, "expected.json", "{\"a\": 1}\n");
	snprintf(link, sizeof link, "%s/link.txt", b.folder.text);
	cr_assert_eq(symlink("z.txt", link), 0);
	snprintf(pipe, sizeof pipe, "%s/pipe", b.folder.text);
	cr_assert_eq(mkfifo(pipe, 0600), 0);
	import(&b, NULL);
	expect_counts(&b, 2, 0, 0, 2);
	cr_expect_str_eq(buf_str(&b.rejects),
	    "expected.json:0: looks like JSON: not a format of this version\n"
	    "pipe:0: not a file or folder\n",
	    "%s", buf_str(&b.rejects));
	a = get(&b, "_drafts/été.txt");
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
	expect_counts(&b, 5, 0, 2 * IMPORT_BATCH, 0);
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
	b.options.format = "wxr";
	cr_expect_eq(importer_open(b.archive, &b.options, &im, &e), ST_INVALID);
	cr_expect_str_eq(
	    e.text, "format \"wxr\" is not known: one of markdown table text", "%s", e.text);
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
	expect_counts(&b, 7, 0, 0, 3);
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

/* ---- archives ---- */

/* A tar of a text, a table, a compressed text and what is left out, in the bench's folder. */
static void write_archive(struct bench *b, const char *name, int format, int filter)
{
	struct made inner, m;

	made_open(&inner, ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP);
	made_begin(&inner);
	made_text(&inner, "x", "Le quai\n\nIl fait beau.\n");
	made_end(&inner);
	made_open(&m, format, filter);
	made_begin(&m);
	made_text(&m, "d/a.txt", "Le bac\n\nIl pleut.\n");
	made_text(&m, "t.csv", "id,title,text\n1,Un,Deux\n2,Trois\n");
	made_add(&m, "d/quai.txt.gz", AE_IFREG, inner.bytes, inner.len);
	made_text(&m, ".cache", "x");
	made_end(&m);
	support_file(b->folder.text, name, m.bytes, m.len);
	free(inner.bytes);
	free(m.bytes);
}

Test(ingest, an_archive_that_was_named_stands_for_a_folder)
{
	struct article a;
	struct bench b;

	open_bench(&b);
	write_archive(&b, "x.zip", ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE);
	import(&b, "x.zip");
	expect_counts(&b, 3, 0, 0, 1);
	cr_expect_eq(b.counts.left_out, 1);
	cr_expect_str_eq(buf_str(&b.rejects), "x.zip/t.csv:3: 2 fields where the table has 3\n");
	a = get(&b, "d/a.txt");
	article_clear(&a);
	a = get(&b, "t.csv#1");
	article_clear(&a);
	a = get(&b, "d/quai.txt");
	article_clear(&a);
	write_file(&b, "f/d/a.txt", "Le bac\n\nIl pleut.\n");
	import(&b, "f");
	expect_counts(&b, 0, 0, 1, 0);
	close_bench(&b);
}

Test(ingest, an_archive_in_a_folder_is_a_folder_of_its_own)
{
	struct article a;
	struct bench b;

	open_bench(&b);
	write_archive(&b, "f/x.tgz", ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP);
	import(&b, "f");
	expect_counts(&b, 3, 0, 0, 1);
	cr_expect_str_eq(buf_str(&b.rejects), "f/x.tgz/t.csv:3: 2 fields where the table has 3\n");
	a = get(&b, "x.tgz/d/a.txt");
	article_clear(&a);
	a = get(&b, "x.tgz/d/quai.txt");
	article_clear(&a);
	import(&b, "f");
	expect_counts(&b, 0, 0, 3, 1);
	close_bench(&b);
}

Test(ingest, a_7z_archive_is_read_where_it_can_be_sought_in)
{
	struct bench b;

	open_bench(&b);
	write_archive(&b, "x.7z", ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE);
	import(&b, "x.7z");
	expect_counts(&b, 3, 0, 0, 1);
	close_bench(&b);
}

Test(ingest, standard_input_may_be_an_archive)
{
	static const int formats[] = { ARCHIVE_FORMAT_ZIP, ARCHIVE_FORMAT_TAR_USTAR };

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		char command[2 * PATH_MAX];
		struct importer *im;
		struct article a;
		struct bench b;
		struct error e;
		FILE *pipe;

		open_bench(&b);
		write_archive(&b, "x", formats[i], ARCHIVE_FILTER_NONE);
		snprintf(command, sizeof command, "cat '%s/x'", b.folder.text);
		cr_assert_not_null(pipe = popen(command, "r"));
		cr_assert_eq(dup2(fileno(pipe), STDIN_FILENO), STDIN_FILENO);
		cr_assert_eq(importer_open(b.archive, &b.options, &im, &e), ST_OK);
		cr_assert_eq(importer_path(im, "-", &e), ST_OK);
		cr_assert_eq(importer_close(im, &b.counts, &e), ST_OK);
		expect_counts(&b, 3, 0, 0, 1);
		cr_expect_str_eq(
		    buf_str(&b.rejects), "-/t.csv:3: 2 fields where the table has 3\n");
		a = get(&b, "d/a.txt");
		article_clear(&a);
		pclose(pipe);
		close_bench(&b);
	}
}

Test(ingest, a_file_s_year_is_that_of_its_time_in_the_archive)
{
	struct article a;
	struct bench b;
	struct made m;

	open_bench(&b);
	made_open(&m, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_XZ);
	made_begin(&m);
	made_text(&m, "a.txt", "Le bac\n\nmercredi 18 novembre\n\nIl pleut.\n");
	made_end(&m);
	support_file(b.folder.text, "x", m.bytes, m.len);
	free(m.bytes);
	import(&b, "x");
	a = get(&b, "a.txt");
	cr_expect_eq(a.published.day, 20261118, "%d", a.published.day);
	article_clear(&a);
	close_bench(&b);
}

Test(ingest, a_bomb_is_rejected_and_the_rest_goes_in)
{
	static const size_t zeros = MADE_MAX - 4096;
	struct made m;
	struct bench b;
	char *bytes = calloc(zeros, 1);

	open_bench(&b);
	made_open(&m, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_XZ);
	made_begin(&m);
	made_add(&m, "zero", AE_IFREG, bytes, zeros);
	made_text(&m, "apres.txt", "Le bac\n\nIl pleut.\n");
	made_end(&m);
	support_file(b.folder.text, "f/a.tar.xz", m.bytes, m.len);
	write_file(&b, "f/b.txt", "Le pont\n\nIl neige.\n");
	import(&b, "f");
	expect_counts(&b, 1, 0, 0, 2);
	cr_expect_not_null(strstr(buf_str(&b.rejects),
			       "f/a.tar.xz:0: it unpacks to too many times its size: the rest is "
			       "not read\n"),
	    "%s", buf_str(&b.rejects));
	free(m.bytes);
	free(bytes);
	close_bench(&b);
}

/* ---- titles, dry runs ---- */

Test(ingest, what_many_titles_of_an_input_end_with_is_cut)
{
	struct article a;
	struct bench b;

	open_bench(&b);
	write_file(&b, "b.csv",
	    "id,title,text\nurn:1,Un | La Gazette,Deux\nurn:2,Trois | La Gazette,Quatre\n"
	    "urn:3,Cinq | La Gazette,Six\nurn:4,Sept | Huit,Neuf\n");
	import(&b, NULL);
	a = get(&b, "urn:3");
	cr_expect_str_eq(a.title, "Cinq");
	article_clear(&a);
	a = get(&b, "urn:4");
	cr_expect_str_eq(a.title, "Sept | Huit");
	article_clear(&a);
	import(&b, NULL);
	expect_counts(&b, 0, 0, 4, 0);
	close_bench(&b);
}

Test(ingest, a_dry_run_counts_what_it_would_have_put_before)
{
	struct bench b;

	open_bench(&b);
	write_file(&b, "a.csv", "id,title,text\nurn:1,Un,Deux\nurn:2,Trois,Quatre\n");
	write_file(&b, "b.csv", "id,title,text\nurn:1,Un,Deux\nurn:2,Trois,Cinq\nurn:3,Six,Sept\n");
	b.options.dry_run = true;
	import(&b, NULL);
	expect_counts(&b, 3, 1, 1, 0);
	b.options.dry_run = false;
	import(&b, NULL);
	expect_counts(&b, 3, 1, 1, 0);
	close_bench(&b);
}

Test(ingest, what_stands_beside_the_pages_of_a_saved_site_is_left_out)
{
	static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\0\0\0";
	struct bench b;

	open_bench(&b);
	write_file(&b, "f/a.txt", "Le bac\n\nIl pleut.\n");
	write_file(&b, "f/style.css", "p { color: red; }\n");
	support_file(b.folder.text, "f/logo.txt", png, sizeof png - 1);
	import(&b, "f");
	expect_counts(&b, 1, 0, 0, 0);
	cr_expect_str_eq(buf_str(&b.left),
	    "f/logo.txt: a picture, sound, film or font\nf/style.css: a style sheet or script\n",
	    "%s", buf_str(&b.left));
	close_bench(&b);
}

Test(ingest, what_no_file_is_or_cannot_be_read_is_said_and_the_rest_goes_in)
{
	char path[PATH_MAX + 16];
	struct bench b;

	open_bench(&b);
	write_file(&b, "f/a.txt", "Le bac\n\nIl pleut.\n");
	snprintf(path, sizeof path, "%s/f/tube", b.folder.text);
	cr_assert_eq(mkfifo(path, 0600), 0);
	snprintf(path, sizeof path, "%s/f/lien", b.folder.text);
	cr_assert_eq(symlink("a.txt", path), 0);
	write_file(&b, "f/ferme.txt", "Le quai\n\nIl neige.\n");
	snprintf(path, sizeof path, "%s/f/ferme.txt", b.folder.text);
	cr_assert_eq(chmod(path, 0), 0);
	import(&b, "f");
	/* Root may read all. */
	expect_counts(&b, geteuid() == 0 ? 2 : 1, 0, 0, geteuid() == 0 ? 1 : 2);
	cr_expect_not_null(strstr(buf_str(&b.rejects), "f/tube:0: not a file or folder\n"), "%s",
	    buf_str(&b.rejects));
	cr_expect_str_eq(buf_str(&b.left), "f/lien: a link\n");
	close_bench(&b);
}

/* To what an import of the smallest files needs, and some. */
static void limit_memory(void)
{
#ifndef __SANITIZE_ADDRESS__ /* it maps terabytes */
	struct rlimit limit;

	cr_assert_eq(getrlimit(RLIMIT_DATA, &limit), 0);
	limit.rlim_cur = 512 << 20;
	cr_assert_eq(setrlimit(RLIMIT_DATA, &limit), 0);
#endif
}

/* A gigabyte of holes behind a beginning of each kind: read in the memory of a few pieces. */
Test(ingest, a_huge_sparse_file_takes_no_memory)
{
	static const char *const heads[] = { "", "a\tb\ntitle\ttext\n", "<rss version=\"2.0\">",
		"{\"title\": \"", "Le bac\n\n", "---\ntitle: Le bac\n---\n" };
	char path[PATH_MAX + 16];
	struct bench b;

	open_bench(&b);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		snprintf(path, sizeof path, "f/%zu", i);
		write_file(&b, path, heads[i]);
		snprintf(path, sizeof path, "%s/f/%zu", b.folder.text, i);
		cr_assert_eq(truncate(path, 1LL << 30), 0);
	}
	limit_memory();
	import(&b, "f");
	expect_counts(&b, 0, 0, 0, sizeof heads / sizeof *heads);
	close_bench(&b);
}
