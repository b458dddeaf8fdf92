#include "net/conn.h"

#include "net/conn_set.h"
#include "net/listen.h"

#include <assert.h>
#include <linux/sockios.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

enum {
	/* Ciphertext gathered before it is sent: an answer up to this leaves in one write. */
	FLUSH_MAX = 64 * 1024,
	OUT_MAX = FLUSH_MAX + 32 * 1024, /* with the record under way, alerts and tickets */
	/* A record of about one TCP segment shows its text without waiting for a second one
	 * (1,460 bytes less TLS's 22); once the line is known to be open, larger ones cost less. */
	RECORD_FIRST = 1400,
	RECORD_FIRST_UNTIL = 4096,
	RECORD_LATER = 16 * 1024,
	/* After the last byte: how long is read on, so that no RST eats the answer, and how often
	 * it is looked at what of it has arrived. */
	LINGER_MS = 5000,
	LINGER_LOOK_MS = 200,
};

enum state {
	READING,   /* the handshake and the request line */
	WAITING,   /* request() was called, conn_send() is to come */
	SENDING,   /* the answer, or nothing but a goodbye */
	LINGERING, /* our side is shut; reading what the client still says */
	CLOSING,   /* handles are on their way */
};

struct conn {
	uv_tcp_t tcp;
	uv_timer_t timer;
	uv_write_t write;
	LIST_ENTRY(conn) entry;
	struct conn_set *set;
	const struct conn_service *service;
	struct client client;
	struct tls *tls;
	struct buf line;    /* of the request, at most line_max and its end */
	struct buf answer;  /* plaintext to send, from answer_at on */
	struct buf out;     /* bytes for the socket */
	struct buf sending; /* those that a write is under way with */
	size_t answer_at, answer_len;
	size_t left; /* bytes that the client's machine had not acknowledged when last looked at */
	uint64_t waited; /* ms since that last changed; LINGERING only */
	uint64_t born;
	enum state state;
	unsigned handles; /* to be closed before this can be freed */
	bool counted, writing, asked, answered, delivered;
	void *data;
};

static void pump(struct conn *c);

/* ---- the end ---- */

static void conn_closed(uv_handle_t *h)
{
	struct conn *c = h->data;

	if (--c->handles > 0)
		return;
	LIST_REMOVE(c, entry);
	if (c->asked)
		c->service->protocol->ended(c->service->ctx, c, c->delivered);
	if (c->counted)
		limit_leave(c->service->limit, &c->client);
	tls_free(c->tls);
	buf_clear(&c->line);
	buf_clear(&c->answer);
	buf_clear(&c->out);
	buf_clear(&c->sending);
	conn_set_left(c->set);
	free(c);
}

static void conn_close(struct conn *c)
{
	if (c->state == CLOSING)
		return;
	c->state = CLOSING;
	uv_close((uv_handle_t *)&c->tcp, conn_closed);
	uv_close((uv_handle_t *)&c->timer, conn_closed);
}

/* Bytes that the client's machine has not acknowledged, here and in the kernel. */
static size_t bytes_left(const struct conn *c)
{
	size_t queued = uv_stream_get_write_queue_size((const uv_stream_t *)&c->tcp);
	uv_os_fd_t fd;
	int sent = 0;

	if (uv_fileno((const uv_handle_t *)&c->tcp, &fd) != 0 || ioctl(fd, SIOCOUTQ, &sent) != 0)
		return SIZE_MAX;
	return queued + (size_t)sent;
}

/* The end after the last byte was sent: the answer has arrived if nothing of it is left. */
static void conn_finish(struct conn *c, size_t left)
{
	c->delivered = c->answered && left == 0;
	conn_close(c);
}

/* ---- deadlines ---- */

static void goodbye(struct conn *c);

/* A client that shut its side says nothing more: only what is on its way to it remains. */
static bool says_nothing(const struct conn *c)
{
	return !uv_is_active((const uv_handle_t *)&c->tcp);
}

static void look_again(struct conn *c, size_t left)
{
	c->waited = left == c->left ? c->waited + LINGER_LOOK_MS : 0;
	if ((left == 0 && (says_nothing(c) || c->waited >= LINGER_MS)) ||
	    c->waited >= c->service->stall_ms)
		conn_finish(c, left);
}

static void timer_fired(uv_timer_t *timer)
{
	struct conn *c = timer->data;
	size_t left = bytes_left(c);

	if (c->state == READING) {
		limit_refused(c->service->limit, REFUSED_LATE);
		goodbye(c);
	} else if (c->state == LINGERING) {
		look_again(c, left);
	} else if (c->state == SENDING && left == c->left) {
		conn_close(c);
	}
	c->left = left;
}

/* ---- sending ---- */

