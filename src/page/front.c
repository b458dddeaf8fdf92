#include "page/dateline.h"
#include "page/link.h"

/* How many themes, where the INI does not say. */
enum { THEMES_DEFAULT = 10 };

/* What a part of the front page needs; each puts nothing where it has nothing to show. */
typedef enum status (*part_fn)(const struct page_context *c, unsigned n, struct doc *d);

static void put_entries(
    const struct page_context *c, enum word heading, const struct entries *list, struct doc *d)
{
	if (list->n == 0)
		return;
	doc_blank(d);
	doc_heading(d, 2, words_get(c->words, heading));
	link_entries(d, c, list, 0);
}

static enum status put_latest(const struct page_context *c, unsigned n, struct doc *d)
{
	struct listing which = { .limit = n };
	struct entries list = { 0 };
	enum status st = listing_get(c->archive, &which, &list);

	put_entries(c, WORD_LATEST, &list, d);
	entries_clear(&list);
	return st;
}

static enum status put_most_read(const struct page_context *c, unsigned n, struct doc *d)
{
	struct entries list = { 0 };
	enum status st = related_get(c->archive, LIST_MOST_READ, NULL, "window", n, &list);

	put_entries(c, WORD_MOST_READ, &list, d);
	entries_clear(&list);
	return st;
}

static enum status put_themes(const struct page_context *c, unsigned n, struct doc *d)
{
	struct names themes = { 0 };
	enum status st = themes_get(c->archive, n > 0 ? n : THEMES_DEFAULT, &themes);

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
};

/* The ways on, after the parts and all articles. */
static const struct way {
	const char *url;
	enum word word;
} ways[] = {
	{ "/t", WORD_THEMES },
	{ "/d", WORD_BY_DATE },
	{ "/top", WORD_MOST_READ },
};

/* The newest article's day stands for today's: a page that reads no clock may be kept until the
 * archive changes. */
static enum status put_head(const struct page_context *c, struct doc *d, bool *empty)
{
	struct listing which = { .limit = 1 };
	struct entries newest = { 0 };
	char day[DATELINE_SIZE];
	enum status st = listing_get(c->archive, &which, &newest);

	doc_heading(d, 1, c->name);
	if (c->description[0] != '\0')
		doc_text(d, c->description);
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
	bool empty;
	enum status st;

	page_begin(c, out);
	if ((st = put_head(c, d, &empty)) != ST_OK)
		goto done;
	if (empty) {
		doc_blank(d);
		doc_text(d, words_get(c->words, WORD_NO_ARTICLES));
		goto done;
	}
	for (size_t i = 0; i < c->nfront && st == ST_OK; i++)
		st = parts[c->front[i].part](c, c->front[i].n, d);
	doc_blank(d);
	doc_link(d, "/new", words_get(c->words, WORD_ALL_ARTICLES), new_note);
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
		link_word(d, c, ways[i].url, ways[i].word);
	if (c->about)
		link_word(d, c, PAGE_ABOUT, WORD_ABOUT);
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
