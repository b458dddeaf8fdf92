/* page/link.h -- the one way in which pages put links to articles and names */
#ifndef PAGE_LINK_H
#define PAGE_LINK_H

#include "page/page.h"

enum {
	LINK_URL_SIZE = 96,    /* the longest path of a page, "/t/" SLUG "/" NUMBER, and to spare */
	LINK_TITLE_MAX = 120,  /* bytes of a title in a link: about two lines of a terminal */
	LINK_TEASER_MAX = 200, /* bytes of a teaser: what newspapers' own lists give */
	LINK_NAME_MAX = 40,    /* bytes of a theme's or an author's name */
	LINK_PRICE_SIZE = 96,  /* "3,1 ko, 3 min", in scripts of three bytes a character too */
};

/*
 * "=> /a/ID 2023-06-14 Title (3,1 ko, 3 min)": gemsub's form, and what following it costs. An
 * undated one begins with its title, which readers of subscriptions pass over. A language that is
 * not the capsule's stands before the price: "(en, 3,1 ko, 3 min)". Reads are told where they are
 * counted. An entry that is not archived is a text line.
 */
enum link_how {
	LINK_TEASERS = 1,  /* each entry's teaser under it */
	LINK_SAME_DAY = 2, /* the page says the day: its links need not */
};

/* A list's entries in order; `how`: of enum link_how, joined by |. */
void link_entries(
    struct doc *d, const struct page_context *c, const struct entries *list, unsigned how);

/* A theme or an author: the name, cut, to `folder` (as "/t/") and its slug; `note` may be NULL. */
void link_name(struct doc *d, const char *folder, const struct name *name, const char *note);

/* Themes with how many articles they have. */
void link_themes(struct doc *d, const struct page_context *c, const struct names *themes);

/* "12 articles", in the capsule's language. */
enum { LINK_COUNT_SIZE = 96 };
void link_count(
    const struct page_context *c, enum plural plural, unsigned n, char out[LINK_COUNT_SIZE]);

/* "gemini://HOST:PORT": where paths from the capsule's root are, for what is read elsewhere. The
 * port is left out where it is the scheme's own, `usual`. */
enum { LINK_ORIGIN_SIZE = 320 }; /* a host has 255 bytes */
void link_origin(
    const char *scheme, unsigned usual, const struct page_place *at, char out[LINK_ORIGIN_SIZE]);

/* A link whose text is one of the UI's words. */
void link_word(struct doc *d, const struct page_context *c, const char *url, enum word word);

#endif
