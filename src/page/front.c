#include "page/dateline.h"
#include "page/edition.h"
#include "page/link.h"
#include "page/nearby.h"
#include "page/since.h"
#include "text/cut.h"

#include <stdio.h>

/* How many themes, where the INI does not say. */
enum { THEMES_DEFAULT = 10 };

/* What a part of the front page needs; each puts nothing where it has nothing to show. */
typedef enum status (*part_fn)(
    const struct page_context *c, const struct front_item *item, struct doc *d);

static void put_entries(
    const struct page_context *c, const char *heading, const struct entries *list, struct doc *d)
{
	if (list->n == 0)
		return;
	doc_blank(d);
	doc_heading(d, 2, heading);
	link_entries(d, c, list, 0);
}

static enum status put_latest(
    const struct page_context *c, const struct front_item *item, struct doc *d)
{
	struct listing which = { .limit = item->n };
	struct entries list = { 0 };
	enum status st = listing_get(c->archive, &which, &list);

	put_entries(c, words_get(c->words, WORD_LATEST), &list, d);
	entries_clear(&list);
	return st;
}

static bool shows_latest(const struct page_context *c)
{
	for (size_t i = 0; i < c->nfront; i++)
		if (c->front[i].part == FRONT_LATEST)
			return true;
	return false;
}

/* The latest fill the list up where they are not on the page already. */
static enum status put_most_read(
    const struct page_context *c, const struct front_item *item, struct doc *d)
{
	struct entries list = { 0 }, shown;
	enum status st = related_get(c->archive, LIST_MOST_READ, NULL, "window", item->n, &list);

	shown = list;
	while (shown.n > 0 && shown.items[shown.n - 1].pick == PICK_NEWEST && shows_latest(c))
		shown.n--;
	nearby_put_most(c, &shown, 0, d);
	entries_clear(&list);
	return st;
}

/* The theme's newest, then the way to the others. One that there is not (yet) is no error: the INI
 * may be older than its first article. */
static enum status put_theme(
    const struct page_context *c, const struct front_item *item, struct doc *d)
{
	struct listing which = { .theme = item->slug, .limit = item->n };
	struct names theme = { 0 };
	struct entries list = { 0 };
	char name[LINK_NAME_MAX + 1];
	enum status st = theme_get(c->archive, item->slug, &theme);

	if (st == ST_OK && (st = listing_get(c->archive, &which, &list)) == ST_OK && list.n > 0) {
		cut_text(theme.items[0].name, LINK_NAME_MAX, name);
		put_entries(c, name, &list, d);
		link_themes(d, c, &theme);
	}
	entries_clear(&list);
	names_clear(&theme);
	return st == ST_NOTFOUND ? ST_OK : st;
}

static enum status put_search(
    const struct page_context *c, const struct front_item *item, struct doc *d)
{
	(void)item;
	doc_blank(d);
	link_word(d, c, "/s", WORD_SEARCH);
	return ST_OK;
}

/* The INI's own, and the way to the others. */
static enum status put_editions(
    const struct page_context *c, const struct front_item *item, struct doc *d)
{
	struct entries sample = { 0 };
	enum status st = edition_sample(c, &sample);

	(void)item;
	doc_blank(d);
	edition_size_link(c, c->edition, &sample, d);
	link_word(d, c, "/e", WORD_EDITIONS);
	entries_clear(&sample);
	return st;
}

static enum status put_themes(
    const struct page_context *c, const struct front_item *item, struct doc *d)
{
	struct names themes = { 0 };
	enum status st = themes_get(c->archive, item->n > 0 ? item->n : THEMES_DEFAULT, &themes);

	if (themes.n > 0) {
		doc_blank(d);
		doc_heading(d, 2, words_get(c->words, WORD_THEMES));
		link_themes(d, c, &themes);
	}
	names_clear(&themes);
	return st;
}

