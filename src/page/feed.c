#include "page/link.h"
#include "page/part.h"
#include "text/cut.h"
#include "text/gemtext.h"
#include "text/xhtml.h"
#include "text/xml_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ENTRIES = 20,           /* those that most feeds of the web have */
	FULL_MAX = 256 * 1024,  /* bytes of whole texts: 60 usual ones; the others are summed up */
	FEED_MAX = 1024 * 1024, /* bytes of a feed: ENTRIES have far less beside their texts */
	ID_SIZE = 384,          /* of "tag:HOST,DATE:PATH" */
	HEADING_SIZE = 512,
	TITLE_MAX = 512,   /* bytes: titles stand whole but for what is none */
	SUMMARY_MAX = 300, /* as the lede on a card */
	CATEGORIES = 8,    /* themes named */
};

static const char media_type[] = "application/atom+xml";

/*
 * In a tag URI, a day on which its host is taken to have been the capsule's (RFC 4151 2.1; a year
 * is its first day). One for all capsules and articles: were it the article's or the certificate's,
 * the ids would change with it.
 */
static const char tag_date[] = "2024";

/* How a protocol writes addresses: RFC 4266 has the item's type before the selector. */
struct protocol {
	const char *scheme;
	unsigned port;
	const char *page, *file;
};

/* A feed being made. */
struct feed {
	const struct page_context *c;
	const struct protocol *protocol;
	char origin[LINK_ORIGIN_SIZE];
	bool full;
	size_t texts;    /* bytes of whole texts so far */
	int64_t updated; /* of the entries, the latest */
	struct buf entries;
};

/* ---- elements ---- */

static void put(struct buf *out, const char *s)
{
	xml_text(out, s, strlen(s));
}

static void put_element(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, "<%s>", name);
	put(out, text);
	buf_printf(out, "</%s>\n", name);
}

static void put_moment(const struct feed *f, struct buf *out, const char *name, int64_t time)
{
	char text[CLOCK_LOCAL_SIZE];

	clock_rfc3339_local(f->c->zone, time, text);
	put_element(out, name, text);
}

static void put_id(const struct feed *f, struct buf *out, const char *path)
{
	char id[ID_SIZE];

	snprintf(id, sizeof id, "tag:%s,%s:%s", f->c->gemini.host, tag_date, path);
	put_element(out, "id", id);
}

/* `kind` is the item type's prefix, `more` other attributes. */
static void put_link(const struct feed *f, struct buf *out, const char *kind, const char *path,
    const char *query, const char *more)
{
	buf_printf(out, "<link %shref=\"", more);
	put(out, f->origin);
	put(out, kind);
	put(out, path);
	put(out, query);
	buf_puts(out, "\"/>\n");
}

static void put_author(struct buf *out, const char *name)
{
	char text[LINK_NAME_MAX + 1];

	cut_text(name, LINK_NAME_MAX, text);
	buf_puts(out, "<author><name>");
	put(out, text);
	buf_puts(out, "</name></author>\n");
}

/* ---- entries ---- */

/* Enough of a body to sum it up. */
static enum status read_beginning(const char *s, size_t len, struct doc *body)
{
	struct part first = { 0 };

	part_next(s, len, &first);
	return part_read(s, &first, body);
}

/* The summary, else the first paragraph; nothing where there is neither. */
static void put_summary(const struct article *a, const struct doc *body, struct buf *out)
{
	const char *summary = a->summary;
	char text[SUMMARY_MAX + 1];

	if (summary != NULL && summary[0] == '\0')
		summary = NULL;
	for (size_t i = 0; i < body->n && summary == NULL; i++)
		if (body->lines[i].type == LINE_TEXT && body->lines[i].text[0] != '\0')
			summary = body->lines[i].text;
	if (summary == NULL)
		return;
	cut_text(summary, SUMMARY_MAX, text);
	put_element(out, "summary", text);
}

/* Gemtext is no type that readers of feeds show, and of plain text they join the lines. */
static bool put_whole(struct feed *f, const struct doc *body, struct buf *out)
{
	struct buf text = BUF(FULL_MAX - f->texts);
	bool fits = xhtml_write(body, f->origin, &text) == ST_OK;

	if (fits) {
		f->texts += text.len;
		buf_printf(out,
		    "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">%s</div>"
		    "</content>\n",
		    buf_str(&text));
	}
	buf_clear(&text);
	return fits;
}

static void put_categories(const struct article *a, struct buf *out)
{
	char name[LINK_NAME_MAX + 1];

	for (size_t i = 0; i < a->themes.n && i < CATEGORIES; i++) {
		cut_text(a->themes.items[i].name, LINK_NAME_MAX, name);
		buf_printf(out, "<category term=\"%s\" label=\"", a->themes.items[i].slug);
		put(out, name);
		buf_puts(out, "\"/>\n");
	}
}

static void put_moments(struct feed *f, const struct article *a, struct buf *out)
{
	bool dated = a->published.day != 0;
	int64_t updated = a->updated;

	if (dated && a->published.time > updated)
		updated = a->published.time;
	if (updated > f->updated)
		f->updated = updated;
	if (dated)
		put_moment(f, out, "published", a->published.time);
	put_moment(f, out, "updated", updated);
}

