/* import/feed_scope.h -- what xml:base and xml:lang say where a feed is being read */
#ifndef IMPORT_FEED_SCOPE_H
#define IMPORT_FEED_SCOPE_H

#include "archive/archive.h"
#include "import/xml.h"

#define XML_SPACE "http://www.w3.org/XML/1998/namespace"

struct feed_scope {
	size_t depth; /* of the innermost element, 0 outside of all */
	struct {
		char *base;           /* absolute, or NULL: as around it; owned */
		char lang[LANG_SIZE]; /* of the element, its own or inherited; "": not said */
	} at[XML_DEPTH_MAX + 1];
	char *home; /* an absolute URI, or NULL: where links begin that have no base; owned */
};

/* An element begins (ST_OK or ST_NOMEM); it ends. */
enum status feed_scope_push(struct feed_scope *s, const struct xml_attribute *attributes, size_t n);
void feed_scope_pop(struct feed_scope *s);
void feed_scope_clear(struct feed_scope *s);

/* Where the links of what is read now begin: an absolute URI, or NULL. */
const char *feed_scope_base(const struct feed_scope *s);

/* A link (NULL is none) as an absolute URI, the caller's; NULL where it is none, or relative to
 * nothing. ST_OK or ST_NOMEM. */
enum status feed_scope_resolve(const struct feed_scope *s, const char *link, char **out);

#endif
