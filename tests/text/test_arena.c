#include "text/arena.h"

#include <criterion/criterion.h>
#include <string.h>

enum { MAX = 1 << 20, LONG = 3600 * 1000 };

/* Take blocks of `size` bytes until there are none; how many there were. */
static size_t take_all(struct arena *a, size_t size)
{
	volatile size_t n = 0;

	if (setjmp(a->leave) != 0)
		return n;
	for (;; n++)
		memset(arena_take(a, size), 0xff, size);
}

Test(arena, it_gives_what_it_has_and_then_leaves)
{
	static const size_t sizes[] = { 16, 1000, 300 * 1000, MAX };
	struct arena a;
	struct error e;
	size_t n;

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		arena_init(&a, MAX, LONG);
		n = take_all(&a, sizes[i]);
		cr_expect_geq(n, MAX / sizes[i] * 9 / 10, "%zu of %zu bytes", n, sizes[i]);
		cr_expect_leq(n * sizes[i], MAX, "%zu of %zu bytes", n, sizes[i]);
		cr_expect_eq(arena_status(&a, "HTML", "so it is", &e), ST_TOOBIG);
		cr_expect_str_eq(e.text, "HTML that takes too much memory to read: so it is");
		arena_clear(&a);
	}
}

Test(arena, what_is_larger_than_all_of_it_is_not_given_short)
{
	struct arena a;

	arena_init(&a, MAX, LONG);
	cr_expect_eq(take_all(&a, MAX + 1), 0);
	arena_clear(&a);
}

Test(arena, a_time_that_is_over_ends_it)
{
	struct arena a;
	struct error e;

	arena_init(&a, MAX, -1);
	cr_expect_lt(take_all(&a, 16), 1000);
	cr_expect_eq(arena_status(&a, "HTML", "so it is", &e), ST_TOOBIG);
	cr_expect_str_eq(e.text, "HTML that takes too long to read: so it is");
	arena_clear(&a);
}

Test(arena, what_grows_keeps_its_bytes)
{
	static char *last, *other;
	struct arena a;

	arena_init(&a, MAX, LONG);
	if (setjmp(a.leave) == 0) {
		last = strcpy(arena_take(&a, 32), "un bac");
		cr_expect_eq(arena_grow(&a, last, 32, 1000), last, "it was taken last");
		other = strcpy(arena_take(&a, 32), "une route");
		last = arena_grow(&a, last, 1000, 300 * 1000);
		cr_expect_str_eq(last, "un bac");
		cr_expect_str_eq(other, "une route");
		cr_expect_eq(arena_grow(&a, other, 32, 8), other, "smaller: it stays");
	}
	cr_expect_eq(arena_status(&a, "HTML", "so it is", NULL), ST_OK);
	arena_clear(&a);
}
