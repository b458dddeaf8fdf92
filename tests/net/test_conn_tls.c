#include "net/conn.h"

#include "tests/net/scene.h"

#include <criterion/criterion.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { STEP = 64 * 1024, MEGABYTE = 1024 * 1024, TIMEOUT = 60 };

/* A client's end of TLS on a socket. */
struct wire {
	SSL_CTX *ctx;
	SSL *ssl;
	int fd;
};

static struct wire wire_open(struct scene *s, int version)
{
	struct wire w = { .ctx = SSL_CTX_new(TLS_client_method()), .fd = scene_connect(s) };

	SSL_CTX_set_min_proto_version(w.ctx, version);
	SSL_CTX_set_max_proto_version(w.ctx, version);
	w.ssl = SSL_new(w.ctx);
	SSL_set_fd(w.ssl, w.fd);
	SSL_connect(w.ssl);
	return w;
}

static void wire_close(struct wire *w)
{
	SSL_free(w->ssl);
	SSL_CTX_free(w->ctx);
	close(w->fd);
}

static void wire_hear(struct scene *s, struct wire *w, size_t step, unsigned pause_us)
{
	char bytes[STEP];
	size_t n;

	while (SSL_read_ex(w->ssl, bytes, step, &n) == 1) {
		buf_add(&s->heard, bytes, n);
		if (pause_us > 0)
			usleep(pause_us);
	}
	s->clean = SSL_get_shutdown(w->ssl) & SSL_RECEIVED_SHUTDOWN;
}

static int version = TLS1_3_VERSION;

static void client_asks(struct scene *s)
{
	struct wire w = wire_open(s, version);

	SSL_write(w.ssl, "/a\r\n", 4);
	wire_hear(s, &w, STEP, 0);
	wire_close(&w);
}

static struct scene tls_scene(void (*client)(struct scene *s))
{
	struct scene s = scene_new(client);

	s.tls = true;
	s.protocol.crlf = true;
	return s;
}

Test(conn_tls, answers_and_closes_with_close_notify, .timeout = TIMEOUT)
{
	static const size_t sizes[] = { 0, 1, 1400, 4096, 4097, 64 * 1024, 100000, MEGABYTE };
	static const int versions[] = { TLS1_2_VERSION, TLS1_3_VERSION };

	for (size_t i = 0; i < 2 * sizeof sizes / sizeof sizes[0]; i++) {
		struct scene s = tls_scene(client_asks);

		version = versions[i % 2];
		s.answer_size = sizes[i / 2];
		scene_run(&s);
		cr_expect(scene_heard_all(&s), "%zu of %zu", s.heard.len, s.answer_size);
		cr_expect(s.clean);
		cr_expect_eq(s.delivered, 1);
		cr_expect_eq(s.sent, s.answer_size);
		scene_free(&s);
	}
}

static void client_asks_byte_by_byte(struct scene *s)
{
	struct wire w = wire_open(s, version);

	for (const char *c = "/abc\r\n"; *c != '\0'; c++)
		SSL_write(w.ssl, c, 1);
	wire_hear(s, &w, STEP, 0);
	wire_close(&w);
}

Test(conn_tls, takes_a_line_in_many_records, .timeout = TIMEOUT)
{
	struct scene s = tls_scene(client_asks_byte_by_byte);

	scene_run(&s);
	cr_expect_eq(s.lines[0].len, 4);
	cr_expect(scene_heard_all(&s));
	cr_expect(s.clean);
	scene_free(&s);
}

static void client_reads_slowly(struct scene *s)
{
	struct wire w = wire_open(s, version);

	SSL_write(w.ssl, "/a\r\n", 4);
	wire_hear(s, &w, 8192, 1000);
	wire_close(&w);
}

Test(conn_tls, large_answer_reaches_a_slow_reader_whole, .timeout = TIMEOUT)
{
	struct scene s = tls_scene(client_reads_slowly);

	s.answer_size = 2 * MEGABYTE;
	s.receive_buffer = 4096;
	scene_run(&s);
	cr_expect(scene_heard_all(&s), "%zu bytes", s.heard.len);
	cr_expect(s.clean);
	cr_expect_eq(s.delivered, 1);
	scene_free(&s);
}

