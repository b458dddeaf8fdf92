#include "import/wxr.h"

#include "base/buf.h"
#include "import/xml.h"
#include "tests/import/export.h"
#include "tests/import/helpers.h"

/* Read an export of one item, which begins as `item` says. */
static void read_item(const char *item, const struct import_options *o, struct collected *out)
{
	struct buf in = BUF(1 << 20);

	buf_printf(&in, "%s<item>%s%s%s", export_head, item, export_rest, export_tail);
	helper_read_named("a.xml", wxr_read, o, in.data, in.len, out);
	buf_clear(&in);
}

Test(wxr, a_post_has_all_its_parts)
{
	struct import_options o;
	struct collected c;

	helper_options(&o);
	read_item(
	    "<category domain=\"post_tag\" nicename=\"pont\"><![CDATA[Pont]]></category>"
	    "<category domain=\"category\" nicename=\"transport\">Transport</category>"
	    "<category domain=\"category\" nicename=\"non-classe\">Non classé</category>"
	    "<category domain=\"post_format\" nicename=\"post-format-aside\">Aside</category>",
	    &o, &c);
	cr_assert_eq(c.n, 1, "%s", c.reason);
	cr_expect_eq(c.rejects, 0);
	cr_expect_eq(c.lines[0], 13, "%lu", c.lines[0]);
	cr_expect_str_eq(c.site, "Le Courrier du fleuve & des lacs");
	cr_expect_str_eq(c.articles[0].title, "Le bac");
	cr_expect_str_eq(c.articles[0].key, "https://courrier.example/?p=7");
	cr_expect_str_eq(c.articles[0].url, "https://courrier.example/le-bac/");
	cr_expect_str_eq(c.articles[0].byline, "Marie Kabila");
	cr_expect_str_eq(c.articles[0].body, "Il repart.\n");
	cr_expect_str_eq(c.articles[0].lang, "fr-FR");
	cr_expect_null(c.articles[0].summary);
	cr_expect_not(c.articles[0].partial);
	cr_expect_eq(c.articles[0].published.time, clock_utc(20230614, 9 * 3600 + 1800));
	cr_assert_eq(c.articles[0].themes.n, 2);
	cr_expect_str_eq(c.articles[0].themes.items[0].name, "Transport");
	cr_expect_str_eq(c.articles[0].themes.items[1].name, "Pont");
	helper_clear(&c);
	helper_options_clear(&o);
}

Test(wxr, what_is_not_published_is_left_out_and_said)
{
	static const struct {
		const char *item, *what;
	} cases[] = {
		{ "<wp:status>draft</wp:status>", "a draft" },
		{ "<wp:status><![CDATA[private]]></wp:status>", "a private post" },
		{ "<wp:status>future</wp:status>", "a post that is not yet due" },
		{ "<wp:status>pending</wp:status>", "a post that waits for review" },
		{ "<wp:status>trash</wp:status>", "a post in the trash" },
		{ "<wp:status>auto-draft</wp:status>", "a draft" },
		{ "<wp:status>archived</wp:status>", "a post of the status archived" },
		{ "<wp:post_password>secret</wp:post_password>", "a post with a password" },
		{ "<wp:post_type>attachment</wp:post_type>", "an attachment" },
		{ "<wp:post_type>nav_menu_item</wp:post_type>", "a menu item" },
		{ "<wp:post_type>page</wp:post_type>", "a page (--pages takes them)" },
		{ "<wp:post_type>product</wp:post_type>", "an item of the type product" },
	};
	struct import_options o;
	struct collected c;

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_item(cases[i].item, &o, &c);
		cr_expect_eq(c.n, 0, "%s", cases[i].item);
		cr_expect_eq(c.rejects, 0, "%s: %s", cases[i].item, c.reason);
		cr_expect_eq(c.skips, 1, "%s", cases[i].item);
		cr_expect_str_eq(c.skipped, cases[i].what, "%s", c.skipped);
		helper_clear(&c);
	}
	o.pages = true;
	read_item("<wp:post_type>page</wp:post_type>", &o, &c);
	cr_expect_eq(c.n, 1, "%s", c.skipped);
	helper_clear(&c);
	read_item("<wp:post_type>actualites</wp:post_type>", &o, &c);
	cr_expect_eq(c.n, 1, "%s", c.skipped);
	helper_clear(&c);
	helper_options_clear(&o);
}

