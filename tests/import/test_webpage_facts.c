/* What a page says of itself: title, byline, date, themes, address. */
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

TestSuite(webpage_facts, .init = set_up, .fini = tear_down);

/* Read a page of two paragraphs with this in its head and before its text. */
static void read_parts(const char *head, const char *top, struct collected *out)
{
	char html[8192];

	snprintf(html, sizeof html,
	    "<!doctype html><html><head>%s</head><body>%s<div class='article-body'>"
	    "<p>Le bac de Bisunga a repris ses traversées, lundi, après deux semaines d'arrêt, et "
	    "les marchands, venus de loin, ont chanté.</p><p>Le moteur neuf, dit le capitaine, "
	    "tiendra dix ans, sauf si la rivière monte.</p></div></body></html>",
	    head, top);
	helper_read_named("pages/bac.html", webpage_read, &options, html, strlen(html), out);
	cr_assert_eq(out->n, 1, "%s: %s", head, out->reason);
}

#define LD(json) "<script type='application/ld+json'>" json "</script>"

Test(webpage_facts, the_title_is_the_best_that_is_said)
{
	static const struct {
		const char *head, *top, *title;
	} cases[] = {
		{ "<title>Le bac repart</title>", "", "Le bac repart" },
		{ "<title>Le bac repart | Le Courrier</title>", "<h1>Le bac repart</h1>",
		    "Le bac repart" },
		{ "<title>Le bac de Bisunga repart enfin - Le Courrier</title>", "",
		    "Le bac de Bisunga repart enfin" },
		{ "<title>Le bac - mode d'emploi</title>", "<h1>Le bac - mode d'emploi</h1>",
		    "Le bac - mode d'emploi" },
		{ "<title>T</title><meta property='og:title' content='Le bac &amp;amp; le pont'>",
		    "", "Le bac & le pont" },
		{ "<title>T</title><meta name='DC.title' content='Le bac'><meta property='og:title' "
		  "content='Autre'>",
		    "", "Le bac" },
		{ "<title>T</title><meta property='og:title' content='Autre'>" LD(
		      "{\"@type\":\"NewsArticle\",\"headline\":\"Le bac repart\"}"),
		    "", "Le bac repart" },
		{ "<title>Le bac de Bisunga a repris lundi</title><meta property='og:title' "
		  "content='Le bac de Bisunga a…'>",
		    "", "Le bac de Bisunga a repris lundi" },
		{ "", "<h1>Le bac repart</h1>", "Le bac repart" },
		{ "", "<h1 itemprop='headline'>Le bac repart</h1>", "Le bac repart" },
		/* The title element says but the site's name, or another title than readers see. */
		{ "<title>Le Courrier</title>", "<h1>Le bac repart</h1>", "Le bac repart" },
		{ "<title>T</title>", "<h1>Le bac repart</h1>", "Le bac repart" },
		{ "<title>Le Courrier</title>", "<h3 class='post-title'>Le bac repart</h3>",
		    "Le bac repart" },
		{ "<title>Transports</title>", "<h1>Le bac</h1><h1>Le pont</h1>", "Transports" },
		{ "<title>Le bac de Bisunga repart</title>", "<h1>Transports</h1>",
		    "Le bac de Bisunga repart" },
		{ "<title>Le bac de Bisunga</title>", "<h1><a href='/'>Le Courrier</a></h1>",
		    "Le bac de Bisunga" },
		/* The shapes of WordPress and Blogger. */
		{ "<title>Le bac repart « Mon blog</title>",
		    "<h1><a href='https://a.example/'>Mon blog</a></h1><h2>Le bac repart</h2>",
		    "Le bac repart" },
		{ "<title>Le bac de Bisunga repart « Mon blog</title>", "",
		    "Le bac de Bisunga repart" },
		{ "<title>Mon blogue: Le bac repart</title>",
		    "<h3 class='post-title entry-title'>Le bac repart</h3>", "Le bac repart" },
		{ "<title>Le bac repart - Le Courrier</title>", "<h1>Le Courrier</h1>",
		    "Le bac repart - Le Courrier" },
		{ "<title>T</title><meta property='og:title' content='Le bac repart | Le Courrier'>",
		    "<h1>Le bac repart</h1>", "Le bac repart" },
		{ "", "<h2>Le bac repart</h2>", "Le bac repart" },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_parts(cases[i].head, cases[i].top, &c);
		cr_expect_str_eq(c.articles[0].title, cases[i].title, "%s: %s", cases[i].head,
		    c.articles[0].title);
		helper_clear(&c);
	}
}

