#include "import/decode.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "import/declared.h"
#include "tests/import/helpers.h"

#include <errno.h>

struct told {
	const char *bytes;
	size_t len, bom;
	enum encoding expected;
	const char *charset;
};

static void expect_told(const struct told *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct decode_guess g = decode_guess(cases[i].bytes, cases[i].len);

		cr_expect_eq(g.encoding, cases[i].expected, "%zu: %d", i, (int)g.encoding);
		cr_expect_eq(g.bom, cases[i].bom, "%zu: %zu", i, g.bom);
		cr_expect_str_eq(g.charset != NULL ? g.charset : "",
		    cases[i].charset != NULL ? cases[i].charset : "", "%zu: %s", i, g.charset);
	}
}

#define BYTES(s)           s, sizeof(s) - 1
#define EXPECT_TOLD(cases) expect_told(cases, sizeof(cases) / sizeof *(cases))

Test(decode, an_encoding_is_told_by_bom_then_utf_8_then_windows_1252)
{
	static const struct told cases[] = {
		{ BYTES("\xef\xbb\xbf\xff"), 3, ENCODING_UTF8, NULL },
		{ BYTES("\xff\xfe"
			"a\0"),
		    2, ENCODING_UTF16LE, NULL },
		{ BYTES("\xfe\xff\0a"), 2, ENCODING_UTF16BE, NULL },
		{ BYTES("\xff\xfe\0\0a\0\0\0"), 4, ENCODING_UTF32LE, NULL },
		{ BYTES("\0\0\xfe\xff\0\0\0a"), 4, ENCODING_UTF32BE, NULL },
		{ BYTES("abc"), 0, ENCODING_UTF8, NULL },
		{ BYTES("\xc3\xa9"), 0, ENCODING_UTF8, NULL },
		{ BYTES("\xe9t\xe9"), 0, ENCODING_1252, NULL },
		{ BYTES("ab\xc3"), 0, ENCODING_1252, NULL },
		{ BYTES("\xc0\xaf"), 0, ENCODING_1252, NULL },
		{ BYTES("\xc3\xa9t\xc3\xa9 en \xe9t\xc3\xa9"), 0, ENCODING_UTF8, NULL },
		{ BYTES(""), 0, ENCODING_UTF8, NULL },
	};

	EXPECT_TOLD(cases);
}

Test(decode, utf_16_and_32_without_bom_are_told_by_their_zeros)
{
	static const struct told cases[] = {
		{ BYTES("<\0?\0x\0m\0l\0"), 0, ENCODING_UTF16LE, NULL },
		{ BYTES("\0<\0?\0x\0m\0l"), 0, ENCODING_UTF16BE, NULL },
		{ BYTES("<\0\0\0?\0\0\0x\0\0\0"), 0, ENCODING_UTF32LE, NULL },
		{ BYTES("\0\0\0<\0\0\0?\0\0\0x"), 0, ENCODING_UTF32BE, NULL },
		{ BYTES("L\0e\0 \0k\x02l\0\x19 a\0n\0"), 0, ENCODING_UTF16LE, NULL },
		{ BYTES("PK\x03\x04\x14\0\0\0\0\0"), 0, ENCODING_UTF8, NULL },
		{ BYTES("a\0b\0"), 0, ENCODING_UTF8, NULL },
	};

	EXPECT_TOLD(cases);
}

#define XML(label) "<?xml version='1.0' encoding='" label "'?>\n"

