#include "text/xhtml.h"

#include "text/xml_text.h"

#include <stdbool.h>
#include <string.h>

/* What stands around a line, and around lines of its type that follow one another. */
static const struct look {
	const char *open, *close;
	const char *first, *last;
} looks[] = {
	[LINE_TEXT] = { "<p>", "</p>", "", "" },
	[LINE_LINK] = { "<p>", "</p>", "", "" },
	[LINE_H1] = { "<h1>", "</h1>", "", "" },
	[LINE_H2] = { "<h2>", "</h2>", "", "" },
	[LINE_H3] = { "<h3>", "</h3>", "", "" },
	[LINE_ITEM] = { "<li>", "</li>", "<ul>", "</ul>" },
	[LINE_QUOTE] = { "<p>", "</p>", "<blockquote>", "</blockquote>" },
	[LINE_PRE] = { "", "\n", "<pre>", "</pre>" },
};

static void put(struct buf *out, const char *s)
{
	xml_text(out, s, strlen(s));
}

static void put_link(const struct line *l, const char *origin, struct buf *out)
{
	buf_puts(out, "<a href=\"");
	put(out, l->url[0] == '/' ? origin : "");
	put(out, l->url);
	buf_puts(out, "\">");
	put(out, l->text != NULL ? l->text : l->url);
	buf_puts(out, "</a>");
}

/* Is the line of the same list, quote or block as the one before it? */
static bool goes_on(const struct line *before, const struct line *l)
{
	return before != NULL && before->type == l->type &&
	    (l->type != LINE_PRE || l->note == NULL);
}

enum status xhtml_write(const struct doc *d, const char *origin, struct buf *out)
{
	const struct line *before = NULL;
	enum status st = doc_status(d);

	for (size_t i = 0; i < d->n; i++) {
		const struct line *l = &d->lines[i];
		const struct look *look = &looks[l->type];

		if (!goes_on(before, l)) {
			buf_puts(out, before != NULL ? looks[before->type].last : "");
			buf_puts(out, look->first);
		}
		before = l;
		if (l->type == LINE_TEXT && l->text[0] == '\0')
			continue;
		buf_puts(out, look->open);
		if (l->type == LINE_LINK)
			put_link(l, origin, out);
		else
			put(out, l->text);
		buf_puts(out, look->close);
	}
	buf_puts(out, before != NULL ? looks[before->type].last : "");
	return st == ST_OK ? buf_status(out) : st;
}
