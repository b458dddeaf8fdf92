#include "page/dateline.h"
#include "page/edition.h"

#include <stdio.h>

enum {
	DAYS = 7, /* days shown: a week of a daily paper */
	FILE_NAME_SIZE = DATELINE_SIZE + 16,
};

/* The sizes that every capsule has, in kB; the INI's own stands among them. */
static const unsigned sizes[] = { 8, 16, 64 };

static void put_sizes(const struct page_context *c, const struct entries *sample, struct doc *d)
{
	bool own = false; /* has the INI's been put, or is it one of these? */

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		unsigned size = sizes[i] * PAGE_EDITION_UNIT;

		if (!own && c->edition > 0 && c->edition <= size) {
			own = true;
			if (c->edition < size)
				edition_size_link(c, c->edition, sample, d);
		}
		edition_size_link(c, size, sample, d);
	}
	if (!own && c->edition > 0)
		edition_size_link(c, c->edition, sample, d);
}

/* The day as a page: "Lundi 26 juin 2023 (12 articles, 34 ko, 15 min)"; and as a file. */
static enum status put_day(const struct page_context *c, const struct period *p, struct doc *d)
{
	char date[CLOCK_DAY_SIZE], url[LINK_URL_SIZE], name[DATELINE_SIZE], count[LINK_COUNT_SIZE];
	char price[LINK_PRICE_SIZE], note[EDITION_COUNT_SIZE], file[FILE_NAME_SIZE];
	struct edition_cost cost;
	enum status st = edition_day_cost(c, p->day, &cost);

	clock_day_text(p->day, date);
	dateline_day(c->words, p->day, name);
	link_count(c, PLURAL_ARTICLES, p->articles, count);
	edition_page_price(c, &cost, price);
	snprintf(note, sizeof note, "%s%s%s", count, price[0] != '\0' ? ", " : "", price);
	snprintf(url, sizeof url, "/e/%s", date);
	doc_link(d, url, name, note);
	edition_file_price(c, &cost, price);
	snprintf(url, sizeof url, "/e/%s.gpub", date);
	snprintf(file, sizeof file, "%s · Gempub", name);
	doc_link(d, url, file, price[0] != '\0' ? price : NULL);
	return st;
}

static enum status put_days(const struct page_context *c, struct doc *d)
{
	struct periods days = { 0 };
	enum status st = days_latest(c->archive, DAYS, &days);

	if (days.n > 0) {
		doc_blank(d);
		doc_heading(d, 2, words_get(c->words, WORD_BY_DATE));
	}
	for (size_t i = 0; i < days.n && st == ST_OK; i++)
		st = put_day(c, &days.items[i], d);
	periods_clear(&days);
	return st;
}

enum status page_editions(const struct page_context *c, const struct page_args *a, struct page *out)
{
	struct entries sample = { 0 };
	struct doc *d = &out->doc;
	enum status st;

	(void)a;
	page_begin(c, out);
	if ((st = edition_sample(c, &sample)) != ST_OK)
		goto done;
	doc_heading(d, 1, words_get(c->words, WORD_EDITIONS));
	if (sample.n == 0) {
		doc_text(d, words_get(c->words, WORD_NO_ARTICLES));
	} else {
		doc_text(d, words_get(c->words, WORD_EDITIONS_HOW));
		doc_blank(d);
		put_sizes(c, &sample, d);
		st = put_days(c, d);
	}
	doc_blank(d);
	link_word(d, c, "/d", WORD_BY_DATE);
	link_word(d, c, "/", WORD_HOME);
done:
	entries_clear(&sample);
	return page_end(out, st);
}
