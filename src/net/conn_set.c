#include "net/conn_set.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "net/listen.h"

/* What a client is taken with for whom there is no memory: libuv listens no more until it is. */
struct spare {
	uv_tcp_t tcp;
	bool busy;    /* its last client is on its way out */
	bool waiting; /* and the next one has come */
};

struct listener {
	uv_tcp_t tcp;
	LIST_ENTRY(listener) entry;
	struct conn_set *set;
	const struct conn_service *service;
	struct spare spare;
	bool closed;
};

enum status conn_set_open(uv_loop_t *loop, struct conn_set **out)
{
	struct conn_set *set = calloc(1, sizeof *set);

	*out = set;
	if (set == NULL)
		return ST_NOMEM;
	set->loop = loop;
	LIST_INIT(&set->conns);
	LIST_INIT(&set->listeners);
	return ST_OK;
}

static void listener_free(struct listener *l)
{
	LIST_REMOVE(l, entry);
	free(l);
}

static void listener_closed(uv_handle_t *h)
{
	struct listener *l = h->data;

	l->closed = true;
	if (!l->spare.busy)
		listener_free(l);
}

static void came(uv_stream_t *stream, int status);

static void spare_closed(uv_handle_t *h)
{
	struct listener *l = h->data;

	l->spare.busy = false;
	if (l->closed) {
		listener_free(l);
	} else if (l->spare.waiting && !uv_is_closing((uv_handle_t *)&l->tcp)) {
		l->spare.waiting = false;
		came((uv_stream_t *)&l->tcp, 0);
	}
}

/* Take the client that waits, and close it. */
static void turn_away(struct listener *l)
{
	struct spare *spare = &l->spare;

	if (spare->busy) {
		spare->waiting = true;
		return;
	}
	spare->busy = true;
	spare->tcp.data = l;
	uv_tcp_init(l->set->loop, &spare->tcp);
	uv_accept((uv_stream_t *)&l->tcp, (uv_stream_t *)&spare->tcp);
	uv_close((uv_handle_t *)&spare->tcp, spare_closed);
}

static void came(uv_stream_t *stream, int status)
{
	struct listener *l = stream->data;

	if (status == 0 && !conn_accept(l->set, l->service, stream))
		turn_away(l);
}

enum status conn_set_listen(
    struct conn_set *set, int fd, const struct conn_service *service, struct error *e)
{
	struct listener *l = calloc(1, sizeof *l);
	int own = fcntl(fd, F_DUPFD_CLOEXEC, 0), failed;

	if (l == NULL || own < 0) {
		free(l);
		return error_errno(e, "cannot listen");
	}
	l->set = set;
	l->service = service;
	l->tcp.data = l;
	uv_tcp_init(set->loop, &l->tcp);
	LIST_INSERT_HEAD(&set->listeners, l, entry);
	if ((failed = uv_tcp_open(&l->tcp, own)) != 0)
		close(own);
	else
		failed = uv_listen((uv_stream_t *)&l->tcp, LISTEN_BACKLOG, came);
	if (failed == 0)
		return ST_OK;
	uv_close((uv_handle_t *)&l->tcp, listener_closed);
	return error_set(e, ST_IO, "cannot listen: %s", uv_strerror(failed));
}

void conn_set_left(struct conn_set *set)
{
	if (set->drained != NULL && LIST_EMPTY(&set->conns))
		set->drained(set->drained_ctx);
}

static void close_listeners(struct conn_set *set)
{
	struct listener *l;

	LIST_FOREACH (l, &set->listeners, entry)
		if (!uv_is_closing((uv_handle_t *)&l->tcp))
			uv_close((uv_handle_t *)&l->tcp, listener_closed);
}

void conn_set_drain(struct conn_set *set, void (*done)(void *ctx), void *ctx)
{
	set->drained = done;
	set->drained_ctx = ctx;
	close_listeners(set);
	conn_close_all(&set->conns, true);
	conn_set_left(set);
}

void conn_set_abort(struct conn_set *set)
{
	close_listeners(set);
	conn_close_all(&set->conns, false);
}

void conn_set_free(struct conn_set *set)
{
	free(set);
}
