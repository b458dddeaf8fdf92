/* tests/import/helpers.h -- what the tests of import/ share: options, and a sink that collects */
#ifndef TESTS_IMPORT_HELPERS_H
#define TESTS_IMPORT_HELPERS_H

#include "import/format.h"
#include "tests/support.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 2026-11-24 09:00 UTC: the day that inputs of the tests were last written. */
static const int64_t helper_mtime = 1795510800;

/* Everything that a reader gave, moved out of its hands. */
struct collected {
	struct article *articles;
	unsigned long *lines; /* where each began */
	size_t n;
	size_t rejects;
	unsigned long reject_line; /* of the last one */
	char reason[ERROR_MAX];
	char site[256];   /* "": none was told */
	size_t skips;     /* parts left out */
	char skipped[64]; /* what the last one was */
};

static inline enum status helper_take(void *ctx, struct article *a, unsigned long line)
{
	struct collected *c = ctx;

	c->articles = realloc(c->articles, (c->n + 1) * sizeof *c->articles);
	c->lines = realloc(c->lines, (c->n + 1) * sizeof *c->lines);
	cr_assert(c->articles != NULL && c->lines != NULL);
	c->articles[c->n] = *a;
	c->lines[c->n++] = line;
	*a = (struct article){ 0 };
	return ST_OK;
}

static inline void helper_reject(void *ctx, unsigned long line, const char *reason)
{
	struct collected *c = ctx;

	c->rejects++;
	c->reject_line = line;
	snprintf(c->reason, sizeof c->reason, "%s", reason);
}

static inline void helper_skip(void *ctx, unsigned long line, const char *what)
{
	struct collected *c = ctx;

	(void)line;
	c->skips++;
	snprintf(c->skipped, sizeof c->skipped, "%s", what);
}

static inline void helper_site(void *ctx, const char *name)
{
	struct collected *c = ctx;

	snprintf(c->site, sizeof c->site, "%s", name);
}

static inline void helper_clear(struct collected *c)
{
	for (size_t i = 0; i < c->n; i++)
		article_clear(&c->articles[i]);
	free(c->articles);
	free(c->lines);
	*c = (struct collected){ 0 };
}

/* Options with the four languages of the capsule, in UTC. */
static inline void helper_options(struct import_options *o)
{
	static const char *const codes[] = { "fr", "en", "ln", "sw" };
	struct zone *zone;
	struct error e;

	*o = (struct import_options){ 0 };
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		struct words *words;
		char path[64];

		snprintf(path, sizeof path, "capsule/lang/%s.ini", codes[i]);
		cr_assert_eq(
		    words_load(support_source(path).text, &words, &e), ST_OK, "%s", e.text);
		o->words[o->nwords++] = words;
	}
	cr_assert_eq(zone_open("UTC", &zone, &e), ST_OK, "%s", e.text);
	o->zone = zone;
}

static inline void helper_options_clear(struct import_options *o)
{
	for (size_t i = 0; i < o->nwords; i++)
		words_free((struct words *)o->words[i]);
	zone_free((struct zone *)o->zone);
}

/* Read bytes under a key with one of the readers. */
static inline void helper_read_named(const char *key,
    enum status (*read)(struct input *, const struct import_options *, const struct sink *),
    const struct import_options *options, const char *bytes, size_t len, struct collected *out)
{
	struct input_memory memory = { .bytes = bytes, .len = len };
	struct sink sink = {
		.article = helper_take,
		.reject = helper_reject,
		.skip = helper_skip,
		.site = helper_site,
		.ctx = out,
	};
	struct input in;
	struct error e;

	*out = (struct collected){ 0 };
	cr_assert_eq(
	    input_open(&in, key, key, helper_mtime, input_from_memory(&memory), &e), ST_OK);
	cr_assert_eq(read(&in, options, &sink), ST_OK);
	input_close(&in);
}

/* The same under the key "a.txt". */
static inline void helper_read(
    enum status (*read)(struct input *, const struct import_options *, const struct sink *),
    const struct import_options *options, const char *bytes, size_t len, struct collected *out)
{
	helper_read_named("a.txt", read, options, bytes, len, out);
}

/* How many paragraphs a body has: lines that are not empty. */
static inline size_t helper_paragraphs(const char *body)
{
	size_t n = 0;

	for (const char *s = body; *s != '\0'; s += strcspn(s, "\n"), s += *s == '\n')
		n += *s != '\n';
	return n;
}

#endif
