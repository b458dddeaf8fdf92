/* site/protocol.h -- what of a request and its answer is a protocol's own */
#ifndef SITE_PROTOCOL_H
#define SITE_PROTOCOL_H

#include "base/buf.h"
#include "site/site.h"

#include <stdbool.h>
#include <stddef.h>

struct protocol_kind {
	enum protocol protocol;
	const char *name; /* for the log */
	size_t line_max;  /* bytes of a request line, its end not counted */
	bool crlf;        /* the line ends by CR LF alone; else by LF, too */

	/*
	 * Read the request line, without its end, that came in on `port`. False: there is nothing
	 * to ask the site; *out is zero and *why one of the kinds that no site is asked for.
	 */
	bool (*parse)(const void *ctx, const char *line, size_t len, unsigned port,
	    struct request *out, enum answer_kind *why);

	/*
	 * Append the answer to *r, or that it cannot be given, as it goes on the wire; the status,
	 * as the log has it. *a lasts no longer where what is written does not.
	 */
	int (*write)(const void *ctx, const struct request *r, struct answer *a, struct buf *out);
};

/* Bytes of the largest answer: a static file whose every LF becomes CR LF, and its header. */
enum { PROTOCOL_ANSWER_MAX = 2 * SITE_FILE_MAX + 4096 };

#endif
