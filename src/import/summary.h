/* import/summary.h -- a text on one line, as lists of articles show it below a title */
#ifndef IMPORT_SUMMARY_H
#define IMPORT_SUMMARY_H

#include "base/buf.h"
#include "base/status.h"

#include <stdbool.h>

/*
 * Append the words of the paragraphs and quotes of `body`, gemtext, on one line; of its list items
 * where it has neither. Headings, links, tables and other preformatted lines are left out. ST_OK,
 * ST_TOOBIG (what *out may hold) or ST_NOMEM.
 */
enum status summary_of(const char *body, struct buf *out);

/* Does it say no more than the title does, whatever the case, accents and marks? */
bool summary_is_title(const char *summary, const char *title);

#endif
