/* import/head.h -- the head of a post of Pelican or MultiMarkdown: "Title: ..." */
#ifndef IMPORT_HEAD_H
#define IMPORT_HEAD_H

#include "base/status.h"
#include "import/front.h"

#include <stddef.h>

/*
 * The length of the head that the text s[0..len) begins with, up to the empty line that ends it
 * (or the end of the text); 0: it has none. A head is lines "Key: value", and lines that are
 * indented, which go on with the value before. Its first key is one that these generators know and
 * it has a title or a date: without both, a text that begins with a word and a colon is a text.
 */
size_t head_length(const char *s, size_t len);

/* Add its values to *out; each line of authors, tags and categories is one of its own. Statuses as
 * front_add(). */
enum status head_read(const char *s, size_t len, struct front *out);

#endif
