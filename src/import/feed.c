#include "import/feed.h"

#include "import/cell.h"
#include "import/feed_attribute.h"
#include "import/feed_element.h"
#include "import/feed_item.h"
#include "import/feed_scope.h"
#include "import/feed_text.h"
#include "import/xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	NESTED_MAX = 8, /* entries within one another, by mistake */
	LINE_MAX_BYTES = 64 * 1024,
	RANK_PERMALINK = 2, /* of a URL that is the guid, or what rdf:about says */
	RANK_OWN_LANG = 3,  /* of the text's own xml:lang */
};

struct feed {
	struct records records;
	struct xml_fault fault;
	char *plain; /* the namespace of the first element */
	char root[XML_NAME_MAX + 1];
	bool is_feed; /* a frame or an entry was met */
	struct feed_scope scope;
	size_t skipped; /* depth of an element that is left out with all in it, or 0 */

	struct feed_item *item;
	size_t nested;

	/* The element whose content is collected. */
	const struct feed_element *element; /* NULL: none */
	size_t element_depth;
	struct feed_text text;
	bool permalink; /* a guid that is a URL */
	size_t name;    /* depth of the name element within an author, or 0 */
	size_t no_name; /* and of another */

	/* What the channel says. */
	char *title, *author;
	char lang[LANG_SIZE];
	bool begun; /* an entry was met: the site says its name before, or never */
};

static const char *attribute(const struct xml_attribute *attributes, size_t n, const char *name)
{
	return xml_attribute_of(attributes, n, "", name);
}

/* Note where a link of the entry leads. */
static enum status set_url(struct feed *f, unsigned rank, const char *link)
{
	char *url;
	enum status st = feed_scope_resolve(&f->scope, link, &url);

	if (st == ST_OK)
		feed_item_set(f->item, COLUMN_URL, rank, url);
	return st;
}

/* The same of the channel: the first counts. */
static enum status set_home(struct feed *f, const char *link)
{
	return f->scope.home != NULL ? ST_OK : feed_scope_resolve(&f->scope, link, &f->scope.home);
}

/* ---- elements with content ---- */

static enum status begin_element(
    struct feed *f, const struct feed_element *element, const struct xml_attribute *a, size_t n)
{
	const char *permalink = attribute(a, n, "isPermaLink");
	const char *lang = xml_attribute_of(a, n, XML_SPACE, "lang");
	enum status st = ST_OK;

	f->element = element;
	f->element_depth = f->scope.depth;
	f->name = f->no_name = 0;
	f->permalink = strcasecmp(element->local, "guid") == 0 &&
	    (permalink == NULL || strcasecmp(permalink, "false") != 0);
	feed_text_begin(&f->text, a, n,
	    element->use == FEED_TEXT ? 2 * (size_t)IMPORT_ARTICLE_MAX : LINE_MAX_BYTES);
	if (f->item == NULL || element->column != COLUMN_BODY)
		return ST_OK;
	if (lang != NULL)
		st = feed_item_copy(f->item, COLUMN_LANG, RANK_OWN_LANG, lang);
	return st == ST_OK ? feed_attribute_source(f->item, &f->scope, a, n) : st;
}

static enum status end_text(
    struct feed *f, const struct feed_element *element, char *value, enum fragment kind)
{
	struct feed_item *item = f->item;
	const char *base = feed_scope_base(&f->scope);
	bool set;

	set = feed_item_set(item, element->column, element->rank, value);
	if (!set)
		return ST_OK;
	item->record.kind[element->column] = kind;
	if (base == NULL || (element->column == COLUMN_SUMMARY && item->record.base != NULL))
		return ST_OK;
	free(item->record.base);
	return (item->record.base = strdup(base)) != NULL ? ST_OK : ST_NOMEM;
}

static enum status end_id(struct feed *f, const struct feed_element *element, char *value)
{
	enum status st = ST_OK;

	if (f->permalink && cell_is_link(value))
		st = set_url(f, RANK_PERMALINK, value);
	feed_item_set(f->item, element->column, element->rank, value);
	return st;
}

/* Only what is a date: the element may be there for another purpose, or filled in by hand. */
static void end_date(struct feed *f, const struct feed_element *element, char *value)
{
	struct when when;

	cell_date(value, f->records.in, f->records.options, &when);
	if (when.precision != PRECISION_NONE)
		feed_item_set(f->item, element->column, element->rank, value);
	else
		free(value);
}

/* The content of an element of an entry; `value` is taken over. */
static enum status end_in_item(
    struct feed *f, const struct feed_element *element, char *value, enum fragment kind)
{
	enum status st = ST_OK;

	switch (element->use) {
	case FEED_TEXT:
		return end_text(f, element, value, kind);
	case FEED_ID:
		return end_id(f, element, value);
	case FEED_DATE:
		end_date(f, element, value);
		return ST_OK;
	case FEED_AUTHOR:
		feed_item_person(value);
		return feed_item_add_author(f->item, element->rank, value);
	case FEED_THEME:
		st = feed_item_add_theme(f->item, value);
		break;
	case FEED_LINK:
		st = set_url(f, element->rank, value);
		break;
	default:
		feed_item_set(f->item, element->column, element->rank, value);
		return ST_OK;
	}
	free(value);
	return st;
}

