#include "tests/import/feeds.h"

Test(feed, each_dialect_gives_its_entries, .init = set_up, .fini = tear_down)
{
	static const char *const feeds[] = {
		RSS(SITE,
		    "<item><title>Le bac</title><link>https://fleuve.example/bac</link>"
		    "<description>Il pleut.</description>"
		    "<pubDate>Wed, 14 Jun 2023 09:30:00 GMT</pubDate></item>"),
		"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
		"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
		"xmlns=\"http://purl.org/rss/1.0/\"><channel>" SITE "</channel>"
		"<item rdf:about=\"https://fleuve.example/bac\"><title>Le bac</title>"
		"<description>Il pleut.</description><dc:date>2023-06-14T09:30Z</dc:date></item>"
		"</rdf:RDF>",
		"<rss version=\"0.91\"><channel>" SITE "<item><title>Le bac</title>"
		"<link>bac</link><description>Il pleut.</description>"
		"<pubDate>14 Jun 23 09:30 GMT</pubDate></item></channel></rss>",
		ATOM("<title>Le Fleuve</title><link href=\"https://fleuve.example/\"/>",
		    "<entry><title>Le bac</title><link href=\"bac\"/><summary>Il pleut.</summary>"
		    "<published>2023-06-14T11:30:00+02:00</published>"
		    "<updated>2023-07-01T00:00:00Z</updated></entry>"),
		"<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><title>Le Fleuve</title>"
		"<link rel=\"alternate\" type=\"text/html\" href=\"https://fleuve.example/\"/>"
		"<entry><title>Le bac</title><link rel=\"alternate\" type=\"text/html\" "
		"href=\"https://fleuve.example/bac\"/><summary>Il pleut.</summary>"
		"<issued>2023-06-14T09:30:00Z</issued></entry></feed>",
		"<rss xmlns=\"http://made-up.example/rss\"><channel>" SITE
		"<item><title>Le bac</title><link>/bac</link><description>Il pleut.</description>"
		"<dc:date>2023-06-14T09:30:00Z</dc:date></item></channel></rss>",
	};
	struct collected c;

	for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++) {
		const struct article *a = only(feeds[i], &c);

		cr_expect_str_eq(c.site, "Le Fleuve", "%s", feeds[i]);
		cr_expect_str_eq(a->title, "Le bac", "%s", feeds[i]);
		cr_expect_str_eq(a->body, "Il pleut.\n", "%s", feeds[i]);
		cr_expect_str_eq(a->url, "https://fleuve.example/bac", "%s: %s", feeds[i], a->url);
		cr_expect_str_eq(a->key, "https://fleuve.example/bac", "%s", feeds[i]);
		cr_expect_eq(a->published.time, 1686735000, "%s", feeds[i]);
		cr_expect(a->partial, "%s: a teaser", feeds[i]);
		cr_expect_eq(c.rejects, 0);
		helper_clear(&c);
	}
}

