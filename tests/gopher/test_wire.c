#include "gopher/wire.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct {
	const char *line;
	enum status st;
	const char *path, *search; /* search NULL: none */
} cases[] = {
	{ "", ST_OK, "/", NULL },
	{ "/", ST_OK, "/", NULL },
	{ "/a/k3f9qz1", ST_OK, "/a/k3f9qz1", NULL },
	{ "a/k3f9qz1", ST_OK, "/a/k3f9qz1", NULL },
	{ "/a b", ST_OK, "/a b", NULL },
	{ "/été.txt", ST_OK, "/été.txt", NULL },
	{ "/s\tdeux mots", ST_OK, "/s", "deux mots" },
	{ "/s?deux mots", ST_OK, "/s", "deux mots" },
	{ "/s\t", ST_OK, "/s", "" },
	{ "/s?", ST_OK, "/s", "" },
	{ "\tmots", ST_OK, "/", "mots" },
	{ "?mots", ST_OK, "/", "mots" },
	{ "/s\ta?b", ST_OK, "/s", "a?b" },
	/* Gopher+ clients ask for attributes so. */
	{ "/new\t$", ST_OK, "/new", "$" },
	{ "/new\t+", ST_OK, "/new", "+" },
	{ "/a\x01", ST_INVALID, "", NULL },
	{ "/a\r", ST_INVALID, "", NULL },
	{ "/a\x7f", ST_INVALID, "", NULL },
	{ "/\xff", ST_INVALID, "", NULL },
	{ "/\xc0\xaf", ST_INVALID, "", NULL },
	{ "/\xed\xa0\x80", ST_INVALID, "", NULL },
};

Test(gopher_wire, request_is_taken_or_refused_with_its_reason)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *line = cases[i].line;
		struct gopher_request r;
		struct error e = { "" };

		memset(&r, 7, sizeof r);
		cr_expect_eq(gopher_parse(line, strlen(line), &r, &e), cases[i].st, "\"%s\": %s",
		    line, e.text);
		cr_expect_str_eq(r.path, cases[i].path, "\"%s\": %s", line, r.path);
		cr_expect_eq(r.has_search, cases[i].search != NULL, "\"%s\"", line);
		cr_expect_str_eq(r.search, cases[i].search != NULL ? cases[i].search : "",
		    "\"%s\": %s", line, r.search);
		cr_expect_eq(e.text[0] != '\0', cases[i].st != ST_OK, "\"%s\"", line);
	}
}

Test(gopher_wire, request_with_a_nul_is_refused)
{
	struct gopher_request r;
	struct error e;

	cr_expect_eq(gopher_parse("/a\0b", 4, &r, &e), ST_INVALID);
}

Test(gopher_wire, selector_has_at_most_255_bytes)
{
	static const char beginnings[] = { '/', 'a' };
	char line[GOPHER_SELECTOR_MAX + 1];
	struct gopher_request r;
	struct error e;

	for (size_t i = 0; i < sizeof beginnings; i++) {
		memset(line, 'a', sizeof line);
		line[0] = beginnings[i];
		cr_expect_eq(gopher_parse(line, GOPHER_SELECTOR_MAX, &r, &e), ST_OK);
		cr_expect_eq(strlen(r.path), GOPHER_SELECTOR_MAX + i);
		cr_expect_eq(gopher_parse(line, GOPHER_SELECTOR_MAX + 1, &r, &e), ST_TOOBIG);
		cr_expect_str_eq(r.path, "");
		cr_expect(strlen(e.text) > 0);
	}
}

Test(gopher_wire, search_words_fill_a_line_at_most)
{
	static char line[GOPHER_LINE_MAX + 3];
	struct gopher_request r;
	struct error e;

	memset(line, 'a', sizeof line);
	line[0] = '\t';
	cr_expect_eq(gopher_parse(line, GOPHER_LINE_MAX + 1, &r, &e), ST_OK);
	cr_expect_eq(strlen(r.search), GOPHER_LINE_MAX);
	cr_expect_eq(gopher_parse(line, GOPHER_LINE_MAX + 2, &r, &e), ST_TOOBIG);
	cr_expect_str_eq(r.search, "");
}

Test(gopher_wire, items_are_four_fields)
{
	struct buf out = BUF(4096);

	gopher_item(&out, '1', "Name", "/a", "example.org", 7070);
	gopher_item(&out, '0', "tab\there", "/b\r\nc", "host\nx", 70);
	gopher_info(&out, "Hello");
	gopher_info(&out, "");
	gopher_info(&out, ".");
	gopher_error(&out, "No");
	gopher_menu_end(&out);
	cr_expect_str_eq(buf_str(&out),
	    "1Name\t/a\texample.org\t7070\r\n"
	    "0tab\t/b\thost\t70\r\n"
	    "iHello\t\tnull.host\t1\r\n"
	    "i\t\tnull.host\t1\r\n"
	    "i.\t\tnull.host\t1\r\n"
	    "3No\t\tnull.host\t1\r\n"
	    ".\r\n");
	buf_clear(&out);
}

Test(gopher_wire, text_ends_lines_by_crlf_and_never_begins_one_by_a_dot)
{
	static const struct {
		const char *text, *out;
	} texts[] = {
		{ "", "" },
		{ "a\n", "a\r\n" },
		{ "a", "a\r\n" },
		{ "a\n\nb\n", "a\r\n\r\nb\r\n" },
		{ "a\r\nb\r\n", "a\r\nb\r\n" },
		{ ".\n", " .\r\n" },
		{ ".", " .\r\n" },
		{ "..a\n", " ..a\r\n" },
		{ "a.\n .\n", "a.\r\n .\r\n" },
		{ ".\r\n", " .\r\n" },
	};

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct buf out = BUF(4096);

		gopher_text(&out, texts[i].text, strlen(texts[i].text));
		cr_expect_str_eq(
		    buf_str(&out), texts[i].out, "\"%s\": %s", texts[i].text, buf_str(&out));
		buf_clear(&out);
	}
}

Test(gopher_wire, attributes_are_the_menu_item_by_item)
{
	static const char menu[] = "iBonjour\t\tnull.host\t1\r\n1Nom\t/a\texample.org\t70\r\n.\r\n";
	struct buf out = BUF(4096);
	struct gopher_request r;

	cr_assert_eq(gopher_parse("/t\t$", 4, &r, NULL), ST_OK);
	cr_expect(gopher_wants_attributes(&r));
	cr_expect_str_eq(r.path, "/t");
	cr_assert_eq(gopher_parse("/t\tmots", 7, &r, NULL), ST_OK);
	cr_expect_not(gopher_wants_attributes(&r));
	cr_assert_eq(gopher_parse("/t", 2, &r, NULL), ST_OK);
	cr_expect_not(gopher_wants_attributes(&r));
	gopher_attributes(&out, menu, sizeof menu - 1);
	cr_expect_str_eq(buf_str(&out),
	    "+-1\r\n+INFO: iBonjour\t\tnull.host\t1\r\n"
	    "+INFO: 1Nom\t/a\texample.org\t70\r\n.\r\n");
	buf_clear(&out);
}
