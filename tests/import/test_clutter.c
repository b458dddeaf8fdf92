/* Boxes that are no part of a text, in pages and in the texts of feeds. */
#include "import/clutter.h"
#include "import/fragment.h"
#include "import/webpage.h"
#include "tests/import/helpers.h"

#define BEFORE                                                                                     \
	"<p>Le bac de Bisunga a repris ses traversées, lundi, et les marchands ont chanté.</p>"
#define AFTER "<p>Le moteur neuf, dit le capitaine, tiendra dix ans, sauf si la rivière monte.</p>"

/* `kept`: it is text. */
static const struct {
	const char *box;
	const char *word;
	bool kept;
} cases[] = {
	{ "<div id='cookie-consent'><p>Ce site utilise des cookies, pour vous.</p></div>",
	    "cookies", false },
	{ "<div class='gdpr-notice'>Nous utilisons des cookies.</div>", "cookies", false },
	{ "<div id='tarteaucitronRoot'><p>En autorisant ces services, vous acceptez.</p></div>",
	    "acceptez", false },
	{ "<div id='axeptio_overlay'><p>Nous et nos partenaires, pour vous.</p></div>",
	    "partenaires", false },
	{ "<div class='cc-window cc-banner'><span>Ce site a des cookies.</span></div>", "cookies",
	    false },
	{ "<div id='onetrust-banner-sdk'><p>Nous et nos partenaires.</p></div>", "partenaires",
	    false },
	{ "<div class='recipe-cookie'><p>Du beurre, du sucre, deux œufs.</p></div>", "beurre",
	    true },
	{ "<div id='respond'><h3>Laisser un mot</h3><p>Votre adresse ne sera pas publiée.</p></div>",
	    "adresse", false },
	{ "<div class='sharedaddy'><a href='https://a.example/x'>Partager cela</a></div>",
	    "Partager", false },
	{ "<div id='jp-relatedposts'><p>Le pont de Kanga est fermé.</p></div>", "Kanga", false },
	{ "<ul><li><a href='https://www.facebook.com/sharer/sharer.php?u=1'>Facebook</a></li><li>"
	  "<a href='https://twitter.com/intent/tweet'>Oiseau</a></li></ul>",
	    "Facebook", false },
	{ "<p><a href='https://wa.me/?text=x'>WhatsApp</a> | <a href='mailto:?subject=x'>Courriel"
	  "</a> | <a href='javascript:print()'>Imprimer</a></p>",
	    "WhatsApp", false },
	{ "<p>Écrivez au <a href='mailto:a@b.example'>journal</a>.</p>", "journal", true },
	{ "<p>Voici <a href='https://x.com/share?u=1'>le lien</a> par lequel la page a été donnée à "
	  "mille lecteurs en une nuit.</p>",
	    "mille lecteurs", true },
	{ "<p>Partager :</p>", "Partager", false },
	{ "<div class='ad'>Publicité</div>", "Publicité", false },
	{ "<p>La publicité est chère.</p>", "publicité", true },
	{ "<p>Inscrivez-vous à notre newsletter</p>", "newsletter", false },
	{ "<p>Inscrivez-vous à notre newsletter, dit-il, et vous saurez tout de ce que fait la "
	  "mairie, de ses marchés et de ses travaux.</p>",
	    "marchés", true },
};

Test(clutter, boxes_leave_the_texts_of_feeds)
{
	char html[2048];
	struct error e;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct doc d;
		bool found = false;

		doc_init(&d);
		snprintf(html, sizeof html, "%s%s%s", BEFORE, cases[i].box, AFTER);
		cr_assert_eq(
		    fragment_write(html, strlen(html), FRAGMENT_HTML, NULL, &d, &e), ST_OK);
		for (size_t k = 0; k < d.n; k++)
			found = found || strstr(d.lines[k].text, cases[i].word) != NULL;
		cr_expect_eq(found, cases[i].kept, "%s", cases[i].box);
		doc_clear(&d);
	}
}

Test(clutter, boxes_leave_pages_however_short_the_text_is)
{
	struct import_options options;
	struct collected c;
	char html[2048];

	helper_options(&options);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(html, sizeof html,
		    "<html><head><title>Le bac repart</title></head><body><h1>Le bac repart</h1>%s%s%s"
		    "</body></html>",
		    BEFORE, cases[i].box, AFTER);
		helper_read_named("bac.html", webpage_read, &options, html, strlen(html), &c);
		cr_assert_eq(c.n, 1, "%s: %s", cases[i].box, c.reason);
		cr_expect_eq(strstr(c.articles[0].body, cases[i].word) != NULL, cases[i].kept,
		    "%s: %s", cases[i].box, c.articles[0].body);
		cr_expect_not_null(strstr(c.articles[0].body, "moteur neuf"), "%s", cases[i].box);
		helper_clear(&c);
	}
	helper_options_clear(&options);
}

Test(clutter, comments_go_with_their_heading)
{
	static const char html[] =
	    "<html><head><title>Le bac repart</title></head><body><h1>Le bac repart</h1>" BEFORE
		AFTER
	    "<div><h2>Commentaires (2)</h2><div><b>Paul</b><p>Bravo, enfin, il était temps, et je le "
	    "dis comme je le pense, sans rien cacher.</p></div></div></body></html>";
	struct import_options options;
	struct collected c;

	helper_options(&options);
	helper_read_named("bac.html", webpage_read, &options, html, strlen(html), &c);
	cr_assert_eq(c.n, 1, "%s", c.reason);
	cr_expect_null(strstr(c.articles[0].body, "Bravo"), "%s", c.articles[0].body);
	cr_expect_null(strstr(c.articles[0].body, "Commentaires"), "%s", c.articles[0].body);
	helper_clear(&c);
	helper_options_clear(&options);
}

Test(clutter, headings_of_comments_are_told_from_those_of_texts)
{
	static const struct {
		const char *heading;
		bool comments;
	} rows[] = { { "Commentaires (2)", true }, { "2 commentaires", true },
		{ "Commentaires", true }, { "Commentaire", false }, { "Réactions", false },
		{ "3 réactions", true }, { "Laisser un commentaire", true },
		{ "Leave a Reply", true }, { "Commentaires du ministre", false }, { "2", false },
		{ "", false } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect_eq(clutter_heads_comments(rows[i].heading, strlen(rows[i].heading)),
		    rows[i].comments, "%s", rows[i].heading);
}
