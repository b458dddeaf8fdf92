#include "page/paged.h"

#include <stdio.h>

static void put_count(
    const struct page_context *c, struct doc *d, unsigned articles, unsigned number, unsigned pages)
{
	char count[LINK_COUNT_SIZE], which[LINK_COUNT_SIZE];

	link_count(c, PLURAL_ARTICLES, articles, count);
	snprintf(which, sizeof which, words_get(c->words, WORD_PAGE_OF), number, pages);
	if (pages > 1)
		doc_textf(d, "%s · %s", count, which);
	else
		doc_text(d, count);
	doc_blank(d);
}

/* The undated come last: where they begin, the reader is told. */
static void put_entries(const struct page_context *c, struct doc *d, const struct entries *list)
{
	size_t dated = 0;
	struct entries half;

	while (dated < list->n && list->items[dated].day != 0)
		dated++;
	half = (struct entries){ .items = list->items, .n = dated };
	link_entries(d, c, &half, false);
	if (dated == list->n)
		return;
	if (dated > 0) {
		doc_blank(d);
		doc_heading(d, 2, words_get(c->words, WORD_UNDATED));
	}
	half = (struct entries){ .items = list->items + dated, .n = list->n - dated };
	link_entries(d, c, &half, false);
}

static void put_ways(const struct page_context *c, const struct paged *p, unsigned number,
    unsigned pages, struct doc *d)
{
	char url[LINK_URL_SIZE];

	doc_blank(d);
	if (number < pages) {
		snprintf(url, sizeof url, "%s/%u", p->path, number + 1);
		link_word(d, c, url, WORD_NEXT_PAGE);
	}
	if (number > 1) {
		snprintf(url, sizeof url, number > 2 ? "%s/%u" : "%s", p->path, number - 1);
		link_word(d, c, url, WORD_PREVIOUS_PAGE);
	}
	if (p->up != NULL)
		doc_link(d, p->up, p->up_text, NULL);
	link_word(d, c, "/", WORD_HOME);
}

enum status paged_put(
    const struct page_context *c, const struct paged *p, unsigned number, struct page *out)
{
	struct listing which = p->which;
	struct entries list = { 0 };
	unsigned articles, pages;
	struct doc *d = &out->doc;
	enum status st;

	if ((st = listing_count(c->archive, &which, &articles)) != ST_OK)
		return st;
	pages = articles > 0 ? (articles - 1) / c->per_page + 1 : 1;
	if (number > pages || (articles == 0 && !p->may_be_empty))
		return ST_NOTFOUND;
	which.offset = (number - 1) * c->per_page;
	which.limit = c->per_page;
	if ((st = listing_get(c->archive, &which, &list)) != ST_OK)
		return st;
	doc_heading(d, 1, p->heading);
	if (articles > 0)
		put_count(c, d, articles, number, pages);
	else
		doc_text(d, words_get(c->words, WORD_NO_ARTICLES));
	put_entries(c, d, &list);
	put_ways(c, p, number, pages, d);
	entries_clear(&list);
	return ST_OK;
}
