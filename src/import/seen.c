#include "import/seen.h"

#include "base/ident.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAP = 1024 };

uint64_t seen_digest(const void *bytes, size_t len)
{
	unsigned char digest[DIGEST_SIZE];
	uint64_t n;

	ident_digest(bytes, len, digest);
	memcpy(&n, digest, sizeof n);
	return n != 0 ? n : 1;
}

static struct seen_slot *slot_of(struct seen_slot *slots, size_t cap, uint64_t key)
{
	size_t i = (size_t)key & (cap - 1);

	while (slots[i].key != 0 && slots[i].key != key)
		i = (i + 1) & (cap - 1);
	return &slots[i];
}

static enum status grow(struct seen *s)
{
	size_t cap = s->cap > 0 ? s->cap * 2 : FIRST_CAP;
	struct seen_slot *slots = calloc(cap, sizeof *slots);

	if (slots == NULL)
		return ST_NOMEM;
	for (size_t i = 0; i < s->cap; i++)
		if (s->slots[i].key != 0)
			*slot_of(slots, cap, s->slots[i].key) = s->slots[i];
	free(s->slots);
	s->slots = slots;
	s->cap = cap;
	return ST_OK;
}

enum status seen_add(struct seen *s, uint64_t key, uint64_t content, enum seen_result *result)
{
	struct seen_slot *slot;

	*result = SEEN_NEW;
	if (s->n * 4 >= s->cap * 3 && grow(s) != ST_OK)
		return ST_NOMEM;
	slot = slot_of(s->slots, s->cap, key);
	if (slot->key != 0) {
		*result = slot->content == content ? SEEN_SAME : SEEN_OTHER;
		return ST_OK;
	}
	*slot = (struct seen_slot){ .key = key, .content = content };
	s->n++;
	return ST_OK;
}

void seen_reset(struct seen *s)
{
	if (s->n > 0)
		memset(s->slots, 0, s->cap * sizeof *s->slots);
	s->n = 0;
}

void seen_clear(struct seen *s)
{
	free(s->slots);
	*s = (struct seen){ 0 };
}
