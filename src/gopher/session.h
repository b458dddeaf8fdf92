/* gopher/session.h -- Gopher's own of a request: how it is parsed, how its answer is written */
#ifndef GOPHER_SESSION_H
#define GOPHER_SESSION_H

#include "gopher/wire.h"
#include "site/protocol.h"

/* The `ctx` of gopher_protocol. */
struct gopher {
	struct site *site; /* knows of what type a link's path is */
	const char *host;  /* what menus say */
	unsigned port;
	unsigned columns; /* of wrapped text */
};

extern const struct protocol_kind gopher_protocol;

#endif
