/* base/log.h -- one line a message, to stderr or a file, safe against what it quotes */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/status.h"

#include <stddef.h>

enum log_level {
	LEVEL_ERROR,
	LEVEL_WARN,
	LEVEL_INFO,
	LEVEL_DEBUG,
};

/* A message longer than this is cut. */
enum { LOG_LINE_MAX = 4096 };

struct log {
	int fd;               /* written with one write(2) a line */
	enum log_level level; /* messages above it are dropped */
	char who[24];         /* the process: "supervisor", "worker 2"; "" for a command */
};

/* Append to the file `path`, or to stderr where it is NULL or "". */
enum status log_open(struct log *log, const char *path, enum log_level level, struct error *e);
void log_close(struct log *log);

/*
 * "2023-06-14T09:30:00Z warn worker 2: text\n". Of the text, bytes that are no UTF-8 and
 * characters that may not be shown (utf8_shown) are written as vis(3) does, whole, in any locale,
 * so that nothing quoted can forge, break or turn round a line.
 */
void log_write(const struct log *log, enum log_level level, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Write s as log_write() would, on one line and NUL-terminated, into out[0..size), size > 0; what
 * does not fit is left out. Returns its length. For whatever else quotes bytes from outside.
 */
size_t log_visible(char *out, size_t size, const char *s, size_t len);

#endif
