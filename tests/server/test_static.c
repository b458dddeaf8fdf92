/* Static files of the capsule folder, and that nothing else can be had from the disk. */
#include "tests/server/reader.h"

#include <criterion/criterion.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char gif[] = "GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04"
			  "\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02"
			  "D\x01\x00;";

static void link_in(const struct harness *h, const char *to, const char *name)
{
	struct support_path at = harness_below(&h->capsule, name);

	cr_assert_eq(symlink(to, at.text), 0);
}

/* Files of all kinds, and things that are no files. */
static void fill(struct harness *h)
{
	struct support_path fifo;

	harness_prepare(h, NULL);
	harness_file(h, "image.gif", gif, sizeof gif - 1);
	harness_file(h, "octets.bin", "\x00\x01\x02\xff\xfe\x00", 6);
	harness_file(h, "note.txt", "Une note, éphémère.\n", strlen("Une note, éphémère.\n"));
	harness_file(h, "vide.txt", "", 0);
	harness_file(h, "dossier/index.gmi", "# Dossier\n", 10);
	harness_file(h, "dossier/autre page.gmi", "# Autre\n", 8);
	harness_file(h, "sans/feuille.txt", "feuille\n", 8);
	harness_file(h, ".secret", "caché\n", 7);
	harness_file(h, ".git/config", "caché\n", 7);
	harness_file(h, "dossier/.secret", "caché\n", 7);
	harness_file(h, "sample/article.txt", "caché\n", 7);
	harness_file(h, "dossier/lang/libre.txt", "libre\n", 6);
	support_file(h->folder.text, "dehors.txt", "dehors\n", 7);
	support_file(h->folder.text, "dehors/page.gmi", "# Dehors\n", 9);
	link_in(h, "../dehors.txt", "lien-relatif.txt");
	link_in(h, "/etc/passwd", "lien-absolu.txt");
	link_in(h, "../dehors", "lien-dossier");
	link_in(h, "note.txt", "lien-dedans.txt");
	link_in(h, "boucle", "boucle");
	fifo = harness_below(&h->capsule, "tuyau.txt");
	cr_assert_eq(mkfifo(fifo.text, 0644), 0);
	harness_stock(h);
	harness_start(h);
}

Test(static_files, they_are_served_with_their_type)
{
	static const struct {
		const char *path, *header;
		const char *begins;
	} cases[] = {
		{ "/about.gmi", "20 text/gemini; lang=fr", "# À propos de cette capsule\n" },
		{ "/robots.txt", "20 text/plain", "" },
		{ "/note.txt", "20 text/plain", "Une note, éphémère.\n" },
		{ "/vide.txt", "20 text/plain", "" },
		{ "/image.gif", "20 image/gif", "GIF89a" },
		{ "/octets.bin", "20 application/octet-stream", "" },
		{ "/dossier/", "20 text/gemini; lang=fr", "# Dossier\n" },
		{ "/dossier/index.gmi", "20 text/gemini; lang=fr", "# Dossier\n" },
		{ "/dossier/autre%20page.gmi", "20 text/gemini; lang=fr", "# Autre\n" },
		{ "/dossier/lang/libre.txt", "20 text/plain", "libre\n" },
	};
	struct harness h;

	fill(&h);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct reply r = reader_gemini(&h, cases[i].path);

		cr_expect_str_eq(r.header, cases[i].header, "%s: %s", cases[i].path, r.header);
		cr_expect(strncmp(r.body, cases[i].begins, strlen(cases[i].begins)) == 0, "%s",
		    cases[i].path);
		cr_expect_eq(r.ending, END_NOTIFIED);
		reply_clear(&r);
	}
	harness_stop(&h);
}

