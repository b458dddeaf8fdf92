/* tests/import/feeds.h -- feeds written down in a few words */
#ifndef TESTS_IMPORT_FEEDS_H
#define TESTS_IMPORT_FEEDS_H

#include "import/feed.h"
#include "import/xml.h"
#include "tests/import/helpers.h"

/* A feed around entries, in each of the dialects. */
#define RSS(channel, items)                                                                        \
	"<?xml version=\"1.0\"?><rss version=\"2.0\" "                                             \
	"xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "                              \
	"xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>" channel items "</channel></rss>"
#define ATOM(feed, entries) "<feed xmlns=\"http://www.w3.org/2005/Atom\">" feed entries "</feed>"
#define SITE                "<title>Le Fleuve</title><link>https://fleuve.example/</link>"

static struct import_options options;

static inline void set_up(void)
{
	helper_options(&options);
}

static inline void tear_down(void)
{
	helper_options_clear(&options);
}

static inline void read_feed(const char *xml, struct collected *c)
{
	helper_read_named("feed.xml", feed_read, &options, xml, strlen(xml), c);
}

/* The only article of a feed. */
static inline const struct article *only(const char *xml, struct collected *c)
{
	read_feed(xml, c);
	cr_assert_eq(c->n, 1, "%s: %zu articles: %s", xml, c->n, c->reason);
	return &c->articles[0];
}

#endif
