/* import/webpage_heading.h -- the heading of a page that says its article's title */
#ifndef IMPORT_WEBPAGE_HEADING_H
#define IMPORT_WEBPAGE_HEADING_H

#include "import/webpage_facts.h"
#include "import/webpage_node.h"

/*
 * *heading is the one heading that the page gives its article, or 0: that of class entry-title
 * (hAtom) or post-title, else its only h1, else that which the title element begins with or, on a
 * page without one, the first. Links to the front page are none, as they say the site's name.
 *
 * Where no metadata say the title, it counts (FACT_TITLE, SOURCE_SEEN) if it is the part of the
 * title element before or behind the mark that parts it from the site's name ("Titre « Mon blog",
 * "Mon blogue: Titre"), or if it says something else and stands at the head of the text. Sums must
 * be right, and are afterwards. ST_OK or ST_NOMEM.
 */
enum status webpage_heading_hear(struct webpage_nodes *n, struct webpage_facts *f, size_t *heading);

/*
 * Headings that say the title again are gone (GONE_TAKEN); *heading is the first of them, or 0.
 * Before the text is looked for.
 */
void webpage_heading_drop(struct webpage_nodes *n, const char *title, size_t *heading);

/* Does that heading say something else than the title, right above the text below `root` but not in
 * it? */
bool webpage_heading_is_left(
    const struct webpage_nodes *n, size_t heading, const char *title, size_t root);

#endif
