#include "archive/search_index.h"

#include "archive/query.h"
#include "archive/stems.h"

#include <stdlib.h>
#include <string.h>

enum {
	/* Bytes of text that are gathered: FTS5 takes as much again in memory until it writes them,
	 * and each time makes a segment that is to be merged with others. */
	GATHERED_BYTES = 3 << 20,
	GATHERED_MAX = 64 << 20, /* above it by one article at most, whose texts are bounded */
	LANGUAGES = 32,          /* known to be in the table; of more, each is written again */
};

/* An article on its way in or out. */
struct gathered {
	int64_t row;
	size_t order; /* as they came: out before in again */
	bool drop;
	size_t title, body, facts; /* where they begin in `texts`, each ended by a NUL */
	size_t end;
};

struct search_index {
	struct gathered *items;
	size_t n, cap;
	struct buf texts;
	char languages[LANGUAGES][SEARCH_LANGUAGE_SIZE];
	size_t nlanguages;
};

static enum status index_of(struct archive *a, struct search_index **out)
{
	if (a->index == NULL && (a->index = calloc(1, sizeof *a->index)) != NULL)
		buf_init(&a->index->texts, GATHERED_MAX);
	*out = a->index;
	return *out != NULL ? ST_OK : ST_NOMEM;
}

void search_index_reset(struct archive *a)
{
	if (a->index == NULL)
		return;
	a->index->n = 0;
	a->index->nlanguages = 0;
	buf_reset(&a->index->texts);
}

void search_index_free(struct archive *a)
{
	if (a->index == NULL)
		return;
	free(a->index->items);
	buf_clear(&a->index->texts);
	free(a->index);
	a->index = NULL;
}

/* ---- gathering ---- */

static enum status next_item(struct search_index *x, struct gathered **out)
{
	struct gathered *grown;

	if (x->n == x->cap) {
		size_t cap = x->cap > 0 ? 2 * x->cap : 256;

		if ((grown = reallocarray(x->items, cap, sizeof *grown)) == NULL)
			return ST_NOMEM;
		x->items = grown;
		x->cap = cap;
	}
	*out = &x->items[x->n];
	**out = (struct gathered){ .order = x->n };
	return ST_OK;
}

/* The primary subtag, in lower case; "" for one that is none. */
static void primary(const char *tag, char out[SEARCH_LANGUAGE_SIZE])
{
	size_t n = strcspn(tag, "-_");

	if (n >= SEARCH_LANGUAGE_SIZE)
		n = 0;
	for (size_t i = 0; i < n; i++)
		out[i] = tag[i] >= 'A' && tag[i] <= 'Z' ? (char)(tag[i] - 'A' + 'a') : tag[i];
	out[n] = '\0';
}

/* Queries look for a word as each language of the archive has it. */
static enum status note_language(struct archive *a, const char *lang)
{
	struct search_index *x = a->index;
	struct query q;

	for (size_t i = 0; i < x->nlanguages; i++)
		if (strcmp(x->languages[i], lang) == 0)
			return ST_OK;
	if (x->nlanguages < LANGUAGES)
		strcpy(x->languages[x->nlanguages++], lang);
	query_start(&q, a, SQL_SEARCH_LANGUAGE_INSERT);
	query_bind_text(&q, lang);
	return query_finish(&q);
}

/* What an article has beside its text. */
struct facts {
	int64_t n;
	int day;
	const char *lang;
	const char *author;        /* slug, or NULL */
	const struct names *names; /* themes: their slugs */
	const char *slugs;         /* or these, joined by commas */
};

static void add_facts(struct buf *b, const struct facts *f)
{
	const char *slug = f->slugs;

	buf_printf(b, SEARCH_ALL_FACT " " SEARCH_DAY_FACT "%d", f->day % 100);
	if (f->author != NULL)
		buf_printf(b, " " SEARCH_AUTHOR_FACT "%s", f->author);
	for (size_t i = 0; f->names != NULL && i < f->names->n; i++)
		buf_printf(b, " " SEARCH_THEME_FACT "%s", f->names->items[i].slug);
	while (slug != NULL && *slug != '\0') {
		size_t n = strcspn(slug, ",");

		buf_printf(b, " " SEARCH_THEME_FACT "%.*s", (int)n, slug);
		slug += n + (slug[n] == ',');
	}
	buf_putc(b, '\0');
}

