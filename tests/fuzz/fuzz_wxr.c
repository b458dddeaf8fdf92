/*
 * A WordPress export of any bytes: every article has a title, a clean text and a key, everything
 * else a reason; where it is dealt in smaller pieces the same comes out.
 */
#include "base/utf8.h"
#include "import/wxr.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NEAR = 1687000000 };

struct outcome {
	size_t articles, rejects, skips, sites, bytes;
};

static enum status take(void *ctx, struct article *a, unsigned long line)
{
	struct outcome *o = ctx;

	o->articles++;
	assert(o->sites <= 1);
	assert(line > 0);
	assert(a->title != NULL && utf8_valid(a->title, strlen(a->title)));
	assert(a->body != NULL && utf8_valid(a->body, strlen(a->body)));
	assert(a->key != NULL && a->key[0] != '\0');
	assert(memchr(a->lang, '\0', sizeof a->lang) != NULL);
	assert(a->published.precision == PRECISION_NONE || clock_day_valid(a->published.day));
	o->bytes += strlen(a->title) + strlen(a->body) + strlen(a->key);
	return ST_OK;
}

static void reject(void *ctx, unsigned long line, const char *reason)
{
	struct outcome *o = ctx;

	(void)line;
	o->rejects++;
	assert(reason[0] != '\0' && strpbrk(reason, "\r\n") == NULL);
}

static void skip(void *ctx, unsigned long line, const char *what)
{
	struct outcome *o = ctx;

	assert(line > 0);
	o->skips++;
	assert(what[0] != '\0');
}

static void site(void *ctx, const char *name)
{
	struct outcome *o = ctx;

	o->sites++;
	assert(name[0] != '\0' && utf8_valid(name, strlen(name)));
}

/* A source that gives as few bytes as it may: one. */
static ssize_t read_one(void *ctx, void *bytes, size_t n)
{
	struct input_memory *m = ctx;

	return input_from_memory(m).read(m, bytes, n > 0);
}

static void read_once(const uint8_t *data, size_t size, const struct import_options *options,
    bool piecemeal, struct outcome *out)
{
	struct input_memory memory = { .bytes = (const char *)data, .len = size };
	struct sink sink = {
		.article = take, .reject = reject, .skip = skip, .site = site, .ctx = out
	};
	struct input_source source = input_from_memory(&memory);
	struct input in;
	struct error e;

	if (piecemeal)
		source.read = read_one;
	assert(input_open(&in, "a", "a", NEAR, source, &e) == ST_OK);
	assert(wxr_read(&in, options, &sink) == ST_OK);
	input_close(&in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct import_options options = { .pages = true };
	static struct zone *zone;
	struct outcome one = { 0 }, two = { 0 };

	if (zone == NULL)
		assert(zone_open("UTC", &zone, NULL) == ST_OK);
	options.zone = zone;
	read_once(data, size, &options, false, &one);
	read_once(data, size, &options, true, &two);
	assert(one.articles == two.articles && one.rejects == two.rejects);
	assert(one.skips == two.skips && one.bytes == two.bytes);
	return 0;
}
