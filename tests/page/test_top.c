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

Test(top, nothing_was_read)
{
	struct paper p = paper_open();

	paper_fill(&p);
	paper_expect(&p, page_top, window(""), "top-empty.gmi");
	paper_close(&p);
}

Test(top, reads_are_counted_a_window)
{
	struct paper p = paper_open();

	paper_fill(&p);
	paper_read(&p, "route", 3, now);
	paper_read(&p, "finale", 1, now);
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

	p.context.per_page = 1;
	paper_fill(&p);
	paper_read(&p, "route", 3, now);
	paper_read(&p, "finale", 1, now);
	paper_rank(&p, now);
	text = paper_page(&p, page_top, window("day"));
	cr_expect_not_null(strstr(text, "\n=> /top/day/2 Page suivante\n"), "%s", text);
	free(text);
	text = paper_page(&p, page_top, window(""));
	cr_expect_not_null(strstr(text, "\n=> /top/2 Page suivante\n"), "%s", text);
	free(text);
	second.number = 2;
	text = paper_page(&p, page_top, second);
	cr_expect_not_null(strstr(text, "Finale"), "%s", text);
	cr_expect_not_null(strstr(text, "\n=> /top/day Page précédente\n"), "%s", text);
	cr_expect_null(strstr(text, "/top/day/3"), "%s", text);
	free(text);
	second.number = 3;
	cr_expect_eq(page_top(&p.context, &second, &page), ST_NOTFOUND);
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
