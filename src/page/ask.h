/* page/ask.h -- what a reader asks of a search
 *
 *	words            all of them
 *	"some words"     one after the other; « » and “ ” do as well
 *	theme:slug       a theme, by its slug or its name
 *	by:slug          an author
 *	since:2023-06    not before it; before:2023 comes before it. 2023, 2023-06, 2023-06-14
 *	-any of these    without it
 */
#ifndef PAGE_ASK_H
#define PAGE_ASK_H

#include "archive/archive.h"
#include "page/page.h"

enum ask_fault {
	ASK_FINE,
	ASK_EMPTY, /* nothing to look for in it */
	ASK_LONG,  /* more than SEARCH_PARTS_MAX words */
	ASK_DATE,  /* a date that is none */
};

struct ask {
	struct search search;              /* its parts are in these two */
	char text[2 * PAGE_QUERY_MAX + 1]; /* the query as UTF-8 */
	char slugs[SEARCH_PARTS_MAX][SLUG_MAX + 1];
};

/*
 * Any bytes are a query, of which PAGE_QUERY_MAX count: what is no UTF-8 is Latin-1, as old
 * machines send it. Offset, limit and what gives it up are left to the caller.
 */
enum ask_fault ask_parse(const char *query, struct ask *out);

#endif
