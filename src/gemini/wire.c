#include "gemini/wire.h"

#include <string.h>

static bool is_ours(const struct gemini_hosts *hosts, const char *host)
{
	for (size_t i = 0; i < hosts->n; i++)
		if (strcmp(hosts->names[i], host) == 0)
			return true;
	return false;
}

static enum gemini_status check(
    const struct uri *u, const struct gemini_hosts *hosts, unsigned port, struct error *e)
{
	if (u->has_userinfo || u->has_fragment) {
		error_set(e, ST_INVALID, "a request has no %s",
		    u->has_userinfo ? "userinfo" : "fragment");
		return GEMINI_BAD_REQUEST;
	}
	if (strcmp(u->scheme, "gemini") != 0)
		error_set(e, ST_INVALID, "foreign scheme %s", u->scheme);
	else if (!is_ours(hosts, u->host))
		error_set(e, ST_INVALID, "foreign host %s", u->host);
	else if (u->port != 0 && u->port != port && u->port != GEMINI_PORT)
		error_set(e, ST_INVALID, "foreign port %u", u->port);
	else
		return GEMINI_SUCCESS;
	return GEMINI_FOREIGN;
}

enum gemini_status gemini_parse(const char *line, size_t len, const struct gemini_hosts *hosts,
    unsigned port, struct uri *out, struct error *e)
{
	enum gemini_status status = GEMINI_BAD_REQUEST;

	if (uri_parse(line, len, out, e) == ST_OK)
		status = check(out, hosts, port, e);
	if (status != GEMINI_SUCCESS)
		memset(out, 0, sizeof *out);
	return status;
}

void gemini_header(struct buf *out, enum gemini_status status, const char *meta)
{
	size_t n = 0;

	while (n < GEMINI_META_MAX && (unsigned char)meta[n] >= ' ' && meta[n] != 0x7f)
		n++;
	if (n == GEMINI_META_MAX)
		while (n > 0 && ((unsigned char)meta[n] & 0xc0) == 0x80)
			n--;
	buf_printf(out, "%d %.*s\r\n", (int)status, (int)n, meta);
}
