#include "tests/page/helpers.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 2023-06-14T12:00:00Z */
static const int64_t now = 1686744000;

static struct page_args window(const char *name)
{
	struct page_args a = { .number = 1 };

	snprintf(a.slug, sizeof a.slug, "%s", name);
	return a;
}

/* Enough for a ranking of a day: five articles, "route" the most. */
static void read_enough(struct paper *p)
{
	static const char *const keys[] = { "finale", "marche", "vaccin", "chorale" };

	paper_read(p, "route", 3, now);
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		paper_read(p, keys[i], 2, now);
}

Test(top, too_few_reads_show_the_editors_choice_and_say_so)
{
	struct paper p = paper_open();
	struct page_args second = window("day");
	struct page page;

	paper_fill(&p);
	paper_expect(&p, page_top, window(""), "top-empty.gmi");
	paper_read(&p, "route", 30, now);
	paper_read(&p, "pont", 1, now);
	paper_rank(&p, now);
	paper_expect(&p, page_top, window(""), "top-empty.gmi");
	second.number = 2;
	cr_expect_eq(page_top(&p.context, &second, &page), ST_NOTFOUND);
	paper_close(&p);
}

Test(top, too_few_reads_and_no_choice_show_the_latest)
{
	struct paper p = paper_open();
	char *text;

	paper_series(&p, 20);
	text = paper_page(&p, page_top, window("week"));
	cr_expect_eq(strstr(text,
			 "# Les plus lus\n## Cette semaine\nTrop peu de lectures pour un "
			 "classement.\n\n## Derniers articles\n=> "),
	    text, "%s", text);
	cr_expect_null(strstr(text, "Choix"), "%s", text);
	free(text);
	paper_close(&p);
}

Test(top, an_empty_archive_says_so)
{
	struct paper p = paper_open();
	char *text = paper_page(&p, page_top, window(""));

	cr_expect_eq(strstr(text, "# Les plus lus\nAucun article.\n\n=> "), text, "%s", text);
	free(text);
	paper_close(&p);
}

Test(top, reads_are_counted_a_window)
{
	struct paper p = paper_open();

	paper_fill(&p);
	read_enough(&p);
	paper_read(&p, "pont", 12, now - 40 * 86400);
	paper_rank(&p, now);
	paper_expect(&p, page_top, window("day"), "top-day.gmi");
	paper_expect(&p, page_top, window("all"), "top-all.gmi");
	paper_close(&p);
}

Test(top, all_that_was_read_can_be_reached)
{
	struct paper p = paper_open();
	struct page_args second = window("day");
	struct page page;
	char *text;

	p.context.per_page = 4;
	paper_fill(&p);
	read_enough(&p);
	paper_rank(&p, now);
	text = paper_page(&p, page_top, window("day"));
	cr_expect_not_null(strstr(text, "\n\n=> /top/day/2 Page suivante\n\n"), "%s", text);
	free(text);
	text = paper_page(&p, page_top, window(""));
	cr_expect_not_null(strstr(text, "\n=> /top/2 Page suivante\n"), "%s", text);
	free(text);
	second.number = 2;
	text = paper_page(&p, page_top, second);
	cr_expect_not_null(strstr(text, "Rougeole"), "%s", text);
	cr_expect_not_null(strstr(text, "\n=> /top/day Page précédente\n"), "%s", text);
	cr_expect_null(strstr(text, "/top/day/3"), "%s", text);
	free(text);
	second.number = 3;
	cr_expect_eq(page_top(&p.context, &second, &page), ST_NOTFOUND);
	paper_close(&p);
}

Test(top, it_leads_to_how_reads_are_counted)
{
	struct paper p = paper_open();
	char *text = paper_page(&p, page_top, window("all"));

	cr_expect_not_null(
	    strstr(text, "\n=> /how Comment les lectures sont comptées\n"), "%s", text);
	free(text);
	paper_expect(&p, page_how, (struct page_args){ 0 }, "how.gmi");
	paper_close(&p);
}

Test(top, another_window_is_not_found)
{
	static const char *const names[] = { "window", "year", "2" };
	struct paper p = paper_open();
	struct page page;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct page_args a = window(names[i]);

		cr_expect_eq(page_top(&p.context, &a, &page), ST_NOTFOUND, "%s", names[i]);
	}
	paper_close(&p);
}
