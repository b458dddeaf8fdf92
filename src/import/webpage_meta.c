#include "import/webpage_meta.h"

#include "base/utf8.h"
#include "import/byline.h"
#include "import/webpage_hint.h"
#include "import/webpage_ld.h"

#include <string.h>
#include <strings.h>

enum {
	TEXT_MAX = 2000,     /* bytes of a text that is a fact */
	NAME_BYTES_MAX = 64, /* of a meta element's name; ours are shorter */
	NAME_NODES = 32,     /* elements and texts that a name or a date is made of */
	SEEN_LETTERS = 100,  /* of a byline or date as readers see it */
	COMMENT_LEVELS = 16, /* elements around a name that may say whose it is */
};

/* Names of meta elements; the first that speaks of the same source counts. */
static const struct {
	const char *name;
	enum fact fact;
	enum fact_source source;
} names[] = {
	{ "dc.title", FACT_TITLE, SOURCE_DUBLIN },
	{ "dcterms.title", FACT_TITLE, SOURCE_DUBLIN },
	{ "og:title", FACT_TITLE, SOURCE_OPEN_GRAPH },
	{ "title", FACT_TITLE, SOURCE_META },
	{ "citation_title", FACT_TITLE, SOURCE_META },
	{ "parsely-title", FACT_TITLE, SOURCE_META },
	{ "twitter:title", FACT_TITLE, SOURCE_TWITTER },
	{ "dc.creator", FACT_BYLINE, SOURCE_DUBLIN },
	{ "dcterms.creator", FACT_BYLINE, SOURCE_DUBLIN },
	{ "article:author", FACT_BYLINE, SOURCE_OPEN_GRAPH },
	{ "og:article:author", FACT_BYLINE, SOURCE_OPEN_GRAPH },
	{ "author", FACT_BYLINE, SOURCE_META },
	{ "byl", FACT_BYLINE, SOURCE_META },
	{ "citation_author", FACT_BYLINE, SOURCE_META },
	{ "parsely-author", FACT_BYLINE, SOURCE_META },
	{ "sailthru.author", FACT_BYLINE, SOURCE_META },
	{ "dc.date.issued", FACT_DATE, SOURCE_DUBLIN },
	{ "dc.date.created", FACT_DATE, SOURCE_DUBLIN },
	{ "dc.date", FACT_DATE, SOURCE_DUBLIN },
	{ "dcterms.issued", FACT_DATE, SOURCE_DUBLIN },
	{ "dcterms.created", FACT_DATE, SOURCE_DUBLIN },
	{ "dcterms.date", FACT_DATE, SOURCE_DUBLIN },
	{ "article:published_time", FACT_DATE, SOURCE_OPEN_GRAPH },
	{ "og:article:published_time", FACT_DATE, SOURCE_OPEN_GRAPH },
	{ "og:published_time", FACT_DATE, SOURCE_OPEN_GRAPH },
	{ "article:published", FACT_DATE, SOURCE_OPEN_GRAPH },
	{ "date", FACT_DATE, SOURCE_META },
	{ "pubdate", FACT_DATE, SOURCE_META },
	{ "publishdate", FACT_DATE, SOURCE_META },
	{ "publish-date", FACT_DATE, SOURCE_META },
	{ "publish_date", FACT_DATE, SOURCE_META },
	{ "published_at", FACT_DATE, SOURCE_META },
	{ "originalpublicationdate", FACT_DATE, SOURCE_META },
	{ "displaydate", FACT_DATE, SOURCE_META },
	{ "citation_publication_date", FACT_DATE, SOURCE_META },
	{ "parsely-pub-date", FACT_DATE, SOURCE_META },
	{ "sailthru.date", FACT_DATE, SOURCE_META },
	{ "og:url", FACT_URL, SOURCE_META }, /* the canonical link is surer */
	{ "og:description", FACT_SUMMARY, SOURCE_OPEN_GRAPH },
	{ "dc.description", FACT_SUMMARY, SOURCE_DUBLIN },
	{ "description", FACT_SUMMARY, SOURCE_META },
	{ "twitter:description", FACT_SUMMARY, SOURCE_TWITTER },
	{ "og:site_name", FACT_SITE, SOURCE_OPEN_GRAPH },
	{ "dc.publisher", FACT_SITE, SOURCE_DUBLIN },
	{ "application-name", FACT_SITE, SOURCE_META },
	{ "dc.language", FACT_LANG, SOURCE_META },
	{ "language", FACT_LANG, SOURCE_META },
	{ "content-language", FACT_LANG, SOURCE_META },
	{ "og:locale", FACT_LOCALE, SOURCE_OPEN_GRAPH },
	{ "article:section", FACT_SECTION, SOURCE_OPEN_GRAPH },
	{ "og:article:section", FACT_SECTION, SOURCE_OPEN_GRAPH },
	{ "parsely-section", FACT_SECTION, SOURCE_META },
	{ "article:tag", FACT_TAG, SOURCE_OPEN_GRAPH },
	{ "og:article:tag", FACT_TAG, SOURCE_OPEN_GRAPH },
	{ "news_keywords", FACT_TAG, SOURCE_META },
	{ "parsely-tags", FACT_TAG, SOURCE_META },
	{ "keywords", FACT_TAG, SOURCE_OTHER },
	{ "og:type", FACT_KIND, SOURCE_OPEN_GRAPH },
};

