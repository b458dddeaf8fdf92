#include "base/utf8.h"
#include "page/edition.h"
#include "page/part.h"
#include "text/cut.h"
#include "text/gemtext.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An article that does not fit whole. */
struct cut {
	const struct edition *e;
	fit_fn fit;
	size_t room; /* bytes that are left for lines of the text */
	struct article article;
	size_t len; /* bytes of the body */
	struct doc body;
};

static unsigned words_of(const struct doc *d)
{
	unsigned words = 0;

	for (size_t i = 0; i < d->n; i++)
		if (d->lines[i].text != NULL)
			words += utf8_words(d->lines[i].text, strlen(d->lines[i].text));
	return words;
}

static size_t size_of_line(const struct cut *k, size_t i)
{
	struct doc one = { .lines = &k->body.lines[i], .n = 1 };

	return k->fit(k->e->c, &one);
}

/* The first line that says something, cut to what the room has place for. */
static void cut_line(struct cut *k)
{
	struct line *l;
	size_t i = 0;

	while (i < k->body.n && (k->body.lines[i].text == NULL || k->body.lines[i].text[0] == '\0'))
		i++;
	doc_truncate(&k->body, i + 1);
	if (i >= k->body.n)
		return;
	l = &k->body.lines[i];
	for (size_t max = k->room; size_of_line(k, i) > k->room && max > CUT_MIN; max -= max / 8)
		cut_text(l->text, max, l->text);
}

/* Keep the lines that have room, and end with a paragraph: neither a heading nor a blank line. */
static void cut_lines(struct cut *k)
{
	size_t n = 0, left = k->room, size;

	for (; n < k->body.n && (size = size_of_line(k, n)) <= left; n++)
		left -= size;
	while (n > 0 &&
	    (k->body.lines[n - 1].text == NULL || k->body.lines[n - 1].text[0] == '\0' ||
		(k->body.lines[n - 1].type >= LINE_H1 && k->body.lines[n - 1].type <= LINE_H3)))
		n--;
	if (n > 0)
		doc_truncate(&k->body, n);
	else
		cut_line(k);
}

/* The page of the article, or that of its part, where the text goes on after `shown` bytes, and
 * what is left of it. */
static void put_next(const struct cut *k, size_t shown, unsigned words, struct doc *d)
{
	const struct words *w = k->e->c->words;
	const char *ending = k->e->text ? ".txt" : "";
	char url[LINK_URL_SIZE], price[LINK_PRICE_SIZE], left[2 * LINK_PRICE_SIZE];
	struct part part = { 0 };
	unsigned number = 0, all = utf8_words(k->article.body, k->len);

	while (part_next(k->article.body, k->len, &part)) {
		number++;
		if (shown < part.from + part.len)
			break;
	}
	if (number > 1)
		snprintf(url, sizeof url, "/a/%s/%u%s", k->article.id, number, ending);
	else
		snprintf(url, sizeof url, "/a/%s%s", k->article.id, ending);
	words_price(w, shown < k->len ? k->len - shown : 0, words < all ? all - words : 0, price,
	    sizeof price);
	snprintf(left, sizeof left, words_get(w, WORD_LEFT), price);
	edition_link(k->e, url, words_get(w, WORD_NEXT_PART), left, d);
}

/* What stands around the text: what is left is its room. */
static enum status measure(struct cut *k, size_t room)
{
	struct doc d;
	size_t size;
	enum status st;

	doc_init(&d);
	edition_contents(k->e, 1, &k->article, 9999 * WORDS_A_MINUTE, &d);
	st = edition_head(k->e, &k->article, &d);
	put_next(k, 0, 0, &d);
	size = k->fit(k->e->c, &d) + 3 * FIT_BLANK;
	/* A later part's number, and the size of what is left, may have a digit more. */
	size += 3 * FIT_BLANK;
	doc_clear(&d);
	k->room = room > size ? room - size : 0;
	return st;
}

static enum status write(struct cut *k, struct edition_piece *out)
{
	size_t shown = fit_gemtext(k->e->c, &k->body);
	enum status st = edition_head(k->e, &k->article, &out->story);

	out->words = words_of(&k->body);
	edition_contents(k->e, 1, &k->article, out->words, &out->contents);
	doc_append(&out->story, &k->body);
	doc_blank(&out->story);
	put_next(k, shown, out->words, &out->story);
	return st;
}

enum status edition_cut(
    const struct edition *e, const char *id, size_t room, fit_fn fit, struct edition_piece *out)
{
	struct cut k = { .e = e, .fit = fit };
	enum status st;

	*out = (struct edition_piece){ 0 };
	if ((st = article_get(e->c->archive, id, &k.article)) != ST_OK)
		return st;
	k.len = strlen(k.article.body);
	st = measure(&k, room);
	/* No more of it can have room. */
	if (st == ST_OK)
		st = gemtext_read(k.article.body, k.len < room ? k.len : room, &k.body);
	if (st == ST_OK) {
		cut_lines(&k);
		st = write(&k, out);
	}
	doc_clear(&k.body);
	article_clear(&k.article);
	return edition_piece_end(out, st);
}
