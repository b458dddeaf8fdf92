#include "base/utf8.h"
#include "text/charset.h"

#include <criterion/criterion.h>
#include <string.h>

enum { MAX = 1 << 20, ROW = 16 };

/* Every character of Latin-1 Supplement, Latin Extended-A and -B and General Punctuation. */
static const struct {
	uint32_t first;
	const char *ascii[ROW];
} blocks[] = {
	{ 0x00a0,
	    { " ", "!", "c", "GBP", "$", "JPY", "|", "S.", "\"", "(c)", "a", "\"", "-", "", "(r)",
		"-" } },
	{ 0x00b0,
	    { "o", "+/-", "2", "3", "'", "u", "P.", "-", ",", "1", "o", "\"", "1/4", "1/2", "3/4",
		"?" } },
	{ 0x00c0,
	    { "A", "A", "A", "A", "A", "A", "AE", "C", "E", "E", "E", "E", "I", "I", "I", "I" } },
	{ 0x00d0,
	    { "D", "N", "O", "O", "O", "O", "O", "x", "O", "U", "U", "U", "U", "Y", "TH", "ss" } },
	{ 0x00e0,
	    { "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i" } },
	{ 0x00f0,
	    { "d", "n", "o", "o", "o", "o", "o", "/", "o", "u", "u", "u", "u", "y", "th", "y" } },
	{ 0x0100,
	    { "A", "a", "A", "a", "A", "a", "C", "c", "C", "c", "C", "c", "C", "c", "D", "d" } },
	{ 0x0110,
	    { "D", "d", "E", "e", "E", "e", "E", "e", "E", "e", "E", "e", "G", "g", "G", "g" } },
	{ 0x0120,
	    { "G", "g", "G", "g", "H", "h", "H", "h", "I", "i", "I", "i", "I", "i", "I", "i" } },
	{ 0x0130,
	    { "I", "i", "IJ", "ij", "J", "j", "K", "k", "k", "L", "l", "L", "l", "L", "l", "L" } },
	{ 0x0140,
	    { "l", "L", "l", "N", "n", "N", "n", "N", "n", "'n", "NG", "ng", "O", "o", "O", "o" } },
	{ 0x0150,
	    { "O", "o", "OE", "oe", "R", "r", "R", "r", "R", "r", "S", "s", "S", "s", "S", "s" } },
	{ 0x0160,
	    { "S", "s", "T", "t", "T", "t", "T", "t", "U", "u", "U", "u", "U", "u", "U", "u" } },
	{ 0x0170,
	    { "U", "u", "U", "u", "W", "w", "Y", "y", "Y", "Z", "z", "Z", "z", "Z", "z", "s" } },
	{ 0x0180,
	    { "b", "B", "B", "b", "b", "b", "O", "C", "c", "D", "D", "D", "d", "d", "E", "E" } },
	{ 0x0190,
	    { "E", "F", "f", "G", "G", "hv", "I", "I", "K", "k", "l", "l", "M", "N", "n", "O" } },
	{ 0x01a0,
	    { "O", "o", "OI", "oi", "P", "p", "R", "S", "s", "SH", "sh", "t", "T", "t", "T",
		"U" } },
	{ 0x01b0,
	    { "u", "U", "V", "Y", "y", "Z", "z", "ZH", "ZH", "zh", "zh", "2", "5", "5", "ts",
		"w" } },
	{ 0x01c0,
	    { "|", "||", "|", "!", "DZ", "Dz", "dz", "LJ", "Lj", "lj", "NJ", "Nj", "nj", "A", "a",
		"I" } },
	{ 0x01d0,
	    { "i", "O", "o", "U", "u", "U", "u", "U", "u", "U", "u", "U", "u", "e", "A", "a" } },
	{ 0x01e0,
	    { "A", "a", "AE", "ae", "G", "g", "G", "g", "K", "k", "O", "o", "O", "o", "ZH",
		"zh" } },
	{ 0x01f0,
	    { "j", "DZ", "Dz", "dz", "G", "g", "HV", "W", "N", "n", "A", "a", "AE", "ae", "O",
		"o" } },
	{ 0x0200,
	    { "A", "a", "A", "a", "E", "e", "E", "e", "I", "i", "I", "i", "O", "o", "O", "o" } },
	{ 0x0210,
	    { "R", "r", "R", "r", "U", "u", "U", "u", "S", "s", "T", "t", "Y", "y", "H", "h" } },
	{ 0x0220,
	    { "N", "d", "OU", "ou", "Z", "z", "A", "a", "E", "e", "O", "o", "O", "o", "O", "o" } },
	{ 0x0230,
	    { "O", "o", "Y", "y", "l", "n", "t", "j", "db", "qp", "A", "C", "c", "L", "T", "s" } },
	{ 0x0240,
	    { "z", "'", "'", "B", "U", "V", "E", "e", "J", "j", "Q", "q", "R", "r", "Y", "y" } },
	{ 0x2000, { " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", "", "", "", "", "" } },
	{ 0x2010,
	    { "-", "-", "-", "-", "--", "--", "||", "_", "'", "'", ",", "'", "\"", "\"", "\"",
		"\"" } },
	{ 0x2020,
	    { "+", "++", "*", ">", ".", "..", "...", ".", "\n", "\n", "", "", "", "", "", " " } },
	{ 0x2030,
	    { "o/oo", "o/ooo", "'", "\"", "'''", "`", "``", "```", "^", "'", "'", "*", "!!", "?!",
		"-", "_" } },
	{ 0x2040,
	    { "-", "/", "***", "-", "/", "[", "]", "?\?", "?!", "!?", "&", "P.", "*", "*", "*",
		";" } },
	{ 0x2050,
	    { "_", "**", "%", "~", "_", "*", "...", "''''", "....", ".....", ":", "....", "+", ":",
		":", " " } },
	{ 0x2060, { "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "" } },
};

Test(charset, every_latin_letter_and_punctuation_mark_has_its_ascii)
{
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
		for (unsigned k = 0; k < ROW; k++) {
			struct buf b = BUF(MAX);
			char s[4];

			cr_expect_eq(
			    charset_write(&b, CHARSET_ASCII, s, utf8_put(s, blocks[i].first + k)),
			    ST_OK);
			cr_expect_str_eq(buf_str(&b), blocks[i].ascii[k], "U+%04X: \"%s\"",
			    blocks[i].first + k, buf_str(&b));
			buf_clear(&b);
		}
	}
}

struct row {
	const char *in, *out;
};

static void expect_rows(enum charset to, const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf b = BUF(MAX);

		buf_puts(&b, "  ");
		cr_expect_eq(charset_write(&b, to, rows[i].in, strlen(rows[i].in)), ST_OK);
		cr_expect_str_eq(buf_str(&b) + 2, rows[i].out, "%s: %s", rows[i].in, buf_str(&b));
		cr_expect_eq(memcmp(buf_str(&b), "  ", 2), 0);
		buf_clear(&b);
	}
}

