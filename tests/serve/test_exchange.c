/* From the request to its answer, over real sockets, with a protocol that counts what it writes. */
#include "net/listen.h"
#include "serve/exchange.h"
#include "tests/page/helpers.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROOM = 1 << 20, REPLY_SIZE = 128, ASKED_MAX = LATER_WAITING_MAX + 1 };

struct stage {
	struct paper paper;
	struct mime *mime;
	struct archive *slow_archive;
	struct site *site, *slow_site;
	struct cache *cache;
	struct later *later;
	struct exchange exchange;
	struct conn_protocol protocol;
	struct conn_service service;
	struct conn_set *conns;
	uv_loop_t loop;
	unsigned port;
	unsigned parsed, written, told; /* so many times */
	char read[IDENT_MAX + 1];       /* by the last that was told of */
	/* A job that has the only place for slow pages until `gate_until` requests were read. */
	struct later_job gate;
	unsigned gate_until, gate_ms; /* ms: so long after that */
	sem_t gate_open;
};

/* ---- the protocol: a line is a path, and what stands after a '?' its query ---- */

static bool parse(const void *ctx, const char *line, size_t len, unsigned port, struct request *out,
    enum answer_kind *why)
{
	struct stage *s = (struct stage *)ctx;
	const char *query = memchr(line, '?', len);
	size_t n = query != NULL ? (size_t)(query - line) : len;

	(void)port;
	*out = (struct request){ .asks = query != NULL };
	*why = ANSWER_INVALID;
	memcpy(out->path, line, n);
	if (query != NULL)
		memcpy(out->query, query + 1, len - n - 1);
	if (++s->parsed == s->gate_until)
		sem_post(&s->gate_open);
	return out->path[0] == '/';
}

/* Which kind of answer it is, to what, and the how manieth. */
static int write_counted(
    const void *ctx, const struct request *r, struct answer *a, struct buf *out)
{
	struct stage *s = (struct stage *)ctx;

	buf_printf(out, "%d %s%s%s %u\n", (int)a->kind, r->path, r->asks ? "?" : "", r->query,
	    ++s->written);
	return 20;
}

static const struct protocol_kind counting = {
	.protocol = PROTOCOL_GEMINI,
	.name = "counting",
	.line_max = REPLY_SIZE,
	.parse = parse,
	.write = write_counted,
};

static void tell(void *ctx, const struct served *served)
{
	struct stage *s = ctx;

	s->told++;
	snprintf(s->read, sizeof s->read, "%s", served->read);
}

/* ---- the stage ---- */

static struct site *site_of(struct stage *s, struct archive *a)
{
	struct page_context context = s->paper.context;
	struct support_path root = support_folder();
	struct site *site;
	struct error e = { "" };

	context.archive = a;
	support_file(root.text, "help.txt", "Aide\n", 5);
	cr_assert_eq(site_open(&context, root.text, s->mime, &site, &e), ST_OK, "%s", e.text);
	return site;
}

static void open_sites(struct stage *s)
{
	struct error e = { "" };

	s->paper = paper_open();
	paper_fill(&s->paper);
	cr_assert_eq(mime_open(&s->mime, &e), ST_OK, "%s", e.text);
	cr_assert_eq(archive_open(s->paper.articles.text, s->paper.reads.text, ARCHIVE_READ,
			 &s->slow_archive, &e),
	    ST_OK, "%s", e.text);
	s->site = site_of(s, s->paper.archive);
	s->slow_site = site_of(s, s->slow_archive);
}

static void open_sockets(struct stage *s)
{
	struct error e = { "" };
	int listener;

	s->protocol = exchange_protocol(&counting);
	s->service = (struct conn_service){ .protocol = &s->protocol,
		.ctx = &s->exchange,
		.request_ms = 60000,
		.stall_ms = 60000 };
	cr_assert_eq(
	    limit_open(&(struct limit_settings){ 1000, 1000, 0, 0 }, 1, &s->service.limit), ST_OK);
	limit_worker(s->service.limit, 0);
	cr_assert_eq(listen_open("127.0.0.1", 0, &listener, &e), ST_OK, "%s", e.text);
	s->port = listen_port(listener);
	cr_assert_eq(conn_set_open(&s->loop, &s->conns), ST_OK);
	cr_assert_eq(conn_set_listen(s->conns, listener, &s->service, &e), ST_OK, "%s", e.text);
	close(listener);
}

