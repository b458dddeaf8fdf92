/* import/webpage_top.h -- what stands at the top of a text: date, byline, the lead */
#ifndef IMPORT_WEBPAGE_TOP_H
#define IMPORT_WEBPAGE_TOP_H

#include "import/webpage_facts.h"
#include "import/webpage_node.h"

/*
 * Short lines between `heading` and the first long paragraph of the text below `root` that say the
 * date, or who wrote it (dateline.h): a fact where there is none yet, and the line is gone. No
 * lines of figures, quotations and tables; a name behind a quotation, in a list, or behind a dash
 * within the text is that of somebody else.
 */
void webpage_datelines(
    struct webpage_nodes *n, size_t heading, size_t root, struct webpage_facts *f);

/*
 * The paragraph between `heading` and the text that leads into it but is not part of what was
 * found: its class says so, or it is the page's description. 0: there is none.
 */
size_t webpage_lead(
    const struct webpage_nodes *n, size_t heading, size_t root, const struct webpage_facts *f);

#endif