/* What an itemprop says: in content or datetime, else in its text. */
static const struct {
	const char *name;
	enum fact fact;
} items[] = {
	{ "headline", FACT_TITLE },
	{ "datePublished", FACT_DATE },
	{ "author", FACT_BYLINE },
	{ "articleSection", FACT_SECTION },
	{ "inLanguage", FACT_LANG },
};

static void hear_name(struct webpage_facts *f, const char *name, size_t len, const char *content)
{
	char plain[NAME_BYTES_MAX];

	if (len >= sizeof plain)
		return;
	/* "DC:title" and "dcterms:title" are written, too. */
	memcpy(plain, name, len);
	plain[len] = '\0';
	if (strncasecmp(plain, "dc:", 3) == 0)
		plain[2] = '.';
	if (strncasecmp(plain, "dcterms:", 8) == 0)
		plain[7] = '.';
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcasecmp(names[i].name, plain) == 0)
			webpage_fact(
			    f, names[i].fact, names[i].source, content, names[i].fact == FACT_TAG);
}

static void hear_meta(struct webpage_facts *f, const struct webpage_node *one)
{
	static const char *const attributes[] = { "property", "name", "http-equiv" };
	const char *content = webpage_attribute(one, "content");

	for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
		const char *s = webpage_attribute(one, attributes[i]);

		while (s != NULL && *s != '\0') {
			size_t len = strcspn(s, " \t\r\n");

			hear_name(f, s, len, content);
			s += len + strspn(s + len, " \t\r\n");
		}
	}
}

static void hear_text(struct webpage_facts *f, enum fact fact, enum fact_source source,
    const struct webpage_nodes *n, size_t i)
{
	struct buf text = BUF(2 * TEXT_MAX);

	webpage_text(n, i, TEXT_MAX, &text);
	webpage_fact(f, fact, source, buf_str(&text), false);
	buf_clear(&text);
}

/* An author may be an object with a name in it. */
static size_t name_within(const struct webpage_nodes *n, size_t i)
{
	for (size_t k = i + 1; k < n->items[i].end && k <= i + NAME_NODES; k++)
		if (webpage_attribute_has(&n->items[k], "itemprop", "name"))
			return k;
	return i;
}

static void hear_item(struct webpage_facts *f, struct webpage_nodes *n, size_t i)
{
	for (size_t k = 0; k < sizeof items / sizeof *items; k++) {
		size_t at = i;
		const char *value;

		if (!webpage_attribute_has(&n->items[i], "itemprop", items[k].name))
			continue;
		if (items[k].fact == FACT_BYLINE)
			at = name_within(n, i);
		value = webpage_attribute(&n->items[at], "content");
		if (value == NULL)
			value = webpage_attribute(&n->items[at], "datetime");
		if (value != NULL)
			webpage_fact(f, items[k].fact, SOURCE_ITEM, value, false);
		else if (n->items[at].end - at <= NAME_NODES)
			hear_text(f, items[k].fact, SOURCE_ITEM, n, at);
	}
}

/* Classes of hAtom, microformats 2 and Blogger that say the date: in title, else in the text. */
static void hear_class(struct webpage_facts *f, const struct webpage_nodes *n, size_t i)
{
	static const struct {
		const char *class;
		enum fact_source source;
	} dates[] = { { "published", SOURCE_TIME }, { "dt-published", SOURCE_TIME },
		{ "date-header", SOURCE_SEEN } };
	const char *title = webpage_attribute(&n->items[i], "title");

	for (size_t k = 0; k < sizeof dates / sizeof *dates; k++) {
		if (!webpage_attribute_has(&n->items[i], "class", dates[k].class))
			continue;
		if (title != NULL)
			webpage_fact(f, FACT_DATE, dates[k].source, title, false);
		else if (n->items[i].end - i <= NAME_NODES)
			hear_text(f, FACT_DATE, dates[k].source, n, i);
	}
}