/* Where a page that is slow waits for its turn, but not for longer than that. */
static void stage_open_waiting(struct stage *s, uint64_t wait_ms)
{
	void *places[1];

	*s = (struct stage){ 0 };
	open_sites(s);
	sem_init(&s->gate_open, 0, 0);
	cr_assert_eq(uv_loop_init(&s->loop), 0);
	places[0] = s->slow_site;
	cr_assert_eq(later_open(&s->loop, places, 1, wait_ms, &s->later), ST_OK);
	cr_assert_eq(cache_open(ROOM, &s->cache), ST_OK);
	s->exchange = (struct exchange){ .kind = &counting,
		.ctx = s,
		.site = s->site,
		.later = s->later,
		.cache = s->cache,
		.sink = { tell, s } };
	open_sockets(s);
}

static void stage_open(struct stage *s)
{
	stage_open_waiting(s, UINT64_MAX);
}

static void drained(void *ctx)
{
	(void)ctx;
}

static void stage_close(struct stage *s)
{
	conn_set_drain(s->conns, drained, NULL);
	uv_run(&s->loop, UV_RUN_DEFAULT);
	conn_set_free(s->conns);
	cr_expect_eq(uv_loop_close(&s->loop), 0);
	later_free(s->later);
	cache_close(s->cache);
	limit_close(s->service.limit);
	site_close(s->site);
	site_close(s->slow_site);
	archive_close(s->slow_archive);
	mime_free(s->mime);
	paper_close(&s->paper);
}

static void wait_at_gate(struct later_job *job, void *place, const atomic_bool *given_up)
{
	struct stage *s = (struct stage *)((char *)job - offsetof(struct stage, gate));

	(void)place;
	(void)given_up;
	sem_wait(&s->gate_open);
	usleep(s->gate_ms * 1000);
}

static void gate_opened(struct later_job *job, struct conn *const *conns, size_t n)
{
	(void)job;
	(void)conns;
	(void)n;
}

/* Nothing slow is made before so many requests more were read. */
static void shut_gate(struct stage *s, unsigned until)
{
	s->gate_until = s->parsed + until;
	s->gate = (struct later_job){ .key = "gate", .work = wait_at_gate, .done = gate_opened };
	cr_assert_eq(later_start(s->later, (struct conn *)s, &s->gate), ST_OK);
}

/* ---- clients ---- */

/* All at once; their answers, in the same order. */
static void ask(struct stage *s, const char *const lines[], unsigned n, char replies[][REPLY_SIZE])
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)s->port),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	unsigned until = s->told + n;
	int fds[ASKED_MAX];

	for (unsigned i = 0; i < n; i++) {
		fds[i] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		cr_assert_eq(connect(fds[i], (struct sockaddr *)&at, sizeof at), 0);
		cr_assert_gt(dprintf(fds[i], "%s\n", lines[i]), 0);
		shutdown(fds[i], SHUT_WR);
	}
	while (s->told < until)
		uv_run(&s->loop, UV_RUN_ONCE);
	for (unsigned i = 0; i < n; i++) {
		ssize_t got = recv(fds[i], replies[i], REPLY_SIZE - 1, MSG_WAITALL);

		cr_assert_gt(got, 0, "%s", lines[i]);
		replies[i][got] = '\0';
		close(fds[i]);
	}
}

static void expect(struct stage *s, const char *line, const char *reply)
{
	char replies[1][REPLY_SIZE];

	ask(s, &line, 1, replies);
	cr_expect_str_eq(replies[0], reply);
}

