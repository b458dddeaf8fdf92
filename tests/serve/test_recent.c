#include "serve/recent.h"

#include "archive/archive.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { DAY = 24 * 60 * 60, NOON = 19522 * DAY + DAY / 2 }; /* 2023-06-14 */

static const int64_t start = 5000000; /* ms */

static struct client client_of_number(unsigned n)
{
	struct client c = { { [10] = 0xff, [11] = 0xff } }; /* an IPv4 address */

	for (unsigned i = 0; i < 4; i++)
		c.address[15 - i] = (unsigned char)(n >> 8 * i);
	return c;
}

/* The client reads the article of that number, so many ms after the start. */
static unsigned reads(struct recent *r, unsigned client, unsigned article, int64_t ms)
{
	struct client c = client_of_number(client);
	char id[IDENT_MAX + 1];

	snprintf(id, sizeof id, "%07u", article);
	return recent_add(r, &c, id, NOON + ms / 1000, start + ms);
}

/* Settle all that is pending; what it was, as "0000001+ 0000002- ", a minus for what is to be taken
 * back. */
static void expect_settled(struct recent *r, const char *expected)
{
	const struct recent_read *read;
	uint64_t place = 0;
	char text[1024] = "";
	size_t len = 0;

	while ((read = recent_next(r, &place)) != NULL && len < sizeof text) {
		len += (size_t)snprintf(text + len, sizeof text - len, "%s%c ", read->id,
		    read->state == RECENT_NEW ? '+' : '-');
		recent_settle(r, place, read->state == RECENT_NEW);
	}
	cr_expect_str_eq(text, expected, "\"%s\", not \"%s\"", text, expected);
	cr_expect_eq(recent_pending(r), 0);
}

Test(recent, each_article_of_a_client_counts_once)
{
	struct recent *r = recent_new();

	cr_expect_eq(reads(r, 1, 1, 0), 1);
	cr_expect_eq(reads(r, 1, 1, 10), 1);
	cr_expect_eq(reads(r, 1, 2, 20), 2);
	cr_expect_eq(reads(r, 2, 1, 30), 1);
	cr_expect_eq(recent_pending(r), 3);
	expect_settled(r, "0000001+ 0000002+ 0000001+ ");
	cr_expect_eq(reads(r, 1, 1, 40), 2);
	cr_expect_eq(recent_pending(r), 0, "it was counted");
	expect_settled(r, "");
	recent_free(r);
}

Test(recent, what_had_no_count_is_tried_again_when_it_is_read_again)
{
	struct recent *r = recent_new();
	uint64_t place = 0;

	reads(r, 1, 1, 0);
	cr_assert_not_null(recent_next(r, &place));
	recent_settle(r, place, false);
	cr_expect_eq(reads(r, 1, 1, 5), 1);
	expect_settled(r, "0000001+ ");
	recent_free(r);
}

Test(recent, the_next_day_is_another_one)
{
	struct recent *r = recent_new();
	struct client c = client_of_number(1);

	recent_add(r, &c, "k3f9qz1", NOON + DAY / 2 - 1, start);
	expect_settled(r, "k3f9qz1+ ");
	recent_add(r, &c, "k3f9qz1", NOON + DAY / 2, start + 1000);
	expect_settled(r, "k3f9qz1+ ");
	recent_free(r);
}

Test(recent, a_minute_later_a_read_is_none_any_more)
{
	struct recent *r = recent_new();

	for (unsigned i = 0; i < 10; i++)
		reads(r, 1, i, i * 1000);
	expect_settled(r,
	    "0000000+ 0000001+ 0000002+ 0000003+ 0000004+ 0000005+ 0000006+ "
	    "0000007+ 0000008+ 0000009+ ");
	cr_expect_eq(reads(r, 1, 10, RECENT_MS - 1), 11);
	cr_expect_eq(reads(r, 1, 11, RECENT_MS), 11);
	cr_expect_eq(reads(r, 1, 12, RECENT_MS + 8999), 4);
	cr_expect_eq(reads(r, 1, 13, 3 * RECENT_MS), 1);
	recent_free(r);
}

