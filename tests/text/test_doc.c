#include "text/doc.h"

#include <criterion/criterion.h>
#include <string.h>

Test(doc, text_is_one_clean_line)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "", "" },
		{ "abc", "abc" },
		{ "  a  b \t c\n", "a b c" },
		{ "un\r\ndeux", "un deux" },
		{ "déjà vu", "déjà vu" },
		{ "de\xCC\x81ja", "déja" },
		{ "mot\xC2\xA0: \xC2\xAB\xE2\x80\xAF"
		  "a\xE2\x80\xAF\xC2\xBB",
		    "mot\xC2\xA0: \xC2\xAB\xE2\x80\xAF"
		    "a\xE2\x80\xAF\xC2\xBB" },
		{ "\xC2\xA0"
		  "a\xC2\xA0",
		    "a" },
		{ "a\x01\x1B[31mb\x7F", "a[31mb" },
		{ "a\xC2\x85\xC2\x9B"
		  "b",
		    "a b" },
		{ "a\xE2\x80\xAE"
		  "b\xE2\x81\xA6",
		    "ab" },
		{ "\xEF\xBB\xBF"
		  "a",
		    "a" },
		{ "a\xFF"
		  "b",
		    "a\xEF\xBF\xBD"
		    "b" },
		{ "\xE2\x84\xAB", "Å" },
		{ "…’—“”€", "…’—“”€" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct doc d;

		doc_init(&d);
		doc_text(&d, rows[i].in);
		cr_assert_eq(d.n, 1);
		cr_expect_eq(d.lines[0].type, LINE_TEXT);
		cr_expect_str_eq(
		    d.lines[0].text, rows[i].out, "%s: %s", rows[i].in, d.lines[0].text);
		doc_clear(&d);
	}
}

Test(doc, a_preformatted_line_keeps_its_spaces)
{
	struct doc d;

	doc_init(&d);
	doc_pre(&d, "  a\t b  \nc\x02 ");
	cr_expect_str_eq(d.lines[0].text, "  a  b   c ");
	cr_expect_eq(d.lines[0].type, LINE_PRE);
	doc_clear(&d);
}

Test(doc, the_first_line_of_a_block_has_its_alt_text)
{
	struct doc d;

	doc_init(&d);
	doc_pre_begin(&d, " deux\nmots ", 11, " a", 2);
	doc_pre(&d, "b");
	doc_pre_begin(&d, "", 0, "c", 1);
	cr_assert_eq(d.n, 3);
	cr_expect_str_eq(d.lines[0].note, "deux mots");
	cr_expect_str_eq(d.lines[0].text, " a");
	cr_expect_null(d.lines[1].note);
	cr_expect_str_eq(d.lines[2].note, "");
	doc_clear(&d);
}

Test(doc, a_url_has_no_white_space)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "/a", "/a" },
		{ " /a b\tc\nd ", "/a%20b%20c%20d" },
		{ "/\xC2\xA0\xE3\x80\x80", "/" },
		{ "/\xC2\xA0"
		  "a",
		    "/%C2%A0a" },
		{ "/e\xCC\x81", "/e\xCC\x81" },
		{ "/\xFF", "/%FF" },
		{ "/\x01\xE2\x80\xAE"
		  "a",
		    "/a" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct doc d;

		doc_init(&d);
		doc_link(&d, rows[i].in, NULL, NULL);
		cr_assert_eq(d.n, 1);
		cr_expect_eq(d.lines[0].type, LINE_LINK);
		cr_expect_str_eq(d.lines[0].url, rows[i].out, "%s: %s", rows[i].in, d.lines[0].url);
		doc_clear(&d);
	}
}

Test(doc, a_link_has_text_and_note_only_if_they_say_something)
{
	struct doc d;

	doc_init(&d);
	doc_link(&d, "/a", " ", "\x01");
	doc_link(&d, "/a", "b\nc", " 3 min ");
	doc_link(&d, " \x02", "# b", "3 min");
	doc_link(&d, "", NULL, NULL);
	cr_assert_eq(d.n, 4);
	cr_expect_null(d.lines[0].text);
	cr_expect_null(d.lines[0].note);
	cr_expect_str_eq(d.lines[1].text, "b c");
	cr_expect_str_eq(d.lines[1].note, "3 min");
	cr_expect_eq(d.lines[2].type, LINE_TEXT);
	cr_expect_str_eq(d.lines[2].text, "# b");
	cr_expect_eq(d.lines[3].type, LINE_TEXT);
	cr_expect_str_eq(d.lines[3].text, "");
	doc_clear(&d);
}

Test(doc, blank_lines_do_not_pile_up)
{
	struct doc d;

	doc_init(&d);
	doc_blank(&d);
	cr_expect_eq(d.n, 0);
	doc_heading(&d, 2, "a");
	doc_blank(&d);
	doc_blank(&d);
	cr_expect_eq(d.n, 2);
	cr_expect_eq(d.lines[0].type, LINE_H2);
	doc_text(&d, "");
	doc_blank(&d);
	cr_expect_eq(d.n, 3);
	doc_clear(&d);
}

Test(doc, one_doc_is_moved_to_the_end_of_another)
{
	struct doc d, from;

	doc_init(&d);
	doc_init(&from);
	doc_append(&d, &from);
	cr_expect_eq(d.n, 0);
	doc_textf(&d, "%d %s", 1, "a");
	for (int i = 0; i < 100; i++)
		doc_item(&from, "b");
	doc_quote(&from, "c");
	doc_append(&d, &from);
	cr_assert_eq(d.n, 102);
	cr_expect_eq(from.n, 0);
	cr_expect_str_eq(d.lines[0].text, "1 a");
	cr_expect_eq(d.lines[101].type, LINE_QUOTE);
	doc_clear(&d);
	doc_clear(&from);
}

Test(doc, lines_after_the_first_are_dropped)
{
	struct doc d;

	doc_init(&d);
	doc_text(&d, "a");
	doc_link(&d, "/b", "b", "note");
	doc_truncate(&d, 3);
	cr_expect_eq(d.n, 2);
	doc_truncate(&d, 1);
	cr_assert_eq(d.n, 1);
	doc_item(&d, "c");
	cr_expect_str_eq(d.lines[1].text, "c");
	doc_truncate(&d, 0);
	cr_expect_eq(d.n, 0);
	doc_clear(&d);
}

Test(doc, more_lines_than_allowed_are_a_failure_that_stays)
{
	struct doc d, from;

	doc_init(&d);
	doc_init(&from);
	for (unsigned i = 0; i <= DOC_LINES_MAX; i++)
		doc_text(&d, "");
	cr_expect_eq(d.n, DOC_LINES_MAX);
	cr_expect_eq(doc_status(&d), ST_TOOBIG);
	doc_append(&from, &d);
	cr_expect_eq(doc_status(&from), ST_TOOBIG);
	cr_expect_eq(from.n, 0);
	doc_text(&from, "a");
	cr_expect_eq(from.n, 0);
	doc_clear(&from);
	cr_expect_eq(doc_status(&from), ST_OK);
}
