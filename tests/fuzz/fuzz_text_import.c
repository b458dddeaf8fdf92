/*
 * A text of any bytes is one article or one reject with a reason; the article is clean, within the
 * limits, its paragraphs are no markup, and reading it again gives the same.
 */
#include "base/utf8.h"
#include "import/text.h"
#include "text/gemtext.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NEAR = 1687000000 };

struct outcome {
	size_t articles, rejects;
	char *body;
	size_t entries;
};

static void check_body(const char *body)
{
	struct doc d;

	assert(utf8_valid(body, strlen(body)));
	doc_init(&d);
	assert(gemtext_read(body, strlen(body), &d) == ST_OK);
	for (size_t i = 0; i < d.n; i++)
		assert(d.lines[i].type == LINE_TEXT || d.lines[i].type == LINE_ITEM);
	doc_clear(&d);
}

static enum status take(void *ctx, struct article *a, unsigned long line)
{
	struct outcome *o = ctx;

	o->articles++;
	assert(line > 0);
	assert(a->title != NULL && a->title[0] != '\0' && strchr(a->title, '\n') == NULL);
	assert(utf8_valid(a->title, strlen(a->title)));
	assert(a->byline == NULL || a->byline[0] != '\0');
	assert(a->published.precision == PRECISION_NONE || clock_day_valid(a->published.day));
	check_body(a->body);
	for (enum list_kind k = 0; k < LIST_COUNT; k++) {
		assert(a->lists[k].n <= IMPORT_LIST_MAX);
		for (size_t i = 0; i < a->lists[k].n; i++)
			assert(a->lists[k].items[i].title[0] != '\0');
		o->entries += a->lists[k].n;
	}
	o->body = strdup(a->body);
	return ST_OK;
}

static void reject(void *ctx, unsigned long line, const char *reason)
{
	struct outcome *o = ctx;

	(void)line;
	o->rejects++;
	assert(reason[0] != '\0' && strchr(reason, '\n') == NULL);
}

static void read_once(
    const uint8_t *data, size_t size, const struct import_options *options, struct outcome *out)
{
	struct input_memory memory = { .bytes = (const char *)data, .len = size };
	struct sink sink = { .article = take, .reject = reject, .ctx = out };
	struct input in;
	struct error e;

	assert(input_open(&in, "a", "a", NEAR, input_from_memory(&memory), &e) == ST_OK);
	assert(text_read(&in, options, &sink) == ST_OK);
	assert(out->articles + out->rejects == 1);
	input_close(&in);
}

/* The languages of the capsule, found from the top of the source tree. */
static void load(struct import_options *o, struct zone **zone)
{
	static const char *const codes[] = { "fr", "en" };
	const char *root = getenv("DEPECHE_SOURCE");
	struct words *w;
	char path[4096];

	assert(zone_open("UTC", zone, NULL) == ST_OK);
	o->zone = *zone;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		snprintf(path, sizeof path, "%s/capsule/lang/%s.ini", root != NULL ? root : ".",
		    codes[i]);
		if (words_load(path, &w, NULL) == ST_OK)
			o->words[o->nwords++] = w;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct import_options options;
	static struct zone *zone;
	struct outcome one = { 0 }, two = { 0 };

	if (zone == NULL)
		load(&options, &zone);
	read_once(data, size, &options, &one);
	read_once(data, size, &options, &two);
	assert(one.articles == two.articles && one.entries == two.entries);
	assert(one.articles == 0 || strcmp(one.body, two.body) == 0);
	free(one.body);
	free(two.body);
	return 0;
}
