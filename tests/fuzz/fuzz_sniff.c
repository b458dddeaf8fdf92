/*
 * Any bytes under any name (the first line) are of a format that reads them, or there is a reason
 * in one line that there is none; the same, however the bytes are dealt.
 */
#include "base/mime.h"
#include "import/xml_root.h"
#include "tests/fuzz/readers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct format *sniff(struct input_source source, const char *name, struct mime *mime,
    const struct import_options *options)
{
	const struct format *format;
	struct error e, why = { "" };
	struct input in;

	assert(input_open(&in, name, name, 0, source, &e) == ST_OK);
	format = format_of(&in, mime, options, &why);
	input_close(&in);
	if (format != NULL) {
		assert(format->read != NULL && format->what[0] != '\0');
		assert(format->name == NULL || format_named(format->name) != NULL);
	} else {
		assert(why.text[0] != '\0' && utf8_valid(why.text, strlen(why.text)));
		assert(strpbrk(why.text, "\r\n\x1b") == NULL);
	}
	return format;
}

static void check_root(const char *s, const char *end)
{
	const char *root = xml_root(s, end), *name;
	size_t n = xml_root_name(root, end, &name);

	assert(root >= s && root <= end && n <= XML_ROOT_NAME_MAX);
	assert(n == 0 || (name == root + 1 && n < (size_t)(end - name)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct import_options options;
	static struct mime *mime;
	const char *bytes = (const char *)data, *eol = size > 0 ? memchr(bytes, '\n', size) : NULL;
	size_t named = eol != NULL ? (size_t)(eol - bytes) : 0, from = eol != NULL ? named + 1 : 0;
	struct input_memory memory = { .bytes = bytes + from, .len = size - from }, again = memory;
	struct input_source one = input_from_memory(&again);
	const struct format *format;
	char name[256];

	reader_prepare(&options);
	assert(mime != NULL || mime_open(&mime, NULL) == ST_OK);
	snprintf(name, sizeof name, "%.*s", (int)(named < sizeof name ? named : 0), bytes);
	one.read = reader_one;
	check_root(bytes + from, bytes + size);
	format = sniff(input_from_memory(&memory), name, mime, &options);
	assert(sniff(one, name, mime, &options) == format);
	return 0;
}
