#include "tests/base/helpers.h"

#include "base/utf8.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

Test(utf8, well_formed_is_told_from_malformed)
{
	static const struct {
		const char *s;
		bool valid;
	} rows[] = {
		{ "", true }, { "abc", true }, { "\xc3\xa9", true }, { "\xe2\x82\xac", true },
		{ "\xf0\x9f\x99\x82", true }, { "\xf4\x8f\xbf\xbf", true }, /* U+10FFFF */
		{ "\xf4\x90\x80\x80", false }, { "\xc0\x80", false },       /* overlong NUL */
		{ "\xc1\xbf", false }, { "\xe0\x80\xaf", false }, { "\xf0\x80\x80\xaf", false },
		{ "\xed\xa0\x80", false }, /* a surrogate */
		{ "\xe2\x82", false },     /* cut */
		{ "\x80", false }, { "\xff", false }, { "a\xc3", false },
		{ "\xe9t\xe9", false }, /* Latin-1 */
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		cr_expect_eq(utf8_valid(rows[i].s, strlen(rows[i].s)), rows[i].valid, "row %zu", i);
	cr_expect(utf8_valid("a\0b", 3));
}

Test(utf8, a_character_is_decoded_with_its_length)
{
	static const struct {
		const char *s;
		uint32_t cp;
		size_t n;
	} rows[] = {
		{ "a", 'a', 1 },
		{ "\xc3\xa9x", 0xe9, 2 },
		{ "\xe2\x82\xac", 0x20ac, 3 },
		{ "\xf0\x9f\x99\x82", 0x1f642, 4 },
		{ "\xff", UTF8_REPLACEMENT, 1 },
		{ "\xe2\x82", UTF8_REPLACEMENT, 1 },
		{ "\xc0\x80", UTF8_REPLACEMENT, 1 },
		{ "\xef\xbf\xbd", UTF8_REPLACEMENT, 3 },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		uint32_t cp = 0;

		cr_expect_eq(utf8_next(rows[i].s, strlen(rows[i].s), &cp), rows[i].n, "row %zu", i);
		cr_expect_eq(cp, rows[i].cp, "row %zu", i);
	}
}

Test(utf8, every_character_comes_back_from_its_bytes)
{
	for (uint32_t cp = 0; cp <= 0x10ffff; cp += cp < 0x3000 ? 1 : 61) {
		char bytes[4];
		uint32_t back;
		size_t n = utf8_put(bytes, cp);

		cr_assert_eq(utf8_next(bytes, n, &back), n);
		cr_assert_eq(back, cp >= 0xd800 && cp <= 0xdfff ? UTF8_REPLACEMENT : cp);
	}
}

Test(utf8, what_is_no_character_is_put_as_the_replacement)
{
	char bytes[4];

	cr_expect_eq(utf8_put(bytes, 0x110000), 3);
	cr_expect_arr_eq(bytes, "\xef\xbf\xbd", 3);
}

Test(utf8, what_may_not_be_shown_is_known)
{
	static const struct {
		uint32_t cp;
		bool shown;
	} rows[] = {
		{ 0, false },
		{ '\t', false },
		{ '\n', false },
		{ 0x1b, false },
		{ ' ', true },
		{ '~', true },
		{ 0x7f, false },
		{ 0x85, false },
		{ 0x9f, false },
		{ 0xa0, true },
		{ 0x61b, true },
		{ 0x61c, false },
		{ 0x200c, true },
		{ 0x200d, true },
		{ 0x2028, false },
		{ 0x2029, false },
		{ 0x202a, false },
		{ 0x202e, false },
		{ 0x202f, true },
		{ 0x2060, false },
		{ 0x2064, false },
		{ 0x2066, false },
		{ 0x2069, false },
		{ 0xfeff, false },
		{ 0xfffd, true },
		{ 0xfffe, false },
		{ 0x1ffff, false },
		{ 0xe0001, false },
		{ 0xe007f, false },
		{ 0xe0100, true },
		{ 0x10ffff, false },
		{ 0xfdd0, false },
		{ 0xd800, false },
		{ 0x110000, false },
		{ 0x1f642, true },
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		cr_expect_eq(utf8_shown(rows[i].cp), rows[i].shown, "U+%04X", rows[i].cp);
}

typedef enum status (*change_fn)(struct buf *out, const char *s, size_t len);

struct change {
	const char *in, *out;
};

/* Each row gives what it should, appended, and does so again when it is given what it gave. */
static void expect_changes(change_fn change, const struct change *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf once = BUF(4096), twice = BUF(4096);

		buf_puts(&once, "> ");
		cr_expect_eq(change(&once, rows[i].in, strlen(rows[i].in)), ST_OK);
		cr_expect_str_eq(buf_str(&once) + 2, rows[i].out, "row %zu: \"%s\", not \"%s\"", i,
		    buf_str(&once) + 2, rows[i].out);
		change(&twice, buf_str(&once) + 2, once.len - 2);
		cr_expect_str_eq(buf_str(&twice), rows[i].out, "row %zu again", i);
		buf_clear(&once);
		buf_clear(&twice);
	}
}

Test(utf8, cleaning_keeps_lines_and_spaces_and_drops_what_is_hidden)
{
	static const struct change rows[] = {
		{ "", "" },
		{ "abc", "abc" },
		{ "a\r\nb\rc\nd", "a\nb\nc\nd" },
		{ "a\r", "a\n" },
		{ "\r\r\n", "\n\n" },
		{ "a\xc2\x85"
		  "b\xe2\x80\xa8"
		  "c\xe2\x80\xa9"
		  "d\x0b"
		  "e\x0c"
		  "f",
		    "a\nb\nc\nd\ne\nf" },
		{ "a\tb", "a b" },
		{ "a  b ", "a  b " },
		{ "\xef\xbb\xbfTitre", "Titre" },
		{ "a\xc2\xa0:\xe2\x80\xaf!", "a\xc2\xa0:\xe2\x80\xaf!" },
		{ "e\xcc\x81t\xc3\xa9", "\xc3\xa9t\xc3\xa9" },
		{ "\xe2\x84\xab", "\xc3\x85" }, /* Angstrom sign */
		{ "a\x1b[31m\x07", "a[31m" },   /* an escape sequence */
		{ "abc\xe2\x80\xae"
		  "cba",
		    "abccba" },                               /* right-to-left override */
		{ "\xe9t\xe9", "\xef\xbf\xbdt\xef\xbf\xbd" }, /* Latin-1 */
		{ "\xe2\x82", "\xef\xbf\xbd\xef\xbf\xbd" },
		{ "e\xe2\x81\xa0\xcc\x81", "\xc3\xa9" }, /* hidden between */
		{ "\xef\xb7\x90", "" },
	};

	expect_changes(utf8_clean, rows, LENGTH(rows));
}

Test(utf8, tabs_are_kept_where_they_are_asked_for)
{
	static const struct change rows[] = {
		{ "", "" },
		{ "\ta\t\tb \t", "\ta\t\tb \t" },
		{ "a\r\n\te\xcc\x81\x07", "a\n\t\xc3\xa9" },
	};

	expect_changes(utf8_clean_tabs, rows, LENGTH(rows));
}

Test(utf8, a_tab_goes_to_the_next_stop_of_its_line)
{
	static const struct change rows[] = {
		{ "", "" },
		{ "\t", "    " },
		{ "a\tb", "a   b" },
		{ "abcd\te", "abcd    e" },
		{ "\xc3\xa9t\xc3\xa9\tb", "\xc3\xa9t\xc3\xa9 b" },
		{ "a\n\tb\n\t\tc", "a\n    b\n        c" },
		{ "  \ta", "    a" },
	};

	expect_changes(utf8_expand_tabs, rows, LENGTH(rows));
}

Test(utf8, a_clean_line_has_single_spaces_and_none_at_its_ends)
{
	static const struct change rows[] = {
		{ "", "" },
		{ "  ", "" },
		{ " a  b\n\n c\t", "a b c" },
		{ "a\xc2\xa0!", "a\xc2\xa0!" },
		{ "a\xe2\x80\xaf!", "a\xe2\x80\xaf!" },
		{ "a \xc2\xa0!", "a !" },
		{ "a\xc2\xa0\xc2\xa0!", "a !" },
		{ "\xc2\xa0"
		  "a\xc2\xa0",
		    "a" },
		{ "a\xe2\x80\x83"
		  "b",
		    "a b" },
		{ "a \x01 b", "a b" },
		{ "\xef\xbb\xbf a", "a" },
		{ "cafe\xcc\x81", "caf\xc3\xa9" },
		{ "a\xffz", "a\xef\xbf\xbdz" },
		{ "l1\r\nl2", "l1 l2" },
	};

	expect_changes(utf8_clean_line, rows, LENGTH(rows));
}

Test(utf8, folding_leaves_bare_lower_case_words)
{
	static const struct change rows[] = {
		{ "", "" },
		{ "Les plus lus\xc2\xa0:", "les plus lus" },
		{ "LES  PLUS LUS", "les plus lus" },
		{ "L'Été", "l ete" },
		{ "L’Été", "l ete" },
		{ "E\xcc\x81te\xcc\x81", "ete" },
		{ "« Sur le même thème »", "sur le meme theme" },
		{ "Cœur d’Ægir", "coeur d aegir" },
		{ "CŒUR", "coeur" },
		{ "Straße", "strasse" },
		{ "lɛlɔ́", "lelo" },
		{ "n° 14", "n 14" },
		{ "14ᵉ", "14e" },
		{ "--- ", "" },
		{ "a\xff"
		  "b",
		    "a b" },
		{ "ﬁn", "fin" },
		{ "𝐀𝐁", "ab" },
		{ "ΣΊΣΥΦΟΣ", "σισυφοσ" },
		{ "Москва́", "москва" },
		{ "re\xc2\xad"
		  "cu",
		    "recu" },         /* a soft hyphen is no gap */
		{ "हिन्दी", "हिन्दी" }, /* vowel signs are no accents */
		{ "1\xc2\xbd", "11 2" },
	};

	expect_changes(utf8_fold, rows, LENGTH(rows));
}

/* What the library leaves of a character, if that is one ASCII letter or digit, or no letter. */
static bool library_fold(uint32_t cp, char out[2])
{
	char bytes[4], *folded;
	size_t len = 0, kept = 0;
	bool simple = true;
	uint32_t c;

	folded = (char *)u8_casefold(
	    (uint8_t *)bytes, utf8_put(bytes, cp), NULL, UNINORM_NFKD, NULL, &len);
	cr_assert_not_null(folded);
	for (size_t i = 0; i < len;) {
		i += utf8_next(folded + i, len - i, &c);
		if (uc_is_general_category(c, UC_MARK))
			continue;
		if (c >= 0x80 || isalnum((int)c))
			simple = simple && c < 0x80 && kept == 0;
		if (c < 0x80 && isalnum((int)c))
			out[kept++ % 2] = (char)c;
	}
	free(folded);
	out[kept < 2 ? kept : 1] = '\0';
	return simple;
}

Test(utf8, folding_a_character_says_what_the_library_says)
{
	char want[2], bytes[4];
	unsigned compared = 0;

	for (uint32_t cp = 0; cp < 0x2100; cp++) {
		struct buf b = BUF(16);

		/* A mark alone may be a letter's: the rows above have some. */
		if (uc_is_general_category(cp, UC_MARK) || !library_fold(cp, want))
			continue;
		utf8_fold(&b, bytes, utf8_put(bytes, cp));
		cr_expect_str_eq(buf_str(&b), want, "U+%04X", (unsigned)cp);
		compared++;
		buf_clear(&b);
	}
	cr_expect_gt(compared, 300);
}

Test(utf8, what_does_not_fit_is_said)
{
	static const change_fn changes[] = { utf8_clean, utf8_clean_line, utf8_fold };

	for (size_t i = 0; i < LENGTH(changes); i++) {
		struct buf b = BUF(3);

		cr_expect_eq(changes[i](&b, "abcd", 4), ST_TOOBIG, "%zu", i);
		buf_clear(&b);
	}
}

Test(utf8, words_are_what_stands_between_white_space)
{
	static const struct {
		const char *s;
		unsigned n;
	} rows[] = {
		{ "", 0 },
		{ " \n\t", 0 },
		{ "un", 1 },
		{ " un  deux\ntrois ", 3 },
		{ "l'été, fini", 2 },
		{ "a\xe2\x80\x83"
		  "b",
		    2 },
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		cr_expect_eq(utf8_words(rows[i].s, strlen(rows[i].s)), rows[i].n, "row %zu", i);
}
