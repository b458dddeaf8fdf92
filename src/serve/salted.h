/* serve/salted.h -- who, and what, as numbers that only this process could make */
#ifndef SERVE_SALTED_H
#define SERVE_SALTED_H

#include "net/client.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SALTED_SALT_SIZE = 16 };

/*
 * A set of salted hashes. The salt is random and in memory alone: once it is thrown away, with
 * salted_renew(), nothing of the set can be traced back to an address. Zero is a set that is not
 * begun; ended with salted_clear().
 */
struct salted {
	unsigned char salt[SALTED_SALT_SIZE];
	size_t n, cap;
	uint64_t *slots; /* open addressing; 0 is free */
};

/* Begin anew: another salt, nothing in it. false without memory or randomness; then it is as
 * zero. */
bool salted_renew(struct salted *s);
void salted_clear(struct salted *s);

/* Of the client (client_subscriber: one of many IPv6 addresses is no other reader) and an id of at
 * most IDENT_MAX characters, or "". Never 0. */
uint64_t salted_hash(const struct salted *s, const struct client *c, const char *id);

/* Nothing is in a set that is not begun. */
bool salted_has(const struct salted *s, uint64_t hash);

/* Put a hash in that is not there. false if there are `max` already, or without memory. */
bool salted_add(struct salted *s, uint64_t hash, size_t max);

#endif