static enum status put_entry(struct feed *f, const struct article *a)
{
	struct buf *out = &f->entries;
	size_t len = strlen(a->body);
	bool whole = f->full && len <= FULL_MAX - f->texts;
	char path[LINK_URL_SIZE], title[TITLE_MAX + 1];
	struct doc body;
	enum status st;

	doc_init(&body);
	st = whole ? gemtext_read(a->body, len, &body) : read_beginning(a->body, len, &body);
	snprintf(path, sizeof path, "/a/%s", a->id);
	cut_text(a->title, TITLE_MAX, title);
	buf_puts(out, "<entry");
	if (a->lang[0] != '\0' && strcmp(a->lang, words_code(f->c->words)) != 0) {
		buf_puts(out, " xml:lang=\"");
		put(out, a->lang);
		buf_putc(out, '"');
	}
	buf_puts(out, ">\n");
	put_element(out, "title", title);
	put_id(f, out, path);
	put_link(f, out, f->protocol->page, path, "", "");
	put_moments(f, a, out);
	if (a->byline != NULL)
		put_author(out, a->byline);
	put_categories(a, out);
	if (!whole || !put_whole(f, &body, out))
		put_summary(a, &body, out);
	buf_puts(out, "</entry>\n");
	doc_clear(&body);
	return st;
}

static enum status put_entries(struct feed *f, const char *theme)
{
	struct listing which = { .theme = theme, .limit = ENTRIES };
	struct entries list = { 0 };
	enum status st = listing_get(f->c->archive, &which, &list);

	for (size_t i = 0; i < list.n && st == ST_OK; i++) {
		struct article a;

		st = article_get(f->c->archive, list.items[i].id, &a);
		if (st == ST_OK)
			st = put_entry(f, &a);
		else if (st == ST_NOTFOUND || st == ST_GONE)
			st = ST_OK; /* it went in between */
		article_clear(&a);
	}
	entries_clear(&list);
	return st;
}

/* ---- the feed ---- */

/* `path` is of the page that lists the same articles, `own` of the feed. */
static void put_head(
    const struct feed *f, const char *title, const char *path, const char *own, struct buf *out)
{
	buf_printf(out,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n",
	    words_code(f->c->words));
	put_element(out, "title", title);
	if (f->c->description[0] != '\0')
		put_element(out, "subtitle", f->c->description);
	put_id(f, out, own);
	put_link(f, out, f->protocol->file, own, f->full ? "?full" : "", "rel=\"self\" ");
	put_link(f, out, f->protocol->page, path, "", "");
	put_moment(f, out, "updated", f->updated);
	put_author(out, f->c->name);
}

/* The feed's title and the pages that it stands for. */
struct whose {
	char title[HEADING_SIZE], page[LINK_URL_SIZE], own[LINK_URL_SIZE];
};

static enum status find_whose(const struct page_context *c, const char *slug, struct whose *out)
{
	struct names theme = { 0 };
	enum status st;

	if (slug[0] == '\0') {
		*out = (struct whose){ .page = "/new", .own = "/feed.xml" };
		snprintf(out->title, sizeof out->title, "%s", c->name);
		return ST_OK;
	}
	if ((st = theme_get(c->archive, slug, &theme)) != ST_OK)
		return st;
	snprintf(out->title, sizeof out->title, "%s · %s", theme.items[0].name, c->name);
	snprintf(out->page, sizeof out->page, "/t/%s", slug);
	snprintf(out->own, sizeof out->own, "/t/%s/feed.xml", slug);
	names_clear(&theme);
	return ST_OK;
}

static enum status build(const struct page_context *c, const struct page_args *a,
    const struct protocol *protocol, const struct page_place *at, struct page *out)
{
	struct feed f = { .c = c, .protocol = protocol, .entries = BUF(FEED_MAX) };
	struct whose whose;
	enum status st;

	page_begin(c, out);
	buf_init(&out->file, FEED_MAX);
	out->type = media_type;
	f.full = a->query != NULL && strcmp(a->query, "full") == 0;
	link_origin(protocol->scheme, protocol->port, at, f.origin);
	if ((st = find_whose(c, a->slug, &whose)) == ST_OK)
		st = put_entries(&f, a->slug[0] != '\0' ? a->slug : NULL);
	if (st != ST_OK)
		goto done;
	put_head(&f, whose.title, whose.page, whose.own, &out->file);
	buf_add(&out->file, buf_str(&f.entries), f.entries.len);
	buf_puts(&out->file, "</feed>\n");
	if ((st = buf_status(&f.entries)) == ST_OK)
		st = buf_status(&out->file);
done:
	buf_clear(&f.entries);
	return page_end(out, st);
}

enum status page_feed(const struct page_context *c, const struct page_args *a, struct page *out)
{
	static const struct protocol gemini = { "gemini", 1965, "", "" };

	return build(c, a, &gemini, &c->gemini, out);
}

enum status page_feed_gopher(
    const struct page_context *c, const struct page_args *a, struct page *out)
{
	static const struct protocol gopher = { "gopher", 70, "/1", "/0" };

	return build(c, a, &gopher, &c->gopher, out);
}
