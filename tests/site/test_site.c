#include "site/site.h"
#include "tests/support.h"
#include "text/gemtext.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
	struct support_path root, store;
	struct archive *archive;
	struct words *words;
	struct zone *zone;
	struct mime *mime;
	struct site *site;
	char id[IDENT_MAX + 1];
};

static const unsigned char gif[] = "GIF89a\1\0\1\0\0\0\0;";
static const unsigned char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\10\2\0\0\0";

static void add_article(struct place *p)
{
	struct article a = { .key = strdup("pont"),
		.title = strdup("Le pont rouvre"),
		.body = strdup("Un texte.\n") };
	enum put_result result;

	a.published = (struct when){ clock_utc(20230614, 0), 20230614, PRECISION_DAY };
	cr_assert_eq(archive_begin(p->archive), ST_OK);
	cr_assert_eq(article_put(p->archive, &a, &result), ST_OK);
	cr_assert_eq(archive_commit(p->archive), ST_OK);
	snprintf(p->id, sizeof p->id, "%s", a.id);
	article_clear(&a);
}

static struct place place_open(void)
{
	struct place p = { .root = support_folder(), .store = support_folder() };
	struct page_context context = { .name = "La Rive",
		.description = "",
		.gemini.host = "la-rive.example",
		.gopher.host = "la-rive.example",
		.per_page = 20 };
	char articles[64 + sizeof p.store.text], reads[64 + sizeof p.store.text];
	struct error e = { "" };

	snprintf(articles, sizeof articles, "%s/a.db", p.store.text);
	snprintf(reads, sizeof reads, "%s/r.db", p.store.text);
	cr_assert_eq(
	    archive_open(articles, reads, ARCHIVE_WRITE, &p.archive, &e), ST_OK, "%s", e.text);
	cr_assert_eq(words_load(support_source("capsule/lang/fr.ini").text, &p.words, &e), ST_OK);
	cr_assert_eq(zone_open("UTC", &p.zone, &e), ST_OK);
	add_article(&p);
	support_file(p.root.text, "about.gmi", "# Ici\n=> help/ Aide\n", 20);
	support_file(p.root.text, "help/index.gmi", "# Aide\n=> gopher.txt\n", 21);
	support_file(p.root.text, "help/gopher.txt", "Un client suffit.\n", 18);
	support_file(p.root.text, "empty/x.txt", "x\n", 2);
	support_file(p.root.text, "page.html", "<!DOCTYPE html><html><title>x</title></html>", 44);
	support_file(p.root.text, "dot.gif", gif, sizeof gif - 1);
	support_file(p.root.text, "dot.png", png, sizeof png - 1);
	support_file(p.root.text, "data.bin", "\0\1\2\3\377", 5);
	context.archive = p.archive;
	context.words = p.words;
	context.zone = p.zone;
	cr_assert_eq(mime_open(&p.mime, &e), ST_OK, "%s", e.text);
	cr_assert_eq(site_open(&context, p.root.text, p.mime, &p.site, &e), ST_OK, "%s", e.text);
	return p;
}

static void place_close(struct place *p)
{
	site_close(p->site);
	mime_free(p->mime);
	archive_close(p->archive);
	words_free(p->words);
	zone_free(p->zone);
}

static struct answer asked(struct place *p, enum protocol protocol, const char *path)
{
	struct answer a;
	struct error e = { "" };

	site_answer(p->site, protocol, path, NULL, &a, &e);
	cr_expect_not_null(a.route, "%s", path);
	return a;
}