/* Its pace is its own, whoever else reads meanwhile. */
Test(recent, a_client_in_a_hurry_is_told_from_the_crowd)
{
	struct recent *r = recent_new();

	for (unsigned i = 0; i < 100; i++) {
		for (unsigned client = 2; client < 50; client++)
			cr_assert_eq(reads(r, client, client, 500 * i), 1);
		cr_expect_eq(reads(r, 1, i, 500 * i), i + 1);
		if (i == READS_PACE)
			break;
	}
	recent_free(r);
}

Test(recent, a_robot_loses_what_is_to_be_counted_and_what_was)
{
	struct recent *r = recent_new();
	struct client robot = client_of_number(1);

	reads(r, 1, 1, 0);
	reads(r, 2, 1, 0);
	expect_settled(r, "0000001+ 0000001+ ");
	reads(r, 1, 2, 100);
	reads(r, 2, 2, 100);
	recent_revoke(r, &robot);
	expect_settled(r, "0000001- 0000002+ ");
	recent_revoke(r, &robot);
	cr_expect_eq(recent_pending(r), 0, "nothing is taken back twice");
	recent_free(r);
}

Test(recent, the_ipv6_addresses_of_one_subscriber_are_one_client)
{
	struct recent *r = recent_new();
	struct client a = { { 0x20, 1, 0x0d, 0xb8, [7] = 1, [15] = 1 } }, b = a;

	b.address[15] = 2;
	cr_expect_eq(recent_add(r, &a, "k3f9qz1", NOON, start), 1);
	cr_expect_eq(recent_add(r, &b, "k3f9qz2", NOON, start), 2);
	cr_expect_eq(recent_add(r, &b, "k3f9qz1", NOON, start), 2);
	recent_revoke(r, &b);
	cr_expect_eq(recent_pending(r), 0);
	recent_free(r);
}

Test(recent, no_address_is_kept_longer_than_it_is_needed)
{
	static const struct client nobody = { { 0 } };
	struct recent *r = recent_new();
	const struct recent_read *read;
	uint64_t place = 0;

	reads(r, 1, 1, 0);
	read = recent_next(r, &place);
	cr_assert_not_null(read);
	cr_expect_neq(memcmp(&read->client, &nobody, sizeof nobody), 0);
	recent_settle(r, place, true);
	cr_expect_eq(memcmp(&read->client, &nobody, sizeof nobody), 0);
	recent_free(r);
}

Test(recent, when_full_the_oldest_goes_unless_it_is_to_be_counted)
{
	struct recent *r = recent_new();
	struct client first = client_of_number(0);

	for (unsigned i = 0; i < RECENT_MAX; i++)
		cr_assert_eq(reads(r, i, 1, 0), 1);
	cr_expect_eq(reads(r, RECENT_MAX, 1, 0), 0, "all are to be counted");
	cr_expect_eq(recent_pending(r), RECENT_MAX);
	for (uint64_t place = 0; recent_next(r, &place) != NULL;)
		recent_settle(r, place, true);
	cr_expect_eq(reads(r, RECENT_MAX, 1, 0), 1);
	recent_revoke(r, &first);
	cr_expect_eq(recent_pending(r), 1, "the first is known no more");
	recent_free(r);
}

Test(recent, what_was_forgotten_is_not_taken_back)
{
	struct recent *r = recent_new();
	struct client c = client_of_number(1);

	reads(r, 1, 1, 0);
	expect_settled(r, "0000001+ ");
	reads(r, 1, 2, 0);
	recent_forget(r);
	cr_expect_eq(recent_pending(r), 0);
	recent_revoke(r, &c);
	cr_expect_eq(recent_pending(r), 0);
	cr_expect_eq(reads(r, 1, 3, 0), 3, "its pace is known still");
	recent_free(r);
}
