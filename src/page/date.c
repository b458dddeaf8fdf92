#include "page/dateline.h"
#include "page/paged.h"

#include <stdio.h>

/* A page of periods: what is above it, and how each period is named and linked. */
struct level {
	enum period_unit unit;
	const char *heading;
	const char *up, *up_text; /* the page above it, or NULL: only the front page is */
	void (*name)(const struct words *w, int day, char out[DATELINE_SIZE]);
	void (*path)(int day, char out[LINK_URL_SIZE]);
};

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

/* `day`: the period whose smaller ones are shown; 0, all there is, may be empty. */
static enum status put_level(
    const struct page_context *c, const struct level *level, int day, struct page *out)
{
	struct periods list = { 0 };
	struct doc *d = &out->doc;
	char name[DATELINE_SIZE], url[LINK_URL_SIZE], count[LINK_COUNT_SIZE];
	enum status st;

	page_begin(c, out);
	if ((st = periods_get(c->archive, level->unit, day, &list)) != ST_OK)
		goto done;
	if (list.n == 0 && day != 0) {
		st = ST_NOTFOUND;
		goto done;
	}
	doc_heading(d, 1, level->heading);
	if (list.n == 0)
		doc_text(d, words_get(c->words, WORD_NO_ARTICLES));
	for (size_t i = 0; i < list.n; i++) {
		level->name(c->words, list.items[i].day, name);
		level->path(list.items[i].day, url);
		link_count(c, PLURAL_ARTICLES, list.items[i].articles, count);
		doc_link(d, url, name, count);
	}
	doc_blank(d);
	if (level->up != NULL)
		doc_link(d, level->up, level->up_text, NULL);
	link_word(d, c, "/", WORD_HOME);
done:
	periods_clear(&list);
	return page_end(out, st);
}

enum status page_years(const struct page_context *c, const struct page_args *a, struct page *out)
{
	struct level level = { .unit = PERIOD_YEARS,
		.heading = words_get(c->words, WORD_BY_DATE),
		.name = year_name,
		.path = year_path };

	(void)a;
	return put_level(c, &level, 0, out);
}

enum status page_months(const struct page_context *c, const struct page_args *a, struct page *out)
{
	int day = a->year * 10000;
	char heading[DATELINE_SIZE];
	struct level level = { .unit = PERIOD_MONTHS,
		.heading = heading,
		.up = "/d",
		.up_text = words_get(c->words, WORD_BY_DATE),
		.name = dateline_month,
		.path = month_path };

	year_name(c->words, day, heading);
	return put_level(c, &level, day, out);
}

enum status page_days(const struct page_context *c, const struct page_args *a, struct page *out)
{
	int day = a->year * 10000 + a->month * 100;
	char heading[DATELINE_SIZE], up[LINK_URL_SIZE], up_text[DATELINE_SIZE];
	struct level level = { .unit = PERIOD_DAYS,
		.heading = heading,
		.up = up,
		.up_text = up_text,
		.name = dateline_day,
		.path = day_path };

	dateline_month(c->words, day, heading);
	year_path(day, up);
	year_name(c->words, day, up_text);
	return put_level(c, &level, day, out);
}

enum status page_day(const struct page_context *c, const struct page_args *a, struct page *out)
{
	int day = a->year * 10000 + a->month * 100 + a->day;
	char path[LINK_URL_SIZE], heading[DATELINE_SIZE], up[LINK_URL_SIZE], up_text[DATELINE_SIZE];
	struct paged p = { .which = { .from = day, .to = day },
		.path = path,
		.heading = heading,
		.up = up,
		.up_text = up_text };
	enum status st = ST_NOTFOUND;

	page_begin(c, out);
	if (clock_day_valid(day)) {
		day_path(day, path);
		dateline_day(c->words, day, heading);
		month_path(day, up);
		dateline_month(c->words, day, up_text);
		st = paged_put(c, &p, a->number, out);
	}
	return page_end(out, st);
}
