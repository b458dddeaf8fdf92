/* text/plain.h -- a doc as plain text: in a character set, wrapped */
#ifndef TEXT_PLAIN_H
#define TEXT_PLAIN_H

#include "base/buf.h"
#include "text/charset.h"
#include "text/doc.h"

struct plain_style {
	enum charset charset;
	unsigned columns;
};

/* What a doc of ours may become, bytes: above any static file. */
enum { PLAIN_MAX = 32 * 1024 * 1024 };

/*
 * Overwrite `lines` with the lines that `text`, on the doc's line *l, becomes, each ended by LF,
 * one at least. `scratch` is overwritten too. A failure is kept in either.
 */
void plain_line(const struct line *l, const char *text, const struct plain_style *style,
    struct buf *scratch, struct buf *lines);

/*
 * Append the doc, its lines ended by LF: headings underlined, quotes marked by "> ", items by "* ",
 * links as "text [1]", numbered in their order; their addresses, and the notes of links, are left
 * out. Returns doc_status() or buf_status().
 */
enum status plain_write(const struct doc *d, const struct plain_style *style, struct buf *out);

#endif