Test(charset, french_becomes_what_a_typewriter_would_write)
{
	static const struct row rows[] = {
		{ "", "" },
		{ "tel quel\n", "tel quel\n" },
		{ "Déjà vu, l’été où…", "Deja vu, l'ete ou..." },
		{ "e\xCC\x81", "e" },
		{ "« mot »", "\"mot\"" },
		{ "dit «\xC2\xA0mot\xC2\xA0» ici", "dit \"mot\" ici" },
		{ "dit «\xE2\x80\xAFmot\xE2\x80\xAF».", "dit \"mot\"." },
		{ "«  » «mot»", "\"\" \"mot\"" },
		{ "« é »", "\"e\"" },
		{ "er sagt »Wort« und geht", "er sagt \"Wort\" und geht" },
		{ "« a\n« b »", "\"a\n\"b\"" },
		{ "« a « b » c", "\"a \"b\" c" },
		{ "“a” ‘b’ „c“", "\"a\" 'b' \"c\"" },
		{ "a\xC2\xA0: b\xE2\x80\xAF! 1\xE2\x80\xAF"
		  "000",
		    "a : b ! 1 000" },
		{ "oui — non – si ‑ la", "oui -- non - si - la" },
		{ "cœur, Œuvre, ŒUVRE, ex æquo, Ægis", "coeur, Oeuvre, OEUVRE, ex aequo, Aegis" },
		{ "20 €, 5 £, 3 °C, n° 4, № 5", "20 EUR, 5 GBP, 3 oC, no 4, No 5" },
		{ "1½ ½ 2 ¾ m² 1ᵉʳ", "1 1/2 1/2 2 3/4 m2 1er" },
		{ "™ © ® ﬁn ﬂot", "TM (c) (r) fin flot" },
		{ "co\xC2\xAD"
		  "upé\xE2\x80\x8B"
		  "e\xE2\x80\x8D\xEF\xBB\xBF",
		    "coupee" },
		{ "→ ← ⇒ • ‣ ≠ ≤ ≥ − ×", "-> <- => * > != <= >= - x" },
		{ "a\tb\r\nc\x01\x7F", "a b\nc" },
	};

	expect_rows(CHARSET_ASCII, rows, sizeof rows / sizeof *rows);
}