Test(decode, a_declaration_counts_unless_the_bytes_are_utf_8)
{
	static const struct told cases[] = {
		{ BYTES(XML("windows-1251") "<a>\xef\xf0</a>"), 0, ENCODING_CHARSET, "CP1251" },
		{ BYTES(XML("windows-1251") "<a>abc</a>"), 0, ENCODING_CHARSET, "CP1251" },
		{ BYTES(XML("windows-1251") "<a>\xc3\xa9</a>"), 0, ENCODING_UTF8, NULL },
		{ BYTES(XML("gb2312") "<a>\xc3\xa9</a>"), 0, ENCODING_UTF8, NULL },
		{ BYTES(XML("ISO-8859-1") "<a>\xe9</a>"), 0, ENCODING_1252, NULL },
		{ BYTES(XML("ISO-8859-1") "<a>\xc3\xa9</a>"), 0, ENCODING_UTF8, NULL },
		{ BYTES(XML("us-ascii") "<a>\x93</a>"), 0, ENCODING_1252, NULL },
		{ BYTES(XML("utf-8") "<a>\xe9</a>"), 0, ENCODING_UTF8, NULL },
		{ BYTES(XML("utf-16") "<a>\xe9</a>"), 0, ENCODING_1252, NULL },
		{ BYTES(XML("martian-7") "<a>\xe9</a>"), 0, ENCODING_1252, NULL },
		{ BYTES("  \n<!DOCTYPE html><META CharSet = koi8-r><p>\xc1"), 0, ENCODING_CHARSET,
		    "KOI8-R" },
		{ BYTES("<html><meta http-equiv=Content-Type "
			"content='text/html; charset=Shift_JIS'>\x83"),
		    0, ENCODING_CHARSET, "CP932" },
		{ BYTES("<?xml version='1.0'?><html><head><meta charset='euc-kr'/>\xc7"), 0,
		    ENCODING_CHARSET, "CP949" },
		{ BYTES("<html><!-- <meta charset=big5> --><p>\xe9"), 0, ENCODING_1252, NULL },
		{ BYTES("<html><metadata charset=big5><p>\xe9"), 0, ENCODING_1252, NULL },
		{ BYTES("<meta name=charset content=x><meta charset=big5>\xe9"), 0,
		    ENCODING_CHARSET, "BIG5-HKSCS" },
		{ BYTES("<rss><![CDATA[<meta charset=big5>\xe9]]></rss>"), 0, ENCODING_1252, NULL },
		{ BYTES("<!DOCTYPE rss [<!ENTITY a '>'>]><rss><![CDATA[<meta charset=big5>\xe9]]>"),
		    0, ENCODING_1252, NULL },
		{ BYTES("un <meta charset=big5>\xe9"), 0, ENCODING_1252, NULL },
		{ BYTES(XML("iso-2022-jp") "\x1b$B$\"\x1b(B"), 0, ENCODING_CHARSET, "ISO-2022-JP" },
		{ BYTES(XML("iso-2022-jp") "\xc3\xa9"), 0, ENCODING_UTF8, NULL },
		{ BYTES(XML("utf-7") "abc"), 0, ENCODING_UTF8, NULL },
	};

	EXPECT_TOLD(cases);
}

Test(decode, labels_are_known_whatever_their_marks)
{
	static const char *const labels[][2] = { { "UTF8", "UTF-8" }, { "latin-1", "CP1252" },
		{ "ISO_8859-15:", "ISO-8859-15" }, { "x-mac-roman", "MACINTOSH" },
		{ "KS_C_5601-1987", "CP949" }, { "gbk", "GB18030" }, { "ISO-8859-9", "CP1254" } };
	static const char *const unknown[] = { "", "---", "utf-16", "utf", "8859", "utf-8 latin1",
		"an-impossibly-long-label-that-goes-on-and-on" };

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		cr_expect_str_eq(declared_charset(labels[i][0], strlen(labels[i][0])), labels[i][1],
		    "%s", labels[i][0]);
	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
		cr_expect_null(declared_charset(unknown[i], strlen(unknown[i])), "%s", unknown[i]);
}

