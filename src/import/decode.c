#include "import/decode.h"

#include "base/utf8.h"
#include "import/declared.h"
#include "import/foreign.h"
#include "text/charset.h"

#include <string.h>

enum {
	HIGH_SURROGATE = 0xd800,
	LOW_SURROGATE = 0xdc00,
	SURROGATE_END = 0xe000,
	SURROGATE_BASE = 0x10000,
	UNICODE_MAX = 0x10ffff,
	UTF8_CHAR_MAX = 4,
	PATTERN_MAX = 512, /* bytes in which the zeros of UTF-16 and UTF-32 are looked for */
	PATTERN_MIN = 8,
	MEGABYTE = 1024 * 1024,
};

static const char replacement[] = "\xef\xbf\xbd";

/* The longer first: UTF-32's begins with UTF-16's. */
static const struct {
	const char *bytes;
	size_t len;
	enum encoding encoding;
} boms[] = {
	{ "\xff\xfe\0\0", 4, ENCODING_UTF32LE },
	{ "\0\0\xfe\xff", 4, ENCODING_UTF32BE },
	{ "\xef\xbb\xbf", 3, ENCODING_UTF8 },
	{ "\xff\xfe", 2, ENCODING_UTF16LE },
	{ "\xfe\xff", 2, ENCODING_UTF16BE },
};

/* Where in each unit zeros must stand (1), must not (0), or mostly stand (2) if it holds text. */
static const struct {
	const char *zeros;
	size_t unit;
	enum encoding encoding;
} patterns[] = {
	{ "\0\2\1\1", 4, ENCODING_UTF32LE },
	{ "\1\1\2\0", 4, ENCODING_UTF32BE },
	{ "\0\2", 2, ENCODING_UTF16LE },
	{ "\2\0", 2, ENCODING_UTF16BE },
};

static bool fits_pattern(const char *s, size_t len, const char *zeros, size_t unit)
{
	size_t units = (len < PATTERN_MAX ? len : PATTERN_MAX) / unit, mostly = 0;

	if (len < PATTERN_MIN)
		return false;
	for (size_t i = 0; i < units * unit; i++) {
		bool zero = s[i] == '\0';

		if (zeros[i % unit] == 2)
			mostly += zero;
		else if (zero != (zeros[i % unit] == 1))
			return false;
	}
	return mostly * 2 > units;
}

/* How much of the bytes is UTF-8; a last character that the end cuts is not looked at. */
struct tally {
	size_t wide;      /* characters of more than one byte */
	size_t malformed; /* bytes */
};

/* Bytes at the end of s that begin a character whose rest is not there. */
static size_t cut_tail(const char *s, size_t len)
{
	for (size_t n = 1; n < UTF8_CHAR_MAX && n <= len; n++) {
		unsigned char c = (unsigned char)s[len - n];
		size_t whole = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;

		if (c >= 0xc2 && c <= 0xf4)
			return n < whole ? n : 0;
		if (c < 0x80 || c >= 0xc0)
			return 0;
	}
	return 0;
}

static struct tally tally_of(const char *s, size_t len)
{
	struct tally t = { 0 };
	uint32_t cp;

	for (size_t i = 0, n; i < len; i += n) {
		if ((signed char)s[i] >= 0) {
			n = 1;
			continue;
		}
		n = utf8_next(s + i, len - i, &cp);
		t.wide += n > 1;
		t.malformed += n == 1 && cp == UTF8_REPLACEMENT;
	}
	return t;
}

static struct decode_guess guess_text(const char *bytes, size_t len)
{
	struct decode_guess utf8 = { .encoding = ENCODING_UTF8 };
	const char *declared = declared_of(bytes, len);
	struct tally t;

	if (declared != NULL && strcmp(declared, DECLARED_UTF8) == 0)
		return utf8;
	if (len == INPUT_HEAD_MAX)
		len -= cut_tail(bytes, len);
	t = tally_of(bytes, len);
	if (t.malformed == 0 && t.wide > 0)
		return utf8;
	if (declared != NULL && strcmp(declared, DECLARED_1252) != 0 &&
	    !declared_is_refused(declared) && foreign_known(declared))
		return (struct decode_guess){ .encoding = ENCODING_CHARSET,
			.charset = declared,
			.open = t.malformed == 0 && strcmp(declared, DECLARED_JIS) != 0 };
	/* ASCII alone, so far, is both: what follows will tell. */
	if (t.malformed == 0 || t.wide > t.malformed)
		return utf8;
	return (struct decode_guess){ .encoding = ENCODING_1252 };
}

struct decode_guess decode_guess(const char *bytes, size_t len)
{
	for (size_t i = 0; i < sizeof boms / sizeof *boms; i++)
		if (len >= boms[i].len && memcmp(bytes, boms[i].bytes, boms[i].len) == 0)
			return (struct decode_guess){ .encoding = boms[i].encoding,
				.bom = boms[i].len };
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
		if (fits_pattern(bytes, len, patterns[i].zeros, patterns[i].unit))
			return (struct decode_guess){ .encoding = patterns[i].encoding };
	return guess_text(bytes, len);
}

