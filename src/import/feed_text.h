/* import/feed_text.h -- the content of one element of a feed, collected: text, or markup inline */
#ifndef IMPORT_FEED_TEXT_H
#define IMPORT_FEED_TEXT_H

#include "base/buf.h"
#include "import/fragment.h"
#include "import/xml.h"

#include <stdbool.h>
#include <stddef.h>

struct feed_text {
	struct buf bytes;
	enum fragment kind; /* by its type attribute */
	bool base64;        /* its bytes are encoded so */
	bool inline_markup; /* elements were met in it: `bytes` is HTML */
};

/* Begin one, whose element has these attributes. At most `max` bytes are kept. */
void feed_text_begin(
    struct feed_text *t, const struct xml_attribute *attributes, size_t n, size_t max);
void feed_text_clear(struct feed_text *t);

/* What stands in it, in order. */
void feed_text_start(struct feed_text *t, const struct xml_name *name,
    const struct xml_attribute *attributes, size_t n);
void feed_text_end(struct feed_text *t, const struct xml_name *name);
void feed_text_add(struct feed_text *t, const char *s, size_t len);

/* It is all there: as UTF-8, without white space at its ends, and what it is, *kind. Owned by the
 * caller; NULL where nothing is left. ST_OK, ST_TOOBIG or ST_NOMEM. */
enum status feed_text_take(struct feed_text *t, char **out, enum fragment *kind);

#endif
