#include "page/page.h"

#include <stdio.h>

void page_clear(struct page *p)
{
	doc_clear(&p->doc);
	buf_clear(&p->file);
	*p = (struct page){ 0 };
	doc_init(&p->doc);
}

int page_args_day(const struct page_args *a)
{
	return a->year * 10000 + a->month * 100 + a->day;
}

void page_begin(const struct page_context *c, struct page *out)
{
	*out = (struct page){ 0 };
	doc_init(&out->doc);
	snprintf(out->lang, sizeof out->lang, "%s", words_code(c->words));
}

enum status page_end(struct page *out, enum status st)
{
	if (st == ST_OK)
		st = doc_status(&out->doc);
	if (st != ST_OK)
		page_clear(out);
	return st;
}
