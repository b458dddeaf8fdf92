/* import/webpage_prune.h -- what on a page is never its text */
#ifndef IMPORT_WEBPAGE_PRUNE_H
#define IMPORT_WEBPAGE_PRUNE_H

#include "import/webpage_node.h"

/* Hidden elements, menus, dialogs, controls, clutter (clutter.h) and what stands under a heading of
 * comments: gone for good (GONE_NEVER_TEXT). */
void webpage_prune(struct webpage_nodes *n);

/* What the words of its class or its role say is none (GONE_UNLIKELY). Undone by webpage_keep(). */
void webpage_prune_unlikely(struct webpage_nodes *n);

/* How strict webpage_prune_below() is. */
struct webpage_strictness {
	bool weights; /* by class too */
	bool sums;    /* by what is in an element, too */
};

/*
 * Of what stands below `root`, all that is no text by its kind (asides, footers, share bars) and by
 * what is in it: lists of links, images without text, forms (GONE_CLEANED). Sums are right
 * afterwards.
 */
void webpage_prune_below(
    struct webpage_nodes *n, size_t root, const struct webpage_strictness *strictness);

/* Bring back what went for this reason. */
void webpage_keep(struct webpage_nodes *n, enum gone reason);

#endif