Test(feed, identity_is_the_id_then_the_link_then_title_and_day, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *fields, *key;
	} cases[] = {
		{ "<guid>tag:a,2023:1</guid><link>/x</link>", "tag:a,2023:1" },
		{ "<guid isPermaLink=\"false\">https://a/?p=1</guid><link>/x</link>",
		    "https://a/?p=1" },
		{ "<guid>27</guid><link>/x</link>", "https://fleuve.example/#27" },
		{ "<guid>27</guid><guid>28</guid>", "https://fleuve.example/#27" },
		{ "<link>/x</link>", "https://fleuve.example/x" },
		{ "<link>http://redirect.example/1</link><o:origLink "
		  "xmlns:o=\"http://rssnamespace.org/feedburner/ext/1.0\">http://a/1</o:origLink>",
		    "http://a/1" },
	};
	struct collected c;
	char xml[1024];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(
		    xml, sizeof xml, RSS(SITE, "<item><title>T</title>%s</item>"), cases[i].fields);
		cr_expect_str_eq(
		    only(xml, &c)->key, cases[i].key, "%s: %s", xml, c.articles[0].key);
		helper_clear(&c);
	}
	/* The same title on one day is one article, whatever its text: the key is not by order. */
	read_feed(RSS(SITE,
		      "<item><title>T</title><pubDate>1 Jun 2023 07:00 GMT</pubDate>"
		      "<description>a</description></item>"
		      "<item><title>T</title><pubDate>1 Jun 2023 18:00 GMT</pubDate>"
		      "<description>b</description></item>"),
	    &c);
	cr_assert_eq(c.n, 2);
	cr_expect_str_eq(c.articles[0].key, c.articles[1].key);
	helper_clear(&c);
	/* The same title on two days is two articles, in any order. */
	read_feed(RSS(SITE,
		      "<item><title>T</title><pubDate>1 Jun 2023 00:00 GMT</pubDate></item>"
		      "<item><title>T</title><pubDate>2 Jun 2023 00:00 GMT</pubDate></item>"),
	    &c);
	cr_assert_eq(c.n, 2);
	cr_expect_str_neq(c.articles[0].key, c.articles[1].key);
	helper_clear(&c);
}

Test(feed, an_id_that_repeats_with_another_link_is_none, .init = set_up, .fini = tear_down)
{
	struct collected c;

	read_feed(RSS(SITE,
		      "<item><title>A</title><guid>x</guid><link>/1</link></item>"
		      "<item><title>B</title><guid>x</guid><link>/2</link></item>"
		      "<item><title>A</title><guid>x</guid><link>/1</link></item>"),
	    &c);
	cr_assert_eq(c.n, 3);
	cr_expect_str_eq(c.articles[0].key, "https://fleuve.example/#x");
	cr_expect_str_eq(c.articles[1].key, "https://fleuve.example/2");
	cr_expect_str_eq(c.articles[2].key, "https://fleuve.example/#x");
	helper_clear(&c);
}

Test(feed, content_comes_before_description, .init = set_up, .fini = tear_down)
{
	struct collected c;
	const struct article *a;

	a = only(RSS(SITE,
		     "<item><title>T</title>"
		     "<content:encoded><![CDATA[<p>Un.</p><p>Deux.</p>]]></content:encoded>"
		     "<description>&lt;p&gt;Le d\xc3\xa9"
		     "but […]&lt;/p&gt; &lt;p&gt;The post "
		     "&lt;a href=\"/x\"&gt;T&lt;/a&gt; appeared first on Le Fleuve.&lt;/p&gt;"
		     "</description></item>"),
	    &c);
	cr_expect_str_eq(a->body, "Un.\n\nDeux.\n", "%s", a->body);
	cr_expect_str_eq(a->summary,
	    "Le d\xc3\xa9"
	    "but […]",
	    "%s", a->summary);
	cr_expect_not(a->partial);
	helper_clear(&c);
	/* An empty one is none. */
	a = only(RSS(SITE,
		     "<item><title>T</title><content:encoded> </content:encoded>"
		     "<description>Un.</description></item>"),
	    &c);
	cr_expect_str_eq(a->body, "Un.\n");
	cr_expect_null(a->summary);
	cr_expect(a->partial);
	helper_clear(&c);
}

