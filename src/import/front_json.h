/* import/front_json.h -- front matter that is one JSON object, as Hugo has it */
#ifndef IMPORT_FRONT_JSON_H
#define IMPORT_FRONT_JSON_H

#include "base/status.h"
#include "import/front.h"

#include <stddef.h>

/*
 * The bytes of the object that s[0..len) begins with, if a text follows on a line of its own: 0
 * where none does, where what follows is more JSON, or where the object does not end or has more
 * than FRONT_DEPTH_MAX levels.
 */
size_t front_json_length(const char *s, size_t len);

/*
 * Add the values of that object to *out: strings, numbers and the like as they are written, what is
 * within an object or array under the names that lead to it. ST_INVALID with the line in *e,
 * ST_TOOBIG over a limit of front.h, or ST_NOMEM.
 */
enum status front_json_read(const char *s, size_t len, struct front *out, struct error *e);

#endif
