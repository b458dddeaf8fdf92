/* text/html_lines.h -- text and links, as HTML gives them, put on the lines of a doc */
#ifndef TEXT_HTML_LINES_H
#define TEXT_HTML_LINES_H

#include "base/buf.h"
#include "base/status.h"
#include "text/doc.h"
#include "text/uri.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	HTML_LABEL_MAX = 300, /* bytes of a link's text; longer ones are cut at a word */
	HTML_MARK_SIZE = 24,  /* of "12. ", NUL counted */
};

/* Text with its white space collapsed as CSS does: one space, none at the ends. */
struct html_phrase {
	struct buf text;
	bool space; /* due before the next character */
};

/* A link that waits for the end of its paragraph; owned. */
struct html_link {
	char *url, *label;
};

/* Lines that stand together have no blank line between them. */
enum html_run { RUN_NONE, RUN_LIST, RUN_QUOTE, RUN_LINKS };

struct html_lines {
	struct doc *doc;
	const char *base; /* of relative links, or NULL */
	bool keep_breaks; /* a single <br> ends a line of the paragraph */

	/* What the paragraph being written is: a line of its own, an element's on one line, ... */
	bool one_line;             /* breaks and ends are spaces: a cell, a heading, a caption */
	int heading;               /* 1 to 3, or 0 */
	unsigned quote;            /* blockquotes that it stands in */
	unsigned list;             /* lists that it stands in */
	bool item;                 /* it is the first of a list item */
	char mark[HTML_MARK_SIZE]; /* before an item: its number, or "" */

	/* The rest belongs to html_lines.c. */
	struct html_phrase text;
	unsigned breaks; /* <br>s since the last character */
	size_t raised;   /* where the text above the line begins */
	enum html_run run;
	bool gap;    /* a blank line is due */
	bool joined; /* the paragraph has a line already */
	struct html_phrase label;
	bool in_label;
	char href[URI_LINK_MAX + 1]; /* of the link that is open; "" for none to keep */
	struct html_link *waiting;
	size_t nwaiting, cap;
	void *seen; /* urls, a tree of <search.h> */
	enum status failure;
};

/* The doc and the base stay the caller's. */
void html_lines_init(struct html_lines *l, struct doc *d, const char *base);
void html_lines_clear(struct html_lines *l);

/* The first failure, of the doc's too. */
enum status html_lines_status(const struct html_lines *l);

/* Add text to the paragraph; <br>: one is a space, two part paragraphs. */
void html_lines_text(struct html_lines *l, const char *s, size_t len);
void html_lines_break(struct html_lines *l);

/* End the paragraph, if there is one, and put it and the links that wait on lines. */
void html_lines_end(struct html_lines *l);

/* The same, but its links go on waiting. */
void html_lines_text_end(struct html_lines *l);

/* Make room for lines that the caller adds to the doc: a blank line before them. */
void html_lines_begin(struct html_lines *l);

/* Put the links that wait on lines. */
void html_lines_links(struct html_lines *l);

/* A blank line before the next paragraph, whatever stood before it. */
void html_lines_part(struct html_lines *l);

/*
 * Begin a link: the text until its end is its label. One whose address is not to be kept, and
 * whose text only marks a place ("#", an arrow back), leaves no text.
 */
void html_lines_open(struct html_lines *l, const char *href);
void html_lines_close(struct html_lines *l);

/* The label of the link that is open, if it has no text: a picture's. */
void html_lines_label(struct html_lines *l, const char *label);

/* Text above the line: figures become raised ones ("m²"), other text stays as it is ("2e"). */
void html_lines_raise(struct html_lines *l);
void html_lines_lower(struct html_lines *l);

/* A link that is no text of the paragraph; `label` may be NULL. False if it is not kept. */
bool html_lines_link(struct html_lines *l, const char *href, const char *label);

/* Append the paragraph's text to *out instead of putting it on a line; its links go on waiting. */
void html_lines_take(struct html_lines *l, struct buf *out);

#endif