Test(exchange, what_is_kept_is_not_made_again_until_the_archive_changes)
{
	struct stage s;

	stage_open(&s);
	expect(&s, "/new", "0 /new 1\n");
	expect(&s, "/new", "0 /new 1\n");
	expect(&s, "/new?1", "0 /new 1\n");
	expect(&s, "/t", "0 /t 2\n");
	expect(&s, "/s?pont", "0 /s?pont 3\n");
	expect(&s, "/s?pont", "0 /s?pont 3\n");
	paper_add(&s.paper, &(struct story){ .key = "x", .title = "Du neuf", .body = "Oui.\n" });
	expect(&s, "/new", "0 /new 4\n");
	expect(&s, "/new", "0 /new 4\n");
	expect(&s, "/s?pont", "0 /s?pont 5\n");
	stage_close(&s);
}

Test(exchange, files_and_errors_are_not_kept)
{
	struct stage s;

	stage_open(&s);
	expect(&s, "/help.txt", "1 /help.txt 1\n");
	expect(&s, "/help.txt", "1 /help.txt 2\n");
	expect(&s, "/a/zzzzzzz", "4 /a/zzzzzzz 3\n");
	expect(&s, "/a/zzzzzzz", "4 /a/zzzzzzz 4\n");
	expect(&s, "/s/1?pont", "2 /s/1?pont 5\n");
	expect(&s, "/s/1?pont", "2 /s/1?pont 6\n");
	cr_expect_eq(cache_count(s.cache), 0);
	stage_close(&s);
}

Test(exchange, what_is_kept_is_told_of_as_what_is_made)
{
	struct stage s;
	char line[64], reply[REPLY_SIZE];

	stage_open(&s);
	snprintf(line, sizeof line, "/a/%s", paper_id_of("pont").text);
	snprintf(reply, sizeof reply, "0 %s 1\n", line);
	for (int i = 0; i < 2; i++) {
		s.read[0] = '\0';
		expect(&s, line, reply);
		cr_expect_str_eq(s.read, paper_id_of("pont").text);
	}
	stage_close(&s);
}

Test(exchange, one_page_is_made_however_many_wait_for_it)
{
	static const char *const lines[] = { "/s?pont", "/s?pont", "/s?route", "/s?pont" };
	struct stage s;
	char replies[4][REPLY_SIZE];

	stage_open(&s);
	shut_gate(&s, 4);
	ask(&s, lines, 4, replies);
	cr_expect_eq(s.written, 2);
	cr_expect_str_eq(replies[0], "0 /s?pont 1\n");
	cr_expect_str_eq(replies[1], replies[0]);
	cr_expect_str_eq(replies[3], replies[0]);
	cr_expect_str_eq(replies[2], "0 /s?route 2\n");
	stage_close(&s);
}

Test(exchange, whose_turn_comes_too_late_is_told_so_and_the_next_is_answered)
{
	static const char *const lines[] = { "/s?pont", "/e/16k" };
	struct stage s;
	char replies[2][REPLY_SIZE];

	stage_open_waiting(&s, 1);
	s.gate_ms = 20;
	shut_gate(&s, 2);
	ask(&s, lines, 2, replies);
	for (int i = 0; i < 2; i++)
		cr_expect_eq(replies[i][0], '0' + ANSWER_LATE, "%s", replies[i]);
	expect(&s, "/s?pont", "0 /s?pont 3\n");
	stage_close(&s);
}

Test(exchange, where_too_many_wait_the_next_is_told_so_at_once)
{
	struct stage s;
	char texts[ASKED_MAX][32], replies[ASKED_MAX][REPLY_SIZE];
	const char *lines[ASKED_MAX];
	unsigned late = 0;

	stage_open(&s);
	for (unsigned i = 0; i < ASKED_MAX; i++) {
		snprintf(texts[i], sizeof texts[i], "/s?pont%u", i);
		lines[i] = texts[i];
	}
	shut_gate(&s, ASKED_MAX);
	ask(&s, lines, ASKED_MAX, replies);
	for (unsigned i = 0; i < ASKED_MAX; i++)
		late += replies[i][0] == '0' + ANSWER_LATE;
	cr_expect_eq(late, 1);
	cr_expect_eq(cache_count(s.cache), LATER_WAITING_MAX);
	stage_close(&s);
}