Test(wxr, the_date_is_by_greenwich_else_by_the_capsule_else_that_of_the_feed)
{
	static const struct {
		const char *item;
		int day, second; /* in UTC */
	} cases[] = {
		{ "", 20230614, 34200 },
		{ "<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>", 20230614, 34200 },
		{ "<wp:post_date_gmt> </wp:post_date_gmt><wp:post_date>2023-06-14 "
		  "12:00:00</wp:post_date>",
		    20230614, 39600 },
		{ "<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:post_date>"
		  "0000-00-00 00:00:00</wp:post_date>",
		    20230614, 28800 },
	};
	struct import_options o;
	struct zone *utc, *kinshasa;
	struct collected c;

	helper_options(&o);
	utc = (struct zone *)o.zone;
	cr_assert_eq(zone_open("Africa/Kinshasa", &kinshasa, NULL), ST_OK);
	o.zone = kinshasa;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_item(cases[i].item, &o, &c);
		cr_assert_eq(c.n, 1, "%s", c.reason);
		cr_expect_eq(c.articles[0].published.time, clock_utc(cases[i].day, cases[i].second),
		    "%s: %lld", cases[i].item, (long long)c.articles[0].published.time);
		helper_clear(&c);
	}
	o.zone = utc;
	zone_free(kinshasa);
	helper_options_clear(&o);
}

Test(wxr, the_key_is_the_guid_else_the_link_else_the_number)
{
	static const struct {
		const char *item, *key;
	} cases[] = {
		{ "<guid>https://old.example/?p=1&amp;x=2</guid>", "https://old.example/?p=1&x=2" },
		{ "<guid>12</guid>", "https://courrier.example#12" },
		{ "<guid> </guid>", "https://courrier.example/le-bac/" },
		{ "<guid> </guid><link> </link>", "https://courrier.example#7" },
	};
	struct import_options o;
	struct collected c;

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_item(cases[i].item, &o, &c);
		cr_assert_eq(c.n, 1, "%s: %s", cases[i].item, c.reason);
		cr_expect_str_eq(
		    c.articles[0].key, cases[i].key, "%s: %s", cases[i].item, c.articles[0].key);
		helper_clear(&c);
	}
	helper_options_clear(&o);
}

Test(wxr, a_guid_that_another_post_had_is_none)
{
	struct buf in = BUF(1 << 20);
	struct import_options o;
	struct collected c;

	helper_options(&o);
	buf_printf(&in, "%s<item>%s<item><link>https://courrier.example/2/</link>%s%s", export_head,
	    export_rest, export_rest, export_tail);
	helper_read(wxr_read, &o, in.data, in.len, &c);
	cr_assert_eq(c.n, 2);
	cr_expect_str_eq(c.articles[0].key, "https://courrier.example/?p=7");
	cr_expect_str_eq(c.articles[1].key, "https://courrier.example/2/");
	helper_clear(&c);
	helper_options_clear(&o);
	buf_clear(&in);
}

#define BODY(text) "<content:encoded><![CDATA[" text "]]></content:encoded>"

