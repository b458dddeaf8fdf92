#include "base/plural.h"

#include "tests/base/helpers.h"

#include <string.h>

/* The rules of languages as CLDR has them, with samples of each form. */
static const struct {
	const char *language, *rules;
	size_t forms;
	const char *samples[PLURAL_FORMS_MAX]; /* numbers, "" where all other rows have them */
} languages[] = {
	{ "Japanese", "", 1, { "0 1 2 5 100" } },
	{ "English", "1", 2, { "1", "0 2 11 21 101" } },
	{ "French", "0-1", 2, { "0 1", "2 11 21 1000" } },
	{ "Icelandic", "%10 1 not %100 11", 2, { "1 21 101", "0 2 11 111 211" } },
	{ "Polish", "1 | %10 2-4 not %100 12-14", 3,
	    { "1", "2 3 4 22 34 102 1002", "0 5 11 12 13 14 21 25 101 112 214" } },
	{ "Russian", "%10 1 not %100 11 | %10 2-4 not %100 12-14", 3,
	    { "1 21 31 101 1001", "2 3 4 22 33 104", "0 5 10 11 12 14 20 111 112 1011" } },
	{ "Arabic", "0 | 1 | 2 | %100 3-10 | %100 11-99", 6,
	    { "0", "1", "2", "3 10 103 1010", "11 26 99 111 1099", "100 101 102 200 1002" } },
	{ "Slovene", "%100 1 | %100 2 | %100 3-4", 4,
	    { "1 101 201", "2 102", "3 4 103 204", "0 5 11 12 13 100 111" } },
	{ "Lithuanian", "%10 1 not %100 11-19 | %10 2-9 not %100 11-19", 3,
	    { "1 21 101", "2 9 22 102", "0 10 11 12 19 20 111 119" } },
	{ "Latvian", "%10 0 %100 11-19 | %10 1 not %100 11", 3,
	    { "0 10 11 19 20 111", "1 21 101", "2 9 22 102" } },
	{ "Irish", "1 | 2 | 3-6 | 7-10", 5, { "1", "2", "3 6", "7 10", "0 11 21 100" } },
	{ "Welsh", "0 | 1 | 2 | 3 | 6", 6, { "0", "1", "2", "3", "6", "4 5 7 16" } },
	{ "Maltese", "1 | 2 | 0 %100 3-10 | %100 11-19", 5,
	    { "1", "2", "0 3 10 103", "11 19 111", "20 21 100 102" } },
	{ "Breton",
	    "%10 1 not %100 11 71 91 | %10 2 not %100 12 72 92 | "
	    "%10 3-4 9 not %100 10-19 70-79 90-99 | %1000000 0 not 0",
	    5,
	    { "1 21 81 101", "2 22 102", "3 4 9 23 109", "1000000 2000000",
		"0 5 11 12 13 71 72 73 91 99 100" } },
};

Test(plural, each_number_takes_the_form_of_its_language)
{
	for (size_t i = 0; i < LENGTH(languages); i++) {
		struct plural_rules rules;

		cr_assert(plural_read(languages[i].rules, &rules), "%s", languages[i].language);
		cr_expect_eq(rules.n + 1, languages[i].forms, "%s", languages[i].language);
		for (size_t form = 0; form < languages[i].forms; form++) {
			const char *s = languages[i].samples[form];

			for (char *end; *s != '\0'; s = end) {
				unsigned n = (unsigned)strtoul(s, &end, 10);

				cr_assert(end > s);
				cr_expect_eq(plural_form(&rules, n), form, "%s: %u",
				    languages[i].language, n);
			}
		}
	}
}

Test(plural, the_largest_number_is_one_like_others)
{
	struct plural_rules rules;

	cr_assert(plural_read("%10 5", &rules));
	cr_expect_eq(plural_form(&rules, 4294967295u), 0);
}

Test(plural, what_is_no_rule_is_refused)
{
	static const char *const wrong[] = { "|", "1 |", "| 1", "1 | | 2", "one", "1,2", "1-", "-1",
		"4-2", "1 - 2", "%", "%0 1", "%10", "% 10 1", "not 1", "1 not not 2", "1 nothing",
		"1 not2", "1 2a", "12345678", "%10 1 %", "1 | 2 | 3 | 4 | 5 | 6",
		"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17", "+1", "0x1" };

	for (size_t i = 0; i < LENGTH(wrong); i++) {
		struct plural_rules rules = { .n = 7 };

		cr_expect_not(plural_read(wrong[i], &rules), "\"%s\"", wrong[i]);
		cr_expect_eq(rules.n, 0);
	}
}
