#include "import/decode.h"

#include "base/buf.h"
#include "tests/import/helpers.h"

#include <errno.h>

Test(decode, an_encoding_is_told_by_bom_then_utf_8_then_windows_1252)
{
	static const struct {
		const char *bytes;
		size_t len, bom;
		enum encoding expected;
	} cases[] = {
		{ "\xef\xbb\xbf\xff", 4, 3, ENCODING_UTF8 },
		{ "\xff\xfe"
		  "a\0",
		    4, 2, ENCODING_UTF16LE },
		{ "\xfe\xff\0a", 4, 2, ENCODING_UTF16BE },
		{ "abc", 3, 0, ENCODING_LIKELY },
		{ "\xc3\xa9", 2, 0, ENCODING_LIKELY },
		{ "\xe9t\xe9", 3, 0, ENCODING_1252 },
		{ "ab\xc3", 3, 0, ENCODING_1252 },
		{ "\xc0\xaf", 2, 0, ENCODING_1252 },
		{ "", 0, 0, ENCODING_LIKELY },
	};
	size_t bom;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_expect_eq(
		    decode_guess(cases[i].bytes, cases[i].len, &bom), cases[i].expected, "%zu", i);
		cr_expect_eq(bom, cases[i].bom, "%zu: %zu", i, bom);
	}
}

Test(decode, a_character_cut_by_the_end_of_the_head_is_no_fault)
{
	static char head[INPUT_HEAD_MAX];
	size_t bom;

	memset(head, 'a', sizeof head);
	head[sizeof head - 1] = '\xc3';
	cr_expect_eq(decode_guess(head, sizeof head, &bom), ENCODING_LIKELY);
	head[100] = '\xe9';
	cr_expect_eq(decode_guess(head, sizeof head, &bom), ENCODING_1252);
}

static void expect_stream(const char *bytes, size_t len, const char *expected)
{
	struct input_memory memory = { .bytes = bytes, .len = len };
	struct buf out = BUF(1 << 20);
	struct decoder d;
	struct input in;
	struct error e;
	bool more;

	cr_assert_eq(input_open(&in, "a", "a", 0, input_from_memory(&memory), &e), ST_OK);
	decoder_init(&d, &in);
	do
		cr_assert_eq(decoder_next(&d, &out, &more, &e), ST_OK);
	while (more);
	cr_expect_str_eq(buf_str(&out), expected, "%s", buf_str(&out));
	buf_clear(&out);
	input_close(&in);
}

Test(decode, utf_16_with_surrogates_whole_and_broken)
{
	expect_stream("\xff\xfe\x3d\xd8\x00\xde!\0", 8, "😀!");
	expect_stream("\xfe\xff\xd8\x3d\xde\x00\0!", 8, "😀!");
	expect_stream("\xff\xfe\x3d\xd8!\0", 6, "\xef\xbf\xbd!");
	expect_stream("\xff\xfe\x00\xde!\0", 6, "\xef\xbf\xbd!");
	expect_stream("\xff\xfe\x3d\xd8\x3d\xd8\x00\xde", 8, "\xef\xbf\xbd😀");
}

static ssize_t fail(void *ctx, void *bytes, size_t n)
{
	(void)ctx;
	(void)bytes;
	(void)n;
	errno = EIO;
	return -1;
}

Test(input, a_source_that_fails_leaves_the_output_zero)
{
	struct input_source source = { .read = fail };
	struct input in = { .path = "x" };
	struct error e;

	cr_expect_eq(input_open(&in, "a", "a", 0, source, &e), ST_IO);
	cr_expect_null(in.path);
	cr_expect_str_eq(e.text, "cannot be read: Input/output error");
}
