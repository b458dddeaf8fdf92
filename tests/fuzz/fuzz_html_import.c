/*
 * A page of any bytes is one article or one reject; an article has a title, a key and a body of
 * UTF-8 that reads back as gemtext.
 */
#include "base/utf8.h"
#include "import/webpage.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NEAR = 1687000000 };

struct outcome {
	size_t articles, rejects;
};

static enum status take(void *ctx, struct article *a, unsigned long line)
{
	struct outcome *o = ctx;

	o->articles++;
	assert(line == 1);
	assert(a->title != NULL && a->title[0] != '\0' && utf8_valid(a->title, strlen(a->title)));
	assert(a->body != NULL && utf8_valid(a->body, strlen(a->body)));
	assert(a->key != NULL && a->key[0] != '\0');
	assert(memchr(a->lang, '\0', sizeof a->lang) != NULL);
	assert(a->published.precision == PRECISION_NONE || clock_day_valid(a->published.day));
	for (size_t k = 0; k < LIST_COUNT; k++)
		for (size_t i = 0; i < a->lists[k].n; i++)
			assert(a->lists[k].items[i].title[0] != '\0');
	return ST_OK;
}

static void reject(void *ctx, unsigned long line, const char *reason)
{
	struct outcome *o = ctx;

	o->rejects++;
	assert(line == 0 && reason[0] != '\0');
}

static void site(void *ctx, const char *name)
{
	(void)ctx;
	assert(utf8_valid(name, strlen(name)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct import_options options;
	static struct words *words;
	static struct zone *zone;
	struct input_memory memory = { .bytes = (const char *)data, .len = size };
	struct outcome o = { 0 };
	struct sink sink = { .article = take, .reject = reject, .site = site, .ctx = &o };
	struct input in;
	struct error e;

	if (zone == NULL) {
		const char *source = getenv("DEPECHE_SOURCE");
		char path[4096];

		snprintf(
		    path, sizeof path, "%s/capsule/lang/fr.ini", source != NULL ? source : ".");
		assert(zone_open("UTC", &zone, NULL) == ST_OK);
		if (words_load(path, &words, &e) == ST_OK)
			options.words[options.nwords++] = words;
	}
	options.zone = zone;
	assert(input_open(&in, "a", "a", NEAR, input_from_memory(&memory), &e) == ST_OK);
	assert(webpage_read(&in, &options, &sink) == ST_OK);
	input_close(&in);
	assert(o.articles + o.rejects == 1);
	return 0;
}
