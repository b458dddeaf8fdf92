#include "import/wxr.h"

#include "import/cell.h"
#include "import/wxr_author.h"
#include "import/wxr_item.h"
#include "import/xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- elements ---- */

enum space { SPACE_RSS, SPACE_WP, SPACE_CONTENT, SPACE_EXCERPT, SPACE_DC, SPACE_OTHER };

/* By how a namespace begins, without its scheme and what changes in it, and by the prefix that
 * everybody writes for it, should it not be declared. */
static const struct {
	const char *uri, *end, *prefix;
	enum space space;
} spaces[] = {
	{ "wordpress.org/export/", "/excerpt/", "excerpt", SPACE_EXCERPT },
	{ "wordpress.org/export/", "", "wp", SPACE_WP },
	{ "purl.org/rss/1.0/modules/content/", "", "content", SPACE_CONTENT },
	{ "purl.org/dc/elements/", "", "dc", SPACE_DC },
};

/* Where an element stands that says something. */
enum place { PLACE_CHANNEL, PLACE_ITEM, PLACE_AUTHOR };

/* What is collected of the channel and of an author. */
enum about {
	ABOUT_TITLE,
	ABOUT_LINK,
	ABOUT_LANG,
	ABOUT_SITE,
	ABOUT_BLOG,
	ABOUT_LOGIN,
	ABOUT_NAME,
	ABOUT_FIELDS
};

static const struct element {
	enum place place;
	enum space space;
	const char *local;
	unsigned field; /* enum wxr_field in an item, else enum about */
} elements[] = {
	{ PLACE_CHANNEL, SPACE_RSS, "title", ABOUT_TITLE },
	{ PLACE_CHANNEL, SPACE_RSS, "link", ABOUT_LINK },
	{ PLACE_CHANNEL, SPACE_RSS, "language", ABOUT_LANG },
	{ PLACE_CHANNEL, SPACE_WP, "base_site_url", ABOUT_SITE },
	{ PLACE_CHANNEL, SPACE_WP, "base_blog_url", ABOUT_BLOG },
	{ PLACE_AUTHOR, SPACE_WP, "author_login", ABOUT_LOGIN },
	{ PLACE_AUTHOR, SPACE_WP, "author_display_name", ABOUT_NAME },
	{ PLACE_ITEM, SPACE_RSS, "title", WXR_TITLE },
	{ PLACE_ITEM, SPACE_RSS, "link", WXR_LINK },
	{ PLACE_ITEM, SPACE_RSS, "guid", WXR_GUID },
	{ PLACE_ITEM, SPACE_RSS, "pubDate", WXR_PUBDATE },
	{ PLACE_ITEM, SPACE_DC, "creator", WXR_CREATOR },
	{ PLACE_ITEM, SPACE_CONTENT, "encoded", WXR_BODY },
	{ PLACE_ITEM, SPACE_EXCERPT, "encoded", WXR_EXCERPT },
	{ PLACE_ITEM, SPACE_WP, "post_id", WXR_ID },
	{ PLACE_ITEM, SPACE_WP, "post_date", WXR_DATE },
	{ PLACE_ITEM, SPACE_WP, "post_date_gmt", WXR_DATE_GMT },
	{ PLACE_ITEM, SPACE_WP, "status", WXR_STATUS },
	{ PLACE_ITEM, SPACE_WP, "post_type", WXR_TYPE },
	{ PLACE_ITEM, SPACE_WP, "post_password", WXR_PASSWORD },
};

/* Elements that have others within, none of which is wanted. */
static const struct {
	enum space space;
	const char *local;
} skipped[] = { { SPACE_WP, "comment" }, { SPACE_WP, "postmeta" }, { SPACE_WP, "term" },
	{ SPACE_WP, "category" }, { SPACE_WP, "tag" }, { SPACE_RSS, "image" },
	{ SPACE_RSS, "textInput" } };

struct reader {
	struct records records;
	struct xml_fault fault;
	struct wxr_item item;
	struct wxr_authors authors;
	struct buf about[ABOUT_FIELDS];
	size_t depth;
	size_t skip, in_item, in_author; /* depth of the element that is open, or 0 */
	struct buf *into;                /* what is collected, or NULL */
	size_t into_depth;
	struct buf term; /* a category's name and its slug */
	char *slug;
	enum wxr_term term_kind;
	bool told;                   /* what the channel says of itself was looked at */
	char root[XML_NAME_MAX + 1]; /* the first element */
	bool any;                    /* there was an item */
};

static bool begins(const char *s, const char *with)
{
	return strncasecmp(s, with, strlen(with)) == 0;
}

