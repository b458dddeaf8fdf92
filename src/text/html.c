#include "text/html.h"

#include "base/utf8.h"
#include "text/html_kind.h"
#include "text/html_lines.h"
#include "text/html_media.h"
#include "text/html_pre.h"
#include "text/html_table.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	LISTS_MAX = 64,  /* lists within one another that keep their numbers */
	SPAN_MAX = 1000, /* HTML 4.9.11 */
};

struct list {
	bool ordered;
	long number; /* of the last item */
};

struct writer {
	struct html_lines lines;
	const struct html_options *options;
	bool words_only;       /* html_text(): all on one line, no links */
	const GumboNode *link; /* the <a> that is open: in broken pages another may stand in it */
	const GumboNode *pre;  /* the outermost that is open */
	struct buf pre_text;
	const GumboNode *raised; /* a <sup> that is open */
	struct list lists[LISTS_MAX];
	const GumboNode *image; /* of the figure that is open, waiting for its caption */
	unsigned figures;
	const GumboNode *caption;
	const GumboNode *data; /* a table of data that is open: its text stands in cells alone */
	struct html_table table;
	struct buf table_caption;
	bool in_cell;
};

static const char *attribute(const GumboNode *node, const char *name)
{
	return html_tree_attribute(node, name);
}

/* ---- paragraphs ---- */

static void end_paragraph(struct writer *w)
{
	if (w->pre != NULL && w->pre_text.len > 0 && w->pre_text.data[w->pre_text.len - 1] != '\n')
		buf_putc(&w->pre_text, '\n');
	else if (w->pre == NULL && w->lines.one_line)
		html_lines_text(&w->lines, " ", 1);
	else if (w->pre == NULL)
		html_lines_end(&w->lines);
}

static bool enter_block(struct writer *w, const GumboNode *node)
{
	(void)node;
	end_paragraph(w);
	return true;
}

static void leave_block(struct writer *w, const GumboNode *node)
{
	(void)node;
	end_paragraph(w);
}

static bool enter_break(struct writer *w, const GumboNode *node)
{
	(void)node;
	if (w->pre != NULL)
		buf_putc(&w->pre_text, '\n');
	else
		html_lines_break(&w->lines);
	return false;
}

static bool enter_rule(struct writer *w, const GumboNode *node)
{
	enter_block(w, node);
	html_lines_part(&w->lines);
	return false;
}

/* The page's title is its only heading of the first level. */
static bool enter_heading(struct writer *w, const GumboNode *node)
{
	end_paragraph(w);
	if (!w->lines.one_line)
		w->lines.heading = node->v.element.tag <= GUMBO_TAG_H2 ? 2 : 3;
	return true;
}

static void leave_heading(struct writer *w, const GumboNode *node)
{
	(void)node;
	end_paragraph(w);
	w->lines.heading = 0;
}

/* ---- lists ---- */

static long number_of(const char *value, long otherwise)
{
	char *end;
	long n;

	if (value == NULL)
		return otherwise;
	n = strtol(value, &end, 10);
	return end != value && n > INT32_MIN && n < INT32_MAX ? n : otherwise;
}

static struct list *innermost(struct writer *w)
{
	return w->lines.list > 0 && w->lines.list <= LISTS_MAX ? &w->lists[w->lines.list - 1]
							       : NULL;
}

static bool enter_list(struct writer *w, const GumboNode *node)
{
	struct list *list;

	end_paragraph(w);
	if (w->lines.list++ == 0 && w->lines.quote == 0)
		html_lines_part(&w->lines);
	if ((list = innermost(w)) != NULL) {
		list->ordered = node->v.element.tag == GUMBO_TAG_OL;
		list->number = number_of(attribute(node, "start"), 1) - 1;
	}
	return true;
}

static void leave_list(struct writer *w, const GumboNode *node)
{
	(void)node;
	end_paragraph(w);
	if (--w->lines.list == 0 && w->lines.quote == 0)
		html_lines_part(&w->lines);
}

static bool enter_item(struct writer *w, const GumboNode *node)
{
	struct list *list = innermost(w);

	end_paragraph(w);
	w->lines.item = true;
	w->lines.mark[0] = '\0';
	if (list != NULL && list->ordered) {
		list->number = number_of(attribute(node, "value"), list->number + 1);
		snprintf(w->lines.mark, sizeof w->lines.mark, "%ld. ", list->number);
	}
	return true;
}

static void leave_item(struct writer *w, const GumboNode *node)
{
	leave_block(w, node);
	w->lines.item = false;
}

