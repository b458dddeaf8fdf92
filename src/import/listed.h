/* import/listed.h -- the lists of other articles that a text document came with */
#ifndef IMPORT_LISTED_H
#define IMPORT_LISTED_H

#include "archive/archive.h"
#include "base/words.h"
#include "import/block.h"

#include <stdbool.h>
#include <stddef.h>

/* Is the line a heading of such a list, in any of words[0..n)? */
bool listed_heading(
    const struct span *line, const struct words *const *words, size_t n, enum list_kind *kind);

/*
 * Read what follows a heading, blocks[0..n), as titles, each with a teaser after it or without.
 * The entries are appended to *out (at most IMPORT_LIST_MAX are kept there); *used is how many
 * blocks they took, and blocks[*used], where only its first lines were taken, begins after them.
 * *used is 0, and *out as it was, where what follows does not look like a list. ST_OK or ST_NOMEM.
 */
enum status listed_read(struct block *blocks, size_t n, struct entries *out, size_t *used);

#endif