static bool ends(const char *s, const char *with)
{
	size_t n = strlen(s), k = strlen(with);

	return n >= k && strcmp(s + n - k, with) == 0;
}

static enum space space_of(const char *uri)
{
	const char *s = uri;

	if (*uri == '\0')
		return SPACE_RSS;
	s += begins(s, "http://") ? 7 : begins(s, "https://") ? 8 : 0;
	s += begins(s, "www.") ? 4 : 0;
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
		if ((begins(s, spaces[i].uri) && ends(s, spaces[i].end)) ||
		    strcmp(uri, spaces[i].prefix) == 0)
			return spaces[i].space;
	return SPACE_OTHER;
}

static bool is_skipped(enum space space, const char *local)
{
	for (size_t i = 0; i < sizeof skipped / sizeof *skipped; i++)
		if (skipped[i].space == space && strcmp(skipped[i].local, local) == 0)
			return true;
	return false;
}

/* ---- the channel ---- */

static char *about(struct reader *r, enum about field)
{
	struct buf *b = &r->about[field];

	while (b->len > 0 && strchr(" \t\r\n", b->data[b->len - 1]) != NULL)
		buf_truncate(b, b->len - 1);
	return b->len > 0 ? b->data + strspn(b->data, " \t\r\n") : (char *)"";
}

/* Before the first item: whose it is. */
static enum status tell_channel(struct reader *r)
{
	static const enum about homes[] = { ABOUT_BLOG, ABOUT_SITE, ABOUT_LINK };
	const struct sink *sink = r->records.sink;
	struct buf name = BUF(WXR_LINE_MAX);
	const char *title = about(r, ABOUT_TITLE);
	enum status st;

	if (r->told)
		return ST_OK;
	r->told = true;
	for (size_t i = 0; i < sizeof homes / sizeof *homes && r->records.home == NULL; i++)
		if (cell_is_link(about(r, homes[i])))
			r->records.home = about(r, homes[i]);
	st = fragment_line(title, strlen(title), FRAGMENT_HTML, &name, NULL);
	if (st == ST_OK && name.len > 0)
		sink->site(sink->ctx, name.data);
	buf_clear(&name);
	return st == ST_TOOBIG ? ST_OK : st;
}

static enum status end_author(struct reader *r)
{
	const char *login = about(r, ABOUT_LOGIN), *name = about(r, ABOUT_NAME);
	enum status st = ST_OK;

	r->in_author = 0;
	if (*login != '\0' && *name != '\0')
		st = wxr_author_add(&r->authors, login, name);
	buf_reset(&r->about[ABOUT_LOGIN]);
	buf_reset(&r->about[ABOUT_NAME]);
	return st;
}

/* ---- items ---- */

static enum status end_item(struct reader *r)
{
	enum status st = ST_OK;

	r->in_item = 0;
	r->into = NULL;
	if (!xml_too_deep(&r->fault, r->records.sink, r->item.line))
		st = wxr_item_take(&r->item, &r->records, &r->authors, about(r, ABOUT_LANG));
	wxr_item_reset(&r->item);
	return st;
}

/* One within another lacks its end tag. */
static enum status begin_item(struct reader *r, unsigned long line)
{
	enum status st = tell_channel(r);

	if (st == ST_OK && r->in_item > 0)
		st = end_item(r);
	(void)xml_too_deep(&r->fault, r->records.sink, 0);
	r->in_item = r->depth;
	r->any = true;
	r->item.line = line;
	return st;
}

/* Is it a category or a tag? Other taxonomies, as that of post formats, are no themes. */
static bool term_of(const char *domain, enum wxr_term *out)
{
	static const struct {
		const char *domain;
		enum wxr_term term;
	} terms[] = { { "category", WXR_CATEGORY }, { "post_tag", WXR_TAG }, { "tag", WXR_TAG } };

	*out = WXR_PLAIN;
	for (size_t i = 0; i < sizeof terms / sizeof *terms && domain != NULL; i++) {
		*out = terms[i].term;
		if (strcmp(domain, terms[i].domain) == 0)
			return true;
	}
	return domain == NULL;
}

static enum status begin_term(struct reader *r, const struct xml_attribute *a, size_t n)
{
	const char *slug = xml_attribute_of(a, n, "", "nicename");

	if (!term_of(xml_attribute_of(a, n, "", "domain"), &r->term_kind))
		return ST_OK;
	buf_reset(&r->term);
	free(r->slug);
	r->slug = NULL;
	r->into = &r->term;
	r->into_depth = r->depth;
	if (slug != NULL && (r->slug = strdup(slug)) == NULL)
		return ST_NOMEM;
	return ST_OK;
}

