#include "text/gemtext.h"

#include <stdbool.h>
#include <string.h>

static const char toggle[] = "```";
static const char link_mark[] = "=>";
enum { TOGGLE_LEN = sizeof toggle - 1, LINK_LEN = sizeof link_mark - 1 };

/* What stands before the text of a line of each type. */
static const char *const marks[] = {
	[LINE_TEXT] = "",
	[LINE_LINK] = "=> ",
	[LINE_H1] = "# ",
	[LINE_H2] = "## ",
	[LINE_H3] = "### ",
	[LINE_ITEM] = "* ",
	[LINE_QUOTE] = "> ",
	[LINE_PRE] = "",
};

static bool starts(const char *s, size_t len, const char *mark, size_t mark_len)
{
	return len >= mark_len && memcmp(s, mark, mark_len) == 0;
}

/*
 * Would a client take this text for another type of line? An asterisk counts with or without the
 * space after it that the specification asks for: clients differ.
 */
static bool is_markup(enum line_type type, const char *s)
{
	size_t len = strlen(s);

	if (starts(s, len, toggle, TOGGLE_LEN))
		return type == LINE_TEXT || type == LINE_PRE;
	return type == LINE_TEXT &&
	    (starts(s, len, link_mark, LINK_LEN) || s[0] == '#' || s[0] == '*' || s[0] == '>');
}

static void write_link(const struct line *l, struct buf *out)
{
	/* The first words after the url are what is shown: a note alone would hide it. */
	const char *text = l->text == NULL && l->note != NULL ? l->url : l->text;

	buf_puts(out, l->url);
	if (text != NULL) {
		buf_putc(out, ' ');
		buf_puts(out, text);
	}
	if (l->note != NULL) {
		buf_puts(out, " (");
		buf_puts(out, l->note);
		buf_putc(out, ')');
	}
}

static void write_toggle(struct buf *out, const char *alt)
{
	buf_puts(out, toggle);
	buf_puts(out, alt);
	buf_putc(out, '\n');
}

/* End and begin preformatted blocks before a line: after it, is one open? */
static bool write_toggles(const struct line *l, bool open, struct buf *out)
{
	bool pre = l->type == LINE_PRE, begins = pre && (!open || l->note != NULL);

	if (open && (!pre || begins))
		write_toggle(out, "");
	if (begins)
		write_toggle(out, l->note != NULL ? l->note : "");
	return pre;
}

enum status gemtext_write(const struct doc *d, struct buf *out)
{
	bool pre = false;

	for (size_t i = 0; i < d->n && buf_status(out) == ST_OK; i++) {
		const struct line *l = &d->lines[i];

		pre = write_toggles(l, pre, out);
		buf_puts(out, marks[l->type]);
		if (l->type == LINE_LINK) {
			write_link(l, out);
		} else {
			if (is_markup(l->type, l->text))
				buf_putc(out, ' ');
			buf_puts(out, l->text);
		}
		buf_putc(out, '\n');
	}
	if (pre)
		write_toggle(out, "");
	return doc_status(d) != ST_OK ? doc_status(d) : buf_status(out);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* A link line without a url says nothing but its own bytes: it is text. */
static void read_link(const char *s, size_t len, struct doc *d)
{
	size_t url = LINK_LEN, end, text;

	while (url < len && is_blank(s[url]))
		url++;
	for (end = url; end < len && !is_blank(s[end]);)
		end++;
	for (text = end; text < len && is_blank(s[text]);)
		text++;
	if (url == len)
		doc_add(d, LINE_TEXT, s, len);
	else
		doc_add_link(d, s + url, end - url, s + text, len - text, NULL);
}

/* One line outside a preformatted block. */
static void read_line(const char *s, size_t len, struct doc *d)
{
	unsigned level = 0;

	if (starts(s, len, link_mark, LINK_LEN)) {
		read_link(s, len, d);
		return;
	}
	while (level < 3 && level < len && s[level] == '#')
		level++;
	if (level > 0)
		doc_add(d, LINE_H1 + level - 1, s + level, len - level);
	else if (starts(s, len, "* ", 2))
		doc_add(d, LINE_ITEM, s + 2, len - 2);
	else if (starts(s, len, ">", 1))
		doc_add(d, LINE_QUOTE, s + 1, len - 1);
	else
		doc_add(d, LINE_TEXT, s, len);
}

enum status gemtext_read(const char *s, size_t len, struct doc *d)
{
	static const char bom[] = "\xef\xbb\xbf";
	const char *end = s + len, *alt = NULL; /* of a block that has no line yet */
	size_t alt_len = 0;
	bool pre = false;

	if (starts(s, len, bom, sizeof bom - 1))
		s += sizeof bom - 1;
	while (s < end && doc_status(d) == ST_OK) {
		const char *lf = memchr(s, '\n', (size_t)(end - s));
		size_t n = (size_t)((lf != NULL ? lf : end) - s);

		if (n > 0 && s[n - 1] == '\r')
			n--;
		if (starts(s, n, toggle, TOGGLE_LEN)) {
			pre = !pre;
			alt = pre ? s + TOGGLE_LEN : NULL;
			alt_len = n - TOGGLE_LEN;
		} else if (alt != NULL) {
			doc_pre_begin(d, alt, alt_len, s, n);
			alt = NULL;
		} else if (pre) {
			doc_add(d, LINE_PRE, s, n);
		} else {
			read_line(s, n, d);
		}
		s = lf != NULL ? lf + 1 : end;
	}
	return doc_status(d);
}
