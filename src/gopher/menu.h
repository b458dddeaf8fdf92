/* gopher/menu.h -- a doc as a Gopher menu or as plain text, in the reader's charset */
#ifndef GOPHER_MENU_H
#define GOPHER_MENU_H

#include "base/buf.h"
#include "text/charset.h"
#include "text/doc.h"

/* Who writes it, and how. */
struct gopher_style {
	const char *host; /* what links say */
	unsigned port;
	unsigned columns; /* of wrapped text */
	enum charset charset;
	char (*type_of)(void *ctx, const char *path); /* item type of a path of this site */
	void *ctx;
};

/*
 * Append the doc as a menu: links become items whose name, under 70 columns, keeps its note (the
 * text before it is cut at a word); links to other places become `h` items with a URL: selector;
 * everything else becomes `i` lines, wrapped. Ended by its dot.
 */
enum status menu_write(const struct doc *d, const struct gopher_style *style, struct buf *out);

/*
 * Append the doc as text: wrapped, headings underlined, quotes marked by "> ", items by "* ",
 * links as [1], with their addresses in a list at the end.
 */
enum status menu_write_text(const struct doc *d, const struct gopher_style *style, struct buf *out);

#endif
