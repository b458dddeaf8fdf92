/* import/webpage_meta.h -- what the elements of a page say of it */
#ifndef IMPORT_WEBPAGE_META_H
#define IMPORT_WEBPAGE_META_H

#include "import/webpage_facts.h"
#include "import/webpage_node.h"

/*
 * Hear all sources, in this order of trust: JSON-LD, Dublin Core, OpenGraph, microdata, links,
 * other meta elements, the time element and the classes of hAtom, what readers see; of its address
 * last, what saved it wrote in a comment above it. A byline that
 * was found in the page itself is gone afterwards (GONE_TAKEN). Hints must be set, and what is
 * hidden be gone.
 */
void webpage_meta(struct webpage_nodes *n, struct webpage_facts *f);

/* Links of rel=tag are tags, but for those in lists of other articles, which must be gone. */
void webpage_tags(const struct webpage_nodes *n, struct webpage_facts *f);

/* The URL that relative links are resolved against: that of base, else the page's; or NULL. */
const char *webpage_base(const struct webpage_nodes *n, const struct webpage_facts *f);

#endif
