#include "archive/stems.h"

#include "archive/copies.h"
#include "text/stem.h"

#include <string.h>

static void add(struct stemmer *s, const char *text, size_t len, struct buf *out)
{
	struct stem_text walked = STEM_TEXT(text, len);
	const char *term;
	size_t n;

	while (stemmer_next(s, &walked, &term, &n)) {
		buf_add(out, term, n);
		buf_putc(out, ' ');
	}
}

enum status stems_of(struct archive *a, const char *lang, const struct buf *fold)
{
	size_t title = strlen(fold->data);
	enum status st = stemmer_language(a->stemmer, lang);

	buf_reset(&a->stems);
	if (st != ST_OK)
		return st;
	add(a->stemmer, fold->data, title, &a->stems);
	buf_putc(&a->stems, '\0');
	add(a->stemmer, fold->data + title + 1, fold->len - title - 1, &a->stems);
	return buf_status(&a->stems);
}

enum status stems_read(struct archive *a, const char *lang, const char *title, const char *body)
{
	enum status st = copies_fold(&a->scratch, title, body);

	return st == ST_OK ? stems_of(a, lang, &a->scratch) : st;
}