Test(feed, text_is_read_by_its_type, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *content, *body;
	} cases[] = {
		{ "<content type=\"text\">1 &lt; 2 &lt;b&gt;</content>", "1 < 2 <b>\n" },
		{ "<content type=\"html\">&lt;p&gt;Un &amp;amp; un&lt;/p&gt;</content>",
		    "Un & un\n" },
		{ "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Un</p>"
		  "<pre>a &lt; b</pre></div></content>",
		    "Un\n\n```\na < b\n```\n" },
		{ "<content mode=\"escaped\" type=\"text/html\">Un&lt;br&gt;&lt;br&gt;Deux</content>",
		    "Un\n\nDeux\n" },
		{ "<content mode=\"base64\" type=\"text/html\">PGI+VW48L2I+</content>", "Un\n" },
		{ "<content type=\"application/octet-stream\">PGI+VW48L2I+</content>", "Un\n" },
		{ "<content mode=\"xml\" type=\"application/xhtml+xml\"><p>Un<br/>deux</p></content>",
		    "Un deux\n" },
		{ "<content>Un.\n\nDeux.</content>", "Un.\n\nDeux.\n" },
		{ "<content>&amp;lt;p&amp;gt;Un&amp;lt;/p&amp;gt;</content>", "Un\n" },
		{ "<content>Un <b>deux</b> &amp; trois</content>", "Un deux & trois\n" },
		{ "<content>Un &lt;i&gt;deux&lt;/i&gt;\n\ntrois</content>", "Un deux\n\ntrois\n" },
	};
	struct collected c;
	char xml[1024];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(xml, sizeof xml, ATOM("", "<entry><title>T</title>%s</entry>"),
		    cases[i].content);
		cr_expect_str_eq(only(xml, &c)->body, cases[i].body, "%s: %s", cases[i].content,
		    c.articles[0].body);
		helper_clear(&c);
	}
}

Test(feed, a_text_that_was_cut_is_partial, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *text, *body;
		bool partial;
	} cases[] = {
		{ "<p>Il pleut.</p>", "Il pleut.\n", false },
		{ "<p>Il pleut...</p>", "Il pleut...\n", true },
		{ "<p>Il pleut…</p>", "Il pleut…\n", true },
		{ "<p>Il pleut […]</p>", "Il pleut […]\n", true },
		{ "<p>Il pleut (...)</p>", "Il pleut (...)\n", true },
		{ "<p>Il pleut [&hellip;] <a href=\"/x\">Lire la suite</a></p>", "Il pleut […]\n",
		    true },
		{ "<p>Il pleut.</p><p><a href=\"/x\">Lire la suite</a></p>", "Il pleut.\n", true },
		{ "<p>Il pleut. <a href=\"/x\">Read more &raquo;</a></p>", "Il pleut.\n", true },
		{ "<p>Il pleut…</p><p>The post <a href=\"/x\">T</a> appeared first on "
		  "<a href=\"/\">Le Fleuve</a>.</p>",
		    "Il pleut…\n", true },
		{ "<p>Il pleut.</p><p>L’article <a href=\"/x\">T</a> est apparu en premier sur "
		  "<a href=\"/\">Le Fleuve</a>.</p>",
		    "Il pleut.\n", false },
		{ "<p>Elle aime lire, et veut qu'on lise la suite.</p>",
		    "Elle aime lire, et veut qu'on lise la suite.\n", false },
		{ "<p>She wants to read more</p>", "She wants to read more\n", false },
	};
	struct collected c;
	char xml[2048];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(xml, sizeof xml,
		    RSS(SITE,
			"<item><title>T</title><link>/x</link>"
			"<content:encoded><![CDATA[%s]]></content:encoded></item>"),
		    cases[i].text);
		only(xml, &c);
		cr_expect_str_eq(
		    c.articles[0].body, cases[i].body, "%s: %s", cases[i].text, c.articles[0].body);
		cr_expect_eq(c.articles[0].partial, cases[i].partial, "%s", cases[i].text);
		helper_clear(&c);
	}
}

/* What feeds call a description may be the whole text. */
Test(feed, a_description_is_partial_where_it_is_short, .init = set_up, .fini = tear_down)
{
	struct collected c;

	cr_expect(
	    only(RSS("", "<item><title>T</title><description>Un. Deux.</description></item>"), &c)
		->partial);
	helper_clear(&c);
	cr_expect_not(only(RSS("",
			       "<item><title>T</title><description>&lt;p&gt;Un.&lt;/p&gt;"
			       "&lt;p&gt;Deux.&lt;/p&gt;&lt;p&gt;Trois.&lt;/p&gt;"
			       "</description></item>"),
	    &c)
			  ->partial);
	helper_clear(&c);
}

