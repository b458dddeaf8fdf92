#include "import/repair.h"

#include "tests/import/helpers.h"

Test(repair, a_stray_n_after_newlines_goes_where_it_is_damage)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{ "Un.\nnDeux.\nnTrois.", "Un.\nDeux.\nTrois." },
		{ "Un.\nn« Deux »\nn\nnÉté", "Un.\n« Deux »\n\nÉté" },
		{ "Un.\nnDeux.\nnces mots", "Un.\nDeux.\nces mots" },
		{ "Un.\nn\n   \nnDeux\n  ", "Un.\n\n   \nDeux\n  " },
		{ "Un\nnDeux\nmots\nnotable\nnTrois", "Un\nDeux\nmots\nnotable\nTrois" },
		{ "Un.\nDeux.\nTrois.", "Un.\nDeux.\nTrois." },
		{ "Un mot\nn'est pas\nnon plus", "Un mot\nn'est pas\nnon plus" },
		{ "Un.\nnVidia monte.\nDeux.", "Un.\nnVidia monte.\nDeux." },
		{ "Un seul", "Un seul" },
		{ "", "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf text = BUF(256);

		buf_puts(&text, cases[i].text);
		repair_newlines(&text);
		cr_expect_str_eq(buf_str(&text), cases[i].expected, "%s", buf_str(&text));
		buf_clear(&text);
	}
}
