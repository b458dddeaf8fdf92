/*
 * Any bytes taken for an archive are unpacked within the limits: names that come out are clean
 * relative paths, reasons are one line, and archives within are read the same way.
 */
#include "base/utf8.h"
#include "import/member.h"
#include "import/unpack.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Small enough that no input takes long. */
static const struct unpack_limits limits = {
	.depth = 3, .ratio = 20, .grace = 1 << 20, .total = 4 << 20, .members = 200, .held = 1 << 20
};

static void reject(void *ctx, unsigned long line, const char *reason)
{
	(void)ctx;
	(void)line;
	assert(reason[0] != '\0' && strchr(reason, '\n') == NULL);
}

static void check_name(const char *name)
{
	assert(name[0] != '\0' && name[0] != '/' && strlen(name) <= MEMBER_NAME_MAX);
	assert(utf8_valid(name, strlen(name)) && strpbrk(name, "\\\n\x1b") == NULL);
	for (const char *s = name; s != NULL; s = (s = strchr(s, '/')) != NULL ? s + 1 : NULL)
		assert(*s != '\0' && *s != '.' && *s != '/');
}

static enum status member(void *ctx, const char *name, int64_t mtime, struct input_source source)
{
	struct input *outer = ctx, in;
	struct sink sink = { .reject = reject, .skip = reject, .member = member, .ctx = &in };
	struct format_head head = { .mime = "" };
	char bytes[4096];
	struct error e;
	size_t n = 1;

	if (name != NULL)
		check_name(name);
	if (input_open(&in, "a", "a", mtime, source, &e) != ST_OK)
		return ST_OK;
	in.within = outer;
	head.bytes = input_head(&in, &head.len);
	if (unpack_looks(&head))
		assert(unpack_within(&in, &limits, &sink) == ST_OK);
	while (n > 0 && input_read(&in, bytes, sizeof bytes, &n, &e) == ST_OK)
		;
	input_close(&in);
	return ST_OK;
}

/* As a file, where archives can be sought in, or as a pipe. */
static void unpack(const uint8_t *data, size_t size, bool file)
{
	struct input_memory memory = { .bytes = (const char *)data, .len = size };
	struct input_source source = input_from_memory(&memory);
	struct input in;
	struct sink sink = { .reject = reject, .skip = reject, .member = member, .ctx = &in };
	struct error e;

	if (!file)
		source.seek = NULL;
	assert(input_open(&in, "a", "a", 0, source, &e) == ST_OK);
	assert(unpack_within(&in, &limits, &sink) == ST_OK);
	input_close(&in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unpack(data, size, true);
	unpack(data, size, false);
	return 0;
}
