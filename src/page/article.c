#include "base/utf8.h"
#include "page/about.h"
#include "page/dateline.h"
#include "page/link.h"
#include "page/nearby.h"
#include "page/part.h"
#include "text/cut.h"
#include "text/gemtext.h"

#include <stdio.h>
#include <string.h>

enum {
	LEDE_MAX = 300,     /* bytes of the first paragraph on a card */
	PART_TEXT_MAX = 96, /* bytes of "partie 2 sur 3" */
};

static const char separator[] = ABOUT_SEPARATOR;

/* An article being put on a page, and which part of it. */
struct view {
	const struct page_context *c;
	struct article article;
	size_t len; /* bytes of the body */
	struct part part;
	unsigned number, parts;
};

static enum status view_open(
    const struct page_context *c, const struct page_args *a, struct view *v, struct page *out)
{
	struct part p = { 0 };
	enum status st;

	*v = (struct view){ .c = c, .number = a->number };
	if ((st = article_get(c->archive, a->id, &v->article)) != ST_OK)
		return st;
	v->len = strlen(v->article.body);
	while (part_next(v->article.body, v->len, &p)) {
		if (++v->parts == v->number)
			v->part = p;
	}
	if (v->number > v->parts)
		return ST_NOTFOUND;
	if (strcmp(a->id, v->article.id) != 0)
		snprintf(out->moved, sizeof out->moved, "%s", v->article.id);
	if (v->article.lang[0] != '\0')
		snprintf(out->lang, sizeof out->lang, "%s", v->article.lang);
	return ST_OK;
}

static void part_text(const struct view *v, unsigned number, char out[PART_TEXT_MAX])
{
	snprintf(out, PART_TEXT_MAX, words_get(v->c->words, WORD_PART_OF), number, v->parts);
}

/* What a stretch of the text costs, under its title. */
static void put_price(const struct view *v, size_t from, size_t len, char out[LINK_PRICE_SIZE])
{
	const char *title = v->article.title;

	words_price(v->c->words, strlen(title) + len,
	    utf8_words(title, strlen(title)) + utf8_words(v->article.body + from, len), out,
	    LINK_PRICE_SIZE);
}

/* The title, and under it what is known of the article; later parts only say which they are. */
static enum status put_head(const struct view *v, bool with_part, struct doc *d)
{
	struct buf about = BUF(ABOUT_MAX);
	char part[PART_TEXT_MAX], which[PART_TEXT_MAX];
	enum status st;

	doc_heading(d, 1, v->article.title);
	if (v->number == 1)
		about_article(v->c, &v->article, true, &about);
	if (with_part && v->parts > 1) {
		part_text(v, v->number, part);
		dateline_capital(part, which, sizeof which);
		about_add(&about, about.len > 0 ? part : which);
	}
	if (about.len > 0)
		doc_text(d, about.data);
	doc_blank(d);
	st = buf_status(&about);
	buf_clear(&about);
	return st;
}

/* Where the article stands in full, or is from. */
static void put_source(const struct view *v, struct doc *d)
{
	const struct article *a = &v->article;

	if (a->url != NULL)
		link_word(d, v->c, a->url, a->partial ? WORD_PARTIAL : WORD_SOURCE);
}

/* Most read, same theme, then the ways on. */
static enum status put_lists(const struct view *v, struct doc *d)
{
	const struct article *a = &v->article;
	struct name author = { .name = a->byline };
	enum status st;

	if (a->partial) {
		doc_blank(d);
		put_source(v, d);
	}
	st = nearby_put(v->c, a->id, d);

	if (st != ST_OK)
		return st;
	doc_blank(d);
	for (size_t i = 0; i < a->themes.n && i < ABOUT_THEMES; i++)
		link_name(d, "/t/", &a->themes.items[i], NULL);
	if (a->byline != NULL) {
		slug_of(a->byline, author.slug);
		link_name(d, "/by/", &author, NULL);
	}
	if (!a->partial)
		put_source(v, d);
	link_word(d, v->c, "/", WORD_HOME);
	return ST_OK;
}

/* Links to the parts before and to the beginning. */
static void put_parts_before(const struct view *v, struct doc *d)
{
	char url[LINK_URL_SIZE], part[PART_TEXT_MAX], which[PART_TEXT_MAX];

	if (v->number > 2) {
		part_text(v, v->number - 1, part);
		dateline_capital(part, which, sizeof which);
		snprintf(url, sizeof url, "/a/%s/%u", v->article.id, v->number - 1);
		doc_link(d, url, which, NULL);
	}
	if (v->number > 1) {
		snprintf(url, sizeof url, "/a/%s", v->article.id);
		link_word(d, v->c, url, WORD_FIRST_PART);
	}
}

/* "16 ko, 12 min · reste 47 ko, 35 min": what the next part costs, and all that is left with it;
 * before the last, which is all that is left, only that. */
