#include "text/markdown.h"

#include <criterion/criterion.h>
#include <string.h>

enum { MAX = 1 << 20 };

/* `head`, then `n` times `what`. */
static void add(struct buf *out, const char *head, const char *what, size_t n)
{
	buf_puts(out, head);
	for (size_t i = 0; i < n; i++)
		buf_puts(out, what);
}

static enum status read_text(const struct buf *text, struct doc *d, struct error *e)
{
	static const struct html_options none;

	doc_init(d);
	return markdown_read(buf_str(text), text->len, &none, d, e);
}

/* The text is refused for its memory (on a very slow machine, its time), and the next is read. */
static void expect_bounded(const struct buf *text, const char *of)
{
	struct buf next = BUF(MAX);
	struct error e = { "" };
	struct doc d;

	cr_expect_eq(read_text(text, &d, &e), ST_TOOBIG, "%s", of);
	cr_expect_not_null(strstr(e.text, "Markdown that takes too "), "%s: %s", of, e.text);
	cr_expect_eq(d.n, 0, "%s", of);
	doc_clear(&d);
	buf_puts(&next, "Le ~~bac~~ *repart*.\n");
	cr_assert_eq(read_text(&next, &d, &e), ST_OK, "%s: %s", of, e.text);
	cr_expect_str_eq(d.lines[0].text, "Le bac repart.");
	doc_clear(&d);
	buf_clear(&next);
}

/* It took gigabytes: a row has as many cells as the head of its table. */
Test(markdown, the_cells_of_a_table_are_bounded)
{
	struct buf text = BUF(MAX);

	add(&text, "", "|a", 1000);
	add(&text, "|\n", "|-", 1000);
	add(&text, "|\n", "|x\n", 2000);
	expect_bounded(&text, "a table");
	buf_clear(&text);
}

/* The process ended at what the machine has: a link has the whole address of its definition. */
Test(markdown, what_definitions_stand_for_is_bounded)
{
	struct buf text = BUF(MAX);

	add(&text, "[a]: /", "u", 20000);
	add(&text, "\n\n", "[a]\n", 20000);
	expect_bounded(&text, "a definition");
	buf_clear(&text);
}

Test(markdown, a_table_of_many_rows_is_read)
{
	struct buf text = BUF(MAX);
	struct error e = { "" };
	struct doc d;

	add(&text, "", "|ab", 20);
	add(&text, "|\n", "|--", 20);
	add(&text, "|\n", "|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|\n", 2000);
	cr_expect_eq(read_text(&text, &d, &e), ST_OK, "%s", e.text);
	cr_expect_gt(d.n, 0);
	doc_clear(&d);
	buf_clear(&text);
}