static void put_char(struct buf *out, uint32_t cp)
{
	char bytes[UTF8_CHAR_MAX];

	if (cp > UNICODE_MAX || (cp >= HIGH_SURROGATE && cp < SURROGATE_END))
		cp = UTF8_REPLACEMENT;
	buf_add(out, bytes, utf8_put(bytes, cp));
}

/* ---- each takes what it can of s and returns how many bytes: all, but for a cut character ---- */

static size_t put_utf8(struct buf *out, const char *s, size_t len)
{
	size_t whole = len - cut_tail(s, len), from = 0, n;
	uint32_t cp;

	if (utf8_valid(s, whole)) {
		buf_add(out, s, whole);
		return whole;
	}
	for (size_t i = 0; i < whole; i += n) {
		n = utf8_next(s + i, whole - i, &cp);
		if (n > 1 || cp != UTF8_REPLACEMENT)
			continue;
		buf_add(out, s + from, i - from);
		charset_from_1252(out, s + i, 1);
		from = i + 1;
	}
	buf_add(out, s + from, whole - from);
	return whole;
}

static uint32_t utf16_at(bool big, const char *bytes)
{
	const unsigned char *s = (const unsigned char *)bytes;

	return big ? (uint32_t)(s[0] << 8 | s[1]) : (uint32_t)(s[1] << 8 | s[0]);
}

static size_t put_utf16(struct buf *out, bool big, const char *s, size_t len)
{
	size_t i = 0;

	for (; i + 2 <= len; i += 2) {
		uint32_t first = utf16_at(big, s + i), second;

		if (first < HIGH_SURROGATE || first >= LOW_SURROGATE) {
			put_char(out, first);
			continue;
		}
		if (i + 4 > len)
			break;
		second = utf16_at(big, s + i + 2);
		if (second >= LOW_SURROGATE && second < SURROGATE_END) {
			first = SURROGATE_BASE + ((first - HIGH_SURROGATE) << 10) +
			    (second - LOW_SURROGATE);
			i += 2;
		}
		put_char(out, first);
	}
	return i;
}

static size_t put_utf32(struct buf *out, bool big, const char *s, size_t len)
{
	size_t i = 0;

	for (; i + 4 <= len; i += 4) {
		uint32_t one = utf16_at(big, s + i), two = utf16_at(big, s + i + 2);

		put_char(out, big ? one << 16 | two : two << 16 | one);
	}
	return i;
}

/* The first bytes that are more than ASCII tell whether a declaration holds, as in the head. */
static void settle(struct decode_guess *guess, const char *s, size_t len)
{
	struct tally t = tally_of(s, len - cut_tail(s, len));

	if (t.malformed == 0 && t.wide == 0)
		return;
	guess->open = false;
	if (t.malformed == 0)
		guess->encoding = ENCODING_UTF8;
}

static size_t convert(struct decoder *d, const char *s, size_t len, struct buf *out)
{
	if (d->guess.open)
		settle(&d->guess, s, len);
	if (d->guess.open)
		return put_utf8(out, s, len); /* ASCII, and what may be cut of a character */
	switch (d->guess.encoding) {
	case ENCODING_UTF8:
		return put_utf8(out, s, len);
	case ENCODING_1252:
		charset_from_1252(out, s, len);
		break;
	case ENCODING_UTF16LE:
	case ENCODING_UTF16BE:
		return put_utf16(out, d->guess.encoding == ENCODING_UTF16BE, s, len);
	case ENCODING_UTF32LE:
	case ENCODING_UTF32BE:
		return put_utf32(out, d->guess.encoding == ENCODING_UTF32BE, s, len);
	case ENCODING_CHARSET:
		return foreign_put(out, d->guess.charset, &d->shift, s, len);
	}
	return len;
}

/* How many bytes a NUL character has. */
static size_t unit_of(enum encoding encoding)
{
	switch (encoding) {
	case ENCODING_UTF16LE:
	case ENCODING_UTF16BE:
		return 2;
	case ENCODING_UTF32LE:
	case ENCODING_UTF32BE:
		return 4;
	default:
		return 1;
	}
}

size_t decode_nuls(const char *bytes, size_t len)
{
	static const char nul[UTF8_CHAR_MAX];
	size_t unit, n = 0;

	if (len == 0 || memchr(bytes, '\0', len) == NULL)
		return 0;
	unit = unit_of(decode_guess(bytes, len).encoding);
	for (size_t i = 0; i + unit <= len; i += unit)
		n += memcmp(bytes + i, nul, unit) == 0;
	return n;
}

/* No format has a use for NUL, and most end at it. */
static void drop_nuls(struct buf *out, size_t from)
{
	char *to, *s;

	if (out->len == from || (to = memchr(out->data + from, '\0', out->len - from)) == NULL)
		return;
	for (s = to; s < out->data + out->len; s++)
		if (*s != '\0')
			*to++ = *s;
	buf_truncate(out, (size_t)(to - out->data));
}

