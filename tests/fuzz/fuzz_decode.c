/*
 * Bytes of any encoding become well-formed UTF-8; the head is the beginning of the stream, and the
 * whole is the stream cleaned, with its TABs as they are asked for.
 */
#include "base/utf8.h"
#include "import/decode.h"

#include <assert.h>
#include <string.h>

enum { OUT_MAX = 16 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void open_input(struct input *in, struct input_memory *m, const uint8_t *data, size_t size)
{
	struct error e;

	*m = (struct input_memory){ .bytes = (const char *)data, .len = size };
	assert(input_open(in, "a", "a", 0, input_from_memory(m), &e) == ST_OK);
}

static enum status clean_stops(struct buf *out, const char *s, size_t len)
{
	struct buf clean = BUF(OUT_MAX);

	assert(utf8_clean_tabs(&clean, s, len) == ST_OK);
	utf8_expand_tabs(out, buf_str(&clean), clean.len);
	buf_clear(&clean);
	return buf_status(out);
}

static const struct {
	enum decode_tabs tabs;
	enum status (*clean)(struct buf *out, const char *s, size_t len);
} tabs[] = { { DECODE_TAB_SPACE, utf8_clean }, { DECODE_TAB_KEPT, utf8_clean_tabs },
	{ DECODE_TAB_STOPS, clean_stops } };

static void check_whole(const uint8_t *data, size_t size, const struct buf *stream,
    enum decode_tabs how, enum status (*make)(struct buf *out, const char *s, size_t len))
{
	struct buf clean = BUF(OUT_MAX), whole = BUF(OUT_MAX);
	struct input_memory memory;
	struct input in;
	struct error e;

	open_input(&in, &memory, data, size);
	assert(decode_all(&in, OUT_MAX, how, &whole, &e) == ST_OK);
	assert(make(&clean, buf_str(stream), stream->len) == ST_OK);
	assert(strcmp(buf_str(&clean), buf_str(&whole)) == 0);
	assert(how == DECODE_TAB_KEPT || strchr(buf_str(&whole), '\t') == NULL);
	input_close(&in);
	buf_clear(&clean);
	buf_clear(&whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf stream = BUF(OUT_MAX), head = BUF(OUT_MAX);
	struct input_memory memory;
	struct decoder d;
	struct input in;
	struct error e;
	bool more;

	open_input(&in, &memory, data, size);
	assert(decode_head(&in, &head) == ST_OK);
	decoder_init(&d, &in);
	do {
		size_t before = stream.len;

		assert(decoder_next(&d, &stream, &more, &e) == ST_OK);
		assert(more || stream.len == before);
		assert(d.npending < sizeof d.pending);
	} while (more);
	assert(utf8_valid(buf_str(&stream), stream.len));
	assert(head.len <= stream.len && memcmp(buf_str(&stream), buf_str(&head), head.len) == 0);
	input_close(&in);

	for (size_t i = 0; i < sizeof tabs / sizeof *tabs; i++)
		check_whole(data, size, &stream, tabs[i].tabs, tabs[i].clean);
	buf_clear(&stream);
	buf_clear(&head);
	return 0;
}
