#include "page/edition.h"

#include "page/about.h"
#include "text/cut.h"
#include "text/gemtext.h"

#include <stdio.h>
#include <string.h>

enum {
	HEADING_SIZE = 512,
	SHOWN_NAME_MAX = 250, /* bytes of the capsule's name: the INI takes 120 */
	DATE_SIZE = 128,
	TITLE_MAX = 512, /* bytes: titles stand whole but for what is none */
	SAMPLE = 20,     /* articles: a page of a list */
	PRICED = 1000,   /* articles of a day that are added up for a link */
	/* What stands around an article beside its title, once more: its number and minutes in the
	 * contents, the line under its title, the link to its page. And what stands around all. */
	AROUND_ONE = 100,
	AROUND_ALL = 230,
	/* A file has half of the page's bytes, compressed, and so many for each article and for
	 * itself (measured on news in French). */
	FILE_ONE = 240,
	FILE_ALL = 600,
};

void edition_init(struct edition *e, const struct page_context *c, bool text)
{
	*e = (struct edition){ .c = c, .text = text };
	doc_init(&e->contents);
	doc_init(&e->stories);
}

void edition_clear(struct edition *e)
{
	doc_clear(&e->contents);
	doc_clear(&e->stories);
}

void edition_piece_clear(struct edition_piece *p)
{
	doc_clear(&p->contents);
	doc_clear(&p->story);
}

enum status edition_piece_end(struct edition_piece *p, enum status st)
{
	if (st == ST_OK && (st = doc_status(&p->contents)) == ST_OK)
		st = doc_status(&p->story);
	if (st != ST_OK)
		edition_piece_clear(p);
	return st;
}

void edition_link(
    const struct edition *e, const char *url, const char *text, const char *note, struct doc *d)
{
	char both[HEADING_SIZE];

	if (!e->text || note == NULL) {
		doc_link(d, url, text, note);
		return;
	}
	snprintf(both, sizeof both, "%s (%s)", text, note);
	doc_link(d, url, both, NULL);
}

void edition_contents(const struct edition *e, unsigned number, const struct article *a,
    unsigned words, struct doc *d)
{
	char title[LINK_TITLE_MAX + 1], minutes[LINK_PRICE_SIZE];

	cut_text(a->title, LINK_TITLE_MAX, title);
	words_minutes(e->c->words, words, minutes, sizeof minutes);
	doc_textf(d, "%u. %s (%s)", number, title, minutes);
}

enum status edition_head(const struct edition *e, const struct article *a, struct doc *d)
{
	char title[TITLE_MAX + 1];

	cut_text(a->title, TITLE_MAX, title);
	doc_heading(d, 2, title);
	return about_put(e->c, a, false, d);
}

/* The text, whose own headings are below the article's. */
static enum status put_body(const struct article *a, struct doc *d)
{
	size_t from = d->n;
	enum status st = gemtext_read(a->body, strlen(a->body), d);

	for (size_t i = from; i < d->n; i++)
		if (d->lines[i].type == LINE_H1 || d->lines[i].type == LINE_H2)
			d->lines[i].type = LINE_H3;
	return st;
}

static void put_ways(const struct edition *e, const struct article *a, struct doc *d)
{
	char url[LINK_URL_SIZE];

	doc_blank(d);
	if (a->partial && a->url != NULL)
		link_word(d, e->c, a->url, WORD_PARTIAL);
	snprintf(url, sizeof url, "/a/%s", a->id);
	link_word(d, e->c, url, WORD_ARTICLE_PAGE);
}

enum status edition_piece(const struct edition *e, unsigned number, const char *id, unsigned words,
    struct edition_piece *out)
{
	struct article a;
	enum status st;

	*out = (struct edition_piece){ .words = words };
	if ((st = article_get(e->c->archive, id, &a)) != ST_OK)
		return st;
	edition_contents(e, number, &a, words, &out->contents);
	if ((st = edition_head(e, &a, &out->story)) == ST_OK)
		st = put_body(&a, &out->story);
	put_ways(e, &a, &out->story);
	article_clear(&a);
	return edition_piece_end(out, st);
}

