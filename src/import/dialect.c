#include "import/dialect.h"

#include <string.h>

static const char delimiters[] = { '\t', '|', ';', ',' };

/* A scan over the rows of a text in one dialect. */
struct scan {
	struct dialect d;
	struct column_name names[COLUMNS_MAX]; /* the first row's fields */
	size_t nnames;
};

/* The bytes of a field without the quotes around it. */
static struct column_name field_of(const char *s, const char *end)
{
	while (s < end && *s == ' ')
		s++;
	while (end > s && end[-1] == ' ')
		end--;
	if (end - s >= 2 && *s == '"' && end[-1] == '"') {
		s++;
		end--;
	}
	return (struct column_name){ .s = s, .len = (size_t)(end - s) };
}

/*
 * Where a field ends that begins at s: at a delimiter or line end outside of quotes, or at the end.
 * A quote closes a field only where one of these follows it, as csv readers have it.
 */
static const char *field_end(struct dialect *d, const char *s, const char *end)
{
	bool within = false;

	while (d->quotes && s < end && *s == ' ' && d->delimiter != ' ')
		s++;
	if (d->quotes && s < end && *s == '"') {
		within = true;
		s++;
	}
	for (; s < end; s++) {
		if (within) {
			if (*s != '"')
				continue;
			if (s + 1 < end && s[1] == '"') {
				s++;
				continue;
			}
			within = s + 1 < end && s[1] != d->delimiter && s[1] != '\n' &&
			    s[1] != '\r';
			d->closed += !within;
			d->stray += within;
		} else if (*s == d->delimiter || *s == '\n' || *s == '\r') {
			return s;
		}
	}
	return end;
}

/* Count a row of n fields; the end of the text may have cut it. */
static void add_row(struct scan *scan, size_t n, bool cut, bool first_empty)
{
	if (cut && scan->d.rows > 0)
		return;
	if (scan->d.rows++ == 0)
		scan->d.columns = n;
	scan->d.agreeing += n == scan->d.columns;
	scan->d.first_empty = scan->d.first_empty && first_empty;
}

/* One row from s on; where its line ends. */
static const char *scan_row(struct scan *scan, const char *s, const char *end)
{
	bool first = scan->d.rows == 0, first_empty = false;
	const char *at = s;
	size_t fields = 0;

	for (;; s = at + 1) {
		struct column_name field;

		at = field_end(&scan->d, s, end);
		field = field_of(s, at);
		if (fields++ == 0)
			first_empty = field.len == 0;
		if (first && scan->nnames < COLUMNS_MAX)
			scan->names[scan->nnames++] = field;
		if (at == end || *at != scan->d.delimiter)
			break;
	}
	add_row(scan, fields, at == end, first_empty);
	return at;
}

static void scan_rows(struct scan *scan, const char *text, size_t len)
{
	const char *end = text + len, *s = text;

	scan->d.first_empty = true;
	while (s < end) {
		if (*s == '\n' || *s == '\r') {
			scan->d.blank_lines = scan->d.blank_lines || scan->d.rows > 0;
			s++;
			continue;
		}
		s = scan_row(scan, s, end);
		if (s < end && *s++ == '\r' && s < end && *s == '\n')
			s++;
	}
	scan->d.header = column_header(scan->names, scan->nnames, &scan->d.named);
	scan->d.bodiless = !scan->d.header && column_all_known(scan->names, scan->nnames);
}

/* Does dialect a make more sense than b? */
static bool is_better(const struct dialect *a, const struct dialect *b)
{
	size_t mine = a->agreeing * b->rows, its = b->agreeing * a->rows;

	if (a->header != b->header)
		return a->header;
	if (mine == its && (a->stray > a->closed) != (b->stray > b->closed))
		return b->stray > b->closed;
	return mine != its ? mine > its : a->columns > b->columns;
}

bool dialect_guess(const char *text, size_t len, struct dialect *out)
{
	bool found = false;

	*out = (struct dialect){ 0 };
	for (size_t i = 0; i < 2 * sizeof delimiters; i++) {
		struct scan scan = { 0 };

		scan.d.delimiter = delimiters[i / 2];
		scan.d.quotes = i % 2 == 0;
		scan_rows(&scan, text, len);
		if (scan.d.columns < 2 || scan.d.columns > COLUMNS_MAX)
			continue;
		if (!found || is_better(&scan.d, out))
			*out = scan.d;
		found = true;
	}
	return found;
}

bool dialect_is_table(const struct dialect *d, size_t columns)
{
	bool hard = d->delimiter == '\t' || d->delimiter == '|'; /* rare in prose */

	if (d->header || d->bodiless)
		return true;
	if (d->first_empty || d->agreeing * 10 < d->rows * 8)
		return false;
	if (columns > 0 && d->columns == columns && !d->blank_lines)
		return true;
	if (d->agreeing < d->rows || d->blank_lines)
		return false;
	/* Lines of prose may well have one comma each, but hardly two. */
	return d->rows >= 2 ? hard || d->columns >= 3 : hard && d->columns >= 3;
}