Test(static_files, they_come_whole_whatever_their_size)
{
	enum { SIZE = 3 * 1024 * 1024 + 7 };
	static char bytes[SIZE];
	struct harness h;
	struct reply r;

	for (size_t i = 0; i < SIZE; i++)
		bytes[i] = (char)(i * 2654435761u >> 13);
	harness_prepare(&h, NULL);
	harness_file(&h, "gros.bin", bytes, SIZE);
	harness_file(&h, "image.gif", gif, sizeof gif - 1);
	harness_stock(&h);
	harness_start(&h);
	r = reader_gemini(&h, "/gros.bin");
	cr_expect_eq(r.body_len, SIZE);
	cr_expect(r.body_len == SIZE && memcmp(r.body, bytes, SIZE) == 0);
	cr_expect_eq(r.ending, END_NOTIFIED);
	reply_clear(&r);
	r = reader_gopher(&h, "/gros.bin");
	cr_expect(r.len == SIZE && memcmp(r.bytes, bytes, SIZE) == 0);
	reply_clear(&r);
	r = reader_gopher(&h, "/image.gif");
	cr_expect(r.len == sizeof gif - 1 && memcmp(r.bytes, gif, sizeof gif - 1) == 0);
	reply_clear(&r);
	harness_stop(&h);
}

Test(static_files, nothing_outside_or_hidden_can_be_had)
{
	static const char *const paths[] = {
		"/lien-relatif.txt",
		"/lien-absolu.txt",
		"/lien-dossier/page.gmi",
		"/lien-dossier/",
		"/lien-dedans.txt",
		"/dossier/lang", /* a folder without an index */
		"/boucle",
		"/boucle/x",
		"/tuyau.txt",
		"/.secret",
		"/%2esecret",
		"/.git/config",
		"/.git/",
		"/dossier/.secret",
		"/lang/fr.ini",
		"/lang/",
		"/lang",
		"/%6cang/fr.ini",
		"/dossier/../lang/fr.ini",
		"/sample/article.txt",
		"/sample/",
		"/sans/",
		"/sans/feuille.txt/",
		"/sans/feuille.txt/x",
		"/dossier//index.gmi",
		"/depeche.ini",
		"/dehors.txt",
		"/vide.txt/..%5c..%5cdehors.txt",
	};
	struct harness h;

	fill(&h);
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
		struct reply r = reader_gemini(&h, paths[i]);

		cr_expect_str_eq(
		    r.header, "51 Cette page n’existe pas.", "%s: %s", paths[i], r.header);
		cr_expect_eq(r.body_len, 0);
		cr_expect_eq(r.ending, END_NOTIFIED);
		reply_clear(&r);
		if (strchr(paths[i], '%') != NULL)
			continue;
		r = reader_gopher(&h, paths[i]);
		cr_expect_eq(r.bytes[0], '3', "%s: %s", paths[i], r.bytes);
		reply_clear(&r);
	}
	harness_stop(&h);
}

Test(static_files, gopher_climbs_no_higher)
{
	static const char *const selectors[] = {
		"/..",
		"/../depeche.ini",
		"../depeche.ini",
		"..",
		"/dossier/../../depeche.ini",
		"/dossier/../note.txt",
		"/./note.txt",
		"//etc/passwd",
		"/%2e%2e/depeche.ini",
	};
	struct harness h;

	fill(&h);
	for (size_t i = 0; i < sizeof selectors / sizeof selectors[0]; i++) {
		struct reply r = reader_gopher(&h, selectors[i]);

		cr_expect_eq(r.bytes[0], '3', "%s: %s", selectors[i], r.bytes);
		reply_clear(&r);
	}
	harness_stop(&h);
}

Test(static_files, what_is_put_there_while_serving_is_served_at_once)
{
	struct harness h;
	struct reply r;

	harness_up(&h, NULL);
	r = reader_gemini(&h, "/neuf.txt");
	cr_expect_str_eq(r.header, "51 Cette page n’existe pas.");
	reply_clear(&r);
	harness_file(&h, "neuf.txt", "un\n", 3);
	r = reader_gemini(&h, "/neuf.txt");
	cr_expect_str_eq(r.body, "un\n");
	reply_clear(&r);
	harness_file(&h, "neuf.txt", "deux\n", 5);
	r = reader_gemini(&h, "/neuf.txt");
	cr_expect_str_eq(r.body, "deux\n");
	reply_clear(&r);
	harness_stop(&h);
}
