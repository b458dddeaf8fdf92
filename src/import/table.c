#include "import/table.h"

#include "import/cell.h"
#include "import/column.h"
#include "import/decode.h"
#include "import/dialect.h"
#include "import/record.h"
#include "import/rows.h"

#include <string.h>

enum { HEADER_SHOWN = 60 /* characters of a header in a message */ };

struct table {
	const struct import_options *options;
	const struct sink *sink;
	struct columns columns;
	bool skip; /* the next row is the header */
	struct records records;
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

/* Are all its cells empty? Spreadsheets write a blank line so. */
static bool is_empty(const struct row *row)
{
	if (row->problem != NULL || row->n > COLUMNS_MAX)
		return false;
	for (size_t i = 0; i < row->n; i++)
		if (row->len[i] > 0 && !cell_is_empty(row->bytes.data + row->at[i], row->len[i]))
			return false;
	return true;
}

static enum status take_row(void *ctx, const struct row *row)
{
	struct record record = { 0 };
	struct table *t = ctx;
	enum status st = ST_OK;

	if (t->skip || is_empty(row) || is_refused(t, row)) {
		t->skip = false;
		return ST_OK;
	}
	for (enum column i = COLUMN_NONE + 1; i < COLUMN_COUNT && st == ST_OK; i++)
		st = take_cell(t, row, i, &record.of[i]);
	if (st == ST_OK)
		st = record_take(&t->records, &record, row->line);
	record_clear(&record);
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
	struct table t = { .options = options, .sink = sink };
	struct buf head = BUF(3 * (size_t)INPUT_HEAD_MAX);
	struct error e = { "" };
	struct dialect d;
	enum status st;

	records_init(&t.records, in, options, sink);
	if ((st = decode_head(in, &head)) != ST_OK)
		goto done;
	if (!dialect_guess(buf_str(&head), head.len, &d)) {
		format_reject(sink, 1, "no table: no tab, |, ; or , parts its first row");
		goto done;
	}
	if (!name_columns(&t, &d, buf_str(&head)))
		goto done;
	st = rows_each(in, &d, take_row, &t, &e);
	/* A failure without a word is the sink's. */
	if (e.text[0] != '\0')
		st = format_failed(sink, st, &e);
done:
	records_clear(&t.records);
	buf_clear(&head);
	return st;
}
