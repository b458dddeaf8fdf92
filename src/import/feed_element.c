#include "import/feed_element.h"

#include <string.h>
#include <strings.h>

/* Namespaces by their beginnings, and the prefixes that people use without declaring them. */
static const struct {
	const char *uri, *space;
} spaces[] = {
	{ "http://www.w3.org/2005/Atom", "" },
	{ "http://purl.org/atom/app#", "app" },
	{ "http://www.w3.org/2007/app", "app" },
	{ "http://purl.org/atom/", "" },
	{ "http://purl.org/rss/1.0/modules/content/", "content" },
	{ "http://purl.org/rss/1.0/modules/", "?" },
	{ "http://purl.org/rss/1.0", "" },
	{ "http://purl.org/net/rss", "" },
	{ "http://my.netscape.com/", "" },
	{ "http://channel.netscape.com/", "" },
	{ "http://backend.userland.com/", "" },
	{ "http://blogs.law.harvard.edu/", "" },
	{ "http://cyber.law.harvard.edu/", "" },
	{ "http://www.rssboard.org/", "" },
	{ "http://www.w3.org/1999/02/22-rdf-syntax-ns", "rdf" },
	{ "http://purl.org/dc/", "dc" },
	{ "http://search.yahoo.com/mrss", "media" },
	{ "http://www.rssboard.org/media-rss", "media" },
	{ "http://www.itunes.com/", "itunes" },
	{ "http://rssnamespace.org/feedburner/", "origin" },
	{ "http://www.pheedo.com/namespace/pheedo", "origin" },
	{ "http://news.yandex.ru", "yandex" },
	{ "http://schemas.google.com/blogger/", "blogger" },
	{ "http://www.w3.org/1999/xhtml", "xhtml" },
	{ "atom", "" },
	{ "app", "app" },
	{ "blogger", "blogger" },
	{ "rdf", "rdf" },
	{ "dc", "dc" },
	{ "dcterms", "dc" },
	{ "content", "content" },
	{ "media", "media" },
	{ "itunes", "itunes" },
	{ "feedburner", "origin" },
	{ "yandex", "yandex" },
};

