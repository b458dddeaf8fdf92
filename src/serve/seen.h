/* serve/seen.h -- who has read what today, without knowing who */
#ifndef SERVE_SEEN_H
#define SERVE_SEEN_H

#include "net/client.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	SEEN_MAX = 1 << 20, /* reads remembered a day; 8 bytes each, 16 MB of slots at most */
};

/*
 * Salted hashes of (client, article). The salt is random, lives in memory alone and is thrown
 * away with all hashes after a day, so nothing of it can be traced back to an address.
 */
struct seen;

struct seen *seen_new(void); /* NULL without memory or randomness */
void seen_free(struct seen *s);

/*
 * Is it the first time today that this client (client_subscriber: one of many IPv6 addresses is
 * no other reader) reads this article? When SEEN_MAX reads are remembered, further ones are not the
 * first: a flood cannot push counts up. What was read before midnight and is told after it belongs
 * to the new day.
 */
bool seen_first(struct seen *s, const struct client *c, const char *id, int64_t now);

/* Remember such a first read, after seen_first() with the same arguments. */
void seen_note(struct seen *s, const struct client *c, const char *id);

#endif