static void hear_script(struct webpage_facts *f, const struct webpage_node *one)
{
	const char *type = webpage_attribute(one, "type");
	const GumboVector *children = &one->node->v.element.children;

	if (type == NULL || strncasecmp(type, "application/ld+json", 19) != 0)
		return;
	for (unsigned i = 0; i < children->length; i++) {
		const GumboNode *text = children->data[i];

		if (text->type == GUMBO_NODE_TEXT)
			webpage_ld(f, text->v.text.text, strlen(text->v.text.text));
	}
}

static void hear_element(struct webpage_facts *f, struct webpage_nodes *n, size_t i)
{
	const struct webpage_node *one = &n->items[i];

	switch (one->tag) {
	case GUMBO_TAG_META:
		hear_meta(f, one);
		break;
	case GUMBO_TAG_LINK:
		if (webpage_attribute_has(one, "rel", "canonical"))
			webpage_fact(f, FACT_URL, SOURCE_LD, webpage_attribute(one, "href"), false);
		break;
	case GUMBO_TAG_HTML:
		webpage_fact(f, FACT_LANG, SOURCE_DUBLIN, webpage_attribute(one, "lang"), false);
		webpage_fact(f, FACT_LANG, SOURCE_LINK, webpage_attribute(one, "xml:lang"), false);
		break;
	case GUMBO_TAG_TITLE:
		if (!(one->within & WITHIN_TABLE))
			hear_text(f, FACT_HEAD, SOURCE_META, n, i);
		break;
	case GUMBO_TAG_H1:
		if (one->gone == GONE_NO)
			hear_text(f, FACT_HEADING, SOURCE_SEEN, n, i);
		break;
	case GUMBO_TAG_TIME:
		webpage_fact(f, FACT_DATE,
		    webpage_attribute(one, "pubdate") != NULL ? SOURCE_LINK : SOURCE_TIME,
		    webpage_attribute(one, "datetime"), false);
		break;
	default:
		break;
	}
	if (webpage_attribute(one, "itemprop") != NULL)
		hear_item(f, n, i);
	if (webpage_attribute(one, "class") != NULL)
		hear_class(f, n, i);
}

/* Does node i stand in what readers wrote? */
static bool is_comment(const struct webpage_nodes *n, size_t i)
{
	for (int level = 0; level < COMMENT_LEVELS && i > 0; level++, i = n->items[i].parent) {
		const char *class = webpage_attribute(&n->items[i], "class");
		const char *id = webpage_attribute(&n->items[i], "id");

		if ((class != NULL && strcasestr(class, "comment") != NULL) ||
		    (id != NULL && strcasestr(id, "comment") != NULL))
			return true;
	}
	return false;
}

/* Is it where an author is told, in few words? "fn" is the name of an hCard. */
static bool tells_author(const struct webpage_nodes *n, size_t i)
{
	const struct webpage_node *one = &n->items[i];

	if (one->sums.letters < 2 || one->sums.letters > SEEN_LETTERS || one->tag == GUMBO_TAG_LAST)
		return false;
	return webpage_attribute_has(one, "rel", "author") ||
	    webpage_attribute_has(one, "itemprop", "author") ||
	    ((one->hints & HINT_BYLINE) && !(one->hints & HINT_UNLIKELY)) ||
	    (webpage_attribute_has(one, "class", "fn") && !is_comment(n, i));
}

/* The first byline that readers see: it is a fact, and no part of the text. */
static void see_byline(struct webpage_nodes *n, struct webpage_facts *f)
{
	struct buf text = BUF(2 * TEXT_MAX), who = BUF(2 * BYLINE_BYTES_MAX);
	size_t i = 1;

	while (i < n->n && (n->items[i].gone != GONE_NO || !tells_author(n, i)))
		i = n->items[i].gone != GONE_NO ? n->items[i].end : i + 1;
	if (i == n->n)
		return;
	webpage_text(n, i, TEXT_MAX, &text);
	if (byline_of(buf_str(&text), text.len, &who) != BYLINE_NO ||
	    webpage_attribute_has(&n->items[i], "rel", "author"))
		webpage_fact(f, FACT_BYLINE, SOURCE_SEEN, buf_str(&text), false);
	n->items[i].gone = GONE_TAKEN;
	buf_clear(&text);
	buf_clear(&who);
}

