/* text/html_kind.h -- what an element of HTML means for lines of text */
#ifndef TEXT_HTML_KIND_H
#define TEXT_HTML_KIND_H

#include <gumbo.h>
#include <stdbool.h>

enum html_kind {
	HTML_INLINE, /* nothing: its text goes on */
	HTML_NEVER,  /* never text, nor what is in it */
	HTML_BLOCK,
	HTML_BREAK,
	HTML_RULE,
	HTML_HEADING,
	HTML_LIST,
	HTML_ITEM,
	HTML_TERM,
	HTML_DETAIL,
	HTML_QUOTE,
	HTML_PRE,
	HTML_LINK,
	HTML_IMAGE,
	HTML_FIGURE,
	HTML_CAPTION,
	HTML_TABLE,
	HTML_TABLE_CAPTION,
	HTML_ROW,
	HTML_CELL,
	HTML_MEDIA,
	HTML_QUOTED,
	HTML_RAISED,
	HTML_INPUT,
	HTML_COUNT
};

/* Of a node; HTML_INLINE for all that is no element. */
enum html_kind html_kind_of(const GumboNode *node);

/* Is it an element that its page hides: hidden, aria-hidden, an inline style? */
bool html_kind_hidden(const GumboNode *node);

#endif
