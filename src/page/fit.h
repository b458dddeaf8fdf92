/* page/fit.h -- how many bytes a doc is as it is sent: for pages that have to fit */
#ifndef PAGE_FIT_H
#define PAGE_FIT_H

#include "page/page.h"

/*
 * The bytes of the doc; SIZE_MAX where it cannot be written. Of docs that are put one after the
 * other it is at most the sum of theirs.
 */
typedef size_t (*fit_fn)(const struct page_context *c, const struct doc *d);

/* As gemtext. */
size_t fit_gemtext(const struct page_context *c, const struct doc *d);

/* At most, as text on Gopher (gopher/menu.h), in whichever character set, and at whichever of the
 * widths that are served. */
size_t fit_text(const struct page_context *c, const struct doc *d);

/* Of a blank line, on either protocol. */
enum { FIT_BLANK = 2 };

/* What goes before a page in the capsule's language: Gemini's status line; nothing on Gopher. */
size_t fit_header(const struct page_context *c, fit_fn fit);

#endif