static void linger(struct conn *c)
{
	uv_os_fd_t fd;

	c->state = LINGERING;
	if (uv_fileno((uv_handle_t *)&c->tcp, &fd) != 0 || shutdown(fd, SHUT_WR) != 0) {
		conn_close(c);
		return;
	}
	c->left = bytes_left(c);
	if (c->left == 0 && says_nothing(c))
		conn_finish(c, 0);
	else
		uv_timer_start(&c->timer, timer_fired, LINGER_LOOK_MS, LINGER_LOOK_MS);
}

/* Encrypt as much of the answer as one write takes; after its last byte, close_notify. */
static void encrypt(struct conn *c)
{
	while (c->answer_at < c->answer.len && c->out.len < FLUSH_MAX) {
		size_t n = c->answer.len - c->answer_at;
		size_t record = c->answer_at < RECORD_FIRST_UNTIL ? RECORD_FIRST : RECORD_LATER;

		if (n > record)
			n = record;
		if (!tls_write(c->tls, c->answer.data + c->answer_at, n)) {
			c->answered = false; /* and never will be: send its alert, and end */
			c->answer_at = c->answer.len - n;
		}
		c->answer_at += n;
	}
	if (c->state == SENDING && c->answer_at == c->answer.len)
		tls_close(c->tls);
}

static void flushed(struct conn *c)
{
	buf_reset(&c->sending);
	if (c->tls != NULL)
		encrypt(c);
	if (c->out.len > 0)
		pump(c);
	else if (c->state == SENDING)
		linger(c);
}

static void written(uv_write_t *write, int status)
{
	struct conn *c = write->data;

	c->writing = false;
	if (c->state == CLOSING)
		return;
	if (status < 0) {
		conn_close(c);
		return;
	}
	if (c->state == SENDING)
		uv_timer_again(&c->timer);
	flushed(c);
}

static void pump(struct conn *c)
{
	struct buf swap = c->sending;
	uv_buf_t bytes;
	int n;

	if (c->writing)
		return;
	if (buf_status(&c->out) != ST_OK) {
		conn_close(c);
		return;
	}
	c->sending = c->out;
	c->out = swap;
	bytes = uv_buf_init(c->sending.data, (unsigned)c->sending.len);
	n = bytes.len > 0 ? uv_try_write((uv_stream_t *)&c->tcp, &bytes, 1) : 0;
	if (n == (int)bytes.len) {
		flushed(c);
		return;
	}
	if (n < 0 && n != UV_EAGAIN) {
		conn_close(c);
		return;
	}
	if (n > 0)
		bytes = uv_buf_init(bytes.base + n, (unsigned)bytes.len - (unsigned)n);
	c->writing = uv_write(&c->write, (uv_stream_t *)&c->tcp, &bytes, 1, written) == 0;
	c->left = bytes_left(c);
	if (!c->writing)
		conn_close(c);
}

static void start_sending(struct conn *c)
{
	c->state = SENDING;
	uv_timer_start(&c->timer, timer_fired, c->service->stall_ms, c->service->stall_ms);
	if (c->tls != NULL)
		encrypt(c);
	pump(c);
}

/* End without an answer: what TLS has to say (an alert, close_notify), then the end. */
static void goodbye(struct conn *c)
{
	if (c->tls == NULL)
		conn_close(c);
	else
		start_sending(c);
}

void conn_send(struct conn *c, struct buf *bytes)
{
	struct buf *to = c->tls != NULL ? &c->answer : &c->out;

	assert(c->state == WAITING);
	c->answer_len = bytes->len;
	*to = *bytes;
	buf_init(bytes, bytes->max);
	c->answered = true;
	start_sending(c);
}

size_t conn_sent(const struct conn *c)
{
	return c->answer_len;
}

/* ---- reading ---- */

/* Has the end of the line come? *len is the line without it. */
static bool find_line(const struct conn *c, size_t *len)
{
	const char *s = buf_str(&c->line), *end;

	if (c->line.len == 0)
		return false;
	if (c->service->protocol->crlf)
		end = memmem(s, c->line.len, "\r\n", 2);
	else
		end = memchr(s, '\n', c->line.len);
	if (end == NULL)
		return false;
	if (!c->service->protocol->crlf && end > s && end[-1] == '\r')
		end--;
	*len = (size_t)(end - s);
	return true;
}

static void look_for_line(struct conn *c)
{
	const struct conn_protocol *p = c->service->protocol;
	enum conn_line how = CONN_LINE_WHOLE;
	size_t len;

	if (!find_line(c, &len)) {
		if (c->line.len < c->line.max)
			return;
		len = c->line.len;
	}
	if (len > p->line_max)
		how = CONN_LINE_TOO_LONG;
	if (!limit_request(c->service->limit, &c->client, uv_hrtime() / 1000))
		how = CONN_LINE_LIMITED;
	c->state = WAITING;
	c->asked = true;
	uv_timer_stop(&c->timer);
	p->request(c->service->ctx, c, buf_str(&c->line), len, how);
}

