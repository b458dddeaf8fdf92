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
 * that holds a list of objects, whose values those are then: an array under a name that is usual
 * for articles (JSON Feed's items, a search engine's hits) from the first member on that an article
 * has, or an array or a map (id -> article) from the second object in it that is like an article; a
 * single one is given at the end of an object that is none itself. What belongs to an article
 * (related, images, a column's name) is no list, and no value is what else stands around lists.
 *
 * Of the values one is in memory at a time, and of what stands before a list at most
 * JSON_VALUE_MAX. What is broken goes to bad(). Where a value was met before that had a line of its
 * own, it is JSON Lines: each bad line goes there once, and the reading goes on behind it; else at
 * the next line that begins with "{". NaN and half surrogate pairs: json_mend.h. ST_OK, ST_NOMEM,
 * what an event returned, or ST_IO with the reason in *e if the input fails.
 */
enum status json_values_each(
    struct input *in, const struct json_values_events *events, struct error *e);

#endif
