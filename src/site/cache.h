/* site/cache.h -- finished answers, kept for who asks the same again
 *
 * A plain container: it does not know whether what it keeps still holds. For one thread.
 */
#ifndef SITE_CACHE_H
#define SITE_CACHE_H

#include "base/ident.h"
#include "base/status.h"
#include "site/site.h"

#include <stddef.h>

/* An answer as it goes out, and what is told of it once it has. */
struct reply {
	const char *bytes; /* before TLS */
	size_t len;
	int status;        /* Gemini's number, for Gopher too */
	const char *route; /* as of struct answer */
	char read[IDENT_MAX + 1];
	struct site_basis basis;
};

enum {
	CACHE_SHARE = 8,         /* no reply takes more than one part in so many of all there is */
	CACHE_BUCKET = 4 * 1024, /* bytes for each list of the table: about a page */
	/* What malloc() takes for itself: glibc's 8 bytes, and at most 15 to the next multiple of
	 * 16. */
	CACHE_MALLOC = 23,
};

struct cache;

/*
 * One of at most `max` bytes in all: replies, keys, tables and what malloc() takes beside them.
 * Below CACHE_BUCKET bytes nothing is kept. ST_NOMEM or ST_IO (no randomness).
 */
enum status cache_open(size_t max, struct cache **out);
void cache_close(struct cache *c);

/* The reply of that key, or NULL; it is the last to go from then on. Good until the next
 * cache_put() or cache_drop(). */
struct reply *cache_get(struct cache *c, const char *key);

/* Keep a copy, in place of what the key had; those that were not asked for longest make room. One
 * that is too large, or finds no memory, is not kept. */
void cache_put(struct cache *c, const char *key, const struct reply *r);

void cache_drop(struct cache *c, const char *key);

/* Bytes taken; replies kept. */
size_t cache_bytes(const struct cache *c);
size_t cache_count(const struct cache *c);

#endif
