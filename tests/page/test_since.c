#include "tests/page/helpers.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a path of /since says. */
static struct page_args since(const char *cursor, const char *slug, unsigned number)
{
	struct page_args a = { .number = number };

	snprintf(a.cursor, sizeof a.cursor, "%s", cursor);
	snprintf(a.slug, sizeof a.slug, "%s", slug);
	return a;
}

struct cursor {
	char text[CURSOR_MAX + 1];
};

static struct cursor now(struct paper *p)
{
	struct cursor c;

	cr_assert_eq(cursor_now(p->archive, c.text), ST_OK);
	return c;
}

/* Three that come in after the others; one is older than any of them. */
static void add_later(struct paper *p)
{
	static const struct story stories[] = {
		{ .key = "inondation",
		    .title = "La crue de 1961 racontée par ceux qui l’ont vue",
		    .day = 19611120,
		    .precision = PRECISION_DAY,
		    .themes = { "Culture" },
		    .body = "L’eau montait d’une main par jour.\n" },
		{ .key = "bac",
		    .title = "Le bac de Lisasa coule sans faire de victime",
		    .byline = "Jonas Mbemba",
		    .day = 20230615,
		    .precision = PRECISION_DAY,
		    .themes = { "Société" },
		    .body = "Le vieux bateau a sombré à quai.\n" },
		{ .key = "dicton", .title = "Un dicton", .body = "Sans date, lui aussi.\n" },
	};

	for (size_t i = 0; i < sizeof stories / sizeof stories[0]; i++)
		paper_add(p, &stories[i]);
}

static bool ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

/* Does the page end with the link to what comes after it, and the `tail` of its path? */
static void expect_end(struct paper *p, const char *page, const char *tail)
{
	char link[160];

	snprintf(link, sizeof link, "\n=> /since/%s%s Nouveautés depuis cette page\n", now(p).text,
	    tail);
	cr_expect(ends_with(page, link), "not %s at the end of\n%s", link, page);
}

Test(since, it_shows_what_came_in_whatever_its_date)
{
	struct paper p = paper_open();
	struct cursor before;

	paper_fill(&p);
	before = now(&p);
	add_later(&p);
	paper_expect(&p, page_since, since(before.text, "", 1), "since.gmi");
	paper_close(&p);
}

Test(since, a_themes_and_an_authors_stay_there)
{
	struct paper p = paper_open();
	struct cursor before;
	char *text;

	paper_fill(&p);
	before = now(&p);
	add_later(&p);
	paper_expect(&p, page_since_theme, since(before.text, "culture", 1), "since-theme.gmi");
	text = paper_page(&p, page_since_author, since(before.text, "jonas-mbemba", 1));
	cr_expect_not_null(strstr(text, "# Nouveautés · Jonas Mbemba\n1 article\n"), "%s", text);
	expect_end(&p, text, "/by/jonas-mbemba");
	free(text);
	paper_close(&p);
}

Test(since, every_page_of_a_list_ends_with_the_link)
{
	static const struct {
		page_fn fn;
		const char *slug, *tail;
	} cases[] = {
		{ page_front, "", "" },
		{ page_front_menu, "", "" },
		{ page_new, "", "" },
		{ page_theme, "societe", "/t/societe" },
		{ page_author, "jonas-mbemba", "/by/jonas-mbemba" },
	};
	struct paper p = paper_open();

	paper_fill(&p);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *text = paper_page(&p, cases[i].fn, since("", cases[i].slug, 1));

		expect_end(&p, text, cases[i].tail);
		free(text);
	}
	paper_close(&p);
}

Test(since, nothing_new_is_a_word_and_the_way_home)
{
	struct paper p = paper_open();

	paper_fill(&p);
	for (int i = 0; i < 2; i++) {
		char *text = paper_page(
		    &p, i == 0 ? page_since : page_since_theme, since(now(&p).text, "culture", 1));

		cr_expect_str_eq(text, "Rien de nouveau.\n=> / Accueil\n");
		free(text);
	}
	paper_close(&p);
}

