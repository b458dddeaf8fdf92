#include "base/buf.h"
#include "page/page.h"
#include "page/part.h"
#include "text/gemtext.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

enum { BODY_MAX = 1 << 20 };

/* `bytes` bytes of words. */
static void add_words(struct buf *b, size_t bytes)
{
	for (size_t end = b->len + bytes; b->len + 6 <= end;)
		buf_puts(b, "fleuve ");
	buf_truncate(b, b->len - 1);
}

static size_t count_of(const struct buf *b)
{
	struct part p = { 0 };
	size_t n = 0;

	while (part_next(buf_str(b), b->len, &p)) {
		n++;
		cr_expect_leq(p.len, PAGE_PART_MAX);
	}
	return n;
}

static struct part nth(const struct buf *b, size_t n)
{
	struct part p = { 0 };

	for (size_t i = 0; i < n; i++)
		cr_assert(part_next(buf_str(b), b->len, &p));
	return p;
}

static bool starts(const struct buf *b, const struct part *p, const char *with)
{
	return strncmp(buf_str(b) + p->from, with, strlen(with)) == 0;
}

Test(part, an_empty_body_is_one_part)
{
	struct part p = { 0 };

	cr_expect(part_next("", 0, &p));
	cr_expect_eq(p.len, 0);
	cr_expect_not(part_next("", 0, &p));
}

Test(part, a_body_of_exactly_the_limit_is_one_part)
{
	struct buf b = BUF(BODY_MAX);

	while (b.len < PAGE_PART_MAX)
		buf_puts(&b, b.len % 100 == 99 ? "\n" : "a");
	cr_expect_eq(count_of(&b), 1);
	buf_puts(&b, "a");
	cr_expect_eq(count_of(&b), 2);
	buf_clear(&b);
}

Test(part, parts_are_cut_before_paragraphs_and_lose_nothing)
{
	struct buf b = BUF(BODY_MAX);
	struct part p = { 0 };
	size_t at = 0;

	for (int i = 0; i < 40; i++) {
		buf_puts(&b, "Alinéa ");
		add_words(&b, 1100);
		buf_puts(&b, "\n\n");
	}
	cr_expect_eq(count_of(&b), 3);
	while (part_next(buf_str(&b), b.len, &p)) {
		cr_expect_eq(p.from, at);
		cr_expect(starts(&b, &p, "Alinéa"));
		cr_expect_eq(p.start, PART_LINE);
		at += p.len;
	}
	cr_expect_eq(at, b.len);
	buf_clear(&b);
}

Test(part, a_heading_goes_with_what_follows_it)
{
	struct buf b = BUF(BODY_MAX);
	struct part p;

	add_words(&b, PAGE_PART_MAX - 200);
	buf_puts(&b, "\n\n## Intertitre\n\nAprès ");
	add_words(&b, 1000);
	p = nth(&b, 2);
	cr_expect(starts(&b, &p, "## Intertitre"));
	buf_clear(&b);
}

Test(part, a_preformatted_block_is_not_cut_where_a_paragraph_can_be)
{
	struct buf b = BUF(BODY_MAX);
	struct part p;

	add_words(&b, PAGE_PART_MAX - 500);
	buf_puts(&b, "\n\n```\n");
	for (int i = 0; i < 50; i++)
		buf_puts(&b, "une ligne\n\nde tableau\n");
	buf_puts(&b, "```\n");
	p = nth(&b, 2);
	cr_expect(starts(&b, &p, "```\nune ligne"));
	cr_expect_eq(p.start, PART_LINE);
	buf_clear(&b);
}

Test(part, a_block_larger_than_a_part_is_cut_between_its_lines_and_opened_again)
{
	struct buf b = BUF(BODY_MAX);
	struct part p;
	struct doc d;

	buf_puts(&b, "```\n");
	for (int i = 0; i < 3000; i++)
		buf_puts(&b, "# colonne\n");
	buf_puts(&b, "```\nfin\n");
	cr_expect_eq(count_of(&b), 2);
	p = nth(&b, 2);
	doc_init(&d);
	cr_expect_eq(part_read(buf_str(&b), &p, &d), ST_OK);
	cr_expect_eq(d.lines[0].type, LINE_PRE);
	cr_expect_str_eq(d.lines[0].text, "# colonne");
	cr_expect_str_eq(d.lines[d.n - 1].text, "fin");
	cr_expect_eq(d.lines[d.n - 1].type, LINE_TEXT);
	doc_clear(&d);
	buf_clear(&b);
}

Test(part, a_paragraph_larger_than_a_part_is_cut_after_a_word)
{
	struct buf b = BUF(BODY_MAX);
	struct part p;

	add_words(&b, (size_t)2 * PAGE_PART_MAX + 10);
	cr_expect_eq(count_of(&b), 3);
	p = nth(&b, 2);
	cr_expect(starts(&b, &p, "fleuve"));
	cr_expect_eq(p.start, PART_TEXT);
	buf_clear(&b);
}

Test(part, the_rest_of_a_paragraph_never_becomes_markup)
{
	struct buf b = BUF(BODY_MAX), out = BUF(BODY_MAX);
	struct part p;
	struct doc d;

	while (b.len < 2 * PAGE_PART_MAX)
		buf_puts(&b, "=>x ");
	p = nth(&b, 2);
	doc_init(&d);
	cr_expect_eq(part_read(buf_str(&b), &p, &d), ST_OK);
	cr_expect_eq(d.lines[0].type, LINE_TEXT);
	cr_expect_eq(gemtext_write(&d, &out), ST_OK);
	cr_expect_eq(buf_str(&out)[0], ' ');
	doc_clear(&d);
	buf_clear(&out);
	buf_clear(&b);
}

Test(part, a_character_is_not_cut_where_there_is_no_space)
{
	struct buf b = BUF(BODY_MAX);
	struct part p = { 0 };

	buf_puts(&b, "a");
	while (b.len < 3 * PAGE_PART_MAX)
		buf_puts(&b, "é");
	while (part_next(buf_str(&b), b.len, &p))
		cr_expect_neq((unsigned char)b.data[p.from] & 0xc0, 0x80);
	buf_clear(&b);
}
