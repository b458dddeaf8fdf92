#include "import/json.h"

#include "base/buf.h"
#include "import/json_values.h"
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

static void read_json(const char *json, struct collected *c)
{
	helper_read_named("a.json", json_read, &options, json, strlen(json), c);
}

Test(json, values_are_found_however_they_are_strung, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *json;
		size_t articles;
		unsigned long line; /* of the last */
	} cases[] = {
		{ "{\"title\":\"A\",\"body\":\"x\"}\n{\"title\":\"B\",\"body\":\"y\"}\n", 2, 2 },
		{ "{\"title\":\"A\",\"body\":\"x\"}\r\n\r\n{\"title\":\"B\",\"body\":\"y\"}", 2,
		    3 },
		{ "{\"title\":\"A\",\"body\":\"x\"}{\"title\":\"B\",\"body\":\"y\"}", 2, 1 },
		{ "[{\"title\":\"A\",\"body\":\"x\"},\n{\"title\":\"B\",\"body\":\"y\"}]", 2, 2 },
		{ "[\n  {\n    \"title\": \"A\",\n    \"body\": \"x\"\n  }\n]\n", 1, 2 },
		{ "{\n\"title\": \"A\",\n\"body\": \"x\",\n\"meta\":\n{\n\"b\": 1\n}\n}", 1, 1 },
		{ "{\"articles\":[{\"title\":\"A\",\"body\":\"x\"}]}", 1, 1 },
		{ "{\"n\":2,\"depeches\":[{\"title\":\"A\",\"body\":\"x\"},"
		  "{\"title\":\"B\",\"body\":\"y\"}],\"next\":null}",
		    2, 1 },
		{ "{\"took\":1,\"hits\":{\"total\":{\"value\":1},\"hits\":["
		  "{\"_id\":\"1\",\"_source\":{\"title\":\"A\",\"body\":\"x\"}}]}}",
		    1, 1 },
		/* Objects in an array that belong to one article. */
		{ "{\"title\":\"A\",\"images\":[{\"url\":\"u\"}],\"body\":\"x\"}", 1, 1 },
		{ "{\"title\":\"A\",\"body\":\"x\",\"boxes\":[{\"title\":\"C\"}]}", 1, 1 },
		{ "{\"authors\":[{\"name\":\"N\"}],\"title\":\"A\",\"body\":\"x\"}\n"
		  "{\"authors\":[{\"name\":\"N\"}],\"title\":\"B\",\"body\":\"x\"}\n",
		    2, 2 },
		{ "\xef\xbb\xbf{\"title\":\"A\",\"body\":\"x\"}", 1, 1 },
		{ "[]", 0, 0 },
		{ "{\"items\":[]}", 0, 0 },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_json(cases[i].json, &c);
		cr_expect_eq(
		    c.n, cases[i].articles, "%s: %zu articles: %s", cases[i].json, c.n, c.reason);
		cr_expect(c.n == 0 || c.lines[c.n - 1] == cases[i].line, "%s: line %lu",
		    cases[i].json, c.n > 0 ? c.lines[c.n - 1] : 0);
		helper_clear(&c);
	}
}

Test(json, a_bad_line_is_rejected_with_its_number_and_the_rest_goes_on, .init = set_up,
    .fini = tear_down)
{
	static const struct {
		const char *bad, *reason;
	} cases[] = {
		{ "{\"title\":\"B\",\"body\":}", "not JSON" },
		{ "{\"title\":\"B\",\"body\":\"y\"", "not JSON: it ends within a value" },
		{ "{\"title\":\"B\",\"body\":\"y", "not JSON: a string that does not end" },
		{ "{\"title\":\"B\"", "not JSON: it ends within a value" },
		{ "oops", "not JSON" },
		{ "7", "no JSON object, but a value alone" },
		{ "\"text\"", "no JSON object, but a value alone" },
		{ "{\"title\":\"B\"}", "no text" },
		{ "{\"colour\":\"B\"}", "neither title nor text" },
	};
	struct collected c;
	char json[512];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(json, sizeof json,
		    "{\"title\":\"A\",\"body\":\"x\"}\n%s\n{\"title\":\"C\",\"body\":\"z\"}\n",
		    cases[i].bad);
		read_json(json, &c);
		cr_assert_eq(c.n, 2, "%s: %zu: %s", json, c.n, c.reason);
		cr_expect_str_eq(c.articles[1].title, "C");
		cr_expect_eq(c.rejects, 1, "%s: %zu", json, c.rejects);
		cr_expect_eq(c.reject_line, 2, "%s: %lu", json, c.reject_line);
		cr_expect_not_null(strstr(c.reason, cases[i].reason), "%s: %s", json, c.reason);
		helper_clear(&c);
	}
}

