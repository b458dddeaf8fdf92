#include "tests/page/helpers.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct page_args article(const char *key)
{
	struct page_args a = { .number = 1 };

	snprintf(a.id, sizeof a.id, "%s", paper_id_of(key).text);
	return a;
}

/* A body of `paragraphs` paragraphs of 500 bytes each. */
static char *long_body(unsigned paragraphs)
{
	char *body = calloc(paragraphs, 520), *at = body;

	cr_assert_not_null(body);
	for (unsigned i = 0; i < paragraphs; i++) {
		for (unsigned words = 0; words < 62; words++)
			at = stpcpy(at, "rivière");
		memcpy(at - 1, ".\n\n", 4);
		at += 2;
	}
	return body;
}

static struct page built(struct paper *p, page_fn fn, struct page_args a)
{
	struct page page;

	cr_assert_eq(fn(&p->context, &a, &page), ST_OK);
	return page;
}

Test(article, it_has_its_date_byline_themes_and_both_lists)
{
	struct paper p = paper_open();

	/* As many as its document lists. */
	p.context.most_read = 3;
	paper_fill(&p);
	paper_expect(&p, page_article, article("pont"), "article.gmi");
	paper_close(&p);
}

Test(article, without_date_byline_and_themes_it_is_its_text)
{
	struct paper p = paper_open();

	p.context.most_read = 0;
	p.context.same_theme = 0;
	paper_fill(&p);
	paper_expect(&p, page_article, article("proverbe"), "article-bare.gmi");
	paper_close(&p);
}

Test(article, an_article_alone_shows_the_lists_of_its_document)
{
	static const struct story seed = { .key = "seule",
		.title = "Seule au monde",
		.body = "Un texte.\n",
		.most_read = { "Première", "Son chapeau...", "Deuxième", NULL, "Troisième",
		    "Un autre chapeau." },
		.same_theme = { "Quatrième", NULL } };
	struct paper p = paper_open();

	paper_add(&p, &seed);
	paper_expect(&p, page_article, article("seule"), "article-alone.gmi");
	paper_close(&p);
}

/* "bibliotheque" is listed as most read, and shares a theme. */
Test(article, no_article_is_named_twice_on_a_page)
{
	struct paper p = paper_open();
	char *text, *first;

	paper_fill(&p);
	text = paper_page(&p, page_article, article("pont"));
	for (char *at = text; (at = strstr(at, "\n=> /a/")) != NULL; at++) {
		char link[24];

		snprintf(link, sizeof link, "%.15s", at + 1);
		first = strstr(at + 1, link);
		cr_expect_null(strstr(first + 1, link), "%s twice in\n%s", link, text);
	}
	free(text);
	paper_close(&p);
}

Test(article, its_card_leads_to_the_text)
{
	struct paper p = paper_open();

	paper_fill(&p);
	paper_expect(&p, page_card, article("bibliotheque"), "card.gmi");
	paper_close(&p);
}

Test(article, its_text_has_no_links)
{
	struct paper p = paper_open();

	paper_fill(&p);
	paper_expect(&p, page_text, article("recette"), "text.gmi");
	paper_close(&p);
}

Test(article, the_page_and_the_text_count_as_read_and_the_card_does_not)
{
	struct paper p = paper_open();
	struct page page;

	paper_fill(&p);
	page = built(&p, page_article, article("finale"));
	cr_expect_str_eq(page.read, paper_id_of("finale").text);
	page_clear(&page);
	page = built(&p, page_text, article("finale"));
	cr_expect_str_eq(page.read, paper_id_of("finale").text);
	page_clear(&page);
	page = built(&p, page_card, article("finale"));
	cr_expect_str_eq(page.read, "");
	page_clear(&page);
	paper_close(&p);
}

Test(article, the_page_has_the_articles_language_else_the_capsules)
{
	struct paper p = paper_open();
	struct page page;

	paper_fill(&p);
	page = built(&p, page_article, article("chorale"));
	cr_expect_str_eq(page.lang, "ln");
	page_clear(&page);
	page = built(&p, page_article, article("finale"));
	cr_expect_str_eq(page.lang, "fr");
	page_clear(&page);
	paper_close(&p);
}

Test(article, a_removed_one_is_gone_and_an_unknown_one_is_not_found)
{
	static const page_fn pages[] = { page_article, page_card, page_text };
	struct page_args unknown = { .id = "zzzzzzz", .number = 1 };
	struct paper p = paper_open();

	paper_fill(&p);
	cr_assert_eq(article_remove(p.archive, paper_id_of("pont").text), ST_OK);
	for (size_t i = 0; i < 3; i++) {
		struct page_args gone = article("pont");
		struct page page = { .lang = "xx" };

		cr_expect_eq(pages[i](&p.context, &gone, &page), ST_GONE);
		cr_expect_eq(pages[i](&p.context, &unknown, &page), ST_NOTFOUND);
		cr_expect(page.doc.n == 0 && page.lang[0] == '\0');
	}
	paper_close(&p);
}