Test(decode, a_character_cut_by_the_end_of_the_head_is_no_fault)
{
	static char head[INPUT_HEAD_MAX];

	memset(head, 'a', sizeof head);
	head[sizeof head - 1] = '\xc3';
	cr_expect_eq(decode_guess(head, sizeof head).encoding, ENCODING_UTF8);
	head[100] = '\xe9';
	cr_expect_eq(decode_guess(head, sizeof head).encoding, ENCODING_1252);
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

Test(decode, each_encoding_says_the_same)
{
	static const struct {
		const char *bytes;
		size_t len;
		const char *expected;
	} cases[] = {
		{ BYTES("\xff\xfe\0\0\x42\0\0\0\xe9\0\0\0\0\xf6\x01\0"), "Bé😀" },
		{ BYTES("\0\0\xfe\xff\0\0\0\x42\0\0\0\xe9\0\x11\0\0"), "Bé\xef\xbf\xbd" },
		{ BYTES(XML("windows-1251") "\xc1\xe0\xea"), XML("windows-1251") "Бак" },
		{ BYTES(XML("koi8-r") "\xe2\xc1\xcb"), XML("koi8-r") "Бак" },
		{ BYTES(XML("gb2312") "\xd0\xc2\xce\xc5"), XML("gb2312") "新闻" },
		{ BYTES(XML("shift_jis") "\x93\x8c\x8b\x9e"), XML("shift_jis") "東京" },
		{ BYTES(XML("euc-kr") "\xbc\xad\xbf\xef"), XML("euc-kr") "서울" },
		{ BYTES(XML("big5") "\xa5\x78\xa5\x5f"), XML("big5") "台北" },
		{ BYTES(XML("iso-8859-15") "10 \xa4, c\xbdur"), XML("iso-8859-15") "10 €, cœur" },
		{ BYTES(XML("macintosh") "\x8et\x8e"), XML("macintosh") "été" },
		{ BYTES(XML("iso-8859-1") "l\x92\xe9t\xe9 \x80"), XML("iso-8859-1") "l’été €" },
		{ BYTES(XML("euc-kr") "\xbc\xad\xff\xbf\xef\xbc"),
		    XML("euc-kr") "서\xef\xbf\xbd울\xef\xbf\xbd" },
		{ BYTES(XML("utf-8") "l\x92\xe9t\xe9, \xc3\xa9t\xc3\xa9"),
		    XML("utf-8") "l’été, été" },
		{ BYTES("\xef\xbb\xbf\xe9t\xc3\xa9"), "été" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_stream(cases[i].bytes, cases[i].len, cases[i].expected);
}

Test(decode, what_was_ascii_for_long_and_is_not_utf_8_further_on_is_windows_1252)
{
	static char bytes[INPUT_HEAD_MAX + 16], expected[INPUT_HEAD_MAX + 32];

	memset(bytes, 'a', INPUT_HEAD_MAX);
	memcpy(bytes + INPUT_HEAD_MAX, "\xe9t\xe9 \xc3\xa9", 6);
	memset(expected, 'a', INPUT_HEAD_MAX);
	strcpy(expected + INPUT_HEAD_MAX, "été é");
	expect_stream(bytes, INPUT_HEAD_MAX + 6, expected);
}

/* A declaration that lies, behind more ASCII than the head. */
Test(decode, what_was_ascii_for_long_and_is_utf_8_further_on_is_that_whatever_it_declares)
{
	static const char *const declared[] = { XML("windows-1250"), XML("gb2312") };
	static const struct {
		const char *bytes[2], *meant[2];
	} cases[] = {
		{ { "été, l’œuvre", "été, l’œuvre" }, { "été, l’œuvre", "été, l’œuvre" } },
		{ { "\xe9t\xe9\xe8 ", "\xb0\xa1\xb0\xa1" }, { "étéč ", "啊啊" } },
	};

	for (size_t i = 0; i < 4; i++) {
		struct buf bytes = BUF(1 << 20), expected = BUF(1 << 20);

		buf_puts(&bytes, declared[i % 2]);
		while (bytes.len < INPUT_HEAD_MAX + DECODE_PIECE + DECODE_PIECE / 2)
			buf_puts(&bytes, "Le bac. ");
		buf_add(&expected, bytes.data, bytes.len);
		buf_puts(&bytes, cases[i / 2].bytes[i % 2]);
		buf_puts(&expected, cases[i / 2].meant[i % 2]);
		expect_stream(bytes.data, bytes.len, buf_str(&expected));
		buf_clear(&bytes);
		buf_clear(&expected);
	}
	/* A byte at the end that could begin a character of UTF-8. */
	expect_stream(BYTES(XML("windows-1250") "abc \xe8"), XML("windows-1250") "abc č");
}

/* However the pieces fall, a character is never cut. */
Test(decode, characters_of_every_width_survive_the_ends_of_pieces)
{
	static const char *const declared[] = { "", XML("gb18030"), XML("utf-8") };
	static const char *const chars[] = { "\xf0\x9f\x98\x80", "\x94\x39\xfc\x36",
		"\xe2\x82\xac" };
	static const char *const meant[] = { "😀", "😀", "€" };

	for (size_t i = 0; i < sizeof chars / sizeof *chars; i++) {
		struct buf bytes = BUF(1 << 20), expected = BUF(1 << 20);

		buf_puts(&bytes, declared[i]);
		buf_puts(&expected, declared[i]);
		for (int k = 0; k < 2 * DECODE_PIECE; k++) {
			/* An "a" now and then shifts what follows. */
			buf_printf(&bytes, "%s%s", k % 1000 == 0 ? "a" : "", chars[i]);
			buf_printf(&expected, "%s%s", k % 1000 == 0 ? "a" : "", meant[i]);
		}
		expect_stream(bytes.data, bytes.len, expected.data);
		buf_clear(&bytes);
		buf_clear(&expected);
	}
}

Test(decode, nul_is_dropped_in_every_encoding_and_can_be_counted)
{
	static const struct {
		const char *bytes;
		size_t len;
		const char *expected;
		size_t nuls;
	} cases[] = {
		{ BYTES("un \0b\0ac\0"), "un bac", 3 },
		{ BYTES("\xe9t\0\xe9"), "été", 1 },
		{ BYTES("\0\xc3\xa9t\xc3\xa9"), "été", 1 },
		{ BYTES(XML("koi8-r") "\xc1\0\xc1"), XML("koi8-r") "аа", 1 },
		{ BYTES("\xff\xfe"
			"a\0\0\0\0\1"),
		    "aĀ", 1 },
		{ BYTES("\0\0\xfe\xff\0\0\0a\0\0\0\0"), "a", 1 },
		{ BYTES("un bac"), "un bac", 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t n = decode_nuls(cases[i].bytes, cases[i].len);

		cr_expect_eq(n, cases[i].nuls, "%zu: %zu", i, n);
		expect_stream(cases[i].bytes, cases[i].len, cases[i].expected);
	}
}

/* What a byte means depends on an escape that may stand many pieces before. */
Test(decode, escapes_hold_from_one_piece_to_the_next)
{
	/* So many letters before shift where the pieces end within an escape and a character. */
	for (int shift = 0; shift < 8; shift++) {
		struct buf bytes = BUF(1 << 20), expected = BUF(1 << 20);

		buf_puts(&bytes, XML("iso-2022-jp"));
		buf_puts(&expected, XML("iso-2022-jp"));
		for (int i = 0; i < shift; i++) {
			buf_putc(&bytes, 'a');
			buf_putc(&expected, 'a');
		}
		buf_puts(&bytes, "\x1b$B");
		for (int i = 0; i < 2 * DECODE_PIECE; i++) {
			buf_puts(&bytes, "$\"");
			buf_puts(&expected, "あ");
		}
		for (int i = 0; i < DECODE_PIECE; i++) {
			buf_puts(&bytes, "\x1b(Bb\x1b$B$$");
			buf_puts(&expected, "bい");
		}
		buf_puts(&bytes, "\x1b(B fin\n");
		buf_puts(&expected, " fin\n");
		cr_assert_eq(buf_status(&bytes), ST_OK);
		expect_stream(bytes.data, bytes.len, buf_str(&expected));
		buf_clear(&bytes);
		buf_clear(&expected);
	}
}

Test(decode, the_whole_is_in_nfc_and_has_a_limit)
{
	struct input_memory memory = { .bytes = BYTES("e\xcc\x81te\xcc\x81\r\n") };
	struct buf out = BUF(1 << 20);
	struct input in;
	struct error e;

	cr_assert_eq(input_open(&in, "a", "a", 0, input_from_memory(&memory), &e), ST_OK);
	cr_expect_eq(decode_all(&in, 100, DECODE_TAB_SPACE, &out, &e), ST_OK);
	cr_expect_str_eq(buf_str(&out), "été\n");
	input_close(&in);
	memory = (struct input_memory){ .bytes = "0123456789", .len = 10 };
	buf_reset(&out);
	cr_assert_eq(input_open(&in, "a", "a", 0, input_from_memory(&memory), &e), ST_OK);
	cr_expect_eq(decode_all(&in, 9, DECODE_TAB_SPACE, &out, &e), ST_TOOBIG);
	input_close(&in);
	buf_clear(&out);
}

Test(decode, a_tab_is_what_the_reader_asks_for)
{
	static const struct {
		enum decode_tabs tabs;
		const char *expected;
	} cases[] = { { DECODE_TAB_SPACE, "a b\n é\n" }, { DECODE_TAB_KEPT, "a\tb\n\té\n" },
		{ DECODE_TAB_STOPS, "a   b\n    é\n" } };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct input_memory memory = { .bytes = BYTES("a\tb\r\n\te\xcc\x81\n") };
		struct buf out = BUF(1 << 20);
		struct input in;
		struct error e;

		cr_assert_eq(input_open(&in, "a", "a", 0, input_from_memory(&memory), &e), ST_OK);
		cr_expect_eq(decode_all(&in, 100, cases[i].tabs, &out, &e), ST_OK);
		cr_expect_str_eq(buf_str(&out), cases[i].expected, "%s", buf_str(&out));
		input_close(&in);
		buf_clear(&out);
	}
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
