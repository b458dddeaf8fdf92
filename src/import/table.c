#include "import/table.h"

#include "base/utf8.h"
#include "import/block.h"
#include "import/cell.h"
#include "import/column.h"
#include "import/decode.h"
#include "import/dialect.h"
#include "import/repair.h"
#include "import/rows.h"
#include "import/seen.h"
#include "import/tail.h"
#include "text/gemtext.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_SHOWN = 60 /* characters of a header in a message */ };

struct table {
	struct input *in;
	const struct import_options *options;
	const struct sink *sink;
	struct columns columns;
	bool skip; /* the next row is the header */
	struct seen titles;
	struct buf scratch;
};

static size_t option_columns(const struct import_options *o)
{
	struct columns named;

	return o->columns != NULL && column_parse(o->columns, &named, NULL) == ST_OK ? named.n : 0;
}

bool table_looks(const struct format_head *head)
{
	struct dialect d;

	return dialect_guess(head->text, head->text_len, &d) &&
	    dialect_is_table(&d, option_columns(head->options));
}

/* The cell of that meaning as an owned string: UTF-8, NULL where it is empty or there is none. */
static enum status take_cell(
    const struct table *t, const struct row *row, enum column column, char **out)
{
	struct buf text = BUF(3 * (size_t)IMPORT_ARTICLE_MAX);
	size_t at = t->columns.at[column];
	const char *s;

	*out = NULL;
	if (at == 0 || at > row->n)
		return ST_OK;
	s = row->bytes.data + row->at[at - 1];
	if (cell_is_empty(s, row->len[at - 1]))
		return ST_OK;
	buf_add(&text, s, row->len[at - 1]);
	*out = buf_take(&text);
	return *out != NULL ? ST_OK : ST_NOMEM;
}

static enum status take_body(struct table *t, struct article *a, const char *raw)
{
	struct buf body = BUF(2 * (size_t)IMPORT_ARTICLE_MAX);
	struct doc lines;
	enum status st;

	doc_init(&lines);
	buf_reset(&t->scratch);
	if ((st = utf8_clean(&t->scratch, raw, strlen(raw))) != ST_OK)
		goto done;
	repair_newlines(&t->scratch);
	st = block_write_text(buf_str(&t->scratch), t->scratch.len, &lines);
	if (st != ST_OK || (st = gemtext_write(&lines, &body)) != ST_OK)
		goto done;
	if ((a->body = buf_take(&body)) == NULL)
		st = ST_NOMEM;
done:
	doc_clear(&lines);
	buf_clear(&body);
	return st;
}

/* The digest of the folded title; that of the body too where the title was met before. */
static enum status title_key(struct table *t, const struct article *a, struct buf *key)
{
	char ident[IDENT_MAX + 1];
	enum seen_result met;
	enum status st;
	uint64_t digest;

	buf_reset(&t->scratch);
	utf8_fold(&t->scratch, a->title, strlen(a->title));
	digest = seen_digest(buf_str(&t->scratch), t->scratch.len);
	if ((st = seen_add(&t->titles, digest, seen_digest(a->body, strlen(a->body)), &met)) !=
	    ST_OK)
		return st;
	if (met == SEEN_OTHER)
		buf_puts(&t->scratch, a->body);
	ident_of(buf_str(&t->scratch), t->scratch.len, ident);
	buf_printf(key, "%s#%.16s", t->in->key, ident);
	return ST_OK;
}

static enum status take_key(struct table *t, struct article *a, const char *id, const char *url)
{
	struct buf key = BUF(IMPORT_ARTICLE_MAX);
	enum status st = ST_OK;

	if (id != NULL && cell_is_global_id(id))
		buf_puts(&key, id);
	else if (url != NULL && cell_is_link(url))
		buf_puts(&key, url);
	else if (id != NULL || url != NULL)
		buf_printf(&key, "%s#%s", t->in->key, id != NULL ? id : url);
	else
		st = title_key(t, a, &key);
	if (st == ST_OK && (a->key = buf_take(&key)) == NULL)
		st = ST_NOMEM;
	buf_clear(&key);
	return st;
}

/* "/news/1" on the site that the row names. */
static enum status absolute_url(char **url, const char *site)
{
	char *whole;

	if (*url == NULL || site == NULL || **url != '/' || !cell_is_link(site))
		return ST_OK;
	if (asprintf(&whole, "%.*s%s", (int)(strlen(site) - (site[strlen(site) - 1] == '/')), site,
		*url) < 0)
		return ST_NOMEM;
	free(*url);
	*url = whole;
	return ST_OK;
}

/* What a row's cells say; owned. */
struct cells {
	char *of[COLUMN_COUNT];
};

static enum status take_cells(const struct table *t, const struct row *row, struct cells *c)
{
	enum status st = ST_OK;

	for (enum column i = COLUMN_NONE + 1; i < COLUMN_COUNT && st == ST_OK; i++)
		st = take_cell(t, row, i, &c->of[i]);
	if (st == ST_OK)
		st = absolute_url(&c->of[COLUMN_URL], c->of[COLUMN_SITE]);
	return st;
}

static char *move(char **from)
{
	char *s = *from;

	*from = NULL;
	return s;
}

static enum status fill_article(struct table *t, struct cells *c, struct article *a)
{
	enum status st;

