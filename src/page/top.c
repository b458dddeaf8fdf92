#include "page/nearby.h"
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
enum {
	WINDOWS = sizeof windows / sizeof windows[0],
	MEANWHILE_MAX = 10, /* entries where there is no ranking: as many as the front's latest */
};

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

/* What is shown meanwhile. */
static enum status put_meanwhile(
    const struct page_context *c, const struct window *w, struct doc *d)
{
	struct entries list = { 0 };
	enum status st = related_get(
	    c->archive, LIST_MOST_READ, NULL, w->window, MEANWHILE_MAX, &list);

	doc_text(d, words_get(c->words, list.n > 0 ? WORD_FEW_READS : WORD_NO_ARTICLES));
	nearby_put_most(c, &list, 0, d);
	entries_clear(&list);
	return st;
}

static enum status put_ranking(
    const struct page_context *c, const struct window *w, unsigned number, struct doc *d)
{
	struct entries list = { 0 };
	char path[LINK_URL_SIZE];
	unsigned total, pages;
	enum status st = top_count(c->archive, w->window, &total);

	if (st != ST_OK)
		return st;
	pages = paged_pages(c, total);
	if (number > pages)
		return ST_NOTFOUND;
	st = top_get(c->archive, w->window, (number - 1) * c->per_page, c->per_page, &list);
	if (st != ST_OK)
		return st;
	paged_count(c, "", number, pages, d);
	link_entries(d, c, &list, 0);
	if (pages > 1)
		doc_blank(d);
	window_path(w, path);
	paged_ways(c, path, path, number, pages, d);
	entries_clear(&list);
	return ST_OK;
}

enum status page_top(const struct page_context *c, const struct page_args *a, struct page *out)
{
	const struct window *w = window_of(a->slug);
	struct doc *d = &out->doc;
	enum status st = ST_NOTFOUND;
	bool enough;

	page_begin(c, out);
	if (w == NULL || (st = top_enough(c->archive, w->window, &enough)) != ST_OK)
		goto done;
	doc_heading(d, 1, words_get(c->words, WORD_MOST_READ));
	if (w != windows)
		doc_heading(d, 2, words_get(c->words, w->word));
	if (enough)
		st = put_ranking(c, w, a->number, d);
	else
		st = a->number == 1 ? put_meanwhile(c, w, d) : ST_NOTFOUND;
	doc_blank(d);
	put_windows(c, w, d);
	link_word(d, c, "/how", WORD_HOW_COUNTED);
	link_word(d, c, "/", WORD_HOME);
done:
	return page_end(out, st);
}
