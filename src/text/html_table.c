#include "text/html_table.h"

#include "base/utf8.h"
#include "text/html_tree.h"
#include "text/wrap.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FIRST_CAP = 32,
	GAP = 2,             /* columns between two cells */
	WORD_MAX = 20,       /* columns that a long word keeps before it is broken */
	LONG_CELL = 300,     /* bytes: no data, unless it has headers */
	SPAN_ROWS_MAX = 100, /* a cell that takes more does not mean it */
};

/* ---- is it one? ---- */

struct scan {
	const GumboNode *table;
	size_t rows, cells, widest; /* of the row being read; of all */
	size_t paragraphs, bytes;   /* of the cell being read */
	bool headers, blocks, long_cells;
};

static bool is_block(GumboTag tag)
{
	static const GumboTag tags[] = { GUMBO_TAG_TABLE, GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3,
		GUMBO_TAG_H4, GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_DL, GUMBO_TAG_PRE,
		GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_FIGURE, GUMBO_TAG_ARTICLE, GUMBO_TAG_SECTION,
		GUMBO_TAG_VIDEO, GUMBO_TAG_IFRAME, GUMBO_TAG_HR };

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (tags[i] == tag)
			return true;
	return false;
}

static void scan_element(struct scan *s, GumboTag tag)
{
	switch (tag) {
	case GUMBO_TAG_TR:
		s->rows++;
		s->cells = 0;
		break;
	case GUMBO_TAG_TH:
	case GUMBO_TAG_TD:
		s->headers = s->headers || tag == GUMBO_TAG_TH;
		s->cells++;
		s->widest = s->cells > s->widest ? s->cells : s->widest;
		s->paragraphs = 0;
		s->bytes = 0;
		break;
	case GUMBO_TAG_CAPTION:
	case GUMBO_TAG_THEAD:
		s->headers = true;
		break;
	case GUMBO_TAG_P:
		s->blocks = s->blocks || ++s->paragraphs > 1;
		break;
	default:
		s->blocks = s->blocks || is_block(tag);
	}
}

static bool scan_enter(void *ctx, const GumboNode *node)
{
	struct scan *s = ctx;

	if (node == s->table)
		return true;
	if (node->type == GUMBO_NODE_TEXT) {
		s->bytes += strlen(node->v.text.text);
		s->long_cells = s->long_cells || s->bytes > LONG_CELL;
	}
	if (node->type == GUMBO_NODE_ELEMENT)
		scan_element(s, node->v.element.tag);
	return !s->blocks;
}

static void scan_leave(void *ctx, const GumboNode *node)
{
	(void)ctx;
	(void)node;
}

bool html_table_is_data(const GumboNode *table)
{
	const char *role = html_tree_attribute(table, "role");
	struct scan s = { .table = table };

	if (role != NULL && (strcmp(role, "presentation") == 0 || strcmp(role, "none") == 0))
		return false;
	html_tree_walk(table, scan_enter, scan_leave, &s);
	return !s.blocks && s.rows > 1 && s.widest > 1 && (s.headers || !s.long_cells);
}

/* ---- its cells ---- */

void html_table_clear(struct html_table *t)
{
	for (size_t i = 0; i < t->n; i++)
		free(t->cells[i].text);
	free(t->cells);
	*t = (struct html_table){ 0 };
}

void html_table_row(struct html_table *t)
{
	if (t->rows > 0)
		for (unsigned i = t->next; i < HTML_TABLE_COLUMNS; i++)
			t->down[i] -= t->down[i] > 0;
	t->rows++;
	t->next = 0;
}

/* Where the next cell stands, after those that cells above it take. */
static void skip_taken(struct html_table *t)
{
	while (t->next < HTML_TABLE_COLUMNS && t->down[t->next] > 0)
		t->down[t->next++]--;
}

void html_table_cell(
    struct html_table *t, const char *text, size_t len, unsigned span, unsigned down, bool header)
{
	size_t cap = t->cap > 0 ? 2 * t->cap : FIRST_CAP;
	struct html_cell *grown;

	if (t->rows == 0)
		html_table_row(t);
	skip_taken(t);
	if (t->n == t->cap) {
		if ((grown = reallocarray(t->cells, cap, sizeof *grown)) == NULL) {
			t->failure = ST_NOMEM;
			return;
		}
		t->cells = grown;
		t->cap = cap;
	}
	span = span > 0 ? span : 1;
	if (t->next + span > HTML_TABLE_COLUMNS)
		span = t->next < HTML_TABLE_COLUMNS ? HTML_TABLE_COLUMNS - t->next : 1;
	t->cells[t->n] = (struct html_cell){ .text = strndup(text, len),
		.row = t->rows - 1,
		.col = t->next,
		.span = span,
		.header = header };
	if (t->cells[t->n++].text == NULL)
		t->failure = ST_NOMEM;
	for (unsigned i = 0; i < span && t->next + i < HTML_TABLE_COLUMNS; i++)
		t->down[t->next + i] = down > 1 && down <= SPAN_ROWS_MAX ? down - 1 : 0;
	t->next += span;
	if (t->next > t->columns)
		t->columns = t->next;
}

