#include "archive/likeness.h"

#include "archive/filter.h"
#include "archive/query.h"

#include <stdlib.h>
#include <string.h>

enum {
	ENTRY = 8,          /* bytes of an entry in a run: the key, then the article's number */
	PAGE_ENTRIES = 960, /* of a page of a run: with its row it fits a page of the store */
	FRESH_MAX = 2048 * LIKENESS_KEYS, /* keys gathered before they are written as a run */
	MERGE = 8,                        /* runs of a level that become one of the next */
	LEVELS = 12,                      /* 8^12 runs: more than there can be */
	FILTER_AFTER = 50, /* texts looked up before the filter is worth reading all runs for */
};

struct entry_of_run {
	uint32_t key, article;
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

/* ---- entries in a run: big-endian, so that they sort as bytes ---- */

static void put32(unsigned char *out, uint32_t n)
{
	for (int i = 0; i < 4; i++)
		out[i] = (unsigned char)(n >> (24 - 8 * i));
}

static uint32_t get32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static struct entry_of_run entry_at(const unsigned char *page, size_t i)
{
	return (struct entry_of_run){ get32(page + ENTRY * i), get32(page + ENTRY * i + 4) };
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

/* All keys of the runs that the filter does not know yet. */
static enum status filter_read(struct archive *a, struct likeness *l)
{
	struct query q;

	query_start(&q, a, SQL_LIKENESS_PAGES_AFTER);
	query_bind_int(&q, l->newest);
	while (query_row(&q)) {
		size_t len;
		const unsigned char *page = query_blob(&q, 1, &len);

		l->newest = query_int(&q, 0);
		for (size_t i = 0; i < len / ENTRY; i++)
			filter_add(l->filter, entry_at(page, i).key);
	}
	return query_end(&q);
}

/* Make the filter know what this transaction sees, once it is worth it. */
static enum status filter_make_current(struct archive *a, struct likeness *l)
{
	enum status st;

	if (l->current || (l->filter == NULL && ++l->lookups < FILTER_AFTER))
		return ST_OK;
	if (l->filter == NULL)
		l->filter = calloc(1, FILTER_BYTES);
	st = l->filter != NULL ? filter_read(a, l) : ST_NOMEM;
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

/* ---- writing a run ---- */

struct run_writer {
	struct archive *a;
	int64_t run, entries;
	uint32_t last; /* key */
	unsigned same; /* entries that have it */
	size_t n;      /* entries of the page */
	unsigned char page[PAGE_ENTRIES * ENTRY];
};

static enum status write_page(struct run_writer *w)
{
	struct query q;

	if (w->n == 0)
		return ST_OK;
	query_start(&q, w->a, SQL_LIKENESS_PAGE_INSERT);
	query_bind_int(&q, w->run << 32 | get32(w->page));
	query_bind_blob(&q, w->page, w->n * ENTRY);
	w->entries += (int64_t)w->n;
	w->n = 0;
	return query_finish(&q);
}

/* Entries come by key, the newest article of each first. All of a key are on one page. */
static enum status write_entry(struct run_writer *w, struct entry_of_run e)
{
	enum status st = ST_OK;

	if (w->same > 0 && w->last == e.key) {
		if (w->same == LIKENESS_A_KEY)
			return ST_OK;
	} else {
		w->same = 0;
		if (w->n > PAGE_ENTRIES - LIKENESS_A_KEY)
			st = write_page(w);
	}
	w->last = e.key;
	w->same++;
	put32(w->page + ENTRY * w->n, e.key);
	put32(w->page + ENTRY * w->n + 4, e.article);
	w->n++;
	return st;
}

static enum status run_begin(struct archive *a, struct run_writer **out)
{
	struct run_writer *w = calloc(1, sizeof *w);
	struct query q;
	enum status st;

	*out = NULL;
	if (w == NULL)
		return ST_NOMEM;
	w->a = a;
	query_start(&q, a, SQL_LIKENESS_RUN_NEXT);
	st = query_number(&q, &w->run);
	if (st != ST_OK)
		free(w);
	else
		*out = w;
	return st;
}

static enum status run_end(struct run_writer *w, int level)
{
	enum status st = write_page(w);
	struct query q;

	if (st == ST_OK) {
		query_start(&q, w->a, SQL_LIKENESS_RUN_INSERT);
		query_bind_int(&q, w->run);
		query_bind_int(&q, level);
		query_bind_int(&q, w->entries);
		st = query_finish(&q);
	}
	/* Its keys are in the filter already: whatever became part of a run was added. */
	if (st == ST_OK && w->a->likeness->current)
		w->a->likeness->newest = w->run;
	free(w);
	return st;
}

/* ---- merging runs ---- */

struct cursor {
	int64_t run, at; /* `at`: of its next page */
	size_t i, n;
	unsigned char page[PAGE_ENTRIES * ENTRY];
};

/* The next page if this one is done; n is 0 at the run's end. */
static enum status cursor_fill(struct archive *a, struct cursor *c)
{
	struct query q;

	if (c->i < c->n)
		return ST_OK;
	c->i = c->n = 0;
	query_start(&q, a, SQL_LIKENESS_PAGE_NEXT);
	query_bind_int(&q, c->at);
	query_bind_int(&q, (c->run + 1) << 32);
	if (query_row(&q)) {
		size_t len;
		const unsigned char *page = query_blob(&q, 1, &len);

		c->at = query_int(&q, 0) + 1;
		if (len == 0 || len > sizeof c->page || len % ENTRY != 0)
			query_fail(&q, ST_DB);
		else
			memcpy(c->page, page, len);
		c->n = q.status == ST_OK ? len / ENTRY : 0;
	}
	return query_end(&q);
}

/* Which cursor's entry is next: by key, then the newest article. */
static struct cursor *least(struct cursor *cursors, size_t n)
{
	struct cursor *best = NULL;
	struct entry_of_run least = { 0 };

	for (size_t i = 0; i < n; i++) {
		struct cursor *c = &cursors[i];
		struct entry_of_run e;

		if (c->i >= c->n)
			continue;
		e = entry_at(c->page, c->i);
		if (best == NULL || e.key < least.key ||
		    (e.key == least.key && e.article > least.article)) {
			best = c;
			least = e;
		}
	}
	return best;
}

static enum status merge_into(struct run_writer *w, struct cursor *cursors, size_t n)
{
	enum status st = ST_OK;
	struct cursor *c;

	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = cursor_fill(w->a, &cursors[i]);
	while (st == ST_OK && (c = least(cursors, n)) != NULL) {
		st = write_entry(w, entry_at(c->page, c->i++));
		if (st == ST_OK)
			st = cursor_fill(w->a, c);
	}
	return st;
}

static enum status drop_runs(struct archive *a, const struct cursor *cursors, size_t n)
{
	static const enum sql drops[] = { SQL_LIKENESS_PAGES_DROP, SQL_LIKENESS_RUN_DROP };
	enum status st = ST_OK;

	for (size_t i = 0; i < n; i++)
		for (size_t d = 0; d < sizeof drops / sizeof drops[0] && st == ST_OK; d++) {
			struct query q;

			query_start(&q, a, drops[d]);
			query_bind_int(&q, cursors[i].run);
			st = query_finish(&q);
		}
	return st;
}

/* The runs of that level into one of the next, if there are enough. */
static enum status merge_level(struct archive *a, int level, bool *merged)
{
	struct cursor *cursors = calloc(MERGE, sizeof *cursors);
	struct run_writer *w = NULL;
	size_t n = 0;
	struct query q;
	enum status st;

	*merged = false;
	if (cursors == NULL)
		return ST_NOMEM;
	query_start(&q, a, SQL_LIKENESS_LEVEL);
	query_bind_int(&q, level);
	while (n < MERGE && query_row(&q)) {
		cursors[n].run = query_int(&q, 0);
		cursors[n].at = cursors[n].run << 32;
		n++;
	}
	st = query_end(&q);
	if (st == ST_OK && n == MERGE) {
		*merged = true;
		st = run_begin(a, &w);
		if (st == ST_OK)
			st = merge_into(w, cursors, n);
		if (st == ST_OK)
			st = drop_runs(a, cursors, n);
		if (st == ST_OK)
			st = run_end(w, level + 1);
		else
			free(w);
	}
	free(cursors);
	return st;
}

/* What was gathered, as a run. */
static enum status write_fresh(struct archive *a)
{
	struct likeness *l = a->likeness;
	struct run_writer *w;
	struct query q;
	enum status st = run_begin(a, &w);
	bool more = true;

	if (st != ST_OK)
		return st;
	query_start(&q, a, SQL_LIKENESS_FRESH);
	while (query_row(&q)) {
		struct entry_of_run e = { (uint32_t)query_int(&q, 0), (uint32_t)query_int(&q, 1) };

		if (l->current)
			filter_add(l->filter, e.key);
		query_fail(&q, write_entry(w, e));
	}
	st = query_end(&q);
	if (st == ST_OK)
		st = query_run(a, SQL_LIKENESS_FRESH_DROP);
	if (st == ST_OK)
		st = run_end(w, 0);
	else
		free(w);
	for (int level = 0; level < LEVELS && more && st == ST_OK; level++)
		st = merge_level(a, level, &more);
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

static void take(int64_t *out, size_t *n, size_t most, int64_t article)
{
	if (*n < most)
		out[(*n)++] = article;
}

/* The articles of the key on a page of a run. */
static void take_from_page(
    const unsigned char *page, size_t n, uint32_t key, int64_t *out, size_t *found, size_t most)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (entry_at(page, middle).key < key)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < n && entry_at(page, low).key == key; low++)
		take(out, found, most, entry_at(page, low).article);
}

static enum status find_key(struct archive *a, uint32_t key, int64_t *out, size_t *n)
{
	struct likeness *l = a->likeness;
	size_t most = *n + LIKENESS_A_KEY;
	struct query q;

	query_start(&q, a, SQL_LIKENESS_FIND);
	query_bind_int(&q, key);
	while (*n < most && query_row(&q))
		take(out, n, most, query_int(&q, 0));
	if (query_end(&q) != ST_OK || (l->current && !filter_has(l->filter, key)))
		return q.status;
	query_start(&q, a, SQL_LIKENESS_FIND_PAGES);
	query_bind_int(&q, key);
	while (*n < most && query_row(&q)) {
		size_t len;
		const unsigned char *page = query_blob(&q, 0, &len);

		take_from_page(page, len / ENTRY, key, out, n, most);
	}
	return query_end(&q);
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
	int64_t found[LIKENESS_A_KEY];
	struct likeness *l;
	enum status st = state_of(a, &l);

	for (size_t k = 0; k < keys_of(s) && st == ST_OK; k++) {
		size_t n = 0, i = 0;

		st = find_key(a, key_of(s->least[k]), found, &n);
		while (i < n && found[i] != article)
			i++;
		if (st == ST_OK && i == n && n < LIKENESS_A_KEY)
			st = ST_NOTFOUND;
	}
	return st;
}
