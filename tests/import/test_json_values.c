#include "import/json.h"

#include "base/buf.h"
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

Test(json_values, values_are_found_however_they_are_strung, .init = set_up, .fini = tear_down)
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

Test(json_values, a_bad_line_is_rejected_with_its_number_and_the_rest_goes_on, .init = set_up,
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
		{ "[]", "an empty array" },
		{ "[ ]", "an empty array" },
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

#define ARTICLE(title) "{\"title\":\"" title "\",\"body\":\"x\"}"

Test(json_values, one_document_of_many_lines_is_told_from_json_lines, .init = set_up,
    .fini = tear_down)
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

Test(json_values, each_bad_line_is_one_reject, .init = set_up, .fini = tear_down)
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
