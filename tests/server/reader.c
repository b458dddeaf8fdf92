#include "tests/server/reader.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHUNK = 16 * 1024, LINE_MAX_BYTES = 2048 };

struct reader {
	int fd;
	SSL_CTX *ctx;
	SSL *ssl;
	BIO_METHOD *method;
	unsigned tickets, asked;
	bool dribble;
};

/* ---- sockets ---- */

static int connect_to(unsigned port, int receive_buffer)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	struct timeval patience = { .tv_sec = HARNESS_DEADLINE_MS / 1000 };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	cr_assert_geq(fd, 0);
	if (receive_buffer > 0)
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	cr_assert_eq(connect(fd, (struct sockaddr *)&to, sizeof to), 0, "port %u: %s", port,
	    strerror(errno));
	return fd;
}

/* All of it, unless the other side is gone; a byte a segment if `dribble`. */
static size_t send_all(int fd, const char *bytes, size_t n, bool dribble)
{
	size_t sent = 0;

	while (sent < n) {
		ssize_t k = send(fd, bytes + sent, dribble ? 1 : n - sent, MSG_NOSIGNAL);

		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			break;
		sent += (size_t)k;
	}
	return sent;
}

/* ---- TLS over them ---- */

static int bio_write(BIO *bio, const char *bytes, size_t n, size_t *written)
{
	const struct reader *r = BIO_get_data(bio);

	*written = send_all(r->fd, bytes, n, r->dribble);
	return *written == n;
}

static int bio_read(BIO *bio, char *to, size_t size, size_t *n)
{
	const struct reader *r = BIO_get_data(bio);
	ssize_t got;

	do
		got = recv(r->fd, to, size, 0);
	while (got < 0 && errno == EINTR);
	*n = got > 0 ? (size_t)got : 0;
	return got > 0;
}

static long bio_ctrl(BIO *bio, int command, long number, void *pointer)
{
	(void)bio;
	(void)number;
	(void)pointer;
	return command == BIO_CTRL_FLUSH;
}

static int ticket_came(SSL *ssl, SSL_SESSION *session)
{
	struct reader *r = SSL_get_app_data(ssl);

	(void)session;
	r->tickets++;
	return 0;
}

static int certificate_asked(SSL *ssl, X509 **x, EVP_PKEY **key)
{
	struct reader *r = SSL_get_app_data(ssl);

	(void)x;
	(void)key;
	r->asked++;
	return 0;
}

static void set_up_tls(struct reader *r, const struct reader_how *how)
{
	BIO *bio;

	r->ctx = SSL_CTX_new(TLS_client_method());
	cr_assert_not_null(r->ctx);
	if (how->version != 0) {
		SSL_CTX_set_min_proto_version(r->ctx, how->version);
		SSL_CTX_set_max_proto_version(r->ctx, how->version);
	}
	if (!how->tickets)
		SSL_CTX_set_options(r->ctx, SSL_OP_NO_TICKET);
	SSL_CTX_set_session_cache_mode(r->ctx, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
	SSL_CTX_sess_set_new_cb(r->ctx, ticket_came);
	SSL_CTX_set_client_cert_cb(r->ctx, certificate_asked);
	r->method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "reader");
	BIO_meth_set_write_ex(r->method, bio_write);
	BIO_meth_set_read_ex(r->method, bio_read);
	BIO_meth_set_ctrl(r->method, bio_ctrl);
	bio = BIO_new(r->method);
	BIO_set_data(bio, r);
	BIO_set_init(bio, 1);
	r->ssl = SSL_new(r->ctx);
	SSL_set_app_data(r->ssl, r);
	SSL_set_bio(r->ssl, bio, bio);
	if (how->sni != NULL)
		SSL_set_tlsext_host_name(r->ssl, how->sni);
}

struct reader *reader_open(unsigned port, const struct reader_how *how)
{
	struct reader *r = calloc(1, sizeof *r);

	cr_assert_not_null(r);
	r->dribble = how->dribble;
	r->fd = connect_to(port, how->receive_buffer);
	if (how->plain)
		return r;
	set_up_tls(r, how);
	ERR_clear_error();
	cr_assert_eq(
	    SSL_connect(r->ssl), 1, "no handshake: %s", ERR_reason_error_string(ERR_peek_error()));
	return r;
}

size_t reader_push(struct reader *r, const void *bytes, size_t n)
{
	size_t written = 0;

	if (r->ssl == NULL)
		return send_all(r->fd, bytes, n, r->dribble);
	ERR_clear_error();
	return SSL_write_ex(r->ssl, bytes, n, &written) == 1 ? written : 0;
}

void reader_write(struct reader *r, const void *bytes, size_t n)
{
	cr_assert_eq(reader_push(r, bytes, n), n, "cannot write to the server");
}

