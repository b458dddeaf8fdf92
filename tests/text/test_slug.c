#include "base/ident.h"
#include "text/slug.h"

#include <criterion/criterion.h>
#include <string.h>

Test(slug, names_become_segments)
{
	static const struct {
		const char *name, *slug;
	} rows[] = {
		{ "Économie & société", "economie-societe" },
		{ "  --A--  ", "a" },
		{ "L’œil du Ħ", "l-oeil-du-h" },
		{ "Mɔ́kɔnzi", "mokonzi" },
		{ "ŒUVRE", "oeuvre" },
		{ "Straße 7", "strasse-7" },
		{ "C\xCC\xA7"
		  "a",
		    "ca" },
		{ "Été\xC2\xA0: 2023", "ete-2023" },
		{ "🎉 Fête", "fete" },
		/* 48 bytes and cuts around them */
		{ "aaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbb",
		    "aaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbbbbbbbbbb" },
		{ "aaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbb c",
		    "aaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbbbbbbbbbb" },
		{ "aaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbc", "aaaaaaaaaaaaaaaaaaaaaaa" },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b",
		    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char slug[SLUG_MAX + 1];

		slug_of(rows[i].name, slug);
		cr_expect_str_eq(slug, rows[i].slug, "%s: %s", rows[i].name, slug);
		cr_expect(slug_valid(slug, strlen(slug)), "%s", slug);
	}
}

Test(slug, names_without_ascii_letters_stay_apart)
{
	static const char *const names[] = { "", "!!!", "Москва 2024", "Київ 2024", "日本",
		"中国" };
	enum { N = sizeof names / sizeof *names };
	char slugs[N][SLUG_MAX + 1], other[SLUG_MAX + 1];

	for (size_t i = 0; i < N; i++) {
		slug_of(names[i], slugs[i]);
		cr_expect_eq(strlen(slugs[i]), IDENT_MIN, "%s", names[i]);
		cr_expect(slug_valid(slugs[i], strlen(slugs[i])));
		for (size_t k = 0; k < i; k++)
			cr_expect_str_neq(slugs[i], slugs[k]);
	}
	slug_of("МОСКВА, 2024", other);
	cr_expect_str_eq(other, slugs[2]);
}

Test(slug, only_slugs_are_valid)
{
	static const struct {
		const char *s;
		bool valid;
	} rows[] = {
		{ "a", true },
		{ "a-1", true },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false },
		{ "", false },
		{ "-a", false },
		{ "a-", false },
		{ "a--b", false },
		{ "A", false },
		{ "a b", false },
		{ "a/b", false },
		{ "..", false },
		{ "é", false },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect_eq(
		    slug_valid(rows[i].s, strlen(rows[i].s)), rows[i].valid, "%s", rows[i].s);
}