/* The same of the channel, of which little is wanted: the first of each. */
static enum status end_in_channel(struct feed *f, const struct feed_element *element, char *value)
{
	enum status st = ST_OK;

	if (element->column == COLUMN_LANG && f->lang[0] == '\0')
		snprintf(f->lang, sizeof f->lang, "%s", value);
	if (element->use == FEED_LINK)
		st = set_home(f, value);
	if (element->column == COLUMN_TITLE && f->title == NULL) {
		f->title = value;
		return ST_OK;
	}
	/* RFC 4287 4.2.1: the feed's authors are those of entries without. */
	if (f->name > 0 && f->author == NULL) {
		feed_item_person(value);
		f->author = value;
		return ST_OK;
	}
	free(value);
	return st;
}

static enum status end_element(struct feed *f)
{
	const struct feed_element *element = f->element;
	enum fragment kind;
	enum status st;
	char *value;

	f->element = NULL;
	if ((st = feed_text_take(&f->text, &value, &kind)) == ST_TOOBIG) {
		if (f->item != NULL && element->use == FEED_TEXT)
			f->item->too_big = true;
		return ST_OK;
	}
	if (st != ST_OK || value == NULL)
		return st;
	return f->item != NULL ? end_in_item(f, element, value, kind)
			       : end_in_channel(f, element, value);
}

/* ---- entries ---- */

static enum status tell_site(struct feed *f)
{
	struct buf name = BUF(LINE_MAX_BYTES);
	const struct sink *sink = f->records.sink;
	bool first = !f->begun;
	enum status st;

	f->begun = true;
	if (!first || f->title == NULL)
		return ST_OK;
	st = fragment_line(f->title, strlen(f->title), FRAGMENT_GUESS, &name, NULL);
	if (st == ST_OK && name.len > 0)
		sink->site(sink->ctx, name.data);
	buf_clear(&name);
	return st == ST_TOOBIG ? ST_OK : st;
}

static enum status begin_item(
    struct feed *f, const struct xml_attribute *a, size_t n, unsigned long line)
{
	static const char rdf[] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
	const char *about = xml_attribute_of(a, n, rdf, "about");
	struct feed_item *item;
	enum status st;

	if (f->nested == NESTED_MAX) {
		f->skipped = f->scope.depth;
		return ST_OK;
	}
	if ((st = tell_site(f)) != ST_OK)
		return st;
	if (f->item == NULL)
		(void)xml_too_deep(&f->fault, f->records.sink, 0);
	f->is_feed = true;
	if ((item = feed_item_new(line, f->scope.depth, f->item)) == NULL)
		return ST_NOMEM;
	f->item = item;
	f->nested++;
	st = set_url(f, RANK_PERMALINK, about);
	item->given = false;
	return st;
}

/* What the entry does not say of itself, its feed may. */
static enum status complete(struct feed *f, struct feed_item *item)
{
	const char *lang = f->scope.at[item->depth].lang;
	struct record *r = &item->record;
	enum status st = ST_OK;

	if (*lang == '\0')
		lang = f->lang;
	if (*lang != '\0')
		st = feed_item_copy(item, COLUMN_LANG, 1, lang);
	if (st == ST_OK && r->of[COLUMN_AUTHOR] == NULL && f->author != NULL)
		st = feed_item_copy(item, COLUMN_AUTHOR, 1, f->author);
	if (st != ST_OK)
		return st;
	r->cut = f->fault.cut;
	return ST_OK;
}

static enum status end_item(struct feed *f)
{
	struct feed_item *item = f->item;
	enum status st = ST_OK;

	f->item = item->outer;
	f->nested--;
	f->records.home = f->scope.home;
	if (xml_too_deep(&f->fault, f->records.sink, item->line))
		;
	else if (item->too_big)
		format_reject(f->records.sink, item->line, "a text of more than %d MB",
		    2 * IMPORT_ARTICLE_MAX / (1024 * 1024));
	else if ((item->given || item->outer == NULL) && (st = complete(f, item)) == ST_OK)
		st = record_take(&f->records, &item->record, item->line);
	feed_item_free(item);
	return st;
}

/* ---- events ---- */

/* An element within the one whose content is collected. */
static void start_within(
    struct feed *f, const struct xml_name *name, const struct xml_attribute *attributes, size_t n)
{
	if (f->element->use == FEED_TEXT) {
		feed_text_start(&f->text, name, attributes, n);
	} else if (f->element->use == FEED_AUTHOR && f->name == 0 &&
	    strcasecmp(name->local, "name") == 0) {
		f->name = f->scope.depth;
		buf_reset(&f->text.bytes);
	} else if (f->no_name == 0) {
		f->no_name = f->scope.depth;
	}
}

/* A link of the channel. */
static enum status take_home(struct feed *f, const struct xml_attribute *a, size_t n)
{
	const char *rel = attribute(a, n, "rel");