Test(json, values_are_understood_in_many_forms, .init = set_up, .fini = tear_down)
{
	struct collected c;
	const struct article *a;

	read_json("{\"id\": 8445, \"headline\": \"Le bac\", \"articleBody\": [\"Un.\", \"Deux.\"],"
		  "\"author\": [{\"name\": \"Aline\"}, \"Bola\"], \"datePublished\":"
		  "\"2023-06-14T11:30:00+02:00\", \"inLanguage\": \"fr\", \"section\": null,"
		  "\"keywords\": [\"fleuve\", {\"name\": \"rive, droite\"}],"
		  "\"url\": \"https://a.example/x\"}\n"
		  "{\"title\": {\"rendered\": \"Q &#038; R\"}, \"content\": {\"rendered\":"
		  "\"<p>Un.</p>\\n<p>Deux.</p>\", \"protected\": false}, \"link\":"
		  "\"https://a.example/y\", \"guid\": {\"rendered\": \"https://a.example/?p=1\"},"
		  "\"date_gmt\": \"2023-06-14T09:30:00\", \"theme\": \"A;B\", \"score\": NaN}\n",
	    &c);
	cr_assert_eq(c.n, 2, "%s", c.reason);
	a = &c.articles[0];
	cr_expect_str_eq(a->title, "Le bac");
	cr_expect_str_eq(a->body, "Un.\n\nDeux.\n", "%s", a->body);
	cr_expect_str_eq(a->byline, "Aline, Bola", "%s", a->byline);
	cr_expect_str_eq(a->key, "https://a.example/x");
	cr_expect_eq(a->published.time, 1686735000);
	cr_expect_str_eq(a->lang, "fr");
	cr_assert_eq(a->themes.n, 2);
	cr_expect_str_eq(a->themes.items[1].name, "rive, droite");
	a = &c.articles[1];
	cr_expect_str_eq(a->title, "Q & R");
	cr_expect_str_eq(a->body, "Un.\n\nDeux.\n", "%s", a->body);
	cr_expect_str_eq(a->key, "https://a.example/?p=1");
	cr_expect_str_eq(a->url, "https://a.example/y");
	cr_expect_eq(a->themes.n, 2);
	helper_clear(&c);
}

Test(json, text_is_html_or_plain_by_its_content, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *members, *body;
	} cases[] = {
		{ "\"body\":\"Un\\nDeux\"", "Un\n\nDeux\n" },
		{ "\"body\":\"<p>Un</p><p>Deux</p>\"", "Un\n\nDeux\n" },
		{ "\"body\":\"1 < 2 et 3 > 2\"", "1 < 2 et 3 > 2\n" },
		{ "\"content_text\":\"<b>\",\"content_html\":\"<i>Un</i>\"", "Un\n" },
		{ "\"content_html\":\"<i>Un</i>\",\"content_text\":\"<b>\"", "Un\n" },
		{ "\"content_text\":\"<b>\"", "<b>\n" },
		{ "\"chapo\":\"Le d\xc3\xa9"
		  "but.\",\"body\":\"La suite.\"",
		    "Le d\xc3\xa9"
		    "but.\n\nLa suite.\n" },
		{ "\"chapo\":\"Un.\",\"body\":\"Un.\\nDeux.\"", "Un.\n\nDeux.\n" },
		{ "\"body\":{\"summary\":[\"Un.\"],\"sections\":[{\"paragraphs\":[\"Deux.\"]}]}",
		    "Un.\n\nDeux.\n" },
		{ "\"body\":\"Fin...\"", "Fin...\n" },
	};
	struct collected c;
	char json[512];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(json, sizeof json, "{\"title\":\"T\",%s}", cases[i].members);
		read_json(json, &c);
		cr_assert_eq(c.n, 1, "%s: %s", json, c.reason);
		cr_expect_str_eq(
		    c.articles[0].body, cases[i].body, "%s: %s", json, c.articles[0].body);
		cr_expect_not(c.articles[0].partial, "%s", json);
		helper_clear(&c);
	}
}