/* ---- aligned ---- */

struct grid {
	unsigned width[HTML_TABLE_COLUMNS];
	bool right[HTML_TABLE_COLUMNS]; /* figures, whose ends stand under one another */
};

/* Columns of the longest word. */
static unsigned longest_word(const char *s)
{
	unsigned longest = 0, width;
	size_t n;

	for (; *s != '\0'; s += n + (s[n] == ' ')) {
		n = strcspn(s, " ");
		width = wrap_width(s, n);
		longest = width > longest ? width : longest;
	}
	return longest;
}

/* A number, perhaps with its unit: "-1 234,5", "12 %", "€ 3". */
static bool is_figure(const char *s)
{
	size_t digits = 0, letters = 0, n = strlen(s);
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		i += utf8_next(s + i, n - i, &cp);
		digits += cp >= '0' && cp <= '9';
		letters += (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
	}
	return digits > 0 && letters == 0 && n < WORD_MAX;
}

/* Which columns hold figures, but for their headers. */
static void find_figures(const struct html_table *t, struct grid *g)
{
	bool other[HTML_TABLE_COLUMNS] = { false };

	for (size_t i = 0; i < t->n; i++) {
		const struct html_cell *c = &t->cells[i];

		if (c->header || c->span > 1 || c->text[0] == '\0')
			continue;
		if (is_figure(c->text))
			g->right[c->col] = true;
		else
			other[c->col] = true;
	}
	for (unsigned i = 0; i < t->columns; i++)
		g->right[i] = g->right[i] && !other[i];
}

/* Share the width out to the columns; false where their words do not fit. */
static bool find_widths(const struct html_table *t, struct grid *g)
{
	unsigned least[HTML_TABLE_COLUMNS] = { 0 }, wanted = 0, needed = 0, room;

	if (t->columns > HTML_TABLE_COLUMNS)
		return false;
	for (size_t i = 0; i < t->n; i++) {
		const struct html_cell *c = &t->cells[i];
		unsigned width = wrap_width(c->text, strlen(c->text)), word;

		if (c->span > 1)
			continue;
		word = longest_word(c->text);
		word = word < WORD_MAX ? word : WORD_MAX;
		least[c->col] = word > least[c->col] ? word : least[c->col];
		g->width[c->col] = width > g->width[c->col] ? width : g->width[c->col];
	}
	for (unsigned i = 0; i < t->columns; i++) {
		if (least[i] < WRAP_MIN)
			least[i] = g->width[i] < WRAP_MIN ? g->width[i] : WRAP_MIN;
		wanted += g->width[i] - least[i];
		needed += least[i] + (i > 0 ? GAP : 0);
	}
	if (needed > HTML_TABLE_WIDTH)
		return false;
	room = HTML_TABLE_WIDTH - needed;
	for (unsigned i = 0; i < t->columns && room < wanted; i++)
		g->width[i] = least[i] +
		    (unsigned)((uint64_t)room * (g->width[i] - least[i]) / wanted);
	return true;
}

static void put_spaces(struct buf *out, unsigned n)
{
	while (n-- > 0)
		buf_putc(out, ' ');
}

/* A cell being put on lines: what is left of it. */
struct column {
	struct buf lines;
	size_t at;
	unsigned start, width;
	bool right;
};

static void wrap_cell(const struct html_cell *c, const struct grid *g, struct column *out)
{
	out->at = 0;
	out->start = out->width = 0;
	for (unsigned i = 0; i < c->col; i++)
		out->start += g->width[i] + GAP;
	for (unsigned i = 0; i < c->span; i++)
		out->width += g->width[c->col + i] + (i > 0 ? GAP : 0);
	out->right = g->right[c->col] && c->span == 1;
	buf_reset(&out->lines);
	if (wrap_width(c->text, strlen(c->text)) <= out->width)
		buf_printf(&out->lines, "%s\n", c->text);
	else
		wrap_lines(&out->lines, c->text, strlen(c->text), out->width, "", "");
}

/* One line of all cells of a row; false where none has any left. */
static bool put_line(struct column *columns, size_t n, struct buf *line)
{
	unsigned at = 0;
	bool any = false;

	buf_reset(line);
	for (size_t i = 0; i < n; i++) {
		struct column *c = &columns[i];
		const char *s = buf_str(&c->lines) + c->at;
		size_t len = strcspn(s, "\n");
		unsigned width = wrap_width(s, len);

		if (*s == '\0')
			continue;
		any = true;
		c->at += len + 1;
		if (len == 0)
			continue;
		put_spaces(line, c->start > at ? c->start - at : 0);
		if (c->right && width < c->width)
			put_spaces(line, c->width - width);
		buf_add(line, s, len);
		at = c->start + (c->right && width < c->width ? c->width : width);
	}
	return any;
}

