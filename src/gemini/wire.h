/* gemini/wire.h -- what stands on a Gemini connection (specification 0.24.1) */
#ifndef GEMINI_WIRE_H
#define GEMINI_WIRE_H

#include "base/buf.h"
#include "text/uri.h"

#include <stdbool.h>
#include <stddef.h>

enum gemini_status {
	GEMINI_INPUT = 10,
	GEMINI_SUCCESS = 20,
	GEMINI_REDIRECT = 31, /* permanent: a page route's path never moves back */
	GEMINI_FAILURE = 40,
	GEMINI_UNAVAILABLE = 41,
	GEMINI_SLOW_DOWN = 44,
	GEMINI_NOT_FOUND = 51,
	GEMINI_GONE = 52,
	GEMINI_FOREIGN = 53,
	GEMINI_BAD_REQUEST = 59,
};

enum {
	GEMINI_PORT = 1965,
	GEMINI_META_MAX = 1024, /* bytes after the status and its space */
};

/* Who this server is. */
struct gemini_hosts {
	char *const *names; /* as uri_parse() gives hosts: lower case, ASCII */
	size_t n;
};

/*
 * Parse a request line, without its CR LF, that came in on `port`. GEMINI_SUCCESS, or with the
 * rule that it breaks in *e: GEMINI_BAD_REQUEST (what uri_parse() refuses; userinfo; a fragment)
 * or GEMINI_FOREIGN (another scheme or host; a port that is neither `port` nor, for servers behind
 * a redirection of ports, GEMINI_PORT). *out is zero unless GEMINI_SUCCESS.
 */
enum gemini_status gemini_parse(const char *line, size_t len, const struct gemini_hosts *hosts,
    unsigned port, struct uri *out, struct error *e);

/* Append "status meta\r\n"; meta is cut at GEMINI_META_MAX bytes and at its first control byte. */
void gemini_header(struct buf *out, enum gemini_status status, const char *meta);

#endif
