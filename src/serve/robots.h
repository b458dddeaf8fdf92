/* serve/robots.h -- which clients are robots, without knowing which */
#ifndef SERVE_ROBOTS_H
#define SERVE_ROBOTS_H

#include "net/client.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	/*
	 * A robot that knows a robots.txt may go by it for a day (RFC 9309, 2.4): it is remembered
	 * for at least two whole spans, 24 hours, and for less than three.
	 */
	ROBOTS_SPAN_S = 12 * 60 * 60,
	ROBOTS_SPANS = 3,
	ROBOTS_MAX = 1 << 16, /* remembered of a span, 16 bytes each; further ones are not */
};

/* Salted hashes (salted.h) of clients, a salt of its own for each span. */
struct robots;

struct robots *robots_new(void); /* NULL without memory */
void robots_free(struct robots *r);

/* The client (client_subscriber) is a robot. `now`: seconds of a clock that never goes back. */
void robots_mark(struct robots *r, const struct client *c, int64_t now);
bool robots_has(struct robots *r, const struct client *c, int64_t now);

#endif
