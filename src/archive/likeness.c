#include "archive/likeness.h"

#include "archive/filter.h"
#include "archive/query.h"

#include <stdlib.h>

enum {
	FRESH_MAX = 2048 * LIKENESS_KEYS, /* keys gathered before they are written as a run */
	FILTER_AFTER = 50, /* texts looked up before the filter is worth reading all runs for */
};

/* What is kept in memory between calls. */
struct likeness {
	unsigned char *filter; /* of the runs up to `newest`, or NULL */
	int64_t newest;
	int64_t fresh;    /* keys gathered; -1: not counted since the transaction began */
	unsigned lookups; /* without the filter */
	bool current;     /* the filter knows the runs of this transaction */
};

static uint32_t key_of(uint64_t hash)
{
	/* The least hashes have zeros on top; what is below them is spread evenly. */
	return (uint32_t)hash;
}

static size_t keys_of(const struct shingle_sketch *s)
{
	return s->n < LIKENESS_KEYS ? s->n : LIKENESS_KEYS;
}

static enum status state_of(struct archive *a, struct likeness **out)
{
	if (a->likeness == NULL) {
		a->likeness = calloc(1, sizeof *a->likeness);
		if (a->likeness != NULL)
			likeness_reset(a);
	}
	*out = a->likeness;
	return *out != NULL ? ST_OK : ST_NOMEM;
}

static void add_to_filter(void *ctx, uint32_t key)
{
	filter_add(ctx, key);
}

/* Make the filter know what this transaction sees, once it is worth it. */
static enum status filter_make_current(struct archive *a, struct likeness *l)
{
	enum status st;

	if (l->current || (l->filter == NULL && ++l->lookups < FILTER_AFTER))
		return ST_OK;
	if (l->filter == NULL)
		l->filter = calloc(1, FILTER_BYTES);
	if (l->filter == NULL)
		return ST_NOMEM;
	st = runs_keys(a, RUNS_LIKENESS, &l->newest, add_to_filter, l->filter);
	l->current = st == ST_OK;
	return st;
}

void likeness_reset(struct archive *a)
{
	struct likeness *l = a->likeness;

	if (l == NULL)
		return;
	l->fresh = -1;
	l->current = false;
}

void likeness_free(struct archive *a)
{
	if (a->likeness != NULL)
		free(a->likeness->filter);
	free(a->likeness);
	a->likeness = NULL;
}

/* What was gathered, as a run. */
static enum status write_fresh(struct archive *a)
{
	struct likeness *l = a->likeness;
	struct run_writer *w;
	int64_t newest;
	struct query q;
	enum status st = run_begin(a, RUNS_LIKENESS, &w);

	if (st != ST_OK)
		return st;
	query_start(&q, a, SQL_LIKENESS_FRESH);
	while (query_row(&q)) {
		struct run_entry e = { (uint32_t)query_int(&q, 0), (uint32_t)query_int(&q, 1) };

		if (l->current)
			filter_add(l->filter, e.key);
		query_fail(&q, run_put(w, e));
	}
	st = query_end(&q);
	if (st == ST_OK)
		st = query_run(a, SQL_LIKENESS_FRESH_DROP);
	st = run_end(w, st, &newest);
	/* Whatever became part of a run was added to the filter. */
	if (st == ST_OK && l->current)
		l->newest = newest;
	return st;
}

enum status likeness_add(struct archive *a, const struct shingle_sketch *s, int64_t article)
{
	struct likeness *l;
	struct query q;
	enum status st = state_of(a, &l);

	if (st == ST_OK && article > UINT32_MAX)
		st = ST_TOOBIG;
	if (st == ST_OK && l->fresh < 0) {
		query_start(&q, a, SQL_LIKENESS_FRESH_COUNT);
		st = query_number(&q, &l->fresh);
	}
	if (st == ST_OK && l->fresh >= FRESH_MAX) {
		st = write_fresh(a);
		l->fresh = 0;
	}
	for (size_t i = 0; i < keys_of(s) && st == ST_OK; i++) {
		query_start(&q, a, SQL_LIKENESS_INSERT);
		query_bind_int(&q, key_of(s->least[i]));
		query_bind_int(&q, article);
		st = query_finish(&q);
		l->fresh++;
	}
	return st;
}

/* ---- finding ---- */

static enum status find_key(struct archive *a, uint32_t key, int64_t *out, size_t *n)
{
	struct likeness *l = a->likeness;
	size_t most = *n + RUNS_LIKENESS_A_KEY, nfound;
	struct run_entry found[RUNS_LIKENESS_A_KEY];
	struct query q;
	enum status st;

	query_start(&q, a, SQL_LIKENESS_FIND);
	query_bind_int(&q, key);
	while (*n < most && query_row(&q))
		out[(*n)++] = query_int(&q, 0);
	if (query_end(&q) != ST_OK || (l->current && !filter_has(l->filter, key)))
		return q.status;
	st = runs_find(a, RUNS_LIKENESS, key, found, &nfound);
	for (size_t i = 0; i < nfound && *n < most; i++)
		out[(*n)++] = found[i].article;
	return st;
}

static int compare(const void *va, const void *vb)
{
	const int64_t *a = va, *b = vb;

	return (*a > *b) - (*a < *b);
}

enum status likeness_find(
    struct archive *a, const struct shingle_sketch *s, int64_t out[LIKENESS_FOUND], size_t *n)
{
	struct likeness *l;
	size_t kept = 0;
	enum status st = state_of(a, &l);

	*n = 0;
	if (st == ST_OK)
		st = filter_make_current(a, l);
	for (size_t i = 0; i < keys_of(s) && st == ST_OK; i++)
		st = find_key(a, key_of(s->least[i]), out, n);
	qsort(out, *n, sizeof *out, compare);
	for (size_t i = 0; i < *n; i++)
		if (kept == 0 || out[kept - 1] != out[i])
			out[kept++] = out[i];
	*n = kept;
	return st;
}

enum status likeness_check(struct archive *a, const struct shingle_sketch *s, int64_t article)
{
	int64_t found[RUNS_LIKENESS_A_KEY];
	struct likeness *l;
	enum status st = state_of(a, &l);

	for (size_t k = 0; k < keys_of(s) && st == ST_OK; k++) {
		size_t n = 0, i = 0;

		st = find_key(a, key_of(s->least[k]), found, &n);
		while (i < n && found[i] != article)
			i++;
		if (st == ST_OK && i == n && n < RUNS_LIKENESS_A_KEY)
			st = ST_NOTFOUND;
	}
	return st;
}
