#include "tests/net/scene.h"

#include "net/listen.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

char scene_byte(size_t i)
{
	return (char)('!' + i % 89);
}

/* ---- the protocol ---- */

static void send_answer(struct scene *s, struct conn *c)
{
	struct buf bytes = BUF(SCENE_ANSWER_MAX);

	for (size_t i = 0; i < s->answer_size; i++)
		buf_putc(&bytes, scene_byte(i));
	conn_send(c, &bytes);
}

struct later {
	uv_timer_t timer;
	struct scene *scene;
	struct conn *conn;
};

static void later_closed(uv_handle_t *h)
{
	free(h->data);
}

static void later_came(uv_timer_t *timer)
{
	struct later *l = timer->data;

	send_answer(l->scene, l->conn);
	uv_close((uv_handle_t *)timer, later_closed);
}

static void send_later(struct scene *s, struct conn *c)
{
	struct later *l = malloc(sizeof *l);

	l->scene = s;
	l->conn = c;
	l->timer.data = l;
	uv_timer_init(&s->loop, &l->timer);
	uv_timer_start(&l->timer, later_came, s->after_ms, 0);
}

static void request(void *ctx, struct conn *c, const char *line, size_t len, enum conn_line how)
{
	struct scene *s = ctx;
	unsigned i = s->requests++ % SCENE_LINES;

	s->lines[i].len = len;
	s->lines[i].how = how;
	memcpy(
	    s->lines[i].text, line, len < sizeof s->lines[i].text ? len : sizeof s->lines[i].text);
	s->port_seen = conn_port(c);
	conn_attach(c, s);
	sem_post(&s->asked);
	if (s->after_ms > 0)
		send_later(s, c);
	else
		send_answer(s, c);
}

static void ended(void *ctx, struct conn *c, bool delivered)
{
	struct scene *s = ctx;

	s->ends += conn_data(c) == s;
	s->delivered += delivered;
	s->sent = conn_sent(c);
	sem_post(&s->ended);
}

/* ---- the loop ---- */

static void drained(void *ctx)
{
	struct scene *s = ctx;

	s->drained++;
}

static void client_left(uv_async_t *async)
{
	struct scene *s = async->data;

	uv_close((uv_handle_t *)async, NULL);
	if (s->tick_ms > 0)
		uv_close((uv_handle_t *)&s->ticker, NULL);
	if (s->abort)
		conn_set_abort(s->set);
	conn_set_drain(s->set, drained, s);
}

static void tick(uv_timer_t *timer)
{
	struct scene *s = timer->data;

	sem_post(&s->tick);
	sem_wait(&s->tock);
}

static void start_ticking(struct scene *s)
{
	s->ticker.data = s;
	uv_timer_init(&s->loop, &s->ticker);
	uv_timer_start(&s->ticker, tick, s->tick_ms, s->tick_ms);
}

static void *client_thread(void *arg)
{
	struct scene *s = arg;

	s->client(s);
	uv_async_send(&s->left);
	sem_post(&s->tock); /* the loop may be waiting, once more */
	return NULL;
}

struct scene scene_new(void (*client)(struct scene *s))
{
	return (struct scene){
		.limits = { 1000, 1000, 0, 0 },
		.protocol = { .name = "test",
		    .line_max = SCENE_LINE_MAX,
		    .request = request,
		    .ended = ended },
		.request_ms = 20000,
		.stall_ms = 20000,
		.answer_size = 6,
		.client = client,
		.heard = BUF(SCENE_ANSWER_MAX),
	};
}

static void set_up(struct scene *s)
{
	struct error e = { "" };

	sem_init(&s->asked, 0, 0);
	sem_init(&s->ended, 0, 0);
	sem_init(&s->tick, 0, 0);
	sem_init(&s->tock, 0, 0);
	s->service = (struct conn_service){ .protocol = &s->protocol,
		.ctx = s,
		.request_ms = s->request_ms,
		.stall_ms = s->stall_ms };
	if (s->tls) {
		struct pair files = pair_made();

		s->service.tls = server_of(&files, false);
	}
	cr_assert_eq(limit_open(&s->limits, 1, &s->service.limit), ST_OK);
	limit_worker(s->service.limit, 0);
	cr_assert_eq(uv_loop_init(&s->loop), 0);
	s->left.data = s;
	cr_assert_eq(uv_async_init(&s->loop, &s->left, client_left), 0);
	if (s->tick_ms > 0)
		start_ticking(s);
	cr_assert_eq(listen_open("127.0.0.1", 0, &s->listener, &e), ST_OK, "%s", e.text);
	s->port = listen_port(s->listener);
	cr_assert_eq(conn_set_open(&s->loop, &s->set), ST_OK);
	cr_assert_eq(conn_set_listen(s->set, s->listener, &s->service, &e), ST_OK, "%s", e.text);
	close(s->listener); /* the set has its own */
}

void scene_run(struct scene *s)
{
	pthread_t thread;

	set_up(s);
	cr_assert_eq(pthread_create(&thread, NULL, client_thread, s), 0);
	cr_expect_eq(uv_run(&s->loop, UV_RUN_DEFAULT), 0);
	pthread_join(thread, NULL);
	cr_expect_eq(s->drained, 1, "drained %u times", s->drained);
	cr_expect_eq(s->ends, s->requests, "each request has its end");
	conn_set_free(s->set);
	cr_expect_eq(uv_loop_close(&s->loop), 0);
	limit_close(s->service.limit);
	tls_server_free(s->service.tls);
}

void scene_free(struct scene *s)
{
	buf_clear(&s->heard);
	sem_destroy(&s->asked);
	sem_destroy(&s->ended);
	sem_destroy(&s->tick);
	sem_destroy(&s->tock);
}

/* ---- clients ---- */

int scene_connect(struct scene *s)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)s->port),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	if (s->receive_buffer > 0)
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &s->receive_buffer, sizeof(int));
	if (connect(fd, (struct sockaddr *)&at, sizeof at) == 0)
		return fd;
	close(fd);
	return -1;
}

void scene_say(int fd, const void *bytes, size_t n)
{
	for (size_t at = 0; at < n;) {
		ssize_t sent = send(fd, (const char *)bytes + at, n - at, MSG_NOSIGNAL);

		if (sent <= 0)
			return;
		at += (size_t)sent;
	}
}

void scene_hear(struct scene *s, int fd, size_t step, unsigned pause_us)
{
	char bytes[64 * 1024];
	ssize_t n;

	while ((n = recv(fd, bytes, step < sizeof bytes ? step : sizeof bytes, 0)) > 0) {
		buf_add(&s->heard, bytes, (size_t)n);
		if (pause_us > 0)
			usleep(pause_us);
	}
	s->clean = n == 0;
}

void scene_hear_by_ticks(struct scene *s, int fd, size_t step)
{
	char bytes[64 * 1024];
	ssize_t n;

	do {
		sem_wait(&s->tick);
		n = recv(fd, bytes, step < sizeof bytes ? step : sizeof bytes, MSG_DONTWAIT);
		if (n > 0)
			buf_add(&s->heard, bytes, (size_t)n);
		sem_post(&s->tock);
	} while (n > 0 || (n < 0 && errno == EAGAIN));
	s->clean = n == 0;
}

bool scene_heard_all(const struct scene *s)
{
	if (s->heard.len != s->answer_size)
		return false;
	for (size_t i = 0; i < s->answer_size; i++)
		if (s->heard.data[i] != scene_byte(i))
			return false;
	return true;
}
