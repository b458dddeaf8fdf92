#include "page/dateline.h"
#include "page/edition.h"
#include "page/paged.h"

#include <stdio.h>

static void year_name(const struct words *w, int day, char out[DATELINE_SIZE])
{
	(void)w;
	snprintf(out, DATELINE_SIZE, "%d", day / 10000);
}

static void year_path(int day, char out[LINK_URL_SIZE])
{
	snprintf(out, LINK_URL_SIZE, "/d/%04d", day / 10000);
}

static void month_path(int day, char out[LINK_URL_SIZE])
{
	snprintf(out, LINK_URL_SIZE, "/d/%04d/%02d", day / 10000, day / 100 % 100);
}

static void day_path(int day, char out[LINK_URL_SIZE])
{
	snprintf(out, LINK_URL_SIZE, "/d/%04d/%02d/%02d", day / 10000, day / 100 % 100, day % 100);
}

/* How a period of each unit is named and linked. */
static const struct {
	void (*name)(const struct words *w, int day, char out[DATELINE_SIZE]);
	void (*path)(int day, char out[LINK_URL_SIZE]);
	int days; /* what its number is a multiple of, in the number of a day */
} units[] = {
	[PERIOD_YEARS] = { year_name, year_path, 10000 },
	[PERIOD_MONTHS] = { dateline_month, month_path, 100 },
	[PERIOD_DAYS] = { dateline_day, day_path, 1 },
};

/* A link being made to a period. */
struct period_link {
	char url[LINK_URL_SIZE], text[DATELINE_SIZE];
};

/* Links to a day's editions, the page and the file, with their prices. */
enum { EDITIONS = 2, EDITION_TEXT_SIZE = 512 };
struct edition_links {
	char page[LINK_URL_SIZE], file[LINK_URL_SIZE];
	char page_text[EDITION_TEXT_SIZE], file_text[EDITION_TEXT_SIZE];
};

static void price_link(
    const struct page_context *c, enum word word, const char *price, char out[EDITION_TEXT_SIZE])
{
	snprintf(out, EDITION_TEXT_SIZE, price[0] != '\0' ? "%s (%s)" : "%s",
	    words_get(c->words, word), price);
}

static enum status link_editions(
    const struct page_context *c, int day, struct edition_links *l, struct paged_way out[EDITIONS])
{
	char date[CLOCK_DAY_SIZE], price[LINK_PRICE_SIZE];
	struct edition_cost cost;
	enum status st = edition_day_cost(c, day, &cost);

	clock_day_text(day, date);
	snprintf(l->page, sizeof l->page, "/e/%s", date);
	snprintf(l->file, sizeof l->file, "/e/%s.gpub", date);
	edition_page_price(c, &cost, price);
	price_link(c, WORD_EDITION_DAY, price, l->page_text);
	edition_file_price(c, &cost, price);
	price_link(c, WORD_EDITION_FILE, price, l->file_text);
	out[0] = (struct paged_way){ l->page, l->page_text };
	out[1] = (struct paged_way){ l->file, l->file_text };
	return st;
}

static struct paged_way link_period(
    const struct page_context *c, enum period_unit unit, int day, struct period_link *l)
{
	units[unit].path(day, l->url);
	units[unit].name(c->words, day, l->text);
	return (struct paged_way){ l->url, l->text };
}

/* Of the periods beside `day`, among those that share the next larger one: the nearest. */
static enum status nearest_within(
    const struct page_context *c, enum period_unit unit, int within, int day, bool later, int *out)
{
	struct periods list = { 0 };
	enum status st = periods_get(c->archive, unit, within, &list);

	*out = 0;
	for (size_t i = 0; i < list.n; i++) {
		int one = list.items[i].day;

		if (later ? one > day : one < day && *out == 0)
			*out = one;
	}
	periods_clear(&list);
	return st;
}

/* The period with articles that comes next, or before; 0 if there is none. */
static enum status nearest(
    const struct page_context *c, enum period_unit unit, int day, bool later, int *out)
{
	enum status st = nearest_within(c, unit, unit == PERIOD_YEARS ? 0 : day, day, later, out);
	int above, from;

	if (st != ST_OK || *out != 0 || unit == PERIOD_YEARS)
		return st;
	above = day / units[unit - 1].days * units[unit - 1].days;
	if ((st = nearest(c, unit - 1, above, later, &above)) != ST_OK || above == 0)
		return st;
	from = later ? above : above + units[unit - 1].days;
	return nearest_within(c, unit, above, from, later, out);
}

/* The ways from a period to those beside it and above it. */
enum { WAYS_MAX = 3 };
struct ways {
	struct paged_way items[WAYS_MAX + EDITIONS]; /* these: of a day alone */
	size_t n;
	struct period_link links[WAYS_MAX];
	struct edition_links editions;
};

