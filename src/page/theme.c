#include "page/link.h"

enum status page_themes(const struct page_context *c, const struct page_args *a, struct page *out)
{
	struct names themes = { 0 };
	struct doc *d = &out->doc;
	enum status st;

	(void)a;
	page_begin(c, out);
	if ((st = themes_get(c->archive, 0, &themes)) != ST_OK)
		goto done;
	doc_heading(d, 1, words_get(c->words, WORD_THEMES));
	if (themes.n == 0)
		doc_text(d, words_get(c->words, WORD_NO_ARTICLES));
	link_themes(d, c, &themes);
	doc_blank(d);
	link_word(d, c, "/", WORD_HOME);
done:
	names_clear(&themes);
	return page_end(out, st);
}
