/* import/feed_attribute.h -- what the attributes of an entry's elements say alone: for feed.c */
#ifndef IMPORT_FEED_ATTRIBUTE_H
#define IMPORT_FEED_ATTRIBUTE_H

#include "import/feed_element.h"
#include "import/feed_item.h"
#include "import/feed_scope.h"

/* Of an element with n attributes, into the entry: ST_OK or ST_NOMEM. */

/* An enclosure, or a media:content that can be heard or seen: pictures are in the text too. */
enum status feed_attribute_file(struct feed_item *item, const struct feed_scope *scope,
    const struct feed_element *element, const struct xml_attribute *a, size_t n);

/* A link with href: where the article stands, or a file, or something else. */
enum status feed_attribute_link(struct feed_item *item, const struct feed_scope *scope,
    const struct feed_element *element, const struct xml_attribute *a, size_t n);

/* RFC 4287 4.1.3.2: the content stands elsewhere. */
enum status feed_attribute_source(struct feed_item *item, const struct feed_scope *scope,
    const struct xml_attribute *a, size_t n);

/* Atom's category: a theme, or (Google's "#kind") what the entry is. *said is false where nothing
 * stands in the attributes: it is RSS's then. */
enum status feed_attribute_category(
    struct feed_item *item, const struct xml_attribute *a, size_t n, bool *said);

#endif