static const part_fn parts[] = {
	[FRONT_LATEST] = put_latest,
	[FRONT_MOST_READ] = put_most_read,
	[FRONT_THEMES] = put_themes,
	[FRONT_THEME] = put_theme,
	[FRONT_SEARCH] = put_search,
	[FRONT_EDITIONS] = put_editions,
};

/* The ways on, after the parts and all articles; but for those that stand above, where the INI has
 * such a part. */
static const struct way {
	const char *url;
	enum word word;
	bool may_be_part;
	enum front_part part;
} ways[] = {
	{ "/s", WORD_SEARCH, true, FRONT_SEARCH },
	{ "/t", WORD_THEMES, false, 0 },
	{ "/d", WORD_BY_DATE, false, 0 },
	{ "/top", WORD_MOST_READ, false, 0 },
	{ "/e", WORD_EDITIONS, true, FRONT_EDITIONS },
};

static bool has_part(const struct page_context *c, enum front_part part)
{
	for (size_t i = 0; i < c->nfront; i++)
		if (c->front[i].part == part)
			return true;
	return false;
}

static void put_about(const struct page_context *c, struct doc *d)
{
	if (c->about)
		link_word(d, c, PAGE_ABOUT, WORD_ABOUT);
}

static void put_ways(const struct page_context *c, struct doc *d)
{
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
		if (!ways[i].may_be_part || !has_part(c, ways[i].part))
			link_word(d, c, ways[i].url, ways[i].word);
	put_about(c, d);
}

/* The capsule's own lines; do they give the page its title? */
static bool put_above(const struct page_context *c, struct doc *d)
{
	bool titled = false;

	if (c->above == NULL)
		return false;
	for (size_t i = 0; i < c->above->n && !titled; i++)
		titled = c->above->lines[i].type == LINE_H1;
	doc_append(d, c->above);
	doc_blank(d);
	return titled;
}

/* The newest article's day stands for today's: a page that reads no clock may be kept until the
 * archive changes. */
static enum status put_head(const struct page_context *c, struct doc *d, bool *empty)
{
	struct listing which = { .limit = 1 };
	struct entries newest = { 0 };
	char day[DATELINE_SIZE];
	enum status st = listing_get(c->archive, &which, &newest);

	if (!put_above(c, d)) {
		doc_heading(d, 1, c->name);
		if (c->description[0] != '\0')
			doc_text(d, c->description);
	}
	*empty = newest.n == 0;
	if (newest.n > 0 && newest.items[0].day != 0) {
		dateline_day(c->words, newest.items[0].day, day);
		doc_text(d, day);
	}
	entries_clear(&newest);
	return st;
}

static enum status build(const struct page_context *c, const char *new_note, struct page *out)
{
	struct doc *d = &out->doc;
	char cursor[CURSOR_MAX + 1];
	bool empty;
	enum status st;

	page_begin(c, out);
	if ((st = cursor_now(c->archive, cursor)) != ST_OK ||
	    (st = put_head(c, d, &empty)) != ST_OK)
		goto done;
	if (empty) {
		doc_blank(d);
		doc_text(d, words_get(c->words, WORD_NO_ARTICLES));
		put_about(c, d);
		since_link(d, c, cursor, "");
		goto done;
	}
	for (size_t i = 0; i < c->nfront && st == ST_OK; i++)
		st = parts[c->front[i].part](c, &c->front[i], d);
	doc_blank(d);
	doc_link(d, "/new", words_get(c->words, WORD_ALL_ARTICLES), new_note);
	put_ways(c, d);
	since_link(d, c, cursor, "");
done:
	return page_end(out, st);
}

/* The page of all articles is the one that feed readers for Gemini follow. */
enum status page_front(const struct page_context *c, const struct page_args *a, struct page *out)
{
	(void)a;
	return build(c, words_get(c->words, WORD_SUBSCRIBE), out);
}

enum status page_front_menu(
    const struct page_context *c, const struct page_args *a, struct page *out)
{
	(void)a;
	return build(c, NULL, out);
}
