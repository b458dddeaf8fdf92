/* import/block.h -- plain text as blocks of lines, parted by blank lines */
#ifndef IMPORT_BLOCK_H
#define IMPORT_BLOCK_H

#include "base/buf.h"
#include "base/status.h"
#include "text/doc.h"

#include <stdbool.h>
#include <stddef.h>

/* A line without the white space around it; it points into the text. */
struct span {
	const char *s;
	size_t len;         /* bytes, at least 1 */
	unsigned long line; /* in the text, from 1 */
};

struct block {
	const struct span *lines;
	size_t n; /* at least 1 */
};

struct blocks {
	struct span *lines;
	struct block *items;
	size_t n;
};

/*
 * Split text[0..len), in the form that utf8_clean() gives, which stays the caller's and must
 * outlive *out. A line of white space and invisible marks is blank. ST_OK or ST_NOMEM; *out is
 * ended by block_clear().
 */
enum status block_split(const char *text, size_t len, struct blocks *out);
void block_clear(struct blocks *b);

/* The first newline of [s, end), or end. */
const char *block_line_end(const char *s, const char *end);

/* What ends a piece of text. */
enum ending {
	ENDING_OPEN,     /* a letter, a digit, a bracket */
	ENDING_PAUSE,    /* comma, semicolon, colon */
	ENDING_STOP,     /* full stop */
	ENDING_ASKS,     /* question or exclamation mark, closing quotation mark */
	ENDING_ELLIPSIS, /* it was cut: cut_mark() */
};
enum ending block_ending(const char *s, size_t len);

/* The length of a bullet ("- ", "* ") or number ("1. ", "2) ") at the start, or 0. */
size_t block_bullet(const char *s, size_t len);
size_t block_number(const char *s, size_t len, unsigned *number);

/* Does it begin with a small letter, or with a capital one? Neither for scripts without case. */
bool block_begins_small(const char *s, size_t len);
bool block_begins_capital(const char *s, size_t len);

/* Are the lines one paragraph that was broken to fit a width, rather than one each? */
bool block_is_wrapped(const struct block *b);

/* Append the lines, parted by a space. */
void block_join(const struct block *b, struct buf *out);

/*
 * Append the block to *d: as one paragraph if it was wrapped, else each line as one, or, where two
 * or more in a row have bullets, as list items. Paragraphs are parted by blank lines.
 */
enum status block_write(const struct block *b, struct doc *d);

/* Append a whole text, block by block. ST_OK, ST_TOOBIG or ST_NOMEM. */
enum status block_write_text(const char *text, size_t len, struct doc *d);

#endif