Test(site, each_path_has_its_kind_of_answer)
{
	static const struct {
		const char *path;
		enum answer_kind gemini, gopher;
		const char *said; /* the type of a file, the place of a redirect */
	} cases[] = {
		{ "/", ANSWER_DOC, ANSWER_DOC, NULL },
		{ "/new", ANSWER_DOC, ANSWER_DOC, NULL },
		{ "/new/", ANSWER_REDIRECT, ANSWER_DOC, "/new" },
		{ "/since/hier", ANSWER_DOC, ANSWER_DOC, NULL },
		{ "/since/hier/", ANSWER_REDIRECT, ANSWER_DOC, "/since/hier" },
		{ "/since/0000/t/absent", ANSWER_NOT_FOUND, ANSWER_NOT_FOUND, NULL },
		{ "/since/0000/by/absent", ANSWER_NOT_FOUND, ANSWER_NOT_FOUND, NULL },
		{ "/feed.xml", ANSWER_FILE, ANSWER_FILE, "application/atom+xml" },
		{ "/feed.xml/", ANSWER_REDIRECT, ANSWER_FILE, "/feed.xml" },
		{ "/e", ANSWER_DOC, ANSWER_DOC, NULL },
		{ "/e/16k", ANSWER_DOC, ANSWER_DOC, NULL },
		{ "/e/3k", ANSWER_NOT_FOUND, ANSWER_NOT_FOUND, NULL },
		{ "/e/2023-06-13", ANSWER_NOT_FOUND, ANSWER_NOT_FOUND, NULL },
		{ "/e/2023-06-13.gpub", ANSWER_NOT_FOUND, ANSWER_NOT_FOUND, NULL },
		{ "/e/2023-06-14", ANSWER_DOC, ANSWER_DOC, NULL },
		{ "/e/2023-06-14/2", ANSWER_NOT_FOUND, ANSWER_NOT_FOUND, NULL },
		{ "/e/2023-06-14.gpub", ANSWER_FILE, ANSWER_FILE, "application/gpub+zip" },
		{ "/t/absent/feed.xml", ANSWER_NOT_FOUND, ANSWER_NOT_FOUND, NULL },
		{ "/new/7", ANSWER_NOT_FOUND, ANSWER_NOT_FOUND, NULL },
		{ "/a/zzzzzzz", ANSWER_NOT_FOUND, ANSWER_NOT_FOUND, NULL },
		{ "/about.gmi", ANSWER_FILE, ANSWER_DOC, "text/gemini" },
		{ "/help", ANSWER_REDIRECT, ANSWER_DOC, "/help/" },
		{ "/help/", ANSWER_FILE, ANSWER_DOC, "text/gemini" },
		{ "/help/gopher.txt", ANSWER_FILE, ANSWER_FILE, "text/plain" },
		{ "/empty/", ANSWER_NOT_FOUND, ANSWER_NOT_FOUND, NULL },
		{ "/dot.png", ANSWER_FILE, ANSWER_FILE, "image/png" },
		{ "/absent", ANSWER_NOT_FOUND, ANSWER_NOT_FOUND, NULL },
		{ "/../about.gmi", ANSWER_NOT_FOUND, ANSWER_NOT_FOUND, NULL },
	};
	struct place p = place_open();

	for (size_t i = 0; i < 2 * sizeof cases / sizeof cases[0]; i++) {
		const char *path = cases[i / 2].path, *said = cases[i / 2].said;
		enum protocol protocol = i % 2 == 0 ? PROTOCOL_GEMINI : PROTOCOL_GOPHER;
		struct answer a = asked(&p, protocol, path);

		cr_expect_eq(a.kind, i % 2 == 0 ? cases[i / 2].gemini : cases[i / 2].gopher,
		    "%s: %d", path, a.kind);
		if (a.kind == ANSWER_FILE && said[0] != '/')
			cr_expect_str_eq(a.type, said, "%s", path);
		if (a.kind == ANSWER_REDIRECT)
			cr_expect_str_eq(a.location, said, "%s", path);
		answer_clear(&a);
	}
	place_close(&p);
}

Test(site, an_alias_of_an_article_redirects_in_gemini_and_is_the_article_in_gopher)
{
	enum { BODY = PAGE_PART_MAX / 2 * 3 }; /* two parts */
	static const char *const tails[] = { "", ".txt", "/2", "/2.txt" };
	static const char address[] = "https://example.org/pont";
	struct place p = place_open();
	struct article in = { .key = strdup("guid"),
		.title = strdup("Le long pont"),
		.url = strdup(address),
		.body = malloc(BODY + 1) };
	char ident[IDENT_MAX + 1], path[128], expected[128];
	enum put_result result;

	for (size_t i = 0; i < BODY; i++)
		in.body[i] = "un mot\n\n"[i % 8];
	in.body[BODY] = '\0';
	cr_assert_eq(archive_begin(p.archive), ST_OK);
	cr_assert_eq(article_put(p.archive, &in, &result), ST_OK);
	cr_assert_eq(archive_commit(p.archive), ST_OK);
	ident_of(address, strlen(address), ident);
	for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
		struct answer a;

		snprintf(path, sizeof path, "/a/%.7s%s", ident, tails[i]);
		snprintf(expected, sizeof expected, "/a/%s%s", in.id, tails[i]);
		a = asked(&p, PROTOCOL_GEMINI, path);
		cr_expect_eq(a.kind, ANSWER_REDIRECT, "%s: %d", path, a.kind);
		cr_expect_str_eq(a.location, expected);
		answer_clear(&a);
		a = asked(&p, PROTOCOL_GOPHER, path);
		cr_expect_eq(a.kind, ANSWER_DOC, "%s: %d", path, a.kind);
		cr_expect_str_eq(a.page.read, strncmp(tails[i], "/2", 2) == 0 ? in.id : "");
		answer_clear(&a);
		a = asked(&p, PROTOCOL_GEMINI, expected);
		cr_expect_eq(a.kind, ANSWER_DOC, "%s: %d", expected, a.kind);
		answer_clear(&a);
	}
	article_clear(&in);
	place_close(&p);
}

