#include "serve/seen.h"

#include "base/ident.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum {
	DAY = 24 * 60 * 60,
	SALT_SIZE = 16,
	CAP_FIRST = 1024, /* slots; a power of two */
};

struct seen {
	unsigned char salt[SALT_SIZE];
	int64_t day; /* days since 1970 */
	size_t n, cap;
	uint64_t *slots; /* open addressing; 0 is free */
};

static void insert(uint64_t *slots, size_t cap, uint64_t hash)
{
	size_t i = hash & (cap - 1);

	while (slots[i] != 0)
		i = (i + 1) & (cap - 1);
	slots[i] = hash;
}

static bool contains(const struct seen *s, uint64_t hash)
{
	for (size_t i = hash & (s->cap - 1); s->slots[i] != 0; i = (i + 1) & (s->cap - 1))
		if (s->slots[i] == hash)
			return true;
	return false;
}

static bool grow(struct seen *s)
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

/* A new day: a new salt, nothing remembered. */
static bool renew(struct seen *s, int64_t day)
{
	free(s->slots);
	s->slots = NULL;
	s->n = s->cap = 0;
	if (getrandom(s->salt, sizeof s->salt, 0) != sizeof s->salt || !grow(s))
		return false;
	s->day = day;
	return true;
}

struct seen *seen_new(void)
{
	struct seen *s = calloc(1, sizeof *s);

	if (s != NULL && !renew(s, -1)) {
		seen_free(s);
		s = NULL;
	}
	return s;
}

void seen_free(struct seen *s)
{
	if (s == NULL)
		return;
	free(s->slots);
	free(s);
}

static uint64_t hash_of(const struct seen *s, const struct client *c, const char *id)
{
	struct {
		unsigned char salt[SALT_SIZE];
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

bool seen_first(struct seen *s, const struct client *c, const char *id, int64_t now)
{
	if ((s->day != now / DAY || s->cap == 0) && !renew(s, now / DAY))
		return false;
	return s->n < SEEN_MAX && !contains(s, hash_of(s, c, id)) && (2 * s->n < s->cap || grow(s));
}

void seen_note(struct seen *s, const struct client *c, const char *id)
{
	assert(2 * s->n < s->cap);
	insert(s->slots, s->cap, hash_of(s, c, id));
	s->n++;
}