Test(article, a_long_one_comes_in_parts_with_the_lists_on_the_last)
{
	char *body = long_body(80);
	struct story s = { .key = "fleuve",
		.title = "Le fleuve, de bout en bout",
		.body = body,
		.day = 20230614,
		.precision = PRECISION_DAY,
		.themes = { "Culture" } };
	/* What the next part costs, and what is left; of the last, that is the same. */
	static const char *const left[] = { "16 ko, 1 min · reste 24 ko, 1 min)",
		"reste 8,0 ko, 1 min)" };
	struct paper p = paper_open();
	struct page_args a = article("fleuve");
	struct page page;
	char *text, next[160];

	paper_fill(&p);
	paper_add(&p, &s);
	for (a.number = 1; a.number <= 3; a.number++) {
		text = paper_page(&p, page_article, a);
		snprintf(next, sizeof next, "\n=> /a/%s/%u Lire la suite (%s\n", a.id, a.number + 1,
		    a.number < 3 ? left[a.number - 1] : "");
		cr_expect_eq(strstr(text, next) != NULL, a.number < 3, "no %s in:\n%s", next, text);
		cr_expect_eq(strstr(text, "\n## ") != NULL, a.number == 3, "part %u", a.number);
		cr_expect_eq(
		    strstr(text, "14 juin 2023 ·") != NULL, a.number == 1, "part %u", a.number);
		cr_expect_not_null(strstr(text, " sur 3\n"), "part %u", a.number);
		snprintf(next, sizeof next, "\n=> /a/%s/%u Partie %u sur 3\n", a.id, a.number - 1,
		    a.number - 1);
		cr_expect_eq(strstr(text, next) != NULL, a.number > 2, "part %u", a.number);
		snprintf(next, sizeof next, "\n=> /a/%s Début de l’article\n", a.id);
		cr_expect_eq(strstr(text, next) != NULL, a.number > 1, "part %u", a.number);
		free(text);
		text = paper_page(&p, page_text, a);
		snprintf(next, sizeof next, "\n=> /a/%s/%u.txt Lire la suite (%s\n", a.id,
		    a.number + 1, a.number < 3 ? left[a.number - 1] : "");
		cr_expect_eq(strstr(text, next) != NULL, a.number < 3, "no %s in:\n%s", next, text);
		free(text);
		/* Read to the end is read; the beginning alone is not. */
		page = built(&p, page_article, a);
		cr_expect_str_eq(page.read, a.number == 3 ? a.id : "");
		page_clear(&page);
		page = built(&p, page_text, a);
		cr_expect_str_eq(page.read, a.number == 3 ? a.id : "");
		page_clear(&page);
	}
	cr_expect_eq(page_article(&p.context, &a, &page), ST_NOTFOUND);
	cr_expect_eq(page_text(&p.context, &a, &page), ST_NOTFOUND);
	text = paper_page(&p, page_card, article("fleuve"));
	cr_expect_not_null(strstr(text, "/2.txt "), "%s", text);
	cr_expect_not_null(strstr(text, "/3.txt "), "%s", text);
	free(text);
	free(body);
	paper_close(&p);
}

/* At most 1.15 times its own text plus its two lists. */
Test(article, the_page_costs_little_more_than_its_text_and_lists)
{
	char *body = long_body(4), *text;
	const char *lists, *end;
	struct story s = { .key = "prix",
		.title = "Combien coûte une page",
		.byline = "Espérance Lobota",
		.body = body,
		.day = 20230614,
		.precision = PRECISION_DAY,
		.themes = { "Société", "Culture", "Économie" } };
	struct paper p = paper_open();
	size_t own, two;

	paper_fill(&p);
	paper_add(&p, &s);
	text = paper_page(&p, page_article, article("prix"));
	own = strlen(s.title) + strlen(body);
	lists = strstr(text, "\n## ");
	end = strstr(text, "\n\n=> /t/");
	cr_assert(lists != NULL && end != NULL && lists < end, "%s", text);
	two = (size_t)(end - lists);
	fprintf(stderr, "article page: %zu bytes, text %zu, lists %zu: %.3f\n", strlen(text), own,
	    two, (double)strlen(text) / (double)(own + two));
	cr_expect_leq(strlen(text) * 100, (own + two) * 115, "%s", text);
	/* Of the text alone, too: what is neither text nor list is not more than 15 % of it. */
	cr_expect_leq((strlen(text) - two) * 100, own * 115, "%s", text);
	free(text);
	free(body);
	paper_close(&p);
}

Test(article, text_in_an_article_does_not_become_markup)
{
	static const struct story s = { .key = "piege",
		.title = "# Un titre\n=> gemini://piege.example/ piégé",
		.byline = "=> /a/ Moi",
		.summary = "=> gemini://piege.example/ lede",
		.body = " => gemini://piege.example/ cliquez\n",
		.themes = { "# Thème" } };
	struct paper p = paper_open();
	char *text;

	paper_add(&p, &s);
	text = paper_page(&p, page_article, article("piege"));
	cr_expect_null(strstr(text, "\n=> gemini"), "%s", text);
	cr_expect_null(strstr(text, "\n# "), "%s", text);
	cr_expect_null(strstr(text, "\n=> /a/"), "%s", text);
	free(text);
	text = paper_page(&p, page_card, article("piege"));
	cr_expect_null(strstr(text, "\n=> gemini"), "%s", text);
	free(text);
	paper_close(&p);
}

/* The link to where it is from says whether more of it stands there. */
Test(article, its_source_is_linked_and_that_of_a_part_before_the_lists)
{
	static const char *const links[] = { "\n=> https://example.org/x Source\n",
		"\n=> https://example.org/x L’article entier (ici, le début)\n" };

	for (int partial = 0; partial < 2; partial++) {
		struct paper p = paper_open();
		struct article in = { .key = strdup("x"),
			.title = strdup("Le bac"),
			.url = strdup("https://example.org/x"),
			.body = strdup("Un texte.\n"),
			.partial = partial };
		struct page_args args = { .number = 1 };
		enum put_result result;
		char *text;

		cr_assert_eq(archive_begin(p.archive), ST_OK);
		cr_assert_eq(article_put(p.archive, &in, &result), ST_OK);
		cr_assert_eq(archive_commit(p.archive), ST_OK);
		snprintf(args.id, sizeof args.id, "%s", in.id);
		text = paper_page(&p, page_article, args);
		cr_expect_not_null(strstr(text, links[partial]), "%s", text);
		free(text);
		article_clear(&in);
		paper_close(&p);
	}
}
