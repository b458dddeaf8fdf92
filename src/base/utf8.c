#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

enum {
	TAB = '\t',
	DEL = 0x7f,
	ZERO_WIDTH_NO_BREAK = 0xfeff,
	NEXT_LINE = 0x85,
	NO_BREAK = 0xa0,
	FIGURE_SPACE = 0x2007,
	LINE_SEPARATOR = 0x2028,
	PARAGRAPH_SEPARATOR = 0x2029,
	NARROW_NO_BREAK = 0x202f,
	FIRST_COMBINING = 0x300, /* below it every character is a starter and its own NFC */
};

struct range {
	uint32_t first, last;
};

/* Not shown, beside the noncharacters at the end of each plane. */
static const struct range hidden[] = {
	{ 0, 0x1f },          /* C0 */
	{ DEL, 0x9f },        /* DEL and C1 */
	{ 0x61c, 0x61c },     /* Arabic letter mark: a bidirectional control */
	{ 0x2028, 0x2029 },   /* line and paragraph separators */
	{ 0x202a, 0x202e },   /* bidirectional embeddings and overrides */
	{ 0x2060, 0x206f },   /* invisible operators, isolates, deprecated format controls */
	{ 0xd800, 0xdfff },   /* surrogates: no characters */
	{ 0xfdd0, 0xfdef },   /* noncharacters */
	{ 0xfeff, 0xfeff },   /* BOM */
	{ 0xe0000, 0xe007f }, /* tags: text that nobody sees */
};

/* Characters of FIRST_COMBINING and above of which NFC changes none, whatever stands beside them.
 */
static const struct range composed[] = {
	{ 0x400, 0x482 },   /* Cyrillic */
	{ 0x2002, 0x20cf }, /* spaces, dashes, quotation marks, currency */
	{ 0x2190, 0x219f }, /* arrows */
	{ 0x3400, 0x9fff }, /* Han */
	{ UTF8_REPLACEMENT, UTF8_REPLACEMENT },
};

static bool in_ranges(const struct range *ranges, size_t n, uint32_t cp)
{
	for (size_t i = 0; i < n; i++)
		if (cp >= ranges[i].first && cp <= ranges[i].last)
			return true;
	return false;
}

#define IN(ranges, cp) in_ranges(ranges, sizeof(ranges) / sizeof *(ranges), cp)

bool utf8_valid(const char *s, size_t len)
{
	return len == 0 || u8_check((const uint8_t *)s, len) == NULL;
}

size_t utf8_next(const char *s, size_t len, uint32_t *cp)
{
	ucs4_t c;
	int n;

	assert(len > 0);
	if ((unsigned char)*s < 0x80) {
		*cp = (unsigned char)*s;
		return 1;
	}
	if ((n = u8_mbtoucr(&c, (const uint8_t *)s, len)) <= 0) {
		*cp = UTF8_REPLACEMENT;
		return 1;
	}
	*cp = c;
	return (size_t)n;
}

size_t utf8_put(char out[4], uint32_t cp)
{
	int n = u8_uctomb((uint8_t *)out, cp, 4);

	return n > 0 ? (size_t)n : utf8_put(out, UTF8_REPLACEMENT);
}

bool utf8_shown(uint32_t cp)
{
	if (cp >= 0x20 && cp < DEL)
		return true;
	return cp <= 0x10ffff && (cp & 0xfffe) != 0xfffe && !IN(hidden, cp);
}

/* The line ends of Unicode 5.8 but CR LF, which is two characters. */
static bool is_newline(uint32_t cp)
{
	return (cp >= '\n' && cp <= '\r') || cp == NEXT_LINE || cp == LINE_SEPARATOR ||
	    cp == PARAGRAPH_SEPARATOR;
}

static bool is_space(uint32_t cp)
{
	if (cp < 0x80)
		return cp == ' ' || (cp >= TAB && cp <= '\r');
	return uc_is_property_white_space(cp);
}

static bool is_no_break(uint32_t cp)
{
	return cp == NO_BREAK || cp == NARROW_NO_BREAK || cp == FIGURE_SPACE;
}

