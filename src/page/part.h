/* page/part.h -- a long body cut into parts that a slow line or an old machine can take */
#ifndef PAGE_PART_H
#define PAGE_PART_H

#include "text/doc.h"

#include <stdbool.h>
#include <stddef.h>

enum part_start {
	PART_LINE, /* at the beginning of a line */
	PART_TEXT, /* within a paragraph */
	PART_PRE,  /* within a preformatted block */
};

/* A stretch of a body (gemtext), of at most PAGE_PART_MAX bytes. */
struct part {
	size_t from, len;
	enum part_start start;
	enum part_start next; /* how the one after it starts */
	bool begun;           /* false only before the first */
};

/*
 * Go on to the next part of body[0..len); *p is zero before the first. False after the last; an
 * empty body has one. Parts end before a paragraph where they can, never between a heading and
 * what follows it; within a preformatted block or a paragraph only where that alone is longer than
 * a part.
 */
bool part_next(const char *body, size_t len, struct part *p);

/* Append what part *p of the body says. */
enum status part_read(const char *body, const struct part *p, struct doc *d);

#endif
