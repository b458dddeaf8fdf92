#include "archive/basis.h"

#include "archive/digest.h"
#include "archive/entries.h"
#include "archive/query.h"

#include <string.h>

enum { DIGESTED_MAX = 1 << 20 }; /* bytes: every ranking's ids and numbers, several times over */

_Static_assert(TOP_MAX < UINT8_MAX, "one more than a whole ranking can be noted");

/* ---- what is noted ---- */

static struct basis_ranking *find(struct archive *a, const char *window)
{
	size_t i = 0;

	while (strcmp(top_windows[i], window) != 0)
		i++;
	return &a->basis.rankings[i];
}

void basis_note_rows(struct archive *a, const char *window, unsigned rows, bool counts)
{
	struct basis_ranking *r = find(a, window);

	if (rows > TOP_MAX + 1)
		rows = TOP_MAX + 1;
	if (rows > r->rows)
		r->rows = (uint8_t)rows;
	r->counts = r->counts || counts;
}

void basis_note_enough(struct archive *a, const char *window)
{
	find(a, window)->enough = true;
}

/* ---- what it says ---- */

static enum status digest_rows(
    struct archive *a, const char *window, const struct basis_ranking *r, struct buf *out)
{
	struct query q;

	query_start(&q, a, SQL_TOP_GET);
	query_bind_text(&q, window);
	query_bind_int(&q, r->rows);
	query_bind_int(&q, 0);
	while (query_row(&q)) {
		digest_text(out, query_text(&q, 0));
		digest_number(out, r->counts ? query_int(&q, ENTRY_COLUMNS) : 0);
	}
	return query_end(&q);
}

/* What the rankings say now of that which was read of them. */
static enum status digest(struct archive *a, const struct basis *b, unsigned char out[DIGEST_SIZE])
{
	struct buf said = BUF(DIGESTED_MAX);
	enum status st = ST_OK;

	for (size_t i = 0; i < TOP_WINDOWS && st == ST_OK; i++) {
		const struct basis_ranking *r = &b->rankings[i];
		bool enough = false;

		if (r->enough)
			st = top_enough(a, top_windows[i], &enough);
		digest_number(&said, enough);
		if (st == ST_OK && r->rows > 0)
			st = digest_rows(a, top_windows[i], r, &said);
	}
	if (st == ST_OK)
		st = buf_status(&said);
	if (st == ST_OK)
		ident_digest(said.data, said.len, out);
	buf_clear(&said);
	return st;
}

static bool has_rankings(const struct basis *b)
{
	for (size_t i = 0; i < TOP_WINDOWS; i++)
		if (b->rankings[i].rows > 0 || b->rankings[i].enough)
			return true;
	return false;
}

void basis_begin(struct archive *a)
{
	a->basis = (struct basis){ 0 };
	a->basis_read = db_read_begin(a);
	a->basis_status = archive_version(a, &a->basis.version);
}

enum status basis_end(struct archive *a, struct basis *out)
{
	enum status st = a->basis_status;

	*out = a->basis;
	if (st == ST_OK && has_rankings(out))
		st = digest(a, out, out->digest);
	db_read_end(a, a->basis_read);
	if (st != ST_OK)
		*out = (struct basis){ 0 };
	return st;
}

/* ---- whether it still does ---- */

/*
 * Have reads been written since the basis was last compared? Only then the rankings are looked
 * into. Where there is no store of reads, there never are any.
 */
static enum status has_moved(struct archive *a, const struct basis *b, int64_t *now, bool *moved)
{
	struct query q;
	enum status st = ST_OK;

	*now = 1;
	if (a->has_reads) {
		query_start(&q, a, SQL_READS_DATA_VERSION);
		st = query_number(&q, now);
	}
	*moved = *now != b->compared;
	return st;
}

enum status basis_holds(struct archive *a, struct basis *b, bool *out)
{
	unsigned char now[DIGEST_SIZE];
	int64_t version, reads;
	bool moved;
	enum status st = archive_version(a, &version);

	*out = st == ST_OK && version == b->version;
	if (!*out || !has_rankings(b))
		return st;
	*out = false;
	if ((st = has_moved(a, b, &reads, &moved)) != ST_OK)
		return st;
	if (moved && (st = digest(a, b, now)) != ST_OK)
		return st;
	*out = !moved || memcmp(now, b->digest, sizeof now) == 0;
	if (*out)
		b->compared = reads;
	return ST_OK;
}
