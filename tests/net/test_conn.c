#include "net/conn.h"

#include "tests/net/scene.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	STEP = 64 * 1024,
	MEGABYTE = 1024 * 1024,
	TIMEOUT = 60, /* seconds, for a machine under load */
};

/* ---- the request line ---- */

static const char *said; /* by client_says */
static size_t said_len;
static bool in_bytes;

static void client_says(struct scene *s)
{
	int fd = scene_connect(s);

	for (size_t i = 0; in_bytes && i < said_len; i++) {
		scene_say(fd, said + i, 1);
		usleep(1000);
	}
	if (!in_bytes)
		scene_say(fd, said, said_len);
	scene_hear(s, fd, STEP, 0);
	close(fd);
}

/* 32 and 33 bytes. */
#define LONGEST  "abcdefghijklmnopqrstuvwxyz012345"
#define TOO_LONG LONGEST "6"

static const struct request {
	bool crlf;
	const char *said;
	const char *line;
	enum conn_line how;
} requests[] = {
	{ true, "/a\r\n", "/a", CONN_LINE_WHOLE },
	{ true, "\r\n", "", CONN_LINE_WHOLE },
	{ true, "a\nb\rc\r\n", "a\nb\rc", CONN_LINE_WHOLE },
	{ true, "/a\r\r\n", "/a\r", CONN_LINE_WHOLE },
	{ true, "/a\r\n/b\r\n", "/a", CONN_LINE_WHOLE },
	{ true, LONGEST "\r\n", LONGEST, CONN_LINE_WHOLE },
	{ true, TOO_LONG "\r\n", NULL, CONN_LINE_TOO_LONG },
	{ true, TOO_LONG TOO_LONG, NULL, CONN_LINE_TOO_LONG },
	{ false, "/a\n", "/a", CONN_LINE_WHOLE },
	{ false, "/a\r\n", "/a", CONN_LINE_WHOLE },
	{ false, "/a\n\r", "/a", CONN_LINE_WHOLE },
	{ false, "\n", "", CONN_LINE_WHOLE },
	{ false, "\r\n", "", CONN_LINE_WHOLE },
	{ false, "/a\rb\n", "/a\rb", CONN_LINE_WHOLE },
	{ false, "/a\n/b\n", "/a", CONN_LINE_WHOLE },
	{ false, LONGEST "\n", LONGEST, CONN_LINE_WHOLE },
	{ false, LONGEST "\r\n", LONGEST, CONN_LINE_WHOLE },
	{ false, TOO_LONG "\n", NULL, CONN_LINE_TOO_LONG },
	{ false, TOO_LONG "\r\n", NULL, CONN_LINE_TOO_LONG },
	{ false, TOO_LONG TOO_LONG, NULL, CONN_LINE_TOO_LONG },
};

static void expect_request(const struct request *r, bool bytewise)
{
	struct scene s = scene_new(client_says);

	said = r->said;
	said_len = strlen(said);
	in_bytes = bytewise;
	s.protocol.crlf = r->crlf;
	scene_run(&s);
	cr_assert_eq(s.requests, 1, "\"%s\"", r->said);
	cr_expect_eq(s.lines[0].how, r->how, "\"%s\"", r->said);
	if (r->line != NULL) {
		cr_expect_eq(
		    s.lines[0].len, strlen(r->line), "\"%s\": %zu", r->said, s.lines[0].len);
		cr_expect_eq(
		    memcmp(s.lines[0].text, r->line, strlen(r->line)), 0, "\"%s\"", r->said);
	}
	cr_expect(scene_heard_all(&s));
	cr_expect(s.clean);
	cr_expect_eq(s.delivered, 1);
	scene_free(&s);
}

Test(conn, takes_one_line, .timeout = TIMEOUT)
{
	for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++)
		expect_request(&requests[i], false);
}