static enum status find_ways(
    const struct page_context *c, enum period_unit unit, int day, struct ways *out)
{
	enum status st = ST_OK;
	int beside;

	out->n = 0;
	for (int later = 1; later >= 0 && st == ST_OK; later--) {
		st = nearest(c, unit, day, later, &beside);
		if (beside != 0) {
			out->items[out->n] = link_period(c, unit, beside, &out->links[out->n]);
			out->n++;
		}
	}
	if (unit == PERIOD_YEARS)
		out->items[out->n] = (struct paged_way){ "/d", words_get(c->words, WORD_BY_DATE) };
	else
		out->items[out->n] = link_period(c, unit - 1, day, &out->links[out->n]);
	out->n++;
	return st;
}

/* `heading` and the periods within `day`; 0, all there is, may be empty. */
static enum status put_periods(const struct page_context *c, enum period_unit unit, int day,
    const char *heading, struct doc *d)
{
	struct periods list = { 0 };
	struct period_link l;
	char count[LINK_COUNT_SIZE];
	enum status st = periods_get(c->archive, unit, day, &list);

	if (st == ST_OK && list.n == 0 && day != 0)
		st = ST_NOTFOUND;
	if (st != ST_OK)
		goto done;
	doc_heading(d, 1, heading);
	for (size_t i = 0; i < list.n; i++) {
		link_period(c, unit, list.items[i].day, &l);
		link_count(c, PLURAL_ARTICLES, list.items[i].articles, count);
		doc_link(d, l.url, l.text, count);
	}
done:
	periods_clear(&list);
	return st;
}

/* The undated are the last of all articles. */
static void put_undated(
    const struct page_context *c, const struct archive_counts *counts, struct doc *d)
{
	unsigned long long page =
	    (unsigned long long)(counts->articles - counts->undated) / c->per_page + 1;
	char url[LINK_URL_SIZE], count[LINK_COUNT_SIZE];

	if (counts->undated == 0)
		return;
	link_count(c, PLURAL_ARTICLES, (unsigned)counts->undated, count);
	snprintf(url, sizeof url, page > 1 ? "/new/%llu" : "/new", page);
	doc_link(d, url, words_get(c->words, WORD_UNDATED), count);
}

enum status page_years(const struct page_context *c, const struct page_args *a, struct page *out)
{
	struct archive_counts counts;
	struct doc *d = &out->doc;
	enum status st;

	(void)a;
	page_begin(c, out);
	if ((st = archive_counts(c->archive, &counts)) != ST_OK)
		goto done;
	st = put_periods(c, PERIOD_YEARS, 0, words_get(c->words, WORD_BY_DATE), d);
	if (counts.articles == 0)
		doc_text(d, words_get(c->words, WORD_NO_ARTICLES));
	put_undated(c, &counts, d);
	doc_blank(d);
	link_word(d, c, "/", WORD_HOME);
done:
	return page_end(out, st);
}

/* The page of a year or a month, with the periods of unit + 1 within. */
static enum status put_period(
    const struct page_context *c, enum period_unit unit, int day, struct page *out)
{
	char heading[DATELINE_SIZE];
	struct doc *d = &out->doc;
	struct ways ways;
	enum status st;

	page_begin(c, out);
	units[unit].name(c->words, day, heading);
	if ((st = put_periods(c, unit + 1, day, heading, d)) != ST_OK ||
	    (st = find_ways(c, unit, day, &ways)) != ST_OK)
		goto done;
	doc_blank(d);
	for (size_t i = 0; i < ways.n; i++)
		doc_link(d, ways.items[i].url, ways.items[i].text, NULL);
	link_word(d, c, "/", WORD_HOME);
done:
	return page_end(out, st);
}

enum status page_months(const struct page_context *c, const struct page_args *a, struct page *out)
{
	return put_period(c, PERIOD_YEARS, a->year * 10000, out);
}

enum status page_days(const struct page_context *c, const struct page_args *a, struct page *out)
{
	return put_period(c, PERIOD_MONTHS, a->year * 10000 + a->month * 100, out);
}

enum status page_day(const struct page_context *c, const struct page_args *a, struct page *out)
{
	int day = page_args_day(a);
	struct ways ways;
	struct period_link own;
	struct paged p = { .which = { .from = day, .to = day },
		.path = own.url,
		.heading = own.text,
		.ways = ways.items };
	enum status st = ST_NOTFOUND;

	page_begin(c, out);
	if (clock_day_valid(day) && (st = find_ways(c, PERIOD_DAYS, day, &ways)) == ST_OK) {
		link_period(c, PERIOD_DAYS, day, &own);
		p.nways = ways.n + EDITIONS;
		st = link_editions(c, day, &ways.editions, ways.items + ways.n);
		if (st == ST_OK)
			st = paged_put(c, &p, a->number, out);
	}
	return page_end(out, st);
}
