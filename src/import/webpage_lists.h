/* import/webpage_lists.h -- the lists of other articles on a page: "Les plus lus", "Lire aussi" */
#ifndef IMPORT_WEBPAGE_LISTS_H
#define IMPORT_WEBPAGE_LISTS_H

#include "archive/archive.h"
#include "import/import.h"
#include "import/webpage_node.h"

/*
 * Take what stands under headings that options->words know, where it is links: titles, each with
 * the text beside its link as teaser, are appended to lists[kind] (at most IMPORT_LIST_MAX each),
 * and heading and links are gone (GONE_TAKEN). A line such as "Lire aussi : " with one link in it
 * is a list of one. Sums must be right. ST_OK or ST_NOMEM.
 */
enum status webpage_lists(struct webpage_nodes *n, const struct import_options *options,
    struct entries lists[LIST_COUNT]);

#endif
