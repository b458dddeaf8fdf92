#include "text/gemtext.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { MAX = 1 << 20 };

static struct line line(enum line_type type, const char *text)
{
	return (struct line){ .type = type, .text = (char *)text };
}

/* Each line, made by hand so that no doc_ function has cleaned it, as gemtext. */
static void expect_written(struct line l, const char *gemtext)
{
	struct doc d = { .lines = &l, .n = 1, .cap = 1 };
	struct buf b = BUF(MAX);

	cr_expect_eq(gemtext_write(&d, &b), ST_OK);
	cr_expect_str_eq(buf_str(&b), gemtext, "%s: %s", l.text, buf_str(&b));
	buf_clear(&b);
}

Test(gemtext, each_type_of_line_has_its_mark)
{
	expect_written(line(LINE_TEXT, "a"), "a\n");
	expect_written(line(LINE_TEXT, ""), "\n");
	expect_written(line(LINE_H1, "a"), "# a\n");
	expect_written(line(LINE_H2, "a"), "## a\n");
	expect_written(line(LINE_H3, "a"), "### a\n");
	expect_written(line(LINE_ITEM, "a"), "* a\n");
	expect_written(line(LINE_QUOTE, "a"), "> a\n");
	expect_written(line(LINE_PRE, "a"), "```\na\n```\n");
	expect_written((struct line){ LINE_PRE, (char *)"a", NULL, (char *)"c" }, "```c\na\n```\n");
	expect_written((struct line){ LINE_LINK, NULL, (char *)"/u", NULL }, "=> /u\n");
	expect_written(
	    (struct line){ LINE_LINK, (char *)"a b", (char *)"/u", NULL }, "=> /u a b\n");
	expect_written((struct line){ LINE_LINK, (char *)"a", (char *)"/u", (char *)"3 min" },
	    "=> /u a (3 min)\n");
	expect_written(
	    (struct line){ LINE_LINK, NULL, (char *)"/u", (char *)"3 min" }, "=> /u /u (3 min)\n");
}

Test(gemtext, text_never_becomes_markup)
{
	static const char *const hostile[] = { "=> /a b", "=>", "=>/a", "# a", "#a", "###", "#",
		"* a", "*a", "*", "> a", ">", "```", "```a", "````" };
	char expected[32];

	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		snprintf(expected, sizeof expected, " %s\n", hostile[i]);
		expect_written(line(LINE_TEXT, hostile[i]), expected);
	}
	expect_written(line(LINE_PRE, "```"), "```\n ```\n```\n");
	expect_written(line(LINE_PRE, "=> /a"), "```\n=> /a\n```\n");
	expect_written(line(LINE_TEXT, "=a"), "=a\n");
	expect_written(line(LINE_TEXT, "``"), "``\n");
}

Test(gemtext, a_heading_stays_of_its_level_whatever_it_says)
{
	static const char *const texts[] = { "#x", "# x", "##", "=> x", "* x", "```" };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		for (int level = 1; level <= 3; level++) {
			struct buf b = BUF(MAX);
			struct doc d, back;

			doc_init(&d);
			doc_init(&back);
			doc_heading(&d, level, texts[i]);
			gemtext_write(&d, &b);
			gemtext_read(b.data, b.len, &back);
			cr_assert_eq(back.n, 1);
			cr_expect_eq(back.lines[0].type, d.lines[0].type, "%s", buf_str(&b));
			cr_expect_str_eq(back.lines[0].text, texts[i]);
			doc_clear(&d);
			doc_clear(&back);
			buf_clear(&b);
		}
	}
}

/* What a line is read as; url only for links. */
static const struct {
	const char *in;
	enum line_type type;
	const char *text, *url;
} read_rows[] = {
	{ "a", LINE_TEXT, "a", NULL },
	{ "", LINE_TEXT, "", NULL },
	{ "a\r", LINE_TEXT, "a", NULL },
	{ " => /a b", LINE_TEXT, "=> /a b", NULL },
	{ "\t# a", LINE_TEXT, "# a", NULL },
	{ "\xEF\xBB\xBF# a", LINE_H1, "a", NULL },
	{ "\x01# a", LINE_TEXT, "# a", NULL },
	{ "#", LINE_H1, "", NULL },
	{ "#a", LINE_H1, "a", NULL },
	{ "##\ta ", LINE_H2, "a", NULL },
	{ "### a", LINE_H3, "a", NULL },
	{ "#### a", LINE_H3, "# a", NULL },
	{ "# # a", LINE_H1, "# a", NULL },
	{ "* a", LINE_ITEM, "a", NULL },
	{ "* ", LINE_ITEM, "", NULL },
	{ "*a", LINE_TEXT, "*a", NULL },
	{ "*", LINE_TEXT, "*", NULL },
	{ ">a", LINE_QUOTE, "a", NULL },
	{ ">  a", LINE_QUOTE, "a", NULL },
	{ "> > a", LINE_QUOTE, "> a", NULL },
	{ "=>/a", LINE_LINK, NULL, "/a" },
	{ "=> /a", LINE_LINK, NULL, "/a" },
	{ "=>\t/a\tb c", LINE_LINK, "b c", "/a" },
	{ "=> /a => /b", LINE_LINK, "=> /b", "/a" },
	{ "=> /a (3 min)", LINE_LINK, "(3 min)", "/a" },
	{ "=>", LINE_TEXT, "=>", NULL },
	{ "=>  ", LINE_TEXT, "=>", NULL },
	{ "=> \x01 # b", LINE_TEXT, "# b", NULL },
	{ "=", LINE_TEXT, "=", NULL },
	{ "``", LINE_TEXT, "``", NULL },
};

