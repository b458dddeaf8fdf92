#include "tests/page/helpers.h"

#include <criterion/criterion.h>
#include <libxml/relaxng.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The feed of a theme, or of all with "". */
static struct page_args feed_args(const char *slug, const char *query)
{
	struct page_args a = { .number = 1, .query = query };

	snprintf(a.slug, sizeof a.slug, "%s", slug);
	return a;
}

static char *feed_of(struct paper *p, page_fn fn, const char *slug, const char *query)
{
	struct page_args args = feed_args(slug, query);
	struct page page;
	char *text;

	cr_assert_eq(fn(&p->context, &args, &page), ST_OK, "%s", archive_error(p->archive));
	cr_expect_str_eq(page.type, "application/atom+xml");
	cr_assert_not_null(text = strdup(buf_str(&page.file)));
	page_clear(&page);
	return text;
}

/* What libxml2 says of a document goes to the test's message. */
static void complain(void *ctx, const char *fmt, ...)
{
	struct buf *said = ctx;
	char line[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(line, sizeof line, fmt, args);
	va_end(args);
	buf_puts(said, line);
}

/* Is it a feed by the schema of RFC 4287? */
static bool is_valid(const char *feed, struct buf *said)
{
	struct support_path schema = support_source("tests/fixtures/page/atom.rng");
	xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewParserCtxt(schema.text);
	xmlRelaxNG *rng;
	xmlRelaxNGValidCtxt *validator;
	xmlDoc *doc;
	bool valid;

	cr_assert_not_null(parser);
	cr_assert_not_null(rng = xmlRelaxNGParse(parser));
	cr_assert_not_null(validator = xmlRelaxNGNewValidCtxt(rng));
	xmlRelaxNGSetValidErrors(validator, complain, complain, said);
	doc = xmlReadMemory(
	    feed, (int)strlen(feed), NULL, NULL, XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	valid = doc != NULL && xmlRelaxNGValidateDoc(validator, doc) == 0;
	if (doc == NULL)
		buf_puts(said, "not well-formed");
	xmlFreeDoc(doc);
	xmlRelaxNGFreeValidCtxt(validator);
	xmlRelaxNGFree(rng);
	xmlRelaxNGFreeParserCtxt(parser);
	return valid;
}

static void expect_valid(const char *feed)
{
	struct buf said = BUF(1 << 16);

	cr_expect(is_valid(feed, &said), "%s\n%s", buf_str(&said), feed);
	buf_clear(&said);
}

static unsigned count(const char *text, const char *what)
{
	unsigned n = 0;

	for (; (text = strstr(text, what)) != NULL; text++)
		n++;
	return n;
}

/* The text between the first two of these; to be free()d. */
static char *between(const char *text, const char *from, const char *to)
{
	const char *start = strstr(text, from), *end;

	cr_assert_not_null(start, "no %s in\n%s", from, text);
	start += strlen(from);
	cr_assert_not_null(end = strstr(start, to), "no %s in\n%s", to, text);
	return strndup(start, (size_t)(end - start));
}

/* What no document should say. */
static const struct story awkward = { .key = "awkward",
	.title = "A & B <c> ]]> \"d\" \x01\x0c e",
	.byline = "R&D <x>",
	.lang = "ln",
	.summary = "Un\x02 <résumé>",
	.day = 20230616,
	.precision = PRECISION_DAY,
	.themes = { "Vente & \"achat\"" },
	.body = "Texte & <balise>\n\n=> https://example.org/?a=1&b=\"2\" Un <lien>\n=> /a/x Ici\n"
		"* un\n* deux\n\n> cité\n\n```\n<pre>\n```\n" };

static struct paper awkward_paper(void)
{
	struct paper p = paper_open();

	paper_fill(&p);
	paper_add(&p, &awkward);
	return p;
}

Test(feed, every_feed_is_valid)
{
	static const struct {
		page_fn fn;
		const char *slug, *query;
		unsigned entries;
	} cases[] = {
		{ page_feed, "", NULL, 10 },
		{ page_feed, "", "full", 10 },
		{ page_feed, "culture", NULL, 3 },
		{ page_feed, "vente-achat", "full", 1 },
		{ page_feed_gopher, "", NULL, 10 },
		{ page_feed_gopher, "culture", "full", 3 },
		{ page_feed, "", "other&full", 10 },
	};
	struct paper p = awkward_paper();

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *feed = feed_of(&p, cases[i].fn, cases[i].slug, cases[i].query);

		expect_valid(feed);
		cr_expect_eq(count(feed, "<entry"), cases[i].entries, "%zu:\n%s", i, feed);
		free(feed);
	}
	paper_close(&p);
}

Test(feed, an_empty_archive_has_a_valid_one)
{
	struct paper p = paper_open();
	char *feed = feed_of(&p, page_feed, "", NULL);
	struct page_args args = feed_args("inconnu", NULL);
	struct page page;

	expect_valid(feed);
	cr_expect_eq(count(feed, "<entry"), 0);
	cr_expect_eq(page_feed(&p.context, &args, &page), ST_NOTFOUND);
	free(feed);
	paper_close(&p);
}

Test(feed, the_schema_refuses_what_is_no_feed)
{
	static const char *const wrong[] = { "<feed/>",
		"<feed xmlns=\"http://www.w3.org/2005/Atom\"/>",
		"<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>x</title><id>x</id>"
		"<updated>hier</updated></feed>",
		"<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>x</title><id>x</id>"
		"<updated>2023-06-14T00:00:00Z</updated><entry><id>y</id></entry></feed>",
		"<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>x & y</title></feed>" };

	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct buf said = BUF(1 << 16);

		cr_expect_not(is_valid(wrong[i], &said), "%s", wrong[i]);
		buf_clear(&said);
	}
}

