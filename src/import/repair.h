/* import/repair.h -- damage that exports and sites leave in titles and texts */
#ifndef IMPORT_REPAIR_H
#define IMPORT_REPAIR_H

#include "base/buf.h"

/*
 * Cut " | Site" (also " - Site", with any dash) off the end of a title, where Site is the name of
 * the row's own site: of `url` (may be NULL) or of `site` (a URL, a host or a name; may be NULL).
 */
void repair_title(char *title, const char *url, const char *site);

/*
 * Some exports lose the backslash of "\n": each newline of the text is followed by a stray "n".
 * Where that is so (an "n" before a capital letter or a quotation mark, which no language writes,
 * more often than a line that begins as it should), take them out.
 */
void repair_newlines(struct buf *text);

#endif