void edition_add(struct edition *e, struct edition_piece *p)
{
	e->n++;
	e->words += p->words;
	doc_append(&e->contents, &p->contents);
	doc_blank(&e->stories);
	doc_append(&e->stories, &p->story);
}

void edition_name(const struct page_context *c, int day, char out[EDITION_NAME_SIZE])
{
	char date[DATE_SIZE];

	words_date_weekday(c->words, day, date, sizeof date);
	snprintf(out, EDITION_NAME_SIZE, "%.*s%s%s", SHOWN_NAME_MAX, c->name,
	    day != 0 ? ABOUT_SEPARATOR : "", day != 0 ? date : "");
}

void edition_title(const struct page_context *c, int day, struct doc *d)
{
	char name[EDITION_NAME_SIZE];

	edition_name(c, day, name);
	doc_heading(d, 1, name);
}

void edition_count(
    const struct page_context *c, unsigned n, unsigned words, char out[EDITION_COUNT_SIZE])
{
	char count[LINK_COUNT_SIZE], minutes[LINK_PRICE_SIZE];

	link_count(c, PLURAL_ARTICLES, n, count);
	words_minutes(c->words, words, minutes, sizeof minutes);
	snprintf(out, EDITION_COUNT_SIZE, "%s, %s", count, minutes);
}

void edition_put(struct edition *e, int day, const char *about, struct doc *d)
{
	edition_title(e->c, day, d);
	doc_text(d, about);
	doc_blank(d);
	doc_append(d, &e->contents);
	doc_blank(d);
	doc_append(d, &e->stories);
	doc_blank(d);
}

/* Bytes that an article takes in an edition, about. */
static size_t cost_of(const struct entry *e)
{
	return e->size + strlen(e->title) + AROUND_ONE;
}

enum status edition_day_cost(const struct page_context *c, int day, struct edition_cost *out)
{
	struct listing which = { .from = day, .to = day, .limit = PRICED + 1 };
	struct entries list = { 0 };
	enum status st = listing_get(c->archive, &which, &list);

	*out = (struct edition_cost){ .known = list.n > 0 && list.n <= PRICED,
		.articles = (unsigned)list.n };
	for (size_t i = 0; i < list.n; i++) {
		out->bytes += cost_of(&list.items[i]);
		out->words += list.items[i].words;
	}
	out->bytes += AROUND_ALL;
	entries_clear(&list);
	return st;
}

void edition_page_price(
    const struct page_context *c, const struct edition_cost *cost, char out[LINK_PRICE_SIZE])
{
	out[0] = '\0';
	if (cost->known)
		words_price(c->words, cost->bytes, cost->words, out, LINK_PRICE_SIZE);
}

void edition_file_price(
    const struct page_context *c, const struct edition_cost *cost, char out[LINK_PRICE_SIZE])
{
	out[0] = '\0';
	if (cost->known)
		words_size(c->words, cost->bytes / 2 + cost->articles * FILE_ONE + FILE_ALL, out,
		    LINK_PRICE_SIZE);
}

enum status edition_sample(const struct page_context *c, struct entries *out)
{
	struct listing which = { .limit = SAMPLE };

	return listing_get(c->archive, &which, out);
}

void edition_size_link(
    const struct page_context *c, unsigned size, const struct entries *sample, struct doc *d)
{
	char url[LINK_URL_SIZE], bytes[LINK_PRICE_SIZE], minutes[LINK_PRICE_SIZE];
	char text[HEADING_SIZE];
	uint64_t all = 0, words = 0;

	for (size_t i = 0; i < sample->n; i++) {
		all += cost_of(&sample->items[i]);
		words += sample->items[i].words;
	}
	if (all > 0)
		words_minutes(c->words, (unsigned)(words * size / all), minutes, sizeof minutes);
	words_size(c->words, size, bytes, sizeof bytes);
	snprintf(text, sizeof text, words_get(c->words, WORD_EDITION), bytes);
	snprintf(url, sizeof url, "/e/%uk", size / PAGE_EDITION_UNIT);
	doc_link(d, url, text, all > 0 ? minutes : NULL);
}
