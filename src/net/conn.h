/* net/conn.h -- connections on a libuv loop: one request line in, bytes out, deadlines */
#ifndef NET_CONN_H
#define NET_CONN_H

#include "base/buf.h"
#include "base/status.h"
#include "net/client.h"
#include "net/limit.h"
#include "net/tls.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uv.h>

struct conn; /* freed by itself after `ended` */

/* How the request line went. */
enum conn_line {
	CONN_LINE_WHOLE,
	CONN_LINE_TOO_LONG, /* line_max bytes came and no end */
	CONN_LINE_LIMITED,  /* whole, but its client is over the rate: refuse it */
};

/* What a protocol does with a connection. */
struct conn_protocol {
	const char *name;
	size_t line_max; /* bytes of a request line, its end not counted */
	bool crlf; /* the line ends by CR LF alone; else by LF, and a CR before it is dropped */

	/*
	 * A request line came, without its end; bytes after it are ignored. Called once.
	 * conn_send() is due once, now or later (later.h), unless `ended` is called before.
	 */
	void (*request)(
	    void *ctx, struct conn *c, const char *line, size_t len, enum conn_line how);

	/*
	 * The connection is over, whatever way; called once for each that had its request().
	 * `delivered`: all that was sent reached the client's machine.
	 */
	void (*ended)(void *ctx, struct conn *c, bool delivered);
};

/* What connections of one listening socket share; outlives them. */
struct conn_service {
	const struct conn_protocol *protocol;
	void *ctx;
	struct tls_server *tls; /* NULL: plain */
	struct limit *limit;
	uint64_t request_ms; /* from accept to the end of the request line */
	uint64_t stall_ms;   /* longest time without any progress of the answer */
};

/* The sockets of one loop and their connections. */
struct conn_set;

enum status conn_set_open(uv_loop_t *loop, struct conn_set **out);

/* Accept from the listening socket fd (duplicated). `service` outlives the set. */
enum status conn_set_listen(
    struct conn_set *set, int fd, const struct conn_service *service, struct error *e);

/*
 * Accept no more and end the connections that have not said a byte; `done` is called once the last
 * one has ended (perhaps at once).
 */
void conn_set_drain(struct conn_set *set, void (*done)(void *ctx), void *ctx);

/* Accept no more and end all connections now. */
void conn_set_abort(struct conn_set *set);

/* Free it: after the loop has ended. */
void conn_set_free(struct conn_set *set);

/*
 * Send all of *bytes (taken over; *bytes is empty afterwards), then close_notify where there is
 * TLS, then end the connection. Called once for each request().
 */
void conn_send(struct conn *c, struct buf *bytes);

/* The protocol's own pointer of a connection, kept with it. */
void conn_attach(struct conn *c, void *data);
void *conn_data(const struct conn *c);

const struct client *conn_client(const struct conn *c);
unsigned conn_port(const struct conn *c); /* that the client reached */
size_t conn_sent(const struct conn *c);   /* bytes of the answer, before TLS */
uint64_t conn_age_ms(const struct conn *c);

#endif
