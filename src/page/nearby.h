/* page/nearby.h -- the two lists under an article */
#ifndef PAGE_NEARBY_H
#define PAGE_NEARBY_H

#include "page/page.h"

/*
 * Put the most read, then those of the same theme, each under its heading; an empty list has none.
 * No article stands in both: what the document itself lists on the same theme stays there, all
 * else that both have stays with the most read; others take the places.
 */
enum status nearby_put(const struct page_context *c, const char *id, struct doc *d);

/*
 * Put a list of most read as what it is: so, where the document listed one of them or readers made
 * the ranking; else the editors' choice and the latest articles, each under its own heading. `how`
 * as for link_entries().
 */
void nearby_put_most(
    const struct page_context *c, const struct entries *most, unsigned how, struct doc *d);

#endif