/* A term, or a definition under it. */
static bool enter_term(struct writer *w, const GumboNode *node)
{
	(void)node;
	end_paragraph(w);
	html_lines_part(&w->lines);
	return true;
}

static bool enter_detail(struct writer *w, const GumboNode *node)
{
	end_paragraph(w);
	(void)node;
	w->lines.list++;
	w->lines.item = true;
	w->lines.mark[0] = '\0';
	return true;
}

static void leave_detail(struct writer *w, const GumboNode *node)
{
	leave_item(w, node);
	w->lines.list--;
}

/* A box of a form's own, as lists of things to do have it. */
static bool enter_input(struct writer *w, const GumboNode *node)
{
	const char *type = attribute(node, "type");

	if (w->lines.list > 0 && type != NULL && strcasecmp(type, "checkbox") == 0)
		html_lines_text(&w->lines, attribute(node, "checked") != NULL ? "[x] " : "[ ] ", 4);
	return false;
}

static bool enter_quote(struct writer *w, const GumboNode *node)
{
	(void)node;
	end_paragraph(w);
	if (w->lines.quote++ == 0)
		html_lines_part(&w->lines);
	return true;
}

static void leave_quote(struct writer *w, const GumboNode *node)
{
	(void)node;
	end_paragraph(w);
	if (--w->lines.quote == 0)
		html_lines_part(&w->lines);
}

/* ---- preformatted ---- */

static bool enter_pre(struct writer *w, const GumboNode *node)
{
	end_paragraph(w);
	if (!w->lines.one_line && w->pre == NULL) {
		w->pre = node;
		buf_reset(&w->pre_text);
	}
	return true;
}

static void note(struct writer *w, enum status st)
{
	if (w->lines.failure == ST_OK)
		w->lines.failure = st;
}

static void leave_pre(struct writer *w, const GumboNode *node)
{
	if (w->pre != node) {
		end_paragraph(w);
		return;
	}
	w->pre = NULL;
	html_lines_begin(&w->lines);
	note(w, buf_status(&w->pre_text));
	note(w, html_pre_write(node, buf_str(&w->pre_text), w->pre_text.len, w->lines.doc));
	html_lines_links(&w->lines);
}

/* ---- within a line ---- */

static bool enter_link(struct writer *w, const GumboNode *node)
{
	if (w->link == NULL && w->pre == NULL && !w->words_only) {
		w->link = node;
		html_lines_open(&w->lines, attribute(node, "href"));
	}
	return true;
}

static void leave_link(struct writer *w, const GumboNode *node)
{
	if (w->link != node)
		return;
	w->link = NULL;
	html_lines_close(&w->lines);
}

static bool enter_quoted(struct writer *w, const GumboNode *node)
{
	(void)node;
	html_lines_text(&w->lines, "“", strlen("“"));
	return true;
}

static void leave_quoted(struct writer *w, const GumboNode *node)
{
	(void)node;
	html_lines_text(&w->lines, "”", strlen("”"));
}

static bool enter_raised(struct writer *w, const GumboNode *node)
{
	if (w->raised == NULL && w->pre == NULL) {
		w->raised = node;
		html_lines_raise(&w->lines);
	}
	return true;
}

static void leave_raised(struct writer *w, const GumboNode *node)
{
	if (w->raised != node)
		return;
	w->raised = NULL;
	html_lines_lower(&w->lines);
}

/* ---- pictures and films ---- */

static bool enter_image(struct writer *w, const GumboNode *node)
{
	const char *alt = html_media_alt(node);

	if (w->words_only || w->pre != NULL)
		return false;
	if (w->figures > 0 && w->caption == NULL && w->image == NULL)
		w->image = node;
	else if (w->figures == 0 && alt != NULL && w->link != NULL)
		html_lines_label(&w->lines, alt);
	else if (w->figures == 0 && alt != NULL)
		html_media_image(&w->lines, node, alt);
	return false;
}

/* The picture that has waited for a caption has none. */
static void end_image(struct writer *w)
{
	const char *alt = w->image != NULL ? html_media_alt(w->image) : NULL;

	if (alt != NULL)
		html_media_image(&w->lines, w->image, alt);
	w->image = NULL;
}

static bool enter_figure(struct writer *w, const GumboNode *node)
{
	(void)node;
	end_image(w);
	end_paragraph(w);
	w->figures++;
	return true;
}

static void leave_figure(struct writer *w, const GumboNode *node)
{
	(void)node;
	end_image(w);
	end_paragraph(w);
	w->figures--;
}

