/* tests/net/scene.h -- a service on a real loop and port, and a client of it in a thread */
#ifndef TESTS_NET_SCENE_H
#define TESTS_NET_SCENE_H

#include "net/conn.h"
#include "tests/net/helpers.h"

#include <pthread.h>
#include <semaphore.h>

enum {
	SCENE_LINE_MAX = 32,
	SCENE_LINES = 8, /* requests that are remembered */
	SCENE_ANSWER_MAX = 64 * 1024 * 1024,
};

/* What happened; the client's thread reads it only after `ended` was posted. */
struct scene {
	/* What a test sets before scene_run(). */
	struct limit_settings limits;
	struct conn_protocol protocol;
	uint64_t request_ms, stall_ms;
	size_t answer_size; /* bytes of each answer: scene_byte() says which */
	uint64_t after_ms;  /* the answer comes so late */
	uint64_t tick_ms;   /* 0: the client's pace is its own */
	bool tls, abort;    /* abort: end all connections as soon as the client is done */
	void (*client)(struct scene *s);

	/* What the server saw. */
	struct {
		char text[2 * SCENE_LINE_MAX];
		size_t len;
		enum conn_line how;
	} lines[SCENE_LINES];
	unsigned requests, ends, delivered, drained;
	size_t sent;        /* conn_sent() at the last end */
	unsigned port_seen; /* conn_port() at the last request */
	sem_t asked, ended; /* posted with each */
	/* Its loop goes round only with the client, where tick_ms is set: scene_tick(). */
	sem_t tick, tock;

	/* What the client heard (its own to fill) and may use. */
	struct buf heard;
	bool clean; /* the stream ended by EOF (TLS: by close_notify), not by an error */
	unsigned port;
	unsigned receive_buffer; /* of its sockets, bytes; 0: the system's */

	uv_loop_t loop;
	uv_async_t left;
	uv_timer_t ticker;
	struct conn_set *set;
	struct conn_service service;
	int listener;
};

/* A scene at the defaults: lines ended by LF, one short answer, generous limits. */
struct scene scene_new(void (*client)(struct scene *s));

/* Serve until the client returns and all its connections have ended; then free what the server
 * had. The rest is freed by scene_free(). */
void scene_run(struct scene *s);
void scene_free(struct scene *s);

/* The byte of every answer at `i`. */
char scene_byte(size_t i);

/* ---- for clients, in their thread: nothing here asserts ---- */

int scene_connect(struct scene *s); /* -1: refused */
void scene_say(int fd, const void *bytes, size_t n);

/* Read to the end, `step` bytes at a time with a pause of `pause_us` between. */
void scene_hear(struct scene *s, int fd, size_t step, unsigned pause_us);

/*
 * The same, where tick_ms is set: one step in each tick of the server's loop, which waits for it.
 * However slow the machine, no time passes for the server in which the client did not read.
 */
void scene_hear_by_ticks(struct scene *s, int fd, size_t step);

/* Is what was heard one whole answer? */
bool scene_heard_all(const struct scene *s);

#endif
