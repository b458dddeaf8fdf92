#include "page/since.h"

#include "page/paged.h"

#include <stdio.h>
#include <string.h>

enum {
	HEADING_SIZE = 512,
	TAIL_SIZE = sizeof "/by/" + SLUG_MAX,
};

/* What a reader was reading: all articles, those of a theme, of an author. */
struct scope {
	struct listing which;
	const char *name;     /* of the capsule, the theme, the author */
	char all[TAIL_SIZE];  /* the page of all there is: "/new", "/t/sante" */
	char tail[TAIL_SIZE]; /* what follows the cursor: "", "/t/sante" */
};

/* Between which cursors: the path's first, and its second or now. */
struct span {
	char from[PAGE_CURSOR_MAX + 1], to[PAGE_CURSOR_MAX + 1];
};

static void write_url(char out[LINK_URL_SIZE], const char *cursor, const char *tail)
{
	snprintf(out, LINK_URL_SIZE, "/since/%s%s", cursor, tail);
}

void since_link(struct doc *d, const struct page_context *c, const char *cursor, const char *tail)
{
	char url[LINK_URL_SIZE];

	write_url(url, cursor, tail);
	link_word(d, c, url, WORD_SINCE);
}

/* "FROM-TO" are the later pages of a list that began when TO was now: what comes in while they are
 * read moves nothing, and none of it is passed over by the link at their end. */
static enum status span_of(const struct page_context *c, const char *cursor, struct span *out)
{
	const char *dash = strchr(cursor, '-');
	size_t n = dash != NULL ? (size_t)(dash - cursor) : strlen(cursor);
	char now[CURSOR_MAX + 1];
	enum status st;

	snprintf(out->from, sizeof out->from, "%.*s", (int)n, cursor);
	if (dash != NULL) {
		snprintf(out->to, sizeof out->to, "%s", dash + 1);
		return ST_OK;
	}
	st = cursor_now(c->archive, now);
	snprintf(out->to, sizeof out->to, "%s", now);
	return st;
}

/* The page's own address is the way to ask again. */
static void put_nothing(const struct page_context *c, struct doc *d)
{
	doc_text(d, words_get(c->words, WORD_SINCE_NONE));
	link_word(d, c, "/", WORD_HOME);
}

static enum status put(const struct page_context *c, const struct scope *s,
    const struct page_args *a, struct page *out)
{
	struct listing which = s->which;
	struct entries list = { 0 };
	char heading[HEADING_SIZE], path[LINK_URL_SIZE], cursors[PAGE_CURSOR_MAX + 1];
	struct paged p = { .which = which, .path = path, .heading = heading, .since = s->tail };
	struct span span;
	unsigned total;
	enum status st = span_of(c, a->cursor, &span);

	if (st != ST_OK)
		return st;
	snprintf(heading, sizeof heading, "%s · %s", words_get(c->words, WORD_SINCE_NEW), s->name);
	which.offset = (a->number - 1) * c->per_page;
	which.limit = c->per_page;
	st = since_get(c->archive, span.from, span.to, &which, &list, &total);
	if (st == ST_NOTFOUND) {
		/* It is not known what came in: the newest of all that is there. */
		snprintf(path, sizeof path, "%s", s->all);
		p.lead = words_get(c->words, WORD_SINCE_OLD);
		p.may_be_empty = true;
		st = paged_put(c, &p, a->number, out);
	} else if (st == ST_OK && total == 0) {
		put_nothing(c, &out->doc);
	} else if (st == ST_OK) {
		snprintf(cursors, sizeof cursors, "%.*s-%.*s", CURSOR_MAX, span.from, CURSOR_MAX,
		    span.to);
		write_url(path, cursors, s->tail);
		p.cursor = span.to;
		st = paged_list(c, &p, &list, total, a->number, out);
	}
	entries_clear(&list);
	return st;
}

enum status page_since(const struct page_context *c, const struct page_args *a, struct page *out)
{
	struct scope s = { .name = c->name, .all = "/new" };

	page_begin(c, out);
	return page_end(out, put(c, &s, a, out));
}

/* The same of a theme or an author, which `get` knows by its slug. */
static enum status build_named(const struct page_context *c, const struct page_args *a,
    const char *folder, enum status (*get)(struct archive *, const char *, struct names *),
    const struct listing *which, struct page *out)
{
	struct scope s = { .which = *which };
	struct names name = { 0 };
	enum status st;

	page_begin(c, out);
	if ((st = get(c->archive, a->slug, &name)) == ST_OK) {
		s.name = name.items[0].name;
		snprintf(s.all, sizeof s.all, "%s%s", folder, a->slug);
		memcpy(s.tail, s.all, sizeof s.tail);
		st = put(c, &s, a, out);
	}
	names_clear(&name);
	return page_end(out, st);
}

enum status page_since_theme(
    const struct page_context *c, const struct page_args *a, struct page *out)
{
	struct listing which = { .theme = a->slug };

	return build_named(c, a, "/t/", theme_get, &which, out);
}

enum status page_since_author(
    const struct page_context *c, const struct page_args *a, struct page *out)
{
	struct listing which = { .author = a->slug };

	return build_named(c, a, "/by/", author_get, &which, out);
}