Test(webpage_facts, a_heading_is_the_title_or_stays_in_the_text)
{
	static const struct {
		const char *head, *top;
		bool kept;
	} cases[] = {
		{ "<title>Le Courrier</title>", "<h1>Le bac repart</h1>", false },
		{ "", "<h2>Le bac repart</h2>", false },
		{ "<title>Mon blogue: Le bac repart</title>",
		    "<h3 class='post-title'>Le bac repart</h3>", false },
		{ "<title>T</title><meta property='og:title' content='Bisunga traverse'>",
		    "<h1>Le bac repart</h1>", true },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_parts(cases[i].head, cases[i].top, &c);
		cr_expect_eq(strstr(c.articles[0].body, "Le bac repart") != NULL, cases[i].kept,
		    "%s: %s", cases[i].top, c.articles[0].body);
		helper_clear(&c);
	}
}

Test(webpage_facts, json_ld_is_understood_in_its_shapes)
{
	static const struct {
		const char *json, *byline;
		int day;
	} cases[] = {
		{ "{\"@type\":\"Article\",\"author\":\"Aline Mbayo\",\"datePublished\":\"2023-06-14\"}",
		    "Aline Mbayo", 20230614 },
		{ "[{\"@type\":\"WebSite\"},{\"@type\":[\"Thing\",\"BlogPosting\"],\"author\":{\"name\":"
		  "\"Aline Mbayo\"},\"datePublished\":\"2023-06-14T10:00:00Z\"}]",
		    "Aline Mbayo", 20230614 },
		{ "{\"@graph\":[{\"@type\":\"Article\",\"author\":{\"@id\":\"#a\"},\"datePublished\":"
		  "\"2023-06-14\"},{\"@type\":\"Person\",\"@id\":\"#a\",\"name\":\"Aline Mbayo\"}]}",
		    "Aline Mbayo", 20230614 },
		{ "{\"@type\":\"Article\",\"author\":[{\"name\":\"Aline Mbayo\"},{\"name\":\"Jean "
		  "Kasongo\"}],\"datePublished\":\"2023-06-14\"}",
		    "Aline Mbayo, Jean Kasongo", 20230614 },
		{ "{\"@type\":\"WebPage\",\"mainEntity\":{\"@type\":\"NewsArticle\",\"author\":\"Par "
		  "Aline Mbayo\",\"datePublished\":\"2023-06-14\"}}",
		    "Aline Mbayo", 20230614 },
		{ "[{\"@type\":\"Article\",\"headline\":\"Autre\",\"author\":\"Jean Kasongo\"},"
		  "{\"@type\":\"Article\",\"headline\":\"Le bac\",\"author\":\"Aline "
		  "Mbayo\",\"datePublished\":\"2023-06-14\"}]",
		    "Aline Mbayo", 20230614 },
		{ "{\"@type\":\"Article\",\"description\":\"Deux\nlignes\",\"author\":\"Aline "
		  "Mbayo\",\"datePublished\":\"hier\"}",
		    "Aline Mbayo", 0 },
		{ "{\"@type\":\"Article\",\"author\":", NULL, 0 },
		{ "<!-- //<![CDATA[ {\"@type\":\"Article\",\"author\":\"Aline Mbayo\"} //]]> -->",
		    "Aline Mbayo", 0 },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char head[2048];

		snprintf(head, sizeof head, "<title>Le bac</title>" LD("%s"), cases[i].json);
		read_parts(head, "", &c);
		if (cases[i].byline != NULL)
			cr_expect_str_eq(c.articles[0].byline, cases[i].byline, "%s: %s",
			    cases[i].json, c.articles[0].byline);
		else
			cr_expect_null(c.articles[0].byline);
		cr_expect_eq(c.articles[0].published.day, cases[i].day, "%s: %d", cases[i].json,
		    c.articles[0].published.day);
		helper_clear(&c);
	}
}

