/* net/served.h -- a request that is over, as the access log and the recorder are told of it */
#ifndef NET_SERVED_H
#define NET_SERVED_H

#include "base/ident.h"
#include "base/status.h"
#include "net/client.h"
#include "net/conn.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SERVED_LINE_MAX = 1024 }; /* bytes kept of a request line */

struct served {
	const char *protocol; /* "gemini" */
	struct client client;
	const char *line; /* as it came, cut at SERVED_LINE_MAX; not NUL-terminated */
	size_t line_len;
	int status;        /* Gemini's number, for Gopher too */
	const char *route; /* what answered: "/a/{id}", "static", or "" */
	const char *read;  /* the article that was read, or "" */
	bool robots;       /* it asked for robots.txt, as robots do */
	size_t bytes;      /* of the answer, before TLS */
	uint64_t ms;       /* from accept to the end */
	bool delivered;    /* it reached the client whole */
};

/* Who is told; called once a request, when its connection is over. */
struct served_sink {
	void (*tell)(void *ctx, const struct served *s);
	void *ctx;
};

/*
 * Note the request of a connection, in its data pointer; then its answer, at any time before the
 * end; then tell the sink, and forget it. Without memory nothing is told.
 */
void served_begin(struct conn *c, const char *line, size_t len);
void served_answer(struct conn *c, int status, const char *route, const char *read, bool robots);
void served_end(
    struct conn *c, const char *protocol, bool delivered, const struct served_sink *sink);

#endif