static void client_speaks_plainly(struct scene *s)
{
	int fd = scene_connect(s);

	scene_say(fd, "gemini://example.org/\r\n", 23);
	scene_hear(s, fd, STEP, 0);
	close(fd);
}

Test(conn_tls, plaintext_gets_not_a_byte, .timeout = TIMEOUT)
{
	struct scene s = tls_scene(client_speaks_plainly);

	scene_run(&s);
	cr_expect_eq(s.requests, 0);
	cr_expect_eq(s.heard.len, 0);
	scene_free(&s);
}

static void client_waits(struct scene *s)
{
	struct wire w = wire_open(s, version);

	SSL_write(w.ssl, "/half", 5);
	wire_hear(s, &w, STEP, 0);
	wire_close(&w);
}

Test(conn_tls, deadline_says_close_notify, .timeout = TIMEOUT)
{
	struct scene s = tls_scene(client_waits);

	s.request_ms = 300;
	scene_run(&s);
	cr_expect_eq(s.requests, 0);
	cr_expect_eq(s.heard.len, 0);
	cr_expect(s.clean);
	scene_free(&s);
}

static void client_begins_a_handshake(struct scene *s)
{
	int fd = scene_connect(s);

	scene_say(fd, "\x16\x03\x01\x02", 4);
	scene_hear(s, fd, STEP, 0);
	close(fd);
}

Test(conn_tls, deadline_ends_half_a_handshake, .timeout = TIMEOUT)
{
	struct scene s = tls_scene(client_begins_a_handshake);

	s.request_ms = 50;
	scene_run(&s);
	cr_expect_eq(s.requests, 0);
	cr_expect_eq(s.heard.len, 0);
	scene_free(&s);
}

static void client_shuts_its_side(struct scene *s)
{
	struct wire w = wire_open(s, version);

	SSL_write(w.ssl, "/a\r\n", 4);
	SSL_shutdown(w.ssl);
	shutdown(w.fd, SHUT_WR);
	wire_hear(s, &w, STEP, 0);
	wire_close(&w);
}

Test(conn_tls, half_closed_client_gets_its_answer, .timeout = TIMEOUT)
{
	struct scene s = tls_scene(client_shuts_its_side);

	s.answer_size = MEGABYTE;
	scene_run(&s);
	cr_expect(scene_heard_all(&s), "%zu bytes", s.heard.len);
	cr_expect(s.clean);
	cr_expect_eq(s.delivered, 1);
	scene_free(&s);
}

/* The request and a broken record leave in one write. */
static void client_breaks_the_protocol(struct scene *s)
{
	char bytes[4096];
	struct wire w = wire_open(s, version);
	BIO *out = BIO_new(BIO_s_mem());
	int n;

	SSL_set0_wbio(w.ssl, out);
	SSL_write(w.ssl, "/a\r\n", 4);
	n = BIO_read(out, bytes, 1024);
	memcpy(bytes + n, "\x17\x03\x03\x00\x14xxxxxxxxxxxxxxxxxxxx", 25);
	scene_say(w.fd, bytes, (size_t)n + 25);
	wire_hear(s, &w, STEP, 0);
	wire_close(&w);
}

Test(conn_tls, answer_that_could_not_be_sent_is_not_delivered, .timeout = TIMEOUT)
{
	struct scene s = tls_scene(client_breaks_the_protocol);

	scene_run(&s);
	cr_expect_eq(s.delivered, scene_heard_all(&s));
	scene_free(&s);
}

static void client_says_more(struct scene *s)
{
	static char more[300 * 1024];
	struct wire w = wire_open(s, version);

	memset(more, 'x', sizeof more);
	SSL_write(w.ssl, "/a\r\n", 4);
	SSL_write(w.ssl, more, sizeof more);
	usleep(200000);
	wire_hear(s, &w, STEP, 0);
	wire_close(&w);
}

Test(conn_tls, no_reset_eats_the_answer_of_a_client_that_says_more, .timeout = TIMEOUT)
{
	struct scene s = tls_scene(client_says_more);

	s.answer_size = MEGABYTE;
	s.receive_buffer = 4096;
	scene_run(&s);
	cr_expect(scene_heard_all(&s), "%zu bytes", s.heard.len);
	cr_expect(s.clean);
	scene_free(&s);
}
