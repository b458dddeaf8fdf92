/* base/buf.h -- a bounded, growing byte buffer */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Bytes that grow up to `max`. What would not fit, or finds no memory, is dropped whole and the
 * failure is kept: write as much as you like and ask buf_status() once, at the end. `data` is
 * always NUL-terminated once something was added (the NUL is not counted in `len`), and NULL
 * before. Owned by whoever initialised it; ended by buf_clear().
 */
struct buf {
	char *data;
	size_t len, cap;
	size_t max;          /* bytes, the NUL not counted */
	enum status failure; /* ST_OK, ST_TOOBIG or ST_NOMEM */
};

/* An empty buffer of at most `limit` bytes. */
#define BUF(limit)                                                                                 \
	{                                                                                          \
		.max = (limit)                                                                     \
	}

void buf_init(struct buf *b, size_t max);
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_putc(struct buf *b, char c);
void buf_puts(struct buf *b, const char *s);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Keep the first `len` bytes; at most what there is. */
void buf_truncate(struct buf *b, size_t len);

/* The first failure since the start, or ST_OK. */
enum status buf_status(const struct buf *b);

/* The bytes as a string: "" when empty, never NULL. Valid until the next write. */
const char *buf_str(const struct buf *b);

/* Hand the bytes over to the caller, who free()s them; NULL after a failure. *b is empty again. */
char *buf_take(struct buf *b);

/* Empty it, keeping the memory and forgetting the failure. */
void buf_reset(struct buf *b);

/* Free the memory; *b is empty and may be used again. */
void buf_clear(struct buf *b);

#endif