Test(json, a_json_feed_is_a_feed, .init = set_up, .fini = tear_down)
{
	struct collected c;
	const struct article *a;

	read_json("{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Le Fleuve\","
		  "\"home_page_url\": \"https://fleuve.example/\", \"language\": \"fr\","
		  "\"authors\": [{\"name\": \"Aline\"}], \"items\": ["
		  "{\"id\": \"2\", \"url\": \"/bac\", \"content_html\": \"<p>Il <a href='x'>pleut"
		  "</a>...</p>\", \"date_published\": \"2023-06-14T09:30:00Z\","
		  "\"tags\": [\"Fleuve\"], \"attachments\": [{\"url\": \"https://a.example/b.mp3\","
		  "\"mime_type\": \"audio/mpeg\"}]},"
		  "{\"id\": \"3\", \"title\": \"Le pont\", \"language\": \"ln\","
		  "\"summary\": \"Un pont.\", \"authors\": [{\"url\": \"mailto:x\"}]}]}",
	    &c);
	cr_assert_eq(c.n, 2, "%s", c.reason);
	cr_expect_str_eq(c.site, "Le Fleuve");
	a = &c.articles[0];
	cr_expect_str_eq(a->key, "https://fleuve.example/#2");
	cr_expect_str_eq(a->url, "https://fleuve.example/bac", "%s", a->url);
	cr_expect_str_eq(a->title, "Il pleut...");
	cr_expect_str_eq(a->byline, "Aline");
	cr_expect_str_eq(a->lang, "fr");
	cr_expect(a->partial);
	cr_expect_str_eq(a->body,
	    "Il pleut...\n=> https://fleuve.example/x pleut\n\n"
	    "=> https://a.example/b.mp3 b.mp3 (audio/mpeg)\n",
	    "%s", a->body);
	cr_expect_eq(a->themes.n, 1);
	a = &c.articles[1];
	cr_expect_str_eq(a->lang, "ln");
	cr_expect_str_eq(a->byline, "Aline", "%s", a->byline);
	cr_expect(a->partial, "a summary");
	helper_clear(&c);
}

Test(json, size_and_depth_are_bounded, .init = set_up, .fini = tear_down)
{
	struct buf json = BUF(32 << 20);
	struct collected c;

	buf_puts(&json, "{\"title\":\"A\",\"body\":\"");
	for (int i = 0; i < JSON_VALUE_MAX / 8; i++)
		buf_puts(&json, "01234567");
	buf_puts(&json, "\"}\n{\"title\":\"B\",\"body\":");
	for (int i = 0; i < 100000; i++)
		buf_putc(&json, '[');
	buf_puts(&json, "\n{\"title\":\"C\",\"body\":\"x\"}\n");
	read_json(json.data, &c);
	cr_assert_eq(c.n, 1, "%s", c.reason);
	cr_expect_str_eq(c.articles[0].title, "C");
	cr_expect_eq(c.rejects, 2);
	cr_expect_not_null(strstr(c.reason, "deep"), "%s", c.reason);
	helper_clear(&c);
	buf_clear(&json);
}

Test(json, what_is_not_published_is_left_out_by_its_reason, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *members, *what; /* NULL: it goes in */
	} cases[] = {
		{ "\"status\":\"draft\"", "a draft" },
		{ "\"status\":\"auto-draft\"", "a draft" },
		{ "\"status\":\"Private\"", "a private post" },
		{ "\"status\":\"pending\"", "a post that waits for review" },
		{ "\"status\":\"future\"", "a post that is not yet due" },
		{ "\"status\":\"scheduled\"", "a post that is not yet due" },
		{ "\"post_status\":\"trash\"", "a post in the trash" },
		{ "\"draft\":true", "a draft" },
		{ "\"is_draft\":1", "a draft" },
		{ "\"isDraft\":\"yes\"", "a draft" },
		{ "\"published\":false", "a draft" },
		{ "\"published\":\"no\"", "a draft" },
		{ "\"is_published\":0", "a draft" },
		{ "\"isPublished\":false", "a draft" },
		{ "\"status\":\"publish\"", NULL },
		{ "\"status\":\"published\"", NULL },
		{ "\"status\":\"ok\"", NULL },
		{ "\"status\":null", NULL },
		{ "\"draft\":false", NULL },
		{ "\"draft\":null", NULL },
		{ "\"published\":true", NULL },
		{ "\"is_published\":1", NULL },
	};
	struct collected c;
	char json[256];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(json, sizeof json,
		    "{\"title\":\"T\",%s,\"date\":\"2023-06-14T09:30:00Z\",\"body\":\"x\"}",
		    cases[i].members);
		read_json(json, &c);
		cr_expect_eq(c.rejects, 0, "%s: %s", json, c.reason);
		cr_expect_eq(c.n, cases[i].what == NULL, "%s", json);
		cr_expect_str_eq(c.skipped, cases[i].what != NULL ? cases[i].what : "", "%s: %s",
		    json, c.skipped);
		cr_expect(c.n == 0 || c.articles[0].published.time == 1686735000, "%s", json);
		helper_clear(&c);
	}
}

