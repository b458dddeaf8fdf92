/* base/mime.h -- what bytes are, by their content (libmagic) and, for text, by their name */
#ifndef BASE_MIME_H
#define BASE_MIME_H

#include "base/status.h"

#include <stddef.h>

enum { MIME_SIZE = 96 };

struct mime; /* one a thread: libmagic cookies are not shared */

/* ST_IO if the magic database cannot be loaded. The caller ends *out with mime_free(). */
enum status mime_open(struct mime **out, struct error *e);
void mime_free(struct mime *m);

/*
 * The media type of content: "text/plain", "image/png", "application/gzip";
 * "application/octet-stream" when nothing is known. `name` (may be NULL) refines plain text by its
 * ending in our own table: .gmi and .gemini are text/gemini, .csv text/csv, .md text/markdown...;
 * it never overrides what a signature in the content says. A guess at a programming language is no
 * signature, nor is a comma on each line; nothing at all is plain text.
 */
void mime_of(struct mime *m, const char *name, const void *bytes, size_t len, char out[MIME_SIZE]);

#endif
