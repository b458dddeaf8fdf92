/* A day's articles as a Gempub (version 1.0.0, https://codeberg.org/oppenlab/gempub). */
#include "base/utf8.h"
#include "page/about.h"
#include "page/edition.h"
#include "page/zip.h"
#include "text/cut.h"
#include "text/gemtext.h"

#include <stdio.h>
#include <string.h>

enum {
	FILE_MAX = 8 * 1024 * 1024,  /* bytes of the file: far above what it holds, compressed */
	TEXTS_MAX = 4 * 1024 * 1024, /* bytes of titles and texts in it */
	MEMBER_MAX = 2 * TEXTS_MAX,  /* of one text: with its markup and what stands around it */
	GEMINI_USUAL_PORT = 1965,
	NAME_SIZE = IDENT_MAX + 8,
	METADATA_MAX = 8 * 1024,
};

static const char media_type[] = "application/gpub+zip";
static const char version[] = "1.0.0";
static const char index_name[] = "index.gmi";

/* A file being made. */
struct gempub {
	const struct page_context *c;
	const struct page_args *args;
	int day;
	char origin[LINK_ORIGIN_SIZE]; /* of the site */
	struct zip *zip;
	struct entries list; /* the day's articles, PAGE_DAY_ARTICLES at most */
	unsigned all;        /* that there are */
	/* Of those in the file: their links in the index, how many, their words. */
	struct doc members;
	unsigned n, words;
	struct doc beyond; /* links to the others */
};

/* Write the doc as a member. */
static enum status add_doc(struct gempub *g, const char *name, const struct doc *d)
{
	struct buf text = BUF(MEMBER_MAX);
	enum status st = gemtext_write(d, &text);

	if (st == ST_OK)
		zip_add(g->zip, name, buf_str(&text), text.len);
	buf_clear(&text);
	return st;
}

/* A link to a path of the site. */
static void link_site(
    const struct gempub *g, const char *path, const char *text, const char *note, struct doc *d)
{
	char url[LINK_ORIGIN_SIZE + LINK_URL_SIZE];

	snprintf(url, sizeof url, "%s%s", g->origin, path);
	doc_link(d, url, text, note);
}

/* ---- articles ---- */

static enum status put_text(const struct gempub *g, const struct article *a, struct doc *d)
{
	enum status st;

	doc_heading(d, 1, a->title);
	st = about_put(g->c, a, true, d);
	return st == ST_OK ? gemtext_read(a->body, strlen(a->body), d) : st;
}

static enum status add_article(struct gempub *g, const struct article *a, const char *name)
{
	char path[LINK_URL_SIZE];
	struct doc d;
	enum status st;

	doc_init(&d);
	st = put_text(g, a, &d);
	doc_blank(&d);
	if (a->url != NULL)
		link_word(&d, g->c, a->url, a->partial ? WORD_PARTIAL : WORD_SOURCE);
	snprintf(path, sizeof path, "/a/%s", a->id);
	link_site(g, path, words_get(g->c->words, WORD_ARTICLE_PAGE), NULL, &d);
	link_word(&d, g->c, index_name, WORD_EDITION_CONTENTS);
	if (st == ST_OK)
		st = add_doc(g, name, &d);
	doc_clear(&d);
	return st;
}

/* Put the article into the file, with its line of the index: "=> ID.gmi Title (price)". */
static enum status put_member(struct gempub *g, const struct entry *e)
{
	char name[NAME_SIZE], title[LINK_TITLE_MAX + 1], price[LINK_PRICE_SIZE];
	struct article a;
	enum status st = article_get(g->c->archive, e->id, &a);

	if (st == ST_NOTFOUND || st == ST_GONE)
		return ST_OK; /* it went in between */
	if (st != ST_OK)
		return st;
	snprintf(name, sizeof name, "%s.gmi", a.id);
	words_price(g->c->words, e->size, e->words, price, sizeof price);
	cut_text(a.title, LINK_TITLE_MAX, title);
	doc_link(&g->members, name, title, price);
	g->n++;
	g->words += e->words;
	st = add_article(g, &a, name);
	article_clear(&a);
	return st;
}

static void put_beyond(struct gempub *g, const struct entry *e)
{
	char path[LINK_URL_SIZE], title[LINK_TITLE_MAX + 1], price[LINK_PRICE_SIZE];

	snprintf(path, sizeof path, "/a/%s", e->id);
	cut_text(e->title, LINK_TITLE_MAX, title);
	words_price(g->c->words, e->size, e->words, price, sizeof price);
	link_site(g, path, title, price, &g->beyond);
}

