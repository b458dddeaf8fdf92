/* serve/serve.h -- the server: a supervisor, its workers, its recorder */
#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H

#include "base/log.h"
#include "conf/conf.h"

#include <stdio.h>

enum {
	SERVE_STOP_MS = 15 * 1000, /* how long children may take to end before they are killed */
	SERVE_PAUSE_MS = 1000,     /* before a child that died younger than this is replaced... */
	SERVE_PAUSE_MAX_MS = 60 * 1000, /* ...twice as long each time, and at most so long */
};

/*
 * Open the sockets, the certificate and the archive, drop privileges, print the addresses and the
 * certificate's fingerprint to `out`, fork the recorder and the workers, replace those that die,
 * and return after SIGTERM or SIGINT once all have ended. What would keep every worker from serving
 * is an error before anything is printed. Returns in the forked children too, when they end: the
 * caller exits with the status and does nothing else; *e is empty then, as the log was told.
 */
enum status serve_run(const struct conf *conf, const struct log *log, FILE *out, struct error *e);

#endif
