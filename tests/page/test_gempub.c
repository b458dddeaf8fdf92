/* A day as a Gempub, taken apart by unzip. */
#include "tests/page/helpers.h"

#include "base/utf8.h"
#include "text/gemtext.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { OUT_MAX = 1 << 24, DAY = 20230611 };

static const struct page_args day = { .number = 1, .year = 2023, .month = 6, .day = 11 };

static void make(struct paper *p, struct page *page)
{
	cr_assert_eq(page_gempub(&p->context, &day, page), ST_OK);
	cr_expect_str_eq(page->type, "application/gpub+zip");
}

/* What a command of unzip says on `file`; NULL where it fails. */
static char *unzip(const struct support_path *file, const char *options, const char *member)
{
	struct buf out = BUF(OUT_MAX);
	char command[2 * PATH_MAX], bytes[4096];
	size_t n;
	FILE *f;

	snprintf(command, sizeof command, "unzip %s '%s' '%s'", options, file->text, member);
	f = popen(command, "r"); /* NOLINT: names of our own */
	cr_assert_not_null(f);
	while ((n = fread(bytes, 1, sizeof bytes, f)) > 0)
		buf_add(&out, bytes, n);
	cr_expect_eq(pclose(f), 0, "%s", command);
	buf_add(&out, "", 0);
	return buf_take(&out);
}

static struct support_path saved(const struct page *page)
{
	return support_file(support_folder().text, "jour.gpub", page->file.data, page->file.len);
}

/* ---- the format ---- */

Test(gempub, its_metadata_say_what_the_format_asks_for)
{
	struct paper p = paper_open();
	struct support_path file;
	struct page page;
	char *text;

	paper_fill(&p);
	make(&p, &page);
	file = saved(&page);
	text = unzip(&file, "-p", "metadata.txt");
	cr_expect_str_eq(text,
	    "title: La Rive · dimanche 11 juin 2023\n"
	    "gpubVersion: 1.0.0\n"
	    "index: index.gmi\n"
	    "author: La Rive\n"
	    "language: fr\n"
	    "charset: UTF-8\n"
	    "description: 2 articles, 1 min\n"
	    "published: 2023\n"
	    "publishDate: 2023-06-11\n");
	free(text);
	free(unzip(&file, "-tqq", "*"));
	page_clear(&page);
	paper_close(&p);
}

Test(gempub, its_name_cannot_add_a_line_of_metadata)
{
	struct paper p = paper_open();
	struct support_path file;
	struct page page;
	char *text;

	paper_fill(&p);
	p.context.name = "La Rive\ncover: ../secret\r\nindex: x";
	make(&p, &page);
	file = saved(&page);
	text = unzip(&file, "-p", "metadata.txt");
	cr_expect_null(strstr(text, "\ncover:"), "%s", text);
	cr_expect_null(strchr(text, '\r'), "%s", text);
	cr_expect_not_null(strstr(text, "\nindex: index.gmi\n"), "%s", text);
	free(text);
	page_clear(&page);
	paper_close(&p);
}

/* Hostile titles: none of them may become a name, a line or a link. */
static void add_hostile(struct paper *p)
{
	static const char *const titles[] = { "../../etc/passwd", "/absolu", "=> /ailleurs un lien",
		"titre\n=> index.gmi ligne", "\x1b]0;x\x07 commande", "metadata.txt", "```" };
	struct buf huge = BUF(OUT_MAX);
	char key[16], body[128];
	struct story s = { .key = key, .body = body, .day = DAY, .precision = PRECISION_DAY };

	for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
		snprintf(key, sizeof key, "../%zu", i);
		snprintf(body, sizeof body,
		    "Le texte %zu, qui ne ressemble à aucun autre : %zu %zu.\n", i, i * 7919,
		    i * 104729);
		s.title = titles[i];
		paper_add(p, &s);
	}
	for (unsigned i = 0; i < 9000; i++)
		buf_printf(&huge, "mot%u ", i);
	snprintf(key, sizeof key, "huge");
	s.title = buf_str(&huge);
	paper_add(p, &s);
	buf_clear(&huge);
}

/* Each name of the list (a line each) is plain, and there once. */
static unsigned check_names(const char *names)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	unsigned n = 0;

	for (const char *end; (end = strchr(names, '\n')) != NULL; names = end + 1, n++) {
		size_t len = (size_t)(end - names), stem = strspn(names, allowed);
		const char *rest = names + stem;

		cr_expect(stem > 0 && (len - stem == 4) &&
			(strncmp(rest, ".gmi", 4) == 0 || strncmp(rest, ".txt", 4) == 0),
		    "%.*s", (int)len, names);
		for (const char *other = end + 1; *other != '\0'; other = strchr(other, '\n') + 1)
			cr_expect(strncmp(names, other, len + 1) != 0, "%.*s", (int)len, names);
	}
	return n;
}

