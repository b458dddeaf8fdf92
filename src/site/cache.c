#include "site/cache.h"

#include <bsd/sys/queue.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/* A reply in one piece of memory with its key. */
struct kept {
	LIST_ENTRY(kept) chain; /* of its bucket */
	TAILQ_ENTRY(kept) age;
	struct reply reply;
	size_t key_size; /* with its NUL */
	char text[];     /* the key, then the bytes of the reply */
};

LIST_HEAD(bucket, kept);
TAILQ_HEAD(kept_by_age, kept);

struct cache {
	size_t max, used, count;
	uint64_t seed;             /* so that nobody can aim at one bucket */
	struct kept_by_age by_age; /* the first goes first */
	size_t nbuckets;           /* 0: nothing is kept */
	struct bucket buckets[];
};

enum status cache_open(size_t max, struct cache **out)
{
	size_t n = max / CACHE_BUCKET, size = sizeof(struct cache) + n * sizeof(struct bucket);
	struct cache *c = calloc(1, size);

	*out = NULL;
	if (c == NULL)
		return ST_NOMEM;
	if (getrandom(&c->seed, sizeof c->seed, 0) != sizeof c->seed) {
		free(c);
		return ST_IO;
	}
	c->max = max;
	c->used = size + CACHE_MALLOC;
	c->nbuckets = n;
	TAILQ_INIT(&c->by_age);
	*out = c;
	return ST_OK;
}

/* What one takes. */
static size_t size_of(size_t key_size, size_t len)
{
	return sizeof(struct kept) + key_size + len + CACHE_MALLOC;
}

static void drop(struct cache *c, struct kept *k)
{
	LIST_REMOVE(k, chain);
	TAILQ_REMOVE(&c->by_age, k, age);
	c->used -= size_of(k->key_size, k->reply.len);
	c->count--;
	free(k);
}

void cache_close(struct cache *c)
{
	struct kept *k;

	if (c == NULL)
		return;
	while ((k = TAILQ_FIRST(&c->by_age)) != NULL)
		drop(c, k);
	free(c);
}

/* Fowler, Noll, Vo (FNV-1a), from the seed on. */
static struct bucket *bucket_of(struct cache *c, const char *key)
{
	uint64_t h = c->seed;

	for (const char *s = key; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
	return &c->buckets[h % c->nbuckets];
}

static struct kept *find(struct cache *c, const char *key)
{
	struct kept *k;

	if (c->nbuckets == 0)
		return NULL;
	LIST_FOREACH (k, bucket_of(c, key), chain)
		if (strcmp(k->text, key) == 0)
			return k;
	return NULL;
}

struct reply *cache_get(struct cache *c, const char *key)
{
	struct kept *k = find(c, key);

	if (k == NULL)
		return NULL;
	TAILQ_REMOVE(&c->by_age, k, age);
	TAILQ_INSERT_TAIL(&c->by_age, k, age);
	return &k->reply;
}

void cache_drop(struct cache *c, const char *key)
{
	struct kept *k = find(c, key);

	if (k != NULL)
		drop(c, k);
}

static struct kept *new_kept(const char *key, size_t key_size, const struct reply *r)
{
	struct kept *k = malloc(sizeof *k + key_size + r->len);

	if (k == NULL)
		return NULL;
	k->reply = *r;
	k->key_size = key_size;
	memcpy(k->text, key, key_size);
	memcpy(k->text + key_size, r->bytes, r->len);
	k->reply.bytes = k->text + key_size;
	return k;
}

void cache_put(struct cache *c, const char *key, const struct reply *r)
{
	size_t key_size = strlen(key) + 1, size = size_of(key_size, r->len);
	struct kept *k, *oldest;

	cache_drop(c, key);
	if (c->nbuckets == 0 || size > c->max / CACHE_SHARE)
		return;
	if ((k = new_kept(key, key_size, r)) == NULL)
		return;
	while (c->used + size > c->max && (oldest = TAILQ_FIRST(&c->by_age)) != NULL)
		drop(c, oldest);
	LIST_INSERT_HEAD(bucket_of(c, key), k, chain);
	TAILQ_INSERT_TAIL(&c->by_age, k, age);
	c->used += size;
	c->count++;
}

size_t cache_bytes(const struct cache *c)
{
	return c->used;
}

size_t cache_count(const struct cache *c)
{
	return c->count;
}