Test(site, what_is_asked_of_a_path_reaches_its_page)
{
	static const struct {
		enum protocol protocol;
		const char *query;
		bool whole;
	} cases[] = {
		{ PROTOCOL_GEMINI, NULL, false },
		{ PROTOCOL_GEMINI, "full", true },
		{ PROTOCOL_GOPHER, "full", true },
		{ PROTOCOL_GOPHER, "\xff", false },
	};
	struct place p = place_open();

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct answer a;
		struct error e = { "" };

		site_answer(p.site, cases[i].protocol, "/feed.xml", cases[i].query, &a, &e);
		cr_assert_eq(a.kind, ANSWER_FILE);
		cr_expect_eq(
		    strstr(buf_str(&a.bytes), "<content") != NULL, cases[i].whole, "%zu", i);
		answer_clear(&a);
	}
	place_close(&p);
}

Test(site, a_file_is_given_byte_by_byte)
{
	struct place p = place_open();
	struct answer a = asked(&p, PROTOCOL_GEMINI, "/data.bin");

	cr_assert_eq(a.kind, ANSWER_FILE);
	cr_expect_str_eq(a.route, "static");
	cr_expect_eq(a.bytes.len, 5);
	cr_expect_arr_eq(a.bytes.data, "\0\1\2\3\377", 5);
	answer_clear(&a);
	place_close(&p);
}

Test(site, gemtext_is_a_page_on_gopher)
{
	struct place p = place_open();
	struct answer a = asked(&p, PROTOCOL_GOPHER, "/help/");

	cr_assert_eq(a.kind, ANSWER_DOC);
	cr_assert_eq(a.page.doc.n, 2);
	cr_expect_str_eq(a.page.doc.lines[1].url, "/help/gopher.txt");
	cr_expect_str_eq(a.page.lang, "fr");
	cr_expect(!a.as_text && a.page.read[0] == '\0');
	answer_clear(&a);
	place_close(&p);
}

Test(site, an_article_is_a_page_on_gemini_and_a_card_on_gopher)
{
	struct place p = place_open();
	struct answer a;
	char path[64];

	snprintf(path, sizeof path, "/a/%s", p.id);
	a = asked(&p, PROTOCOL_GEMINI, path);
	cr_expect(a.kind == ANSWER_DOC && strcmp(a.page.read, p.id) == 0 && !a.as_text);
	cr_expect_str_eq(a.route, "/a/{id}");
	answer_clear(&a);
	a = asked(&p, PROTOCOL_GOPHER, path);
	cr_expect(a.kind == ANSWER_DOC && a.page.read[0] == '\0' && !a.as_text);
	answer_clear(&a);
	strcat(path, ".txt");
	a = asked(&p, PROTOCOL_GOPHER, path);
	cr_expect(a.kind == ANSWER_DOC && strcmp(a.page.read, p.id) == 0 && a.as_text);
	answer_clear(&a);
	place_close(&p);
}

Test(site, the_front_page_leads_to_about_gmi_where_there_is_one)
{
	struct place p = place_open();
	struct answer a = asked(&p, PROTOCOL_GEMINI, "/");
	/* The last line but one: the page ends with what comes after it. */
	const struct line *last = &a.page.doc.lines[a.page.doc.n - 2];

	cr_expect(last->type == LINE_LINK && strcmp(last->url, "/about.gmi") == 0);
	answer_clear(&a);
	place_close(&p);
}

