#include "page/dateline.h"
#include "page/edition.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ABOUT_SIZE = 512 };

/* An article of the part that is asked for. */
struct chosen {
	char id[IDENT_MAX + 1];
	unsigned words;
};

/* The articles of a day, gone through in their order. */
struct day {
	const struct page_args *args;
	unsigned parts;        /* so far */
	unsigned n;            /* articles, */
	size_t size;           /* and bytes, of the last of them */
	struct chosen *chosen; /* PAGE_DAY_ARTICLES of them have place */
	unsigned nchosen;
	size_t left; /* bytes, and words, of the parts after it */
	unsigned left_words;
};

/* A part ends before the article that would make it too large. */
static enum status go_through(void *ctx, const struct listed *one)
{
	struct day *d = ctx;
	const struct entry *e = one->entry;

	if (deadline_over(&d->args->deadline))
		return ST_LATE;
	if (d->parts == 0 || d->n == PAGE_DAY_ARTICLES || d->size + e->size > PAGE_DAY_MAX) {
		d->parts++;
		d->n = 0;
		d->size = 0;
	}
	d->n++;
	d->size += e->size;
	if (d->parts == d->args->number) {
		struct chosen *to = &d->chosen[d->nchosen++];

		memcpy(to->id, e->id, sizeof to->id);
		to->words = e->words;
	} else if (d->parts > d->args->number) {
		d->left += e->size;
		d->left_words += e->words;
	}
	return ST_OK;
}

static enum status put_articles(const struct day *d, struct edition *e)
{
	enum status st = ST_OK;

	for (unsigned i = 0; i < d->nchosen && st == ST_OK; i++) {
		struct edition_piece piece;

		if (deadline_over(&d->args->deadline))
			return ST_LATE;
		st = edition_piece(e, e->n + 1, d->chosen[i].id, d->chosen[i].words, &piece);
		if (st == ST_OK)
			edition_add(e, &piece);
		else if (st == ST_NOTFOUND || st == ST_GONE)
			st = ST_OK; /* it went in between */
	}
	return st;
}

/* To the parts after and before. */
static void put_parts(const struct day *d, const struct edition *e, struct doc *out)
{
	const struct words *w = e->c->words;
	char date[CLOCK_DAY_SIZE], url[LINK_URL_SIZE], price[LINK_PRICE_SIZE];
	char left[2 * LINK_PRICE_SIZE];
	unsigned number = d->args->number;

	clock_day_text(page_args_day(d->args), date);
	if (number < d->parts) {
		snprintf(url, sizeof url, "/e/%s/%u", date, number + 1);
		words_price(w, d->left, d->left_words, price, sizeof price);
		snprintf(left, sizeof left, words_get(w, WORD_LEFT), price);
		edition_link(e, url, words_get(w, WORD_NEXT_PART), left, out);
	}
	if (number > 1) {
		if (number > 2)
			snprintf(url, sizeof url, "/e/%s/%u", date, number - 1);
		else
			snprintf(url, sizeof url, "/e/%s", date);
		link_word(out, e->c, url, WORD_PREVIOUS_PAGE);
	}
}

static void put_ways(const struct page_context *c, const struct page_args *a, struct doc *d)
{
	char date[CLOCK_DAY_SIZE], url[LINK_URL_SIZE], name[DATELINE_SIZE];

	clock_day_text(page_args_day(a), date);
	snprintf(url, sizeof url, "/e/%s.gpub", date);
	link_word(d, c, url, WORD_EDITION_FILE);
	snprintf(url, sizeof url, "/d/%04d/%02d/%02d", a->year, a->month, a->day);
	dateline_day(c->words, page_args_day(a), name);
	doc_link(d, url, name, NULL);
	link_word(d, c, "/e", WORD_EDITIONS);
	link_word(d, c, "/", WORD_HOME);
}

static void put(const struct day *d, struct edition *e, struct doc *out)
{
	char count[EDITION_COUNT_SIZE], part[LINK_COUNT_SIZE], about[ABOUT_SIZE];

	edition_count(e->c, e->n, e->words, count);
	snprintf(
	    part, sizeof part, words_get(e->c->words, WORD_PART_OF), d->args->number, d->parts);
	snprintf(about, sizeof about, "%s%s%s", count, d->parts > 1 ? " · " : "",
	    d->parts > 1 ? part : "");
	edition_put(e, page_args_day(d->args), about, out);
	put_parts(d, e, out);
	put_ways(e->c, d->args, out);
}

static enum status build(
    const struct page_context *c, const struct page_args *a, bool text, struct page *out)
{
	struct listing which = { .from = page_args_day(a), .to = page_args_day(a) };
	struct day day = { .args = a };
	struct edition e;
	unsigned articles;
	enum status st = ST_NOTFOUND;

	page_begin(c, out);
	edition_init(&e, c, text);
	if (!clock_day_valid(which.from))
		goto done;
	/* No part is empty: what cannot be there is not looked for. */
	if ((st = listing_count(c->archive, &which, &articles)) != ST_OK)
		goto done;
	if (a->number > articles) {
		st = ST_NOTFOUND;
		goto done;
	}
	if ((day.chosen = calloc(PAGE_DAY_ARTICLES, sizeof *day.chosen)) == NULL) {
		st = ST_NOMEM;
		goto done;
	}
	if ((st = listing_each(c->archive, &which, go_through, &day)) != ST_OK)
		goto done;
	if (a->number > day.parts)
		st = ST_NOTFOUND;
	else if ((st = put_articles(&day, &e)) == ST_OK)
		put(&day, &e, &out->doc);
done:
	edition_clear(&e);
	free(day.chosen);
	return page_end(out, st);
}

enum status page_edition_day(
    const struct page_context *c, const struct page_args *a, struct page *out)
{
	return build(c, a, false, out);
}

enum status page_edition_day_text(
    const struct page_context *c, const struct page_args *a, struct page *out)
{
	return build(c, a, true, out);
}
