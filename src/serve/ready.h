/* serve/ready.h -- what would keep the server from serving, found before it starts */
#ifndef SERVE_READY_H
#define SERVE_READY_H

#include "conf/conf.h"

/* What is looked at, in the order in which one explains the next. */
enum ready {
	READY_LISTEN,   /* there is something to listen on */
	READY_USER,     /* [server] user exists */
	READY_LOG,      /* whoever starts it can write [log] file */
	READY_PID_FILE, /* and [server] pid_file */
	READY_ARCHIVE,  /* who serves can write both stores, and in their folders */
	READY_READS,
	READY_ROOT, /* and read the capsule folder, where there is one */
	READY_COUNT
};

/*
 * ST_OK, or what is wrong in *e, with the option that leads there. What is for another user to do
 * is not known, and ST_OK, where this one is not root.
 */
enum status ready_check(const struct conf *conf, enum ready what, struct error *e);

#endif
