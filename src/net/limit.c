#include "net/limit.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>

enum { SECOND_US = 1000000 };

/* One worker's connections: only it writes them, all read them. */
struct row {
	_Atomic uint32_t all;
	_Atomic uint32_t slots[LIMIT_SLOTS];
};

/* What the workers share. */
struct counters {
	/*
	 * The generic cell rate algorithm (ITU-T I.371): when a slot's client, at the rate allowed,
	 * would have been due to send what it has sent; microseconds.
	 */
	_Atomic uint64_t due[LIMIT_SLOTS];
	struct row rows[];
};

struct limit {
	struct limit_settings settings;
	unsigned workers, self;
	uint64_t key[2];
	struct counters *shared;
	size_t size;                 /* of `shared`, bytes */
	unsigned refusals[REFUSALS]; /* of this process */
};

/* Multiply and fold: quick, and not to be aimed at a slot without the key. */
static uint64_t fold(uint64_t a, uint64_t b)
{
	unsigned __int128 p = (unsigned __int128)a * b;

	return (uint64_t)p ^ (uint64_t)(p >> 64);
}

static unsigned slot_of(const struct limit *l, const struct client *c)
{
	struct client who = client_subscriber(c);
	uint64_t half[2];

	memcpy(half, who.address, sizeof half);
	half[0] = fold(half[0] ^ l->key[0], half[1] ^ l->key[1]);
	return (unsigned)(fold(half[0], l->key[0] | 1) % LIMIT_SLOTS);
}

enum status limit_open(const struct limit_settings *settings, unsigned workers, struct limit **out)
{
	struct limit *l = calloc(1, sizeof *l);

	assert(workers > 0 && workers <= LIMIT_WORKERS_MAX);
	*out = NULL;
	if (l == NULL)
		return ST_NOMEM;
	l->settings = *settings;
	l->workers = workers;
	l->size = sizeof *l->shared + workers * sizeof(struct row);
	l->shared = mmap(NULL, l->size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (l->shared == MAP_FAILED) {
		free(l);
		return ST_NOMEM;
	}
	*out = l;
	if (getrandom(l->key, sizeof l->key, 0) == sizeof l->key)
		return ST_OK;
	limit_close(l);
	*out = NULL;
	return ST_IO;
}

void limit_close(struct limit *l)
{
	if (l == NULL)
		return;
	munmap(l->shared, l->size);
	free(l);
}

void limit_worker(struct limit *l, unsigned worker)
{
	struct row *r = &l->shared->rows[worker];

	assert(worker < l->workers);
	l->self = worker;
	atomic_store(&r->all, 0);
	for (size_t i = 0; i < LIMIT_SLOTS; i++)
		atomic_store_explicit(&r->slots[i], 0, memory_order_relaxed);
}

/* Two workers may each let in a last one at the same moment: the limit is over by so few. */
bool limit_enter(struct limit *l, const struct client *c)
{
	unsigned slot = slot_of(l, c), all = 0, own = 0;

	for (unsigned i = 0; i < l->workers; i++) {
		all += atomic_load_explicit(&l->shared->rows[i].all, memory_order_relaxed);
		own += atomic_load_explicit(&l->shared->rows[i].slots[slot], memory_order_relaxed);
	}
	if (all >= l->settings.connections || own >= l->settings.per_client) {
		limit_refused(
		    l, all >= l->settings.connections ? REFUSED_CONNECTIONS : REFUSED_PER_CLIENT);
		return false;
	}
	atomic_fetch_add_explicit(&l->shared->rows[l->self].all, 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&l->shared->rows[l->self].slots[slot], 1, memory_order_relaxed);
	return true;
}

void limit_leave(struct limit *l, const struct client *c)
{
	atomic_fetch_sub_explicit(&l->shared->rows[l->self].all, 1, memory_order_relaxed);
	atomic_fetch_sub_explicit(
	    &l->shared->rows[l->self].slots[slot_of(l, c)], 1, memory_order_relaxed);
}

bool limit_request(struct limit *l, const struct client *c, uint64_t now_us)
{
	_Atomic uint64_t *due = &l->shared->due[slot_of(l, c)];
	uint64_t old, next, interval;

	if (l->settings.rate == 0)
		return true;
	interval = SECOND_US / l->settings.rate;
	old = atomic_load(due);
	do {
		next = (old > now_us ? old : now_us) + interval;
		if (next > now_us + interval * l->settings.burst) {
			limit_refused(l, REFUSED_RATE);
			return false;
		}
	} while (!atomic_compare_exchange_weak(due, &old, next));
	return true;
}

void limit_refused(struct limit *l, enum refusal why)
{
	l->refusals[why]++;
}

void limit_refusals(struct limit *l, unsigned counts[REFUSALS])
{
	memcpy(counts, l->refusals, sizeof l->refusals);
	memset(l->refusals, 0, sizeof l->refusals);
}
