#include "import/seen.h"

#include <criterion/criterion.h>

enum { MANY = 20000 };

Test(seen, what_was_added_is_met_and_nothing_else)
{
	struct seen s = { 0 };
	bool met;

	for (uint64_t i = 1; i <= MANY; i++) {
		uint64_t digest = seen_digest(&i, sizeof i);

		cr_assert_not(seen_has(&s, digest));
		cr_assert_eq(seen_add(&s, digest, &met), ST_OK);
		cr_assert_not(met);
	}
	for (uint64_t i = 1; i <= MANY; i++) {
		cr_assert_eq(seen_add(&s, seen_digest(&i, sizeof i), &met), ST_OK);
		cr_assert(met);
	}
	seen_reset(&s);
	cr_expect_not(seen_has(&s, seen_digest(&(uint64_t){ 1 }, sizeof(uint64_t))));
	seen_clear(&s);
}

Test(seen, the_first_content_of_a_name_stays)
{
	static const struct {
		uint64_t name, content;
		bool met, same;
	} rows[] = {
		{ 1, 10, false, false },
		{ 1, 10, true, true },
		{ 1, 11, true, false },
		{ 1, 11, true, false },
		{ 2, 10, false, false },
		{ 1, 10, true, true },
	};
	struct seen s = { 0 };
	bool met, same;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		cr_assert_eq(
		    seen_add_content(&s, rows[i].name, rows[i].content, &met, &same), ST_OK);
		cr_expect_eq(met, rows[i].met, "row %zu", i);
		cr_expect_eq(same, rows[i].same, "row %zu", i);
	}
	seen_clear(&s);
}
