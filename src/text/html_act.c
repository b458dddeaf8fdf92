#include "text/html_act.h"

#include "base/utf8.h"
#include "text/html_media.h"
#include "text/html_tree.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SPAN_MAX = 1000 }; /* HTML 4.9.11 */

void html_act_end(struct html_writer *w)
{
	if (w->pre != NULL && w->pre_text.len > 0 && w->pre_text.data[w->pre_text.len - 1] != '\n')
		buf_putc(&w->pre_text, '\n');
	else if (w->pre == NULL && w->lines.one_line)
		html_lines_text(&w->lines, " ", 1);
	else if (w->pre == NULL)
		html_lines_end(&w->lines);
}

long html_act_number(const char *value, long otherwise)
{
	char *end;
	long n;

	if (value == NULL)
		return otherwise;
	n = strtol(value, &end, 10);
	return end != value && n > INT32_MIN && n < INT32_MAX ? n : otherwise;
}

void html_act_note(struct html_writer *w, enum status st)
{
	if (w->lines.failure == ST_OK)
		w->lines.failure = st;
}

/* ---- pictures and films ---- */

bool html_act_enter_image(struct html_writer *w, const GumboNode *node)
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
static void end_image(struct html_writer *w)
{
	const char *alt = w->image != NULL ? html_media_alt(w->image) : NULL;

	if (alt != NULL)
		html_media_image(&w->lines, w->image, alt);
	w->image = NULL;
}

static bool is_element(const GumboNode *node, GumboTag tag)
{
	return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag;
}

/* A figure around a table of data: its caption is the table's. */
static void find_title(struct html_writer *w, const GumboNode *figure)
{
	const GumboVector *children = &figure->v.element.children;
	const GumboNode *table = NULL, *caption = NULL;

	for (unsigned i = 0; i < children->length; i++) {
		const GumboNode *child = children->data[i];

		if (table == NULL && is_element(child, GUMBO_TAG_TABLE))
			table = child;
		if (caption == NULL && is_element(child, GUMBO_TAG_FIGCAPTION))
			caption = child;
	}
	w->titled = w->title = NULL;
	if (table != NULL && caption != NULL && !w->lines.one_line && w->pre == NULL &&
	    html_table_is_data(table)) {
		w->titled = table;
		w->title = caption;
	}
}

bool html_act_enter_figure(struct html_writer *w, const GumboNode *node)
{
	end_image(w);
	html_act_end(w);
	w->figures++;
	find_title(w, node);
	return true;
}

void html_act_leave_figure(struct html_writer *w, const GumboNode *node)
{
	(void)node;
	end_image(w);
	html_act_end(w);
	w->figures--;
}

bool html_act_enter_caption(struct html_writer *w, const GumboNode *node)
{
	html_act_end(w);
	if (node == w->title)
		return false;
	if (w->image != NULL && w->caption == NULL && !w->lines.one_line) {
		w->caption = node;
		w->lines.one_line = true;
	}
	return true;
}

void html_act_leave_caption(struct html_writer *w, const GumboNode *node)
{
	struct buf text = BUF(SIZE_MAX / 4);

	if (w->caption != node) {
		html_act_end(w);
		return;
	}
	w->caption = NULL;
	w->lines.one_line = false;
	html_lines_take(&w->lines, &text);
	/* A figure within the caption has ended the picture. */
	if (text.len > 0 && (w->image == NULL || !html_media_image(&w->lines, w->image, text.data)))
		html_lines_text(&w->lines, text.data, text.len);
	if (text.len > 0)
		w->image = NULL;
	html_act_note(w, buf_status(&text));
	buf_clear(&text);
	html_act_end(w);
}

bool html_act_enter_media(struct html_writer *w, const GumboNode *node)
{
	if (!w->words_only && w->pre == NULL)
		html_media_film(&w->lines, node);
	return false;
}

/* ---- tables ---- */

bool html_act_enter_table(struct html_writer *w, const GumboNode *node)
{
	html_act_end(w);
	if (w->lines.one_line || w->pre != NULL || !html_table_is_data(node))
		return true;
	w->data = node;
	w->lines.one_line = true;
	return true;
}

/* html_tree_walk() */
static bool add_words(void *ctx, const GumboNode *node)
{
	struct buf *text = ctx;

	if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE)
		buf_puts(text, node->v.text.text);
	return true;
}

static void pass(void *ctx, const GumboNode *node)
{
	(void)ctx;
	(void)node;
}

/* The caption of the figure around the table, where the table has none of its own. */
static void take_title(struct html_writer *w)
{
	struct buf text = BUF(SIZE_MAX / 4);

	html_tree_walk(w->title, add_words, pass, &text);
	html_act_note(w, buf_status(&text));
	html_act_note(w, utf8_clean_line(&w->table_caption, buf_str(&text), text.len));
	buf_clear(&text);
}

/* Above the table, as few readers are shown its alt text. */
static void put_caption(struct html_writer *w)
{
	if (w->table_caption.len == 0)
		return;
	html_lines_text(&w->lines, w->table_caption.data, w->table_caption.len);
	html_lines_text_end(&w->lines);
}

void html_act_leave_table(struct html_writer *w, const GumboNode *node)
{
	if (w->data != node) {
		html_act_end(w);
		return;
	}
	w->data = NULL;
	w->lines.one_line = false;
	if (node == w->titled && w->table_caption.len == 0)
		take_title(w);
	put_caption(w);
	html_lines_begin(&w->lines);
	html_act_note(w, buf_status(&w->table_caption));
	html_act_note(w, html_table_write(&w->table, buf_str(&w->table_caption), w->lines.doc));
	buf_reset(&w->table_caption);
	html_lines_links(&w->lines);
}

bool html_act_enter_row(struct html_writer *w, const GumboNode *node)
{
	(void)node;
	if (w->data != NULL)
		html_table_row(&w->table);
	else
		html_act_end(w);
	return true;
}

bool html_act_enter_cell(struct html_writer *w, const GumboNode *node)
{
	(void)node;
	if (w->data != NULL)
		w->in_cell = true;
	else if (w->pre == NULL)
		html_act_end(w);
	return true;
}

/* Columns or rows that a cell takes (HTML 4.9.11). */
static unsigned span_of(const GumboNode *cell, const char *name)
{
	long n = html_act_number(html_tree_attribute(cell, name), 1);

	return n >= 1 && n <= SPAN_MAX ? (unsigned)n : 1;
}

void html_act_leave_cell(struct html_writer *w, const GumboNode *node)
{
	struct buf text = BUF(SIZE_MAX / 4), clean = BUF(SIZE_MAX / 4);

	if (w->data == NULL) {
		if (w->pre == NULL)
			html_act_end(w);
		return;
	}
	w->in_cell = false;
	html_lines_take(&w->lines, &text);
	html_act_note(w, buf_status(&text));
	html_act_note(w, utf8_clean_line(&clean, buf_str(&text), text.len));
	html_table_cell(&w->table, buf_str(&clean), clean.len, span_of(node, "colspan"),
	    span_of(node, "rowspan"), node->v.element.tag == GUMBO_TAG_TH);
	buf_clear(&clean);
	buf_clear(&text);
}

bool html_act_enter_table_caption(struct html_writer *w, const GumboNode *node)
{
	(void)node;
	html_act_end(w);
	w->in_cell = w->data != NULL;
	return true;
}

void html_act_leave_table_caption(struct html_writer *w, const GumboNode *node)
{
	(void)node;
	html_act_end(w);
	w->in_cell = false;
	if (w->data != NULL)
		html_lines_take(&w->lines, &w->table_caption);
}
