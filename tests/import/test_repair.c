#include "import/repair.h"

#include "tests/import/helpers.h"

Test(repair, a_title_loses_the_name_of_its_own_site_only)
{
	static const struct {
		const char *title, *url, *site, *expected;
	} cases[] = {
		{ "Le bac | Exemple.cd", "https://exemple.cd/a", NULL, "Le bac" },
		{ "Le bac | Exemple", "https://www.exemple.cd/a", NULL, "Le bac" },
		{ "Le bac - Radio Fleuve", "https://radiofleuve.net", NULL, "Le bac" },
		{ "Le bac – RADIO FLEUVE", NULL, "https://www.radiofleuve.net", "Le bac" },
		{ "Le bac | Exemple", NULL, "exemple.cd", "Le bac" },
		{ "Le bac | La Gazette", NULL, "La Gazette", "Le bac" },
		{ "Le bac | Exemple", "https://info.exemple.co.uk/a", NULL, "Le bac" },
		{ "Le bac | Exemple", "https://autre.cd/exemple", NULL, "Le bac | Exemple" },
		{ "Le bac | le pont", "https://exemple.cd", NULL, "Le bac | le pont" },
		{ "Le bac - cd", "https://exemple.cd", NULL, "Le bac - cd" },
		{ "Le bac-Exemple", "https://exemple.cd", NULL, "Le bac-Exemple" },
		{ " | Exemple", "https://exemple.cd", NULL, " | Exemple" },
		{ "Le bac | Exemple", NULL, NULL, "Le bac | Exemple" },
		{ "", "https://exemple.cd", NULL, "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char title[128];

		snprintf(title, sizeof title, "%s", cases[i].title);
		repair_title(title, cases[i].url, cases[i].site);
		cr_expect_str_eq(title, cases[i].expected, "%s: %s", cases[i].title, title);
	}
}

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
