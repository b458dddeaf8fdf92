#include "serve/salted.h"

#include "base/ident.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { CAP_FIRST = 1024 }; /* slots; a power of two */

static void insert(uint64_t *slots, size_t cap, uint64_t hash)
{
	size_t i = hash & (cap - 1);

	while (slots[i] != 0)
		i = (i + 1) & (cap - 1);
	slots[i] = hash;
}

static bool grow(struct salted *s)
{
	size_t cap = s->cap == 0 ? CAP_FIRST : 2 * s->cap;
	uint64_t *slots = calloc(cap, sizeof *slots);

	if (slots == NULL)
		return false;
	for (size_t i = 0; i < s->cap; i++)
		if (s->slots[i] != 0)
			insert(slots, cap, s->slots[i]);
	free(s->slots);
	s->slots = slots;
	s->cap = cap;
	return true;
}

bool salted_renew(struct salted *s)
{
	salted_clear(s);
	if (getrandom(s->salt, sizeof s->salt, 0) == sizeof s->salt && grow(s))
		return true;
	salted_clear(s);
	return false;
}

void salted_clear(struct salted *s)
{
	free(s->slots);
	*s = (struct salted){ .n = 0 };
}

uint64_t salted_hash(const struct salted *s, const struct client *c, const char *id)
{
	struct {
		unsigned char salt[SALTED_SALT_SIZE];
		struct client client;
		char id[IDENT_MAX];
	} all = { .client = client_subscriber(c) };
	unsigned char digest[DIGEST_SIZE];
	uint64_t hash;

	memcpy(all.salt, s->salt, sizeof all.salt);
	memcpy(all.id, id, strnlen(id, sizeof all.id));
	ident_digest(&all, sizeof all, digest);
	memcpy(&hash, digest, sizeof hash);
	return hash != 0 ? hash : 1;
}

bool salted_has(const struct salted *s, uint64_t hash)
{
	if (s->cap == 0)
		return false;
	for (size_t i = hash & (s->cap - 1); s->slots[i] != 0; i = (i + 1) & (s->cap - 1))
		if (s->slots[i] == hash)
			return true;
	return false;
}

bool salted_add(struct salted *s, uint64_t hash, size_t max)
{
	if (s->n >= max || (2 * s->n >= s->cap && !grow(s)))
		return false;
	insert(s->slots, s->cap, hash);
	s->n++;
	return true;
}