Test(feed, an_entry_says_what_there_is)
{
	static const char *const said[] = {
		"<entry xml:lang=\"ln\">\n<title>A &amp; B &lt;c&gt; ]]&gt; &quot;d&quot;  e</title>\n",
		"<id>tag:la-rive.example,2024:/a/",
		"<published>2023-06-16T00:00:00+01:00</published>\n",
		"<updated>2023-06-16T00:00:00+01:00</updated>\n",
		"<author><name>R&amp;D &lt;x&gt;</name></author>\n",
		"<category term=\"vente-achat\" label=\"Vente &amp; &quot;achat&quot;\"/>\n",
		"<summary>Un &lt;résumé&gt;</summary>\n",
	};
	struct paper p = awkward_paper();
	char *feed = feed_of(&p, page_feed, "", NULL);

	for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
		cr_expect_not_null(strstr(feed, said[i]), "no %s in\n%s", said[i], feed);
	cr_expect_null(strstr(feed, "<content"));
	free(feed);
	paper_close(&p);
}

Test(feed, links_are_of_the_protocol_and_ids_of_neither)
{
	static const struct {
		page_fn fn;
		const char *slug, *query, *self, *page, *entry;
	} cases[] = {
		{ page_feed, "", NULL, "gemini://la-rive.example/feed.xml",
		    "gemini://la-rive.example/new", "gemini://la-rive.example/a/b7jw6cc" },
		{ page_feed, "societe", "full", "gemini://la-rive.example/t/societe/feed.xml?full",
		    "gemini://la-rive.example/t/societe", "gemini://la-rive.example/a/b7jw6cc" },
		{ page_feed_gopher, "", NULL, "gopher://[::1]:7070/0/feed.xml",
		    "gopher://[::1]:7070/1/new", "gopher://[::1]:7070/1/a/b7jw6cc" },
		{ page_feed_gopher, "societe", NULL, "gopher://[::1]:7070/0/t/societe/feed.xml",
		    "gopher://[::1]:7070/1/t/societe", "gopher://[::1]:7070/1/a/b7jw6cc" },
	};
	struct paper p = paper_open();

	p.context.gopher = (struct page_place){ "::1", 7070 };
	paper_fill(&p);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *feed = feed_of(&p, cases[i].fn, cases[i].slug, cases[i].query), link[128];

		snprintf(link, sizeof link, "<link rel=\"self\" href=\"%s\"/>", cases[i].self);
		cr_expect_not_null(strstr(feed, link), "no %s in\n%s", link, feed);
		snprintf(link, sizeof link, "<link href=\"%s\"/>", cases[i].page);
		cr_expect_not_null(strstr(feed, link), "no %s in\n%s", link, feed);
		snprintf(link, sizeof link,
		    "<id>tag:la-rive.example,2024:/a/b7jw6cc</id>\n<link href=\"%s\"/>",
		    cases[i].entry);
		cr_expect_not_null(strstr(feed, link), "no %s in\n%s", link, feed);
		free(feed);
	}
	paper_close(&p);
}