Test(conn, takes_one_line_a_byte_at_a_time, .timeout = TIMEOUT)
{
	for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++)
		expect_request(&requests[i], true);
}

Test(conn, gives_a_nul_in_the_line_on, .timeout = TIMEOUT)
{
	struct scene s = scene_new(client_says);

	said = "a\0b\n";
	said_len = 4;
	scene_run(&s);
	cr_expect_eq(s.lines[0].len, 3);
	cr_expect_eq(memcmp(s.lines[0].text, "a\0b", 3), 0);
	scene_free(&s);
}

static void client_says_nothing(struct scene *s)
{
	int fd = scene_connect(s);

	scene_hear(s, fd, STEP, 0);
	close(fd);
}

Test(conn, says_what_it_knows_of_itself, .timeout = TIMEOUT)
{
	struct scene s = scene_new(client_says);

	said = "/a\n";
	said_len = 3;
	scene_run(&s);
	cr_expect_eq(s.port_seen, s.port);
	cr_expect_eq(s.sent, s.answer_size);
	scene_free(&s);
}

/* ---- deadlines ---- */

Test(conn, ends_when_no_request_comes, .timeout = TIMEOUT)
{
	struct scene s = scene_new(client_says_nothing);

	s.request_ms = 50;
	scene_run(&s);
	cr_expect_eq(s.requests, 0);
	cr_expect_eq(s.heard.len, 0);
	scene_free(&s);
}

Test(conn, ends_when_half_a_request_comes, .timeout = TIMEOUT)
{
	struct scene s = scene_new(client_says);

	said = "/half";
	said_len = 5;
	s.request_ms = 50;
	scene_run(&s);
	cr_expect_eq(s.requests, 0);
	cr_expect_eq(s.heard.len, 0);
	scene_free(&s);
}

static void client_trickles(struct scene *s)
{
	int fd = scene_connect(s);

	for (unsigned i = 0; i < 30 && send(fd, "a", 1, MSG_NOSIGNAL) == 1; i++)
		usleep(20000);
	scene_say(fd, "\n", 1); /* with which it would be a request */
	scene_hear(s, fd, STEP, 0);
	close(fd);
}

Test(conn, deadline_is_for_the_whole_line_not_for_each_byte, .timeout = TIMEOUT)
{
	struct scene s = scene_new(client_trickles);

	s.request_ms = 100;
	scene_run(&s);
	cr_expect_eq(s.requests, 0);
	scene_free(&s);
}

static void client_does_not_read(struct scene *s)
{
	int fd = scene_connect(s);

	scene_say(fd, "/a\n", 3);
	sem_wait(&s->ended);
	scene_hear(s, fd, STEP, 0);
	close(fd);
}

Test(conn, ends_when_the_answer_stalls, .timeout = TIMEOUT)
{
	struct scene s = scene_new(client_does_not_read);

	s.answer_size = 32 * MEGABYTE;
	s.receive_buffer = 4096;
	s.stall_ms = 100;
	scene_run(&s);
	cr_expect_eq(s.requests, 1);
	cr_expect_eq(s.delivered, 0);
	cr_expect_lt(s.heard.len, s.answer_size);
	scene_free(&s);
}

/* ---- answers ---- */

static void client_reads_slowly(struct scene *s)
{
	int fd = scene_connect(s);

	scene_say(fd, "/a\n", 3);
	scene_hear(s, fd, 8192, 1000);
	close(fd);
}

Test(conn, large_answer_reaches_a_slow_reader_whole, .timeout = TIMEOUT)
{
	struct scene s = scene_new(client_reads_slowly);

	s.answer_size = MEGABYTE;
	s.receive_buffer = 4096;
	scene_run(&s);
	cr_expect(scene_heard_all(&s), "%zu bytes", s.heard.len);
	cr_expect(s.clean);
	cr_expect_eq(s.delivered, 1);
	scene_free(&s);
}

