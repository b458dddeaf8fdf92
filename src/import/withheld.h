/* import/withheld.h -- what its software keeps from readers: drafts, private posts */
#ifndef IMPORT_WITHHELD_H
#define IMPORT_WITHHELD_H

#include "import/record.h"

/* What a post of that status (the names of WordPress, Drupal, Blogger and Ghost, of visibility too,
 * and what people write in a few languages; in any case, with accents or without) is called to
 * people, "a draft"; NULL where the status is none that keeps it from readers, or not known. */
const char *withheld_state(const char *status);

/* The same of what is no article by its type: "a page", but with options->pages, "a comment". */
const char *withheld_type(const char *type, const struct import_options *options);

/* The same of what a record says of itself: its type, its status (or that it has none: "0",
 * "false"), who may see it, whether it is a draft, or published. */
const char *withheld_record(const struct record *r, const struct import_options *options);

#endif
