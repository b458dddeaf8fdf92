#include "net/limit.h"

#include <criterion/criterion.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECOND = 1000000, START = 1000 * SECOND };

static struct limit *open_limit(struct limit_settings settings, unsigned workers)
{
	struct limit *l;

	cr_assert_eq(limit_open(&settings, workers, &l), ST_OK);
	limit_worker(l, 0);
	return l;
}

static struct client v4(unsigned char last)
{
	return (struct client){ { [10] = 0xff, [11] = 0xff, [12] = 192, [14] = 2, [15] = last } };
}

static struct client v6(unsigned char network, unsigned char host)
{
	return (struct client){ { 0x20, 1, 0x0d, 0xb8, [7] = network, [15] = host } };
}

/* How many connections of the client are let in, of `tries`. */
static unsigned enter(struct limit *l, struct client c, unsigned tries)
{
	unsigned n = 0;

	for (unsigned i = 0; i < tries; i++)
		n += limit_enter(l, &c);
	return n;
}

/* Run `what` as worker 1 in a process of its own; what it returns. */
static unsigned in_worker(struct limit *l, unsigned (*what)(struct limit *l))
{
	int status;
	pid_t pid = fork();

	cr_assert(pid >= 0);
	if (pid == 0) {
		limit_worker(l, 1);
		_exit((int)what(l));
	}
	cr_assert_eq(waitpid(pid, &status, 0), pid);
	cr_assert(WIFEXITED(status));
	return (unsigned)WEXITSTATUS(status);
}

static unsigned enter_ten(struct limit *l)
{
	return enter(l, v4(1), 10);
}

Test(limit, refusals_are_counted_by_their_reason)
{
	struct limit *l = open_limit((struct limit_settings){ 3, 2, 1, 1 }, 1);
	unsigned counts[REFUSALS];
	struct client one = v4(1);

	enter(l, one, 5);   /* 2 of 5: per_client */
	enter(l, v4(2), 5); /* 1 of 5: connections */
	limit_request(l, &one, START);
	limit_request(l, &one, START);
	limit_refused(l, REFUSED_TLS);
	limit_refusals(l, counts);
	cr_expect_eq(counts[REFUSED_PER_CLIENT], 3);
	cr_expect_eq(counts[REFUSED_CONNECTIONS], 4);
	cr_expect_eq(counts[REFUSED_RATE], 1);
	cr_expect_eq(counts[REFUSED_TLS], 1);
	cr_expect_eq(counts[REFUSED_LATE], 0);
	limit_refusals(l, counts);
	cr_expect_eq(counts[REFUSED_PER_CLIENT], 0, "they are told once");
	limit_close(l);
}

static unsigned enter_none(struct limit *l)
{
	(void)l;
	return 0;
}

static unsigned enter_and_leave(struct limit *l)
{
	struct client c = v4(1);
	unsigned n = enter(l, c, 10);

	for (unsigned i = 0; i < n; i++)
		limit_leave(l, &c);
	return n;
}

Test(limit, one_client_has_at_most_its_share)
{
	struct limit *l = open_limit((struct limit_settings){ 100, 3, 0, 0 }, 1);
	struct client one = v4(1);

	cr_expect_eq(enter(l, one, 10), 3);
	/* Another one by chance in the same slot: one of these two is not. */
	cr_expect(enter(l, v4(2), 1) + enter(l, v4(3), 1) >= 1);
	limit_leave(l, &one);
	cr_expect_eq(enter(l, one, 10), 1);
	limit_close(l);
}

Test(limit, a_refused_connection_is_not_counted)
{
	struct limit *l = open_limit((struct limit_settings){ 100, 1, 0, 0 }, 1);
	struct client one = v4(1);

	cr_expect_eq(enter(l, one, 50), 1);
	limit_leave(l, &one);
	cr_expect_eq(enter(l, one, 50), 1);
	limit_close(l);
}

Test(limit, all_clients_have_at_most_the_whole)
{
	struct limit *l = open_limit((struct limit_settings){ 5, 100, 0, 0 }, 1);
	unsigned n = 0;

	for (unsigned char i = 0; i < 20; i++)
		n += enter(l, v4(i), 1);
	cr_expect_eq(n, 5);
	limit_close(l);
}

