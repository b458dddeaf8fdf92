/* import/json_mend.h -- a JSON value, though its writer took liberties */
#ifndef IMPORT_JSON_MEND_H
#define IMPORT_JSON_MEND_H

#include <jansson.h>
#include <stddef.h>

/*
 * The value that s[0..len) is, owned by the caller; NULL with the reason in *why if it is none. NaN
 * and the like, which Python writes, are null; an escape that is half a surrogate pair is U+FFFD.
 * At most `len` bytes more are in memory meanwhile, and what jansson needs.
 */
json_t *json_mend_load(const char *s, size_t len, json_error_t *why);

#endif