Test(charset, languages_in_latin_script_are_written_whole)
{
	static const struct row rows[] = {
		{ "Mɔ́kɔnzi azalí na Kinsásá, mpɛ́", "Mokonzi azali na Kinsasa, mpe" },
		{ "Tiếng Việt, Đà Nẵng", "Tieng Viet, Da Nang" },
		{ "Łódź, Straße, ẞ, Ångström, İstanbul, ığ",
		    "Lodz, Strasse, SS, Angstrom, Istanbul, ig" },
		{ "ĳs, Ǆ, þing, Þór, ŋoma", "ijs, DZ, thing, Thor, ngoma" },
		{ "ＡＢＣ１２３", "ABC123" },
	};

	expect_rows(CHARSET_ASCII, rows, sizeof rows / sizeof *rows);
}

Test(charset, a_run_that_cannot_be_written_is_one_marker)
{
	static const struct row rows[] = {
		{ "Москва", "[?]" },
		{ "le mot Москва и Киев ici", "le mot [?] ici" },
		{ "日本 2023 中国", "[?] 2023 [?]" },
		{ "日\n本", "[?]\n[?]" },
		{ "日 ", "[?] " },
		{ "👩\xE2\x80\x8D👧", "[?]" },
		{ "हिन्दी", "[?]" },
		{ "\xFF", "[?]" },
		{ "« 日 »", "\"[?]\"" },
	};

	expect_rows(CHARSET_ASCII, rows, sizeof rows / sizeof *rows);
}

Test(charset, latin_1_keeps_what_it_has)
{
	static const struct row rows[] = {
		{ "déjà «\xC2\xA0vu\xC2\xA0»", "d\xE9j\xE0 \xAB vu \xBB" },
		{ "e\xCC\x81", "\xE9" },
		{ "œ — € ā", "oe -- EUR a" },
		{ "co\xC2\xAD"
		  "upé",
		    "coup\xE9" },
		{ "½ °", "\xBD \xB0" },
		{ "日", "[?]" },
	};

	expect_rows(CHARSET_LATIN1, rows, sizeof rows / sizeof *rows);
}

Test(charset, utf8_stays_itself)
{
	static const struct row rows[] = {
		{ "« déjà » 日本", "« déjà » 日本" },
		{ "e\xCC\x81\x01\xFF", "é\xEF\xBF\xBD" },
	};

	expect_rows(CHARSET_UTF8, rows, sizeof rows / sizeof *rows);
}

Test(charset, windows_1252_is_read)
{
	static const struct row rows[] = {
		{ "", "" },
		{ "abc\n", "abc\n" },
		{ "d\xE9j\xE0 \x80\x85\x92\x9C\xFF", "déjà €…’œÿ" },
		{ "a\x81\x8D\x8F\x90\x9D",
		    "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf b = BUF(MAX);

		cr_expect_eq(charset_from_1252(&b, rows[i].in, strlen(rows[i].in)), ST_OK);
		cr_expect_str_eq(buf_str(&b), rows[i].out, "%s", buf_str(&b));
		buf_clear(&b);
	}
}

Test(charset, what_does_not_fit_is_told)
{
	struct buf b = BUF(3);

	cr_expect_eq(charset_write(&b, CHARSET_ASCII, "« été", strlen("« été")), ST_TOOBIG);
	buf_clear(&b);
}