Test(feed, an_entry_without_text_is_its_link, .init = set_up, .fini = tear_down)
{
	struct collected c;
	const struct article *a;

	a = only(RSS(SITE, "<item><title>T</title><link>/x</link></item>"), &c);
	cr_expect_str_eq(a->body, "=> https://fleuve.example/x\n", "%s", a->body);
	cr_expect(a->partial);
	helper_clear(&c);
	a = only(RSS(SITE, "<item><title>T</title><guid>1</guid></item>"), &c);
	cr_expect_str_eq(a->body, "T\n", "%s", a->body);
	cr_expect(a->partial);
	helper_clear(&c);
	read_feed(RSS(SITE, "<item/>\n<item><guid>1</guid></item>"), &c);
	cr_expect_eq(c.n, 0);
	cr_expect_eq(c.rejects, 2);
	cr_expect_eq(c.reject_line, 2);
	cr_expect_str_eq(c.reason, "neither title nor text");
	helper_clear(&c);
}

Test(feed, links_are_resolved_against_the_nearest_base, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *xml, *url, *link;
	} cases[] = {
		{ RSS(SITE,
		      "<item><title>T</title><link>/x</link><description>"
		      "&lt;a href=\"y\"&gt;z&lt;/a&gt;</description></item>"),
		    "https://fleuve.example/x", "=> https://fleuve.example/y" },
		{ RSS(SITE,
		      "<item xml:base=\"https://a.example/b/\"><title>T</title><link>x</link>"
		      "<description>&lt;a href=\"y\"&gt;z&lt;/a&gt;</description></item>"),
		    "https://a.example/b/x", "=> https://a.example/b/y" },
		{ "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://a.example/\">"
		  "<entry xml:base=\"c/\"><title>T</title><link href=\"x\"/>"
		  "<content type=\"html\" xml:base=\"d/\">&lt;a href=\"y\"&gt;z&lt;/a&gt;"
		  "</content></entry></feed>",
		    "https://a.example/c/x", "=> https://a.example/c/d/y" },
		{ RSS("",
		      "<item><title>T</title><link>https://a.example/x</link><description>"
		      "&lt;a href=\"y\"&gt;z&lt;/a&gt;</description></item>"),
		    "https://a.example/x", "=> https://a.example/y" },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct article *a = only(cases[i].xml, &c);

		cr_expect_str_eq(a->url, cases[i].url, "%s: %s", cases[i].xml, a->url);
		cr_expect_not_null(strstr(a->body, cases[i].link), "%s: %s", cases[i].xml, a->body);
		helper_clear(&c);
	}
}

Test(feed, a_broken_feed_gives_what_can_be_had_and_says_where, .init = set_up, .fini = tear_down)
{
	struct collected c;

	read_feed("<rss><channel>\n<item><title>A</title><description>Un.</description></item>\n"
		  "<item><title>B & C</b></title><link>http://a/?b=1&c=2</link>"
		  "<description>Deux.</description></channel></item>\n"
		  "<item><title>D</title><description>Tr",
	    &c);
	cr_assert_eq(c.n, 3, "%zu", c.n);
	cr_expect_str_eq(c.articles[1].title, "B & C");
	cr_expect_str_eq(c.articles[1].url, "http://a/?b=1&c=2");
	cr_expect_str_eq(c.articles[2].title, "D");
	cr_expect(c.articles[2].partial, "it was cut");
	cr_expect_eq(c.rejects, 1);
	cr_expect_eq(c.reject_line, 3, "line %lu", c.reject_line);
	cr_expect_not_null(strstr(c.reason, "not well-formed"), "%s", c.reason);
	helper_clear(&c);
}

