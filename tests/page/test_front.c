#include "page/link.h"
#include "tests/page/helpers.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the project holds itself to. */
enum { FRONT_BYTES_MAX = 4096 };

Test(front, it_shows_latest_most_read_and_themes)
{
	struct paper p = paper_open();

	paper_fill(&p);
	paper_expect(&p, page_front, (struct page_args){ 0 }, "front.gmi");
	paper_close(&p);
}

Test(front, a_menu_does_not_offer_to_subscribe)
{
	struct paper p = paper_open();
	char *text;

	paper_fill(&p);
	text = paper_page(&p, page_front_menu, (struct page_args){ 0 });
	cr_expect_not_null(strstr(text, "\n=> /new Tous les articles\n"), "%s", text);
	free(text);
	paper_close(&p);
}

Test(front, the_most_read_show_once_there_are_enough)
{
	static const int64_t now = 1686744000; /* 2023-06-14T12:00:00Z */
	static const char *const keys[] = { "recette", "finale", "marche", "vaccin", "chorale" };
	struct paper p = paper_open();
	char *text;

	paper_fill(&p);
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		paper_read(&p, keys[i], i == 0 ? 3 : 2, now);
	paper_rank(&p, now);
	text = paper_page(&p, page_front, (struct page_args){ 0 });
	cr_expect_not_null(strstr(text, "\n## Les plus lus\n=> /a/g2dbd20 Le poisson"), "%s", text);
	cr_expect_null(strstr(text, "Choix de la rédaction"), "%s", text);
	free(text);
	paper_close(&p);
}

Test(front, the_latest_do_not_show_twice_where_nothing_was_read)
{
	struct paper p = paper_open();
	char *text;

	paper_series(&p, 12);
	text = paper_page(&p, page_front, (struct page_args){ 0 });
	cr_expect_null(strstr(text, "Les plus lus\n=> /a/"), "%s", text);
	cr_expect_null(strstr(text, "## Les plus lus"), "%s", text);
	cr_expect_null(strstr(strstr(text, "## Derniers articles") + 1, "## Derniers"), "%s", text);
	free(text);
	p.context.front[0] = p.context.front[2];
	text = paper_page(&p, page_front, (struct page_args){ 0 });
	cr_expect_not_null(strstr(text, "\n## Derniers articles\n=> /a/"), "%s", text);
	free(text);
	paper_close(&p);
}

Test(front, an_empty_archive_says_so)
{
	struct paper p = paper_open();

	paper_expect(&p, page_front, (struct page_args){ 0 }, "front-empty.gmi");
	paper_close(&p);
}

Test(front, parts_come_in_the_order_of_the_ini)
{
	struct paper p = paper_open();
	const char *themes, *latest;
	char *text;

	paper_fill(&p);
	p.context.front[0] = (struct front_item){ FRONT_THEMES, 2, "" };
	p.context.front[1] = (struct front_item){ FRONT_LATEST, 1, "" };
	p.context.nfront = 2;
	text = paper_page(&p, page_front, (struct page_args){ 0 });
	themes = strstr(text, "=> /t/culture");
	latest = strstr(text, "=> /a/");
	cr_expect(themes != NULL && latest != NULL && themes < latest, "%s", text);
	cr_expect_null(strstr(text, "=> /t/sport"), "a third theme:\n%s", text);
	cr_expect_null(strstr(latest + 1, "=> /a/"), "a second article:\n%s", text);
	free(text);
	paper_close(&p);
}

Test(front, a_theme_shows_its_newest_and_the_way_to_the_others)
{
	struct paper p = paper_open();
	char *text;

	paper_fill(&p);
	p.context.front[0] = (struct front_item){ FRONT_THEME, 2, "societe" };
	p.context.nfront = 1;
	text = paper_page(&p, page_front, (struct page_args){ 0 });
	cr_expect_not_null(strstr(text, "\n## Société\n=> /a/"), "%s", text);
	cr_expect_not_null(strstr(text, "Le pont de Makala"), "%s", text);
	cr_expect_not_null(strstr(text, "Une bibliothèque"), "%s", text);
	cr_expect_null(strstr(text, "La route du nord"), "a third one:\n%s", text);
	cr_expect_null(strstr(text, "Marché central"), "another theme:\n%s", text);
	cr_expect_not_null(strstr(text, "\n=> /t/societe Société (3 articles)\n\n"), "%s", text);
	free(text);
	paper_close(&p);
}

Test(front, a_theme_that_there_is_not_shows_nothing)
{
	struct paper p = paper_open();
	char *text;

	paper_fill(&p);
	p.context.front[0] = (struct front_item){ FRONT_THEME, 2, "nulle-part" };
	p.context.nfront = 1;
	text = paper_page(&p, page_front, (struct page_args){ 0 });
	cr_expect_null(strstr(text, "##"), "%s", text);
	cr_expect_not_null(strstr(text, "=> /new "), "%s", text);
	free(text);
	paper_close(&p);
}

Test(front, search_stands_where_the_ini_says_and_once)
{
	struct paper p = paper_open();
	char *text;

	paper_fill(&p);
	p.context.front[0] = (struct front_item){ FRONT_SEARCH, 0, "" };
	p.context.nfront = 1;
	text = paper_page(&p, page_front, (struct page_args){ 0 });
	cr_assert_not_null(strstr(text, "\n\n=> /s Rechercher\n\n"), "%s", text);
	cr_expect_null(strstr(strstr(text, "/s ") + 1, "/s "), "%s", text);
	free(text);
	paper_close(&p);
}

Test(front, it_stays_within_4_kB_however_long_titles_and_names_are)
{
	struct paper p = paper_open();
	char title[600], key[16], theme[20][200], body[600] = "";
	char *text;

	for (unsigned i = 0; i < 20; i++) {
		struct story s = { .key = key,
			.title = title,
			.body = body,
			.day = 20230601 + (int)i,
			.precision = PRECISION_DAY,
			.themes = { theme[i] } };

		snprintf(key, sizeof key, "%u", i);
		snprintf(title, sizeof title, "%u", i);
		snprintf(theme[i], sizeof theme[i], "Rubrique %u", i);
		while (strlen(title) < 500)
			strcat(title, " éternité retrouvée");
		while (strlen(theme[i]) < 150)
			strcat(theme[i], " généralités");
		/* No two alike: copies would show once. */
		for (unsigned word = 0; word < 40; word++)
			snprintf(body + 12 * word, 13, "mot-%06u  ", 1000 * i + word);
		paper_add(&p, &s);
	}
	text = paper_page(&p, page_front, (struct page_args){ 0 });
	fprintf(stderr, "front page with the longest titles: %zu bytes\n", strlen(text));
	cr_expect_leq(strlen(text), FRONT_BYTES_MAX, "%zu bytes:\n%s", strlen(text), text);
	cr_expect_gt(strlen(text), 15 * LINK_TITLE_MAX, "not all of it:\n%s", text);
	free(text);
	paper_close(&p);
}
