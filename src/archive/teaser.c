#include "archive/teaser.h"

#include "text/doc.h"
#include "text/gemtext.h"
#include "text/wrap.h"

#include <string.h>

/* Bytes of a body that are looked at: its first paragraph need not be whole. */
enum { LOOK_MAX = 2048 };

static const char *first_paragraph(const struct doc *d)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->lines[i].type == LINE_TEXT && d->lines[i].text[0] != '\0')
			return d->lines[i].text;
	return "";
}

enum status teaser_write(struct buf *out, const struct article *a)
{
	const char *text = a->summary != NULL ? a->summary : "";
	struct doc body;
	enum status st = ST_OK;

	doc_init(&body);
	if (text[0] == '\0' && a->body != NULL) {
		st = gemtext_read(a->body, strnlen(a->body, LOOK_MAX), &body);
		text = first_paragraph(&body);
	}
	if (st == ST_OK)
		st = wrap_cut(out, text, strlen(text), TEASER_COLUMNS, "...");
	doc_clear(&body);
	return st;
}
