/* tests/fuzz/readers.h -- a reader of import/ on any bytes: what must hold of whatever it gives */
#ifndef TESTS_FUZZ_READERS_H
#define TESTS_FUZZ_READERS_H

#include "base/utf8.h"
#include "import/format.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

typedef enum status (*reader_fn)(
    struct input *in, const struct import_options *options, const struct sink *sink);

/* What a reader gave, so that two readings can be compared. */
struct reading {
	size_t articles, rejects, bytes;
	unsigned long lines; /* in the input */
};

static inline size_t reader_text(const char *s)
{
	assert(s == NULL || utf8_valid(s, strlen(s)));
	return s != NULL ? strlen(s) : 0;
}

static inline enum status reader_take(void *ctx, struct article *a, unsigned long line)
{
	struct reading *r = ctx;

	r->articles++;
	assert(line >= 1 && line <= r->lines);
	assert(a->title != NULL && a->body != NULL && a->key != NULL && a->key[0] != '\0');
	r->bytes += reader_text(a->title) + reader_text(a->body) + reader_text(a->key) +
	    reader_text(a->summary) + reader_text(a->byline) + reader_text(a->url);
	for (size_t i = 0; i < a->themes.n; i++)
		r->bytes += reader_text(a->themes.items[i].name);
	assert(memchr(a->lang, '\0', sizeof a->lang) != NULL);
	assert(a->published.precision == PRECISION_NONE || clock_day_valid(a->published.day));
	return ST_OK;
}

static inline void reader_reject(void *ctx, unsigned long line, const char *reason)
{
	struct reading *r = ctx;

	r->rejects++;
	assert(line <= r->lines);
	assert(reason[0] != '\0' && strpbrk(reason, "\r\n") == NULL);
}

static inline void reader_skip(void *ctx, unsigned long line, const char *what)
{
	(void)ctx;
	(void)line;
	assert(what[0] != '\0');
}

static inline void reader_site(void *ctx, const char *name)
{
	struct reading *r = ctx;

	assert(r->articles == 0);
	reader_text(name);
}

/* A source that gives as few bytes as it may: one. */
static inline ssize_t reader_one(void *ctx, void *bytes, size_t n)
{
	struct input_memory *m = ctx;

	return input_from_memory(m).read(m, bytes, n > 0);
}

static inline void reader_once(reader_fn read, const uint8_t *data, size_t size,
    const struct zone *zone, bool piecemeal, struct reading *out)
{
	struct input_memory memory = { .bytes = (const char *)data, .len = size };
	struct import_options options = { .zone = zone };
	struct sink sink = { .article = reader_take,
		.reject = reader_reject,
		.skip = reader_skip,
		.site = reader_site,
		.ctx = out };
	struct input_source source = input_from_memory(&memory);
	struct input in;
	struct error e;

	if (piecemeal)
		source.read = reader_one;
	*out = (struct reading){ .lines = 1 };
	for (size_t i = 0; i < size; i++)
		out->lines += data[i] == '\n' || data[i] == '\r';
	assert(input_open(&in, "a", "a", 1687000000, source, &e) == ST_OK);
	assert(read(&in, &options, &sink) == ST_OK);
	input_close(&in);
}

/* The same comes out however the bytes are dealt. */
static inline void reader_check(reader_fn read, const uint8_t *data, size_t size)
{
	static struct zone *zone;
	struct reading one, two;

	if (zone == NULL)
		assert(zone_open("UTC", &zone, NULL) == ST_OK);
	reader_once(read, data, size, zone, false, &one);
	reader_once(read, data, size, zone, true, &two);
	assert(one.articles == two.articles && one.rejects == two.rejects);
	assert(one.bytes == two.bytes);
}

#endif
