/* text/html.h -- HTML -> doc: what a page says, as lines */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "base/buf.h"
#include "base/status.h"
#include "text/doc.h"
#include "text/html_tree.h"

#include <stdbool.h>
#include <stddef.h>

struct html_options {
	const char *base; /* absolute URI that relative links are resolved against, or NULL */
	/* Is this element left out, with all in it? NULL: none but what is never text. */
	bool (*skip)(void *ctx, const GumboNode *element);
	void *ctx;
	/* A single <br> ends a line, and the next one stands right below it: for texts in which it
	 * was meant (verse, addresses). Not in headings, list items and cells. */
	bool breaks;
};

/*
 * Append what stands below (and in) `node`: a line a paragraph, <br><br> parts paragraphs, a single
 * <br> is a space (but see `breaks`); headings, list items, quotes, preformatted lines, tables as
 * aligned text under an alt text; a paragraph's links after it, each URL once in the whole doc,
 * absolute (relative ones without a base are left out); a figure as a link with its caption.
 * Scripts, styles, forms, hidden elements and the like are never text. Links other than http,
 * https, gemini, gopher, mailto, ftp are left out. ST_OK, ST_TOOBIG or ST_NOMEM.
 */
enum status html_write(const GumboNode *node, const struct html_options *options, struct doc *d);

/* The same for s[0..len), UTF-8: a page, or a piece as feeds and Markdown carry it. */
enum status html_read(
    const char *s, size_t len, const struct html_options *options, struct doc *d, struct error *e);

/* Append the text alone, entities decoded, on one line: for titles and summaries. */
enum status html_text(const char *s, size_t len, struct buf *out, struct error *e);

#endif
