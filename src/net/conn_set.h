/* net/conn_set.h -- between conn.c and conn_set.c: the connections of one loop (net/ alone) */
#ifndef NET_CONN_SET_H
#define NET_CONN_SET_H

#include "net/conn.h"

#include <bsd/sys/queue.h>

LIST_HEAD(conn_list, conn);

struct listener;
LIST_HEAD(listener_list, listener);

struct conn_set {
	uv_loop_t *loop;
	struct conn_list conns;
	struct listener_list listeners;
	void (*drained)(void *ctx);
	void *drained_ctx;
	/* What is read is used up at once, so all connections share one buffer. */
	char buffer[16 * 1024];
};

/* A connection is gone: tell who waits for the last one. */
void conn_set_left(struct conn_set *set);

/* conn.c: take the connection that waits on the listening stream `from`; false, and it still waits,
 * without memory. */
bool conn_accept(struct conn_set *set, const struct conn_service *service, uv_stream_t *from);
/* End them all, or those that have not said a byte. */
void conn_close_all(struct conn_list *conns, bool silent_only);

#endif