void reader_write_raw(struct reader *r, const void *bytes, size_t n)
{
	cr_assert_eq(send_all(r->fd, bytes, n, r->dribble), n, "cannot write to the server");
}

void reader_shut(struct reader *r)
{
	if (r->ssl != NULL)
		SSL_shutdown(r->ssl);
	cr_assert_eq(shutdown(r->fd, SHUT_WR), 0);
}

/* ---- reading to the end ---- */

/* Bytes straight from the socket; 0 at the end, -1 after a reset. */
static ssize_t take_plain(struct reader *r, char *to, size_t size)
{
	ssize_t n;

	do
		n = recv(r->fd, to, size, 0);
	while (n < 0 && errno == EINTR);
	cr_assert(n >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK),
	    "the server neither answers nor closes");
	return n;
}

static ssize_t take_tls(struct reader *r, char *to, size_t size, bool *notified)
{
	size_t n;

	ERR_clear_error();
	errno = 0;
	if (SSL_read_ex(r->ssl, to, size, &n) == 1)
		return (ssize_t)n;
	if (SSL_get_error(r->ssl, 0) == SSL_ERROR_ZERO_RETURN) {
		*notified = true;
		return take_plain(r, to, size);
	}
	cr_assert(errno != EAGAIN && errno != EWOULDBLOCK, "the server neither answers nor closes");
	return errno == ECONNRESET ? -1 : 0;
}

static void split(struct reply *r)
{
	const char *end = memmem(r->bytes, r->len, "\r\n", 2);

	r->body = "";
	if (end == NULL || (size_t)(end - r->bytes) >= sizeof r->header)
		return;
	memcpy(r->header, r->bytes, (size_t)(end - r->bytes));
	r->body = end + 2;
	r->body_len = r->len - (size_t)(r->body - r->bytes);
}

struct reply reader_read(struct reader *r)
{
	struct reply reply = { .ending = END_SHUT };
	bool notified = false;
	ssize_t n = 1;

	while (n > 0) {
		reply.bytes = realloc(reply.bytes, reply.len + CHUNK + 1);
		cr_assert_not_null(reply.bytes);
		n = r->ssl == NULL ? take_plain(r, reply.bytes + reply.len, CHUNK)
				   : take_tls(r, reply.bytes + reply.len, CHUNK, &notified);
		if (n > 0) {
			cr_assert_not(notified, "bytes came after the close_notify");
			reply.len += (size_t)n;
		}
	}
	reply.bytes[reply.len] = '\0';
	if (n < 0)
		reply.ending = END_RESET;
	else if (notified)
		reply.ending = END_NOTIFIED;
	split(&reply);
	return reply;
}

void reader_take(struct reader *r, char *out, size_t n)
{
	bool notified = false;

	while (n > 0) {
		ssize_t k = r->ssl == NULL ? take_plain(r, out, n) : take_tls(r, out, n, &notified);

		cr_assert_gt(k, 0, "the answer ended too early");
		out += k;
		n -= (size_t)k;
	}
}

void reply_clear(struct reply *r)
{
	free(r->bytes);
	*r = (struct reply){ 0 };
}

void reader_close(struct reader *r)
{
	close(r->fd);
	SSL_free(r->ssl);
	SSL_CTX_free(r->ctx);
	BIO_meth_free(r->method);
	free(r);
}

void reader_reset(struct reader *r)
{
	struct linger now = { .l_onoff = 1, .l_linger = 0 };

	cr_assert_eq(setsockopt(r->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now), 0);
	reader_close(r);
}

SSL *reader_ssl(struct reader *r)
{
	return r->ssl;
}

unsigned reader_tickets(const struct reader *r)
{
	return r->tickets;
}

unsigned reader_asked_certificate(const struct reader *r)
{
	return r->asked;
}

/* ---- whole requests ---- */

struct reply reader_ask(unsigned port, const struct reader_how *how, const void *request, size_t n)
{
	struct reader *r = reader_open(port, how);
	struct reply reply;

	reader_write(r, request, n);
	reply = reader_read(r);
	reader_close(r);
	return reply;
}

struct reply reader_gemini(const struct harness *h, const char *path)
{
	static const struct reader_how how = { .sni = "localhost" };
	char line[LINE_MAX_BYTES];
	int n = snprintf(line, sizeof line, "gemini://localhost:%u%s\r\n", h->gemini, path);

	cr_assert(n > 0 && (size_t)n < sizeof line);
	return reader_ask(h->gemini, &how, line, (size_t)n);
}

struct reply reader_gopher(const struct harness *h, const char *selector)
{
	static const struct reader_how how = { .plain = true };
	char line[LINE_MAX_BYTES];
	int n = snprintf(line, sizeof line, "%s\r\n", selector);

	cr_assert(n > 0 && (size_t)n < sizeof line);
	return reader_ask(h->gopher, &how, line, (size_t)n);
}
