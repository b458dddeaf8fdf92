/*
 * A document of any bytes: every start has its end, what is told is UTF-8 and in bounds, lines
 * never go back, and where the bytes are dealt in smaller pieces the same is told.
 */
#include "base/utf8.h"
#include "import/xml.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct outcome {
	size_t depth, elements;
	unsigned long last, lines;
	struct buf told;
};

static void see_name(struct outcome *o, const struct xml_name *name)
{
	assert(name->local[0] != '\0' && utf8_valid(name->local, strlen(name->local)));
	assert(utf8_valid(name->uri, strlen(name->uri)));
	buf_printf(&o->told, "%s|%s", name->uri, name->local);
}

static enum status start(void *ctx, const struct xml_name *name,
    const struct xml_attribute *attributes, size_t n, unsigned long line)
{
	struct outcome *o = ctx;

	assert(++o->depth <= XML_DEPTH_MAX && n <= XML_ATTRIBUTES_MAX);
	assert(line >= o->last && line <= o->lines);
	o->last = line;
	o->elements++;
	buf_putc(&o->told, '<');
	see_name(o, name);
	for (size_t i = 0; i < n; i++) {
		see_name(o, &attributes[i].name);
		assert(utf8_valid(attributes[i].value, strlen(attributes[i].value)));
		buf_puts(&o->told, attributes[i].value);
	}
	return ST_OK;
}

static enum status end(void *ctx, const struct xml_name *name)
{
	struct outcome *o = ctx;

	assert(o->depth-- > 0);
	buf_putc(&o->told, '>');
	see_name(o, name);
	return ST_OK;
}

static enum status text(void *ctx, const char *s, size_t len)
{
	struct outcome *o = ctx;

	assert(o->depth > 0 && utf8_valid(s, len) && memchr(s, '\0', len) == NULL);
	buf_add(&o->told, s, len);
	return ST_OK;
}

/* A source that gives as few bytes as it may: one. */
static ssize_t read_one(void *ctx, void *bytes, size_t n)
{
	struct input_memory *m = ctx;

	return input_from_memory(m).read(m, bytes, n > 0);
}

static enum status read_once(
    const uint8_t *data, size_t size, bool piecemeal, struct outcome *out, struct xml_fault *fault)
{
	struct input_memory memory = { .bytes = (const char *)data, .len = size };
	struct input_source source = input_from_memory(&memory);
	const struct xml_events events = { start, end, text, out };
	struct input in;
	struct error e;
	enum status st;

	if (piecemeal)
		source.read = read_one;
	buf_init(&out->told, 1 << 26);
	out->lines = 1;
	for (size_t i = 0; i < size; i++)
		out->lines += data[i] == '\n';
	assert(input_open(&in, "a", "a", 0, source, &e) == ST_OK);
	st = xml_read(&in, &events, fault, &e);
	assert(st == ST_OK && out->depth == 0);
	assert(fault->line <= out->lines && (fault->line == 0) == (fault->reason[0] == '\0'));
	assert(!fault->cut || fault->lost);
	assert(strpbrk(fault->reason, "\r\n") == NULL);
	input_close(&in);
	return st;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct outcome one = { 0 }, two = { 0 };
	struct xml_fault first, second;

	assert(read_once(data, size, false, &one, &first) ==
	    read_once(data, size, true, &two, &second));
	assert(first.line == second.line && one.elements == two.elements);
	assert(one.told.len == two.told.len);
	assert(memcmp(buf_str(&one.told), buf_str(&two.told), one.told.len) == 0);
	buf_clear(&one.told);
	buf_clear(&two.told);
	return 0;
}
