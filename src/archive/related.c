#include "archive/related.h"

#include "archive/basis.h"
#include "archive/entries.h"

#include <stdlib.h>
#include <string.h>

/* All of these bound what one list costs, whatever the archive's size. */
enum {
	PREFIX_MIN = 12,     /* folded characters of a cut title that is matched by its beginning */
	TITLES_MAX = 100,    /* articles of that title, or beginning, that are looked at */
	TIMES_ROWS = 50,     /* most listed titles that are looked up */
	TITLE_MAX = 1 << 20, /* bytes of a folded title */
};

bool related_is_full(const struct related *r)
{
	return r->out->n >= r->limit;
}

static bool is_taken(const struct related *r, int64_t n)
{
	for (size_t i = 0; i < r->out->n; i++)
		if (r->taken[i] == n)
			return true;
	return n == r->self;
}

enum status related_take(struct related *r, int64_t n, const char *teaser)
{
	struct query q;

	if (related_is_full(r) || is_taken(r, n))
		return ST_OK;
	query_start(&q, r->a, SQL_ARTICLE_ENTRY);
	query_bind_int(&q, n);
	if (query_row(&q)) {
		struct entry *entry = entries_add(r->out, &q);

		if (entry != NULL) {
			r->taken[r->out->n - 1] = n;
			entry_fill(&q, entry);
			entry->pick = r->pick;
			if (teaser == NULL && !query_is_null(&q, ENTRY_COLUMNS))
				teaser = query_text(&q, ENTRY_COLUMNS);
			if (teaser != NULL && (entry->teaser = strdup(teaser)) == NULL)
				query_fail(&q, ST_NOMEM);
		}
	}
	return query_end(&q);
}

enum status related_take_all(struct related *r, struct query *q)
{
	for (r->rows = 0; !related_is_full(r) && query_row(q); r->rows++)
		query_fail(q, related_take(r, query_int(q, 0), NULL));
	return query_end(q);
}

/* ---- titles ---- */

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += (*s & 0xc0) != 0x80;
	return n;
}

bool related_by_prefix(const char *fold, bool cut)
{
	return cut && characters(fold) >= PREFIX_MIN;
}

enum found {
	FOUND_NONE,
	FOUND_SHOWN,
	FOUND_HIDDEN, /* removed, or the article whose list it is: not to be named at all */
};

static enum status look_up(
    struct related *r, const char *fold, bool prefix, int64_t *n, bool *shown)
{
	/* No folded text that begins with this one sorts after it followed by U+10FFFF. */
	struct buf last = BUF(TITLE_MAX);
	struct query q;
	enum status st;

	buf_puts(&last, fold);
	buf_puts(&last, "\xf4\x8f\xbf\xbf");
	*n = 0;
	*shown = false;
	query_start(&q, r->a, prefix ? SQL_RELATED_TITLE_CUT : SQL_RELATED_TITLE);
	query_bind_text(&q, fold);
	query_bind_int(&q, r->self);
	query_bind_int(&q, TITLES_MAX);
	if (prefix)
		query_bind_text(&q, buf_str(&last));
	query_fail(&q, buf_status(&last));
	if (query_row(&q)) {
		*n = query_int(&q, 0);
		*shown = query_int(&q, 1) != 0;
	}
	st = query_end(&q);
	buf_clear(&last);
	return st;
}

/* The article that a listed title names. */
static enum status resolve(
    struct related *r, const char *fold, bool cut, int64_t *n, enum found *found)
{
	bool prefix = related_by_prefix(fold, cut);
	bool shown;
	enum status st;

	*n = 0;
	*found = FOUND_NONE;
	if (fold[0] == '\0')
		return ST_OK;
	st = look_up(r, fold, prefix, n, &shown);
	if (st != ST_OK)
		return st;
	if (*n != 0)
		*found = shown ? FOUND_SHOWN : FOUND_HIDDEN;
	else if (r->fold != NULL &&
	    (prefix ? strncmp(r->fold, fold, strlen(fold)) : strcmp(r->fold, fold)) == 0)
		*found = FOUND_HIDDEN;
	return ST_OK;
}

/* A title that is not archived, with its teaser; once. */
static void take_title(struct related *r, struct query *q)
{
	struct entry *entry;

	for (size_t i = 0; i < r->out->n; i++)
		if (r->taken[i] == 0 && strcmp(r->out->items[i].title, query_text(q, 0)) == 0)
			return;
	entry = entries_add(r->out, q);
	if (entry == NULL)
		return;
	r->taken[r->out->n - 1] = 0;
	entry->title = query_dup(q, 0);
	entry->teaser = query_dup(q, 1);
}

