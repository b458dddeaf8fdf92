/* import/webpage_body.h -- the elements of a page that hold its main text */
#ifndef IMPORT_WEBPAGE_BODY_H
#define IMPORT_WEBPAGE_BODY_H

#include "import/webpage_node.h"

/*
 * Find the main text: what is not part of it is gone afterwards, and *root is the element that
 * holds it all. The method is that of Mozilla's Readability: paragraphs give points to what they
 * stand in, for their letters and commas, the densest element wins, its neighbours may join it;
 * where that gives little, it is tried again with fewer rules. ST_OK or ST_NOMEM.
 */
enum status webpage_body(struct webpage_nodes *n, size_t *root);

#endif
