/* serve/worker.h -- one process that answers: a loop, the sockets, a site */
#ifndef SERVE_WORKER_H
#define SERVE_WORKER_H

#include "base/log.h"
#include "base/mime.h"
#include "net/limit.h"
#include "net/tls.h"
#include "serve/capsule.h"
#include "serve/privilege.h"
#include "serve/sockets.h"

enum {
	WORKER_DRAIN_MS = 10 * 1000,    /* how long answers under way may take after SIGTERM */
	WORKER_REFUSALS_MS = 60 * 1000, /* how often, at most, the log is told who was refused */
};

/* All that the supervisor made for it; outlives it. */
struct worker_setup {
	const struct capsule *capsule;
	const struct serving_paths *paths;
	struct sockets *sockets; /* closed once the loop has its own: nobody else may hold them */
	struct tls_server *tls;
	struct limit *limit;
	struct mime *mime;
	const struct log *log;
	unsigned workers; /* how many there are */
	int recorder;     /* where read events go */
};

/* Open what a worker opens, and close it: ST_OK if one could serve. The log is told of what is not
 * there and may be missing. */
enum status worker_try(const struct worker_setup *setup, struct error *e);

/* Serve until SIGTERM, then answer what has begun, and return. */
enum status worker_run(const struct worker_setup *setup, struct error *e);

#endif
