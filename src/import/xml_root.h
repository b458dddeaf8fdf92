/* import/xml_root.h -- the first element of a document, behind its prolog (XML 1.0, 2.8) */
#ifndef IMPORT_XML_ROOT_H
#define IMPORT_XML_ROOT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Where what is no prolog begins in s..end: the "<" of the first element, in a document. Gone past
 * are white space, the XML declaration, processing instructions, comments, and the DOCTYPE with
 * its internal subset, whatever entities that declares. `end` where the prolog does not end before.
 * Takes HTML as it is too: a DOCTYPE ends with the ">" that quotation marks left open would hide.
 */
const char *xml_root(const char *s, const char *end);

/*
 * The name of the element whose "<" stands at s, as it is written with its prefix: *name and its
 * length. 0 where there is no element, its name is not all there or longer than XML_ROOT_NAME_MAX.
 */
enum { XML_ROOT_NAME_MAX = 64 }; /* bytes; ours */
size_t xml_root_name(const char *s, const char *end, const char **name);

/* Is the element at s of that name, whatever its case, with any prefix or none? */
bool xml_root_is(const char *s, const char *end, const char *local);

#endif
