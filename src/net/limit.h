/* net/limit.h -- how much one client, and all of them, may have at a time; shared by the workers */
#ifndef NET_LIMIT_H
#define NET_LIMIT_H

#include "base/status.h"
#include "net/client.h"

#include <stdbool.h>
#include <stdint.h>

struct limit_settings {
	unsigned connections; /* at once, of all clients and workers */
	unsigned per_client;  /* at once, of one subscriber (client_subscriber) */
	unsigned rate, burst; /* requests a second, and at once after a pause; rate 0: no limit */
};

/* Why a client was not served. */
enum refusal {
	REFUSED_CONNECTIONS,
	REFUSED_PER_CLIENT,
	REFUSED_RATE,
	REFUSED_LATE, /* no whole request came in time */
	REFUSED_TLS,  /* what came is not TLS, or not one that is spoken here */
	REFUSALS,
};

enum {
	LIMIT_WORKERS_MAX = 256,
	LIMIT_SLOTS = 1 << 14, /* counters; two subscribers share one by chance in 16,384 */
};

/*
 * Counters in memory that forked workers share, without locks. Subscribers are hashed with a
 * random key to a fixed number of counters, so memory is bounded and nobody can aim at another's.
 * Made before the workers are forked.
 */
struct limit;

enum status limit_open(const struct limit_settings *settings, unsigned workers, struct limit **out);
void limit_close(struct limit *l);

/* This process is worker `worker` from now on; what an earlier one of that number held is free. */
void limit_worker(struct limit *l, unsigned worker);

/* A connection came: false if it is over a limit, and then it is not counted. */
bool limit_enter(struct limit *l, const struct client *c);
void limit_leave(struct limit *l, const struct client *c);

/* A request came, now_us microseconds of a monotonic clock: false if the client is over its rate.
 */
bool limit_request(struct limit *l, const struct client *c, uint64_t now_us);

/* Count a refusal that no limit made; limit_enter() and limit_request() count theirs. */
void limit_refused(struct limit *l, enum refusal why);

/* How many there were in this process since the last call. */
void limit_refusals(struct limit *l, unsigned counts[REFUSALS]);

#endif