Test(webpage_facts, dates_come_from_the_surest_source)
{
	static const struct {
		const char *head, *top;
		int day;
	} cases[] = {
		{ "<meta property='article:published_time' content='2023-06-14T09:30:00+01:00'>",
		    "", 20230614 },
		{ "<meta name='dcterms.created' content='2023-06-14'>", "", 20230614 },
		{ "<meta name='pubdate' content='2023-06-14'>", "", 20230614 },
		{ "", "<time datetime='2023-06-14T09:30:00Z'>mercredi</time>", 20230614 },
		{ "", "<meta itemprop='datePublished' content='2023-06-14'>", 20230614 },
		{ "", "<h1>Le bac</h1><p>Publié le mercredi 14 juin 2023 à 10h00</p>", 20230614 },
		{ "<meta name='date' content='2022-01-01'><meta property='article:published_time' "
		  "content='2023-06-14'>",
		    "<time datetime='2021-01-01'>x</time>", 20230614 },
		{ "<meta name='date' content='n/a'>", "", 0 },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char head[1024];

		snprintf(head, sizeof head, "<title>Le bac</title>%s", cases[i].head);
		read_parts(head, cases[i].top, &c);
		cr_expect_eq(c.articles[0].published.day, cases[i].day, "%s%s: %d", cases[i].head,
		    cases[i].top, c.articles[0].published.day);
		helper_clear(&c);
	}
}

Test(webpage_facts, bylines_are_told_without_what_goes_before)
{
	static const struct {
		const char *head, *top, *byline;
	} cases[] = {
		{ "<meta name='author' content='Par Aline Mbayo'>", "", "Aline Mbayo" },
		{ "<meta name='author' content='https://a.example/aline'>", "", NULL },
		{ "", "<a rel='author' href='/aline'>Aline Mbayo</a>", "Aline Mbayo" },
		{ "", "<p itemprop='author'><span itemprop='name'>Aline Mbayo</span>, à Mabu</p>",
		    "Aline Mbayo" },
		{ "", "<p class='byline'>Par Aline Mbayo</p>", "Aline Mbayo" },
		{ "<meta name='author' content='Le Courrier'><meta property='og:site_name' "
		  "content='Le Courrier'>",
		    "<p class='author'>Par Aline Mbayo</p>", "Aline Mbayo" },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char head[1024];

		snprintf(head, sizeof head, "<title>Le bac</title>%s", cases[i].head);
		read_parts(head, cases[i].top, &c);
		if (cases[i].byline != NULL) {
			cr_assert_not_null(c.articles[0].byline, "%s", cases[i].top);
			cr_expect_str_eq(c.articles[0].byline, cases[i].byline);
		} else {
			cr_expect_null(c.articles[0].byline);
		}
		helper_clear(&c);
	}
}

Test(webpage_facts, the_key_is_the_pages_own_address)
{
	static const struct {
		const char *head, *key;
	} cases[] = {
		{ "<link rel='canonical' href='https://a.example/bac'>", "https://a.example/bac" },
		{ "<meta property='og:url' content='http://a.example/bac'>",
		    "http://a.example/bac" },
		{ "<meta property='og:url' content='https://a.example/x'><link rel='canonical' "
		  "href='https://a.example/bac'>",
		    "https://a.example/bac" },
		{ "<link rel='canonical' href='/bac'>", "pages/bac.html" },
		{ "<link rel='canonical' href='https://a.example/'>", "pages/bac.html" },
		{ "<link rel='canonical' href='javascript:alert(1)'>", "pages/bac.html" },
		{ "", "pages/bac.html" },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char head[1024];

		snprintf(head, sizeof head, "<title>Le bac</title>%s", cases[i].head);
		read_parts(head, "", &c);
		cr_expect_str_eq(c.articles[0].key, cases[i].key, "%s", cases[i].head);
		helper_clear(&c);
	}
}

