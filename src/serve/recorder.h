/* serve/recorder.h -- the process that counts reads: the only writer of the reads store */
#ifndef SERVE_RECORDER_H
#define SERVE_RECORDER_H

#include "base/ident.h"
#include "base/log.h"
#include "net/client.h"
#include "serve/privilege.h"

#include <stdint.h>

enum told {
	TOLD_READ,   /* the article `id` was delivered whole */
	TOLD_ROBOTS, /* the client asked for PAGE_ROBOTS */
};

/* What a worker tells it, one message on a SOCK_SEQPACKET. */
struct read_event {
	struct client client;
	int64_t time; /* seconds since 1970, UTC */
	uint8_t told; /* enum told */
	char id[IDENT_MAX + 1];
};

enum {
	RECORDER_FLUSH_MS = 1000,      /* how long reads gather before they are written */
	RECORDER_RANK_MS = 60 * 1000,  /* reads are ranked so often at most; the first at once */
	RECORDER_FLUSH_EVENTS = 10000, /* how many gather at most */
};

/*
 * Read events from fd until all its writers are gone, then write what is left and return. A read
 * counts once a client, article and day. Those of a client that asks for robots.txt, or reads more
 * than READS_PACE articles in a minute, do not count from then on (robots.h), and what it read in
 * the last minute is taken back. `window` is [pages] window, seconds.
 */
enum status recorder_run(int fd, const struct serving_paths *paths, int64_t window,
    const struct log *log, struct error *e);

#endif