static bool enter_caption(struct writer *w, const GumboNode *node)
{
	end_paragraph(w);
	if (w->image != NULL && w->caption == NULL && !w->lines.one_line) {
		w->caption = node;
		w->lines.one_line = true;
	}
	return true;
}

static void leave_caption(struct writer *w, const GumboNode *node)
{
	struct buf text = BUF(SIZE_MAX / 4);

	if (w->caption != node) {
		end_paragraph(w);
		return;
	}
	w->caption = NULL;
	w->lines.one_line = false;
	html_lines_take(&w->lines, &text);
	if (text.len > 0 && !html_media_image(&w->lines, w->image, text.data))
		html_lines_text(&w->lines, text.data, text.len);
	if (text.len > 0)
		w->image = NULL;
	note(w, buf_status(&text));
	buf_clear(&text);
	end_paragraph(w);
}

static bool enter_media(struct writer *w, const GumboNode *node)
{
	if (!w->words_only && w->pre == NULL)
		html_media_film(&w->lines, node);
	return false;
}

/* ---- tables ---- */

static bool enter_table(struct writer *w, const GumboNode *node)
{
	end_paragraph(w);
	if (w->lines.one_line || w->pre != NULL || !html_table_is_data(node))
		return true;
	w->data = node;
	w->lines.one_line = true;
	return true;
}

/* Above the table, as few readers are shown its alt text. */
static void put_caption(struct writer *w)
{
	if (w->table_caption.len == 0)
		return;
	html_lines_text(&w->lines, w->table_caption.data, w->table_caption.len);
	html_lines_text_end(&w->lines);
}

static void leave_table(struct writer *w, const GumboNode *node)
{
	if (w->data != node) {
		end_paragraph(w);
		return;
	}
	w->data = NULL;
	w->lines.one_line = false;
	put_caption(w);
	html_lines_begin(&w->lines);
	note(w, buf_status(&w->table_caption));
	note(w, html_table_write(&w->table, buf_str(&w->table_caption), w->lines.doc));
	buf_reset(&w->table_caption);
	html_lines_links(&w->lines);
}

static bool enter_row(struct writer *w, const GumboNode *node)
{
	(void)node;
	if (w->data != NULL)
		html_table_row(&w->table);
	else
		end_paragraph(w);
	return true;
}

static bool enter_cell(struct writer *w, const GumboNode *node)
{
	(void)node;
	if (w->data != NULL)
		w->in_cell = true;
	else if (w->pre == NULL)
		end_paragraph(w);
	return true;
}

/* Columns or rows that a cell takes (HTML 4.9.11). */
static unsigned span_of(const GumboNode *cell, const char *name)
{
	long n = number_of(attribute(cell, name), 1);

	return n >= 1 && n <= SPAN_MAX ? (unsigned)n : 1;
}

static void leave_cell(struct writer *w, const GumboNode *node)
{
	struct buf text = BUF(SIZE_MAX / 4), clean = BUF(SIZE_MAX / 4);

	if (w->data == NULL) {
		if (w->pre == NULL)
			end_paragraph(w);
		return;
	}
	w->in_cell = false;
	html_lines_take(&w->lines, &text);
	note(w, buf_status(&text));
	note(w, utf8_clean_line(&clean, buf_str(&text), text.len));
	html_table_cell(&w->table, buf_str(&clean), clean.len, span_of(node, "colspan"),
	    span_of(node, "rowspan"), node->v.element.tag == GUMBO_TAG_TH);
	buf_clear(&clean);
	buf_clear(&text);
}

static bool enter_table_caption(struct writer *w, const GumboNode *node)
{
	(void)node;
	end_paragraph(w);
	w->in_cell = w->data != NULL;
	return true;
}

static void leave_table_caption(struct writer *w, const GumboNode *node)
{
	(void)node;
	end_paragraph(w);
	w->in_cell = false;
	if (w->data != NULL)
		html_lines_take(&w->lines, &w->table_caption);
}

/* ---- the walk ---- */

static bool enter_inline(struct writer *w, const GumboNode *node)
{
	(void)w;
	(void)node;
	return true;
}

static void leave_inline(struct writer *w, const GumboNode *node)
{
	(void)w;
	(void)node;
}

static bool enter_never(struct writer *w, const GumboNode *node)
{
	(void)w;
	(void)node;
	return false;
}