	if (rel != NULL && *rel != '\0' && strcasecmp(rel, "alternate") != 0)
		return ST_OK;
	return set_home(f, attribute(a, n, "href"));
}

static enum status start_known(struct feed *f, const struct feed_element *element,
    const struct xml_attribute *attributes, size_t n, unsigned long line)
{
	enum status st;
	bool said;

	switch (element->use) {
	case FEED_FRAME:
		f->is_feed = true;
		return ST_OK;
	case FEED_ITEM:
		return begin_item(f, attributes, n, line);
	case FEED_LINK:
		if (attribute(attributes, n, "href") == NULL)
			break;
		f->skipped = f->scope.depth;
		return f->item != NULL
		    ? feed_attribute_link(f->item, &f->scope, element, attributes, n)
		    : take_home(f, attributes, n);
	case FEED_FILE:
		return feed_attribute_file(f->item, &f->scope, element, attributes, n);
	case FEED_THEME:
		st = feed_attribute_category(f->item, attributes, n, &said);
		if (st == ST_OK && !said)
			break;
		f->skipped = f->scope.depth;
		return st;
	case FEED_GROUP:
		return ST_OK;
	default:
		break;
	}
	return begin_element(f, element, attributes, n);
}

static enum status on_start(void *ctx, const struct xml_name *name,
    const struct xml_attribute *attributes, size_t n, unsigned long line)
{
	const struct feed_element *element;
	struct feed *f = ctx;
	enum status st;

	if (f->scope.depth == 0 && f->plain == NULL) {
		snprintf(f->root, sizeof f->root, "%s", name->local);
		if ((f->plain = strdup(name->uri)) == NULL)
			return ST_NOMEM;
	}
	if ((st = feed_scope_push(&f->scope, attributes, n)) != ST_OK || f->skipped > 0)
		return st;
	if (f->element != NULL) {
		start_within(f, name, attributes, n);
		return ST_OK;
	}
	element = feed_element_of(name, f->plain);
	if (feed_element_is_wanted(element, f->item != NULL, f->is_feed))
		return start_known(f, element, attributes, n, line);
	/* Outside of any feed there may still be one: some stand in a page. */
	if (f->is_feed)
		f->skipped = f->scope.depth;
	return ST_OK;
}

static enum status on_text(void *ctx, const char *s, size_t len)
{
	struct feed *f = ctx;

	if (f->skipped == 0 && f->element != NULL && f->no_name == 0 &&
	    (f->name == 0 || f->scope.depth >= f->name))
		feed_text_add(&f->text, s, len);
	return ST_OK;
}

static enum status on_end(void *ctx, const struct xml_name *name)
{
	struct feed *f = ctx;
	enum status st = ST_OK;

	if (f->skipped > 0) {
		f->skipped = f->skipped == f->scope.depth ? 0 : f->skipped;
	} else if (f->element != NULL && f->scope.depth > f->element_depth) {
		f->no_name = f->no_name == f->scope.depth ? 0 : f->no_name;
		if (f->element->use == FEED_TEXT)
			feed_text_end(&f->text, name);
	} else if (f->element != NULL) {
		st = end_element(f);
	} else if (f->item != NULL && f->item->depth == f->scope.depth) {
		st = end_item(f);
	}
	feed_scope_pop(&f->scope);
	return st;
}

static void clear(struct feed *f)
{
	while (f->item != NULL) {
		struct feed_item *item = f->item;

		f->item = item->outer;
		feed_item_free(item);
	}
	feed_scope_clear(&f->scope);
	feed_text_clear(&f->text);
	records_clear(&f->records);
	free(f->plain);
	free(f->title);
	free(f->author);
}

/* What is wrong with the whole of it, if something is. */
static void report(struct feed *f)
{
	const struct sink *sink = f->records.sink;

	(void)xml_too_deep(&f->fault, sink, 0);
	if (!f->is_feed && f->root[0] != '\0')
		format_reject(sink, 0,
		    "not a feed: its first element is <%s>, not rss, rdf:RDF or feed", f->root);
	else if (!f->is_feed)
		format_reject(sink, 0, "not a feed: it has no element");
	else if (f->fault.lost)
		format_reject(sink, f->fault.line, "not well-formed: %s (the rest was read)",
		    f->fault.reason);
}

enum status feed_read(
    struct input *in, const struct import_options *options, const struct sink *sink)
{
	struct feed *f = calloc(1, sizeof *f);
	struct xml_events events = { on_start, on_end, on_text, f };
	struct error e = { "" };
	enum status st;

	if (f == NULL)
		return ST_NOMEM;
	records_init(&f->records, in, options, sink);
	f->records.lenient = f->records.feed = true;
	st = xml_read(in, &events, &f->fault, &e);
	if (st == ST_OK)
		report(f);
	/* A failure without a word is the sink's. */
	if (e.text[0] != '\0')
		st = format_failed(sink, st, &e);
	clear(f);
	free(f);
	return st;
}