Test(wxr, texts_are_read_as_wordpress_shows_them)
{
	static const struct {
		const char *item, *body, *summary;
	} cases[] = {
		{ BODY("a\nb\n\nc"), "a\nb\n\nc\n", NULL },
		{ BODY("Le <b>d&eacute;but</b>.\n\n<!--more-->\n\nLa suite."),
		    "Le début.\n\nLa suite.\n", "Le début." },
		{ BODY("D&eacute;but<!--more Lire la suite -->suite"), "Débutsuite\n", "Début" },
		{ BODY("Corps") "<excerpt:encoded><![CDATA[Le <i>chapeau</i>]]></excerpt:encoded>",
		    "Corps\n", "Le chapeau" },
		{ BODY("<!--more-->Corps") "<excerpt:encoded>Chapeau</excerpt:encoded>", "Corps\n",
		    "Chapeau" },
		{ BODY("a ]]]]><![CDATA[> b"), "a ]]> b\n", NULL },
		{ BODY("Une suite..."), "Une suite...\n", NULL },
		{ BODY("[gallery ids=\"1\"]Un [sic] mot"), "Un [sic] mot\n", NULL },
		{ BODY("<a href=\"/x\">ici</a> et <a href=\"../y\">l&agrave;</a>"),
		    "ici et là\n=> https://courrier.example/x ici\n=> https://courrier.example/y "
		    "là\n",
		    NULL },
		{ BODY("Un.\n\n<h3>Deux</h3>\n\n<!--more-->\n\nTrois."),
		    "Un.\n\n### Deux\n\nTrois.\n", "Un." },
		{ BODY(" "), "=> https://courrier.example/le-bac/\n", NULL },
		{ BODY(" ") "<excerpt:encoded>Un chapeau</excerpt:encoded>", "Un chapeau\n", NULL },
	};
	struct import_options o;
	struct collected c;

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct article *a;

		read_item(cases[i].item, &o, &c);
		cr_assert_eq(c.n, 1, "%s: %s", cases[i].item, c.reason);
		a = &c.articles[0];
		cr_expect_str_eq(a->body, cases[i].body, "%s: \"%s\"", cases[i].item, a->body);
		if (cases[i].summary == NULL)
			cr_expect_null(a->summary, "%s: %s", cases[i].item, a->summary);
		else
			cr_expect_str_eq(a->summary != NULL ? a->summary : "", cases[i].summary,
			    "%s: %s", cases[i].item, a->summary);
		cr_expect_not(a->partial, "%s", cases[i].item);
		helper_clear(&c);
	}
	helper_options_clear(&o);
}

Test(wxr, titles_and_names_are_text)
{
	static const struct {
		const char *item, *title, *byline;
	} cases[] = {
		{ "<title>A &amp; B</title>", "A & B", "Marie Kabila" },
		{ "<title><![CDATA[A &amp; <i>B</i>]]></title>", "A & B", "Marie Kabila" },
		{ "<title></title>", "Le bac", "Marie Kabila" },
		{ "<dc:creator><![CDATA[inconnu]]></dc:creator>", "Le bac", "inconnu" },
	};
	struct import_options o;
	struct collected c;

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_item(cases[i].item, &o, &c);
		cr_assert_eq(c.n, 1, "%s", c.reason);
		cr_expect_str_eq(c.articles[0].title, cases[i].title, "%s", c.articles[0].title);
		cr_expect_str_eq(c.articles[0].byline, cases[i].byline, "%s", c.articles[0].byline);
		helper_clear(&c);
	}
	helper_options_clear(&o);
}

/* Comments and fields of other namespaces have the same names as what is wanted. */
Test(wxr, only_wordpress_own_elements_count)
{
	struct import_options o;
	struct collected c;

	helper_options(&o);
	read_item("<wp:comment><wp:status>draft</wp:status><title>No</title></wp:comment>"
		  "<wp:postmeta><content:encoded>No</content:encoded></wp:postmeta>"
		  "<x:status xmlns:x=\"http://x.example/\">draft</x:status>"
		  "<wp:status xmlns:wp=\"http://x.example/\">draft</wp:status>"
		  "<media:title>No</media:title>",
	    &o, &c);
	cr_assert_eq(c.n, 1, "%s%s", c.reason, c.skipped);
	cr_expect_str_eq(c.articles[0].title, "Le bac");
	cr_expect_str_eq(c.articles[0].body, "Il repart.\n");
	helper_clear(&c);
	helper_options_clear(&o);
}

Test(wxr, every_version_is_read_and_prefixes_that_nobody_declared)
{
	static const char *const roots[] = {
		"<rss xmlns:wp=\"http://wordpress.org/export/1.0/\" xmlns:content=\""
		"http://purl.org/rss/1.0/modules/content/\">",
		"<rss xmlns:wp=\"https://wordpress.org/export/1.3/\" xmlns:content=\""
		"http://purl.org/rss/1.0/modules/content/\">",
		"<rss>",
	};
	struct import_options o;
	struct collected c;

	helper_options(&o);
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
		struct buf in = BUF(1 << 16);

		buf_printf(&in,
		    "%s<channel><item><title>T</title><category>Uncategorized</category>"
		    "<category>Lac</category>%s%s",
		    roots[i], export_rest, export_tail);
		helper_read(wxr_read, &o, in.data, in.len, &c);
		cr_assert_eq(c.n, 1, "%s: %s", roots[i], c.reason);
		cr_expect_str_eq(c.articles[0].body, "Il repart.\n");
		cr_expect_eq(c.articles[0].themes.n, 1);
		helper_clear(&c);
		buf_clear(&in);
	}
	helper_options_clear(&o);
}

