#include "text/plain.h"

#include "text/wrap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How a type of line looks: what stands before its first and its other wrapped lines, and with
 * what it is underlined. */
static const struct look {
	const char *first, *rest;
	char underline;
} looks[] = {
	[LINE_TEXT] = { "", "", 0 },
	[LINE_LINK] = { "", "    ", 0 },
	[LINE_H1] = { "", "", '=' },
	[LINE_H2] = { "", "", '-' },
	[LINE_H3] = { "", "", 0 },
	[LINE_ITEM] = { "* ", "  ", 0 },
	[LINE_QUOTE] = { "> ", "> ", 0 },
	[LINE_PRE] = { "", "", 0 },
};

void plain_line(const struct line *l, const char *text, const struct plain_style *style,
    struct buf *scratch, struct buf *lines)
{
	buf_reset(scratch);
	buf_reset(lines);
	charset_write(scratch, style->charset, text, strlen(text));
	if (l->type == LINE_PRE)
		buf_printf(lines, "%s\n", buf_str(scratch));
	else
		wrap_lines(lines, buf_str(scratch), scratch->len, style->columns,
		    looks[l->type].first, looks[l->type].rest);
	if (lines->len == 0)
		buf_putc(lines, '\n');
}

/* As long as the widest of the heading's lines. */
static void underline(struct buf *out, const char *lines, char with)
{
	unsigned width = 0;

	for (const char *end; (end = strchr(lines, '\n')) != NULL; lines = end + 1) {
		unsigned n = wrap_width(lines, (size_t)(end - lines));

		width = n > width ? n : width;
	}
	for (unsigned i = 0; i < width; i++)
		buf_putc(out, with);
	if (width > 0)
		buf_putc(out, '\n');
}

static void write_link(const struct line *l, unsigned number, const struct plain_style *style,
    struct buf *scratch, struct buf *lines)
{
	char *text;

	if (asprintf(&text, "%s [%u]", l->text != NULL ? l->text : l->url, number) < 0) {
		scratch->failure = ST_NOMEM;
		return;
	}
	plain_line(l, text, style, scratch, lines);
	free(text);
}

enum status plain_write(const struct doc *d, const struct plain_style *style, struct buf *out)
{
	struct buf scratch = BUF(PLAIN_MAX), lines = BUF(PLAIN_MAX);
	enum status st = doc_status(d);
	unsigned links = 0;

	for (size_t i = 0; i < d->n && st == ST_OK; i++) {
		const struct line *l = &d->lines[i];

		if (l->type == LINE_LINK)
			write_link(l, ++links, style, &scratch, &lines);
		else
			plain_line(l, l->text, style, &scratch, &lines);
		buf_add(out, buf_str(&lines), lines.len);
		if (looks[l->type].underline != 0)
			underline(out, buf_str(&lines), looks[l->type].underline);
		if ((st = buf_status(&scratch)) == ST_OK && (st = buf_status(&lines)) == ST_OK)
			st = buf_status(out);
	}
	buf_clear(&scratch);
	buf_clear(&lines);
	return st;
}
