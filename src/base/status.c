#include "base/status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const texts[ST_COUNT] = {
	[ST_OK] = "done",
	[ST_NOTFOUND] = "not found",
	[ST_GONE] = "removed",
	[ST_INVALID] = "invalid",
	[ST_TOOBIG] = "too big",
	[ST_BUSY] = "busy",
	[ST_IO] = "input/output error",
	[ST_DB] = "archive error",
	[ST_CRYPTO] = "TLS library error",
	[ST_NOMEM] = "out of memory",
	[ST_LATE] = "took too long",
};

const char *status_text(enum status st)
{
	return (unsigned)st < ST_COUNT ? texts[st] : "unknown";
}

enum status error_set(struct error *e, enum status st, const char *fmt, ...)
{
	int saved = errno;
	va_list ap;

	if (e != NULL) {
		va_start(ap, fmt);
		vsnprintf(e->text, sizeof e->text, fmt, ap);
		va_end(ap);
	}
	errno = saved;
	return st;
}

enum status error_errno(struct error *e, const char *fmt, ...)
{
	int saved = errno;
	size_t n;
	va_list ap;

	if (e != NULL) {
		va_start(ap, fmt);
		vsnprintf(e->text, sizeof e->text, fmt, ap);
		va_end(ap);
		n = strlen(e->text);
		snprintf(e->text + n, sizeof e->text - n, ": %s", strerror(saved));
	}
	errno = saved;
	return saved == ENOMEM ? ST_NOMEM : ST_IO;
}
