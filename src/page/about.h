/* page/about.h -- the line under an article's title */
#ifndef PAGE_ABOUT_H
#define PAGE_ABOUT_H

#include "page/page.h"

#define ABOUT_SEPARATOR " · "

enum {
	ABOUT_MAX = 2048, /* bytes of the line */
	ABOUT_THEMES = 3, /* themes named, and linked, of an article that has many */
};

/* Append what follows after a separator; "" is nothing. */
void about_add(struct buf *about, const char *s);

/* "Mercredi 14 juin 2023 (date estimée) · Nom", and the article's themes where they are asked for;
 * nothing where nothing is known. */
void about_article(
    const struct page_context *c, const struct article *a, bool themes, struct buf *about);

/* That line, if there is one, and a blank one. */
enum status about_put(
    const struct page_context *c, const struct article *a, bool themes, struct doc *d);

#endif
