/* What stands at the top of a page's text: the byline and the date, and what only looks like them.
 */
#include "import/webpage.h"
#include "tests/import/helpers.h"

static struct import_options options;

static void set_up(void)
{
	helper_options(&options);
}

static void tear_down(void)
{
	helper_options_clear(&options);
}

TestSuite(webpage_top, .init = set_up, .fini = tear_down);

#define FIRST                                                                                          \
	"<p>Le bac de Bisunga a repris ses traversées, lundi, après deux semaines d'arrêt, et les " \
	"marchands, venus de loin, ont chanté sur la rive.</p>"
#define SECOND                                                                                      \
	"<p>Le moteur neuf, dit le capitaine, tiendra dix ans, sauf si la rivière, cette année, " \
	"monte comme en mars, avec ses troncs et sa boue.</p>"

/* Read a page with `text` under its title; it must be an article. */
static void read_text(const char *text, struct collected *out)
{
	char html[8192];

	snprintf(html, sizeof html,
	    "<!doctype html><html lang='fr'><head><title>Le bac repart</title></head><body><main>"
	    "<h1>Le bac repart</h1>%s</main></body></html>",
	    text);
	helper_read_named("pages/bac.html", webpage_read, &options, html, strlen(html), out);
	cr_assert_eq(out->n, 1, "%s: %s", text, out->reason);
}

static const char *byline_in(const struct collected *c)
{
	return c->articles[0].byline != NULL ? c->articles[0].byline : "";
}

Test(webpage_top, who_is_quoted_or_listed_has_not_signed)
{
	static const struct {
		const char *text, *kept;
	} cases[] = {
		{ FIRST
		    "<blockquote>Nous traverserons.</blockquote><p>— Paul Mbuyi, maire</p>" SECOND,
		    "— Paul Mbuyi, maire" },
		{ "<blockquote><p>Nous traverserons.</p></blockquote><p>— Paul Mbuyi</p>" FIRST
			SECOND,
		    "— Paul Mbuyi" },
		{ "<blockquote><p>Nous traverserons.</p><p>— Paul Mbuyi</p></blockquote>" FIRST
			SECOND,
		    "— Paul Mbuyi" },
		{ "<figure><blockquote>Nous traverserons.</blockquote><figcaption>— Paul Mbuyi"
		  "</figcaption></figure>" FIRST SECOND,
		    "— Paul Mbuyi" },
		{ "<figure><img src='https://a.example/x.jpg'><figcaption>© Paul Mbuyi"
		  "</figcaption></figure>" FIRST SECOND,
		    "© Paul Mbuyi" },
		{ "<ul><li>Par Kinshasa</li><li>Par Goma</li></ul>" FIRST SECOND,
		    "* Par Kinshasa" },
		{ FIRST "<p>— Paul Mbuyi</p>" SECOND, "— Paul Mbuyi" },
		{ FIRST "<h2>La suite</h2><p>Par Paul Mbuyi</p>" SECOND, "Par Paul Mbuyi" },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_text(cases[i].text, &c);
		cr_expect_str_empty(byline_in(&c), "%s: %s", cases[i].text, byline_in(&c));
		cr_expect_not_null(strstr(c.articles[0].body, cases[i].kept), "%s: %s",
		    cases[i].kept, c.articles[0].body);
		helper_clear(&c);
	}
}

Test(webpage_top, a_signature_under_the_title_is_the_byline)
{
	static const char *const lines[] = { "<p>Par Paul Mbuyi</p>", "<p>— Paul Mbuyi</p>",
		"<div>© Paul Mbuyi</div>",
		"<p>La rivière se traverse de nouveau.</p><p>Par Paul Mbuyi</p>" };
	char text[4096];
	struct collected c;

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		snprintf(text, sizeof text, "%s%s", lines[i], FIRST SECOND);
		read_text(text, &c);
		cr_expect_str_eq(byline_in(&c), "Paul Mbuyi", "%s: %s", lines[i], byline_in(&c));
		cr_expect_null(strstr(c.articles[0].body, "Mbuyi"), "%s", c.articles[0].body);
		helper_clear(&c);
	}
}

Test(webpage_top, the_line_of_date_and_name_is_read_in_its_shapes)
{
	static const struct {
		const char *line;
		int day;
		const char *byline;
	} cases[] = {
		{ "<div class='meta'>Publié le 3 mai 2023 à 10:20 par <a href='/a'>Rose Kabila</a> "
		  "| 3 commentaires</div>",
		    20230503, "Rose Kabila" },
		{ "<p>Publié le 03/05/2023 à 10h20 - Mis à jour le 04/05/2023</p><p>Par Rose "
		  "Kabila, à Goma</p>",
		    20230503, "Rose Kabila" },
		{ "<div class='date'>03/05/2023</div>", 20230503, "" },
		{ "<div class='entry-meta'>Posted on May 3, 2023 by Rose Kabila in Politics</div>",
		    20230503, "Rose Kabila" },
		{ "<h2 class='date-header'><span>mercredi 3 mai 2023</span></h2>", 20230503, "" },
		{ "<div class='post-footer'>Publié par <span class='fn'>Rose</span> à <abbr "
		  "class='published' title='2023-05-03T10:00:00+01:00'>10:00</abbr></div>",
		    20230503, "Rose" },
		{ "<ul class='comments'><li class='vcard'><b class='fn'>Rose Kabila</b></li></ul>",
		    0, "" },
	};
	char text[4096];
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(text, sizeof text, "%s%s", cases[i].line, FIRST SECOND);
		read_text(text, &c);
		cr_expect_eq(c.articles[0].published.day, cases[i].day, "%s: %d", cases[i].line,
		    c.articles[0].published.day);
		cr_expect_str_eq(
		    byline_in(&c), cases[i].byline, "%s: %s", cases[i].line, byline_in(&c));
		cr_expect_null(strstr(c.articles[0].body, "2023"), "%s", c.articles[0].body);
		helper_clear(&c);
	}
}
