#include "archive/place.h"

#include "archive/query.h"
#include "base/utf8.h"

#include <string.h>

/* The row of article_find and article_row. */
static void read_row(struct query *q, const unsigned char content[DIGEST_SIZE], struct place *out)
{
	out->n = query_int(q, 0);
	out->unchanged = query_is_blob(q, 2, content, DIGEST_SIZE);
	out->original = query_is_null(q, 3);
	out->removed = query_int(q, 4) != 0;
	out->partial = query_int(q, 5) != 0;
	query_copy(q, 6, out->source, sizeof out->source);
	out->size = (size_t)query_int(q, 7);
	query_copy(q, 8, out->id, sizeof out->id);
}

/*
 * The row of a key, and its id: the shortest beginning of the key's ident that is its own or
 * nobody's. Rows are never deleted, so that an id once given is found again the same way.
 */
static enum status find_key(struct archive *a, const char *key, const char *ident,
    const unsigned char content[DIGEST_SIZE], struct place *out)
{
	for (size_t len = IDENT_MIN; len <= IDENT_MAX; len++) {
		bool taken = false;
		struct query q;

		query_start(&q, a, SQL_ARTICLE_FIND);
		query_bind_bytes(&q, ident, len);
		if (query_row(&q)) {
			taken = strcmp(query_text(&q, 1), key) != 0;
			if (!taken)
				read_row(&q, content, out);
		}
		if (query_end(&q) != ST_OK)
			return q.status;
		if (!taken) {
			memcpy(out->id, ident, len);
			out->id[len] = '\0';
			return ST_OK;
		}
	}
	/* Two keys with one SHA-256: the second cannot be kept. */
	return ST_INVALID;
}

/* The row that is known under this ident as well. */
static enum status find_alias(struct archive *a, const char *ident,
    const unsigned char content[DIGEST_SIZE], struct place *out)
{
	struct query q;
	int64_t n;
	enum status st;

	query_start(&q, a, SQL_ALIAS_FIND);
	query_bind_bytes(&q, ident, PLACE_IDENT);
	st = query_number(&q, &n);
	if (st != ST_OK)
		return st == ST_NOTFOUND ? ST_OK : st;
	query_start(&q, a, SQL_ARTICLE_ROW);
	query_bind_int(&q, n);
	if (query_row(&q))
		read_row(&q, content, out);
	else
		query_fail(&q, ST_NOTFOUND);
	return query_end(&q);
}

static enum status same_title(struct archive *a, int64_t n, const char *title, bool *same)
{
	struct query q;

	buf_reset(&a->scratch);
	utf8_fold(&a->scratch, title, strlen(title));
	query_start(&q, a, SQL_ARTICLE_FOLD);
	query_bind_int(&q, n);
	*same = query_row(&q) && strcmp(query_text(&q, 0), buf_str(&a->scratch)) == 0;
	query_fail(&q, buf_status(&a->scratch));
	return query_end(&q);
}

/*
 * Where the article's url is another's key, it is that article. Where it is only another's url as
 * well, the titles must be the same: what many articles give as their url is a section's page.
 */
static enum status find_url(struct archive *a, const struct article *in,
    const unsigned char content[DIGEST_SIZE], struct place *out)
{
	char ident[IDENT_MAX + 1];
	struct place other = { 0 };
	bool same = true;
	enum status st;

	ident_of(in->url, strlen(in->url), ident);
	st = find_key(a, in->url, ident, content, &other);
	if (st == ST_OK && other.n == 0) {
		st = find_alias(a, ident, content, &other);
		if (st == ST_OK && other.n != 0)
			st = same_title(a, other.n, in->title, &same);
	}
	if (st != ST_OK || other.n == 0 || !same)
		return st;
	*out = other;
	out->by_url = true;
	return ST_OK;
}

static bool has_other_url(const struct article *in)
{
	return in->url != NULL && in->url[0] != '\0' && strcmp(in->url, in->key) != 0;
}

static enum status find(struct archive *a, const struct article *in,
    const unsigned char content[DIGEST_SIZE], struct place *out)
{
	char ident[IDENT_MAX + 1];
	enum status st;

	ident_of(in->key, strlen(in->key), ident);
	st = find_key(a, in->key, ident, content, out);
	if (st != ST_OK || out->n != 0)
		return st;
	st = find_alias(a, ident, content, out);
	if (st == ST_OK && out->n == 0 && has_other_url(in))
		st = find_url(a, in, content, out);
	out->other = out->n != 0;
	return st;
}

static enum status is_superseded(
    struct archive *a, int64_t n, const unsigned char content[DIGEST_SIZE], bool *superseded)
{
	struct query q;

	query_start(&q, a, SQL_SUPERSEDED_FIND);
	query_bind_int(&q, n);
	query_bind_blob(&q, content, DIGEST_SIZE);
	*superseded = query_row(&q);
	return query_end(&q);
}

enum status place_find(struct archive *a, const struct article *in,
    const unsigned char content[DIGEST_SIZE], struct place *out)
{
	enum status st;

	*out = (struct place){ 0 };
	st = find(a, in, content, out);
	if (st == ST_OK && out->n != 0 && !out->unchanged)
		st = is_superseded(a, out->n, content, &out->superseded);
	return st;
}

enum status place_supersede(struct archive *a, int64_t n)
{
	struct query q;

	query_start(&q, a, SQL_SUPERSEDED_ADD);
	query_bind_int(&q, n);
	return query_finish(&q);
}

void place_source(const struct place *p, const char *key, char out[PLACE_IDENT + 1])
{
	char ident[IDENT_MAX + 1] = "";

	if (p->other)
		ident_of(key, strlen(key), ident);
	memcpy(out, ident, PLACE_IDENT);
	out[PLACE_IDENT] = '\0';
}

static enum status note(struct archive *a, const char *name, int64_t n)
{
	char ident[IDENT_MAX + 1];
	struct query q;

	ident_of(name, strlen(name), ident);
	query_start(&q, a, SQL_ALIAS_INSERT);
	query_bind_bytes(&q, ident, PLACE_IDENT);
	query_bind_int(&q, n);
	return query_finish(&q);
}

enum status place_note(struct archive *a, const struct article *in, const struct place *p)
{
	enum status st = ST_OK;

	if (p->by_url)
		st = note(a, in->key, p->n);
	if (st == ST_OK && has_other_url(in))
		st = note(a, in->url, p->n);
	return st;
}
