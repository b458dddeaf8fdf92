/* page/paged.h -- a list of articles, newest first, a page of it at a time */
#ifndef PAGE_PAGED_H
#define PAGE_PAGED_H

#include "page/link.h"

/* A link beside those to the pages before and after. */
struct paged_way {
	const char *url, *text;
};

struct paged {
	struct listing which; /* offset and limit are set here */
	const char *path;     /* of its first page; the others are below it by number: "/new/2" */
	const char *heading;
	const char *lead; /* a line under it, or NULL */
	const struct paged_way
	    *ways; /* to the pages beside and above it; only the front is always */
	size_t nways;
	bool may_be_empty;  /* else ST_NOTFOUND */
	const char *since;  /* its end: the tail of since_link(), or NULL for none */
	const char *cursor; /* of that link; paged_put() sets it */
};

/* Put page `number` of it on *out, which is begun; ST_NOTFOUND beyond the last. */
enum status paged_put(
    const struct page_context *c, const struct paged *p, unsigned number, struct page *out);

/* The same of a list that was fetched, of `articles` in all. */
enum status paged_list(const struct page_context *c, const struct paged *p,
    const struct entries *list, unsigned articles, unsigned number, struct page *out);

/* For lists of something else: how many pages `total` things fill, at least one. */
unsigned paged_pages(const struct page_context *c, unsigned total);

/* "12 articles · page 2 sur 3" and a blank line; `count` may be "". Nothing, if it says nothing. */
void paged_count(const struct page_context *c, const char *count, unsigned number, unsigned pages,
    struct doc *d);

/* Links to the pages after and before: `first`, and the others by number below `folder`. */
void paged_ways(const struct page_context *c, const char *first, const char *folder,
    unsigned number, unsigned pages, struct doc *d);

#endif
