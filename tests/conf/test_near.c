#include "conf/near.h"

#include <criterion/criterion.h>

Test(near, the_likest_name_comes_first_and_equals_keep_their_order)
{
	const char *names[] = { "most_read", "same_theme", "window", "per_page" };

	near_sort(names, 4, "perpage");
	cr_expect_str_eq(names[0], "per_page");
	near_sort(names, 4, "windo");
	cr_expect_str_eq(names[0], "window");

	const char *equals[] = { "ab", "cd", "ef", "x" };

	near_sort(equals, 4, "x");
	cr_expect_str_eq(equals[0], "x");
	cr_expect_str_eq(equals[1], "ab");
	cr_expect_str_eq(equals[2], "cd");
	cr_expect_str_eq(equals[3], "ef");
}

Test(near, a_letter_changed_added_or_missing_counts_one)
{
	const char *wanted[] = { "lisen", "listten", "lixten" };

	for (size_t i = 0; i < 3; i++) {
		const char *names[] = { "host", "tickets", "columns", "listen" };

		near_sort(names, 4, wanted[i]);
		cr_expect_str_eq(names[0], "listen", "%s gives %s", wanted[i], names[0]);
	}
}

Test(near, a_name_longer_than_is_compared_is_harmless)
{
	const char *names[] = { "b", "a" };
	char wanted[1000];

	for (size_t i = 0; i < sizeof wanted; i++)
		wanted[i] = 'a';
	wanted[sizeof wanted - 1] = '\0';
	near_sort(names, 2, wanted);
	cr_expect_str_eq(names[0], "a");
}
