/* What is imported besides plain files: archives, pipes, files that are none or too large. */
#include "tests/import/bench.h"
#include "tests/import/made.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

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

static const char a_page[] =
    "<!DOCTYPE html><title>Le bac</title><article><h1>Le bac repart</h1><p>Il pleut sur le fleuve "
    "depuis hier soir.</p></article>";

Test(ingest, the_files_of_a_saved_page_are_left_out)
{
	struct bench b;

	open_bench(&b);
	write_file(&b, "f/Le bac.html", a_page);
	write_file(&b, "f/Le bac_files/saved.html", a_page);
	write_file(&b, "f/Le bac_files/sub/x.txt", "Le bac\n\nIl pleut.\n");
	write_file(&b, "f/Le quai_files/x.txt", "Le quai\n\nIl pleut.\n");
	import(&b, "f");
	expect_counts(&b, 2, 0, 0, 0);
	cr_expect_str_eq(buf_str(&b.left),
	    "f/Le bac_files/saved.html: a file of a saved page\n"
	    "f/Le bac_files/sub/x.txt: a file of a saved page\n",
	    "%s", buf_str(&b.left));
	close_bench(&b);
}

/* In order of names, as archives mostly are, the page comes first. */
Test(ingest, the_files_of_a_saved_page_in_an_archive_are_left_out)
{
	static const int formats[] = { ARCHIVE_FORMAT_ZIP, ARCHIVE_FORMAT_TAR_USTAR };

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		struct bench b;
		struct made m;

		open_bench(&b);
		made_open(&m, formats[i], ARCHIVE_FILTER_NONE);
		made_begin(&m);
		made_text(&m, "d/Le bac.html", a_page);
		made_text(&m, "d/Le bac_files/saved.html", a_page);
		made_text(&m, "d/Le quai_files/x.txt", "Le quai\n\nIl pleut.\n");
		made_end(&m);
		support_file(b.folder.text, "x", m.bytes, m.len);
		import(&b, "x");
		expect_counts(&b, 2, 0, 0, 0);
		cr_expect_str_eq(
		    buf_str(&b.left), "x: a file of a saved page\n", "%s", buf_str(&b.left));
		close_bench(&b);
		free(m.bytes);
	}
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
	struct rlimit limit;

	if (SUPPORT_SANITIZED)
		return; /* it maps terabytes */
	cr_assert_eq(getrlimit(RLIMIT_DATA, &limit), 0);
	limit.rlim_cur = 512 << 20;
	cr_assert_eq(setrlimit(RLIMIT_DATA, &limit), 0);
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

#define ITEM(text)                                                                                   \
	"<rss version=\"2.0\"><channel><title>Le Fleuve</title><link>https://fleuve.example/</link>" \
	"<item><title>La crue</title><guid isPermaLink=\"false\">g1</guid><description>" text        \
	"</description></item></channel></rss>"
#define BEGINNING "Le fleuve monte depuis lundi, et les écoles des deux rives"

/* A feed that gave its items' texts, and now gives what fits a screen. */
Test(ingest, the_first_words_of_an_item_do_not_replace_its_text)
{
	static const char *const files[] = { ITEM(BEGINNING " ferment demain. On attend le bac."),
		ITEM(BEGINNING "…"), ITEM(BEGINNING " [...]\n\nLire la suite") };
	struct article a;
	struct bench b;

	open_bench(&b);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		write_file(&b, "f.xml", files[i]);
		import(&b, NULL);
		expect_counts(&b, i == 0, 0, i > 0, 0);
		a = get(&b, "https://fleuve.example/#g1");
		cr_expect_str_eq(a.body, BEGINNING " ferment demain. On attend le bac.\n");
		article_clear(&a);
	}
	/* And both side by side, in one run. */
	write_file(&b, "e.xml", files[0]);
	import(&b, NULL);
	expect_counts(&b, 0, 0, 2, 0);
	close_bench(&b);
	open_bench(&b);
	write_file(&b, "a.xml", files[1]);
	write_file(&b, "b.xml", files[0]);
	write_file(&b, "c.xml", files[2]);
	import(&b, NULL);
	expect_counts(&b, 1, 1, 1, 0);
	import(&b, NULL);
	expect_counts(&b, 0, 0, 3, 0);
	close_bench(&b);
}

