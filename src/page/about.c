#include "page/about.h"

#include "page/dateline.h"
#include "page/link.h"
#include "text/cut.h"

enum { BYLINE_MAX = 120 }; /* bytes of a byline */

void about_add(struct buf *about, const char *s)
{
	if (about->len > 0 && s[0] != '\0')
		buf_puts(about, ABOUT_SEPARATOR);
	buf_puts(about, s);
}

void about_article(
    const struct page_context *c, const struct article *a, bool themes, struct buf *about)
{
	char text[DATELINE_SIZE + BYLINE_MAX];

	dateline_day(c->words, a->published.day, text);
	about_add(about, text);
	if (a->published.precision == PRECISION_GUESS)
		buf_printf(about, " (%s)", words_get(c->words, WORD_DATE_GUESSED));
	if (a->byline != NULL) {
		cut_text(a->byline, BYLINE_MAX, text);
		about_add(about, text);
	}
	for (size_t i = 0; themes && i < a->themes.n && i < ABOUT_THEMES; i++) {
		cut_text(a->themes.items[i].name, LINK_NAME_MAX, text);
		about_add(about, text);
	}
}

enum status about_put(
    const struct page_context *c, const struct article *a, bool themes, struct doc *d)
{
	struct buf about = BUF(ABOUT_MAX);
	enum status st;

	about_article(c, a, themes, &about);
	if (about.len > 0)
		doc_text(d, about.data);
	doc_blank(d);
	st = buf_status(&about);
	buf_clear(&about);
	return st;
}