int64_t search_index_row(int day, int64_t n)
{
	return (int64_t)(day / 100) << SEARCH_N_BITS | n;
}

static enum status gather(
    struct archive *a, const struct facts *f, const struct buf *stems, bool drop)
{
	char lang[SEARCH_LANGUAGE_SIZE];
	struct search_index *x;
	struct gathered *g;
	enum status st = index_of(a, &x);

	if (st == ST_OK && x->texts.len >= GATHERED_BYTES)
		st = search_index_settle(a);
	primary(f->lang, lang);
	if (st == ST_OK)
		st = note_language(a, lang);
	if (st == ST_OK)
		st = next_item(x, &g);
	if (st != ST_OK)
		return st;
	g->row = search_index_row(f->day, f->n);
	g->drop = drop;
	g->title = x->texts.len;
	g->body = g->title + strlen(stems->data) + 1;
	buf_add(&x->texts, stems->data, stems->len);
	buf_putc(&x->texts, '\0');
	g->facts = x->texts.len;
	add_facts(&x->texts, f);
	g->end = x->texts.len;
	x->n++;
	return buf_status(&x->texts);
}

enum status search_index_new(
    struct archive *a, int64_t n, const struct article *in, const struct buf *stems)
{
	char author[SLUG_MAX + 1];
	struct facts f = {
		.n = n, .day = in->published.day, .lang = in->lang, .names = &in->themes
	};

	if (in->byline != NULL && in->byline[0] != '\0') {
		slug_of(in->byline, author);
		f.author = author;
	}
	return gather(a, &f, stems, false);
}

static enum status gather_row(struct archive *a, int64_t n, bool drop)
{
	struct facts f = { .n = n };
	struct query q;

	query_start(&q, a, SQL_SEARCH_ROW);
	query_bind_int(&q, n);
	if (query_row(&q)) {
		f.day = (int)query_int(&q, 0);
		f.lang = query_text(&q, 1);
		f.author = query_is_null(&q, 2) ? NULL : query_text(&q, 2);
		f.slugs = query_text(&q, 3);
		query_fail(&q, stems_read(a, f.lang, query_text(&q, 4), query_text(&q, 5)));
		if (q.status == ST_OK)
			query_fail(&q, gather(a, &f, &a->stems, drop));
	}
	return query_end(&q);
}

enum status search_index_add(struct archive *a, int64_t n)
{
	return gather_row(a, n, false);
}

enum status search_index_drop(struct archive *a, int64_t n)
{
	return gather_row(a, n, true);
}

/* ---- writing ---- */

static int by_row(const void *va, const void *vb)
{
	const struct gathered *a = va, *b = vb;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

static enum status write_one(struct archive *a, const struct gathered *g)
{
	const char *texts = a->index->texts.data;
	struct query q;

	query_start(&q, a, g->drop ? SQL_SEARCH_DELETE : SQL_SEARCH_INSERT);
	query_bind_int(&q, g->row);
	query_bind_bytes(&q, texts + g->title, g->body - 1 - g->title);
	query_bind_bytes(&q, texts + g->body, g->facts - 1 - g->body);
	query_bind_bytes(&q, texts + g->facts, g->end - 1 - g->facts);
	return query_finish(&q);
}

enum status search_index_settle(struct archive *a)
{
	struct search_index *x = a->index;
	enum status st = ST_OK;

	if (x == NULL)
		return ST_OK;
	if (x->n > 0)
		qsort(x->items, x->n, sizeof *x->items, by_row);
	for (size_t i = 0; i < x->n && st == ST_OK; i++)
		st = write_one(a, &x->items[i]);
	x->n = 0;
	buf_reset(&x->texts);
	return st;
}
