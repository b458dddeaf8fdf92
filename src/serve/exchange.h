/* serve/exchange.h -- one request and its answer, the same for every protocol: looked for among
 * those kept, else made, at once or off the loop, and kept */
#ifndef SERVE_EXCHANGE_H
#define SERVE_EXCHANGE_H

#include "base/log.h"
#include "net/conn.h"
#include "net/later.h"
#include "net/served.h"
#include "site/cache.h"
#include "site/protocol.h"

/* What a protocol's connections share; one a worker and protocol. All of it is the caller's. */
struct exchange {
	const struct protocol_kind *kind;
	const void *ctx; /* of `kind` */
	struct site *site;
	struct later *later; /* whose places are sites */
	struct cache *cache;
	struct served_sink sink;
	const struct log *log;
};

/* The protocol, as connections take it: their `ctx` is a struct exchange of that kind. */
struct conn_protocol exchange_protocol(const struct protocol_kind *kind);

#endif
