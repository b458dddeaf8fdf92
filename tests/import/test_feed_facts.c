#include "tests/import/feeds.h"

Test(feed_facts, titles_are_one_line_of_text, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *title, *read;
	} cases[] = {
		{ "<title>Un\n  deux</title>", "Un deux" },
		{ "<title>Q &amp;amp; R</title>", "Q & R" },
		{ "<title>L&amp;#8217;eau</title>", "L’eau" },
		{ "<title>&lt;b&gt;Un&lt;/b&gt; deux</title>", "Un deux" },
		{ "<title>&amp;lt;b&amp;gt;Un&amp;lt;/b&amp;gt; deux</title>", "Un deux" },
		{ "<title><![CDATA[1 < 2 & 3]]></title>", "1 < 2 & 3" },
		{ "<title type=\"text\">&lt;b&gt; en HTML</title>", "<b> en HTML" },
		{ "<title type=\"xhtml\"><div>Un <em>deux</em></div></title>", "Un deux" },
		{ "", "Il pleut sur le fleuve." },
	};
	struct collected c;
	char xml[1024];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(xml, sizeof xml,
		    ATOM("", "<entry>%s<content>Il pleut sur le fleuve.</content></entry>"),
		    cases[i].title);
		cr_expect_str_eq(
		    only(xml, &c)->title, cases[i].read, "%s: %s", xml, c.articles[0].title);
		helper_clear(&c);
	}
}

Test(feed_facts, a_missing_title_is_the_first_heading_or_words, .init = set_up, .fini = tear_down)
{
	struct collected c;
	const struct article *a;

	a = only(ATOM("",
		     "<entry><content type=\"html\">&lt;h1&gt;Le bac&lt;/h1&gt;"
		     "&lt;p&gt;Il pleut.&lt;/p&gt;</content></entry>"),
	    &c);
	cr_expect_str_eq(a->title, "Le bac");
	cr_expect_str_eq(a->body, "Il pleut.\n", "%s", a->body);
	helper_clear(&c);
	a = only(ATOM("",
		     "<entry><content>Depuis trois jours le bac de la rive droite ne passe "
		     "plus, et les marchandes attendent au bord de l'eau que la pluie cesse."
		     "</content></entry>"),
	    &c);
	cr_expect_not_null(strstr(a->title, "Depuis trois jours le bac"));
	cr_expect_not_null(strstr(a->title, "…"), "%s", a->title);
	cr_expect_lt(strlen(a->title), 100);
	helper_clear(&c);
}

Test(feed_facts, a_text_that_begins_with_its_title_loses_that_line, .init = set_up,
    .fini = tear_down)
{
	static const struct {
		const char *text, *body;
	} cases[] = {
		{ "<h1>LE BAC !</h1><p>Il pleut.</p>", "Il pleut.\n" },
		{ "<h2>Le bac</h2>\n<p>Il pleut.</p>", "Il pleut.\n" },
		{ "<p><b>Le bac</b></p><p>Il pleut.</p>", "Il pleut.\n" },
		{ "<p><strong>Le bac.</strong></p><p>Il pleut.</p><p>Encore.</p>",
		    "Il pleut.\n\nEncore.\n" },
		{ "<h1>Le bac coule</h1><p>Il pleut.</p>", "## Le bac coule\n\nIl pleut.\n" },
		{ "<p>Le bac est parti.</p>", "Le bac est parti.\n" },
		/* Nothing else is said. */
		{ "<p>Le bac</p>", "Le bac\n" },
		{ "<ul><li>Le bac</li><li>Le pont</li></ul>", "* Le bac\n* Le pont\n" },
	};
	struct collected c;
	char xml[1024];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(xml, sizeof xml,
		    RSS(SITE,
			"<item><title>Le bac</title><content:encoded><![CDATA[%s]]></content:encoded>"
			"</item>"),
		    cases[i].text);
		cr_expect_str_eq(only(xml, &c)->body, cases[i].body, "%s: \"%s\"", cases[i].text,
		    c.articles[0].body);
		helper_clear(&c);
	}
}

Test(feed_facts, names_themes_language_and_files, .init = set_up, .fini = tear_down)
{
	struct collected c;
	const struct article *a;

	a = only(
	    RSS(SITE "<language>fr</language>",
		"<item><title>T</title><description>Un.</description>"
		"<author>aline@fleuve.example (Aline Mbuyi)</author>"
		"<category>Fleuve</category><category domain=\"x\">Rive, droite</category>"
		"<enclosure url=\"/a/son.mp3\" length=\"2000000\" type=\"audio/mpeg\"/></item>"),
	    &c);
	cr_expect_str_eq(a->byline, "Aline Mbuyi", "%s", a->byline);
	cr_expect_str_eq(a->lang, "fr");
	cr_assert_eq(a->themes.n, 2);
	cr_expect_str_eq(a->themes.items[1].name, "Rive, droite");
	cr_expect_str_eq(a->body,
	    "Un.\n\n=> https://fleuve.example/a/son.mp3 son.mp3 (audio/mpeg, 2000 ko)\n", "%s",
	    a->body);
	helper_clear(&c);

	a = only(ATOM("<author><name>Le Fleuve</name><uri>x</uri></author>",
		     "<entry xml:lang=\"ln\"><title>T</title><content xml:lang=\"sw\">Un.</content>"
		     "<author><name>Aline</name><email>a@b</email></author>"
		     "<author><name>Bola</name></author><category term=\"t1\" label=\"Mai\"/>"
		     "<category term=\"http://x.example/#kind\"/>"
		     "<link rel=\"enclosure\" href=\"http://a/f\" title=\"Film\"/></entry>"),
	    &c);
	cr_expect_str_eq(a->byline, "Aline, Bola", "%s", a->byline);
	cr_expect_str_eq(a->lang, "sw");
	cr_assert_eq(a->themes.n, 1);
	cr_expect_str_eq(a->themes.items[0].name, "Mai");
	cr_expect_not_null(strstr(a->body, "=> http://a/f Film\n"), "%s", a->body);
	helper_clear(&c);

	/* The feed's own author signs what nobody does, and an address signs nothing. */
	a = only(ATOM("<author><name>Le Fleuve</name></author>",
		     "<entry><title>T</title><content>Un.</content>"
		     "<author><name>a@b.example</name></author></entry>"),
	    &c);
	cr_expect_str_eq(a->byline, "Le Fleuve");
	helper_clear(&c);
}

Test(
    feed_facts, the_first_date_of_publication_that_is_one_counts, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *dates;
		int day;
	} cases[] = {
		{ "<pubDate>soon</pubDate><dc:date>2023-06-14</dc:date>", 20230614 },
		{ "<dc:date>2020-01-01</dc:date><pubDate>14 Jun 2023 09:30 EST</pubDate>",
		    20230614 },
		{ "<updated>2023-06-14T00:00:00Z</updated>", 20230614 },
		{ "<pubDate>Wed Jun 14 09:30:00 UTC 2023</pubDate>", 20230614 },
		{ "<pubDate>mercredi 14 juin 2023</pubDate>", 20230614 },
		{ "<pubDate>1686735000</pubDate>", 20230614 },
		{ "<pubDate></pubDate><dc:date>unknown</dc:date>", 0 },
		{ "", 0 },
	};
	struct collected c;
	char xml[1024];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(xml, sizeof xml,
		    RSS("", "<item><title>T</title><description>Un.</description>%s</item>"),
		    cases[i].dates);
		cr_expect_eq(only(xml, &c)->published.day, cases[i].day, "%s: %d", cases[i].dates,
		    c.articles[0].published.day);
		helper_clear(&c);
	}
}
