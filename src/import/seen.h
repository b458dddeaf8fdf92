/* import/seen.h -- what has been met before: digests of keys, 16 bytes each in memory */
#ifndef IMPORT_SEEN_H
#define IMPORT_SEEN_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

struct seen_slot {
	uint64_t key; /* 0: free */
	uint64_t content;
};

struct seen {
	struct seen_slot *slots;
	size_t cap, n;
};

enum seen_result {
	SEEN_NEW,
	SEEN_SAME,  /* the same key with the same content */
	SEEN_OTHER, /* the same key with other content; what was noted first stays */
};

/* The first 64 bits of SHA-256: for comparing within a run, never stored. */
uint64_t seen_digest(const void *bytes, size_t len);

/* Note the key and the content under it. ST_OK or ST_NOMEM. */
enum status seen_add(struct seen *s, uint64_t key, uint64_t content, enum seen_result *result);

/* Forget all, keeping the memory; free the memory. */
void seen_reset(struct seen *s);
void seen_clear(struct seen *s);

#endif