static const struct {
	bool (*enter)(struct writer *w, const GumboNode *node);
	void (*leave)(struct writer *w, const GumboNode *node);
} acts[HTML_COUNT] = {
	[HTML_INLINE] = { enter_inline, leave_inline },
	[HTML_NEVER] = { enter_never, leave_inline },
	[HTML_BLOCK] = { enter_block, leave_block },
	[HTML_BREAK] = { enter_break, leave_inline },
	[HTML_RULE] = { enter_rule, leave_inline },
	[HTML_HEADING] = { enter_heading, leave_heading },
	[HTML_LIST] = { enter_list, leave_list },
	[HTML_ITEM] = { enter_item, leave_item },
	[HTML_TERM] = { enter_term, leave_block },
	[HTML_DETAIL] = { enter_detail, leave_detail },
	[HTML_QUOTE] = { enter_quote, leave_quote },
	[HTML_PRE] = { enter_pre, leave_pre },
	[HTML_LINK] = { enter_link, leave_link },
	[HTML_IMAGE] = { enter_image, leave_inline },
	[HTML_FIGURE] = { enter_figure, leave_figure },
	[HTML_CAPTION] = { enter_caption, leave_caption },
	[HTML_TABLE] = { enter_table, leave_table },
	[HTML_TABLE_CAPTION] = { enter_table_caption, leave_table_caption },
	[HTML_ROW] = { enter_row, leave_block },
	[HTML_CELL] = { enter_cell, leave_cell },
	[HTML_MEDIA] = { enter_media, leave_inline },
	[HTML_QUOTED] = { enter_quoted, leave_quoted },
	[HTML_RAISED] = { enter_raised, leave_raised },
	[HTML_INPUT] = { enter_input, leave_inline },
};

static void put_words(struct writer *w, const char *s)
{
	if (w->pre != NULL)
		buf_puts(&w->pre_text, s);
	else if (w->data == NULL || w->in_cell)
		html_lines_text(&w->lines, s, strlen(s));
}

static bool enter(void *ctx, const GumboNode *node)
{
	struct writer *w = ctx;

	switch (node->type) {
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_WHITESPACE:
	case GUMBO_NODE_CDATA:
		put_words(w, node->v.text.text);
		return false;
	case GUMBO_NODE_COMMENT:
		return false;
	case GUMBO_NODE_DOCUMENT:
		return true;
	case GUMBO_NODE_ELEMENT:
	case GUMBO_NODE_TEMPLATE:
		break;
	}
	if (html_lines_status(&w->lines) != ST_OK || html_kind_hidden(node) ||
	    (w->options->skip != NULL && w->options->skip(w->options->ctx, node)))
		return false;
	return acts[html_kind_of(node)].enter(w, node);
}

static void leave(void *ctx, const GumboNode *node)
{
	acts[html_kind_of(node)].leave(ctx, node);
}

static void writer_init(struct writer *w, const struct html_options *options, struct doc *d)
{
	*w = (struct writer){ .options = options,
		.pre_text = BUF(SIZE_MAX / 4),
		.table_caption = BUF(SIZE_MAX / 4) };
	html_lines_init(&w->lines, d, options->base);
}

static enum status writer_clear(struct writer *w)
{
	enum status st = html_lines_status(&w->lines);

	html_lines_clear(&w->lines);
	html_table_clear(&w->table);
	buf_clear(&w->pre_text);
	buf_clear(&w->table_caption);
	return st;
}

enum status html_write(const GumboNode *node, const struct html_options *options, struct doc *d)
{
	static const struct html_options none;
	struct writer w;

	writer_init(&w, options != NULL ? options : &none, d);
	html_tree_walk(node, enter, leave, &w);
	html_lines_end(&w.lines);
	return writer_clear(&w);
}

enum status html_read(
    const char *s, size_t len, const struct html_options *options, struct doc *d, struct error *e)
{
	struct html_tree *t;
	enum status st;

	if ((st = html_tree_parse(s, len, &t, e)) != ST_OK)
		return st;
	if ((st = html_write(html_tree_document(t), options, d)) != ST_OK)
		error_set(e, st, "%s", status_text(st));
	html_tree_free(t);
	return st;
}

enum status html_text(const char *s, size_t len, struct buf *out, struct error *e)
{
	static const struct html_options none;
	struct html_tree *t;
	struct writer w;
	struct doc d;
	enum status st;

	if ((st = html_tree_parse(s, len, &t, e)) != ST_OK)
		return st;
	doc_init(&d);
	writer_init(&w, &none, &d);
	w.words_only = w.lines.one_line = true;
	html_tree_walk(html_tree_document(t), enter, leave, &w);
	html_lines_take(&w.lines, out);
	st = writer_clear(&w);
	html_tree_free(t);
	doc_clear(&d);
	if (st == ST_OK)
		st = buf_status(out);
	return st == ST_OK ? st : error_set(e, st, "%s", status_text(st));
}
