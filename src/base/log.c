#define LIBBSD_OPENBSD_VIS /* only vis() is used, the same in both */
#include "base/log.h"

#include "base/clock.h"
#include "base/utf8.h"

#include <assert.h>
#include <bsd/vis.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	LOG_MODE = 0640, /* logs may name clients: not for everybody */
	VIS_MAX = 5,     /* vis(3): at most four characters and a NUL */
	BYTES_MAX = 4,   /* of a character in UTF-8 */
	VIS_FLAGS = VIS_CSTYLE | VIS_OCTAL | VIS_TAB | VIS_NL,
};

static const char *const level_names[] = {
	[LEVEL_ERROR] = "error",
	[LEVEL_WARN] = "warn",
	[LEVEL_INFO] = "info",
	[LEVEL_DEBUG] = "debug",
};

enum status log_open(struct log *log, const char *path, enum log_level level, struct error *e)
{
	*log = (struct log){ .fd = STDERR_FILENO, .level = level };
	if (path == NULL || *path == '\0')
		return ST_OK;
	log->fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, LOG_MODE);
	if (log->fd >= 0)
		return ST_OK;
	*log = (struct log){ .fd = STDERR_FILENO };
	return error_errno(e, "%s: cannot be opened for the log", path);
}

void log_close(struct log *log)
{
	if (log->fd > STDERR_FILENO)
		close(log->fd);
	log->fd = STDERR_FILENO;
}

/*
 * A character's bytes as vis(3) writes them in the C locale; in one of UTF-8 it takes a byte above
 * 0x7f for the character of that number, and lets it pass.
 */
static size_t escape(char out[BYTES_MAX * VIS_MAX], const char *s, size_t len)
{
	char *at = out;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c < 0x80)
			at = vis(at, c, VIS_FLAGS, 0);
		else
			at += snprintf(at, VIS_MAX, "\\%03o", c);
	}
	return (size_t)(at - out);
}

size_t log_visible(char *out, size_t size, const char *s, size_t len)
{
	size_t at = 0, step;
	char seen[BYTES_MAX * VIS_MAX];
	uint32_t cp;

	for (size_t i = 0; i < len; i += step) {
		const char *piece = s + i;
		size_t n;

		step = n = utf8_next(s + i, len - i, &cp);
		if (cp < 0x80 || !utf8_shown(cp) || (cp == UTF8_REPLACEMENT && n == 1)) {
			n = escape(seen, piece, step);
			piece = seen;
		}
		if (at + n >= size)
			break;
		memcpy(out + at, piece, n);
		at += n;
	}
	out[at] = '\0';
	return at;
}

void log_write(const struct log *log, enum log_level level, const char *fmt, ...)
{
	char text[LOG_LINE_MAX], line[LOG_LINE_MAX], now[CLOCK_RFC3339_SIZE];
	int saved = errno, head, len;
	size_t n;
	va_list ap;

	if (level > log->level)
		return;
	va_start(ap, fmt);
	len = vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	assert(len >= 0);
	n = (size_t)len < sizeof text ? (size_t)len : sizeof text - 1;
	clock_rfc3339(clock_now(), now);
	head = snprintf(line, sizeof line, "%s %s%s%s: ", now, level_names[level],
	    *log->who != '\0' ? " " : "", log->who);
	assert(head > 0);
	len = head + (int)log_visible(line + head, sizeof line - (size_t)head - 1, text, n);
	line[len] = '\n';
	/* There is nowhere to report to that the log itself cannot be written. */
	if (write(log->fd, line, (size_t)len + 1) < 0)
		errno = saved;
	errno = saved;
}
