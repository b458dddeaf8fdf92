#include "page/ask.h"
#include "page/paged.h"
#include "text/cut.h"
#include "text/uri.h"

#include <stdio.h>
#include <string.h>

enum {
	NEAREST_WORDS =
	    4, /* of a search that finds nothing, for which a nearer one is looked for */
	HEADING_SIZE = 512,
	/* A request for the page is a URI: its scheme and host have what is left of URI_MAX. */
	QUERY_SIZE = URI_MAX - 300,
};

static void put_again(const struct page_context *c, struct doc *d)
{
	doc_blank(d);
	link_word(d, c, "/s", WORD_SEARCH_AGAIN);
	link_word(d, c, "/", WORD_HOME);
}

/* A link that asks `query` in the folder; none where the request would be too long. */
static void put_query(
    struct doc *d, const char *folder, unsigned number, const char *query, const char *text)
{
	char encoded[QUERY_SIZE], url[QUERY_SIZE + LINK_URL_SIZE];

	if (uri_encode(query, encoded, sizeof encoded) != ST_OK)
		return;
	if (number > 1)
		snprintf(url, sizeof url, "%s/%u?%s", folder, number, encoded);
	else
		snprintf(url, sizeof url, "%s?%s", folder, encoded);
	doc_link(d, url, text, NULL);
}

static void put_ways(const struct page_context *c, const struct ask *a, unsigned number,
    unsigned pages, struct doc *d)
{
	doc_blank(d);
	if (number < pages)
		put_query(d, "/s", number + 1, a->text, words_get(c->words, WORD_NEXT_PAGE));
	if (number > 1)
		put_query(d, "/s", number - 1, a->text, words_get(c->words, WORD_PREVIOUS_PAGE));
	put_again(c, d);
}

static void put_heading(const struct page_context *c, const struct ask *a, struct doc *d)
{
	char asked[LINK_TITLE_MAX + 1], heading[HEADING_SIZE];

	cut_text(a->text, LINK_TITLE_MAX, asked);
	snprintf(heading, sizeof heading, words_get(c->words, WORD_SEARCH_FOR), asked);
	doc_heading(d, 1, heading);
}

/* What could not be asked, and how it can. */
static void put_fault(
    const struct page_context *c, const struct ask *a, enum ask_fault fault, struct doc *d)
{
	static const enum word faults[] = {
		[ASK_EMPTY] = WORD_SEARCH_EMPTY,
		[ASK_LONG] = WORD_SEARCH_LONG,
		[ASK_DATE] = WORD_SEARCH_DATE,
	};

	put_heading(c, a, d);
	doc_textf(d, words_get(c->words, faults[fault]), (unsigned)SEARCH_PARTS_MAX);
	doc_blank(d);
	doc_text(d, words_get(c->words, WORD_SEARCH_HOW));
	put_again(c, d);
}

/* A link that asks the same with the nearest word of the archive, for the first that none has. */
static enum status put_nearest(const struct page_context *c, const struct ask *a, struct doc *d)
{
	struct buf near = BUF(PAGE_QUERY_MAX), query = BUF(4 * PAGE_QUERY_MAX);
	char text[HEADING_SIZE], shown[LINK_TITLE_MAX + 1];
	unsigned looked = 0;
	enum status st = ST_NOTFOUND;

	for (size_t i = 0; i < a->search.nparts && st == ST_NOTFOUND; i++) {
		const struct search_part *part = &a->search.parts[i];

		if (part->kind != SEARCH_TEXT || part->excluded)
			continue;
		if (looked++ == NEAREST_WORDS)
			break;
		st = search_nearest(c->archive, &a->search.deadline, part->text, part->len, &near);
		if (st != ST_OK)
			continue;
		buf_add(&query, a->text, (size_t)(part->text - a->text));
		buf_puts(&query, buf_str(&near));
		buf_puts(&query, part->text + part->len);
		cut_text(buf_str(&query), LINK_TITLE_MAX, shown);
		snprintf(text, sizeof text, words_get(c->words, WORD_SEARCH_NEAREST), shown);
		put_query(d, "/s", 1, buf_str(&query), text);
	}
	buf_clear(&near);
	buf_clear(&query);
	/* That it takes too long is no reason to say nothing. */
	return st == ST_NOTFOUND || st == ST_LATE ? ST_OK : st;
}

static enum status put_none(const struct page_context *c, const struct ask *a, struct doc *d)
{
	enum status st;

	put_heading(c, a, d);
	doc_text(d, words_get(c->words, WORD_SEARCH_NONE));
	st = put_nearest(c, a, d);
	doc_blank(d);
	doc_text(d, words_get(c->words, WORD_SEARCH_HOW));
	put_again(c, d);
	return st;
}

static void put_count(const struct page_context *c, const struct search_found *found,
    unsigned number, unsigned pages, struct doc *d)
{
	char count[LINK_COUNT_SIZE];

	if (found->more)
		snprintf(count, sizeof count, words_get(c->words, WORD_SEARCH_MORE), found->total);
	else
		link_count(c, PLURAL_ARTICLES, found->total, count);
	paged_count(c, count, number, pages, d);
}

static enum status put_found(
    const struct page_context *c, struct ask *a, unsigned number, struct doc *d)
{
	struct search_found found;
	unsigned pages;
	enum status st;

	a->search.limit = c->per_page;
	a->search.offset = (number - 1) * c->per_page;
	if ((st = search_get(c->archive, &a->search, &found)) != ST_OK)
		return st;
	pages = paged_pages(c, found.total);
	if (number > pages) {
		st = ST_NOTFOUND;
	} else if (found.total == 0) {
		st = put_none(c, a, d);
	} else {
		put_heading(c, a, d);
		put_count(c, &found, number, pages, d);
		link_entries(d, c, &found.entries, LINK_TEASERS);
		put_ways(c, a, number, pages, d);
	}
	search_found_clear(&found);
	return st;
}

/* Is anything asked? */
static bool is_asked(const struct page_args *a)
{
	return a->query != NULL && a->query[strspn(a->query, " ")] != '\0';
}

static enum status search(const struct page_context *c, const struct page_args *a, struct page *out)
{
	struct ask ask;
	enum ask_fault fault = ask_parse(a->query, &ask);
	enum status st = ST_OK;

	ask.search.deadline = a->deadline;
	if (fault == ASK_FINE)
		st = put_found(c, &ask, a->number, &out->doc);
	else
		put_fault(c, &ask, fault, &out->doc);
	return page_end(out, st);
}

enum status page_search(const struct page_context *c, const struct page_args *a, struct page *out)
{
	page_begin(c, out);
	if (is_asked(a))
		return search(c, a, out);
	out->prompt = words_get(c->words, WORD_SEARCH_PROMPT);
	return page_end(out, ST_OK);
}

enum status page_search_menu(
    const struct page_context *c, const struct page_args *a, struct page *out)
{
	struct doc *d = &out->doc;

	page_begin(c, out);
	if (is_asked(a))
		return search(c, a, out);
	doc_heading(d, 1, words_get(c->words, WORD_SEARCH_PROMPT));
	doc_text(d, words_get(c->words, WORD_SEARCH_HOW));
	doc_blank(d);
	link_word(d, c, "/s", WORD_SEARCH_PROMPT);
	link_word(d, c, "/", WORD_HOME);
	return page_end(out, ST_OK);
}
