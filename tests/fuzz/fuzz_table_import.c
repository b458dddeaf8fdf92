/*
 * A table of any bytes: every article has a title, a clean text and a key, every reject a reason
 * and a line of the input; where it is dealt in smaller pieces the same comes out.
 */
#include "base/utf8.h"
#include "import/repair.h"
#include "import/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NEAR = 1687000000 };

struct outcome {
	size_t articles, rejects, bytes;
	unsigned long lines, last; /* in the input; of the last article or reject */
};

static void see_line(struct outcome *o, unsigned long line)
{
	assert(line <= o->lines);
	assert(line >= o->last || line == 0);
	o->last = line;
}

static enum status take(void *ctx, struct article *a, unsigned long line)
{
	struct outcome *o = ctx;

	o->articles++;
	see_line(o, line);
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

	o->rejects++;
	see_line(o, line);
	assert(reason[0] != '\0' && strpbrk(reason, "\r\n") == NULL);
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
	struct sink sink = { .article = take, .reject = reject, .ctx = out };
	struct input_source source = input_from_memory(&memory);
	struct input in;
	struct error e;

	if (piecemeal)
		source.read = read_one;
	out->lines = 1;
	for (size_t i = 0; i < size; i++)
		out->lines += data[i] == '\n' || data[i] == '\r';
	assert(input_open(&in, "a", "a", NEAR, source, &e) == ST_OK);
	assert(table_read(&in, options, &sink) == ST_OK);
	input_close(&in);
}

static void check_repair(const uint8_t *data, size_t size)
{
	struct buf text = BUF(1 << 26);
	size_t before;

	buf_add(&text, data, size);
	repair_newlines(&text);
	before = text.len;
	assert(before <= size);
	buf_clear(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct import_options options = { .columns = "title,body,theme,date" };
	static struct zone *zone;
	struct outcome one = { 0 }, two = { 0 };

	if (zone == NULL)
		assert(zone_open("UTC", &zone, NULL) == ST_OK);
	options.zone = zone;
	read_once(data, size, &options, false, &one);
	read_once(data, size, &options, true, &two);
	assert(one.articles == two.articles && one.rejects == two.rejects);
	assert(one.bytes == two.bytes);
	check_repair(data, size);
	return 0;
}
