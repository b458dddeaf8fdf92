#include "archive/copies.h"

#include "archive/likeness.h"
#include "archive/near.h"
#include "archive/query.h"
#include "archive/search_index.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum status copies_fold(struct buf *b, const char *title, const char *body)
{
	buf_reset(b);
	utf8_fold(b, title, strlen(title));
	buf_putc(b, '\0');
	utf8_fold(b, body, strlen(body));
	if (b->len == 1) {
		/* Nothing but signs is left of it: the signs are what it says. */
		buf_puts(b, title);
		buf_putc(b, '\0');
		buf_puts(b, body);
	}
	return buf_status(b);
}

/* A text that others are compared with. */
struct probe {
	const struct buf *fold;
	const struct shingle_sketch *sketch;
	struct shingles all; /* made when first needed */
};

static bool may_be_alike(struct query *q, int column, const struct shingle_sketch *s)
{
	size_t len;
	const unsigned char *bytes = query_blob(q, column, &len);
	struct shingle_sketch other;

	return shingle_read(bytes, len, &other) && shingle_may_be_alike(s, &other);
}

/* The texts themselves. */
static enum status compare(
    struct archive *a, struct probe *p, const char *title, const char *body, bool *alike)
{
	struct shingles other = { 0 };
	enum status st = copies_fold(&a->scratch, title, body);

	*alike = false;
	if (st == ST_OK && p->all.hashes == NULL)
		st = shingle_all(p->fold->data, p->fold->len, &p->all);
	if (st == ST_OK)
		st = shingle_all(a->scratch.data, a->scratch.len, &other);
	if (st == ST_OK)
		*alike = shingle_alike(&p->all, &other);
	shingle_clear(&other);
	return st;
}

static enum status try(struct archive *a, struct probe *p, int64_t n, struct original *out)
{
	struct query q;
	bool alike;

	query_start(&q, a, SQL_ORIGINAL_TRY);
	query_bind_int(&q, n);
	if (query_row(&q) && may_be_alike(&q, 1, p->sketch)) {
		query_fail(&q, compare(a, p, query_text(&q, 2), query_text(&q, 3), &alike));
		if (q.status == ST_OK && alike)
			*out = (struct original){ n, query_int(&q, 0) != 0 };
	}
	return query_end(&q);
}

enum status copies_find(struct archive *a, int64_t self, const struct buf *fold,
    const struct shingle_sketch *s, struct original *out)
{
	struct probe p = { .fold = fold, .sketch = s };
	int64_t found[LIKENESS_FOUND];
	size_t n;
	enum status st = likeness_find(a, s, found, &n);

	*out = (struct original){ 0 };
	for (size_t i = 0; i < n && st == ST_OK && out->n == 0; i++)
		if (found[i] != self)
			st = try(a, &p, found[i], out);
	shingle_clear(&p.all);
	return st;
}

/* One that was a copy of `was`. */
static enum status review_one(struct archive *a, int64_t n, int64_t was)
{
	struct shingle_sketch s;
	struct original original;
	struct query q;
	enum status st;

	query_start(&q, a, SQL_COPY_TEXT);
	query_bind_int(&q, n);
	if (query_row(&q))
		query_fail(&q, copies_fold(&a->fold, query_text(&q, 0), query_text(&q, 1)));
	else
		query_fail(&q, ST_NOTFOUND);
	st = query_end(&q);
	if (st != ST_OK)
		return st;
	shingle_sketch(a->fold.data, a->fold.len, &s);
	st = copies_find(a, n, &a->fold, &s, &original);
	if (st != ST_OK || original.n == was)
		return st;
	query_start(&q, a, SQL_COPY_OF);
	query_bind_int(&q, n);
	query_bind_reference(&q, original.n);
	st = query_finish(&q);
	if (st == ST_OK && original.n == 0)
		st = likeness_add(a, &s, n);
	if (st == ST_OK && original.n == 0)
		st = near_note(a, n);
	return st == ST_OK && original.n == 0 ? search_index_add(a, n) : st;
}

enum status copies_review(struct archive *a, int64_t n)
{
	int64_t *copies = NULL, *grown;
	size_t count = 0, cap = 0;
	struct query q;
	enum status st;

	/* All of them first: the review changes what is being listed. */
	query_start(&q, a, SQL_COPIES);
	query_bind_int(&q, n);
	while (query_row(&q)) {
		if (count == cap) {
			cap = cap > 0 ? 2 * cap : 16;
			grown = reallocarray(copies, cap, sizeof *copies);
			if (grown == NULL) {
				query_fail(&q, ST_NOMEM);
				break;
			}
			copies = grown;
		}
		copies[count++] = query_int(&q, 0);
	}
	st = query_end(&q);
	for (size_t i = 0; i < count && st == ST_OK; i++)
		st = review_one(a, copies[i], n);
	free(copies);
	return st;
}

enum status copies_check(struct archive *a, struct error *e)
{
	struct query q;
	enum status st = ST_OK;

	query_start(&q, a, SQL_ORIGINALS);
	while (st == ST_OK && query_row(&q)) {
		struct shingle_sketch s;
		size_t len;
		const unsigned char *bytes = query_blob(&q, 2, &len);

		st = shingle_read(bytes, len, &s) ? likeness_check(a, &s, query_int(&q, 0))
						  : ST_NOTFOUND;
		if (st == ST_NOTFOUND)
			st = error_set(e, ST_DB, "what copies of the article %s are found by",
			    query_text(&q, 1));
	}
	if (query_end(&q) != ST_OK && st == ST_OK)
		st = error_set(e, q.status, "%s", a->message);
	return st;
}