static void take_plain(struct conn *c, const char *bytes, size_t n)
{
	size_t room = c->line.max - c->line.len;

	buf_add(&c->line, bytes, n < room ? n : room);
	look_for_line(c);
}

static void take_tls(struct conn *c, const char *bytes, size_t n)
{
	enum tls_progress progress;

	/* Made at the first byte: who connects and says nothing costs no TLS state. */
	if (c->tls == NULL && tls_new(c->service->tls, &c->out, &c->tls) != ST_OK) {
		conn_close(c);
		return;
	}
	progress = tls_input(c->tls, bytes, n, &c->line);
	look_for_line(c);
	if (c->state != READING)
		return;
	if (progress == TLS_FAILED)
		limit_refused(c->service->limit, REFUSED_TLS);
	if (progress != TLS_MORE)
		goodbye(c);
	else if (c->out.len > 0)
		pump(c);
}

static void received(uv_stream_t *stream, ssize_t n, const uv_buf_t *bytes)
{
	struct conn *c = stream->data;

	if (n > 0 && c->state == READING) {
		if (c->service->tls != NULL)
			take_tls(c, bytes->base, (size_t)n);
		else
			take_plain(c, bytes->base, (size_t)n);
	} else if (n > 0) {
		return; /* after the request: read only so that closing is no reset */
	} else if (n == UV_EOF && c->state == LINGERING && bytes_left(c) == 0) {
		conn_finish(c, 0);
	} else if (n == UV_EOF && c->state == READING) {
		goodbye(c);
	} else if (n == UV_EOF) {
		uv_read_stop(stream); /* it only shut its side: the answer goes on */
	} else if (n < 0 && c->state == LINGERING) {
		/* Many close with our close_notify unread, which resets: the kernel has forgotten
		 * then what was left, so what was seen before counts. */
		conn_finish(c, c->left);
	} else if (n < 0) {
		conn_close(c);
	}
}

static void lend_buffer(uv_handle_t *h, size_t suggested, uv_buf_t *bytes)
{
	struct conn *c = h->data;

	(void)suggested;
	*bytes = uv_buf_init(c->set->buffer, sizeof c->set->buffer);
}

/* ---- the beginning ---- */

/* Who it is; false if it is gone already, or has more than its share. */
static bool admit(struct conn *c)
{
	struct sockaddr_storage from = { 0 };
	int len = sizeof from;

	if (uv_tcp_getpeername(&c->tcp, (struct sockaddr *)&from, &len) != 0)
		return false;
	client_of((struct sockaddr *)&from, &c->client);
	c->counted = limit_enter(c->service->limit, &c->client);
	return c->counted;
}

bool conn_accept(struct conn_set *set, const struct conn_service *service, uv_stream_t *from)
{
	struct conn *c = calloc(1, sizeof *c);

	if (c == NULL)
		return false;
	c->set = set;
	c->service = service;
	c->born = uv_now(set->loop);
	buf_init(&c->line, service->protocol->line_max + 2);
	buf_init(&c->out, OUT_MAX);
	buf_init(&c->sending, OUT_MAX);
	c->tcp.data = c->timer.data = c->write.data = c;
	uv_tcp_init(set->loop, &c->tcp);
	uv_timer_init(set->loop, &c->timer);
	c->handles = 2;
	LIST_INSERT_HEAD(&set->conns, c, entry);
	if (uv_accept(from, (uv_stream_t *)&c->tcp) != 0 || !admit(c) ||
	    uv_timer_start(&c->timer, timer_fired, service->request_ms, 0) != 0 ||
	    uv_read_start((uv_stream_t *)&c->tcp, lend_buffer, received) != 0)
		conn_close(c);
	return true;
}

void conn_close_all(struct conn_list *conns, bool silent_only)
{
	struct conn *c;

	LIST_FOREACH (c, conns, entry)
		if (!silent_only || (c->state == READING && c->tls == NULL && c->line.len == 0))
			conn_close(c);
}

/* ---- what a protocol asks ---- */

void conn_attach(struct conn *c, void *data)
{
	c->data = data;
}

void *conn_data(const struct conn *c)
{
	return c->data;
}

const struct client *conn_client(const struct conn *c)
{
	return &c->client;
}

unsigned conn_port(const struct conn *c)
{
	uv_os_fd_t fd;

	return uv_fileno((const uv_handle_t *)&c->tcp, &fd) == 0 ? listen_port(fd) : 0;
}

uint64_t conn_age_ms(const struct conn *c)
{
	return uv_now(c->tcp.loop) - c->born;
}
