#include "page/paged.h"

#include "page/dateline.h"
#include "page/since.h"

#include <stdio.h>

unsigned paged_pages(const struct page_context *c, unsigned total)
{
	return total > 0 ? (total - 1) / c->per_page + 1 : 1;
}

void paged_count(
    const struct page_context *c, const char *count, unsigned number, unsigned pages, struct doc *d)
{
	char which[LINK_COUNT_SIZE], alone[LINK_COUNT_SIZE];

	snprintf(which, sizeof which, words_get(c->words, WORD_PAGE_OF), number, pages);
	dateline_capital(which, alone, sizeof alone);
	if (pages > 1 && count[0] != '\0')
		doc_textf(d, "%s · %s", count, which);
	else if (pages > 1 || count[0] != '\0')
		doc_text(d, pages > 1 ? alone : count);
	else
		return;
	doc_blank(d);
}

/* The undated come last: where they begin, the reader is told. */
static void put_entries(
    const struct page_context *c, struct doc *d, const struct entries *list, unsigned how)
{
	size_t dated = 0;
	struct entries half;

	while (dated < list->n && list->items[dated].day != 0)
		dated++;
	half = (struct entries){ .items = list->items, .n = dated };
	link_entries(d, c, &half, how);
	if (dated == list->n)
		return;
	if (dated > 0) {
		doc_blank(d);
		doc_heading(d, 2, words_get(c->words, WORD_UNDATED));
	}
	half = (struct entries){ .items = list->items + dated, .n = list->n - dated };
	link_entries(d, c, &half, how);
}

void paged_ways(const struct page_context *c, const char *first, const char *folder,
    unsigned number, unsigned pages, struct doc *d)
{
	char url[LINK_URL_SIZE];

	if (number < pages) {
		snprintf(url, sizeof url, "%s/%u", folder, number + 1);
		link_word(d, c, url, WORD_NEXT_PAGE);
	}
	if (number > 1) {
		snprintf(url, sizeof url, "%s/%u", folder, number - 1);
		link_word(d, c, number > 2 ? url : first, WORD_PREVIOUS_PAGE);
	}
}

enum status paged_list(const struct page_context *c, const struct paged *p,
    const struct entries *list, unsigned articles, unsigned number, struct page *out)
{
	unsigned how = p->which.from != 0 && p->which.from == p->which.to ? LINK_SAME_DAY : 0;
	unsigned pages = paged_pages(c, articles);
	char count[LINK_COUNT_SIZE];
	struct doc *d = &out->doc;

	if (number > pages || (articles == 0 && !p->may_be_empty))
		return ST_NOTFOUND;
	doc_heading(d, 1, p->heading);
	if (p->lead != NULL)
		doc_text(d, p->lead);
	link_count(c, PLURAL_ARTICLES, articles, count);
	if (articles > 0)
		paged_count(c, count, number, pages, d);
	else
		doc_text(d, words_get(c->words, WORD_NO_ARTICLES));
	put_entries(c, d, list, how);
	doc_blank(d);
	paged_ways(c, p->path, p->path, number, pages, d);
	for (size_t i = 0; i < p->nways; i++)
		doc_link(d, p->ways[i].url, p->ways[i].text, NULL);
	link_word(d, c, "/", WORD_HOME);
	if (p->since != NULL)
		since_link(d, c, p->cursor, p->since);
	return ST_OK;
}

enum status paged_put(
    const struct page_context *c, const struct paged *p, unsigned number, struct page *out)
{
	struct paged own = *p;
	struct entries list = { 0 };
	char cursor[CURSOR_MAX + 1];
	unsigned articles;
	enum status st = ST_OK;

	/* Before the list: see cursor_now(). */
	if (p->since != NULL)
		st = cursor_now(c->archive, cursor);
	if (st == ST_OK)
		st = listing_count(c->archive, &own.which, &articles);
	if (st != ST_OK)
		return st;
	if (number > paged_pages(c, articles))
		return ST_NOTFOUND;
	own.cursor = cursor;
	own.which.offset = (number - 1) * c->per_page;
	own.which.limit = c->per_page;
	if ((st = listing_get(c->archive, &own.which, &list)) == ST_OK)
		st = paged_list(c, &own, &list, articles, number, out);
	entries_clear(&list);
	return st;
}
