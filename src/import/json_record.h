/* import/json_record.h -- a JSON object as the fields of an article */
#ifndef IMPORT_JSON_RECORD_H
#define IMPORT_JSON_RECORD_H

#include "import/record.h"

#include <jansson.h>

/*
 * Fill *r (zero, or with what is already known) with what the members of `object` say, by their
 * names. Text is a string, a number, an array of such (paragraphs), or an object with a member that
 * holds it ({"rendered": ...}, {"name": ...}); authors and tags are strings, objects with a name,
 * or arrays of those. Where two members mean the same the first that says something counts, but
 * for text with markup, which comes before text without, and for an id that is one everywhere. What
 * a search engine wraps in _source is unwrapped, and where an object has neither title nor text,
 * what JSON:API has in its attributes (1.1, 7.2) is its own too. ST_OK or ST_NOMEM; *r is to be
 * cleared either way.
 */
enum status json_record_fill(struct record *r, const json_t *object);

/* Is a member of that name what is unwrapped? */
bool json_record_is_wrapped(const char *name);

/* The names in a value: authors, joined by ", "; NULL if there are none; owned by the caller. */
enum status json_record_names(const json_t *value, char **out);

#endif