Test(site, a_removed_article_is_gone)
{
	struct place p = place_open();
	struct answer a;
	char path[64];

	cr_assert_eq(article_remove(p.archive, p.id), ST_OK);
	snprintf(path, sizeof path, "/a/%s", p.id);
	a = asked(&p, PROTOCOL_GEMINI, path);
	cr_expect_eq(a.kind, ANSWER_GONE);
	answer_clear(&a);
	place_close(&p);
}

Test(site, who_asks_for_robots_txt_is_told_whether_there_is_one_or_not)
{
	static const struct {
		const char *path;
		bool robots;
	} cases[] = {
		{ "/robots.txt", true },
		{ "/robots.txt/", false },
		{ "/help/robots.txt", false },
		{ "/robots", false },
		{ "/", false },
	};
	struct place p = place_open();

	for (size_t i = 0; i < 4 * sizeof cases / sizeof cases[0]; i++) {
		struct answer a = asked(
		    &p, i % 2 == 0 ? PROTOCOL_GEMINI : PROTOCOL_GOPHER, cases[i / 4].path);

		cr_expect_eq(a.robots, cases[i / 4].robots, "%s", cases[i / 4].path);
		answer_clear(&a);
		if (i % 4 == 1)
			support_file(p.root.text, "robots.txt", "User-agent: *\n", 14);
	}
	place_close(&p);
}

Test(site, a_page_that_finds_nothing_is_final)
{
	struct place p = place_open();
	struct answer a;

	support_file(p.root.text, "t/absent", "un fichier\n", 11);
	a = asked(&p, PROTOCOL_GEMINI, "/t/absent");
	cr_expect_eq(a.kind, ANSWER_NOT_FOUND);
	answer_clear(&a);
	place_close(&p);
}

Test(site, a_file_over_the_limit_fails_and_says_why)
{
	struct place p = place_open();
	struct support_path big = support_file(p.root.text, "big.bin", "x", 1);
	struct answer a;
	struct error e = { "" };

	cr_assert_eq(truncate(big.text, SITE_FILE_MAX + 1), 0);
	site_answer(p.site, PROTOCOL_GEMINI, "/big.bin", NULL, &a, &e);
	cr_expect_eq(a.kind, ANSWER_FAILED);
	cr_expect_not_null(strstr(e.text, "/big.bin"), "%s", e.text);
	answer_clear(&a);
	place_close(&p);
}

/* A Gemini client has links to follow. */
Test(site, editions_are_text_on_gopher_alone)
{
	struct place p = place_open();
	struct answer gemini = asked(&p, PROTOCOL_GEMINI, "/e/16k");
	struct answer gopher = asked(&p, PROTOCOL_GOPHER, "/e/16k");

	cr_expect(!gemini.as_text && gopher.as_text);
	answer_clear(&gemini);
	answer_clear(&gopher);
	place_close(&p);
}

Test(site, gopher_item_types_follow_routes_and_contents)
{
	static const struct {
		const char *path;
		char item;
	} cases[] = {
		{ "/", '1' },
		{ "/a/zzzzzzz", '1' },
		{ "/a/zzzzzzz.txt", '0' },
		{ "/a/zzzzzzz/2.txt", '0' },
		{ "/t/x/", '1' },
		{ "/feed.xml", '0' },
		{ "/t/x/feed.xml", '0' },
		{ "/e", '1' },
		{ "/e/16k", '0' },
		{ "/e/2023-06-14", '0' },
		{ "/e/2023-06-14/2", '0' },
		{ "/e/2023-06-14.gpub", '9' },
		{ "/s", '7' },
		{ "/s?mots", '1' },
		{ "/s/2?mots", '1' },
		{ "/about.gmi", '1' },
		{ "/help", '1' },
		{ "/help/", '1' },
		{ "/help/gopher.txt", '0' },
		{ "/page.html", 'h' },
		{ "/dot.gif", 'g' },
		{ "/dot.png", 'I' },
		{ "/data.bin", '9' },
		{ "/absent", '1' },
	};
	struct place p = place_open();

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct answer shown = { .lasting = true };
		char item = site_item_type(p.site, cases[i].path, &shown);

		cr_expect_eq(item, cases[i].item, "%s: %c", cases[i].path, item);
	}
	place_close(&p);
}

struct clashes {
	unsigned n;
	char paths[8][64];
	char routes[8][64];
	enum clash kinds[8];
};

