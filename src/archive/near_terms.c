#include "archive/near_terms.h"

#include "archive/query.h"

#include <stdlib.h>

/* An article's place is its number's remainder. */
struct recent {
	int64_t article; /* 0: none */
	struct terms terms;
};

struct near_terms {
	struct recent recent[NEAR_TERMS_RECENT];
};

enum status near_terms_new(struct near_terms **out)
{
	*out = calloc(1, sizeof **out);
	return *out != NULL ? ST_OK : ST_NOMEM;
}

void near_terms_free(struct near_terms *t)
{
	free(t);
}

void near_terms_reset(struct near_terms *t)
{
	for (size_t i = 0; i < NEAR_TERMS_RECENT; i++)
		t->recent[i].article = 0;
}

enum status near_terms_get(
    struct archive *a, struct near_terms *t, int64_t article, const struct terms **out)
{
	struct recent *r = &t->recent[article % NEAR_TERMS_RECENT];
	struct query q;

	*out = &r->terms;
	if (r->article == article)
		return ST_OK;
	r->article = 0;
	r->terms.n = 0;
	query_start(&q, a, SQL_NEAR_TERMS_GET);
	query_bind_int(&q, article);
	if (query_row(&q)) {
		size_t len;
		const unsigned char *bytes = query_blob(&q, 0, &len);

		query_fail(&q, terms_read(bytes, len, &r->terms));
	}
	if (query_end(&q) == ST_OK)
		r->article = article;
	return q.status;
}

enum status near_terms_put(
    struct archive *a, struct near_terms *t, int64_t article, const struct terms *terms)
{
	struct recent *r = &t->recent[article % NEAR_TERMS_RECENT];
	unsigned char bytes[TERMS_BYTES];
	struct query q;

	*r = (struct recent){ article, *terms };
	query_start(&q, a, SQL_NEAR_TERMS_PUT);
	query_bind_int(&q, article);
	query_bind_blob(&q, bytes, terms_write(terms, bytes));
	return query_finish(&q);
}

enum status near_terms_known(struct archive *a, int64_t article, bool *out)
{
	int64_t n;
	struct query q;
	enum status st;

	query_start(&q, a, SQL_NEAR_TERMS_KNOWN);
	query_bind_int(&q, article);
	st = query_number(&q, &n);
	*out = st == ST_OK;
	return st == ST_NOTFOUND ? ST_OK : st;
}

enum status near_terms_drop(struct archive *a, struct near_terms *t)
{
	near_terms_reset(t);
	return query_run(a, SQL_NEAR_TERMS_DROP);
}
