#include "import/rows.h"

#include "import/decode.h"
#include "import/import.h"

#include <csv.h>
#include <string.h>

enum {
	FIELD_BLOCK = 64 * 1024, /* by what libcsv grows a field; its own 128 is for small ones */
	CSV_IN_FIELD = 2,        /* csv_parser.pstate: within a field (FIELD_BEGUN in libcsv.c) */
};

struct reader {
	struct csv_parser csv;
	const struct dialect *dialect;
	struct row row;
	bool begun;         /* bytes of a row have been read */
	bool done;          /* a row is complete */
	bool was_cr;        /* the last line ended in CR: an LF now belongs to it */
	bool endless;       /* the rest of this line belongs to a row that was dropped */
	unsigned long line; /* that the next byte is on */
	size_t fed;         /* bytes of the row so far */
	row_fn fn;
	void *ctx;
};

static void take_field(void *bytes, size_t len, void *ctx)
{
	struct reader *r = ctx;
	size_t i = r->row.n++;

	if (i >= COLUMNS_MAX)
		return;
	r->row.at[i] = r->row.bytes.len;
	r->row.len[i] = len;
	buf_add(&r->row.bytes, bytes, len);
	buf_putc(&r->row.bytes, '\0');
}

static void take_row(int end, void *ctx)
{
	struct reader *r = ctx;

	(void)end;
	r->done = true;
}

static enum status start_parser(struct reader *r)
{
	if (csv_init(&r->csv, 0) != 0)
		return ST_NOMEM;
	csv_set_blk_size(&r->csv, FIELD_BLOCK);
	csv_set_delim(&r->csv, (unsigned char)r->dialect->delimiter);
	/* Where there are no quotes, NUL stands for them: it is not in a text. */
	csv_set_quote(&r->csv, r->dialect->quotes ? CSV_QUOTE : '\0');
	return ST_OK;
}

static void forget_row(struct reader *r)
{
	buf_reset(&r->row.bytes);
	r->row.n = 0;
	r->row.problem = NULL;
	r->begun = r->done = false;
	r->fed = 0;
}

static enum status give_row(struct reader *r)
{
	enum status st = ST_OK;

	if (buf_status(&r->row.bytes) == ST_NOMEM)
		return ST_NOMEM;
	r->row.last = r->line;
	if (buf_status(&r->row.bytes) == ST_TOOBIG)
		r->row.problem = "the row is too long";
	st = r->fn(r->ctx, &r->row);
	forget_row(r);
	return st;
}

/* A row beyond all limits: most likely a quote was left open. Go on with the next line. */
static enum status drop_row(struct reader *r)
{
	enum status st;

	csv_free(&r->csv);
	if ((st = start_parser(r)) != ST_OK)
		return st;
	r->row.problem = "the row is too long: is a quote left open?";
	return give_row(r);
}

static bool is_blank(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (s[i] != '\n' && s[i] != '\r' && s[i] != ' ')
			return false;
	return true;
}

/* A piece of one line to the parser, which may complete a row. */
static enum status parse(struct reader *r, const char *s, size_t len, bool ends)
{
	if (!r->begun && !is_blank(s, len)) {
		r->begun = true;
		r->row.line = r->line;
	}
	r->fed += len;
	if (csv_parse(&r->csv, s, len, take_field, take_row, r) != len)
		return ST_NOMEM;
	if (r->done)
		return give_row(r);
	if (r->fed <= IMPORT_ARTICLE_MAX || (!ends && r->fed <= 2 * (size_t)IMPORT_ARTICLE_MAX))
		return ST_OK;
	r->endless = !ends;
	return drop_row(r);
}

/* At most one line, with what ends it: a row cannot end but at its end. */
static enum status feed(struct reader *r, const char *s, size_t len)
{
	char last = s[len - 1];
	bool ends = last == '\n' || last == '\r';
	enum status st = ST_OK;

	if (!r->endless)
		st = parse(r, s, len, ends);
	else if (ends)
		r->endless = false;
	if (last == '\r' || (last == '\n' && !(len == 1 && r->was_cr)))
		r->line++;
	r->was_cr = last == '\r';
	return st;
}

static enum status feed_lines(struct reader *r, const char *s, size_t len)
{
	enum status st = ST_OK;
	size_t n;

	for (size_t i = 0; i < len && st == ST_OK; i += n) {
		for (n = 0; i + n < len && s[i + n] != '\n' && s[i + n] != '\r';)
			n++;
		n += i + n < len;
		st = feed(r, s + i, n);
	}
	return st;
}

/* The last row may lack its line end; a quote that is open here was never closed. */
static enum status finish(struct reader *r)
{
	bool open = r->csv.quoted != 0 && r->csv.pstate == CSV_IN_FIELD;

	if (csv_fini(&r->csv, take_field, take_row, r) != 0)
		return ST_NOMEM;
	if (!r->done)
		return ST_OK;
	if (open)
		r->row.problem = "a quote is never closed";
	return give_row(r);
}

enum status rows_each(
    struct input *in, const struct dialect *dialect, row_fn fn, void *ctx, struct error *e)
{
	struct reader r = { .dialect = dialect, .line = 1, .fn = fn, .ctx = ctx };
	struct buf piece = BUF(4 * (size_t)DECODE_PIECE);
	struct decoder d;
	enum status st;
	bool more;

	buf_init(&r.row.bytes, IMPORT_ARTICLE_MAX);
	if ((st = start_parser(&r)) != ST_OK)
		return st;
	decoder_init(&d, in);
	do {
		buf_reset(&piece);
		st = decoder_next(&d, &piece, &more, e);
		if (st == ST_OK && piece.len > 0)
			st = feed_lines(&r, piece.data, piece.len);
	} while (st == ST_OK && more);
	if (st == ST_OK)
		st = finish(&r);
	csv_free(&r.csv);
	buf_clear(&r.row.bytes);
	buf_clear(&piece);
	return st;
}
