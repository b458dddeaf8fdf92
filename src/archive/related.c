#include "archive/archive.h"

#include "archive/db.h"
#include "archive/entries.h"
#include "archive/query.h"

#include <stdlib.h>
#include <string.h>

/* All of these bound what one list costs, whatever the archive's size. */
enum {
	RELATED_MAX = 100,   /* entries of a list; a larger limit is this */
	PREFIX_MIN = 12,     /* folded characters of a cut title that is matched by its beginning */
	TITLES_MAX = 100,    /* articles of that title, or beginning, that are looked at */
	PREFIX_STEPS = 32,   /* cut titles that are tried against one article's */
	VARIANTS_MAX = 16,   /* teasers under which one title was listed */
	THEMES_MAX = 8,      /* of an article's themes, the first */
	POOL = 40,           /* newest articles of each that are compared, besides the limit */
	TIMES_ROWS = 50,     /* most listed titles that are looked up */
	TITLE_MAX = 1 << 20, /* bytes of a folded title */
};

/* A list on its way. */
struct related {
	struct archive *a;
	int64_t self; /* the article whose list it is; 0: none */
	char *fold;   /* its folded title, or NULL */
	size_t limit;
	struct entries *out;
	int64_t taken[RELATED_MAX]; /* rows of out's entries; 0: not archived */
};

static bool is_full(const struct related *r)
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

/* An article into the list, with its own teaser unless there is another; nothing if
 * it is there already or not shown. */
static enum status take(struct related *r, int64_t n, const char *teaser)
{
	struct query q;

	if (is_full(r) || is_taken(r, n))
		return ST_OK;
	query_start(&q, r->a, SQL_ARTICLE_ENTRY);
	query_bind_int(&q, n);
	if (query_row(&q)) {
		struct entry *entry = entries_add(r->out, &q);

		if (entry != NULL) {
			r->taken[r->out->n - 1] = n;
			entry_fill(&q, entry);
			if (teaser == NULL && !query_is_null(&q, ENTRY_COLUMNS))
				teaser = query_text(&q, ENTRY_COLUMNS);
			if (teaser != NULL && (entry->teaser = strdup(teaser)) == NULL)
				query_fail(&q, ST_NOMEM);
		}
	}
	return query_end(&q);
}

/* The rows of a query, one after the other, into the list; ends the query. */
static enum status take_all(struct related *r, struct query *q)
{
	while (!is_full(r) && query_row(q))
		query_fail(q, take(r, query_int(q, 0), NULL));
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

/* Is a listed title matched by its beginning, or only whole? */
static bool by_prefix(const char *fold, bool cut)
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
	bool prefix = by_prefix(fold, cut);
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
	while (!is_full(r) && query_row(&q)) {
		const char *teaser = query_is_null(&q, 1) ? NULL : query_text(&q, 1);
		enum found found;
		int64_t n;

		query_fail(&q, resolve(r, query_text(&q, 2), query_int(&q, 3) != 0, &n, &found));
		if (q.status != ST_OK)
			break;
		if (found == FOUND_SHOWN)
			query_fail(&q, take(r, n, teaser));
		else if (found == FOUND_NONE)
			take_title(r, &q);
	}
	return query_end(&q);
}

/* ---- most read ---- */

static enum status take_ranking(struct related *r, const char *window)
{
	struct query q;

	query_start(&q, r->a, SQL_RELATED_RANKING);
	query_bind_text(&q, window);
	query_bind_int(&q, (int64_t)(2 * r->limit + 1));
	return take_all(r, &q);
}

/* What all documents list most often as most read. */
static enum status take_times(struct related *r)
{
	struct query q;

	query_start(&q, r->a, SQL_RELATED_TIMES);
	query_bind_int(&q, TIMES_ROWS);
	while (!is_full(r) && query_row(&q)) {
		enum found found;
		int64_t n;

		query_fail(&q, resolve(r, query_text(&q, 0), query_int(&q, 1) != 0, &n, &found));
		if (q.status == ST_OK && found == FOUND_SHOWN)
			query_fail(&q, take(r, n, NULL));
	}
	return query_end(&q);
}

static enum status take_newest(struct related *r)
{
	struct query q;

	query_start(&q, r->a, SQL_RELATED_NEWEST);
	query_bind_int(&q, (int64_t)(2 * r->limit + 1));
	return take_all(r, &q);
}

static enum status fill_most_read(struct related *r, const char *window)
{
	enum status st = ST_OK;

	if (!is_full(r))
		st = take_ranking(r, window != NULL ? window : top_windows[0]);
	if (st == ST_OK && !is_full(r))
		st = take_times(r);
	if (st == ST_OK && !is_full(r))
		st = take_newest(r);
	return st;
}

/* ---- same theme ---- */

/* The articles that listed this title, those imported last first. */
static enum status take_back(struct related *r, const char *fold, bool whole)
{
	struct query q, back;