/* A site that signs what others wrote: who readers see is rather the author. */
static void distrust_site(struct webpage_facts *f)
{
	struct buf who = BUF(SIZE_MAX / 2), site = BUF(SIZE_MAX / 2);
	const char *byline = f->value[FACT_BYLINE], *name = f->value[FACT_SITE];

	if (byline != NULL && name != NULL) {
		utf8_fold(&who, byline, strlen(byline));
		utf8_fold(&site, name, strlen(name));
		if (strstr(buf_str(&site), buf_str(&who)) != NULL)
			f->source[FACT_BYLINE] = SOURCE_OTHER;
	}
	buf_clear(&who);
	buf_clear(&site);
}

/* What a comment begins with that says where a page was saved from, and what stands before the
 * address there: browsers', SingleFile's, HTTrack's, which writes no scheme. */
static const struct {
	const char *begin, *before, *scheme;
} savers[] = {
	{ "saved from url=(", ")", "" },
	{ "Page saved with SingleFile", "url:", "" },
	{ "Mirrored from ", "from", "http://" },
};

static void hear_comment(struct webpage_facts *f, const char *s)
{
	struct buf url = BUF(2 * TEXT_MAX);
	const char *at;

	s += strspn(s, " \t\r\n");
	for (size_t i = 0; i < sizeof savers / sizeof *savers; i++) {
		if (strncmp(s, savers[i].begin, strlen(savers[i].begin)) != 0 ||
		    (at = strstr(s, savers[i].before)) == NULL)
			continue;
		at += strlen(savers[i].before);
		at += strspn(at, " \t\r\n");
		buf_puts(&url, savers[i].scheme);
		buf_add(&url, at, strcspn(at, " \t\r\n"));
		webpage_fact(f, FACT_URL, SOURCE_OTHER, buf_str(&url), false);
	}
	buf_clear(&url);
}

/* Comments above the page's text: before its element or in it, before its head. */
static void hear_comments(struct webpage_facts *f, const GumboNode *node)
{
	const GumboVector *children = node->type == GUMBO_NODE_DOCUMENT ? &node->v.document.children
									: &node->v.element.children;

	for (unsigned i = 0; i < children->length; i++) {
		const GumboNode *one = children->data[i];

		if (one->type == GUMBO_NODE_COMMENT)
			hear_comment(f, one->v.text.text);
		else if (one->type == GUMBO_NODE_ELEMENT && node->type == GUMBO_NODE_DOCUMENT)
			hear_comments(f, one);
	}
}

void webpage_meta(struct webpage_nodes *n, struct webpage_facts *f)
{
	hear_comments(f, n->items[0].node);
	for (size_t i = 1; i < n->n; i++)
		if (n->items[i].tag != GUMBO_TAG_LAST)
			hear_element(f, n, i);
	/* After the rest: which of several articles is the page's, its titles tell. */
	for (size_t i = 1; i < n->n; i++)
		if (n->items[i].tag == GUMBO_TAG_SCRIPT)
			hear_script(f, &n->items[i]);
	distrust_site(f);
	see_byline(n, f);
	if (f->value[FACT_KIND] != NULL && strcasecmp(f->value[FACT_KIND], "article") == 0)
		f->declared = true;
}

void webpage_tags(const struct webpage_nodes *n, struct webpage_facts *f)
{
	for (size_t i = 1; i < n->n;) {
		const struct webpage_node *one = &n->items[i];
		bool gone = one->gone == GONE_TAKEN || one->gone == GONE_NEVER_TEXT;

		if (!gone && one->tag == GUMBO_TAG_A && webpage_attribute_has(one, "rel", "tag"))
			hear_text(f, FACT_TAG, SOURCE_LINK, n, i);
		i = gone ? one->end : i + 1;
	}
}

const char *webpage_base(const struct webpage_nodes *n, const struct webpage_facts *f)
{
	size_t i = webpage_find(n, 0, GUMBO_TAG_BASE);
	const char *href = i < n->n ? webpage_attribute(&n->items[i], "href") : NULL;

	if (href != NULL &&
	    (strncasecmp(href, "http://", 7) == 0 || strncasecmp(href, "https://", 8) == 0))
		return href;
	return f->value[FACT_URL];
}