/* A preformatted line; the first begins the block. */
static void put_pre(struct doc *d, const char **alt, const struct buf *line)
{
	if (*alt != NULL)
		doc_pre_begin(d, *alt, strlen(*alt), buf_str(line), line->len);
	else
		doc_add(d, LINE_PRE, buf_str(line), line->len);
	*alt = NULL;
}

/* How many cells there are in the row of cells[0]; are all of them headers? */
static size_t row_cells(const struct html_cell *cells, size_t n, bool *headers)
{
	size_t k = 0;

	*headers = true;
	for (; k < n && cells[k].row == cells[0].row; k++)
		*headers = *headers && (cells[k].header || cells[k].text[0] == '\0');
	return k;
}

static void put_rule(
    const struct html_table *t, const struct grid *g, struct doc *d, const char **alt)
{
	struct buf line = BUF(SIZE_MAX / 4);

	for (unsigned i = 0; i < t->columns; i++) {
		put_spaces(&line, i > 0 ? GAP : 0);
		for (unsigned k = 0; k < g->width[i]; k++)
			buf_putc(&line, '-');
	}
	put_pre(d, alt, &line);
	buf_clear(&line);
}

static enum status put_aligned(
    const struct html_table *t, struct grid *g, const char *alt, struct doc *d)
{
	struct column columns[HTML_TABLE_COLUMNS] = { 0 };
	struct buf line = BUF(SIZE_MAX / 4);
	enum status st = ST_OK;
	bool headers, above = true;
	size_t n;

	find_figures(t, g);
	for (size_t i = 0; i < HTML_TABLE_COLUMNS; i++)
		columns[i].lines = (struct buf)BUF(SIZE_MAX / 4);
	for (size_t i = 0; i < t->n; i += n) {
		n = row_cells(t->cells + i, t->n - i, &headers);
		if (above && !headers && i > 0)
			put_rule(t, g, d, &alt);
		above = above && headers;
		for (size_t k = 0; k < n; k++)
			wrap_cell(&t->cells[i + k], g, &columns[k]);
		while (put_line(columns, n, &line))
			put_pre(d, &alt, &line);
	}
	for (size_t i = 0; i < HTML_TABLE_COLUMNS; i++) {
		if (st == ST_OK)
			st = buf_status(&columns[i].lines);
		buf_clear(&columns[i].lines);
	}
	st = st == ST_OK ? buf_status(&line) : st;
	buf_clear(&line);
	return st;
}

/* A row an item, for what is too wide. */
static enum status put_items(const struct html_table *t, struct doc *d)
{
	struct buf line = BUF(SIZE_MAX / 4);
	enum status st;

	for (size_t i = 0; i < t->n; i++) {
		if (i > 0 && t->cells[i].row == t->cells[i - 1].row)
			buf_puts(&line, line.len > 0 ? " | " : "");
		buf_puts(&line, t->cells[i].text);
		if (i + 1 < t->n && t->cells[i].row == t->cells[i + 1].row)
			continue;
		if (line.len > 0)
			doc_add(d, LINE_ITEM, line.data, line.len);
		if ((st = buf_status(&line)) != ST_OK)
			break;
		buf_reset(&line);
	}
	st = buf_status(&line);
	buf_clear(&line);
	return st;
}

/* The headers of the first row, else nothing: no word of ours stands in a document. */
static void make_alt(const struct html_table *t, const char *caption, struct buf *alt)
{
	bool headers;
	size_t n = row_cells(t->cells, t->n, &headers);

	if (caption[0] != '\0' || !headers)
		buf_puts(alt, caption);
	else
		for (size_t i = 0; i < n; i++)
			if (t->cells[i].text[0] != '\0')
				buf_printf(alt, "%s%s", alt->len > 0 ? ", " : "", t->cells[i].text);
}

enum status html_table_write(struct html_table *t, const char *caption, struct doc *d)
{
	struct buf alt = BUF(SIZE_MAX / 4);
	struct grid g = { 0 };
	enum status st = t->failure;

	if (st == ST_OK && t->n > 0) {
		make_alt(t, caption, &alt);
		if ((st = buf_status(&alt)) == ST_OK)
			st = find_widths(t, &g) ? put_aligned(t, &g, buf_str(&alt), d)
						: put_items(t, d);
	}
	buf_clear(&alt);
	html_table_clear(t);
	return st != ST_OK ? st : doc_status(d);
}
