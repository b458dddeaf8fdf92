/* What one client may have, and that others are served all the same. */
#include "tests/server/reader.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char request[] = "gemini://localhost/about.gmi\r\n";
static const struct reader_how tls = { .sni = "localhost" }, plain = { .plain = true };

/* Ask over and over until it is answered: a place that was left is free a moment later. */
static void expect_served_soon(const struct harness *h)
{
	int64_t deadline = harness_now() + HARNESS_DEADLINE_MS;
	bool served = false;

	while (!served) {
		struct reader *r = reader_open(h->gopher, &plain);
		struct reply reply;

		cr_assert_lt(harness_now(), deadline, "no client is served any more");
		reader_push(r, "/new\r\n", 6);
		reply = reader_read(r);
		served = reply.len > 0;
		reply_clear(&reply);
		reader_close(r);
		if (!served)
			harness_pause();
	}
}

/* The limit is two connections: a third one is dropped, the two go on, and one that ends makes
 * room. */
static void expect_two(struct harness *h)
{
	struct reader *first, *second, *third;
	struct reply r;

	first = reader_open(h->gemini, &tls);
	second = reader_open(h->gemini, &tls);
	third = reader_open(h->gopher, &plain);
	r = reader_read(third);
	cr_expect_eq(r.len, 0);
	reply_clear(&r);
	reader_close(third);
	reader_write(second, request, sizeof request - 1);
	r = reader_read(second);
	cr_expect_str_eq(r.header, "20 text/gemini; lang=fr");
	reply_clear(&r);
	reader_close(second);
	expect_served_soon(h);
	reader_write(first, request, sizeof request - 1);
	r = reader_read(first);
	cr_expect_str_eq(r.header, "20 text/gemini; lang=fr");
	reply_clear(&r);
	reader_close(first);
}

Test(limits, a_client_has_so_many_connections_and_no_more)
{
	struct harness h;

	harness_up(&h, &(struct harness_ini){ .limits = "rate = 0\nper_client = 2\n" });
	expect_two(&h);
	harness_stop(&h);
	harness_logged(&h, " connections: per_client 2\n");
}

Test(limits, all_clients_have_so_many_connections_and_no_more)
{
	struct harness h;

	harness_up(&h, &(struct harness_ini){ .limits = "rate = 0\nconnections = 2\n" });
	expect_two(&h);
	harness_stop(&h);
}

Test(limits, workers_count_together)
{
	struct harness h;

	harness_up(&h,
	    &(struct harness_ini){
		.server = "workers = 4\n", .limits = "rate = 0\nper_client = 2\n" });
	expect_two(&h);
	harness_stop(&h);
}

/* Requests that all end at the same moment, however slow the handshakes before were. */
Test(limits, a_client_over_its_rate_is_told_to_slow_down)
{
	enum { CLIENTS = 12, BURST = 2 };
	struct reader *readers[CLIENTS];
	unsigned served = 0, slowed = 0;
	struct harness h;

	harness_up(&h, &(struct harness_ini){ .limits = "rate = 1/s burst 2\nrequest = 60s\n" });
	for (size_t i = 0; i < CLIENTS; i++) {
		readers[i] = reader_open(h.gemini, &tls);
		reader_write(readers[i], request, sizeof request - 3);
	}
	for (size_t i = 0; i < CLIENTS; i++)
		reader_write(readers[i], "\r\n", 2);
	for (size_t i = 0; i < CLIENTS; i++) {
		struct reply r = reader_read(readers[i]);

		if (strcmp(r.header, "20 text/gemini; lang=fr") == 0) {
			served++;
		} else {
			cr_expect_str_eq(r.header, "44 1");
			slowed++;
		}
		cr_expect_eq(r.ending, END_NOTIFIED);
		reply_clear(&r);
		reader_close(readers[i]);
	}
	cr_expect_geq(served, BURST);
	cr_expect_geq(slowed, 1);
	harness_stop(&h);
}

Test(limits, on_gopher_a_client_over_its_rate_gets_an_error_item)
{
	enum { CLIENTS = 12 };
	struct reader *readers[CLIENTS];
	unsigned refused = 0;
	struct harness h;

	harness_up(&h, &(struct harness_ini){ .limits = "rate = 1/s burst 2\nrequest = 60s\n" });
	for (size_t i = 0; i < CLIENTS; i++) {
		readers[i] = reader_open(h.gopher, &plain);
		reader_write(readers[i], "/new", 4);
	}
	for (size_t i = 0; i < CLIENTS; i++)
		reader_write(readers[i], "\r\n", 2);
	for (size_t i = 0; i < CLIENTS; i++) {
		struct reply r = reader_read(readers[i]);

		cr_expect_gt(r.len, 0);
		refused += r.bytes[0] == '3';
		reply_clear(&r);
		reader_close(readers[i]);
	}
	cr_expect_geq(refused, 1);
	cr_expect_lt(refused, CLIENTS);
	harness_stop(&h);
}

Test(limits, idle_clients_keep_nobody_from_being_served)
{
	enum { IDLE = 300 };
	static struct reader *idle[IDLE];
	struct harness h;
	struct reply r;

	harness_up(&h, &(struct harness_ini){ .limits = "rate = 0\nper_client = 1000\n" });
	for (size_t i = 0; i < IDLE; i++) {
		idle[i] = reader_open(h.gemini, &plain);
		if (i % 2 == 0)
			reader_write(idle[i], "\x16\x03\x01", 3);
	}
	r = reader_gemini(&h, "/new");
	cr_expect_str_eq(r.header, "20 text/gemini; lang=fr");
	reply_clear(&r);
	for (size_t i = 0; i < IDLE; i++)
		reader_close(idle[i]);
	harness_stop(&h);
}