Test(json, dates_are_found_by_the_names_that_programs_give_them, .init = set_up, .fini = tear_down)
{
	static const char *const names[] = { "publishedAt", "published_at", "datePublished",
		"pubDate", "created_at", "createdAt", "date_gmt", "post_date_gmt", "published",
		"publishedDate", "publicationDate", "publishDate", "published_date", "postedAt",
		"dateCreated", "published_gmt", "firstPublishedAt", "date_publish", "publishedOn",
		"date_time", "posted", "created", "publication_time", "published_time" };
	struct collected c;
	char json[256];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(json, sizeof json,
		    "{\"title\":\"T\",\"%s\":\"2023-06-14T09:30:00Z\",\"body\":\"x\"}", names[i]);
		read_json(json, &c);
		cr_assert_eq(c.n, 1, "%s: %s", json, c.reason);
		cr_expect_eq(c.articles[0].published.time, 1686735000, "%s", json);
		helper_clear(&c);
	}
}

Test(json, a_date_in_gmt_is_not_by_the_clock_of_the_capsule, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *members;
		int64_t time;
	} cases[] = {
		{ "\"date\":\"2023-06-14T10:30:00\",\"date_gmt\":\"2023-06-14T09:30:00\"",
		    1686735000 },
		{ "\"date_gmt\":\"2023-06-14 09:30:00\"", 1686735000 },
		{ "\"post_date_gmt\":\"2023-06-14T09:30:00Z\"", 1686735000 },
		{ "\"date_gmt\":\"0000-00-00 00:00:00\",\"date\":\"2023-06-14T10:30:00\"",
		    1686735000 },
		{ "\"date\":\"2023-06-14T10:30:00\"", 1686735000 },
	};
	struct zone *zone;
	struct collected c;
	char json[256];

	zone_free((struct zone *)options.zone);
	cr_assert_eq(zone_open("Africa/Kinshasa", &zone, NULL), ST_OK);
	options.zone = zone;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(
		    json, sizeof json, "{\"title\":\"T\",\"body\":\"x\",%s}", cases[i].members);
		read_json(json, &c);
		cr_assert_eq(c.n, 1, "%s: %s", json, c.reason);
		cr_expect_eq(c.articles[0].published.time, cases[i].time, "%s: %lld", json,
		    (long long)c.articles[0].published.time);
		helper_clear(&c);
	}
}

Test(json, a_lone_surrogate_costs_its_letter_alone, .init = set_up, .fini = tear_down)
{
	struct collected c;

	read_json("{\"title\":\"Un \\ud800x\",\"body\":\"a\\uDC00b \\ud83d\\ude00 "
		  "\\\\ud800 \\ud83d\\ud83d\\ude00\"}",
	    &c);
	cr_assert_eq(c.n, 1, "%s", c.reason);
	cr_expect_str_eq(c.articles[0].title, "Un \xef\xbf\xbdx", "%s", c.articles[0].title);
	cr_expect_str_eq(c.articles[0].body,
	    "a\xef\xbf\xbd"
	    "b \xf0\x9f\x98\x80 \\ud800 \xef\xbf\xbd\xf0\x9f\x98\x80\n",
	    "%s", c.articles[0].body);
	helper_clear(&c);
}

Test(json, a_category_is_rid_of_its_entities, .init = set_up, .fini = tear_down)
{
	struct collected c;

	read_json("{\"title\":\"T\",\"body\":\"x\",\"tags\":[\"Arts &amp;amp; culture\","
		  "\"Caf&eacute;\"],\"category\":\"Vie &amp; mer;Ciel\"}",
	    &c);
	cr_assert_eq(c.n, 1, "%s", c.reason);
	cr_assert_eq(c.articles[0].themes.n, 4);
	cr_expect_str_eq(c.articles[0].themes.items[0].name, "Vie & mer");
	cr_expect_str_eq(c.articles[0].themes.items[1].name, "Ciel");
	cr_expect_str_eq(c.articles[0].themes.items[2].name, "Arts & culture");
	cr_expect_str_eq(c.articles[0].themes.items[3].name, "Café");
	helper_clear(&c);
}