Test(feed, another_port_is_told)
{
	struct paper p = paper_open();
	char *feed;

	p.context.gemini.port = 1966;
	feed = feed_of(&p, page_feed, "", NULL);
	cr_expect_not_null(strstr(feed, "href=\"gemini://la-rive.example:1966/new\""), "%s", feed);
	free(feed);
	paper_close(&p);
}

Test(feed, what_is_updated_keeps_its_id_and_says_when)
{
	struct story s = { .key = "x",
		.title = "Un titre",
		.body = "Un texte.\n",
		.day = 20230616,
		.precision = PRECISION_DAY };
	struct paper p = paper_open();
	char *before, *after, *id, *updated, *published;
	char now[CLOCK_LOCAL_SIZE];

	paper_add(&p, &s);
	before = feed_of(&p, page_feed, "", NULL);
	s.title = "Un autre titre";
	s.body = "Un tout autre texte.\n";
	paper_add(&p, &s);
	after = feed_of(&p, page_feed, "", NULL);
	id = between(before, "<entry>\n<title>Un titre</title>\n<id>", "</id>");
	cr_expect_not_null(strstr(after, id), "%s not in\n%s", id, after);
	published = between(after, "<published>", "</published>");
	cr_expect_str_eq(published, "2023-06-16T00:00:00+01:00");
	updated = between(strstr(after, "<entry>"), "<updated>", "</updated>");
	clock_rfc3339_local(p.zone, clock_now() - 600, now);
	cr_expect_gt(strcmp(updated, now), 0, "%s, not after %s", updated, now);
	free(before);
	free(after);
	free(id);
	free(updated);
	free(published);
	paper_close(&p);
}

Test(feed, the_undated_are_updated_when_they_came_in)
{
	struct story s = { .key = "x", .title = "Un titre", .body = "Un texte.\n" };
	struct paper p = paper_open();
	char *feed, *updated, now[CLOCK_LOCAL_SIZE];

	paper_add(&p, &s);
	feed = feed_of(&p, page_feed, "", NULL);
	expect_valid(feed);
	cr_expect_null(strstr(feed, "<published>"), "%s", feed);
	updated = between(strstr(feed, "<entry>"), "<updated>", "</updated>");
	clock_rfc3339_local(p.zone, clock_now() - 600, now);
	cr_expect_gt(strcmp(updated, now), 0, "%s, not after %s", updated, now);
	free(updated);
	free(feed);
	paper_close(&p);
}

Test(feed, asked_for_in_full_it_has_the_texts)
{
	struct paper p = awkward_paper();
	char *feed = feed_of(&p, page_feed, "vente-achat", "full");
	char *content = between(feed, "<content type=\"xhtml\">", "</content>");

	cr_expect_str_eq(content,
	    "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Texte &amp; &lt;balise&gt;</p>"
	    "<p><a href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\">Un &lt;lien&gt;</a></p>"
	    "<p><a href=\"gemini://la-rive.example/a/x\">Ici</a></p>"
	    "<ul><li>un</li><li>deux</li></ul><blockquote><p>cité</p></blockquote>"
	    "<pre>&lt;pre&gt;\n</pre></div>",
	    "%s", content);
	cr_expect_null(strstr(feed, "<summary>"), "%s", feed);
	free(content);
	free(feed);
	paper_close(&p);
}

Test(feed, long_texts_are_summed_up_once_it_is_large)
{
	enum { BODY = 60 * 1000, ARTICLES = 25, FEED = 256 * 1024 + 64 * 1024 };
	struct paper p = paper_open();
	char *body = malloc(BODY + 1), *feed, key[32];

	cr_assert_not_null(body);
	for (int i = 0; i < ARTICLES; i++) {
		struct story s = { .key = key, .title = key, .body = body };

		snprintf(key, sizeof key, "Article %d", i);
		/* Words of their own: none is a copy of another. */
		for (int at = 0; at < BODY; at += 12)
			snprintf(body + at, 13, "%c%c%08d\n\n", 'a' + i, 'a' + i, at + i);
		paper_add(&p, &s);
	}
	feed = feed_of(&p, page_feed, "", "full");
	expect_valid(feed);
	cr_expect_eq(count(feed, "<entry>"), 20);
	cr_expect_gt(count(feed, "<content "), 1);
	cr_expect_gt(count(feed, "<summary>"), 10);
	cr_expect_eq(count(feed, "<content ") + count(feed, "<summary>"), 20);
	cr_expect_lt(strlen(feed), FEED, "%zu bytes", strlen(feed));
	free(feed);
	free(body);
	paper_close(&p);
}
