/* import/xml_beyond.h -- elements that are open, but too deep to be told of: for xml_mend.c */
#ifndef IMPORT_XML_BEYOND_H
#define IMPORT_XML_BEYOND_H

#include <stdbool.h>
#include <stddef.h>

enum { XML_BEYOND_NAMES = 64 /* that are told apart, by a hash; ours */ };

/* How many there are, in memory that does not grow with them: counted by their names, so that their
 * end tags are told from those of the elements around them. Zero at the start. */
struct xml_beyond {
	size_t n, of[XML_BEYOND_NAMES];
};

void xml_beyond_start(struct xml_beyond *b, const char *name, size_t len);

/* Does an end tag of that name end one of them? It is gone then. */
bool xml_beyond_end(struct xml_beyond *b, const char *name, size_t len);

/* The element around all of them ends. */
void xml_beyond_reset(struct xml_beyond *b);

#endif