Test(json, a_summary_is_the_words_of_its_paragraphs, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *summary, *expected; /* NULL: none */
	} cases[] = {
		{ "<p>Para un.</p><h3>Titre</h3>", "Para un." },
		{ "<h2>Titre</h2><ul><li>un</li><li>deux</li></ul><p>Fin.</p>", "Fin." },
		{ "<h2>Titre</h2><ul><li>un</li><li>deux</li></ul>", "un deux" },
		{ "<blockquote><p>Dit-il.</p></blockquote><p>Fin.</p>", "Dit-il. Fin." },
		{ "<p>Un.</p><table><tr><th>Ville</th><th>n</th></tr><tr><td>A</td><td>1</td></tr>"
		  "</table>",
		    "Un." },
		{ "<h2>Titre</h2>", NULL },
		{ "<p>le TITRE.</p>", NULL },
	};
	struct collected c;
	char json[512];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(json, sizeof json,
		    "{\"title\":\"Le titre\",\"body\":\"x\",\"summary\":\"%s\"}", cases[i].summary);
		read_json(json, &c);
		cr_assert_eq(c.n, 1, "%s: %s", json, c.reason);
		if (cases[i].expected == NULL)
			cr_expect_null(
			    c.articles[0].summary, "%s: %s", json, c.articles[0].summary);
		else
			cr_expect_str_eq(c.articles[0].summary != NULL ? c.articles[0].summary : "",
			    cases[i].expected, "%s: %s", json, c.articles[0].summary);
		helper_clear(&c);
	}
}

#define ARTICLE(title) "{\"title\":\"" title "\",\"body\":\"x\"}"

Test(json, one_document_of_many_lines_is_told_from_json_lines, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *json, *last; /* the last article's title */
		size_t articles, rejects;
	} cases[] = {
		/* No article anywhere: one reject for the whole. */
		{ "{\n\"V1\": {\n\"a\": 1,\n\"b\": [\n{\n\"c\": 2\n},\n{\n\"c\": 3\n}\n]\n},\n"
		  "\"V2\": {\n\"a\": [1, 2],\n\"d\":\n{\n}\n}\n}\n",
		    NULL, 0, 1 },
		{ "{\"data\": [\n{\"lat\": 1},\n{\"lat\": 2}\n],\n\"n\": 2}\n", NULL, 0, 1 },
		/* Members after the list. */
		{ "{\"articles\":[" ARTICLE("A") "," ARTICLE("B") "],\"status\":\"ok\",\"n\":2}",
		    "B", 2, 0 },
		{ "{\n\"articles\": [\n" ARTICLE(
		      "A") "\n],\n\"next\": {\n\"page\": null\n}\n}\n" ARTICLE("B") "\n",
		    "B", 2, 0 },
		{ "{\"meta\":[{\"k\":1}],\"posts\":[" ARTICLE("A") "],\"tags\":[{\"name\":\"n\"}]}",
		    "A", 1, 0 },
		/* Maps. */
		{ "{\n\"a1\": " ARTICLE("A") ",\n\"a2\": " ARTICLE("B") ",\n\"a3\": " ARTICLE(
		      "C") "\n}\n",
		    "C", 3, 0 },
		{ "{\"a1\":" ARTICLE("A") "}", "A", 1, 0 },
		{ "{\"a1\":" ARTICLE("A") ",\"a2\":" ARTICLE("B") ",\"n\":2,\"by\":[\"{\"],\"c\":"
								  "\"}\",\"a3\":" ARTICLE("C") "}",
		    "C", 3, 0 },
		{ "{\"count\":2,\"articles\":{\"1\":" ARTICLE("A") ",\"2\":" ARTICLE(
		      "B") "},\"status\":\"ok\"}",
		    "B", 2, 0 },
		{ "{\"2023\":{\"a\":" ARTICLE("A") "},\"2024\":{\"b\":" ARTICLE(
		      "B") ",\"c\":" ARTICLE("C") "}}",
		    "C", 3, 0 },
		/* Lists within lists: an export of Ghost, sections. */
		{ "{\"db\":[{\"meta\":{\"on\":1},\"data\":{\"posts\":[" ARTICLE("A") "," ARTICLE(
		      "B") "],\"users\":[{\"name\":\"N\"}],\"settings\":[{\"key\":\"k\"}]}}]}",
		    "B", 2, 0 },
		{ "{\"sections\":[{\"name\":\"s\",\"articles\":[" ARTICLE(
		      "A") "]},"
			   "{\"name\":\"t\",\"articles\":[" ARTICLE("B") "]}]}",
		    "B", 2, 0 },
		/* What lies within an article is a part of it. */
		{ "{\"meta\":{\"title\":\"M\",\"text\":\"m\"},\"title\":\"A\",\"body\":\"x\"}", "A",
		    1, 0 },
		{ "{\"_source\":" ARTICLE("A") "}\n{\"_source\":" ARTICLE("B") "}", "B", 2, 0 },
		{ "{\"title\":\"A\",\"body\":\"x\",\"related\":{\"1\":" ARTICLE(
		      "R") ",\"2\":" ARTICLE("S") "}}",
		    "A", 1, 0 },
		{ "{\"related\":{\"1\":" ARTICLE("R") ",\"2\":" ARTICLE(
		      "S") "},\"title\":\"A\",\"body\":\"x\"}",
		    "A", 1, 0 },
	};
	struct collected c;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_json(cases[i].json, &c);
		cr_expect_eq(c.n, cases[i].articles, "%s: %zu: %s", cases[i].json, c.n, c.reason);
		cr_expect_eq(
		    c.rejects, cases[i].rejects, "%s: %zu: %s", cases[i].json, c.rejects, c.reason);
		if (c.n > 0 && cases[i].last != NULL)
			cr_expect_str_eq(c.articles[c.n - 1].title, cases[i].last, "%s: %s",
			    cases[i].json, c.articles[c.n - 1].title);
		if (c.n == 0)
			cr_expect_str_eq(c.reason,
			    "an object with neither title nor text, and no list of articles in it",
			    "%s: %s", cases[i].json, c.reason);
		helper_clear(&c);
	}
}

