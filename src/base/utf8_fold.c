#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

enum {
	ASK = '-',
	SIMPLE = 0x180,    /* characters that `simple` knows */
	STACK_BYTES = 256, /* runs up to this long are folded without an allocation */
	LETTERS = 64,      /* taken at once */
	CHAR_BYTES = 4,
	FIRST_MARK = 0x2010, /* from the hyphen to the hyphenation point all are punctuation */
	LAST_MARK = 0x2027,
};

/*
 * What most texts consist of, by code point: the letter or digit that is left of it, a space for
 * what is neither, ASK for what only the library knows, or is more than one letter. The tests hold
 * it against the library.
 */
static const char simple[SIMPLE + 1] = "                                " /* 0 */
				       "                0123456789      " /* 20 */
				       " abcdefghijklmnopqrstuvwxyz     " /* 40 */
				       " abcdefghijklmnopqrstuvwxyz     " /* 60 */
				       "                                " /* 80 */
				       "          a  -    23 -   1o --- " /* a0 */
				       "aaaaaa-ceeeeiiiidnooooo ouuuuy--" /* c0 */
				       "aaaaaa-ceeeeiiiidnooooo ouuuuy-y" /* e0 */
				       "aaaaaaccccccccddddeeeeeeeeeegggg" /* 100 */
				       "gggghhhhiiiiiiiiii--jjkk-llllll-" /* 120 */
				       "-llnnnnnn---oooooo--rrrrrrssssss" /* 140 */
				       "sstttt--uuuuuuuuuuuuwwyyyzzzzzzs" /* 160 */;

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

static void add(struct folder *f, const char *s, size_t n)
{
	if (f->gap && f->out->len > f->start)
		buf_putc(f->out, ' ');
	f->gap = false;
	buf_add(f->out, s, n);
}

/* One character of what NFKD and case folding gave. */
static void add_folded(struct folder *f, uint32_t cp)
{
	char bytes[CHAR_BYTES];

	for (size_t i = 0; i < sizeof bare / sizeof *bare; i++) {
		if (bare[i].cp == cp) {
			add(f, bare[i].ascii, strlen(bare[i].ascii));
			return;
		}
	}
	if (uc_is_property_default_ignorable_code_point(cp))
		return;
	if (uc_is_general_category(cp, UC_MARK) && !is_letter_mark(cp))
		return;
	if (uc_is_general_category(cp, UC_LETTER) || uc_is_general_category(cp, UC_NUMBER) ||
	    uc_is_general_category(cp, UC_MARK))
		add(f, bytes, utf8_put(bytes, cp));
	else
		f->gap = true;
}

/* A run of valid characters. */
static enum status add_run(struct folder *f, const char *s, size_t len)
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
		add_folded(f, cp);
	}
	st = ST_OK;
done:
	if (p != plain)
		free(p);
	if (q != folded)
		free(q);
	return st;
}

/* What is left of the character that begins at s, of *n bytes, or ASK; nothing of a malformed one.
 */
static char simple_at(const char *s, size_t len, size_t *n)
{
	unsigned char c = (unsigned char)s[0], next = len > 1 ? (unsigned char)s[1] : 0;
	uint32_t cp;

	*n = 1;
	if (c < 0x80)
		return simple[c];
	if (c >= 0xc2 && c < 0xc0 + SIMPLE / 64 && (next & 0xc0) == 0x80) {
		*n = 2;
		return simple[(c & 0x1f) << 6 | (next & 0x3f)];
	}
	*n = utf8_next(s, len, &cp);
	if (cp == UTF8_REPLACEMENT || (cp >= FIRST_MARK && cp <= LAST_MARK))
		return ' ';
	return ASK;
}

/* A run of simple letters, and its length in bytes; 0 if none begins here. */
static size_t add_letters(struct folder *f, const char *s, size_t len)
{
	char letters[LETTERS];
	size_t at = 0, n = 0, size;

	while (at < len && n < LETTERS) {
		char c = simple_at(s + at, len - at, &size);

		if (c == ' ' || c == ASK)
			break;
		letters[n++] = c;
		at += size;
	}
	if (n > 0)
		add(f, letters, n);
	return at;
}

/* The length of the run that the library is asked about: a simple character ends it, for no rule
 * looks across one. */
static size_t asking_run(const char *s, size_t len)
{
	size_t at = 0, n;

	while (at < len && simple_at(s + at, len - at, &n) == ASK)
		at += n;
	return at;
}

enum status utf8_fold(struct buf *out, const char *s, size_t len)
{
	struct folder f = { .out = out, .start = out->len };
	enum status st = ST_OK;
	size_t n;

	for (size_t i = 0; i < len && st == ST_OK; i += n) {
		if ((n = add_letters(&f, s + i, len - i)) > 0)
			continue;
		if ((n = asking_run(s + i, len - i)) > 0) {
			st = add_run(&f, s + i, n);
			continue;
		}
		simple_at(s + i, len - i, &n);
		f.gap = true;
	}
	return st != ST_OK ? st : buf_status(out);
}
