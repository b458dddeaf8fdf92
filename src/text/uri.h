/* text/uri.h -- URIs (RFC 3986, by uriparser), as a request or a link holds them */
#ifndef TEXT_URI_H
#define TEXT_URI_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

/* Bytes of a link, its NUL not counted: ours. Longer ones are what trackers make. */
enum { URI_LINK_MAX = 2048 };

/* Gemini's own limit for a request's URI, 0.24.1: 1024 bytes. */
enum { URI_MAX = 1024, URI_HOST_MAX = 255 };

/*
 * An absolute URI, split and decoded. Path and query are percent-decoded UTF-8 (RFC 3986 2.1),
 * dot segments removed (5.2.4), an empty path "/".
 */
struct uri {
	char scheme[32]; /* lower case */
	char
	    host[URI_HOST_MAX + 1]; /* lower case, ASCII (IDNA by libidn2), IPv6 without brackets */
	unsigned port;              /* 0: none given */
	char path[URI_MAX + 1];
	char query[URI_MAX + 1];
	bool has_query, has_userinfo, has_fragment;
};

/*
 * Parse s[0..len). ST_INVALID, with the rule that it breaks in *e and *out zero, for: more than
 * URI_MAX bytes, a BOM, a NUL or other control byte (%00 too), malformed UTF-8 (percent-encoded
 * too), a bad escape, a dot segment (percent-encoded too) that climbs above the root, an encoded
 * slash in the path, no scheme or no host, a port that is not 1 to 65535, a host that is no name or
 * address. Raw UTF-8 beyond ASCII is taken as if percent-encoded. "host:" names no port, "host." is
 * "host". ST_NOMEM.
 */
enum status uri_parse(const char *s, size_t len, struct uri *out, struct error *e);

/*
 * Percent-decode s[0..len) once into out (NUL-terminated, `size` bytes with it, more than 0; ""
 * unless ST_OK). ST_INVALID for a bad escape, a control character or malformed UTF-8; ST_TOOBIG
 * when it does not fit. Slashes and dots are not looked at: uri_parse() does that.
 */
enum status uri_decode(const char *s, size_t len, char *out, size_t size);

/*
 * Percent-encode what may not stand in a path or query, "?" and "%" included, "/" not: out is
 * NUL-terminated, "" after ST_TOOBIG. uri_decode() gives it back.
 */
enum status uri_encode(const char *s, char *out, size_t size);

/*
 * What the link s[0..len) of a document at `base` (an absolute URI, or NULL) names: RFC 3986 5.2,
 * with its fragment; one that is absolute already stays as it is. As browsers do, white space at
 * the ends and line breaks and tabs within are left out, and what may not stand in a URI is
 * percent-encoded as UTF-8. ST_INVALID for what is no URI even so, and for a relative one without a
 * base; ST_TOOBIG over URI_LINK_MAX; ST_NOMEM. `out` is NUL-terminated, "" unless ST_OK.
 */
enum status uri_resolve(const char *base, const char *s, size_t len, char out[URI_LINK_MAX + 1]);

/* Does it begin with a scheme and ':' (RFC 3986 3.1)? */
bool uri_is_absolute(const char *s);

#endif
