/* serve/recent.h -- what was read in the last minute, and by whom */
#ifndef SERVE_RECENT_H
#define SERVE_RECENT_H

#include "base/ident.h"
#include "net/client.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	RECENT_MS = 60 * 1000, /* how long a read is recent */
	RECENT_MAX = 1 << 16,  /* reads known, 6 MB: beyond them the oldest is recent no more */
};

enum recent_state {
	RECENT_NEW,     /* to be counted */
	RECENT_COUNTED, /* was */
	RECENT_REVOKED, /* was, and is to be taken back */
	RECENT_DONE,    /* has no count */
};

struct recent_read {
	uint64_t who;         /* a salted hash of the client (salted.h) */
	struct client client; /* only until it is counted */
	int64_t time;         /* seconds since 1970 */
	int64_t at;           /* ms of the monotonic clock */
	uint64_t before;      /* recent.c's */
	enum recent_state state;
	char id[IDENT_MAX + 1];
};

struct recent;

struct recent *recent_new(void); /* NULL without memory or randomness */
void recent_free(struct recent *r);

/*
 * A read by `c` (client_subscriber) of the article `id`, RECENT_NEW; nothing new if a recent one of
 * that day was counted, or is to be. Returns how many articles the client has read recently, with
 * this one; 0 where there is no room, as all are to be counted or taken back still. `at`: ms of a
 * clock that never goes back.
 */
unsigned recent_add(
    struct recent *r, const struct client *c, const char *id, int64_t time, int64_t at);

/* None of the client's recent reads is to have a count. */
void recent_revoke(struct recent *r, const struct client *c);

/* Reads that are new or revoked. */
unsigned recent_pending(const struct recent *r);

/* The next of them; *place is 0 for the first. NULL after the last. */
const struct recent_read *recent_next(const struct recent *r, uint64_t *place);

/* Such a read, just given by recent_next(), has been counted, or has no count (any more). */
void recent_settle(struct recent *r, uint64_t place, bool counted);

/* None of them has a count that could be taken back, and none is to be counted. */
void recent_forget(struct recent *r);

#endif
