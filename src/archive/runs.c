#include "archive/runs.h"

#include "archive/query.h"

#include <stdlib.h>
#include <string.h>

enum {
	ENTRY = 8,          /* bytes of an entry in a run: the key, then the article's number */
	PAGE_ENTRIES = 960, /* of a page of a run: with its row it fits a page of the store */
	MERGE = 8,          /* runs of a level that become one of the next */
	LEVELS = 12,        /* 8^12 runs: more than there can be */
	KIND_SHIFT = 29,    /* a run's number has its kind above this bit */
};

static const struct {
	size_t a_key;
	uint32_t mask; /* the bits of a key that tell it from others */
} kinds[] = {
	[RUNS_LIKENESS] = { RUNS_LIKENESS_A_KEY, UINT32_MAX },
	[RUNS_NEAR] = { RUNS_NEAR_A_KEY, UINT32_MAX << RUNS_NEAR_WEIGHT },
};

/* No run of that kind has this number or one below it; none has one above the other. */
static int64_t run_before(enum runs which)
{
	return (int64_t)which << KIND_SHIFT;
}

static int64_t run_last(enum runs which)
{
	return run_before(which) | ((1 << KIND_SHIFT) - 1);
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

static struct run_entry entry_at(const unsigned char *page, size_t i)
{
	return (struct run_entry){ get32(page + ENTRY * i), get32(page + ENTRY * i + 4) };
}

/* ---- writing a run ---- */

struct run_writer {
	struct archive *a;
	enum runs which;
	int64_t run, entries;
	struct run_entry last;
	size_t same; /* entries that have its key */
	size_t n;    /* entries of the page */
	unsigned char page[PAGE_ENTRIES * ENTRY];
};

static enum status write_page(struct run_writer *w)
{
	struct query q;

	if (w->n == 0)
		return ST_OK;
	query_start(&q, w->a, SQL_RUN_PAGE_INSERT);
	query_bind_int(&q, w->run << 32 | (get32(w->page) & kinds[w->which].mask));
	query_bind_blob(&q, w->page, w->n * ENTRY);
	w->entries += (int64_t)w->n;
	w->n = 0;
	return query_finish(&q);
}

/* All entries of a key are on one page. */
enum status run_put(struct run_writer *w, struct run_entry e)
{
	size_t most = kinds[w->which].a_key;
	enum status st = ST_OK;

	if (w->same > 0 && ((w->last.key ^ e.key) & kinds[w->which].mask) == 0) {
		if (w->same == most || w->last.article == e.article)
			return ST_OK;
	} else {
		w->same = 0;
		if (w->n > PAGE_ENTRIES - most)
			st = write_page(w);
	}
	w->last = e;
	w->same++;
	put32(w->page + ENTRY * w->n, e.key);
	put32(w->page + ENTRY * w->n + 4, e.article);
	w->n++;
	return st;
}

enum status run_begin(struct archive *a, enum runs which, struct run_writer **out)
{
	struct run_writer *w = calloc(1, sizeof *w);
	struct query q;
	enum status st;

	*out = NULL;
	if (w == NULL)
		return ST_NOMEM;
	w->a = a;
	w->which = which;
	query_start(&q, a, SQL_RUN_NEXT);
	query_bind_int(&q, run_before(which));
	query_bind_int(&q, run_last(which));
	st = query_number(&q, &w->run);
	if (st == ST_OK && w->run >= run_last(which))
		st = ST_TOOBIG;
	if (st != ST_OK)
		free(w);
	else
		*out = w;
	return st;
}

/* Its last page and its row, at that level. */
static enum status finish(struct run_writer *w, int level)
{
	enum status st = write_page(w);
	struct query q;

	if (st != ST_OK)
		return st;
	query_start(&q, w->a, SQL_RUN_INSERT);
	query_bind_int(&q, w->run);
	query_bind_int(&q, level);
	query_bind_int(&q, w->entries);
	return query_finish(&q);
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
	query_start(&q, a, SQL_RUN_PAGE_NEXT);
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
static struct cursor *least(struct cursor *cursors, size_t n, uint32_t mask)
{
	struct cursor *best = NULL;
	struct run_entry least = { 0 };

	for (size_t i = 0; i < n; i++) {
		struct cursor *c = &cursors[i];
		struct run_entry e;

		if (c->i >= c->n)
			continue;
		e = entry_at(c->page, c->i);
		e.key &= mask;
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
	uint32_t mask = kinds[w->which].mask;
	enum status st = ST_OK;
	struct cursor *c;

	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = cursor_fill(w->a, &cursors[i]);
	while (st == ST_OK && (c = least(cursors, n, mask)) != NULL) {
		st = run_put(w, entry_at(c->page, c->i++));
		if (st == ST_OK)
			st = cursor_fill(w->a, c);
	}
	return st;
}

/* Forget the runs `first` to `last`. */
static enum status drop(struct archive *a, int64_t first, int64_t last)
{
	static const enum sql drops[] = { SQL_RUN_PAGES_DROP, SQL_RUN_DROP };
	enum status st = ST_OK;

	for (size_t d = 0; d < sizeof drops / sizeof drops[0] && st == ST_OK; d++) {
		struct query q;

		query_start(&q, a, drops[d]);
		query_bind_int(&q, first);
		query_bind_int(&q, last);
		st = query_finish(&q);
	}
	return st;
}

/* Merge these runs into one of `level`. */
static enum status merge(
    struct archive *a, enum runs which, struct cursor *cursors, int level, int64_t *newest)
{
	struct run_writer *w;
	enum status st = run_begin(a, which, &w);

	if (st != ST_OK)
		return st;
	st = merge_into(w, cursors, MERGE);
	for (size_t i = 0; i < MERGE && st == ST_OK; i++)
		st = drop(a, cursors[i].run, cursors[i].run);
	if (st == ST_OK)
		st = finish(w, level);
	*newest = w->run;
	free(w);
	return st;
}

/* The runs of that level into one of the next, if there are enough. */
static enum status merge_level(
    struct archive *a, enum runs which, int level, bool *merged, int64_t *newest)
{
	struct cursor *cursors = calloc(MERGE, sizeof *cursors);
	size_t n = 0;
	struct query q;
	enum status st;

	*merged = false;
	if (cursors == NULL)
		return ST_NOMEM;
	query_start(&q, a, SQL_RUN_LEVEL);
	query_bind_int(&q, level);
	query_bind_int(&q, run_before(which));
	query_bind_int(&q, run_last(which));
	while (n < MERGE && query_row(&q)) {
		cursors[n].run = query_int(&q, 0);
		cursors[n].at = cursors[n].run << 32;
		n++;
	}
	st = query_end(&q);
	*merged = st == ST_OK && n == MERGE;
	if (*merged)
		st = merge(a, which, cursors, level + 1, newest);
	free(cursors);
	return st;
}

enum status run_end(struct run_writer *w, enum status st, int64_t *newest)
{
	bool more = true;

	if (st == ST_OK)
		st = finish(w, 0);
	*newest = w->run;
	for (int level = 0; level < LEVELS && more && st == ST_OK; level++)
		st = merge_level(w->a, w->which, level, &more, newest);
	if (st != ST_OK)
		*newest = 0;
	free(w);
	return st;
}

/* ---- finding ---- */

/* The entries of the key on a page of a run. */
static void take_from_page(const unsigned char *page, size_t n, uint32_t key, uint32_t mask,
    struct run_entry *out, size_t *found, size_t most)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if ((entry_at(page, middle).key & mask) < key)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < n && *found < most && (entry_at(page, low).key & mask) == key; low++)
		out[(*found)++] = entry_at(page, low);
}

enum status runs_find(
    struct archive *a, enum runs which, uint32_t key, struct run_entry *out, size_t *n)
{
	size_t most = kinds[which].a_key;
	uint32_t mask = kinds[which].mask;
	struct query q;

	*n = 0;
	key &= mask;
	query_start(&q, a, SQL_RUN_FIND_PAGES);
	query_bind_int(&q, key);
	query_bind_int(&q, run_before(which));
	query_bind_int(&q, run_last(which));
	while (*n < most && query_row(&q)) {
		size_t len;
		const unsigned char *page = query_blob(&q, 0, &len);

		take_from_page(page, len / ENTRY, key, mask, out, n, most);
	}
	return query_end(&q);
}

enum status runs_keys(struct archive *a, enum runs which, int64_t *run, run_key_fn fn, void *ctx)
{
	struct query q;

	query_start(&q, a, SQL_RUN_PAGES_AFTER);
	query_bind_int(&q, *run > run_before(which) ? *run : run_before(which));
	query_bind_int(&q, run_last(which));
	while (query_row(&q)) {
		size_t len;
		const unsigned char *page = query_blob(&q, 1, &len);

		*run = query_int(&q, 0);
		for (size_t i = 0; i < len / ENTRY; i++)
			fn(ctx, entry_at(page, i).key);
	}
	return query_end(&q);
}

enum status runs_drop(struct archive *a, enum runs which)
{
	return drop(a, run_before(which) + 1, run_last(which));
}
