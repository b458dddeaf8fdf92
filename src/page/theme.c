#include "page/paged.h"

enum status page_themes(const struct page_context *c, const struct page_args *a, struct page *out)
{
	struct archive_counts counts;
	struct names themes = { 0 }, shown;
	struct doc *d = &out->doc;
	unsigned pages, from = (a->number - 1) * c->per_page;
	enum status st;

	page_begin(c, out);
	if ((st = archive_counts(c->archive, &counts)) != ST_OK)
		goto done;
	pages = paged_pages(c, (unsigned)counts.themes);
	if (a->number > pages) {
		st = ST_NOTFOUND;
		goto done;
	}
	if ((st = themes_get(c->archive, from + c->per_page, &themes)) != ST_OK)
		goto done;
	doc_heading(d, 1, words_get(c->words, WORD_THEMES));
	if (themes.n == 0)
		doc_text(d, words_get(c->words, WORD_NO_ARTICLES));
	paged_count(c, "", a->number, pages, d);
	shown = (struct names){ .items = themes.items + from,
		.n = themes.n > from ? themes.n - from : 0 };
	link_themes(d, c, &shown);
	doc_blank(d);
	/* A theme may be called "2" and be /t/2, but none "-". */
	paged_ways(c, "/t", "/t/-", a->number, pages, d);
	link_word(d, c, "/", WORD_HOME);
done:
	names_clear(&themes);
	return page_end(out, st);
}