static void put_next_part(const struct view *v, const char *ending, struct doc *d)
{
	struct part next = v->part;
	char url[LINK_URL_SIZE], price[LINK_PRICE_SIZE], all[LINK_PRICE_SIZE];
	char left[LINK_PRICE_SIZE + PART_TEXT_MAX],
	    note[sizeof price + sizeof separator + sizeof left];
	char text[PART_TEXT_MAX + sizeof note];
	const char *word = words_get(v->c->words, WORD_NEXT_PART), *cost;

	if (v->number == v->parts)
		return;
	part_next(v->article.body, v->len, &next);
	put_price(v, next.from, next.len, price);
	put_price(v, next.from, v->len - next.from, all);
	snprintf(left, sizeof left, words_get(v->c->words, WORD_LEFT), all);
	snprintf(note, sizeof note, "%s%s%s", price, separator, left);
	snprintf(url, sizeof url, "/a/%s/%u%s", v->article.id, v->number + 1, ending);
	cost = v->number + 1 < v->parts ? note : left;
	snprintf(text, sizeof text, "%s (%s)", word, cost);
	if (ending[0] != '\0')
		doc_link(d, url, text, NULL); /* plain text shows a link's text alone */
	else
		doc_link(d, url, word, cost);
}

/* Whoever has the last part has read to the end; the first alone is no article read. */
static void mark_read(const struct view *v, struct page *out)
{
	if (v->number == v->parts)
		snprintf(out->read, sizeof out->read, "%s", v->article.id);
}

static enum status fill_article(const struct view *v, struct page *out)
{
	struct doc *d = &out->doc;
	enum status st = put_head(v, true, d);

	if (st == ST_OK)
		st = part_read(v->article.body, &v->part, d);
	mark_read(v, out);
	doc_blank(d);
	put_next_part(v, "", d);
	put_parts_before(v, d);
	if (v->number < v->parts)
		link_word(d, v->c, "/", WORD_HOME);
	else if (st == ST_OK)
		st = put_lists(v, d);
	return st;
}

static enum status fill_text(const struct view *v, struct page *out)
{
	enum status st = put_head(v, true, &out->doc);

	if (st == ST_OK)
		st = part_read(v->article.body, &v->part, &out->doc);
	mark_read(v, out);
	if (v->number < v->parts)
		doc_blank(&out->doc);
	put_next_part(v, ".txt", &out->doc);
	return st;
}

/* The card's links to the text, a part each. */
static void put_text_links(const struct view *v, struct doc *d)
{
	const char *word = words_get(v->c->words, WORD_TEXT);
	char url[LINK_URL_SIZE], which[PART_TEXT_MAX], text[2 * PART_TEXT_MAX];
	char price[LINK_PRICE_SIZE];
	struct part p = { 0 };

	for (unsigned i = 1; part_next(v->article.body, v->len, &p); i++) {
		put_price(v, p.from, p.len, price);
		if (i == 1)
			snprintf(url, sizeof url, "/a/%s.txt", v->article.id);
		else
			snprintf(url, sizeof url, "/a/%s/%u.txt", v->article.id, i);
		part_text(v, i, which);
		snprintf(text, sizeof text, "%s, %s", word, which);
		doc_link(d, url, v->parts > 1 ? text : word, price);
	}
}

/* The summary, else the first paragraph: enough to know whether the text is wanted. */
static enum status put_lede(const struct view *v, struct doc *d)
{
	const char *summary = v->article.summary;
	const char *lede = summary != NULL && summary[0] != '\0' ? summary : NULL;
	struct doc body;
	char text[LEDE_MAX + 1];
	enum status st = ST_OK;

	doc_init(&body);
	if (lede == NULL)
		st = part_read(v->article.body, &v->part, &body);
	for (size_t i = 0; i < body.n && lede == NULL; i++) {
		if (body.lines[i].type == LINE_TEXT && body.lines[i].text[0] != '\0')
			lede = body.lines[i].text;
	}
	if (lede != NULL) {
		cut_text(lede, LEDE_MAX, text);
		doc_blank(d);
		doc_text(d, text);
	}
	doc_clear(&body);
	return st;
}

static enum status fill_card(const struct view *v, struct page *out)
{
	enum status st = put_head(v, false, &out->doc);

	put_text_links(v, &out->doc);
	if (st == ST_OK)
		st = put_lede(v, &out->doc);
	return st == ST_OK ? put_lists(v, &out->doc) : st;
}

/* All three begin and end alike. */
static enum status build(const struct page_context *c, const struct page_args *a,
    enum status (*fill)(const struct view *v, struct page *out), struct page *out)
{
	struct view v;
	enum status st;

	page_begin(c, out);
	if ((st = view_open(c, a, &v, out)) == ST_OK)
		st = fill(&v, out);
	article_clear(&v.article);
	return page_end(out, st);
}

enum status page_article(const struct page_context *c, const struct page_args *a, struct page *out)
{
	return build(c, a, fill_article, out);
}

enum status page_card(const struct page_context *c, const struct page_args *a, struct page *out)
{
	return build(c, a, fill_card, out);
}

enum status page_text(const struct page_context *c, const struct page_args *a, struct page *out)
{
	return build(c, a, fill_text, out);
}
