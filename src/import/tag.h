/* import/tag.h -- HTML looked through tag by tag, without a tree */
#ifndef IMPORT_TAG_H
#define IMPORT_TAG_H

#include <stdbool.h>
#include <stddef.h>

enum tag_kind { TAG_OPEN, TAG_CLOSE, TAG_COMMENT };

/* It points into the text. */
struct tag {
	enum tag_kind kind;
	const char *name; /* of an element, or what a comment holds; not NUL-terminated */
	size_t len;
	const char *end; /* behind it */
};

/* A text being looked through, from its start to its end; what was looked for in vain is kept, so
 * that the time is linear in its length. Needs no clearing. */
struct tag_scan {
	const char *end;
	const char *from, *gt; /* the next ">" from there on; NULL: not known */
	bool open_comment;     /* no comment ends any more */
	unsigned unclosed;     /* raw elements that are not closed any more, a bit each */
};

void tag_scan_init(struct tag_scan *t, const char *end);

/* Is there a tag or a comment at s, which is a "<"? Places are asked for in their order, or nearly.
 */
bool tag_at(struct tag_scan *t, const char *s, struct tag *out);

/* Is it one of that element, whatever its case? */
bool tag_is(const struct tag *tag, const char *name);

/*
 * Behind the end tag of an element that opens with `open` and within which white space means what
 * it says: <pre>, <script>, <style>, <textarea>, with `code` <code> too. NULL for any other, and
 * where it is never closed.
 */
const char *tag_raw_end(struct tag_scan *t, const struct tag *open, bool code);

#endif
