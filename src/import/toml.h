/* import/toml.h -- TOML 1.0, as far as front matter needs it */
#ifndef IMPORT_TOML_H
#define IMPORT_TOML_H

#include "base/status.h"
#include "import/front.h"

#include <stddef.h>

/*
 * Add the values of s[0..len) to *out: strings of all four kinds, numbers, dates and booleans as
 * they are written, arrays, inline tables, [tables] and [[arrays of tables]], bare, quoted and
 * dotted keys, comments. Whether a key is given twice is not looked at: the first counts.
 * ST_INVALID with the line (of the text that begins with "+++") in *e, ST_TOOBIG or ST_NOMEM.
 */
enum status toml_read(const char *s, size_t len, struct front *out, struct error *e);

#endif