Test(gempub, every_link_of_its_index_is_a_member_and_every_name_is_plain)
{
	struct paper p = paper_open();
	struct support_path file;
	struct page page;
	struct doc index;
	char *names, *text, name[64];
	unsigned members = 0;

	paper_fill(&p);
	add_hostile(&p);
	make(&p, &page);
	file = saved(&page);
	names = unzip(&file, "-Z1", "*");
	cr_expect_eq(check_names(names), 2 + 8 + 2);
	text = unzip(&file, "-p", "index.gmi");
	cr_expect(utf8_valid(text, strlen(text)));
	doc_init(&index);
	cr_assert_eq(gemtext_read(text, strlen(text), &index), ST_OK);
	for (size_t i = 0; i < index.n; i++) {
		char *member;

		if (index.lines[i].type != LINE_LINK)
			continue;
		if (strcmp(index.lines[i].url, "gemini://la-rive.example/") == 0)
			continue;
		members++;
		snprintf(name, sizeof name, "%.50s\n", index.lines[i].url);
		cr_assert_not_null(strstr(names, name), "%s in:\n%s", name, names);
		name[strlen(name) - 1] = '\0';
		member = unzip(&file, "-p", name);
		cr_expect(member[0] == '#' && utf8_valid(member, strlen(member)), "%s", member);
		cr_expect_not_null(strstr(member, "\n=> index.gmi Sommaire\n"), "%s", member);
		free(member);
	}
	cr_expect_eq(members, 2 + 8);
	doc_clear(&index);
	free(names);
	free(text);
	page_clear(&page);
	paper_close(&p);
}

Test(gempub, its_texts_are_those_of_the_pages)
{
	struct paper p = paper_open();
	struct page_args args = { .number = 1 };
	struct support_path file;
	struct page page;
	char name[64], *text, *shown;

	paper_fill(&p);
	make(&p, &page);
	file = saved(&page);
	snprintf(args.id, sizeof args.id, "%s", paper_id_of("bibliotheque").text);
	snprintf(name, sizeof name, "%s.gmi", args.id);
	text = unzip(&file, "-p", name);
	shown = paper_page(&p, page_text, args);
	cr_expect(strncmp(text, shown, strlen(shown)) == 0, "%s\nis not\n%s", text, shown);
	cr_expect_not_null(strstr(text, "\n=> gemini://la-rive.example/a/"), "%s", text);
	free(text);
	free(shown);
	page_clear(&page);
	paper_close(&p);
}

Test(gempub, it_is_the_same_each_time_in_whatever_zone)
{
	struct paper p = paper_open();
	struct support_path file;
	struct page one, two;
	char *list;

	paper_fill(&p);
	setenv("TZ", "Pacific/Kiritimati", 1);
	make(&p, &one);
	setenv("TZ", "America/Anchorage", 1);
	make(&p, &two);
	cr_expect(one.file.len == two.file.len &&
	    memcmp(one.file.data, two.file.data, one.file.len) == 0);
	setenv("TZ", "UTC", 1);
	file = saved(&one);
	list = unzip(&file, "-lqq", "metadata.txt");
	cr_expect_not_null(strstr(list, "2023-06-11 00:00"), "%s", list);
	free(list);
	page_clear(&one);
	page_clear(&two);
	paper_close(&p);
}

Test(gempub, what_does_not_fit_is_linked_on_the_site)
{
	struct paper p = paper_open();
	struct support_path file;
	struct page page;
	char *text, *names;

	for (unsigned i = 0; i < 3; i++) {
		struct buf body = BUF(OUT_MAX);
		char key[8], title[32];
		struct story s = {
			.key = key, .title = title, .day = DAY, .precision = PRECISION_DAY
		};

		snprintf(key, sizeof key, "%u", i);
		snprintf(title, sizeof title, "Rapport %u", i);
		for (unsigned k = 0; body.len < 1700000; k++)
			buf_printf(&body, "%u%c", i * 10000000 + k, k % 80 == 79 ? '\n' : ' ');
		s.body = buf_str(&body);
		paper_add(&p, &s);
		buf_clear(&body);
	}
	make(&p, &page);
	file = saved(&page);
	text = unzip(&file, "-p", "index.gmi");
	names = unzip(&file, "-Z1", "*");
	cr_expect_eq(check_names(names), 2 + 2);
	cr_expect_not_null(strstr(text, ".gmi Rapport 1 (1700 ko, "), "%s", text);
	cr_expect_not_null(
	    strstr(text, ". Ils sont sur le site\u00a0:\n=> gemini://la-rive.example/a/"), "%s",
	    text);
	free(names);
	free(text);
	page_clear(&page);
	paper_close(&p);
}

Test(gempub, a_day_without_articles_is_not_found)
{
	struct page_args args = { .number = 1, .year = 2023, .month = 6, .day = 13 };
	struct paper p = paper_open();
	struct page page;

	paper_fill(&p);
	cr_expect_eq(page_gempub(&p.context, &args, &page), ST_NOTFOUND);
	cr_expect_eq(page.file.len, 0);
	args.day = 31;
	cr_expect_eq(page_gempub(&p.context, &args, &page), ST_NOTFOUND);
	paper_close(&p);
}
