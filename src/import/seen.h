/* import/seen.h -- what has been met before: digests, 11 to 22 bytes each in memory */
#ifndef IMPORT_SEEN_H
#define IMPORT_SEEN_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zero at the start. Many small tables grow one after the other, where a large one would need as
 * much again while it does. */
enum { SEEN_SHELVES = 64 };
struct seen {
	struct seen_shelf {
		uint64_t *slots; /* 0: free */
		size_t cap, n;
	} shelves[SEEN_SHELVES];
};

/* The first 64 bits of SHA-256, never 0: for comparing within a run, never stored. */
uint64_t seen_digest(const void *bytes, size_t len);

/* Of two digests together, in this order. */
uint64_t seen_both(uint64_t first, uint64_t second);

/* Note a digest; *met: it was noted before. ST_OK or ST_NOMEM. */
enum status seen_add(struct seen *s, uint64_t digest, bool *met);
bool seen_has(const struct seen *s, uint64_t digest);

/*
 * The same under two aspects: *met says that `name` was noted before, *same that it was with this
 * `content`, which is that of the first time.
 */
enum status seen_add_content(
    struct seen *s, uint64_t name, uint64_t content, bool *met, bool *same);

/* Note in *to all that was noted in *from. ST_OK or ST_NOMEM. */
enum status seen_add_all(struct seen *to, const struct seen *from);

/* Forget all, keeping the memory; free the memory. */
void seen_reset(struct seen *s);
void seen_clear(struct seen *s);

#endif
