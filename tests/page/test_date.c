#include "page/dateline.h"
#include "tests/page/helpers.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct page_args date(int year, int month, int day)
{
	return (struct page_args){ .number = 1, .year = year, .month = month, .day = day };
}

static enum status status_of(struct paper *p, page_fn fn, struct page_args a)
{
	struct page page;
	enum status st = fn(&p->context, &a, &page);

	page_clear(&page);
	return st;
}

Test(date, years_months_days_and_a_day_lead_to_one_another)
{
	struct paper p = paper_open();

	paper_fill(&p);
	paper_expect(&p, page_years, date(0, 0, 0), "years.gmi");
	paper_expect(&p, page_months, date(2023, 0, 0), "months.gmi");
	paper_expect(&p, page_days, date(2023, 6, 0), "days.gmi");
	paper_expect(&p, page_day, date(2023, 6, 11), "day.gmi");
	paper_close(&p);
}

Test(date, a_day_leads_to_the_ones_beside_it)
{
	struct paper p = paper_open();
	char *text;

	paper_fill(&p);
	text = paper_page(&p, page_day, date(2023, 5, 1));
	cr_expect_not_null(strstr(text, "\n=> /d/2023/05/30 Mardi 30 mai 2023\n"), "%s", text);
	cr_expect_not_null(
	    strstr(text, "\n=> /d/2022/12/09 Vendredi 9 décembre 2022\n"), "%s", text);
	free(text);
	text = paper_page(&p, page_day, date(2022, 12, 9));
	cr_expect_not_null(strstr(text, "\n=> /d/2023/05/01 Lundi 1er mai 2023\n"), "%s", text);
	free(text);
	text = paper_page(&p, page_days, date(2022, 12, 0));
	cr_expect_not_null(strstr(text, "\n=> /d/2023/05 Mai 2023\n"), "%s", text);
	free(text);
	text = paper_page(&p, page_months, date(2023, 0, 0));
	cr_expect_not_null(strstr(text, "\n=> /d/2022 2022\n"), "%s", text);
	free(text);
	paper_close(&p);
}

/* Seven of nine have a date. */
Test(date, the_undated_are_reached_by_date_too)
{
	struct paper p = paper_open();
	char *text;

	p.context.per_page = 3;
	paper_fill(&p);
	text = paper_page(&p, page_years, date(0, 0, 0));
	cr_expect_not_null(strstr(text, "\n=> /new/3 Sans date (2 articles)\n"), "%s", text);
	free(text);
	p.context.per_page = 20;
	text = paper_page(&p, page_years, date(0, 0, 0));
	cr_expect_not_null(strstr(text, "\n=> /new Sans date (2 articles)\n"), "%s", text);
	free(text);
	paper_close(&p);
}

Test(date, a_period_without_articles_is_not_found)
{
	struct paper p = paper_open();

	paper_fill(&p);
	cr_expect_eq(status_of(&p, page_months, date(2021, 0, 0)), ST_NOTFOUND);
	cr_expect_eq(status_of(&p, page_days, date(2023, 1, 0)), ST_NOTFOUND);
	cr_expect_eq(status_of(&p, page_day, date(2023, 6, 13)), ST_NOTFOUND);
	paper_close(&p);
}

Test(date, a_day_that_the_calendar_lacks_is_not_found)
{
	struct paper p = paper_open();

	paper_fill(&p);
	cr_expect_eq(status_of(&p, page_day, date(2023, 2, 30)), ST_NOTFOUND);
	cr_expect_eq(status_of(&p, page_day, date(1000, 1, 1)), ST_NOTFOUND);
	paper_close(&p);
}

Test(date, years_of_an_empty_archive_are_a_page)
{
	struct paper p = paper_open();

	cr_expect_eq(status_of(&p, page_years, date(0, 0, 0)), ST_OK);
	paper_close(&p);
}

Test(date, a_line_of_a_date_begins_with_a_capital)
{
	struct paper p = paper_open();
	char text[DATELINE_SIZE];

	dateline_day(p.words, 20230614, text);
	cr_expect_str_eq(text, "Mercredi 14 juin 2023");
	dateline_day(p.words, 20230601, text);
	cr_expect_str_eq(text, "Jeudi 1er juin 2023");
	dateline_day(p.words, 0, text);
	cr_expect_str_eq(text, "");
	dateline_month(p.words, 20230600, text);
	cr_expect_str_eq(text, "Juin 2023");
	paper_close(&p);
}