Test(wxr, what_is_whole_of_a_broken_export_goes_in_and_the_place_is_said)
{
	static const struct {
		const char *after; /* the first item, which is whole */
		size_t articles, rejects;
		const char *reason; /* of the last reject */
	} cases[] = {
		{ "<item><title>Cut", 1, 2, "not well-formed" },
		{ "<item><title>No end</title><wp:status>publish</wp:status>"
		  "<content:encoded>Texte</content:encoded>"
		  "<item><guid>2</guid>",
		    3, 1, "not well-formed" },
		{ "</channel></rss>junk", 1, 0, "" },
	};
	struct import_options o;
	struct collected c;

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf in = BUF(1 << 16);

		buf_printf(&in, "%s<item>%s%s", export_head, export_rest, cases[i].after);
		if (cases[i].articles == 3)
			buf_puts(&in, export_rest);
		helper_read(wxr_read, &o, in.data, in.len, &c);
		cr_expect_eq(c.n, cases[i].articles, "%s: %zu", cases[i].after, c.n);
		cr_expect_eq(c.rejects, cases[i].rejects, "%s: %zu: %s", cases[i].after, c.rejects,
		    c.reason);
		cr_expect_eq(
		    strncmp(c.reason, cases[i].reason, strlen(cases[i].reason)), 0, "%s", c.reason);
		helper_clear(&c);
		buf_clear(&in);
	}
	helper_options_clear(&o);
}

Test(wxr, an_item_that_is_too_deep_costs_itself_alone)
{
	struct buf in = BUF(1 << 16);
	struct import_options o;
	struct collected c;

	helper_options(&o);
	buf_printf(&in, "%s<item>%s<item><z>", export_head, export_rest);
	for (int i = 0; i <= XML_DEPTH_MAX; i++)
		buf_puts(&in, "<b>");
	buf_printf(&in, "</z>%s<item>%s%s", export_rest, export_rest, export_tail);
	helper_read(wxr_read, &o, in.data, in.len, &c);
	cr_expect_eq(c.n, 2, "%zu", c.n);
	cr_expect_eq(c.rejects, 2, "%zu", c.rejects);
	cr_expect_str_eq(c.reason,
	    "not well-formed: an element is not ended before the one around it (what "
	    "stands after it may be missing)");
	helper_clear(&c);
	buf_clear(&in);
	helper_options_clear(&o);
}

Test(wxr, a_text_over_the_limit_is_rejected_and_the_next_is_read)
{
	struct buf in = BUF((size_t)4 * IMPORT_ARTICLE_MAX);
	struct import_options o;
	struct collected c;

	buf_printf(&in, "%s<item><content:encoded>", export_head);
	while (in.len < (size_t)2 * IMPORT_ARTICLE_MAX + 1000)
		buf_puts(&in, "0123456789 0123456789 0123456789 0123456789 0123456789\n");
	buf_printf(&in, "</content:encoded>%s<item>%s%s", export_rest, export_rest, export_tail);
	helper_options(&o);
	helper_read(wxr_read, &o, in.data, in.len, &c);
	cr_assert_eq(c.n, 1);
	cr_expect_str_eq(c.articles[0].body, "Il repart.\n");
	cr_expect_eq(c.rejects, 1);
	cr_expect_not_null(strstr(c.reason, "8 MB"), "%s", c.reason);
	helper_clear(&c);
	helper_options_clear(&o);
	buf_clear(&in);
}

Test(wxr, a_category_is_rid_of_its_entities)
{
	struct import_options o;
	struct collected c;

	helper_options(&o);
	read_item("<category domain=\"category\" nicename=\"arts-culture\">"
		  "<![CDATA[Arts &amp;amp; culture]]></category>" BODY("Corps"),
	    &o, &c);
	cr_assert_eq(c.n, 1, "%s", c.reason);
	cr_assert_eq(c.articles[0].themes.n, 1);
	cr_expect_str_eq(c.articles[0].themes.items[0].name, "Arts & culture");
	helper_clear(&c);
	helper_options_clear(&o);
}