Test(limit, an_ipv6_network_is_one_client)
{
	struct limit *l = open_limit((struct limit_settings){ 100, 3, 0, 0 }, 1);
	unsigned n = 0;

	for (unsigned char i = 0; i < 20; i++)
		n += enter(l, v6(1, i), 1);
	cr_expect_eq(n, 3);
	cr_expect(enter(l, v6(2, 0), 1) + enter(l, v6(3, 0), 1) >= 1);
	limit_close(l);
}

Test(limit, workers_share_what_they_count)
{
	struct limit *l = open_limit((struct limit_settings){ 100, 4, 0, 0 }, 2);

	cr_expect_eq(enter(l, v4(1), 1), 1);
	cr_expect_eq(in_worker(l, enter_ten), 3);
	cr_expect_eq(enter(l, v4(1), 1), 0);
	limit_close(l);
}

Test(limit, what_a_worker_gives_back_others_may_take)
{
	struct limit *l = open_limit((struct limit_settings){ 100, 4, 0, 0 }, 2);

	cr_expect_eq(in_worker(l, enter_and_leave), 4);
	cr_expect_eq(enter(l, v4(1), 10), 4);
	limit_close(l);
}

Test(limit, a_new_worker_frees_what_its_predecessor_held)
{
	struct limit *l = open_limit((struct limit_settings){ 100, 4, 0, 0 }, 2);

	cr_expect_eq(in_worker(l, enter_ten), 4);
	cr_expect_eq(enter(l, v4(1), 1), 0);
	in_worker(l, enter_none);
	cr_expect_eq(enter(l, v4(1), 10), 4);
	limit_close(l);
}

/* How many requests are let pass at one moment, of many. */
static unsigned ask(struct limit *l, struct client c, uint64_t now)
{
	unsigned n = 0;

	for (unsigned i = 0; i < 1000; i++)
		n += limit_request(l, &c, now);
	return n;
}

Test(limit, a_burst_passes_at_once_and_then_the_rate)
{
	struct limit *l = open_limit((struct limit_settings){ 100, 4, 20, 100 }, 1);
	struct client c = v4(1);

	cr_expect_eq(ask(l, c, START), 100);
	cr_expect_eq(ask(l, c, START), 0);
	cr_expect_eq(ask(l, c, START + SECOND / 20 - 1), 0);
	cr_expect_eq(ask(l, c, START + SECOND / 20), 1);
	cr_expect_eq(ask(l, c, START + SECOND / 20 + SECOND), 20);
	/* A long pause gives a burst, and no more. */
	cr_expect_eq(ask(l, c, START + 1000ull * SECOND), 100);
	limit_close(l);
}

Test(limit, requests_that_are_refused_do_not_push_the_next_one_back)
{
	struct limit *l = open_limit((struct limit_settings){ 100, 4, 1, 1 }, 1);

	for (uint64_t s = 0; s < 10; s++)
		cr_expect_eq(ask(l, v4(1), START + s * SECOND), 1);
	limit_close(l);
}

Test(limit, rate_of_nothing_is_no_limit)
{
	struct limit *l = open_limit((struct limit_settings){ 100, 4, 0, 0 }, 1);

	cr_expect_eq(ask(l, v4(1), START), 1000);
	cr_expect_eq(ask(l, v4(1), 0), 1000);
	limit_close(l);
}

Test(limit, a_clock_at_its_start_has_a_full_burst)
{
	struct limit *l = open_limit((struct limit_settings){ 100, 4, 10, 5 }, 1);

	cr_expect_eq(ask(l, v4(1), 0), 5);
	limit_close(l);
}

static unsigned ask_in_worker(struct limit *l)
{
	return ask(l, v4(1), START);
}

Test(limit, workers_share_the_rate)
{
	struct limit *l = open_limit((struct limit_settings){ 100, 4, 1, 10 }, 2);

	cr_expect_eq(in_worker(l, ask_in_worker), 10);
	cr_expect_eq(ask(l, v4(1), START), 0);
	limit_close(l);
}

Test(limit, of_many_connections_of_one_client_is_still_counted)
{
	enum { MANY = 70000 }; /* more than 16 bits hold */
	struct limit *l = open_limit((struct limit_settings){ 1000000, MANY, 0, 0 }, 1);

	cr_expect_eq(enter(l, v4(1), MANY + 1000), MANY);
	limit_close(l);
}