Test(feed, entries_within_entries_are_their_own, .init = set_up, .fini = tear_down)
{
	struct collected c;

	read_feed(RSS(SITE,
		      "<item><title>A</title><item/><link>/a</link></item>"
		      "<item><title>B</title><item><title>C</title><link>/c</link></item>"
		      "<link>/b</link></item>"),
	    &c);
	cr_assert_eq(c.n, 3);
	cr_expect_str_eq(c.articles[0].url, "https://fleuve.example/a");
	cr_expect_str_eq(c.articles[1].title, "C");
	cr_expect_str_eq(c.articles[2].url, "https://fleuve.example/b");
	cr_expect_eq(c.rejects, 0);
	helper_clear(&c);
}

Test(feed, what_belongs_to_another_feed_is_left_out, .init = set_up, .fini = tear_down)
{
	struct collected c;
	const struct article *a;

	a = only(ATOM("",
		     "<entry><source><title>S</title><id>s</id><link href=\"http://s/\"/>"
		     "</source><title>T</title><content>Un.</content></entry>"),
	    &c);
	cr_expect_str_eq(a->title, "T");
	cr_expect_null(a->url);
	helper_clear(&c);
	read_feed(RSS("<image><title>Logo</title><link>http://i/</link></image>" SITE,
		      "<item><title>T</title><link>/x</link></item>"),
	    &c);
	cr_expect_str_eq(c.site, "Le Fleuve");
	cr_expect_str_eq(c.articles[0].url, "https://fleuve.example/x");
	helper_clear(&c);
}

Test(feed, what_is_no_feed_is_refused_with_the_reason, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *xml, *reason;
	} cases[] = {
		{ "<html><body><p>Non</p></body></html>",
		    "not a feed: its first element is <html>" },
		{ "<opml><body><outline text=\"x\"/></body></opml>",
		    "not a feed: its first element is <opml>" },
		{ "Non", "not a feed: it has no element" },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_feed(cases[i].xml, &c);
		cr_expect_eq(c.n, 0);
		cr_expect_eq(c.rejects, 1);
		cr_expect_not_null(strstr(c.reason, cases[i].reason), "%s", c.reason);
		helper_clear(&c);
	}
	/* A feed without entries is one. */
	read_feed(RSS(SITE, ""), &c);
	cr_expect_eq(c.rejects, 0);
	helper_clear(&c);
}

Test(feed, a_category_is_rid_of_its_entities, .init = set_up, .fini = tear_down)
{
	struct collected c;
	const struct article *a;

	a = only(RSS(SITE,
		     "<item><title>T</title><description>Un.</description>"
		     "<category><![CDATA[Arts &amp;amp; culture]]></category>"
		     "<category>Vie &amp;amp; mer; ciel</category></item>"),
	    &c);
	cr_assert_eq(a->themes.n, 2);
	cr_expect_str_eq(a->themes.items[0].name, "Arts & culture");
	cr_expect_str_eq(a->themes.items[1].name, "Vie & mer; ciel");
	helper_clear(&c);
}

/* `n` elements within one another, and what stands around them. */
static void put_deep(struct buf *s, const char *before, int n, const char *after)
{
	buf_puts(s, before);
	for (int i = 0; i < n; i++)
		buf_puts(s, "<b>");
	buf_puts(s, "x");
	for (int i = 0; i < n; i++)
		buf_puts(s, "</b>");
	buf_puts(s, after);
}

