#include "import/decode.h"

#include "base/utf8.h"
#include "text/charset.h"

#include <string.h>

enum {
	HIGH_SURROGATE = 0xd800,
	LOW_SURROGATE = 0xdc00,
	SURROGATE_END = 0xe000,
	SURROGATE_BASE = 0x10000,
	UTF8_CHAR_MAX = 4,
};

static const struct {
	const char *bytes;
	size_t len;
	enum encoding encoding;
} boms[] = {
	{ "\xef\xbb\xbf", 3, ENCODING_UTF8 },
	{ "\xff\xfe", 2, ENCODING_UTF16LE },
	{ "\xfe\xff", 2, ENCODING_UTF16BE },
};

/* Is it strict UTF-8, but for a last character that the end may have cut? */
static bool likely_utf8(const char *s, size_t len)
{
	size_t cut = len;

	if (utf8_valid(s, len))
		return true;
	while (cut > 0 && len - cut < UTF8_CHAR_MAX - 1) {
		unsigned char c = (unsigned char)s[--cut];

		if (c >= 0xc2 && c <= 0xf4)
			return len == INPUT_HEAD_MAX && utf8_valid(s, cut);
		if (c < 0x80 || c >= 0xc0)
			break;
	}
	return false;
}

enum encoding decode_guess(const char *bytes, size_t len, size_t *bom)
{
	for (size_t i = 0; i < sizeof boms / sizeof *boms; i++) {
		if (len >= boms[i].len && memcmp(bytes, boms[i].bytes, boms[i].len) == 0) {
			*bom = boms[i].len;
			return boms[i].encoding;
		}
	}
	*bom = 0;
	return likely_utf8(bytes, len) ? ENCODING_LIKELY : ENCODING_1252;
}

void decoder_init(struct decoder *d, struct input *in)
{
	size_t len;
	const char *head = input_head(in, &len);

	*d = (struct decoder){ .in = in };
	d->encoding = decode_guess(head, len, &d->skip);
}

static uint32_t unit_at(const struct decoder *d, const unsigned char *s)
{
	return d->encoding == ENCODING_UTF16LE ? (uint32_t)(s[0] | s[1] << 8)
					       : (uint32_t)(s[0] << 8 | s[1]);
}

/* One byte more of UTF-16; a character is written once it is whole. */
static void put_utf16(struct decoder *d, unsigned char byte, struct buf *out)
{
	uint32_t first, second;
	char bytes[UTF8_CHAR_MAX];

	d->pending[d->npending++] = byte;
	if (d->npending % 2 != 0)
		return;
	first = unit_at(d, d->pending);
	if (first >= HIGH_SURROGATE && first < LOW_SURROGATE) {
		if (d->npending < 4)
			return;
		second = unit_at(d, d->pending + 2);
		if (second >= LOW_SURROGATE && second < SURROGATE_END) {
			first = SURROGATE_BASE + ((first - HIGH_SURROGATE) << 10) +
			    (second - LOW_SURROGATE);
			buf_add(out, bytes, utf8_put(bytes, first));
			d->npending = 0;
			return;
		}
		/* A high surrogate alone: replaced, and its follower read on its own. */
		buf_add(out, bytes, utf8_put(bytes, UTF8_REPLACEMENT));
		memmove(d->pending, d->pending + 2, 2);
		d->npending = 2;
		first = second;
		if (first >= HIGH_SURROGATE && first < LOW_SURROGATE)
			return;
	}
	if (first >= LOW_SURROGATE && first < SURROGATE_END)
		first = UTF8_REPLACEMENT;
	buf_add(out, bytes, utf8_put(bytes, first));
	d->npending = 0;
}

static enum status put_bytes(struct decoder *d, const char *s, size_t len, struct buf *out)
{
	switch (d->encoding) {
	case ENCODING_UTF8:
	case ENCODING_LIKELY:
		buf_add(out, s, len);
		break;
	case ENCODING_1252:
		return charset_from_1252(out, s, len);
	case ENCODING_UTF16LE:
	case ENCODING_UTF16BE:
		for (size_t i = 0; i < len; i++)
			put_utf16(d, (unsigned char)s[i], out);
		break;
	}
	return buf_status(out);
}

enum status decoder_next(struct decoder *d, struct buf *out, bool *more, struct error *e)
{
	char piece[DECODE_PIECE];
	enum status st;
	size_t n, skip;

	*more = false;
	if ((st = input_read(d->in, piece, sizeof piece, &n, e)) != ST_OK || n == 0)
		return st;
	skip = d->skip < n ? d->skip : n;
	d->skip -= skip;
	*more = true;
	if ((st = put_bytes(d, piece + skip, n - skip, out)) != ST_OK)
		return error_set(e, st, "%s", status_text(st));
	return ST_OK;
}

enum status decode_head(const struct input *in, struct buf *out)
{
	struct decoder d = { 0 };
	size_t len, bom;
	const char *head = input_head(in, &len);

	d.encoding = decode_guess(head, len, &bom);
	return put_bytes(&d, head + bom, len - bom, out);
}

enum status decode_field(struct buf *out, const char *s, size_t len)
{
	if (!utf8_valid(s, len))
		return charset_from_1252(out, s, len);
	buf_add(out, s, len);
	return buf_status(out);
}

enum status decode_all(struct input *in, size_t max, struct buf *out, struct error *e)
{
	struct buf raw = BUF(max), wide = BUF(3 * max);
	struct decoder d;
	enum status st;
	bool more;

	decoder_init(&d, in);
	do
		st = decoder_next(&d, &raw, &more, e);
	while (st == ST_OK && more);
	if (st == ST_TOOBIG)
		error_set(e, st, "more than %zu MB: too long for one article", max / (1024 * 1024));
	if (st != ST_OK)
		goto done;
	if (d.encoding == ENCODING_LIKELY && !utf8_valid(buf_str(&raw), raw.len)) {
		charset_from_1252(&wide, raw.data, raw.len);
		st = utf8_clean(out, buf_str(&wide), wide.len);
	} else {
		st = utf8_clean(out, buf_str(&raw), raw.len);
	}
	if (st != ST_OK)
		error_set(e, st, "%s", status_text(st));
done:
	buf_clear(&raw);
	buf_clear(&wide);
	return st;
}
