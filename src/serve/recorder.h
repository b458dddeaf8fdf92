/* serve/recorder.h -- the process that counts reads: the only writer of the reads store */
#ifndef SERVE_RECORDER_H
#define SERVE_RECORDER_H

#include "base/ident.h"
#include "base/log.h"
#include "net/client.h"
#include "serve/privilege.h"

#include <stdint.h>

/* What a worker tells it, one message on a SOCK_SEQPACKET: an article was delivered whole. */
struct read_event {
	struct client client;
	int64_t time; /* seconds since 1970, UTC */
	char id[IDENT_MAX + 1];
};

enum {
	RECORDER_FLUSH_MS = 1000,      /* how long reads gather before they are written */
	RECORDER_RANK_MS = 60 * 1000,  /* how long, at most, reads wait to be ranked */
	RECORDER_FLUSH_EVENTS = 10000, /* how many gather at most */
};

/*
 * Read events from fd until all its writers are gone, then write what is left and return. A read
 * counts once a client, article and day. `window` is [pages] window, seconds.
 */
enum status recorder_run(int fd, const struct serving_paths *paths, int64_t window,
    const struct log *log, struct error *e);

#endif
