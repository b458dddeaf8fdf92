/* site/route.h -- which page answers a path */
#ifndef SITE_ROUTE_H
#define SITE_ROUTE_H

#include "page/page.h"
#include "site/site.h"

#include <stdbool.h>

enum route_flags {
	ROUTE_TEXT = 1,  /* plain text; else a page with links (a Gopher menu) */
	ROUTE_ASKED = 2, /* what is asked of it matters; else whatever is asked is the same page */
	/* It takes so long that others should not wait for it; of one that may be asked, only where
	 * something is. */
	ROUTE_SLOW = 4,
};

struct route {
	/*
	 * Literal but for {id}, {slug}, {number}, {year}, {month}, {day}, {size}, {date} and
	 * {cursor}: an ident, a slug, 1 to ROUTE_NUMBER_MAX without leading zeros, four, two and
	 * two digits, "16k" (PAGE_EDITION_MIN to PAGE_EDITION_MAX), "2023-06-14", up to
	 * PAGE_CURSOR_MAX bytes of anything but '/' and '.'.
	 */
	const char *pattern;
	page_fn gemini, gopher;
	char item; /* Gopher item type; '0': the doc is plain text there */
	unsigned flags;
};

/* A page's number. Times any per_page it fits an unsigned; far beyond what archives have. */
enum { ROUTE_NUMBER_MAX = 99999 };

/* The longest path of a route, NUL counted: "/t/" and "/a/" with their longest names and numbers.
 */
enum { ROUTE_PATH_SIZE = 96 };

enum route_result {
	ROUTE_NONE,  /* no route's path */
	ROUTE_PAGE,  /* `route` answers, with `args` */
	ROUTE_MOVED, /* another way to write the path `location` */
};

struct route_found {
	const struct route *route;
	struct page_args args;
	char location[ROUTE_PATH_SIZE];
};

/*
 * Match the decoded path, exactly. Each page has one path: with a slash at its end, or the number
 * 1 that the first page leaves out, it is ROUTE_MOVED (`route` is set then too).
 */
enum route_result route_find(const char *path, struct route_found *out);

#endif