Test(since, nothing_new_is_little_in_every_language)
{
	static const char *const codes[] = { "fr", "en", "ln", "sw" };
	struct paper p = paper_open();

	paper_fill(&p);
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		char path[64], *text;
		struct words *words;
		struct error e = { "" };

		snprintf(path, sizeof path, "capsule/lang/%s.ini", codes[i]);
		cr_assert_eq(
		    words_load(support_source(path).text, &words, &e), ST_OK, "%s", e.text);
		p.context.words = words;
		text = paper_page(&p, page_since, since(now(&p).text, "", 1));
		cr_expect_lt(strlen(text), 50, "%zu bytes:\n%s", strlen(text), text);
		free(text);
		words_free(words);
	}
	paper_close(&p);
}

Test(since, what_is_no_cursor_gives_the_newest_with_a_word)
{
	static const char *const cursors[] = { "hier", "0abc", "zzzzzzzzzzzz", "-", "9000-9000",
		"\xff", "%00", "-----" };
	struct paper p = paper_open();

	p.context.per_page = 3;
	paper_fill(&p);
	for (size_t i = 0; i < sizeof cursors / sizeof cursors[0]; i++) {
		char *text = paper_page(&p, page_since, since(cursors[i], "", 1));

		cr_expect_not_null(
		    strstr(text, "Trop d’articles sont venus depuis cette page"), "%s", text);
		cr_expect_not_null(strstr(text, "=> /a/b7jw6cc 2023-06-14 "), "%s", text);
		cr_expect_not_null(strstr(text, "\n=> /new/2 Page suivante\n"), "%s", text);
		expect_end(&p, text, "");
		free(text);
		text = paper_page(&p, page_since_theme, since(cursors[i], "culture", 1));
		cr_expect_not_null(strstr(text, "3 articles\n"), "%s", text);
		expect_end(&p, text, "/t/culture");
		free(text);
	}
	paper_close(&p);
}

Test(since, what_comes_in_while_its_pages_are_read_moves_and_hides_nothing)
{
	struct paper p = paper_open();
	struct cursor first, second;
	char *text, path[96];
	struct page_args args;

	p.context.per_page = 3;
	first = now(&p);
	paper_series(&p, 7);
	second = now(&p);
	snprintf(path, sizeof path, "\n=> /since/%s-%s/2 Page suivante\n", first.text, second.text);
	text = paper_page(&p, page_since, since(first.text, "", 1));
	cr_expect_not_null(strstr(text, "7 articles · page 1 sur 3\n"), "%s", text);
	cr_expect_not_null(strstr(text, path), "%s", text);
	cr_expect_not_null(strstr(text, " Article numéro 5 "), "%s", text);
	free(text);
	add_later(&p);
	snprintf(path, sizeof path, "%s-%s", first.text, second.text);
	text = paper_page(&p, page_since, since(path, "", 2));
	cr_expect_not_null(strstr(text, "7 articles · page 2 sur 3\n"), "%s", text);
	cr_expect_not_null(strstr(text, " Article numéro 4 "), "%s", text);
	snprintf(path, sizeof path, "\n=> /since/%s Nouveautés depuis cette page\n", second.text);
	cr_expect(ends_with(text, path), "%s", text);
	free(text);
	args = since(first.text, "", 9);
	cr_expect_eq(page_since(&p.context, &args, &(struct page){ 0 }), ST_NOTFOUND);
	paper_close(&p);
}

Test(since, themes_and_authors_that_are_not_there_are_not_found)
{
	struct paper p = paper_open();
	struct page_args args;
	struct page page;

	paper_fill(&p);
	args = since(now(&p).text, "inconnu", 1);
	cr_expect_eq(page_since_theme(&p.context, &args, &page), ST_NOTFOUND);
	cr_expect_eq(page_since_author(&p.context, &args, &page), ST_NOTFOUND);
	paper_close(&p);
}
