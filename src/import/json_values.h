/* import/json_values.h -- the values of a JSON input one after another, however they are strung */
#ifndef IMPORT_JSON_VALUES_H
#define IMPORT_JSON_VALUES_H

#include "base/status.h"
#include "import/import.h"
#include "import/input.h"

#include <jansson.h>
#include <stddef.h>

enum {
	JSON_VALUE_MAX = 2 * IMPORT_ARTICLE_MAX, /* bytes of one value */
	JSON_DEPTH_MAX =
	    100, /* of values within one another; ours: jansson's is 2048, by recursion */
	JSON_ENVELOPE_DEPTH = 8, /* how deep the array of articles may lie; ours */
};

/*
 * Gets each value in order, and the line that it begins on; the value is the caller's of this
 * function. Another status than ST_OK ends the reading with it.
 */
struct json_values_events {
	/* What stands around an array of values, as far as it was read when the first of them came:
	 * an object with that array, empty. At most once a document, before its values. */
	enum status (*envelope)(void *ctx, const json_t *object);
	enum status (*value)(void *ctx, const json_t *value, unsigned long line);
	/* A value that cannot be read, and why. */
	void (*bad)(void *ctx, unsigned long line, const char *reason);
	void *ctx;
};

/*
 * Read an input as JSON Lines, as values strung together, as an array of values, or as an object
 * with an array of objects in it, whose values those are then (JSON Feed's items, a search engine's
 * hits): the first one under a name that is usual for that, or that means nothing in an article
 * where no text was met before it. One value is in memory at a time. What is broken goes to bad(),
 * and the reading goes on at the next line that begins with "{". NaN and the like are null.
 * ST_OK, ST_NOMEM, what an event returned, or ST_IO with the reason in *e if the input fails.
 */
enum status json_values_each(
    struct input *in, const struct json_values_events *events, struct error *e);

#endif