static void client_reads_by_ticks(struct scene *s)
{
	int fd = scene_connect(s);

	scene_say(fd, "/a\n", 3);
	scene_hear_by_ticks(s, fd, STEP);
	close(fd);
}

/* It reads in at least 128 ticks, which is longer than stall_ms; and in each it does. */
Test(conn, slow_reader_does_not_stall_as_long_as_it_reads, .timeout = TIMEOUT)
{
	struct scene s = scene_new(client_reads_by_ticks);

	s.answer_size = 8 * MEGABYTE;
	s.receive_buffer = 4096;
	s.tick_ms = 20;
	s.stall_ms = 2000;
	scene_run(&s);
	cr_expect(scene_heard_all(&s), "%zu bytes", s.heard.len);
	cr_expect_eq(s.delivered, 1);
	scene_free(&s);
}

static void client_shuts_its_side(struct scene *s)
{
	int fd = scene_connect(s);

	scene_say(fd, "/a\n", 3);
	shutdown(fd, SHUT_WR);
	scene_hear(s, fd, STEP, 0);
	close(fd);
}

Test(conn, half_closed_client_gets_its_answer, .timeout = TIMEOUT)
{
	static const uint64_t late[] = { 0, 100 };

	for (size_t i = 0; i < sizeof late / sizeof late[0]; i++) {
		struct scene s = scene_new(client_shuts_its_side);

		s.answer_size = MEGABYTE;
		s.after_ms = late[i];
		scene_run(&s);
		cr_expect(scene_heard_all(&s), "%zu bytes", s.heard.len);
		cr_expect(s.clean);
		cr_expect_eq(s.delivered, 1);
		scene_free(&s);
	}
}

static void client_says_more(struct scene *s)
{
	static char more[300 * 1024];
	int fd = scene_connect(s);

	memset(more, 'x', sizeof more);
	scene_say(fd, "/a\n", 3);
	scene_say(fd, more, sizeof more);
	usleep(200000); /* the server has answered by now, and may have closed */
	scene_hear(s, fd, STEP, 0);
	close(fd);
}

Test(conn, no_reset_eats_the_answer_of_a_client_that_says_more, .timeout = TIMEOUT)
{
	/* The last one is more than the kernel takes at once. */
	static const size_t sizes[] = { 6, MEGABYTE, 8 * MEGABYTE };

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct scene s = scene_new(client_says_more);

		s.answer_size = sizes[i];
		s.receive_buffer = 4096;
		scene_run(&s);
		cr_expect(scene_heard_all(&s), "%zu of %zu bytes", s.heard.len, sizes[i]);
		scene_free(&s);
	}
}

/* ---- delivered or not ---- */

static void client_takes_nothing(struct scene *s)
{
	struct linger at_once = { .l_onoff = 1 };
	int fd = scene_connect(s);

	scene_say(fd, "/a\n", 3);
	shutdown(fd, SHUT_WR);
	sem_wait(&s->asked);
	usleep(300000);
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
	close(fd);
}

Test(conn, answer_that_nobody_took_is_not_delivered, .timeout = TIMEOUT)
{
	struct scene s = scene_new(client_takes_nothing);

	s.answer_size = 200 * 1024; /* the kernel takes it all from the server, not the client */
	s.receive_buffer = 4096;
	scene_run(&s);
	cr_expect_eq(s.requests, 1);
	cr_expect_eq(s.delivered, 0);
	scene_free(&s);
}

static void client_of_a_slow_line(struct scene *s)
{
	int fd = scene_connect(s);

	scene_say(fd, "/a\n", 3);
	scene_hear(s, fd, 2048, 80000);
	close(fd);
}

/* 16 kB take 7 s at 20 kbit/s, and the kernel has them all from the server at once. */
Test(conn, answer_on_a_slow_line_is_delivered, .timeout = TIMEOUT)
{
	struct scene s = scene_new(client_of_a_slow_line);

	s.answer_size = 200 * 1024;
	s.receive_buffer = 2048;
	scene_run(&s);
	cr_expect(scene_heard_all(&s), "%zu bytes", s.heard.len);
	cr_expect_eq(s.delivered, 1);
	scene_free(&s);
}

