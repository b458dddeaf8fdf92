/* text/xml_text.h -- text within XML that we write (XML 1.0, fifth edition) */
#ifndef TEXT_XML_TEXT_H
#define TEXT_XML_TEXT_H

#include "base/buf.h"

#include <stddef.h>

/*
 * Append s[0..len) as character data, or as an attribute's value in double quotes. Characters that
 * XML has no place for (2.2: control characters, U+FFFE, U+FFFF), not even escaped, are left out,
 * malformed bytes become U+FFFD.
 */
void xml_text(struct buf *out, const char *s, size_t len);

#endif
