/* import/webpage_link.h -- a link in a list of other articles: its title and its teaser */
#ifndef IMPORT_WEBPAGE_LINK_H
#define IMPORT_WEBPAGE_LINK_H

#include "base/buf.h"
#include "import/import.h"
#include "import/webpage_node.h"

enum {
	WEBPAGE_LINK_TITLE = 12,  /* letters; a shorter line is a category, a label or "more" */
	WEBPAGE_LINK_HEADED = 4,  /* a shorter one is none, though it is a heading */
	WEBPAGE_LINK_TEASER = 40, /* letters; a shorter line is none */
	WEBPAGE_LINK_BYTES = 1000 /* of either; ours */
};

/* The first heading in the link that is long enough, or 0. */
size_t webpage_link_heading(const struct webpage_nodes *n, size_t link);

/*
 * Append the title that the link holds, without rank, label and time beside it: the heading in it,
 * else its first line that is long enough and no date, else all that is written in it; and the
 * first long line after that, which is its teaser. A line is a block without others in it, what
 * stands between blocks, or each of several elements that all have a class and no text beside them.
 * What is no title is gone then (GONE_TAKEN), as the link itself is to be.
 */
void webpage_link_read(struct webpage_nodes *n, size_t link, const struct import_options *options,
    struct buf *title, struct buf *teaser);

#endif