static void client_goes_away(struct scene *s)
{
	struct linger at_once = { .l_onoff = 1 };
	int fd = scene_connect(s);

	scene_say(fd, "/a\n", 3);
	sem_wait(&s->asked);
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
	close(fd);
	sem_wait(&s->ended);
}

Test(conn, client_that_resets_ends_its_connection, .timeout = TIMEOUT)
{
	struct scene s = scene_new(client_goes_away);

	s.answer_size = 32 * MEGABYTE;
	scene_run(&s);
	cr_expect_eq(s.delivered, 0);
	scene_free(&s);
}

/* ---- limits ---- */

static void client_comes_twice(struct scene *s)
{
	int a = scene_connect(s), b = scene_connect(s);

	/* In this order, so that the first is counted when the second comes. */
	scene_hear(s, b, STEP, 0);
	close(b);
	buf_reset(&s->heard);
	scene_say(a, "/a\n", 3);
	scene_hear(s, a, STEP, 0);
	close(a);
}

Test(conn, over_the_limit_is_closed_without_a_word, .timeout = TIMEOUT)
{
	struct scene s = scene_new(client_comes_twice);

	s.limits.per_client = 1;
	scene_run(&s);
	cr_expect_eq(s.requests, 1);
	cr_expect(scene_heard_all(&s));
	scene_free(&s);
}

static void client_asks_three_times(struct scene *s)
{
	for (unsigned i = 0; i < 3; i++) {
		int fd = scene_connect(s);

		buf_reset(&s->heard);
		scene_say(fd, "/a\n", 3);
		scene_hear(s, fd, STEP, 0);
		close(fd);
		sem_wait(&s->ended);
	}
}

Test(conn, over_the_rate_is_told_to_the_protocol, .timeout = TIMEOUT)
{
	struct scene s = scene_new(client_asks_three_times);

	s.limits.per_client = 1; /* and each end gives its place back */
	s.limits.rate = 1;
	s.limits.burst = 0; /* none at once: however slowly they come, they are over it */
	scene_run(&s);
	cr_expect_eq(s.requests, 3);
	for (size_t i = 0; i < 3; i++)
		cr_expect_eq(s.lines[i].how, CONN_LINE_LIMITED);
	cr_expect(scene_heard_all(&s));
	scene_free(&s);
}

/* ---- the end of the set ---- */

static void client_leaves_a_connection_open(struct scene *s)
{
	int fd = scene_connect(s);

	scene_say(fd, "/a\n", 3);
	sem_wait(&s->asked);
	/* The server drains or aborts while this is under way; the process's end closes it. */
}

Test(conn, abort_ends_what_is_under_way, .timeout = TIMEOUT)
{
	struct scene s = scene_new(client_leaves_a_connection_open);

	s.answer_size = 32 * MEGABYTE;
	s.abort = true;
	scene_run(&s);
	cr_expect_eq(s.requests, 1);
	cr_expect_eq(s.delivered, 0);
	scene_free(&s);
}

Test(conn, drain_waits_for_what_is_under_way, .timeout = TIMEOUT)
{
	struct scene s = scene_new(client_leaves_a_connection_open);

	s.answer_size = 32 * MEGABYTE;
	s.stall_ms = 100;
	scene_run(&s);
	cr_expect_eq(s.ends, 1);
	scene_free(&s);
}

static void client_does_not_come(struct scene *s)
{
	(void)s;
}

Test(conn, drain_of_nothing_is_done_at_once, .timeout = TIMEOUT)
{
	struct scene s = scene_new(client_does_not_come);

	scene_run(&s);
	cr_expect_eq(s.drained, 1);
	scene_free(&s);
}