Test(feed, an_entry_that_is_too_deep_costs_itself_alone, .init = set_up, .fini = tear_down)
{
	struct buf s = BUF(1 << 20);
	struct collected c;

	buf_puts(&s,
	    "<rss version='2.0'><channel>\n<item><title>A</title><description>x"
	    "</description></item>\n");
	put_deep(&s, "<item><title>B</title><description>", XML_DEPTH_MAX,
	    "</description></item>\n<item><title>C</title><description>z</description></item>");
	buf_puts(&s, "</channel></rss>");
	read_feed(buf_str(&s), &c);
	cr_expect_eq(c.n, 2, "%zu", c.n);
	cr_expect_eq(c.rejects, 1, "%s", c.reason);
	cr_expect_eq(c.reject_line, 3, "%lu", c.reject_line);
	cr_expect_str_eq(c.reason, "more than 200 elements within one another (line 3)");
	helper_clear(&c);

	/* Outside of entries it is said as well. */
	buf_reset(&s);
	put_deep(&s, "<rss version='2.0'><channel>\n<z>", XML_DEPTH_MAX,
	    "</z>\n<item><title>C</title><description>z</description></item></channel></rss>");
	read_feed(buf_str(&s), &c);
	cr_expect_eq(c.n, 1);
	cr_expect_eq(c.rejects, 1);
	cr_expect_eq(c.reject_line, 2, "%lu", c.reject_line);
	helper_clear(&c);
	buf_clear(&s);
}

#define KIND(kind)                                                                                 \
	"<category scheme='http://schemas.google.com/g/2005#kind' "                                \
	"term='http://schemas.google.com/blogger/2008/kind#" kind "'/>"
#define BLOGGER(members)                                                                           \
	"<feed xmlns='http://www.w3.org/2005/Atom' "                                               \
	"xmlns:blogger='http://schemas.google.com/blogger/2018' "                                  \
	"xmlns:app='http://purl.org/atom/app#' xmlns:pub='http://www.w3.org/2007/app'>"            \
	"<entry><id>urn:x:1</id><title>T</title><content>x</content>" members "</entry></feed>"

/* What an export holds that no reader of the site ever saw. */
Test(feed, what_its_software_keeps_from_readers_is_left_out, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *xml, *what; /* NULL: it goes in */
	} cases[] = {
		{ BLOGGER(KIND("post")), NULL },
		{ BLOGGER(KIND("page")), "a page (--pages takes them)" },
		{ BLOGGER(KIND("comment")), "a comment" },
		{ BLOGGER(KIND("template")), "a template" },
		{ BLOGGER(KIND("settings")), "settings" },
		{ BLOGGER(KIND("post") "<app:control><app:draft>yes</app:draft></app:control>"),
		    "a draft" },
		{ BLOGGER("<pub:control><pub:draft>yes</pub:draft></pub:control>"), "a draft" },
		{ BLOGGER("<pub:control><pub:draft>no</pub:draft></pub:control>"), NULL },
		{ BLOGGER("<blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status>"),
		    NULL },
		{ BLOGGER(
		      "<blogger:type>POST</blogger:type><blogger:status>DRAFT</blogger:status>"),
		    "a draft" },
		{ BLOGGER("<blogger:status>SOFT_TRASHED</blogger:status>"), "a post in the trash" },
		{ BLOGGER("<blogger:type>COMMENT</blogger:type>"), "a comment" },
		{ BLOGGER("<blogger:type>PAGE</blogger:type>"), "a page (--pages takes them)" },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_feed(cases[i].xml, &c);
		cr_expect_eq(c.rejects, 0, "%s: %s", cases[i].xml, c.reason);
		cr_expect_eq(c.n, cases[i].what == NULL, "%s", cases[i].xml);
		cr_expect_str_eq(
		    c.skipped, cases[i].what != NULL ? cases[i].what : "", "%s", cases[i].xml);
		helper_clear(&c);
	}
	options.pages = true;
	cr_expect_eq(only(BLOGGER(KIND("page")), &c)->themes.n, 0);
	helper_clear(&c);
	cr_expect_eq(
	    only(BLOGGER("<category scheme='http://schemas.google.com/g/2005#kind' term='x#post' "
			 "label='post'/><category term='Lac'/>"),
		&c)
		->themes.n,
	    1);
	helper_clear(&c);
}
