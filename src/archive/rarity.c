#include "archive/rarity.h"

#include "archive/bytes.h"
#include "archive/query.h"

#include <stdlib.h>
#include <string.h>

enum {
	PLACES = 1 << 18,
	PAGE_PLACES = 1 << 10, /* of a row of the store */
	PAGES = PLACES / PAGE_PLACES,
	PLACE = 4,      /* bytes of a count as it is stored */
	ALL_TEXTS = -1, /* the row that has the number of texts */
};

struct rarity {
	uint32_t texts;
	uint32_t counts[PLACES];
	bool changed[PAGES];
};

static size_t place_of(uint32_t hash)
{
	return hash % PLACES;
}

/* One row of the store; false if it is none of ours. */
static bool take_row(struct rarity *r, int64_t page, const unsigned char *bytes, size_t len)
{
	if (page == ALL_TEXTS && len == PLACE) {
		r->texts = bytes_get32(bytes);
		return true;
	}
	if (page < 0 || page >= PAGES || len != PAGE_PLACES * PLACE)
		return false;
	for (size_t i = 0; i < PAGE_PLACES; i++)
		r->counts[page * PAGE_PLACES + i] = bytes_get32(bytes + PLACE * i);
	return true;
}

enum status rarity_open(struct archive *a, struct rarity **out)
{
	struct rarity *r = calloc(1, sizeof *r);
	struct query q;

	*out = NULL;
	if (r == NULL)
		return ST_NOMEM;
	query_start(&q, a, SQL_RARITY_GET);
	while (query_row(&q)) {
		size_t len;
		const unsigned char *bytes = query_blob(&q, 1, &len);

		if (!take_row(r, query_int(&q, 0), bytes, len))
			query_fail(&q, ST_DB);
	}
	if (query_end(&q) == ST_OK)
		*out = r;
	else
		free(r);
	return q.status;
}

void rarity_free(struct rarity *r)
{
	free(r);
}

uint32_t rarity_texts(const struct rarity *r)
{
	return r->texts;
}

void rarity_count(struct rarity *r, const struct terms *t)
{
	r->texts++;
	for (size_t i = 0; i < t->n; i++) {
		size_t at = place_of(t->items[i] >> TERM_SHIFT);

		r->counts[at]++;
		r->changed[at / PAGE_PLACES] = true;
	}
}

void rarity_clear(struct rarity *r)
{
	r->texts = 0;
	memset(r->counts, 0, sizeof r->counts);
	memset(r->changed, true, sizeof r->changed);
}

double rarity_of(const void *ctx, uint32_t hash)
{
	const struct rarity *r = ctx;

	return terms_rarity(r->counts[place_of(hash)], r->texts);
}

static enum status write_row(
    struct archive *a, int64_t page, const unsigned char *bytes, size_t len)
{
	struct query q;

	query_start(&q, a, SQL_RARITY_PUT);
	query_bind_int(&q, page);
	query_bind_blob(&q, bytes, len);
	return query_finish(&q);
}

enum status rarity_write(struct archive *a, struct rarity *r)
{
	unsigned char bytes[PAGE_PLACES * PLACE];
	enum status st;

	bytes_put32(bytes, r->texts);
	st = write_row(a, ALL_TEXTS, bytes, PLACE);
	for (size_t page = 0; page < PAGES && st == ST_OK; page++) {
		if (!r->changed[page])
			continue;
		for (size_t i = 0; i < PAGE_PLACES; i++)
			bytes_put32(bytes + PLACE * i, r->counts[page * PAGE_PLACES + i]);
		st = write_row(a, (int64_t)page, bytes, sizeof bytes);
		r->changed[page] = false;
	}
	return st;
}
