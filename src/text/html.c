#include "text/html.h"

#include "text/html_act.h"
#include "text/html_kind.h"
#include "text/html_pre.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- paragraphs ---- */

static bool enter_block(struct html_writer *w, const GumboNode *node)
{
	(void)node;
	html_act_end(w);
	return true;
}

static void leave_block(struct html_writer *w, const GumboNode *node)
{
	(void)node;
	html_act_end(w);
}

static bool enter_break(struct html_writer *w, const GumboNode *node)
{
	(void)node;
	if (w->pre != NULL)
		buf_putc(&w->pre_text, '\n');
	else
		html_lines_break(&w->lines);
	return false;
}

static bool enter_rule(struct html_writer *w, const GumboNode *node)
{
	enter_block(w, node);
	html_lines_part(&w->lines);
	return false;
}

/* The page's title is its only heading of the first level. */
static bool enter_heading(struct html_writer *w, const GumboNode *node)
{
	html_act_end(w);
	if (!w->lines.one_line)
		w->lines.heading = node->v.element.tag <= GUMBO_TAG_H2 ? 2 : 3;
	return true;
}

static void leave_heading(struct html_writer *w, const GumboNode *node)
{
	(void)node;
	html_act_end(w);
	w->lines.heading = 0;
}

/* ---- lists ---- */

static struct html_list *innermost(struct html_writer *w)
{
	return w->lines.list > 0 && w->lines.list <= HTML_LISTS_MAX ? &w->lists[w->lines.list - 1]
								    : NULL;
}

static bool enter_list(struct html_writer *w, const GumboNode *node)
{
	struct html_list *list;

	html_act_end(w);
	if (w->lines.list++ == 0 && w->lines.quote == 0)
		html_lines_part(&w->lines);
	if ((list = innermost(w)) != NULL) {
		list->ordered = node->v.element.tag == GUMBO_TAG_OL;
		list->number = html_act_number(html_tree_attribute(node, "start"), 1) - 1;
	}
	return true;
}

static void leave_list(struct html_writer *w, const GumboNode *node)
{
	(void)node;
	html_act_end(w);
	if (--w->lines.list == 0 && w->lines.quote == 0)
		html_lines_part(&w->lines);
}

static bool enter_item(struct html_writer *w, const GumboNode *node)
{
	struct html_list *list = innermost(w);

	html_act_end(w);
	w->lines.item = true;
	w->lines.mark[0] = '\0';
	if (list != NULL && list->ordered) {
		list->number = html_act_number(
		    html_tree_attribute(node, "value"), list->number + 1);
		snprintf(w->lines.mark, sizeof w->lines.mark, "%ld. ", list->number);
	}
	return true;
}

static void leave_item(struct html_writer *w, const GumboNode *node)
{
	leave_block(w, node);
	w->lines.item = false;
}

/* A term, or a definition under it. */
static bool enter_term(struct html_writer *w, const GumboNode *node)
{
	(void)node;
	html_act_end(w);
	html_lines_part(&w->lines);
	return true;
}

static bool enter_detail(struct html_writer *w, const GumboNode *node)
{
	html_act_end(w);
	(void)node;
	w->lines.list++;
	w->lines.item = true;
	w->lines.mark[0] = '\0';
	return true;
}

static void leave_detail(struct html_writer *w, const GumboNode *node)
{
	leave_item(w, node);
	w->lines.list--;
}

/* A box of a form's own, as lists of things to do have it. */
static bool enter_input(struct html_writer *w, const GumboNode *node)
{
	const char *type = html_tree_attribute(node, "type");

	if (w->lines.list > 0 && type != NULL && strcasecmp(type, "checkbox") == 0)
		html_lines_text(
		    &w->lines, html_tree_attribute(node, "checked") != NULL ? "[x] " : "[ ] ", 4);
	return false;
}

static bool enter_quote(struct html_writer *w, const GumboNode *node)
{
	(void)node;
	html_act_end(w);
	if (w->lines.quote++ == 0)
		html_lines_part(&w->lines);
	return true;
}

static void leave_quote(struct html_writer *w, const GumboNode *node)
{
	(void)node;
	html_act_end(w);
	if (--w->lines.quote == 0)
		html_lines_part(&w->lines);
}