static enum status end_term(struct reader *r)
{
	if (buf_status(&r->term) == ST_TOOBIG || r->in_item == 0)
		return ST_OK;
	return wxr_item_term(&r->item, r->term_kind, buf_str(&r->term), r->slug);
}

/* ---- events ---- */

/* Collect a field; the first of its kind counts. */
static void begin_field(struct reader *r, enum space space, const char *local)
{
	enum place place = r->in_item > 0 ? PLACE_ITEM
	    : r->in_author > 0            ? PLACE_AUTHOR
					  : PLACE_CHANNEL;

	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
		const struct element *e = &elements[i];
		struct buf *b;

		if (e->place != place || e->space != space || strcmp(e->local, local) != 0)
			continue;
		b = place == PLACE_ITEM ? &r->item.of[e->field] : &r->about[e->field];
		r->into = b->len == 0 && (place == PLACE_ITEM || !r->told) ? b : NULL;
		r->into_depth = r->depth;
	}
}

static enum status on_start(void *ctx, const struct xml_name *name,
    const struct xml_attribute *attributes, size_t n, unsigned long line)
{
	enum space space = space_of(name->uri);
	struct reader *r = ctx;

	r->depth++;
	if (r->root[0] == '\0')
		snprintf(r->root, sizeof r->root, "%s", name->local);
	if (r->skip > 0)
		return ST_OK;
	if (space == SPACE_RSS && strcmp(name->local, "item") == 0)
		return begin_item(r, line);
	if (is_skipped(space, name->local)) {
		r->skip = r->depth;
	} else if (r->in_item > 0 && space == SPACE_RSS && strcmp(name->local, "category") == 0) {
		return begin_term(r, attributes, n);
	} else if (r->in_item == 0 && space == SPACE_WP && strcmp(name->local, "author") == 0) {
		r->in_author = r->depth;
	} else {
		begin_field(r, space, name->local);
	}
	return ST_OK;
}

static enum status on_text(void *ctx, const char *s, size_t len)
{
	struct reader *r = ctx;

	if (r->into != NULL && r->skip == 0)
		buf_add(r->into, s, len);
	return ST_OK;
}

static enum status on_end(void *ctx, const struct xml_name *name)
{
	struct reader *r = ctx;
	enum status st = ST_OK;

	(void)name;
	if (r->skip > 0) {
		r->skip = r->skip == r->depth ? 0 : r->skip;
	} else if (r->into != NULL && r->into_depth == r->depth) {
		if (r->into == &r->term)
			st = end_term(r);
		r->into = NULL;
	} else if (r->in_item > 0 && r->in_item == r->depth) {
		st = end_item(r);
	} else if (r->in_author > 0 && r->in_author == r->depth) {
		st = end_author(r);
	}
	r->depth--;
	return st;
}

static void reader_init(struct reader *r)
{
	wxr_item_init(&r->item);
	for (enum about i = 0; i < ABOUT_FIELDS; i++)
		buf_init(&r->about[i], WXR_LINE_MAX);
	buf_init(&r->term, WXR_LINE_MAX);
}

static void reader_clear(struct reader *r)
{
	records_clear(&r->records);
	wxr_item_clear(&r->item);
	wxr_author_clear(&r->authors);
	for (enum about i = 0; i < ABOUT_FIELDS; i++)
		buf_clear(&r->about[i]);
	buf_clear(&r->term);
	free(r->slug);
}

/* Say what was wrong with all of it. */
static void report(struct reader *r)
{
	const struct sink *sink = r->records.sink;

	(void)xml_too_deep(&r->fault, sink, 0);
	if (r->root[0] == '\0')
		format_reject(sink, 0, "not a WordPress export: it has no element");
	else if (!r->any && strcasecmp(r->root, "rss") != 0)
		format_reject(
		    sink, 0, "not a WordPress export: its first element is <%s>, not rss", r->root);
	else if (r->fault.lost)
		format_reject(sink, r->fault.line,
		    "not well-formed: %s (what stands after it may be missing)", r->fault.reason);
}

enum status wxr_read(
    struct input *in, const struct import_options *options, const struct sink *sink)
{
	struct reader *r = calloc(1, sizeof *r);
	struct xml_events events = { on_start, on_end, on_text, r };
	struct error e = { "" };
	enum status st;

	if (r == NULL)
		return ST_NOMEM;
	reader_init(r);
	records_init(&r->records, in, options, sink);
	r->records.lenient = r->records.feed = r->records.whole = true;
	st = xml_read(in, &events, &r->fault, &e);
	if (st == ST_OK)
		report(r);
	/* A failure without a word is the sink's. */
	if (e.text[0] != '\0')
		st = format_failed(sink, st, &e);
	reader_clear(r);
	free(r);
	return st;
}
