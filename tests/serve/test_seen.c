#include "serve/seen.h"

#include <criterion/criterion.h>
#include <stdio.h>

enum { DAY = 24 * 60 * 60, NOON = 19522 * DAY + DAY / 2 }; /* 2023-06-14 */

/* As the recorder does: a first read is noted. */
static bool is_first(struct seen *s, const struct client *c, const char *id, int64_t now)
{
	bool first = seen_first(s, c, id, now);

	if (first)
		seen_note(s, c, id);
	return first;
}

static struct client client_of_number(unsigned n)
{
	struct client c = { { [10] = 0xff, [11] = 0xff } }; /* an IPv4 address */

	for (unsigned i = 0; i < 4; i++)
		c.address[15 - i] = (unsigned char)(n >> 8 * i);
	return c;
}

Test(seen, counts_a_client_and_an_article_once_a_day)
{
	struct seen *s = seen_new();
	struct client a = client_of_number(1), b = client_of_number(2);

	cr_assert_not_null(s);
	cr_expect(is_first(s, &a, "k3f9qz1", NOON));
	cr_expect(!is_first(s, &a, "k3f9qz1", NOON));
	cr_expect(!is_first(s, &a, "k3f9qz1", NOON + DAY / 2 - 1));
	cr_expect(is_first(s, &b, "k3f9qz1", NOON));
	cr_expect(is_first(s, &a, "k3f9qz2", NOON));
	cr_expect(!is_first(s, &b, "k3f9qz1", NOON));
	cr_expect(!is_first(s, &a, "k3f9qz2", NOON));
	cr_expect(is_first(s, &a, "k3f9qz1", NOON + DAY / 2));
	cr_expect(!is_first(s, &a, "k3f9qz1", NOON + DAY / 2));
	seen_free(s);
}

Test(seen, a_read_of_yesterday_that_is_told_late_belongs_to_today)
{
	struct seen *s = seen_new();
	struct client a = client_of_number(1);

	cr_expect(is_first(s, &a, "k3f9qz1", NOON));
	cr_expect(is_first(s, &a, "k3f9qz2", NOON - DAY));
	cr_expect(!is_first(s, &a, "k3f9qz1", NOON), "today is not forgotten for it");
	cr_expect(is_first(s, &a, "k3f9qz1", NOON - 2 * DAY), "a clock that was put back");
	cr_expect(!is_first(s, &a, "k3f9qz1", NOON - 2 * DAY));
	seen_free(s);
}

Test(seen, takes_the_ipv6_addresses_of_one_subscriber_for_one_reader)
{
	struct seen *s = seen_new();
	struct client a = { { 0x20, 1, 0x0d, 0xb8, [7] = 1, [15] = 1 } };
	struct client neighbour = { { 0x20, 1, 0x0d, 0xb8, [7] = 2, [15] = 1 } };
	struct client later = a;

	later.address[9] = 7;
	cr_expect(is_first(s, &a, "k3f9qz1", NOON));
	cr_expect(!is_first(s, &later, "k3f9qz1", NOON));
	cr_expect(is_first(s, &neighbour, "k3f9qz1", NOON));
	seen_free(s);
}

Test(seen, takes_a_longer_id_for_another)
{
	struct seen *s = seen_new();
	struct client a = client_of_number(1);

	cr_expect(is_first(s, &a, "k3f9qz1", NOON));
	cr_expect(is_first(s, &a, "k3f9qz12", NOON));
	seen_free(s);
}

Test(seen, forgets_what_was_not_noted)
{
	struct seen *s = seen_new();
	struct client a = client_of_number(1);

	cr_expect(seen_first(s, &a, "k3f9qz1", NOON));
	cr_expect(seen_first(s, &a, "k3f9qz1", NOON));
	seen_note(s, &a, "k3f9qz1");
	cr_expect(!seen_first(s, &a, "k3f9qz1", NOON));
	seen_free(s);
}

Test(seen, remembers_many)
{
	enum { MANY = 50000 };
	struct seen *s = seen_new();
	unsigned first = 0, again = 0;

	for (unsigned i = 0; i < MANY; i++) {
		struct client c = client_of_number(i / 100);
		char id[16];

		snprintf(id, sizeof id, "%07u", i % 100);
		first += is_first(s, &c, id, NOON);
		again += is_first(s, &c, id, NOON);
	}
	cr_expect_eq(first, MANY);
	cr_expect_eq(again, 0);
	seen_free(s);
}

Test(seen, when_full_takes_nothing_for_new)
{
	struct seen *s = seen_new();
	struct client c;

	for (unsigned i = 0; i < SEEN_MAX; i++) {
		c = client_of_number(i);
		if (!is_first(s, &c, "k3f9qz1", NOON))
			cr_assert_fail("the read %u was taken for an earlier one", i);
	}
	c = client_of_number(SEEN_MAX);
	cr_expect(!is_first(s, &c, "k3f9qz1", NOON));
	cr_expect(is_first(s, &c, "k3f9qz1", NOON + DAY));
	seen_free(s);
}
