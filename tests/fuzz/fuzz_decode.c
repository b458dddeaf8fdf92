/*
 * Bytes of any encoding become well-formed UTF-8; the head is the beginning of the stream, and the
 * whole is the stream cleaned.
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf stream = BUF(OUT_MAX), head = BUF(OUT_MAX), clean = BUF(OUT_MAX),
		   whole = BUF(OUT_MAX);
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

	open_input(&in, &memory, data, size);
	assert(decode_all(&in, OUT_MAX, &whole, &e) == ST_OK);
	assert(utf8_clean(&clean, buf_str(&stream), stream.len) == ST_OK);
	assert(strcmp(buf_str(&clean), buf_str(&whole)) == 0);
	input_close(&in);
	buf_clear(&stream);
	buf_clear(&head);
	buf_clear(&clean);
	buf_clear(&whole);
	return 0;
}
