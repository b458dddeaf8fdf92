#include "base/utf8.h"
#include "import/markdown.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum status take(void *ctx, struct article *a, unsigned long line)
{
	(void)ctx;
	assert(line > 0 && a->key != NULL && a->title != NULL);
	assert(a->body != NULL && utf8_valid(a->body, strlen(a->body)));
	assert(utf8_valid(a->title, strlen(a->title)));
	assert(memchr(a->lang, '\0', sizeof a->lang) != NULL);
	return ST_OK;
}

static void reject(void *ctx, unsigned long line, const char *reason)
{
	(void)ctx;
	assert(line == 0 && reason[0] != '\0' && strpbrk(reason, "\r\n") == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "2023-06-14-a.md", "a/b.html" };
	static struct import_options options;
	static struct zone *zone;
	struct sink sink = { .article = take, .reject = reject };
	struct error e;

	if (zone == NULL)
		assert(zone_open("UTC", &zone, NULL) == ST_OK);
	options.zone = zone;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct input_memory memory = { .bytes = (const char *)data, .len = size };
		struct input in;

		assert(input_open(&in, names[i], names[i], 0, input_from_memory(&memory), &e) ==
		    ST_OK);
		assert(markdown_import(&in, &options, &sink) == ST_OK);
		input_close(&in);
	}
	return 0;
}
