/* import/repair.h -- damage that exports leave in texts */
#ifndef IMPORT_REPAIR_H
#define IMPORT_REPAIR_H

#include "base/buf.h"

/*
 * Some exports lose the backslash of "\n": each newline of the text is followed by a stray "n".
 * Where that is so (an "n" before a capital letter or a quotation mark, which no language writes,
 * more often than a line that begins as it should), take them out.
 */
void repair_newlines(struct buf *text);

#endif