/* ---- preformatted ---- */

static bool enter_pre(struct html_writer *w, const GumboNode *node)
{
	html_act_end(w);
	if (!w->lines.one_line && w->pre == NULL) {
		w->pre = node;
		buf_reset(&w->pre_text);
	}
	return true;
}

static void leave_pre(struct html_writer *w, const GumboNode *node)
{
	if (w->pre != node) {
		html_act_end(w);
		return;
	}
	w->pre = NULL;
	html_lines_begin(&w->lines);
	html_act_note(w, buf_status(&w->pre_text));
	html_act_note(
	    w, html_pre_write(node, buf_str(&w->pre_text), w->pre_text.len, w->lines.doc));
	html_lines_links(&w->lines);
}

/* ---- within a line ---- */

static bool enter_link(struct html_writer *w, const GumboNode *node)
{
	if (w->link == NULL && w->pre == NULL && !w->words_only) {
		w->link = node;
		html_lines_open(&w->lines, html_tree_attribute(node, "href"));
	}
	return true;
}

static void leave_link(struct html_writer *w, const GumboNode *node)
{
	if (w->link != node)
		return;
	w->link = NULL;
	html_lines_close(&w->lines);
}

static bool enter_quoted(struct html_writer *w, const GumboNode *node)
{
	(void)node;
	html_lines_text(&w->lines, "“", strlen("“"));
	return true;
}

static void leave_quoted(struct html_writer *w, const GumboNode *node)
{
	(void)node;
	html_lines_text(&w->lines, "”", strlen("”"));
}

static bool enter_raised(struct html_writer *w, const GumboNode *node)
{
	if (w->raised == NULL && w->pre == NULL) {
		w->raised = node;
		html_lines_raise(&w->lines);
	}
	return true;
}

static void leave_raised(struct html_writer *w, const GumboNode *node)
{
	if (w->raised != node)
		return;
	w->raised = NULL;
	html_lines_lower(&w->lines);
}

/* ---- the walk ---- */

static bool enter_inline(struct html_writer *w, const GumboNode *node)
{
	(void)w;
	(void)node;
	return true;
}

static void leave_inline(struct html_writer *w, const GumboNode *node)
{
	(void)w;
	(void)node;
}

static bool enter_never(struct html_writer *w, const GumboNode *node)
{
	(void)w;
	(void)node;
	return false;
}

static const struct {
	bool (*enter)(struct html_writer *w, const GumboNode *node);
	void (*leave)(struct html_writer *w, const GumboNode *node);
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
	[HTML_IMAGE] = { html_act_enter_image, leave_inline },
	[HTML_FIGURE] = { html_act_enter_figure, html_act_leave_figure },
	[HTML_CAPTION] = { html_act_enter_caption, html_act_leave_caption },
	[HTML_TABLE] = { html_act_enter_table, html_act_leave_table },
	[HTML_TABLE_CAPTION] = { html_act_enter_table_caption, html_act_leave_table_caption },
	[HTML_ROW] = { html_act_enter_row, leave_block },
	[HTML_CELL] = { html_act_enter_cell, html_act_leave_cell },
	[HTML_MEDIA] = { html_act_enter_media, leave_inline },
	[HTML_QUOTED] = { enter_quoted, leave_quoted },
	[HTML_RAISED] = { enter_raised, leave_raised },
	[HTML_INPUT] = { enter_input, leave_inline },
};

static void put_words(struct html_writer *w, const char *s)
{
	if (w->pre != NULL)
		buf_puts(&w->pre_text, s);
	else if (w->data == NULL || w->in_cell)
		html_lines_text(&w->lines, s, strlen(s));
}

static bool enter(void *ctx, const GumboNode *node)
{
	struct html_writer *w = ctx;

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

static void writer_init(struct html_writer *w, const struct html_options *options, struct doc *d)
{
	*w = (struct html_writer){ .options = options,
		.pre_text = BUF(SIZE_MAX / 4),
		.table_caption = BUF(SIZE_MAX / 4) };
	html_lines_init(&w->lines, d, options->base);
	w->lines.keep_breaks = options->breaks;
}

static enum status writer_clear(struct html_writer *w)
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
	struct html_writer w;

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
	struct html_writer w;
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
