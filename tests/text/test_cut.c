#include "text/cut.h"

#include <criterion/criterion.h>
#include <string.h>

Test(cut, a_short_text_is_left_whole)
{
	char out[21];

	cut_text("Un proverbe par jour", 20, out);
	cr_expect_str_eq(out, "Un proverbe par jour");
}

Test(cut, a_long_text_is_cut_after_a_word)
{
	static const struct {
		const char *text;
		size_t max;
		const char *cut;
	} cases[] = {
		{ "Le pont de Makala rouvre", 19, "Le pont de…" },
		{ "Le pont de Makala rouvre", 20, "Le pont de Makala…" },
		{ "Le pont de  Makala rouvre", 15, "Le pont de…" },
		/* No space to cut at, or only one near the start: within the word. */
		{ "abcdefghijklmnopqrstuvwxyz", 12, "abcdefghi…" },
		{ "a bcdefghijklmnopqrstuvwxyz", 12, "a bcdefgh…" },
		{ "éééééééééééé", 12, "éééé…" },
		{ "河水上涨淹没道路", 12, "河水上…" },
		/* A no-break space is no place to cut: the mark stays with its word. */
		{ "Le vieux demande pourquoi\u00a0? Parce", 30, "Le vieux demande…" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char out[64];

		cut_text(cases[i].text, cases[i].max, out);
		cr_expect_str_eq(
		    out, cases[i].cut, "%s at %zu: %s", cases[i].text, cases[i].max, out);
		cr_expect_leq(strlen(out), cases[i].max);
	}
}

Test(cut, a_text_may_be_cut_in_place)
{
	char s[] = "Le pont de Makala rouvre";

	cut_text(s, 20, s);
	cr_expect_str_eq(s, "Le pont de Makala…");
}

Test(cut, a_text_that_was_cut_is_told_by_its_end)
{
	static const struct {
		const char *text;
		size_t mark;
	} rows[] = {
		{ "Le pont de...", 3 },
		{ "Le pont de…", 3 },
		{ "Le pont de […]", 4 },
		{ "Le pont de [...]", 4 },
		{ "Le pont de (...)", 4 },
		{ "Le pont de (…)", 4 },
		{ "Le pont de.. .", 4 },
		{ "...", 3 },
		{ "Le pont de Makala.", 0 },
		{ "Le pont… de Makala", 0 },
		{ "Le pont de ..", 0 },
		{ "Le pont de ]", 0 },
		{ "", 0 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		cr_expect_eq(
		    cut_mark(rows[i].text, strlen(rows[i].text)), rows[i].mark, "%s", rows[i].text);
}
