#include "archive/cursor.h"

#include "archive/entries.h"
#include "archive/query.h"

#include <stdlib.h>
#include <string.h>

/*
 * A cursor is n in base32, without leading zeros, then its mark in MARK_DIGITS. Of a cursor that is
 * not of this archive, one in 32768 is taken for one of it.
 */
enum {
	MARK_DIGITS = 3,
	MARK_MASK = (1 << (5 * MARK_DIGITS)) - 1,
	NUMBER_DIGITS_MAX = CURSOR_MAX - MARK_DIGITS,
};

/* A moment of the archive: so many articles, 0 before the first, and the last one's mark. */
struct moment {
	int64_t n, mark;
};

/* ---- marks ---- */

/* The first `len` digits of s as a number, -1 if others stand there. */
static int64_t number_of(const char *s, size_t len)
{
	int64_t n = 0;

	for (size_t i = 0; i < len; i++) {
		int digit = ident_value(s[i]);

		if (digit < 0)
			return -1;
		n = n << 5 | digit;
	}
	return n;
}

static int64_t add_to_mark(int64_t mark, const char *id)
{
	return (mark + number_of(id, MARK_DIGITS)) & MARK_MASK;
}

static enum status newest(struct archive *a, struct moment *out)
{
	struct query q;

	*out = (struct moment){ 0 };
	query_start(&q, a, SQL_CURSOR_NEWEST);
	if (query_row(&q))
		*out = (struct moment){ query_int(&q, 0), query_int(&q, 1) };
	return query_end(&q);
}

enum status cursor_mark(struct archive *a, const char *id, int64_t *mark)
{
	struct moment last;
	enum status st = newest(a, &last);

	*mark = st == ST_OK ? add_to_mark(last.mark, id) : 0;
	return st;
}

enum status cursor_check(struct archive *a, struct error *e)
{
	enum status st = ST_OK;
	int64_t mark = 0;
	struct query q;

	query_start(&q, a, SQL_CURSOR_MARKS);
	while (st == ST_OK && query_row(&q)) {
		mark = add_to_mark(mark, query_text(&q, 0));
		if (mark != query_int(&q, 1))
			st = error_set(e, ST_DB,
			    "archive: kept wrongly: the mark of the article %s", query_text(&q, 0));
	}
	if (query_end(&q) != ST_OK)
		return error_set(e, q.status, "archive: %s", archive_error(a));
	return st;
}

/* ---- cursors ---- */

enum status cursor_now(struct archive *a, char out[CURSOR_MAX + 1])
{
	struct moment now;
	enum status st = newest(a, &now);
	int64_t both = now.n << (5 * MARK_DIGITS) | now.mark;
	size_t len = MARK_DIGITS + 1;

	out[0] = '\0';
	if (st != ST_OK)
		return st;
	while (len < CURSOR_MAX && both >> (5 * len) != 0)
		len++;
	for (size_t i = len; i-- > 0; both >>= 5)
		out[i] = ident_digit((unsigned)(both & 31));
	out[len] = '\0';
	return ST_OK;
}

/* What the cursor says, whether or not it is of this archive. */
static enum status parse(const char *cursor, struct moment *out)
{
	size_t len = strlen(cursor);
	size_t digits = len > MARK_DIGITS ? len - MARK_DIGITS : 0;

	*out = (struct moment){ 0 };
	if (digits == 0 || digits > NUMBER_DIGITS_MAX || (cursor[0] == '0' && digits > 1))
		return ST_NOTFOUND;
	out->n = number_of(cursor, digits);
	out->mark = number_of(cursor + digits, MARK_DIGITS);
	return out->n >= 0 && out->mark >= 0 ? ST_OK : ST_NOTFOUND;
}

/* Is it a moment of this archive? */
static enum status verify(struct archive *a, const struct moment *m)
{
	struct query q;
	int64_t mark = 0;
	enum status st = ST_OK;

	if (m->n > 0) {
		query_start(&q, a, SQL_CURSOR_MARK);
		query_bind_int(&q, m->n);
		st = query_number(&q, &mark);
	}
	return st == ST_OK && mark != m->mark ? ST_NOTFOUND : st;
}

/* ---- what came after ---- */

static const struct kind {
	enum sql count, get;
} kinds[] = {
	{ SQL_SINCE_ALL_COUNT, SQL_SINCE_ALL },
	{ SQL_SINCE_THEME_COUNT, SQL_SINCE_THEME },
	{ SQL_SINCE_AUTHOR_COUNT, SQL_SINCE_AUTHOR },
};

static enum status get(struct archive *a, int64_t after, int64_t until, const struct listing *which,
    struct entries *out, unsigned *total)
{
	const struct kind *kind = &kinds[which->theme != NULL ? 1 : which->author != NULL ? 2 : 0];
	const char *slug = which->theme != NULL ? which->theme : which->author;
	int64_t count;
	struct query q;
	enum status st;

	query_start(&q, a, kind->count);
	query_bind_int(&q, after);
	query_bind_int(&q, until);
	if (slug != NULL)
		query_bind_text(&q, slug);
	if ((st = query_number(&q, &count)) != ST_OK)
		return st;
	query_start(&q, a, kind->get);
	query_bind_int(&q, after);
	query_bind_int(&q, until);
	query_bind_int(&q, which->limit);
	query_bind_int(&q, which->offset);
	if (slug != NULL)
		query_bind_text(&q, slug);
	st = entries_fill(&q, out);
	*total = st == ST_OK ? (unsigned)count : 0;
	return st;
}

enum status since_get(struct archive *a, const char *cursor, const char *until,
    const struct listing *which, struct entries *out, unsigned *total)
{
	bool begun = db_read_begin(a);
	struct moment from, to;
	enum status st;

	*out = (struct entries){ 0 };
	*total = 0;
	if ((st = parse(cursor, &from)) != ST_OK || (st = parse(until, &to)) != ST_OK)
		goto done;
	if (to.n < from.n || to.n - from.n > SINCE_MAX)
		st = ST_NOTFOUND;
	if (st == ST_OK)
		st = verify(a, &from);
	if (st == ST_OK)
		st = verify(a, &to);
	if (st == ST_OK)
		st = get(a, from.n, to.n, which, out, total);
done:
	db_read_end(a, begun);
	return st;
}
