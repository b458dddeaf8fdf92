#include "text/arena.h"

#include "base/clock.h"

#include <stdlib.h>
#include <string.h>

enum {
	PIECE_SIZE = 256 * 1024,
	ALIGN = 16,                /* what malloc() gives */
	ALLOCATIONS_PER_LOOK = 64, /* between two looks at the clock; a tag is some */
};

struct arena_piece {
	struct arena_piece *next;
	size_t used, size;
	_Alignas(ALIGN) char bytes[];
};

static const char too_much[] = "takes too much memory to read";

void arena_init(struct arena *a, size_t max, int64_t ms)
{
	memset(a, 0, sizeof *a);
	a->max = max;
	a->until = clock_used_ms() + ms;
}

static _Noreturn void give_up(struct arena *a, enum status failure, const char *over)
{
	a->failure = failure;
	a->over = over;
	longjmp(a->leave, 1);
}

static struct arena_piece *add_piece(struct arena *a, size_t size)
{
	struct arena_piece *p;

	if (size > a->max - a->total)
		give_up(a, ST_TOOBIG, too_much);
	if ((p = malloc(sizeof *p + size)) == NULL)
		give_up(a, ST_NOMEM, NULL);
	*p = (struct arena_piece){ .next = a->pieces, .size = size };
	a->total += size;
	a->pieces = p;
	return p;
}

static size_t aligned(struct arena *a, size_t size)
{
	if (size > a->max)
		give_up(a, ST_TOOBIG, too_much);
	return (size + ALIGN - 1) / ALIGN * ALIGN;
}

void *arena_take(struct arena *a, size_t size)
{
	struct arena_piece *p = a->pieces;
	void *bytes;

	if (++a->allocations % ALLOCATIONS_PER_LOOK == 0 && clock_used_ms() > a->until)
		give_up(a, ST_TOOBIG, "takes too long to read");
	size = aligned(a, size);
	if (p == NULL || p->size - p->used < size)
		p = add_piece(a, size > PIECE_SIZE ? size : PIECE_SIZE);
	bytes = p->bytes + p->used;
	p->used += size;
	return bytes;
}

void *arena_grow(struct arena *a, void *bytes, size_t old, size_t size)
{
	struct arena_piece *p = a->pieces;
	size_t more = aligned(a, size);
	void *grown;

	old = aligned(a, old);
	if (more <= old)
		return bytes;
	if (p->used >= old && p->bytes + p->used - old == (char *)bytes &&
	    p->size - p->used >= more - old) {
		p->used += more - old;
		return bytes;
	}
	grown = arena_take(a, size);
	memcpy(grown, bytes, old);
	return grown;
}

enum status arena_status(const struct arena *a, const char *what, const char *why, struct error *e)
{
	if (a->failure == ST_OK)
		return ST_OK;
	if (a->over == NULL)
		return error_set(e, a->failure, "%s", status_text(a->failure));
	return error_set(e, a->failure, "%s that %s: %s", what, a->over, why);
}

void arena_clear(struct arena *a)
{
	for (struct arena_piece *p = a->pieces, *next; p != NULL; p = next) {
		next = p->next;
		free(p);
	}
	a->pieces = NULL;
}
