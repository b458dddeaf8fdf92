#include "page/link.h"

enum status page_how(const struct page_context *c, const struct page_args *a, struct page *out)
{
	struct doc *d = &out->doc;

	(void)a;
	page_begin(c, out);
	doc_heading(d, 1, words_get(c->words, WORD_HOW_COUNTED));
	doc_text(d, words_get(c->words, WORD_HOW_ONCE));
	doc_blank(d);
	doc_textf(d, words_get(c->words, WORD_HOW_ROBOTS), READS_PACE);
	doc_blank(d);
	doc_text(d, words_get(c->words, WORD_HOW_WEIGHT));
	doc_blank(d);
	doc_text(d, words_get(c->words, WORD_HOW_NUMBER));
	doc_blank(d);
	doc_textf(d, words_get(c->words, WORD_HOW_FEW), TOP_ARTICLES_MIN, TOP_READS_MIN);
	doc_blank(d);
	doc_text(d, words_get(c->words, WORD_HOW_PRIVATE));
	doc_blank(d);
	link_word(d, c, "/top", WORD_MOST_READ);
	link_word(d, c, "/", WORD_HOME);
	return page_end(out, ST_OK);
}