/* Of each: where it stands, and what is said of it; NULL: it goes in. */
static const struct {
	const char *path, *what;
} unpublished[] = {
	{ "404.html", "an error page" },
	{ "_data/villes.csv", "a site generator's file, not a post" },
	{ "_drafts/idee.txt", "a draft" },
	{ "_drafts/page.html", "a draft" },
	{ "_drafts/secret.md", "a draft" },
	{ "_drafts/vide.txt", "a draft" },
	{ "_includes/tete.html", "a site generator's file, not a post" },
	{ "_layouts/post.html", "a site generator's file, not a post" },
	{ "_posts/bac.txt", NULL },
	{ "a/_drafts/x/y.txt", "a draft" },
	{ "a/pas_drafts/x.txt", NULL },
	{ "archetypes/default.md", "a site generator's file, not a post" },
	{ "content/_index.fr.md", "a section's own page" },
	{ "content/_index.md", "a section's own page" },
	{ "content/ponts/404.txt", NULL },
	{ "content/ponts/index.md", NULL },
	{ "layouts/_default/single.html", "a site generator's file, not a post" },
	{ "layouts/presse.txt", NULL },
	{ "themes/eau/layouts/partials/tete.html", "a site generator's file, not a post" },
};

enum { UNPUBLISHED = sizeof unpublished / sizeof *unpublished, PUBLISHED = 5 };

static void text_of(size_t i, char text[128])
{
	if (strstr(unpublished[i].path, "vide") != NULL)
		*text = '\0';
	else
		snprintf(text, 128, "Titre %zu\n\nIl pleut sur la ville %zu.\n", i, i);
}

static void expect_published(const struct bench *b)
{
	struct buf expected = BUF(1 << 16);

	for (size_t i = 0; i < UNPUBLISHED; i++)
		if (unpublished[i].what != NULL)
			buf_printf(
			    &expected, "f/%s: %s\n", unpublished[i].path, unpublished[i].what);
	expect_counts(b, PUBLISHED, 0, 0, 0);
	cr_expect_str_eq(buf_str(&b->left), buf_str(&expected), "%s", buf_str(&b->left));
	cr_expect_str_eq(buf_str(&b->rejects), "");
	buf_clear(&expected);
}

Test(ingest, what_a_site_generator_does_not_publish_is_left_out_whatever_its_format)
{
	char text[128], path[128];
	struct bench b;

	open_bench(&b);
	for (size_t i = 0; i < UNPUBLISHED; i++) {
		text_of(i, text);
		snprintf(path, sizeof path, "f/%s", unpublished[i].path);
		write_file(&b, path, text);
	}
	import(&b, "f");
	expect_published(&b);
	close_bench(&b);
}

Test(ingest, nor_does_it_go_in_from_an_archive)
{
	char text[128];
	struct bench b;
	struct made m;

	open_bench(&b);
	made_open(&m, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE);
	made_begin(&m);
	for (size_t i = 0; i < UNPUBLISHED; i++) {
		text_of(i, text);
		made_text(&m, unpublished[i].path, text);
	}
	made_end(&m);
	support_file(b.folder.text, "x.zip", m.bytes, m.len);
	import(&b, "x.zip");
	expect_counts(&b, PUBLISHED, 0, 0, 0);
	cr_expect_eq(b.counts.left_out, UNPUBLISHED - PUBLISHED);
	free(m.bytes);
	close_bench(&b);
}

/* Whoever names a draft wants it. */
Test(ingest, a_folder_or_file_that_was_named_is_no_draft_by_its_own_name)
{
	struct bench b;

	open_bench(&b);
	write_file(&b, "_drafts/idee.txt", "Un\n\nIl pleut.\n");
	write_file(&b, "404.html", "Deux\n\nIl neige.\n");
	import(&b, "_drafts");
	expect_counts(&b, 1, 0, 0, 0);
	import(&b, "_drafts/idee.txt");
	expect_counts(&b, 0, 0, 1, 0);
	import(&b, "404.html");
	expect_counts(&b, 1, 0, 0, 0);
	close_bench(&b);
}