static size_t put_bytes(struct decoder *d, const char *s, size_t len, struct buf *out)
{
	size_t from = out->len, used = convert(d, s, len, out);

	drop_nuls(out, from);
	return used;
}

void decoder_init(struct decoder *d, struct input *in)
{
	size_t len;
	const char *head = input_head(in, &len);

	*d = (struct decoder){ .in = in, .guess = decode_guess(head, len) };
	d->skip = d->guess.bom;
}

/* The end came within a character. */
static void put_rest(struct decoder *d, struct buf *out)
{
	if (d->guess.encoding == ENCODING_UTF8)
		charset_from_1252(out, d->pending, d->npending);
	else if (d->guess.open)
		decode_charset(out, d->guess.charset, d->pending, d->npending);
	else
		buf_add(out, replacement, sizeof replacement - 1);
	d->npending = 0;
}

/* A piece; a whole one where it has to tell what the rest is in, however the bytes are dealt. */
static enum status read_piece(struct decoder *d, char *piece, size_t *n, struct error *e)
{
	enum status st = input_read(d->in, piece, DECODE_PIECE, n, e);
	size_t more = *n;

	while (st == ST_OK && d->guess.open && more > 0 && *n < DECODE_PIECE) {
		st = input_read(d->in, piece + *n, DECODE_PIECE - *n, &more, e);
		*n += more;
	}
	return st;
}

enum status decoder_next(struct decoder *d, struct buf *out, bool *more, struct error *e)
{
	char piece[DECODE_PENDING + DECODE_PIECE];
	size_t n, skip, held = d->npending, used;
	enum status st;

	*more = false;
	memcpy(piece, d->pending, held);
	if ((st = read_piece(d, piece + held, &n, e)) != ST_OK || (n == 0 && held == 0))
		return st;
	*more = true;
	skip = d->skip < n ? d->skip : n;
	d->skip -= skip;
	if (n == 0) {
		put_rest(d, out);
	} else {
		n += held - skip;
		used = put_bytes(d, piece + skip, n, out);
		d->npending = n - used;
		memcpy(d->pending, piece + skip + used, d->npending);
	}
	if ((st = buf_status(out)) != ST_OK)
		return error_set(e, st, "%s", status_text(st));
	return ST_OK;
}

enum status decode_head(const struct input *in, struct buf *out)
{
	struct decoder d = { 0 };
	size_t len;
	const char *head = input_head(in, &len);

	d.guess = decode_guess(head, len);
	put_bytes(&d, head + d.guess.bom, len - d.guess.bom, out);
	return buf_status(out);
}

const char *decode_refused(const struct input *in)
{
	size_t len;
	const char *head = input_head(in, &len), *declared = declared_of(head, len);

	if (declared == NULL ||
	    !(declared_is_refused(declared) ||
		(strcmp(declared, DECLARED_JIS) == 0 && !foreign_known(declared))))
		return NULL;
	return tally_of(head, len - cut_tail(head, len)).wide == 0 ? declared : NULL;
}

enum status decode_field(struct buf *out, const char *s, size_t len)
{
	if (!utf8_valid(s, len))
		return charset_from_1252(out, s, len);
	buf_add(out, s, len);
	return buf_status(out);
}

enum status decode_charset(struct buf *out, const char *charset, const char *s, size_t len)
{
	struct foreign_shift none = { .n = 0 };
	size_t used;

	if (!foreign_known(charset))
		return ST_INVALID;
	used = foreign_put(out, charset, &none, s, len);
	if (used < len)
		buf_add(out, replacement, sizeof replacement - 1);
	return buf_status(out);
}

static enum status clean_tabs(struct buf *out, const struct buf *raw, enum decode_tabs tabs)
{
	struct buf clean = BUF(out->max);
	enum status st;

	switch (tabs) {
	case DECODE_TAB_SPACE:
		return utf8_clean(out, buf_str(raw), raw->len);
	case DECODE_TAB_KEPT:
		return utf8_clean_tabs(out, buf_str(raw), raw->len);
	case DECODE_TAB_STOPS:
		break;
	}
	if ((st = utf8_clean_tabs(&clean, buf_str(raw), raw->len)) == ST_OK)
		st = utf8_expand_tabs(out, buf_str(&clean), clean.len);
	buf_clear(&clean);
	return st;
}

enum status decode_all(
    struct input *in, size_t max, enum decode_tabs tabs, struct buf *out, struct error *e)
{
	struct buf raw = BUF(max);
	struct decoder d;
	enum status st;
	bool more;

	decoder_init(&d, in);
	do
		st = decoder_next(&d, &raw, &more, e);
	while (st == ST_OK && more);
	if (st == ST_TOOBIG)
		error_set(e, st, "more than %zu %s: too long for one article",
		    max < MEGABYTE ? max / 1024 : max / MEGABYTE, max < MEGABYTE ? "kB" : "MB");
	else if (st == ST_OK && (st = clean_tabs(out, &raw, tabs)) != ST_OK)
		error_set(e, st, "%s", status_text(st));
	buf_clear(&raw);
	return st;
}
