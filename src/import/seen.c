#include "import/seen.h"

#include "base/ident.h"

#include <stdlib.h>
#include <string.h>

/* Odd, and its bits in no order: 2^64 by the golden ratio. */
#define FACTOR UINT64_C(0x9e3779b97f4a7c15)

enum { FIRST_CAP = 16 };

uint64_t seen_digest(const void *bytes, size_t len)
{
	unsigned char digest[DIGEST_SIZE];
	uint64_t n;

	ident_digest(bytes, len, digest);
	memcpy(&n, digest, sizeof n);
	return n != 0 ? n : 1;
}

uint64_t seen_both(uint64_t first, uint64_t second)
{
	uint64_t both = first * FACTOR + second;

	return both != 0 ? both : 1;
}

static size_t slot_of(const uint64_t *slots, size_t cap, uint64_t digest)
{
	size_t i = (size_t)digest & (cap - 1);

	while (slots[i] != 0 && slots[i] != digest)
		i = (i + 1) & (cap - 1);
	return i;
}

static enum status grow(struct seen_shelf *s)
{
	size_t cap = s->cap > 0 ? s->cap * 2 : FIRST_CAP;
	uint64_t *slots = calloc(cap, sizeof *slots);

	if (slots == NULL)
		return ST_NOMEM;
	for (size_t i = 0; i < s->cap; i++)
		if (s->slots[i] != 0)
			slots[slot_of(slots, cap, s->slots[i])] = s->slots[i];
	free(s->slots);
	s->slots = slots;
	s->cap = cap;
	return ST_OK;
}

/* By the top bits: a slot is found by those below. */
static size_t shelf_of(uint64_t digest)
{
	return (size_t)(digest >> 58) % SEEN_SHELVES;
}

enum status seen_add(struct seen *seen, uint64_t digest, bool *met)
{
	struct seen_shelf *s = &seen->shelves[shelf_of(digest)];
	size_t i;

	*met = false;
	if (s->n * 4 >= s->cap * 3 && grow(s) != ST_OK)
		return ST_NOMEM;
	i = slot_of(s->slots, s->cap, digest);
	*met = s->slots[i] != 0;
	s->slots[i] = digest;
	s->n += !*met;
	return ST_OK;
}

bool seen_has(const struct seen *seen, uint64_t digest)
{
	const struct seen_shelf *s = &seen->shelves[shelf_of(digest)];

	return s->cap > 0 && s->slots[slot_of(s->slots, s->cap, digest)] != 0;
}

enum status seen_add_content(struct seen *s, uint64_t name, uint64_t content, bool *met, bool *same)
{
	uint64_t both = seen_both(name, content);
	enum status st = seen_add(s, name, met);
	bool known;

	*same = *met && seen_has(s, both);
	return st == ST_OK && !*met ? seen_add(s, both, &known) : st;
}

enum status seen_add_all(struct seen *to, const struct seen *from)
{
	enum status st = ST_OK;
	bool met;

	for (size_t i = 0; i < SEEN_SHELVES; i++) {
		const struct seen_shelf *s = &from->shelves[i];

		/* The room of one that was large and is empty is not walked through. */
		for (size_t k = 0, left = s->n; left > 0 && st == ST_OK; k++) {
			if (s->slots[k] == 0)
				continue;
			st = seen_add(to, s->slots[k], &met);
			left--;
		}
	}
	return st;
}

void seen_reset(struct seen *s)
{
	for (size_t i = 0; i < SEEN_SHELVES; i++) {
		if (s->shelves[i].n > 0)
			memset(s->shelves[i].slots, 0,
			    s->shelves[i].cap * sizeof *s->shelves[i].slots);
		s->shelves[i].n = 0;
	}
}

void seen_clear(struct seen *s)
{
	for (size_t i = 0; i < SEEN_SHELVES; i++)
		free(s->shelves[i].slots);
	*s = (struct seen){ 0 };
}
