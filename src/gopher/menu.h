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
 * Columns of an item's name: under GOPHER_NAME_MAX, as UMN gopher, which puts "-->  12. " before it
 * and "/" after it, shows no more on a line of 80.
 */
enum { MENU_NAME_MAX = 65 };

/*
 * Append the doc as a menu: links become items whose name, of at most MENU_NAME_MAX columns, keeps
 * its note (the text before it is cut after a word, and goes on in `i` lines below); links to other
 * places become `h` items with a URL: selector; everything else becomes `i` lines, wrapped. Ended
 * by its dot.
 */
enum status menu_write(const struct doc *d, const struct gopher_style *style, struct buf *out);

/*
 * Append the doc as text: wrapped, headings underlined, quotes marked by "> ", items by "* ",
 * links as [1], with their addresses in a list at the end.
 */
enum status menu_write_text(const struct doc *d, const struct gopher_style *style, struct buf *out);

#endif
