/* text/html_act.h -- the elements of HTML that take more than a paragraph: pictures, tables */
#ifndef TEXT_HTML_ACT_H
#define TEXT_HTML_ACT_H

#include "text/html.h"
#include "text/html_lines.h"
#include "text/html_table.h"

enum { HTML_LISTS_MAX = 64 }; /* lists within one another that keep their numbers */

struct html_list {
	bool ordered;
	long number; /* of the last item */
};

/* What html.c is doing: where in the tree it is, as far as the lines have to know. */
struct html_writer {
	struct html_lines lines;
	const struct html_options *options;
	bool words_only;       /* html_text(): all on one line, no links */
	const GumboNode *link; /* the <a> that is open: in broken pages another may stand in it */
	const GumboNode *pre;  /* the outermost that is open */
	struct buf pre_text;
	const GumboNode *raised; /* a <sup> that is open */
	struct html_list lists[HTML_LISTS_MAX];
	const GumboNode *image; /* of the figure that is open, waiting for its caption */
	unsigned figures;
	const GumboNode *caption;
	const GumboNode *data; /* a table of data that is open: its text stands in cells alone */
	struct html_table table;
	struct buf table_caption;
	const GumboNode *titled, *title; /* the table of the figure that is open, its caption */
	bool in_cell;
};

/* End the paragraph that is open: with a space only, where all is to stand on one line. */
void html_act_end(struct html_writer *w);

/* Keep the first failure. */
void html_act_note(struct html_writer *w, enum status st);

/* A whole number as an attribute's value, or `otherwise`. */
long html_act_number(const char *value, long otherwise);

/* What to do at the start of an element (is what is in it gone through?) and at its end. */
bool html_act_enter_image(struct html_writer *w, const GumboNode *node);
bool html_act_enter_figure(struct html_writer *w, const GumboNode *node);
void html_act_leave_figure(struct html_writer *w, const GumboNode *node);
bool html_act_enter_caption(struct html_writer *w, const GumboNode *node);
void html_act_leave_caption(struct html_writer *w, const GumboNode *node);
bool html_act_enter_media(struct html_writer *w, const GumboNode *node);
bool html_act_enter_table(struct html_writer *w, const GumboNode *node);
void html_act_leave_table(struct html_writer *w, const GumboNode *node);
bool html_act_enter_row(struct html_writer *w, const GumboNode *node);
bool html_act_enter_cell(struct html_writer *w, const GumboNode *node);
void html_act_leave_cell(struct html_writer *w, const GumboNode *node);
bool html_act_enter_table_caption(struct html_writer *w, const GumboNode *node);
void html_act_leave_table_caption(struct html_writer *w, const GumboNode *node);

#endif
