#include "serve/robots.h"

#include "serve/salted.h"

#include <stdlib.h>

struct robots {
	int64_t span;                      /* the running one, counted from the clock's 0 */
	struct salted spans[ROBOTS_SPANS]; /* by number, modulo ROBOTS_SPANS */
};

struct robots *robots_new(void)
{
	return calloc(1, sizeof(struct robots));
}

void robots_free(struct robots *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < ROBOTS_SPANS; i++)
		salted_clear(&r->spans[i]);
	free(r);
}

/* Forget the spans that are over. */
static void turn(struct robots *r, int64_t now)
{
	int64_t span = now / ROBOTS_SPAN_S, first = span - ROBOTS_SPANS + 1;

	for (int64_t i = first > r->span ? first : r->span + 1; i <= span; i++)
		salted_clear(&r->spans[i % ROBOTS_SPANS]);
	if (span > r->span)
		r->span = span;
}

void robots_mark(struct robots *r, const struct client *c, int64_t now)
{
	struct salted *s;
	uint64_t hash;

	turn(r, now);
	s = &r->spans[r->span % ROBOTS_SPANS];
	if (s->cap == 0 && !salted_renew(s))
		return;
	hash = salted_hash(s, c, "");
	if (!salted_has(s, hash))
		salted_add(s, hash, ROBOTS_MAX);
}

bool robots_has(struct robots *r, const struct client *c, int64_t now)
{
	turn(r, now);
	for (size_t i = 0; i < ROBOTS_SPANS; i++) {
		const struct salted *s = &r->spans[i];

		if (s->n > 0 && salted_has(s, salted_hash(s, c, "")))
			return true;
	}
	return false;
}
