/* text/doc.h -- a document as typed lines: what pages build and protocols write down */
#ifndef TEXT_DOC_H
#define TEXT_DOC_H

#include "base/status.h"

#include <stddef.h>

enum line_type {
	LINE_TEXT, /* a paragraph; empty text is a blank line */
	LINE_LINK, /* url, text (may be NULL: the url shows itself), note (may be NULL) */
	LINE_H1,   /* headings */
	LINE_H2,
	LINE_H3,
	LINE_ITEM, /* list item */
	LINE_QUOTE,
	LINE_PRE, /* one preformatted line */
};

struct line {
	enum line_type type;
	char *text; /* UTF-8, NFC, one line, NULL only for a link without text; owned */
	char *url;  /* links only: an absolute URI or a path from the capsule's root; owned */
	/* Links: what follows the text in brackets, a price, or NULL. Preformatted: the alt text of
	 * the block that begins with this line, "" for none; NULL: it goes on with the block of the
	 * line before, if there is one. Owned. */
	char *note;
};

/*
 * Lines in reading order. Whatever a doc_ function is given is put on one line and rid of what may
 * not be shown (utf8_shown), so that a doc can carry no control byte to the wire. The first
 * failure is kept: build on, and ask doc_status() once.
 */
struct doc {
	struct line *lines;
	size_t n, cap;
	enum status failure; /* ST_OK, ST_TOOBIG (over DOC_LINES_MAX) or ST_NOMEM */
};

enum { DOC_LINES_MAX = 1 << 20 };

void doc_init(struct doc *d);
void doc_clear(struct doc *d); /* frees the lines; *d is empty and may be used again */
enum status doc_status(const struct doc *d);

void doc_text(struct doc *d, const char *text); /* "" is a blank line, each time */
void doc_textf(struct doc *d, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void doc_blank(struct doc *d); /* one blank line; none at the start, nor after another */
void doc_heading(struct doc *d, int level, const char *text); /* 1 to 3 */
void doc_item(struct doc *d, const char *text);
void doc_quote(struct doc *d, const char *text);
void doc_pre(struct doc *d, const char *text); /* keeps spaces as they are */

/* The first line of a preformatted block, even where one stands before it. `alt` says what the
 * block is (a table's caption, the language of a piece of code); "" says nothing. */
void doc_pre_begin(struct doc *d, const char *alt, size_t alt_len, const char *text, size_t len);

/*
 * White space in `url` would end it early: it is percent-encoded, as are malformed bytes. A url is
 * not normalised. With an empty url it is a text line.
 */
void doc_link(struct doc *d, const char *url, const char *text, const char *note);

/*
 * The same for bytes: any line but a link, and a link (`text` may be NULL). A NUL within goes like
 * any other control byte.
 */
void doc_add(struct doc *d, enum line_type type, const char *text, size_t len);
void doc_add_link(
    struct doc *d, const char *url, size_t url_len, const char *text, size_t len, const char *note);

/* Drop all lines but the first n. */
void doc_truncate(struct doc *d, size_t n);

/* Move all lines of `from` to the end of `d`; `from` is empty afterwards. */
void doc_append(struct doc *d, struct doc *from);

#endif