/* The lines of an input that were rejected, in order: "2 3 ". */
static void note_line(void *ctx, unsigned long line, const char *reason)
{
	(void)reason;
	buf_printf(ctx, "%lu ", line);
}

static enum status drop_article(void *ctx, struct article *a, unsigned long line)
{
	(void)ctx;
	(void)a;
	(void)line;
	return ST_OK;
}

Test(json, each_bad_line_is_one_reject, .init = set_up, .fini = tear_down)
{
	static const struct {
		const char *json, *lines;
	} cases[] = {
		{ ARTICLE("A") "\n{\"title\":\"B\",\"body\":\"y\noops\n" ARTICLE("C") "\n",
		    "2 3 " },
		{ ARTICLE("A") "\n{\"title\":\"B\",\"body\":\"y\"\noops\n" ARTICLE("C") "\n",
		    "2 3 " },
		{ ARTICLE("A") "\n{\"title\":\"B\",\nnull\n7\n" ARTICLE("C") "\n", "2 3 4 " },
		{ ARTICLE("A") "\noops, again, and again\n" ARTICLE("C") "\n", "2 " },
		{ ARTICLE("A") "\n\"a\" \"b\"\n" ARTICLE("C") "\n", "2 " },
		{ ARTICLE("A") "\noops}\n]\n" ARTICLE("C") "\n", "2 3 " },
		{ ARTICLE("A") "\n{\"b\":]}\n{\"title\"}}}\n" ARTICLE("C") "\n", "2 3 " },
		{ "{\"articles\":[" ARTICLE("A") "]}\noops\n{\"title\":\n" ARTICLE("C") "\n",
		    "2 3 " },
		{ "{\"articles\":[" ARTICLE("A") "],\"n\":1}\noops\n{broken}\n", "2 3 " },
		{ "oops\n7\n" ARTICLE("C") "\n", "1 2 " },
		{ ARTICLE("A") "\n{\"title\":\"B\",\"body\":\"y\"", "2 " },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf lines = BUF(256);
		struct sink sink = { .article = drop_article, .reject = note_line, .ctx = &lines };
		struct input_memory memory = { .bytes = cases[i].json,
			.len = strlen(cases[i].json) };
		struct input in;
		struct error e;

		cr_assert_eq(input_open(&in, "a", "a", 0, input_from_memory(&memory), &e), ST_OK);
		cr_assert_eq(json_read(&in, &options, &sink), ST_OK);
		cr_expect_str_eq(
		    buf_str(&lines), cases[i].lines, "%s: %s", cases[i].json, buf_str(&lines));
		input_close(&in);
		buf_clear(&lines);
	}
}
