/* import/feed.h -- RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0: a feed's entries as articles */
#ifndef IMPORT_FEED_H
#define IMPORT_FEED_H

#include "import/format.h"

/*
 * Each item or entry, wherever it stands, is an article: identity, links and what makes it partial
 * as record_take() has it, with all->home the channel's or feed's link. Of several elements that
 * say the same the better one counts (feed_element.c): content before description, the date of
 * publication before that of a change, a permalink before the link of a redirector. Text by its
 * type (RFC 4287 3.1 and 4.1.3, Atom 0.3's mode), else as it looks. The language is the entry's,
 * else its text's or the feed's; a byline too may be the feed's. Enclosures are links after the
 * text. A date that is none, or is not given, stays missing.
 *
 * What is no feed is rejected as a whole; a place where one is not well-formed and lost something
 * is, beside the articles.
 */
enum status feed_read(
    struct input *in, const struct import_options *options, const struct sink *sink);

#endif