static void note_clash(void *ctx, enum clash clash, const char *path, const char *route)
{
	struct clashes *c = ctx;

	cr_assert_lt(c->n, 8);
	c->kinds[c->n] = clash;
	snprintf(c->paths[c->n], sizeof c->paths[0], "%s", path);
	snprintf(c->routes[c->n++], sizeof c->routes[0], "%s", route);
}

static const char *clash_of(const struct clashes *c, const char *path)
{
	for (unsigned i = 0; i < c->n; i++) {
		if (strcmp(c->paths[i], path) == 0)
			return c->routes[i];
	}
	return "";
}

Test(site, files_that_a_page_hides_are_told)
{
	struct place p = place_open();
	struct clashes c = { 0 };

	cr_assert_eq(site_clashes(p.site, note_clash, &c), ST_OK);
	cr_expect_eq(c.n, 0, "%s", c.paths[0]);
	support_file(p.root.text, "index.gmi", "# x\n", 4);
	support_file(p.root.text, "new", "x\n", 2);
	support_file(p.root.text, "d/2023/index.gmi", "x\n", 2);
	support_file(p.root.text, "d/2023/x.gmi", "x\n", 2);
	cr_assert_eq(site_clashes(p.site, note_clash, &c), ST_OK);
	cr_expect_eq(c.n, 5);
	cr_expect_str_eq(clash_of(&c, "/index.gmi"), "/");
	cr_expect_str_eq(clash_of(&c, "/new"), "/new");
	cr_expect_str_eq(clash_of(&c, "/d"), "/d");
	cr_expect_str_eq(clash_of(&c, "/d/2023"), "/d/{year}");
	cr_expect_str_eq(clash_of(&c, "/d/2023/index.gmi"), "/d/{year}");
	place_close(&p);
}

Test(site, files_that_are_not_served_or_stand_between_pages_are_told)
{
	struct place p = place_open();
	struct clashes c = { 0 };
	char link[sizeof p.root.text + 16];

	support_file(p.root.text, "a/zz", "x\n", 2);
	support_file(p.root.text, "notes/x.gmi", "x\n", 2);
	support_file(p.root.text, ".cache/x", "x\n", 2);
	snprintf(link, sizeof link, "%s/notes/lien.gmi", p.root.text);
	cr_assert_eq(symlink("x.gmi", link), 0);
	snprintf(link, sizeof link, "%s/tube", p.root.text);
	cr_assert_eq(mkfifo(link, 0644), 0);
	cr_assert_eq(site_clashes(p.site, note_clash, &c), ST_OK);
	cr_expect_eq(c.n, 3);
	cr_expect_str_eq(clash_of(&c, "/a"), "/a/{id}");
	for (unsigned i = 0; i < c.n; i++) {
		if (strcmp(c.paths[i], "/a") == 0)
			cr_expect_eq(c.kinds[i], CLASH_BETWEEN);
		else if (strcmp(c.paths[i], "/tube") == 0)
			cr_expect_eq(c.kinds[i], CLASH_KIND);
		else
			cr_expect(
			    c.kinds[i] == CLASH_LINK && strcmp(c.paths[i], "/notes/lien.gmi") == 0);
	}
	place_close(&p);
}

Test(site, without_a_capsule_folder_there_are_no_static_files)
{
	struct page_context context = { 0 };
	struct clashes c = { 0 };
	struct answer a;
	struct site *s;
	struct error e = { "" };

	cr_assert_eq(site_open(&context, "/nonexistent/capsule", NULL, &s, &e), ST_OK);
	cr_expect(!site_has_folder(s));
	site_answer(s, PROTOCOL_GEMINI, "/about.gmi", NULL, &a, &e);
	cr_expect_eq(a.kind, ANSWER_NOT_FOUND);
	answer_clear(&a);
	cr_expect_eq(site_clashes(s, note_clash, &c), ST_OK);
	site_close(s);
}

Test(site, a_capsule_folder_that_is_none_is_an_error)
{
	struct page_context context = { 0 };
	struct support_path file = support_file(support_folder().text, "capsule", "", 0);
	struct site *s;
	struct error e = { "" };

	cr_expect_eq(site_open(&context, file.text, NULL, &s, &e), ST_IO);
	cr_expect_null(s);
	cr_expect_not_null(strstr(e.text, file.text), "%s", e.text);
}
