/* page/paged.h -- a list of articles, newest first, a page of it at a time */
#ifndef PAGE_PAGED_H
#define PAGE_PAGED_H

#include "page/link.h"

struct paged {
	struct listing which; /* offset and limit are set here */
	const char *path;     /* of its first page; the others are below it by number: "/new/2" */
	const char *heading;
	const char *up, *up_text; /* the page above it, or NULL: only the front page is */
	bool may_be_empty;        /* else ST_NOTFOUND */
};

/* Put page `number` of it on *out, which is begun; ST_NOTFOUND beyond the last. */
enum status paged_put(
    const struct page_context *c, const struct paged *p, unsigned number, struct page *out);

#endif
