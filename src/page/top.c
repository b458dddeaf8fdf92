#include "page/paged.h"

#include <stdio.h>
#include <string.h>

/* The pages of most read, in the order of their links; the first is the INI's own window. */
static const struct window {
	const char *slug;   /* in the path, "" for /top itself */
	const char *window; /* as the archive names it */
	enum word word;     /* its link's text, its heading */
} windows[] = {
	{ "", "window", WORD_MOST_READ },
	{ "day", "day", WORD_TODAY },
	{ "week", "week", WORD_THIS_WEEK },
	{ "month", "month", WORD_THIS_MONTH },
	{ "all", "all", WORD_ALL_TIME },
};
enum { WINDOWS = sizeof windows / sizeof windows[0] };

static const struct window *window_of(const char *slug)
{
	for (size_t i = 0; i < WINDOWS; i++) {
		if (strcmp(windows[i].slug, slug) == 0)
			return &windows[i];
	}
	return NULL;
}

static void window_path(const struct window *w, char out[LINK_URL_SIZE])
{
	snprintf(out, LINK_URL_SIZE, "/top%s%s", w->slug[0] != '\0' ? "/" : "", w->slug);
}

static void put_windows(const struct page_context *c, const struct window *shown, struct doc *d)
{
	char url[LINK_URL_SIZE];

	for (size_t i = 0; i < WINDOWS; i++) {
		if (&windows[i] == shown)
			continue;
		window_path(&windows[i], url);
		link_word(d, c, url, windows[i].word);
	}
}

enum status page_top(const struct page_context *c, const struct page_args *a, struct page *out)
{
	const struct window *w = window_of(a->slug);
	char path[LINK_URL_SIZE];
	unsigned total, pages;
	struct entries list = { 0 };
	struct doc *d = &out->doc;
	enum status st = ST_NOTFOUND;

	page_begin(c, out);
	if (w == NULL)
		goto done;
	if ((st = top_count(c->archive, w->window, &total)) != ST_OK)
		goto done;
	pages = paged_pages(c, total);
	if (a->number > pages) {
		st = ST_NOTFOUND;
		goto done;
	}
	st = top_get(c->archive, w->window, (a->number - 1) * c->per_page, c->per_page, &list);
	if (st != ST_OK)
		goto done;
	window_path(w, path);
	doc_heading(d, 1, words_get(c->words, WORD_MOST_READ));
	if (w != windows)
		doc_heading(d, 2, words_get(c->words, w->word));
	if (list.n == 0)
		doc_text(d, words_get(c->words, WORD_NO_READS));
	paged_count(c, "", a->number, pages, d);
	link_entries(d, c, &list, 0);
	doc_blank(d);
	paged_ways(c, path, path, a->number, pages, d);
	doc_blank(d);
	doc_text(d, words_get(c->words, WORD_HOW_COUNTED));
	doc_blank(d);
	put_windows(c, w, d);
	link_word(d, c, "/", WORD_HOME);
done:
	entries_clear(&list);
	return page_end(out, st);
}