Test(gemtext, lines_are_read_as_the_specification_says)
{
	for (size_t i = 0; i < sizeof read_rows / sizeof *read_rows; i++) {
		char text[64];
		struct doc d;
		int n = snprintf(text, sizeof text, "%s\n", read_rows[i].in);

		doc_init(&d);
		cr_expect_eq(gemtext_read(text, (size_t)n, &d), ST_OK);
		cr_assert_eq(d.n, 1, "%s", read_rows[i].in);
		cr_expect_eq(d.lines[0].type, read_rows[i].type, "%s", read_rows[i].in);
		if (read_rows[i].text == NULL)
			cr_expect_null(d.lines[0].text, "%s", read_rows[i].in);
		else
			cr_expect_str_eq(d.lines[0].text, read_rows[i].text, "%s: %s",
			    read_rows[i].in, d.lines[0].text);
		if (read_rows[i].url != NULL)
			cr_expect_str_eq(d.lines[0].url, read_rows[i].url, "%s", read_rows[i].in);
		doc_clear(&d);
	}
}

static void expect_reread(const char *in, size_t len, const char *out)
{
	struct buf b = BUF(MAX);
	struct doc d;

	doc_init(&d);
	cr_expect_eq(gemtext_read(in, len, &d), ST_OK);
	cr_expect_eq(gemtext_write(&d, &b), ST_OK);
	cr_expect_str_eq(buf_str(&b), out, "%s: %s", in, buf_str(&b));
	buf_clear(&b);
	doc_clear(&d);
}

Test(gemtext, documents_are_normalised)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "", "" },
		{ "a", "a\n" },
		{ "a\n\n\nb\n", "a\n\n\nb\n" },
		{ "\r\na\r\n", "\na\n" },
		{ "``` alt  b \n  # a\n```\n", "```alt b\n  # a\n```\n" },
		{ "````\na\n", "````\na\n```\n" },
		{ "```alt\n```\n", "" },
		{ "```\na\r\n\n", "```\na\n\n```\n" },
		{ "```\n```\n", "" },
		{ "```\na\n``` trailing\n=> b\n", "```\na\n```\n=> b\n" },
		{ "```\na\n```\n```\nb\n```\n", "```\na\n```\n```\nb\n```\n" },
		{ "```x\na\nb\n```y\n```z\nc\n", "```x\na\nb\n```\n```z\nc\n```\n" },
		{ "```\n ```\n", "```\n ```\n```\n" },
		{ "```\n\x01```\n", "```\n ```\n```\n" },
		{ "a\rb", "a b\n" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect_reread(rows[i].in, strlen(rows[i].in), rows[i].out);
	expect_reread("a\0b\n", 4, "ab\n");
}

Test(gemtext, what_was_written_is_read_back_line_by_line)
{
	struct buf b = BUF(MAX);
	struct doc d, back;

	doc_init(&d);
	doc_init(&back);
	doc_heading(&d, 1, "Titre");
	doc_text(&d, "=> piège");
	doc_blank(&d);
	doc_pre(&d, "  # a  ");
	doc_item(&d, "* a");
	doc_quote(&d, "> a");
	doc_link(&d, "/a b", "texte", NULL);
	cr_expect_eq(gemtext_write(&d, &b), ST_OK);
	cr_expect_eq(gemtext_read(b.data, b.len, &back), ST_OK);
	cr_assert_eq(back.n, d.n);
	for (size_t i = 0; i < d.n; i++) {
		cr_expect_eq(back.lines[i].type, d.lines[i].type);
		cr_expect_str_eq(back.lines[i].text, d.lines[i].text);
	}
	cr_expect_str_eq(back.lines[6].url, "/a%20b");
	doc_clear(&d);
	doc_clear(&back);
	buf_clear(&b);
}

Test(gemtext, a_failed_doc_or_a_full_buffer_is_told)
{
	struct buf b = BUF(4);
	struct doc d;

	doc_init(&d);
	doc_text(&d, "12345");
	cr_expect_eq(gemtext_write(&d, &b), ST_TOOBIG);
	d.failure = ST_NOMEM;
	buf_reset(&b);
	cr_expect_eq(gemtext_write(&d, &b), ST_NOMEM);
	doc_clear(&d);
	buf_clear(&b);
}
