#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAP = 256 };

static bool reserve(struct buf *b, size_t n)
{
	size_t cap;
	char *p;

	if (b->failure != ST_OK)
		return false;
	if (n > b->max || b->len > b->max - n) {
		b->failure = ST_TOOBIG;
		return false;
	}
	if (b->len + n < b->cap)
		return true;
	cap = b->cap > 0 ? b->cap : FIRST_CAP;
	while (cap <= b->len + n)
		cap *= 2;
	if ((p = realloc(b->data, cap)) == NULL) {
		b->failure = ST_NOMEM;
		return false;
	}
	b->data = p;
	b->cap = cap;
	return true;
}

void buf_init(struct buf *b, size_t max)
{
	*b = (struct buf)BUF(max);
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
	if (!reserve(b, n))
		return;
	if (n > 0)
		memcpy(b->data + b->len, bytes, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void buf_putc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	assert(n >= 0);
	if (!reserve(b, (size_t)n))
		return;
	va_start(ap, fmt);
	vsnprintf(b->data + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

void buf_truncate(struct buf *b, size_t len)
{
	if (len < b->len) {
		b->len = len;
		b->data[len] = '\0';
	}
}

enum status buf_status(const struct buf *b)
{
	return b->failure;
}

const char *buf_str(const struct buf *b)
{
	return b->data != NULL ? b->data : "";
}

char *buf_take(struct buf *b)
{
	char *p = NULL;

	buf_add(b, "", 0);
	if (b->failure == ST_OK) {
		p = b->data;
		b->data = NULL;
	}
	buf_clear(b);
	return p;
}

void buf_reset(struct buf *b)
{
	b->failure = ST_OK;
	buf_truncate(b, 0);
}

void buf_clear(struct buf *b)
{
	free(b->data);
	*b = (struct buf)BUF(b->max);
}