	a->title = move(&c->of[COLUMN_TITLE]);
	tail_cut(a->title, c->of[COLUMN_URL], c->of[COLUMN_SITE]);
	a->byline = move(&c->of[COLUMN_AUTHOR]);
	a->summary = move(&c->of[COLUMN_SUMMARY]);
	if (c->of[COLUMN_LANG] != NULL)
		snprintf(a->lang, sizeof a->lang, "%s", c->of[COLUMN_LANG]);
	if (c->of[COLUMN_DATE] != NULL)
		cell_date(c->of[COLUMN_DATE], t->in, t->options, &a->published);
	if ((st = take_body(t, a, c->of[COLUMN_BODY])) != ST_OK)
		return st;
	if (c->of[COLUMN_THEME] != NULL &&
	    (st = cell_themes(c->of[COLUMN_THEME], ";|", &a->themes)) != ST_OK)
		return st;
	if (c->of[COLUMN_TAGS] != NULL &&
	    (st = cell_themes(c->of[COLUMN_TAGS], ",;|", &a->themes)) != ST_OK)
		return st;
	if ((st = take_key(t, a, c->of[COLUMN_ID], c->of[COLUMN_URL])) != ST_OK)
		return st;
	if (c->of[COLUMN_URL] != NULL && cell_is_link(c->of[COLUMN_URL]))
		a->url = move(&c->of[COLUMN_URL]);
	return ST_OK;
}

/* Say why a row cannot be one, if it cannot. */
static bool is_refused(const struct table *t, const struct row *row)
{
	if (row->problem != NULL)
		format_reject(t->sink, row->line, "%s (lines %lu to %lu)", row->problem, row->line,
		    row->last);
	else if (row->n != t->columns.n && row->last > row->line)
		format_reject(t->sink, row->line,
		    "%zu fields where the table has %zu (lines %lu to %lu)", row->n, t->columns.n,
		    row->line, row->last);
	else if (row->n != t->columns.n)
		format_reject(
		    t->sink, row->line, "%zu fields where the table has %zu", row->n, t->columns.n);
	else
		return false;
	return true;
}

static enum status take_row(void *ctx, const struct row *row)
{
	struct article a = { 0 };
	struct cells cells = { 0 };
	struct table *t = ctx;
	enum status st = ST_OK;

	if (t->skip || is_refused(t, row)) {
		t->skip = false;
		return ST_OK;
	}
	if ((st = take_cells(t, row, &cells)) != ST_OK)
		goto done;
	if (cells.of[COLUMN_TITLE] == NULL)
		format_reject(t->sink, row->line, "no title");
	else if (cells.of[COLUMN_BODY] == NULL)
		format_reject(t->sink, row->line, "no text");
	else if ((st = fill_article(t, &cells, &a)) == ST_OK)
		st = t->sink->article(t->sink->ctx, &a, row->line);
	else if (st == ST_TOOBIG)
		format_reject(t->sink, row->line, "the text is too long");
	st = st == ST_TOOBIG ? ST_OK : st;
done:
	for (enum column i = 0; i < COLUMN_COUNT; i++)
		free(cells.of[i]);
	article_clear(&a);
	return st;
}

/* What the columns mean, or why that is not known. */
static bool name_columns(struct table *t, const struct dialect *d, const char *text)
{
	size_t shown = strcspn(text, "\r\n");

	if (d->header) {
		t->columns = d->named;
		t->skip = true;
		return true;
	}
	if (option_columns(t->options) == 0) {
		shown = shown < HEADER_SHOWN ? shown : HEADER_SHOWN;
		while (shown > 0 && ((unsigned char)text[shown] & 0xc0) == 0x80)
			shown--;
		format_reject(t->sink, 1,
		    "a table of %zu columns without a header that names title and body: name them "
		    "with --columns (its first row begins \"%.*s\")",
		    d->columns, (int)shown, text);
		return false;
	}
	column_parse(t->options->columns, &t->columns, NULL);
	if (t->columns.n != d->columns)
		format_reject(t->sink, 1, "--columns names %zu columns, the table has %zu",
		    t->columns.n, d->columns);
	return t->columns.n == d->columns;
}

enum status table_read(
    struct input *in, const struct import_options *options, const struct sink *sink)
{
	struct table t = { .in = in, .options = options, .sink = sink };
	struct buf head = BUF(3 * (size_t)INPUT_HEAD_MAX);
	struct error e = { "" };
	struct dialect d;
	enum status st;

	buf_init(&t.scratch, 6 * (size_t)IMPORT_ARTICLE_MAX);
	if ((st = decode_head(in, &head)) != ST_OK)
		goto done;
	if (!dialect_guess(buf_str(&head), head.len, &d)) {
		format_reject(sink, 1, "no table: no tab, |, ; or , parts its first row");
		goto done;
	}
	if (!name_columns(&t, &d, buf_str(&head)))
		goto done;
	if ((st = rows_each(in, &d, take_row, &t, &e)) == ST_IO && e.text[0] != '\0') {
		format_reject(sink, 0, "%s", e.text);
		st = ST_OK;
	}
done:
	seen_clear(&t.titles);
	buf_clear(&t.scratch);
	buf_clear(&head);
	return st;
}
