/* text/arena.h -- memory and time for parsers of others, which bound neither */
#ifndef TEXT_ARENA_H
#define TEXT_ARENA_H

#include "base/status.h"

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Memory that is only ever given back as a whole. gumbo and cmark-gfm do not look at what their
 * allocators return: so an allocation that cannot be leaves the parser by longjmp to `leave`, which
 * whoever calls the parser sets before (it must hold nothing else than this memory):
 *
 *	arena_init(&a, bytes, ms);
 *	if (setjmp(a.leave) == 0)
 *		... parse, with arena_take() below the library's own allocator
 *	st = arena_status(&a, "HTML", "too many elements", e);
 */
struct arena {
	jmp_buf leave;

	/* The rest belongs to arena.c. */
	struct arena_piece *pieces; /* from the newest on */
	size_t total, max;          /* bytes of all pieces */
	unsigned allocations;
	int64_t until; /* ms of the processor's time */
	enum status failure;
	const char *over; /* the limit that it is over, or NULL */
};

/* None so far, `max` bytes at most, `ms` of the thread's processor time from now on: it is looked
 * at by arena_take(). */
void arena_init(struct arena *a, size_t max, int64_t ms);

/* Bytes, aligned as malloc()'s, of any content; never NULL. Does not return over a limit. */
void *arena_take(struct arena *a, size_t size);

/* `size` bytes that begin with the first `old` of `bytes`, which are gone; in place if they were
 * taken last. */
void *arena_grow(struct arena *a, void *bytes, size_t old, size_t size);

/*
 * How the parsing ended. ST_OK; ST_TOOBIG with "WHAT that takes too much memory to read: WHY" or
 * "that takes too long to read: WHY" in *e; or ST_NOMEM.
 */
enum status arena_status(const struct arena *a, const char *what, const char *why, struct error *e);

/* Free all that was taken. */
void arena_clear(struct arena *a);

#endif