static void put(struct buf *out, uint32_t cp)
{
	char bytes[4];

	buf_add(out, bytes, utf8_put(bytes, cp));
}

/* Compose what stands in `out` from `start` on. */
static enum status compose(struct buf *out, size_t start)
{
	uint8_t *nfc;
	size_t n;

	if (out->failure != ST_OK || out->len == start)
		return out->failure;
	nfc = u8_normalize(UNINORM_NFC, (uint8_t *)out->data + start, out->len - start, NULL, &n);
	if (nfc == NULL)
		return ST_NOMEM;
	buf_truncate(out, start);
	buf_add(out, nfc, n);
	free(nfc);
	return out->failure;
}

/* How many bytes from s on are from `lowest` to ~, which every rule here leaves as they are. */
static size_t plain_run(const char *s, size_t len, char lowest)
{
	size_t n = 0;

	while (n < len && s[n] >= lowest && s[n] < DEL)
		n++;
	return n;
}

static enum status clean(struct buf *out, const char *s, size_t len, char tab)
{
	size_t start = out->len, n;
	bool loose = false;
	uint32_t cp;

	for (size_t i = 0; i < len; i += n) {
		if ((n = plain_run(s + i, len - i, ' ')) > 0) {
			buf_add(out, s + i, n);
			continue;
		}
		n = utf8_next(s + i, len - i, &cp);
		if (cp == '\r' && i + 1 < len && s[i + 1] == '\n')
			continue;
		if (is_newline(cp))
			buf_putc(out, '\n');
		else if (cp == TAB)
			buf_putc(out, tab);
		else if (utf8_shown(cp))
			put(out, cp);
		if (cp >= FIRST_COMBINING && !IN(composed, cp))
			loose = true;
	}
	return loose ? compose(out, start) : buf_status(out);
}

enum status utf8_clean(struct buf *out, const char *s, size_t len)
{
	return clean(out, s, len, ' ');
}

enum status utf8_clean_tabs(struct buf *out, const char *s, size_t len)
{
	return clean(out, s, len, TAB);
}

enum status utf8_expand_tabs(struct buf *out, const char *s, size_t len)
{
	size_t at = 0, n;
	uint32_t cp;

	for (size_t i = 0; i < len; i += n) {
		n = utf8_next(s + i, len - i, &cp);
		if (cp != TAB) {
			buf_add(out, s + i, n);
			at = cp == '\n' ? 0 : at + 1;
			continue;
		}
		do
			buf_putc(out, ' ');
		while (++at % UTF8_TAB_COLUMNS != 0);
	}
	return buf_status(out);
}

enum status utf8_clean_line(struct buf *out, const char *s, size_t len)
{
	size_t start = out->len, n;
	uint32_t cp, gap = 0; /* the space that is due before the next character */
	bool loose = false;

	for (size_t i = 0; i < len; i += n) {
		n = plain_run(s + i, len - i, '!');
		cp = '!';
		if (n == 0)
			n = utf8_next(s + i, len - i, &cp);
		if (is_space(cp)) {
			gap = gap == 0 && is_no_break(cp) ? cp : ' ';
			continue;
		}
		if (!utf8_shown(cp))
			continue;
		if (gap != 0 && out->len > start)
			put(out, gap);
		gap = 0;
		if (cp == UTF8_REPLACEMENT)
			put(out, cp);
		else
			buf_add(out, s + i, n);
		if (cp >= FIRST_COMBINING && !IN(composed, cp))
			loose = true;
	}
	return loose ? compose(out, start) : buf_status(out);
}

unsigned utf8_words(const char *s, size_t len)
{
	unsigned words = 0;
	bool within = false;
	size_t n;
	uint32_t cp;

	for (size_t i = 0; i < len; i += n) {
		if ((n = plain_run(s + i, len - i, '!')) == 0) {
			n = utf8_next(s + i, len - i, &cp);
			if (is_space(cp)) {
				within = false;
				continue;
			}
		}
		words += !within;
		within = true;
	}
	return words;
}
