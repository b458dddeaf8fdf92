#include "import/tail.h"

#include "base/buf.h"
#include "tests/import/helpers.h"

Test(tail, a_title_loses_the_name_of_its_own_site_only)
{
	static const struct {
		const char *title, *url, *site, *expected;
	} cases[] = {
		{ "Le bac | Exemple.cd", "https://exemple.cd/a", NULL, "Le bac" },
		{ "Le bac | Exemple", "https://www.exemple.cd/a", NULL, "Le bac" },
		{ "Le bac - Radio Fleuve", "https://radiofleuve.net", NULL, "Le bac" },
		{ "Le bac – RADIO FLEUVE", NULL, "https://www.radiofleuve.net", "Le bac" },
		{ "Le bac | Exemple", NULL, "exemple.cd", "Le bac" },
		{ "Le bac | La Gazette", NULL, "La Gazette", "Le bac" },
		{ "Le bac | Exemple", "https://info.exemple.co.uk/a", NULL, "Le bac" },
		{ "Le bac | Exemple", "https://autre.cd/exemple", NULL, "Le bac | Exemple" },
		{ "Le bac | le pont", "https://exemple.cd", NULL, "Le bac | le pont" },
		{ "Le bac - cd", "https://exemple.cd", NULL, "Le bac - cd" },
		{ "Le bac-Exemple", "https://exemple.cd", NULL, "Le bac-Exemple" },
		{ " | Exemple", "https://exemple.cd", NULL, " | Exemple" },
		{ "Le bac | Exemple", NULL, NULL, "Le bac | Exemple" },
		{ "", "https://exemple.cd", NULL, "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char title[128];

		snprintf(title, sizeof title, "%s", cases[i].title);
		tail_cut(title, cases[i].url, cases[i].site);
		cr_expect_str_eq(title, cases[i].expected, "%s: %s", cases[i].title, title);
	}
}

/* Titles with tails in, and how they come out, joined by "\n". */
static void run(const char *site, const char *const *titles, size_t n, struct buf *out)
{
	struct collected c = { 0 };
	struct tails t = { 0 };

	if (site != NULL)
		cr_assert_eq(tails_site(&t, site), ST_OK);
	for (size_t i = 0; i < n; i++) {
		struct article a = { .title = strdup(titles[i]), .body = strdup("Il pleut.") };

		cr_assert_eq(tails_take(&t, &a, i + 1, helper_take, &c), ST_OK);
		article_clear(&a);
	}
	cr_assert_eq(tails_release(&t, helper_take, &c), ST_OK);
	cr_expect_eq(c.n, n);
	for (size_t i = 0; i < c.n; i++) {
		cr_expect_eq(c.lines[i], i + 1);
		buf_printf(out, "%s%s", i > 0 ? "\n" : "", c.articles[i].title);
	}
	tails_clear(&t);
	helper_clear(&c);
}

enum { TITLES_MAX = 8 };

Test(tail, a_tail_that_many_titles_share_is_cut_and_a_subtitle_stays)
{
	static const struct {
		const char *site;
		const char *titles[TITLES_MAX];
		const char *expected;
	} cases[] = {
		{ NULL, { "Un | La Gazette", "Deux | La Gazette", "Trois | LA GAZETTE", "Quatre" },
		    "Un\nDeux\nTrois\nQuatre" },
		{ NULL, { "Un | La Gazette", "Deux | La Gazette", "Trois" },
		    "Un | La Gazette\nDeux | La Gazette\nTrois" },
		{ NULL, { "Un - Le Phare", "Deux - Le Phare", "Trois – Le Phare", "Quatre" },
		    "Un\nDeux\nTrois\nQuatre" },
		{ NULL,
		    { "Un - Reportage", "Deux - Reportage", "Trois - Reportage", "Quatre", "Cinq",
			"Six", "Sept" },
		    "Un - Reportage\nDeux - Reportage\nTrois - Reportage\nQuatre\nCinq\nSix\nSept" },
		{ NULL, { "Un | A - Le Phare", "Deux | B - Le Phare", "Trois | C - Le Phare" },
		    "Un | A\nDeux | B\nTrois | C" },
		{ NULL, { " | La Gazette", " | La Gazette", " | La Gazette" },
		    " | La Gazette\n | La Gazette\n | La Gazette" },
		{ NULL, { "Crue - un récit", "Pont - une enquête", "Bac - un essai" },
		    "Crue - un récit\nPont - une enquête\nBac - un essai" },
		{ "La Gazette", { "Un | La Gazette", "Deux | Le Phare" }, "Un\nDeux | Le Phare" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = BUF(1024);
		size_t n = 0;

		while (n < TITLES_MAX && cases[i].titles[n] != NULL)
			n++;
		run(cases[i].site, cases[i].titles, n, &out);
		cr_expect_str_eq(buf_str(&out), cases[i].expected, "%zu: %s", i, buf_str(&out));
		buf_clear(&out);
	}
}

Test(tail, what_was_learnt_is_cut_for_the_rest_of_the_input)
{
	const char *titles[3 * TAIL_WINDOW];
	struct buf out = BUF(1 << 16);

	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		titles[i] = i < TAIL_WINDOW / 2 ? "Le bac" : "Le pont • Radio Fleuve";
	run(NULL, titles, sizeof titles / sizeof *titles, &out);
	cr_expect_null(strstr(buf_str(&out), "Radio"));
	buf_clear(&out);
}

Test(tail, an_article_without_title_or_text_goes_through)
{
	struct article a = { .url = strdup("https://exemple.cd") };
	struct collected c = { 0 };
	struct tails t = { 0 };

	cr_assert_eq(tails_take(&t, &a, 1, helper_take, &c), ST_OK);
	cr_assert_eq(tails_release(&t, helper_take, &c), ST_OK);
	cr_expect_eq(c.n, 1);
	tails_clear(&t);
	helper_clear(&c);
}
