#include "tests/page/helpers.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct page_args slug(const char *name, unsigned number)
{
	struct page_args a = { .number = number };

	snprintf(a.slug, sizeof a.slug, "%s", name);
	return a;
}

static enum status status_of(struct paper *p, page_fn fn, struct page_args a)
{
	struct page page;
	enum status st = fn(&p->context, &a, &page);

	page_clear(&page);
	return st;
}

Test(listing, new_is_a_page_that_can_be_subscribed_to)
{
	struct paper p = paper_open();

	paper_fill(&p);
	paper_expect(&p, page_new, slug("", 1), "new.gmi");
	paper_close(&p);
}

Test(listing, a_theme_has_its_articles)
{
	struct paper p = paper_open();

	paper_fill(&p);
	paper_expect(&p, page_theme, slug("culture", 1), "theme.gmi");
	cr_expect_eq(status_of(&p, page_theme, slug("inconnu", 1)), ST_NOTFOUND);
	paper_close(&p);
}

Test(listing, an_author_has_articles)
{
	struct paper p = paper_open();

	paper_fill(&p);
	paper_expect(&p, page_author, slug("esperance-lobota", 1), "author.gmi");
	cr_expect_eq(status_of(&p, page_author, slug("personne", 1)), ST_NOTFOUND);
	paper_close(&p);
}

Test(listing, the_articles_author_link_leads_to_the_author)
{
	struct paper p = paper_open();

	paper_fill(&p);
	cr_expect_eq(status_of(&p, page_author, slug("jonas-mbemba", 1)), ST_OK);
	paper_close(&p);
}

Test(listing, themes_come_with_how_many_articles_they_have)
{
	struct paper p = paper_open();

	paper_fill(&p);
	paper_expect(&p, page_themes, slug("", 1), "themes.gmi");
	paper_close(&p);
}

Test(listing, themes_come_a_page_at_a_time)
{
	struct paper p = paper_open();
	char *text;

	p.context.per_page = 2;
	paper_fill(&p);
	text = paper_page(&p, page_themes, slug("", 1));
	cr_expect_not_null(strstr(text, "\nPage 1 sur 3\n"), "%s", text);
	cr_expect_not_null(strstr(text, "\n=> /t/-/2 Page suivante\n"), "%s", text);
	cr_expect_null(strstr(text, "/t/economie "), "%s", text);
	free(text);
	text = paper_page(&p, page_themes, slug("", 3));
	cr_expect_not_null(strstr(text, "\n=> /t/sport "), "%s", text);
	cr_expect_null(strstr(text, "\n=> /t/sante "), "%s", text);
	cr_expect_not_null(strstr(text, "\n=> /t/-/2 Page précédente\n"), "%s", text);
	free(text);
	text = paper_page(&p, page_themes, slug("", 2));
	cr_expect_not_null(strstr(text, "\n=> /t Page précédente\n"), "%s", text);
	free(text);
	cr_expect_eq(status_of(&p, page_themes, slug("", 4)), ST_NOTFOUND);
	paper_close(&p);
}

Test(listing, an_empty_archive_has_a_first_page_of_new_only)
{
	struct paper p = paper_open();

	paper_expect(&p, page_new, slug("", 1), "new-empty.gmi");
	cr_expect_eq(status_of(&p, page_new, slug("", 2)), ST_NOTFOUND);
	paper_close(&p);
}

Test(listing, pages_lead_to_the_ones_before_and_after)
{
	struct paper p = paper_open();
	char *text;

	p.context.per_page = 3;
	paper_series(&p, 7);
	text = paper_page(&p, page_new, slug("", 1));
	cr_expect_not_null(strstr(text, "\n=> /new/2 "), "%s", text);
	cr_expect_null(strstr(text, "\n=> /new/0"), "%s", text);
	free(text);
	paper_expect(&p, page_new, slug("", 2), "new-2.gmi");
	text = paper_page(&p, page_theme, slug("serie", 3));
	cr_expect_not_null(strstr(text, " 2023-01-01 "), "%s", text);
	cr_expect_not_null(strstr(text, "\n=> /t/serie/2 "), "%s", text);
	cr_expect_null(strstr(text, "\n=> /t/serie/4"), "%s", text);
	free(text);
	cr_expect_eq(status_of(&p, page_new, slug("", 4)), ST_NOTFOUND);
	cr_expect_eq(status_of(&p, page_theme, slug("serie", 4)), ST_NOTFOUND);
	cr_expect_eq(status_of(&p, page_new, slug("", 99999)), ST_NOTFOUND);
	paper_close(&p);
}

Test(listing, a_last_page_that_is_full_is_the_last)
{
	struct paper p = paper_open();

	p.context.per_page = 3;
	paper_series(&p, 6);
	cr_expect_eq(status_of(&p, page_new, slug("", 2)), ST_OK);
	cr_expect_eq(status_of(&p, page_new, slug("", 3)), ST_NOTFOUND);
	paper_close(&p);
}
