#include "text/wrap.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

enum { LARGE = 1 << 20 };

Test(wrap, width_counts_columns_not_bytes)
{
	static const struct {
		const char *s;
		unsigned columns;
	} rows[] = {
		{ "", 0 },
		{ "abc", 3 },
		{ "été", 3 },
		{ "e\xCC\x81", 1 },
		{ "日本", 4 },
		{ "a\xE2\x80\x8B", 1 },
		{ "\xFF", 1 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect_eq(
		    wrap_width(rows[i].s, strlen(rows[i].s)), rows[i].columns, "%s", rows[i].s);
}

Test(wrap, lines_break_at_spaces)
{
	static const struct {
		const char *s;
		unsigned columns;
		const char *first, *rest, *out;
	} rows[] = {
		{ "", 10, "", "", "\n" },
		{ "   ", 10, "> ", "> ", "> \n" },
		{ "un deux", 10, "", "", "un deux\n" },
		{ "un deux trois", 10, "", "", "un deux\ntrois\n" },
		{ "1234567890 a", 10, "", "", "1234567890\na\n" },
		{ "123456 890", 10, "", "", "123456 890\n" },
		{ "  un   deux     trois  ", 12, "", "", "un   deux\ntrois\n" },
		{ "un\tdeux\ntrois", 20, "", "", "un deux trois\n" },
		{ "un deux trois", 10, "* ", "  ", "* un deux\n  trois\n" },
		{ "abcdefghijklmno", 10, "", "", "abcdefghij\nklmno\n" },
		{ "a bcdefghijklmno p", 10, "", "", "a\nbcdefghijk\nlmno p\n" },
		{ "abcdefghijkl", 10, "- ", "  ", "- abcdefgh\n  ijkl\n" },
		{ "pas\xC2\xA0"
		  "coupe ici",
		    9, "", "",
		    "pas\xC2\xA0"
		    "coupe\nici\n" },
		{ "un pas\xC2\xA0"
		  "coupe",
		    9, "", "",
		    "un\npas\xC2\xA0"
		    "coupe\n" },
		{ "ici pas\xE2\x80\xAF!", 8, "", "", "ici\npas\xE2\x80\xAF!\n" },
		{ "un deux : trois", 8, "", "", "un\ndeux :\ntrois\n" },
		{ "un deux ! trois", 10, "", "", "un deux !\ntrois\n" },
		{ "un « deux » ?", 11, "", "", "un\n« deux » ?\n" },
		{ "un « deux", 8, "", "", "un\n« deux\n" },
		{ "abcdefgh : un", 8, "", "", "abcdefgh\n: un\n" },
		{ "un deux :mot", 9, "", "", "un deux\n:mot\n" },
		{ "porte-monnaie", 9, "", "", "porte-mon\nnaie\n" },
		{ "日本語 文字", 8, "", "", "日本語\n文字\n" },
		{ "日本語文字", 9, "", "", "日本語文\n字\n" },
		{ "e\xCC\x81t\xCC\x81 12345", 8, "", "", "e\xCC\x81t\xCC\x81 12345\n" },
		{ "12345678\xCC\x81"
		  "9",
		    8, "", "", "12345678\xCC\x81\n9\n" },
		{ "abcdefghi", 1, "", "", "abcdefgh\ni\n" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf b = BUF(1000);

		cr_expect_eq(wrap_lines(&b, rows[i].s, strlen(rows[i].s), rows[i].columns,
				 rows[i].first, rows[i].rest),
		    ST_OK);
		cr_expect_str_eq(buf_str(&b), rows[i].out, "%s: %s", rows[i].s, buf_str(&b));
		buf_clear(&b);
	}
}

Test(wrap, a_cut_text_ends_after_a_word)
{
	static const struct {
		const char *s;
		unsigned columns;
		const char *ellipsis, *out;
	} rows[] = {
		{ "", 8, "...", "" },
		{ "un deux", 8, "...", "un deux" },
		{ " un deux ", 7, "...", "un deux" },
		{ "un deux trois", 10, "...", "un deux..." },
		{ "un deux trois", 9, "...", "un..." },
		{ "un deux trois", 8, "…", "un deux…" },
		{ "anticonstitutionnel", 10, "...", "anticon..." },
		{ "ab cdefghijklm", 4, "...", "a..." },
		{ "日本語文字", 8, "...", "日本..." },
		{ "un deux", 3, "...", "un" },
		{ "un", 0, "...", "" },
		{ "une\xC2\xA0"
		  "date longue",
		    11, "...",
		    "une\xC2\xA0"
		    "date..." },
		{ "abcdefg\xCC\x81hijk", 10, "...", "abcdefg\xCC\x81..." },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf b = BUF(1000);

		cr_expect_eq(
		    wrap_cut(&b, rows[i].s, strlen(rows[i].s), rows[i].columns, rows[i].ellipsis),
		    ST_OK);
		cr_expect_str_eq(buf_str(&b), rows[i].out, "%s: %s", rows[i].s, buf_str(&b));
		buf_clear(&b);
	}
}

Test(wrap, a_megabyte_is_wrapped_in_linear_time, .timeout = 10)
{
	static const char *const patterns[] = { "a", " ", "a ", "é", "\xCC\x81", "\xFF",
		"ab cd  " };
	char *s = malloc(LARGE);

	cr_assert_not_null(s);
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		struct buf b = BUF(4 * LARGE);
		size_t n = strlen(patterns[i]), k;

		for (k = 0; k + n <= LARGE; k += n)
			memcpy(s + k, patterns[i], n);
		cr_expect_eq(wrap_lines(&b, s, k, 67, "", ""), ST_OK);
		buf_reset(&b);
		cr_expect_eq(wrap_cut(&b, s, k, 67, "..."), ST_OK);
		buf_clear(&b);
	}
	free(s);
}

Test(wrap, what_does_not_fit_is_told)
{
	struct buf b = BUF(10);

	cr_expect_eq(wrap_lines(&b, "un deux trois", 13, 8, "", ""), ST_TOOBIG);
	buf_clear(&b);
}