	query_start(&q, r->a, SQL_RELATED_MENTIONS);
	query_bind_text(&q, fold);
	query_bind_int(&q, VARIANTS_MAX);
	while (!is_full(r) && query_row(&q)) {
		if (!whole && query_int(&q, 1) == 0)
			continue;
		query_start(&back, r->a, SQL_RELATED_BACK);
		query_bind_int(&back, query_int(&q, 0));
		query_bind_int(&back, (int64_t)(2 * r->limit + 1));
		query_fail(&q, take_all(r, &back));
	}
	return query_end(&q);
}

/* How many bytes both begin with. */
static size_t common(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] != '\0' && a[n] == b[n])
		n++;
	return n;
}

/*
 * The same for cut titles that this article's begins with. They sort before it, the longest last:
 * from each cut title that is not after a beginning of ours, the next can only be one that what
 * both have in common begins with.
 */
static enum status take_back_cut(struct related *r)
{
	char *bound = strdup(r->fold);
	enum status st = bound != NULL ? ST_OK : ST_NOMEM;

	for (int step = 0; step < PREFIX_STEPS && st == ST_OK && !is_full(r); step++) {
		size_t len;
		bool whole;
		struct query q;

		query_start(&q, r->a, SQL_RELATED_MENTION_BEFORE);
		query_bind_text(&q, bound);
		if (!query_row(&q)) {
			st = query_end(&q);
			break;
		}
		len = common(bound, query_text(&q, 0));
		whole = query_text(&q, 0)[len] == '\0';
		st = query_end(&q);
		bound[len] = '\0';
		if (characters(bound) < PREFIX_MIN)
			break;
		if (st == ST_OK && whole) {
			st = take_back(r, bound, strcmp(bound, r->fold) == 0);
			bound[len - 1] = '\0';
		}
	}
	free(bound);
	return st;
}

/* An article with themes in common. */
struct candidate {
	int64_t day, published, n;
	int shared;
};

static int compare_number(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Newest first; the same article is side by side. */
static int by_age(const void *va, const void *vb)
{
	const struct candidate *a = va, *b = vb;
	int order = compare_number(b->day, a->day);

	if (order == 0)
		order = compare_number(b->published, a->published);
	return order != 0 ? order : compare_number(b->n, a->n);
}

static int by_shared(const void *va, const void *vb)
{
	const struct candidate *a = va, *b = vb;

	return a->shared != b->shared ? b->shared - a->shared : by_age(va, vb);
}

/* The newest of a theme into list[*n...]. */
static enum status gather(
    struct related *r, int64_t theme, struct candidate *list, size_t *n, size_t max)
{
	struct query q;

	query_start(&q, r->a, SQL_RELATED_THEME_NEWEST);
	query_bind_int(&q, theme);
	query_bind_int(&q, (int64_t)max);
	while (query_row(&q))
		list[(*n)++] = (struct candidate){
			.day = query_int(&q, 0),
			.published = query_int(&q, 1),
			.n = query_int(&q, 2),
			.shared = 1,
		};
	return query_end(&q);
}

/* One candidate an article, with all the themes it shares. */
static size_t merge(struct candidate *list, size_t n)
{
	size_t kept = 0;

	qsort(list, n, sizeof *list, by_age);
	for (size_t i = 0; i < n; i++)
		if (kept > 0 && list[kept - 1].n == list[i].n)
			list[kept - 1].shared++;
		else
			list[kept++] = list[i];
	qsort(list, kept, sizeof *list, by_shared);
	return kept;
}

static enum status take_shared(struct related *r)
{
	size_t max = POOL + r->limit, n = 0;
	struct candidate *list = calloc(THEMES_MAX * max, sizeof *list);
	struct query q;
	enum status st;

	if (list == NULL)
		return ST_NOMEM;
	query_start(&q, r->a, SQL_RELATED_THEMES);
	query_bind_int(&q, r->self);
	query_bind_int(&q, THEMES_MAX);
	while (query_row(&q))
		query_fail(&q, gather(r, query_int(&q, 0), list, &n, max));
	st = query_end(&q);
	n = merge(list, n);
	for (size_t i = 0; i < n && st == ST_OK && !is_full(r); i++)
		st = take(r, list[i].n, NULL);
	free(list);
	return st;
}

static enum status fill_same_theme(struct related *r)
{
	enum status st = ST_OK;

	if (r->self == 0)
		return ST_OK;
	if (!is_full(r) && r->fold[0] != '\0') {
		st = take_back(r, r->fold, true);
		if (st == ST_OK && !is_full(r))
			st = take_back_cut(r);
	}
	if (st == ST_OK && !is_full(r))
		st = take_shared(r);
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
		st = kind == LIST_MOST_READ ? fill_most_read(&r, window) : fill_same_theme(&r);
	db_read_end(a, begun);
	free(r.fold);
	if (st != ST_OK)
		entries_clear(out);
	return st;
}
