/* tests/fuzz/readers.h -- a reader of import/ on any bytes: what must hold of whatever it gives */
#ifndef TESTS_FUZZ_READERS_H
#define TESTS_FUZZ_READERS_H

#include "base/utf8.h"
#include "import/format.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
	enum status (*read)(
	    struct input *in, const struct import_options *options, const struct sink *sink);
	void (*article)(const struct article *a); /* what it promises besides, or NULL */
	bool in_order; /* it tells of things in the order of their lines */
	struct import_options options;
};

/* What it gave, so that two readings can be compared. */
struct reading {
	const struct reader *reader;
	size_t articles, rejects, skips, sites, entries, bytes;
	unsigned long lines, last; /* in the input; of what came last */
};

static inline void reader_line(struct reading *r, unsigned long line)
{
	assert(line <= r->lines);
	if (line == 0)
		return;
	assert(!r->reader->in_order || line >= r->last);
	r->last = line;
}

static inline size_t reader_text(const char *s)
{
	assert(s == NULL || utf8_valid(s, strlen(s)));
	return s != NULL ? strlen(s) : 0;
}

static inline void reader_list(struct reading *r, const struct entries *list)
{
	for (size_t i = 0; i < list->n; i++) {
		assert(list->items[i].title[0] != '\0');
		r->bytes += reader_text(list->items[i].title) + reader_text(list->items[i].teaser);
	}
	r->entries += list->n;
}

static inline enum status reader_take(void *ctx, struct article *a, unsigned long line)
{
	struct reading *r = ctx;

	r->articles++;
	assert(line > 0);
	reader_line(r, line);
	assert(a->title != NULL && a->body != NULL && a->key != NULL && a->key[0] != '\0');
	r->bytes += reader_text(a->title) + reader_text(a->body) + reader_text(a->key) +
	    reader_text(a->summary) + reader_text(a->byline) + reader_text(a->url);
	for (size_t i = 0; i < a->themes.n; i++)
		r->bytes += reader_text(a->themes.items[i].name);
	for (enum list_kind k = 0; k < LIST_COUNT; k++)
		reader_list(r, &a->lists[k]);
	assert(memchr(a->lang, '\0', sizeof a->lang) != NULL);
	assert(a->published.precision == PRECISION_NONE || clock_day_valid(a->published.day));
	if (r->reader->article != NULL)
		r->reader->article(a);
	return ST_OK;
}

static inline void reader_reject(void *ctx, unsigned long line, const char *reason)
{
	struct reading *r = ctx;

	r->rejects++;
	reader_line(r, line);
	assert(reason[0] != '\0' && strpbrk(reason, "\r\n") == NULL);
}

static inline void reader_skip(void *ctx, unsigned long line, const char *what)
{
	struct reading *r = ctx;

	r->skips++;
	reader_line(r, line);
	assert(what[0] != '\0');
}

static inline void reader_site(void *ctx, const char *name)
{
	struct reading *r = ctx;

	assert(r->sites++ == 0 && r->articles == 0);
	assert(name[0] != '\0');
	reader_text(name);
}

/* A source that gives as few bytes as it may: one. */
static inline ssize_t reader_one(void *ctx, void *bytes, size_t n)
{
	struct input_memory *m = ctx;

	return input_from_memory(m).read(m, bytes, n > 0);
}

/* The last bytes of Unicode's line ends (5.8), in UTF-8, UTF-16 or one byte a character: there are
 * no more lines than these and one. */
static inline bool reader_ends_line(uint8_t byte)
{
	return byte != 0 && strchr("\n\r\v\f\x28\x29\x85\xa8\xa9", byte) != NULL;
}

static inline struct reading reader_once(
    const struct reader *reader, const uint8_t *data, size_t size, bool piecemeal)
{
	struct reading r = { .reader = reader, .lines = 1 };
	struct input_memory memory = { .bytes = (const char *)data, .len = size };
	struct input_source source = input_from_memory(&memory);
	const struct sink sink = { .article = reader_take,
		.reject = reader_reject,
		.skip = reader_skip,
		.site = reader_site,
		.ctx = &r };
	struct input in;
	struct error e;

	if (piecemeal)
		source.read = reader_one;
	for (size_t i = 0; i < size; i++)
		r.lines += reader_ends_line(data[i]);
	assert(input_open(&in, "a", "a", 1687000000, source, &e) == ST_OK);
	assert(reader->read(&in, &reader->options, &sink) == ST_OK);
	input_close(&in);
	return r;
}

/* The zone and the words of the capsule's languages, found from the top of the source tree. */
static inline void reader_prepare(struct import_options *o)
{
	static const char *const codes[] = { "fr", "en" };
	static struct words *words[sizeof codes / sizeof *codes];
	static struct zone *zone;
	const char *root = getenv("DEPECHE_SOURCE");
	char path[4096];

	if (o->zone != NULL)
		return;
	assert(zone_open("UTC", &zone, NULL) == ST_OK);
	o->zone = zone;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		snprintf(path, sizeof path, "%s/capsule/lang/%s.ini", root != NULL ? root : ".",
		    codes[i]);
		if (words_load(path, &words[i], NULL) == ST_OK)
			o->words[o->nwords++] = words[i];
	}
}

/* What it gives; the same, however the bytes are dealt. */
static inline struct reading reader_check(struct reader *reader, const uint8_t *data, size_t size)
{
	struct reading one, two;

	reader_prepare(&reader->options);
	one = reader_once(reader, data, size, false);
	two = reader_once(reader, data, size, true);
	assert(one.articles == two.articles && one.rejects == two.rejects);
	assert(one.skips == two.skips && one.sites == two.sites);
	assert(one.entries == two.entries && one.bytes == two.bytes);
	return one;
}

#endif
