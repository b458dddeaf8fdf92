/* A day as one page. */
#include "tests/page/helpers.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY = 20230611 };

static struct page_args part(int year, int month, int day, unsigned number)
{
	return (struct page_args){ .number = number, .year = year, .month = month, .day = day };
}

static enum status status_of(struct paper *p, struct page_args a)
{
	struct page page;
	enum status st = page_edition_day(&p->context, &a, &page);

	page_clear(&page);
	return st;
}

Test(edition_day, it_has_all_articles_of_the_day_in_the_order_of_its_list)
{
	struct paper p = paper_open();

	paper_fill(&p);
	paper_expect(&p, page_edition_day, part(2023, 6, 11, 1), "edition-day.gmi");
	paper_expect(&p, page_edition_day_text, part(2023, 6, 11, 1), "edition-day.gmi");
	paper_close(&p);
}

Test(edition_day, a_day_without_articles_is_not_found)
{
	struct paper p = paper_open();

	paper_fill(&p);
	cr_expect_eq(status_of(&p, part(2023, 6, 13, 1)), ST_NOTFOUND);
	cr_expect_eq(status_of(&p, part(2023, 2, 30, 1)), ST_NOTFOUND);
	cr_expect_eq(status_of(&p, part(2023, 6, 11, 2)), ST_NOTFOUND);
	cr_expect_eq(status_of(&p, part(2023, 6, 11, 1)), ST_OK);
	paper_close(&p);
}

/* n articles of that day with bodies of so many bytes, each of words of its own. */
static void add_articles(struct paper *p, unsigned n, size_t size)
{
	for (unsigned i = 0; i < n; i++) {
		struct buf body = BUF(size + 64);
		char key[32], title[32];
		struct story s = {
			.key = key, .title = title, .day = DAY, .precision = PRECISION_DAY
		};

		snprintf(key, sizeof key, "%u", i);
		snprintf(title, sizeof title, "Nouvelle %04u.", i);
		for (unsigned k = 0; body.len < size; k++)
			buf_printf(&body, "%c%u%s", 'a' + (char)(i % 26), i * 7919 + k,
			    k % 60 == 59 ? "\n\n" : " ");
		s.body = buf_str(&body);
		paper_add(p, &s);
		buf_clear(&body);
	}
}

static unsigned count(const char *text, const char *what)
{
	unsigned n = 0;

	for (; (text = strstr(text, what)) != NULL; text++)
		n++;
	return n;
}

Test(edition_day, a_large_day_comes_in_parts_cut_between_articles)
{
	struct paper p = paper_open();
	char *first, *second;

	add_articles(&p, 12, 100000);
	first = paper_page(&p, page_edition_day, part(2023, 6, 11, 1));
	second = paper_page(&p, page_edition_day, part(2023, 6, 11, 2));
	cr_expect_not_null(strstr(first, "\n10 articles, "), "%.200s", first);
	cr_expect_not_null(strstr(first, " · partie 1 sur 2\n"), "%.200s", first);
	cr_expect_not_null(strstr(first, "\n=> /e/2023-06-11/2 Lire la suite (reste 200 ko, "));
	cr_expect_not_null(strstr(second, "\n2 articles, "), "%.200s", second);
	cr_expect_not_null(strstr(second, "\n=> /e/2023-06-11 Page précédente\n"));
	cr_expect_null(strstr(second, "Lire la suite"));
	cr_expect_eq(count(first, "\n## Nouvelle "), 10);
	cr_expect_eq(count(second, "\n## Nouvelle "), 2);
	cr_expect_leq(strlen(first), PAGE_DAY_MAX + 10000);
	cr_expect_eq(status_of(&p, part(2023, 6, 11, 3)), ST_NOTFOUND);
	free(first);
	free(second);
	paper_close(&p);
}

Test(edition_day, many_small_articles_come_in_parts_too)
{
	struct paper p = paper_open();
	char *text;

	add_articles(&p, PAGE_DAY_ARTICLES + 1, 80);
	text = paper_page(&p, page_edition_day, part(2023, 6, 11, 2));
	cr_expect_eq(count(text, "\n## Nouvelle "), 1, "%s", text);
	cr_expect_not_null(strstr(text, " · partie 2 sur 2\n"), "%s", text);
	free(text);
	paper_close(&p);
}

Test(edition_day, nobody_waits_for_it_any_more)
{
	struct paper p = paper_open();
	atomic_bool given_up = true;
	struct page_args a = part(2023, 6, 11, 1);

	paper_fill(&p);
	a.deadline.given_up = &given_up;
	cr_expect_eq(status_of(&p, a), ST_LATE);
	paper_close(&p);
}
