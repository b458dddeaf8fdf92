#include "tests/page/helpers.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct page_args asking(const char *query, unsigned number)
{
	return (struct page_args){ .query = query, .number = number };
}

/* Does the page of that query have this text? */
static void expect_text(struct paper *p, const char *query, const char *text)
{
	char *page = paper_page(p, page_search, asking(query, 1));

	cr_expect_not_null(strstr(page, text), "%s: no \"%s\" in\n%s", query, text, page);
	free(page);
}

Test(search, without_words_the_reader_is_asked_for_them)
{
	static const char *const nothing[] = { NULL, "", "  " };
	struct paper p = paper_open();

	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
		struct page_args a = asking(nothing[i], 1);
		struct page page;

		cr_expect_eq(page_search(&p.context, &a, &page), ST_OK);
		cr_expect_str_eq(page.prompt, "Chercher\u00a0:");
		page_clear(&page);
		cr_expect_eq(page_search_menu(&p.context, &a, &page), ST_OK);
		cr_expect_null(page.prompt);
		page_clear(&page);
	}
	paper_expect(&p, page_search_menu, asking(NULL, 1), "search-form.gmi");
	paper_close(&p);
}

Test(search, what_was_found_is_dated_priced_and_in_its_context)
{
	struct paper p = paper_open();

	paper_fill(&p);
	paper_expect(&p, page_search, asking("fleuve", 1), "search.gmi");
	paper_expect(&p, page_search_menu, asking("fleuve", 1), "search.gmi");
	paper_close(&p);
}

Test(search, nothing_found_suggests_the_nearest_word)
{
	struct paper p = paper_open();

	paper_fill(&p);
	paper_expect(&p, page_search, asking("\"flueve\" theme:culture", 1), "search-none.gmi");
	/* The others of the query stay as they were. */
	expect_text(&p, "fleuve flueve since:2001", "=> /s?fleuve%20fleuve%20since:2001 ");
	/* Of so many words the first are tried. */
	expect_text(
	    &p, "qqqqqqq wwwwwww xxxxxxx flueve", "=> /s?qqqqqqq%20wwwwwww%20xxxxxxx%20fleuve ");
	expect_text(&p, "qqqqqqq wwwwwww xxxxxxx yyyyyyy flueve zzzzzzz flueve",
	    "Rien n’a été trouvé.\n\nOn peut");
	/* All words are there, in no article together: there is nothing to suggest. */
	expect_text(&p, "fleuve before:1990", "Rien n’a été trouvé.\n\nOn peut");
	paper_close(&p);
}

Test(search, what_cannot_be_asked_is_said_in_the_capsules_words)
{
	static const struct {
		const char *query, *text;
	} rows[] = {
		{ "...", "Il faut au moins un mot." },
		{ "since:hier", "Une date s’écrit 2023, 2023-06 ou 2023-06-14." },
		{ "a b c d e f g h i j k l m n o p q", "16 au plus." },
		{ "\"\"", "Il faut au moins un mot." },
	};
	struct paper p = paper_open();

	paper_fill(&p);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect_text(&p, rows[i].query, rows[i].text);
	paper_close(&p);
}

Test(search, a_long_list_comes_in_pages)
{
	struct paper p = paper_open();
	struct page_args beyond = asking("article", 4);
	struct page page;
	char *text;

	paper_series(&p, 45);
	expect_text(&p, "article", "45 articles · page 1 sur 3\n");
	expect_text(&p, "article", "=> /s/2?article Page suivante\n");
	text = paper_page(&p, page_search, asking("\"numéro\"", 2));
	cr_expect_not_null(strstr(text, "=> /s/3?%22num%C3%A9ro%22 Page suivante\n"), "%s", text);
	cr_expect_not_null(strstr(text, "=> /s?%22num%C3%A9ro%22 Page précédente\n"), "%s", text);
	free(text);
	cr_expect_eq(page_search(&p.context, &beyond, &page), ST_NOTFOUND);
	paper_close(&p);
}

/* What a client may send, it gets an answer to, of no more than a page. */
Test(search, any_query_has_an_answer)
{
	static const char *const queries[] = { "\"", "\"\"\"", "-", "--", "-\"", "theme:-", "by:\"",
		"NEAR(", "a AND OR NOT b", "*", "\xff\xfe", "%", "'", "\u202e", "since:-1",
		"\xf0\x9f\x8e\x89", "«", "“«\"", "theme:theme:theme:", "-since:9999-12-31",
		"a:b:c" };
	struct paper p = paper_open();
	char longest[PAGE_QUERY_MAX + 1];

	paper_fill(&p);
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
		expect_text(&p, queries[i], "# Recherche\u00a0:");
	for (unsigned char c = ' ' + 1; c != 0; c++) {
		memset(longest, c, sizeof longest - 1);
		longest[sizeof longest - 1] = '\0';
		expect_text(&p, longest, "# Recherche\u00a0:");
	}
	paper_close(&p);
}

Test(search, one_that_nobody_waits_for_is_late)
{
	struct paper p = paper_open();
	atomic_bool given_up = true;
	struct page_args a = asking("article", 1);
	struct page page;

	paper_series(&p, 60);
	a.deadline.given_up = &given_up;
	cr_expect_eq(page_search(&p.context, &a, &page), ST_LATE);
	page_clear(&page);
	paper_close(&p);
}
