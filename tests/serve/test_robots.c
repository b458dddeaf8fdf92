#include "serve/robots.h"

#include <criterion/criterion.h>
#include <stdio.h>

enum { HOUR = 60 * 60, START = 1000 * HOUR };

static struct client client_of_number(unsigned n)
{
	struct client c = { { [10] = 0xff, [11] = 0xff } }; /* an IPv4 address */

	for (unsigned i = 0; i < 4; i++)
		c.address[15 - i] = (unsigned char)(n >> 8 * i);
	return c;
}

Test(robots, are_those_that_were_marked)
{
	struct robots *r = robots_new();
	struct client a = client_of_number(1), b = client_of_number(2);

	cr_expect(!robots_has(r, &a, START));
	robots_mark(r, &a, START);
	robots_mark(r, &a, START);
	cr_expect(robots_has(r, &a, START));
	cr_expect(!robots_has(r, &b, START));
	robots_free(r);
}

Test(robots, an_ipv6_subscriber_is_one_of_them)
{
	struct robots *r = robots_new();
	struct client a = { { 0x20, 1, 0x0d, 0xb8, [7] = 1, [15] = 1 } };
	struct client later = a, neighbour = a;

	later.address[9] = 7;
	neighbour.address[7] = 2;
	robots_mark(r, &a, START);
	cr_expect(robots_has(r, &later, START));
	cr_expect(!robots_has(r, &neighbour, START));
	robots_free(r);
}

/* Whenever in its span it was marked. */
Test(robots, are_remembered_for_a_day_and_forgotten_after_a_day_and_a_half)
{
	for (int64_t hour = 0; hour < 24; hour++) {
		struct robots *r = robots_new();
		struct client a = client_of_number(1);
		int64_t from = START + hour * HOUR;

		robots_mark(r, &a, from);
		for (int64_t h = 1; h <= 24; h++)
			cr_expect(robots_has(r, &a, from + h * HOUR), "%lld: %lld hours after",
			    (long long)hour, (long long)h);
		cr_expect(!robots_has(r, &a, from + 36 * HOUR), "%lld", (long long)hour);
		robots_free(r);
	}
}

Test(robots, a_long_silence_leaves_none)
{
	struct robots *r = robots_new();
	struct client a = client_of_number(1);

	for (int64_t h = 0; h < 36; h += 12)
		robots_mark(r, &a, START + h * HOUR);
	cr_expect(!robots_has(r, &a, START + 1000 * HOUR));
	robots_mark(r, &a, START + 1000 * HOUR);
	cr_expect(robots_has(r, &a, START + 1000 * HOUR));
	robots_free(r);
}

Test(robots, when_full_take_no_more)
{
	struct robots *r = robots_new();
	struct client first = client_of_number(0), over = client_of_number(ROBOTS_MAX);

	for (unsigned i = 0; i <= ROBOTS_MAX; i++) {
		struct client c = client_of_number(i);

		robots_mark(r, &c, START);
	}
	cr_expect(robots_has(r, &first, START));
	cr_expect(!robots_has(r, &over, START));
	robots_mark(r, &over, START + ROBOTS_SPAN_S);
	cr_expect(robots_has(r, &over, START + ROBOTS_SPAN_S));
	robots_free(r);
}
