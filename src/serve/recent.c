#include "serve/recent.h"

#include "serve/salted.h"

#include <bsd/string.h>
#include <stdlib.h>
#include <string.h>

enum {
	BUCKETS = RECENT_MAX, /* chains of clients; a power of two */
	DAY = 24 * 60 * 60,
};

/*
 * A ring of reads by number, from `first` up to but not `next`; numbers begin at 1, and one that is
 * not in the ring (any more) is none. Each bucket is a chain from its last read to the ones before.
 */
struct recent {
	struct salted salt;
	uint64_t first, next;
	unsigned pending;
	uint64_t buckets[BUCKETS];
	struct recent_read reads[RECENT_MAX];
};

struct recent *recent_new(void)
{
	struct recent *r = calloc(1, sizeof *r);

	if (r == NULL || !salted_renew(&r->salt)) {
		free(r);
		return NULL;
	}
	r->first = r->next = 1;
	return r;
}

void recent_free(struct recent *r)
{
	if (r == NULL)
		return;
	salted_clear(&r->salt);
	free(r);
}

static struct recent_read *read_at(struct recent *r, uint64_t number)
{
	return number >= r->first && number < r->next ? &r->reads[number % RECENT_MAX] : NULL;
}

static uint64_t *bucket_of(struct recent *r, uint64_t who)
{
	return &r->buckets[who % BUCKETS];
}

static bool is_pending(const struct recent_read *read)
{
	return read->state == RECENT_NEW || read->state == RECENT_REVOKED;
}

/* Leave those behind that are a minute old, and one more where there is no room. */
static bool make_room(struct recent *r, int64_t at)
{
	while (r->first < r->next) {
		struct recent_read *oldest = read_at(r, r->first);
		bool full = r->next - r->first == RECENT_MAX;

		if (is_pending(oldest))
			return !full;
		if (oldest->at > at - RECENT_MS && !full)
			return true;
		*oldest = (struct recent_read){ .state = RECENT_DONE };
		r->first++;
	}
	return true;
}

/* Read again: once more to be counted if it was not, or on another day. */
static void renew(struct recent *r, struct recent_read *read, const struct client *c, int64_t time)
{
	if (is_pending(read) || (read->state == RECENT_COUNTED && read->time / DAY == time / DAY))
		return;
	read->state = RECENT_NEW;
	read->client = *c;
	read->time = time;
	r->pending++;
}

unsigned recent_add(
    struct recent *r, const struct client *c, const char *id, int64_t time, int64_t at)
{
	uint64_t who = salted_hash(&r->salt, c, ""), *bucket = bucket_of(r, who);
	struct recent_read *read, *again = NULL;
	unsigned articles = 0;

	if (!make_room(r, at))
		return 0;
	for (uint64_t i = *bucket; (read = read_at(r, i)) != NULL; i = read->before) {
		if (read->at <= at - RECENT_MS)
			break;
		if (read->who != who)
			continue;
		articles++;
		if (strcmp(read->id, id) == 0)
			again = read;
	}
	if (again != NULL) {
		renew(r, again, c, time);
		return articles;
	}
	read = &r->reads[r->next % RECENT_MAX];
	*read = (struct recent_read){
		.who = who, .client = *c, .time = time, .at = at, .before = *bucket
	};
	strlcpy(read->id, id, sizeof read->id);
	*bucket = r->next++;
	r->pending++;
	return articles + 1;
}

static void settle(struct recent *r, struct recent_read *read, enum recent_state state)
{
	read->state = state;
	read->client = (struct client){ { 0 } };
	r->pending--;
}

void recent_revoke(struct recent *r, const struct client *c)
{
	uint64_t who = salted_hash(&r->salt, c, "");
	struct recent_read *read;

	for (uint64_t i = *bucket_of(r, who); (read = read_at(r, i)) != NULL; i = read->before) {
		if (read->who != who)
			continue;
		if (read->state == RECENT_NEW) {
			settle(r, read, RECENT_DONE);
		} else if (read->state == RECENT_COUNTED) {
			read->state = RECENT_REVOKED;
			r->pending++;
		}
	}
}

unsigned recent_pending(const struct recent *r)
{
	return r->pending;
}

const struct recent_read *recent_next(const struct recent *r, uint64_t *place)
{
	uint64_t i = *place < r->first ? r->first : *place + 1;

	while (i < r->next && !is_pending(&r->reads[i % RECENT_MAX]))
		i++;
	*place = i;
	return i < r->next ? &r->reads[i % RECENT_MAX] : NULL;
}

void recent_settle(struct recent *r, uint64_t place, bool counted)
{
	struct recent_read *read = read_at(r, place);

	if (read != NULL && is_pending(read))
		settle(r, read, counted ? RECENT_COUNTED : RECENT_DONE);
}

void recent_forget(struct recent *r)
{
	for (uint64_t i = r->first; i < r->next; i++) {
		struct recent_read *read = read_at(r, i);

		if (is_pending(read))
			settle(r, read, RECENT_DONE);
		read->state = RECENT_DONE;
	}
}
