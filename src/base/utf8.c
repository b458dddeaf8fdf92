#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
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
	STACK_BYTES = 256,       /* runs up to this long are folded without an allocation */
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

/* Letters that NFKD leaves whole, as they are written without the means for them. */
static const struct {
	uint32_t cp;
	char ascii[3];
} bare[] = {
	{ 0xe6, "ae" },  /* æ */
	{ 0xf0, "d" },   /* ð */
	{ 0xf8, "o" },   /* ø */
	{ 0xfe, "th" },  /* þ */
	{ 0x111, "d" },  /* đ */
	{ 0x127, "h" },  /* ħ */
	{ 0x131, "i" },  /* ı */
	{ 0x142, "l" },  /* ł */
	{ 0x14b, "ng" }, /* ŋ */
	{ 0x153, "oe" }, /* œ */
	{ 0x254, "o" },  /* ɔ, of Lingala */
	{ 0x25b, "e" },  /* ɛ, of Lingala */
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

enum status utf8_clean(struct buf *out, const char *s, size_t len)
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
			buf_putc(out, ' ');
		else if (utf8_shown(cp))
			put(out, cp);
		if (cp >= FIRST_COMBINING && !IN(composed, cp))
			loose = true;
	}
	return loose ? compose(out, start) : buf_status(out);
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

/* Marks that make another letter, not an accent: vowel signs, nukta, kana voicing, virama. */
static bool is_letter_mark(uint32_t cp)
{
	int class = uc_combining_class(cp);

	return (class == UC_CCC_NR && !uc_is_general_category(cp, UC_ENCLOSING_MARK)) ||
	    (class >= UC_CCC_NK && class <= UC_CCC_VR);
}

struct folder {
	struct buf *out;
	size_t start;
	bool gap; /* something else than letters stood here */
};

static void fold_add(struct folder *f, const char *s, size_t n)
{
	if (f->gap && f->out->len > f->start)
		buf_putc(f->out, ' ');
	f->gap = false;
	buf_add(f->out, s, n);
}

/* One character of what NFKD and case folding gave. */
static void fold_char(struct folder *f, uint32_t cp)
{
	char bytes[4];

	for (size_t i = 0; i < sizeof bare / sizeof *bare; i++) {
		if (bare[i].cp == cp) {
			fold_add(f, bare[i].ascii, strlen(bare[i].ascii));
			return;
		}
	}
	if (uc_is_property_default_ignorable_code_point(cp))
		return;
	if (uc_is_general_category(cp, UC_MARK) && !is_letter_mark(cp))
		return;
	if (uc_is_general_category(cp, UC_LETTER) || uc_is_general_category(cp, UC_NUMBER) ||
	    uc_is_general_category(cp, UC_MARK))
		fold_add(f, bytes, utf8_put(bytes, cp));
	else
		f->gap = true;
}

/* A run of valid characters above ASCII. */
static enum status fold_run(struct folder *f, const char *s, size_t len)
{
	uint8_t plain[STACK_BYTES], folded[STACK_BYTES];
	size_t nplain = sizeof plain, nfolded = sizeof folded, n;
	uint8_t *p = NULL, *q = NULL;
	enum status st = ST_NOMEM;
	uint32_t cp;

	/* Decomposed first: what only NFKD makes a capital letter is to be folded too. */
	if ((p = u8_normalize(UNINORM_NFKD, (const uint8_t *)s, len, plain, &nplain)) == NULL)
		goto done;
	if ((q = u8_casefold(p, nplain, NULL, UNINORM_NFKD, folded, &nfolded)) == NULL)
		goto done;
	for (size_t i = 0; i < nfolded; i += n) {
		n = utf8_next((char *)q + i, nfolded - i, &cp);
		fold_char(f, cp);
	}
	st = ST_OK;
done:
	if (p != plain)
		free(p);
	if (q != folded)
		free(q);
	return st;
}

/* The length of the run of valid characters above ASCII that begins at s. */
static size_t foreign_run(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && (unsigned char)s[n] >= 0x80) {
		ucs4_t c;
		int k = u8_mbtoucr(&c, (const uint8_t *)s + n, len - n);

		if (k <= 0)
			break;
		n += (size_t)k;
	}
	return n;
}

/* A run of ASCII letters and digits; returns its length, at most as many as it takes at once. */
static size_t fold_ascii(struct folder *f, const char *s, size_t len)
{
	char lower[64];
	size_t n = 0;

	while (n < len && n < sizeof lower) {
		char c = s[n];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		else if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
			break;
		lower[n++] = c;
	}
	if (n > 0)
		fold_add(f, lower, n);
	return n;
}

enum status utf8_fold(struct buf *out, const char *s, size_t len)
{
	struct folder f = { .out = out, .start = out->len };
	enum status st;
	size_t n;

	for (size_t i = 0; i < len; i += n) {
		if ((n = fold_ascii(&f, s + i, len - i)) > 0)
			continue;
		if ((n = foreign_run(s + i, len - i)) > 0) {
			if ((st = fold_run(&f, s + i, n)) != ST_OK)
				return st;
			continue;
		}
		n = 1;
		f.gap = true;
	}
	return buf_status(out);
}

unsigned utf8_words(const char *s, size_t len)
{
	unsigned words = 0;
	bool within = false;
	size_t n;
	uint32_t cp;

	for (size_t i = 0; i < len; i += n) {
		bool space;

		n = utf8_next(s + i, len - i, &cp);
		space = is_space(cp);
		if (!space && !within)
			words++;
		within = !space;
	}
	return words;
}