static const struct feed_element elements[] = {
	{ "", "rss", FEED_FRAME, COLUMN_NONE, 0 },
	{ "", "channel", FEED_FRAME, COLUMN_NONE, 0 },
	{ "", "feed", FEED_FRAME, COLUMN_NONE, 0 },
	{ "rdf", "RDF", FEED_FRAME, COLUMN_NONE, 0 },
	{ "", "item", FEED_ITEM, COLUMN_NONE, 0 },
	{ "", "entry", FEED_ITEM, COLUMN_NONE, 0 },

	{ "", "title", FEED_TEXT, COLUMN_TITLE, 9 },
	{ "dc", "title", FEED_TEXT, COLUMN_TITLE, 3 },
	{ "itunes", "title", FEED_LINE, COLUMN_TITLE, 2 },
	{ "media", "title", FEED_LINE, COLUMN_TITLE, 1 },

	{ "", "content", FEED_TEXT, COLUMN_BODY, 9 },
	{ "content", "encoded", FEED_TEXT, COLUMN_BODY, 9 },
	{ "", "fullitem", FEED_TEXT, COLUMN_BODY, 8 },
	{ "xhtml", "body", FEED_TEXT, COLUMN_BODY, 8 },
	{ "xhtml", "div", FEED_TEXT, COLUMN_BODY, 8 },
	{ "", "body", FEED_TEXT, COLUMN_BODY, 7 },
	{ "yandex", "full-text", FEED_TEXT, COLUMN_BODY, 7 },

	{ "", "description", FEED_TEXT, COLUMN_SUMMARY, 9 },
	{ "", "summary", FEED_TEXT, COLUMN_SUMMARY, 9 },
	{ "", "abstract", FEED_TEXT, COLUMN_SUMMARY, 5 },
	{ "dc", "description", FEED_TEXT, COLUMN_SUMMARY, 4 },
	{ "dc", "abstract", FEED_TEXT, COLUMN_SUMMARY, 4 },
	{ "itunes", "summary", FEED_TEXT, COLUMN_SUMMARY, 3 },
	{ "media", "description", FEED_TEXT, COLUMN_SUMMARY, 2 },
	{ "itunes", "subtitle", FEED_TEXT, COLUMN_SUMMARY, 1 },

	/* When it was published before when it was changed. */
	{ "", "pubDate", FEED_DATE, COLUMN_DATE, 9 },
	{ "", "published", FEED_DATE, COLUMN_DATE, 9 },
	{ "", "issued", FEED_DATE, COLUMN_DATE, 9 },
	{ "dc", "date", FEED_DATE, COLUMN_DATE, 8 },
	{ "dc", "issued", FEED_DATE, COLUMN_DATE, 8 },
	{ "dc", "available", FEED_DATE, COLUMN_DATE, 7 },
	{ "dc", "created", FEED_DATE, COLUMN_DATE, 6 },
	{ "", "created", FEED_DATE, COLUMN_DATE, 6 },
	{ "", "date", FEED_DATE, COLUMN_DATE, 5 },
	{ "", "updated", FEED_DATE, COLUMN_DATE, 4 },
	{ "", "modified", FEED_DATE, COLUMN_DATE, 4 },
	{ "dc", "modified", FEED_DATE, COLUMN_DATE, 4 },

	{ "", "guid", FEED_ID, COLUMN_ID, 9 },
	{ "", "id", FEED_ID, COLUMN_ID, 9 },
	{ "dc", "identifier", FEED_ID, COLUMN_ID, 2 },

	{ "origin", "origLink", FEED_LINE, COLUMN_URL, 9 },
	{ "", "link", FEED_LINK, COLUMN_URL, 8 },

	{ "dc", "creator", FEED_AUTHOR, COLUMN_AUTHOR, 9 },
	{ "", "author", FEED_AUTHOR, COLUMN_AUTHOR, 8 },
	{ "itunes", "author", FEED_AUTHOR, COLUMN_AUTHOR, 3 },
	{ "dc", "contributor", FEED_AUTHOR, COLUMN_AUTHOR, 1 },

	{ "", "category", FEED_THEME, COLUMN_THEME, 0 },
	{ "dc", "subject", FEED_THEME, COLUMN_THEME, 0 },
	{ "media", "keywords", FEED_LINE, COLUMN_TAGS, 2 },
	{ "itunes", "keywords", FEED_LINE, COLUMN_TAGS, 1 },

	{ "", "language", FEED_LINE, COLUMN_LANG, 5 },
	{ "dc", "language", FEED_LINE, COLUMN_LANG, 5 },

	/* RFC 5023 13.1.1; Blogger's exports. */
	{ "app", "control", FEED_GROUP, COLUMN_NONE, 0 },
	{ "app", "draft", FEED_LINE, COLUMN_DRAFT, 9 },
	{ "blogger", "status", FEED_LINE, COLUMN_STATE, 9 },
	{ "blogger", "type", FEED_LINE, COLUMN_TYPE, 9 },

	{ "", "enclosure", FEED_FILE, COLUMN_NONE, 0 },
	{ "media", "content", FEED_FILE, COLUMN_NONE, 0 },
	{ "media", "group", FEED_GROUP, COLUMN_NONE, 0 },
};

static const char *space_of(const char *uri, const char *plain)
{
	if (*uri == '\0')
		return "";
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
		size_t n = strlen(spaces[i].uri);

		if (strchr(spaces[i].uri, ':') == NULL ? strcasecmp(uri, spaces[i].uri) == 0
						       : strncasecmp(uri, spaces[i].uri, n) == 0)
			return spaces[i].space;
	}
	return strcmp(uri, plain) == 0 ? "" : "?";
}

const struct feed_element *feed_element_of(const struct xml_name *name, const char *plain)
{
	static const struct feed_element unknown = { "?", "", FEED_UNKNOWN, COLUMN_NONE, 0 };
	const char *space = space_of(name->uri, plain);

	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (strcmp(elements[i].space, space) == 0 &&
		    strcasecmp(elements[i].local, name->local) == 0)
			return &elements[i];
	return &unknown;
}

bool feed_element_is_wanted(const struct feed_element *element, bool in_item, bool in_feed)
{
	switch (element->use) {
	case FEED_FRAME:
	case FEED_ITEM:
		return true;
	case FEED_LINE:
	case FEED_TEXT:
		return in_item || element->column == COLUMN_LANG ||
		    (element->column == COLUMN_TITLE && in_feed);
	case FEED_LINK:
	case FEED_AUTHOR:
		return in_item || in_feed;
	case FEED_UNKNOWN:
		return false;
	default:
		return in_item;
	}
}