/* Browsers and mirrors write where a page is from above it. */
Test(webpage_facts, a_saved_page_has_the_address_that_it_was_saved_from)
{
	static const struct {
		const char *top, *head, *key, *link;
	} cases[] = {
		{ "<!DOCTYPE html>\n<!-- saved from url=(0028)https://a.example/2023/bac/ -->\n<html>",
		    "", "https://a.example/2023/bac/", "https://a.example/2023/bac/x" },
		{ "<!-- saved from url=(0024)http://a.example/bac.htm --><html>", "",
		    "http://a.example/bac.htm", "http://a.example/x" },
		{ "<!DOCTYPE html><html><!--\n Page saved with SingleFile \n url: "
		  "https://a.example/bac?id=3 \n saved date: Tue Mar 12 2024 \n-->",
		    "", "https://a.example/bac?id=3", "https://a.example/x" },
		{ "<!DOCTYPE html><html><!-- Mirrored from a.example/2023/bac.html by HTTrack Website "
		  "Copier/3.x [XR&CO'2014], Tue, 12 Mar 2024 09:00:00 GMT -->",
		    "", "http://a.example/2023/bac.html", "http://a.example/2023/x" },
		{ "<!-- saved from url=(0021)https://a.example/bac --><html>",
		    "<link rel='canonical' href='https://b.example/bac'>", "https://b.example/bac",
		    "https://b.example/x" },
		{ "<!-- saved from url=(0021)https://a.example/bac --><html>",
		    "<meta property='og:url' content='https://b.example/bac'>",
		    "https://b.example/bac", "https://b.example/x" },
		{ "<!-- saved from url=(0014)about:internet --><html>", "", "pages/bac.html",
		    NULL },
		{ "<!-- saved from url=(0024)file:///home/lea/bac.html --><html>", "",
		    "pages/bac.html", NULL },
		{ "<!-- saved from url=( --><html>", "", "pages/bac.html", NULL },
		{ "<!-- saved from url= --><html>", "", "pages/bac.html", NULL },
		{ "<!-- Le texte fut saved from url=(0021)https://a.example/bac --><html>", "",
		    "pages/bac.html", NULL },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char html[2048];

		snprintf(html, sizeof html,
		    "%s<head><title>Le bac</title>%s</head><body><article><p>Le bac de Bisunga a "
		    "repris ses traversées, lundi, après <a href='x'>deux semaines</a> d'arrêt, et "
		    "les marchands ont chanté.</p><p>Le moteur neuf tiendra dix ans, sauf si la "
		    "rivière monte.</p></article></body></html>",
		    cases[i].top, cases[i].head);
		helper_read_named("pages/bac.html", webpage_read, &options, html, strlen(html), &c);
		cr_assert_eq(c.n, 1, "%s: %s", cases[i].top, c.reason);
		cr_expect_str_eq(
		    c.articles[0].key, cases[i].key, "%s: %s", cases[i].top, c.articles[0].key);
		if (cases[i].link != NULL)
			cr_expect_not_null(strstr(c.articles[0].body, cases[i].link), "%s: %s",
			    cases[i].top, c.articles[0].body);
		else
			cr_expect_null(strstr(c.articles[0].body, "=>"), "%s", cases[i].top);
		helper_clear(&c);
	}
}

Test(webpage_facts, sections_tags_language_site_and_paywall)
{
	static const char head[] =
	    "<title>Le bac</title><meta property='og:site_name' content='Le "
	    "Courrier'><meta property='article:section' content='Transports'><meta "
	    "property='article:tag' content='fleuve, bac'><meta property='article:tag' "
	    "content='Bisunga'><meta name='keywords' content='spam, spam'><meta name='description' "
	    "content='En bref.'>" LD("{\"@type\":\"Article\",\"isAccessibleForFree\":\"False\"}");
	static const char *const themes[] = { "Transports", "fleuve", "bac", "Bisunga" };
	const struct article *a;
	struct collected c;

	read_parts(head, "", &c);
	a = &c.articles[0];
	cr_expect_str_eq(c.site, "Le Courrier");
	cr_expect_str_eq(a->summary, "En bref.");
	cr_expect(a->partial);
	cr_assert_eq(a->themes.n, 4);
	for (size_t i = 0; i < 4; i++)
		cr_expect_str_eq(a->themes.items[i].name, themes[i]);
	helper_clear(&c);
	read_parts("<title>Le bac</title><meta property='og:locale' content='sw_TZ'>", "", &c);
	cr_expect_str_eq(c.articles[0].lang, "sw_TZ");
	cr_expect_not(c.articles[0].partial);
	helper_clear(&c);
	read_parts("<title>Le bac</title><meta http-equiv='content-language' content='en'><meta "
		   "property='og:locale' content='fr_FR'>",
	    "", &c);
	cr_expect_str_eq(
	    c.articles[0].lang, "", "two languages that differ: %s", c.articles[0].lang);
	helper_clear(&c);
}
