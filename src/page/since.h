/* page/since.h -- the link that a page ends with: what came in after it */
#ifndef PAGE_SINCE_H
#define PAGE_SINCE_H

#include "page/page.h"

/* The link to "/since/CURSOR" and `tail`: "" for all articles, else the path of a theme's or an
 * author's page ("/t/sante"), to stay there. */
void since_link(struct doc *d, const struct page_context *c, const char *cursor, const char *tail);

#endif