/* What the document listed. */
static enum status take_listed(struct related *r, enum list_kind kind)
{
	struct query q;

	query_start(&q, r->a, SQL_RELATED_LISTED);
	query_bind_int(&q, r->self);
	query_bind_int(&q, kind);
	while (!related_is_full(r) && query_row(&q)) {
		const char *teaser = query_is_null(&q, 1) ? NULL : query_text(&q, 1);
		enum found found;
		int64_t n;

		query_fail(&q, resolve(r, query_text(&q, 2), query_int(&q, 3) != 0, &n, &found));
		if (q.status != ST_OK)
			break;
		if (found == FOUND_SHOWN)
			query_fail(&q, related_take(r, n, teaser));
		else if (found == FOUND_NONE)
			take_title(r, &q);
	}
	return query_end(&q);
}

/* ---- most read ---- */

static enum status take_ranking(struct related *r, const char *window)
{
	struct query q;
	enum status st;

	r->pick = PICK_READ;
	query_start(&q, r->a, SQL_RELATED_RANKING);
	query_bind_text(&q, window);
	query_bind_int(&q, (int64_t)(2 * r->limit + 1));
	st = related_take_all(r, &q);
	basis_note_rows(r->a, window, r->rows + !related_is_full(r), false);
	return st;
}

/* What all documents list most often as most read. */
static enum status take_times(struct related *r)
{
	struct query q;

	r->pick = PICK_CHOSEN;
	query_start(&q, r->a, SQL_RELATED_TIMES);
	query_bind_int(&q, TIMES_ROWS);
	while (!related_is_full(r) && query_row(&q)) {
		enum found found;
		int64_t n;

		query_fail(&q, resolve(r, query_text(&q, 0), query_int(&q, 1) != 0, &n, &found));
		if (q.status == ST_OK && found == FOUND_SHOWN)
			query_fail(&q, related_take(r, n, NULL));
	}
	return query_end(&q);
}

static enum status take_newest(struct related *r)
{
	struct query q;

	r->pick = PICK_NEWEST;
	query_start(&q, r->a, SQL_RELATED_NEWEST);
	query_bind_int(&q, (int64_t)(2 * r->limit + 1));
	return related_take_all(r, &q);
}

static enum status fill_most_read(struct related *r, const char *window)
{
	enum status st = ST_OK;
	bool enough = false;

	if (window == NULL)
		window = top_windows[0];
	if (!related_is_full(r))
		st = top_enough(r->a, window, &enough);
	if (st == ST_OK && enough)
		st = take_ranking(r, window);
	if (st == ST_OK && !related_is_full(r))
		st = take_times(r);
	if (st == ST_OK && !related_is_full(r))
		st = take_newest(r);
	return st;
}

static enum status find_self(struct related *r, const char *id)
{
	bool removed;
	struct query q;
	enum status st = db_place(r->a, id, &r->self, &removed);

	if (st == ST_OK && removed)
		st = ST_GONE;
	if (st != ST_OK)
		return st;
	query_start(&q, r->a, SQL_ARTICLE_FOLD);
	query_bind_int(&q, r->self);
	if (query_row(&q))
		r->fold = query_dup(&q, 0);
	else
		query_fail(&q, ST_NOTFOUND);
	return query_end(&q);
}

enum status related_get(struct archive *a, enum list_kind kind, const char *id, const char *window,
    unsigned limit, struct entries *out)
{
	struct related r = {
		.a = a,
		.limit = limit < RELATED_MAX ? limit : RELATED_MAX,
		.out = out,
	};
	bool begun = db_read_begin(a);
	enum status st = ST_OK;

	*out = (struct entries){ 0 };
	if (id != NULL)
		st = find_self(&r, id);
	if (st == ST_OK && id != NULL)
		st = take_listed(&r, kind);
	for (size_t i = 0; i < out->n; i++)
		out->items[i].listed = true;
	if (st == ST_OK)
		st = kind == LIST_MOST_READ ? fill_most_read(&r, window)
					    : related_fill_same_theme(&r);
	db_read_end(a, begun);
	free(r.fold);
	if (st != ST_OK)
		entries_clear(out);
	return st;
}
