/* net/later.h -- answers that are made on the loop's thread pool, and sent when they are there
 *
 * What a job works with is a place: a pointer that is one job's at a time, for what is for one
 * thread. Jobs wait until a place is free. One job answers all who ask for the same while it waits
 * or is under way.
 */
#ifndef NET_LATER_H
#define NET_LATER_H

#include "base/status.h"
#include "net/conn.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uv.h>

enum {
	LATER_PLACES_MAX = 4,   /* threads of libuv's pool, unless the environment says otherwise */
	LATER_WAITING_MAX = 64, /* jobs; the connections are limited as all are */
};

struct later;

/* What is to be done for connections whose request() has not sent anything. */
struct later_job {
	const char *key; /* what it answers; as long as the job lives */
	/* In another thread. *given_up is set once nobody waits any more. */
	void (*work)(struct later_job *job, void *place, const atomic_bool *given_up);
	/* On the loop, once for each job: conn_send() is due for each of the n connections, which
	 * are those that are still there; n is 0 if none is, whether it was worked or not. The job
	 * is the caller's again. */
	void (*done)(struct later_job *job, struct conn *const *conns, size_t n);
	bool late; /* set before done(): its turn came too late, and it was not worked */
};

/* Of n places, LATER_PLACES_MAX at most; a job that has waited for more than `wait_ms` when its
 * turn comes is not worked. ST_OK or ST_NOMEM. */
enum status later_open(
    uv_loop_t *loop, void *const *places, size_t n, uint64_t wait_ms, struct later **out);

/* Is that being answered? Then the connection gets the answer, too. ST_OK, ST_NOTFOUND, or
 * ST_NOMEM. */
enum status later_join(struct later *l, struct conn *c, const char *key);

/* ST_OK, or ST_BUSY (LATER_WAITING_MAX wait already) or ST_NOMEM: then nothing will be done. */
enum status later_start(struct later *l, struct conn *c, struct later_job *job);

/* The connection has ended: what nobody else waits for is given up. */
void later_gone(struct later *l, const struct conn *c);

/* After the loop has ended, and so all jobs. */
void later_free(struct later *l);

#endif
