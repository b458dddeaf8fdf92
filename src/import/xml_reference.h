/* import/xml_reference.h -- references to characters, and what must be written as one */
#ifndef IMPORT_XML_REFERENCE_H
#define IMPORT_XML_REFERENCE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes, "&" and ";" not counted; ours: HTML's longest name has 8, a number as many. */
enum { XML_REFERENCE_MAX = 32 };

/* Append s[0..len) with & < > " as references: what it says, in text and in attributes. */
void xml_escape(struct buf *out, const char *s, size_t len);

/* Is it a character of a reference, after "&" and before ";"? */
bool xml_reference_may_hold(char c);

/*
 * Where s[0..len), which begins with "&", begins with a reference by number or by one of the names
 * of XML and HTML 4, its length, with what it stands for in *cp; else 0. Numbers 128 to 159 are
 * read as windows-1252, as HTML does, forbidden ones as a space or U+FFFD.
 */
size_t xml_reference(const char *s, size_t len, uint32_t *cp);

/* Append s[0..len) with its references decoded, once; how many there were. */
size_t xml_decode(struct buf *out, const char *s, size_t len);

#endif
