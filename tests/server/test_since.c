/* What a reader comes back for: what came in since, and feeds. */
#include "tests/server/reader.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NOTHING_MAX = 99, LINK_SIZE = 64 };

/* The path of the first link to what comes after a page. */
static void since_of(const struct reply *r, char out[LINK_SIZE])
{
	const char *at = strstr(r->bytes, "/since/");

	cr_assert_not_null(at, "%s", r->bytes);
	snprintf(out, LINK_SIZE, "%.*s", (int)strcspn(at, " \t\r\n"), at);
}

static void import_one(const struct harness *h, const char *name, const char *text)
{
	struct support_path folder = support_folder();
	struct support_path file = support_file(folder.text, name, text, strlen(text));
	struct ran r = harness_run(h, (const char *const[]){ "import", file.text, NULL });

	cr_assert_eq(r.status, 0, "%s", r.err);
	ran_clear(&r);
}

static void expect_nothing(const struct harness *h, const char *path)
{
	struct reply r = reader_gemini(h, path);

	cr_expect_str_eq(r.header, "20 text/gemini; lang=fr");
	cr_expect(strncmp(r.body, "Rien de nouveau.\n", 17) == 0, "%s", r.body);
	cr_expect_leq(r.body_len, NOTHING_MAX, "%s", r.body);
	reply_clear(&r);
	r = reader_gopher(h, path);
	cr_expect(strncmp(r.bytes, "iRien de nouveau.\t", 18) == 0, "%s", r.bytes);
	cr_expect_leq(r.len, NOTHING_MAX, "%s", r.bytes);
	reply_clear(&r);
}

Test(since, a_reader_catches_up_from_where_a_page_ended)
{
	struct harness h;
	char first[LINK_SIZE], second[LINK_SIZE];
	struct reply r;

	harness_up(&h, NULL);
	r = reader_gopher(&h, "/");
	since_of(&r, first);
	reply_clear(&r);
	expect_nothing(&h, first);
	import_one(&h, "bac.txt", "Le bac de nuit\n\nIl traverse à deux heures.\n");
	r = reader_gemini(&h, first);
	cr_expect_not_null(strstr(r.body, "Le bac de nuit ("), "%s", r.body);
	cr_expect_not_null(strstr(r.body, "\n1 article\n"), "%s", r.body);
	since_of(&r, second);
	reply_clear(&r);
	cr_expect_str_neq(first, second);
	r = reader_gopher(&h, first);
	cr_expect_not_null(strstr(r.bytes, "1Le bac de nuit ("), "%s", r.bytes);
	cr_expect_not_null(strstr(r.bytes, second), "%s", r.bytes);
	reply_clear(&r);
	expect_nothing(&h, second);
	harness_stop(&h);
}

Test(since, it_outlives_a_restart_and_an_archive_made_anew)
{
	static const char *const stores[] = { "depeche.db", "depeche.db-wal", "depeche.db-shm" };
	static const char *const folders[] = { "environnement", "societe" };
	struct support_path articles = support_source("tests/fixtures/server/articles");
	struct harness h;
	char link[LINK_SIZE];
	struct reply r;

	harness_up(&h, NULL);
	r = reader_gemini(&h, "/new");
	since_of(&r, link);
	reply_clear(&r);
	harness_stop(&h);
	for (size_t i = 0; i < sizeof stores / sizeof stores[0]; i++)
		unlink(harness_below(&h.folder, stores[i]).text);
	/* The other way round. */
	for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
		struct support_path folder = harness_below(&articles, folders[i]);
		struct ran ran = harness_run(
		    &h, (const char *const[]){ "import", folder.text, NULL });

		cr_assert_eq(ran.status, 0, "%s", ran.err);
		ran_clear(&ran);
	}
	harness_start(&h);
	expect_nothing(&h, link);
	import_one(&h, "bac.txt", "Le bac de nuit\n\nIl traverse à deux heures.\n");
	r = reader_gemini(&h, link);
	cr_expect_not_null(strstr(r.body, "\n1 article\n"), "%s", r.body);
	cr_expect_not_null(strstr(r.body, "Le bac de nuit ("), "%s", r.body);
	reply_clear(&r);
	harness_stop(&h);
}

Test(since, feeds_are_atom_on_both_protocols)
{
	struct harness h;
	struct reply r;
	char link[96], id[96];
	struct harness_id article;

	harness_up(&h, NULL);
	article = harness_find(&h, "phare");
	snprintf(id, sizeof id, "<id>tag:localhost,2024:/a/%s</id>", article.text);
	r = reader_gemini(&h, "/feed.xml");
	cr_expect_str_eq(r.header, "20 application/atom+xml");
	cr_expect(strncmp(r.body, "<?xml ", 6) == 0, "%s", r.body);
	snprintf(link, sizeof link, "<link href=\"gemini://localhost:%u/a/%s\"/>", h.gemini,
	    article.text);
	cr_expect(strstr(r.body, link) != NULL && strstr(r.body, id) != NULL, "%s", r.body);
	cr_expect(strstr(r.body, "<summary>") != NULL && strstr(r.body, "<content") == NULL);
	reply_clear(&r);
	r = reader_gemini(&h, "/t/environnement/feed.xml?full");
	cr_expect(strstr(r.body, "<summary>") == NULL && strstr(r.body, "<content") != NULL, "%s",
	    r.body);
	reply_clear(&r);
	snprintf(link, sizeof link, "<link href=\"gopher://localhost:%u/1/a/%s\"/>", h.gopher,
	    article.text);
	r = reader_gopher(&h, "/feed.xml?full");
	cr_expect(strncmp(r.bytes, "<?xml ", 6) == 0, "%s", r.bytes);
	cr_expect(strstr(r.bytes, link) != NULL && strstr(r.bytes, id) != NULL, "%s", r.bytes);
	cr_expect_not_null(strstr(r.bytes, "<content"), "%s", r.bytes);
	reply_clear(&r);
	harness_stop(&h);
}
