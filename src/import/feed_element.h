/* import/feed_element.h -- what the elements of feeds mean, in all their vocabularies */
#ifndef IMPORT_FEED_ELEMENT_H
#define IMPORT_FEED_ELEMENT_H

#include "import/column.h"
#include "import/xml.h"

#include <stdbool.h>

enum feed_use {
	FEED_UNKNOWN, /* left out, with all in it */
	FEED_FRAME,   /* what stands around articles: rss, channel, feed, rdf:RDF */
	FEED_ITEM,    /* an article */
	FEED_GROUP,   /* gone into: what is in it belongs to the article */
	FEED_LINE,    /* text on one line, for `column` */
	FEED_TEXT,    /* text that may hold markup, for `column` */
	FEED_ID,
	FEED_LINK, /* Atom's and RSS's */
	FEED_DATE,
	FEED_AUTHOR, /* a name, or a name element within */
	FEED_THEME,
	FEED_FILE, /* enclosures, media:content */
};

struct feed_element {
	const char *space; /* a short name of the vocabulary; "": RSS and Atom */
	const char *local;
	enum feed_use use;
	enum column column;
	unsigned rank; /* of two that say the same, the higher counts; of equal ones the first */
};

/*
 * What an element means. `plain` is the namespace of the document's first element: those of RSS and
 * Atom and the one without name are that as well, so that a feed that made up its own is read too.
 * Never NULL: FEED_UNKNOWN for what is not known.
 */
const struct feed_element *feed_element_of(const struct xml_name *name, const char *plain);

/* Is it gone into, or collected, where it stands: in an entry, else in a feed (or what may hold
 * one)? Of what stands outside of entries, little is. */
bool feed_element_is_wanted(const struct feed_element *element, bool in_item, bool in_feed);

#endif