static enum status put_articles(struct gempub *g)
{
	size_t size = 0;
	enum status st = ST_OK;

	for (size_t i = 0; i < g->list.n && st == ST_OK; i++) {
		const struct entry *e = &g->list.items[i];

		if (deadline_over(&g->args->deadline))
			return ST_LATE;
		if (e->size > TEXTS_MAX - size) {
			put_beyond(g, e);
			continue;
		}
		size += e->size;
		st = put_member(g, e);
	}
	return st;
}

/* ---- what leads to them ---- */

/* One line of metadata.txt; nothing where it has no value. */
static void put_fact(struct buf *out, const char *key, const char *value)
{
	struct buf line = BUF(METADATA_MAX);

	if (utf8_clean_line(&line, value, strlen(value)) == ST_OK && line.len > 0)
		buf_printf(out, "%s: %s\n", key, line.data);
	buf_clear(&line);
}

static enum status add_metadata(struct gempub *g)
{
	struct buf out = BUF(METADATA_MAX);
	char name[EDITION_NAME_SIZE], count[EDITION_COUNT_SIZE], date[CLOCK_DAY_SIZE], year[8];
	enum status st;

	edition_name(g->c, g->day, name);
	edition_count(g->c, g->n, g->words, count);
	clock_day_text(g->day, date);
	snprintf(year, sizeof year, "%.4s", date);
	put_fact(&out, "title", name);
	put_fact(&out, "gpubVersion", version);
	put_fact(&out, "index", index_name);
	put_fact(&out, "author", g->c->name);
	put_fact(&out, "language", words_code(g->c->words));
	put_fact(&out, "charset", "UTF-8");
	put_fact(&out, "description", count);
	put_fact(&out, "published", year);
	put_fact(&out, "publishDate", date);
	if ((st = buf_status(&out)) == ST_OK)
		zip_add(g->zip, "metadata.txt", buf_str(&out), out.len);
	buf_clear(&out);
	return st;
}

static enum status add_index(struct gempub *g)
{
	char count[EDITION_COUNT_SIZE], path[LINK_URL_SIZE];
	struct doc d;
	enum status st;

	doc_init(&d);
	edition_title(g->c, g->day, &d);
	edition_count(g->c, g->n, g->words, count);
	doc_text(&d, count);
	doc_blank(&d);
	doc_append(&d, &g->members);
	doc_blank(&d);
	if (g->beyond.n > 0 || g->all > g->list.n)
		doc_text(&d, words_get(g->c->words, WORD_EDITION_BEYOND));
	doc_append(&d, &g->beyond);
	if (g->all > g->list.n) {
		snprintf(path, sizeof path, "/d/%04d/%02d/%02d", g->args->year, g->args->month,
		    g->args->day);
		link_site(g, path, words_get(g->c->words, WORD_ALL_ARTICLES), NULL, &d);
	}
	doc_blank(&d);
	link_site(g, "/", g->c->name, NULL, &d);
	st = add_doc(g, index_name, &d);
	doc_clear(&d);
	return st;
}

static enum status find_articles(struct gempub *g)
{
	struct listing which = { .from = g->day, .to = g->day, .limit = PAGE_DAY_ARTICLES };
	enum status st = listing_count(g->c->archive, &which, &g->all);

	if (st == ST_OK && g->all == 0)
		st = ST_NOTFOUND;
	return st == ST_OK ? listing_get(g->c->archive, &which, &g->list) : st;
}

static enum status write(struct gempub *g, struct buf *out)
{
	enum status st = find_articles(g), ended;

	if (st != ST_OK || (st = zip_begin(out, g->day, &g->zip)) != ST_OK)
		return st;
	if ((st = put_articles(g)) == ST_OK && (st = add_index(g)) == ST_OK)
		st = add_metadata(g);
	ended = zip_end(g->zip);
	return st == ST_OK ? ended : st;
}

enum status page_gempub(const struct page_context *c, const struct page_args *a, struct page *out)
{
	struct gempub g = { .c = c, .args = a, .day = page_args_day(a) };
	enum status st = ST_NOTFOUND;

	page_begin(c, out);
	buf_init(&out->file, FILE_MAX);
	out->type = media_type;
	link_origin("gemini", GEMINI_USUAL_PORT, &c->gemini, g.origin);
	if (clock_day_valid(g.day))
		st = write(&g, &out->file);
	entries_clear(&g.list);
	doc_clear(&g.members);
	doc_clear(&g.beyond);
	return page_end(out, st);
}
