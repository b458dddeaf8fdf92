#include "text/uri.h"

#include "base/utf8.h"

#include <arpa/inet.h>
#include <idn2.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <uriparser/Uri.h>

enum {
	ENCODED_MAX = 3 * URI_MAX, /* every byte as %XX */
	PORT_MAX = 65535,
	LABEL_MAX = 63, /* RFC 1035 2.3.4 */
};

static bool is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* C0, DEL and C1, as characters. */
static bool is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0);
}

static int hex(char c)
{
	if (is_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Is it UTF-8 without control characters? */
static bool is_text(const char *s, size_t len)
{
	uint32_t cp;

	if (!utf8_valid(s, len))
		return false;
	for (size_t i = 0; i < len;) {
		i += utf8_next(s + i, len - i, &cp);
		if (is_control(cp))
			return false;
	}
	return true;
}

enum status uri_decode(const char *s, size_t len, char *out, size_t size)
{
	enum status st = ST_INVALID;
	size_t n = 0;
	char c;

	for (size_t i = 0; i < len; i++) {
		c = s[i];
		if (c == '%') {
			if (len - i < 3 || hex(s[i + 1]) < 0 || hex(s[i + 2]) < 0)
				goto done;
			c = (char)(hex(s[i + 1]) << 4 | hex(s[i + 2]));
			i += 2;
		}
		if (n + 1 >= size) {
			st = ST_TOOBIG;
			goto done;
		}
		out[n++] = c;
	}
	if (n < size && is_text(out, n))
		st = ST_OK;
done:
	if (size > 0)
		out[st == ST_OK ? n : 0] = '\0';
	return st;
}

/* RFC 3986 3.3: pchar and "/"; what is not listed is encoded. */
static bool stands_in_path(char c)
{
	return is_alpha(c) || is_digit(c) || (c != '\0' && strchr("-._~!$&'()*+,;=:@/", c) != NULL);
}

enum status uri_encode(const char *s, char *out, size_t size)
{
	size_t n = 0, need;

	for (; *s != '\0'; s++) {
		need = stands_in_path(*s) ? 1 : 3;
		if (n + need >= size) {
			if (size > 0)
				out[0] = '\0';
			return ST_TOOBIG;
		}
		if (need == 1)
			out[n] = *s;
		else
			snprintf(out + n, size - n, "%%%02X", (unsigned)(unsigned char)*s);
		n += need;
	}
	if (size == 0)
		return ST_TOOBIG;
	out[n] = '\0';
	return ST_OK;
}

bool uri_is_absolute(const char *s)
{
	if (!is_alpha(*s))
		return false;
	while (is_alpha(*s) || is_digit(*s) || *s == '+' || *s == '-' || *s == '.')
		s++;
	return *s == ':';
}

static size_t range_len(const UriTextRangeA *r)
{
	return r->first != NULL ? (size_t)(r->afterLast - r->first) : 0;
}

static void lower(char *s)
{
	for (; *s != '\0'; s++)
		if (*s >= 'A' && *s <= 'Z')
			*s = (char)(*s - 'A' + 'a');
}

static enum status parse_scheme(const UriUriA *u, struct uri *out, struct error *e)
{
	size_t n = range_len(&u->scheme);

	if (n == 0)
		return error_set(e, ST_INVALID, "the URI has no scheme");
	if (n >= sizeof out->scheme)
		return error_set(e, ST_INVALID, "the URI's scheme is too long");
	memcpy(out->scheme, u->scheme.first, n);
	lower(out->scheme);
	return ST_OK;
}

/* Letters, digits, hyphens and underscores in labels of 1 to 63, hyphens not at their ends. */
static bool is_host_name(const char *s)
{
	size_t label = 0;

	for (; *s != '\0'; s++) {
		if (*s == '.') {
			if (label == 0 || s[-1] == '-')
				return false;
			label = 0;
			continue;
		}
		if (!is_alpha(*s) && !is_digit(*s) && *s != '_' && (*s != '-' || label == 0))
			return false;
		if (++label > LABEL_MAX)
			return false;
	}
	return label > 0 && s[-1] != '-';
}

static bool is_ascii(const char *s)
{
	while (*s != '\0' && (unsigned char)*s < 0x80)
		s++;
	return *s == '\0';
}

/* A registered name, decoded: ASCII as it is, the rest by IDNA 2008. */
static enum status parse_name(char *name, struct uri *out, struct error *e)
{
	uint8_t *ascii = NULL;
	size_t n = strlen(name);
	enum status st = ST_INVALID;
	int rc = IDN2_OK;

	if (!is_ascii(name))
		rc = idn2_lookup_u8(
		    (const uint8_t *)name, &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
	if (rc == IDN2_MALLOC)
		return ST_NOMEM;
	if (rc == IDN2_OK && ascii != NULL) {
		name = (char *)ascii;
		n = strlen(name);
	}
	/* The root's own dot names the same host. */
	if (n > 1 && name[n - 1] == '.')
		name[--n] = '\0';
	if (rc == IDN2_OK && n < sizeof out->host && is_host_name(name)) {
		memcpy(out->host, name, n + 1);
		lower(out->host);
		st = ST_OK;
	}
	idn2_free(ascii);
	return st == ST_OK ? st : error_set(e, st, "the URI's host is no name or address");
}

static enum status parse_host(const UriUriA *u, struct uri *out, struct error *e)
{
	size_t n = range_len(&u->hostText);
	char name[URI_MAX + 1];

	if (n == 0)
		return error_set(e, ST_INVALID, "the URI has no host");
	if (u->hostData.ip6 != NULL) {
		inet_ntop(AF_INET6, u->hostData.ip6->data, out->host, sizeof out->host);
		return ST_OK;
	}
	if (u->hostData.ipFuture.first != NULL ||
	    uri_decode(u->hostText.first, n, name, sizeof name) != ST_OK)
		return error_set(e, ST_INVALID, "the URI's host is no name or address");
	return parse_name(name, out, e);
}

/* No digits after the colon are no port (RFC 3986 3.2.3). */
static enum status parse_port(const UriUriA *u, struct uri *out, struct error *e)
{
	size_t n = range_len(&u->portText);
	unsigned port = 0;

	for (size_t i = 0; i < n; i++) {
		port = port * 10 + (unsigned)(u->portText.first[i] - '0');
		if (port > PORT_MAX)
			break;
	}
	if (n > 0 && (port == 0 || port > PORT_MAX))
		return error_set(e, ST_INVALID, "the URI's port is not between 1 and %d", PORT_MAX);
	out->port = port;
	return ST_OK;
}

/* Take the last segment off path[0..*n); false if there is none. */
static bool climb(const char *path, size_t *n)
{
	while (*n > 0)
		if (path[--*n] == '/')
			return true;
	return false;
}

/*
 * Segments are decoded before they are looked at, so that a dot is a dot however it is written
 * (RFC 3986 6.2.2.2). A "/" that was encoded would become another segment's start, and a file's
 * name cannot hold it: refused.
 */
static enum status parse_path(const UriUriA *u, struct uri *out, struct error *e)
{
	char segment[URI_MAX + 1];
	size_t n = 0; /* out->path[0..n) is "/" and a name, as often as there are segments */

	for (const UriPathSegmentA *p = u->pathHead; p != NULL; p = p->next) {
		if (uri_decode(p->text.first, range_len(&p->text), segment, sizeof segment) !=
		    ST_OK)
			return error_set(e, ST_INVALID,
			    "the URI's path has a control character or malformed UTF-8");
		if (strchr(segment, '/') != NULL)
			return error_set(e, ST_INVALID, "the URI's path has an encoded slash");
		if (strcmp(segment, "..") == 0) {
			if (!climb(out->path, &n))
				return error_set(
				    e, ST_INVALID, "the URI's path climbs above the root");
		} else if (strcmp(segment, ".") != 0) {
			n += (size_t)snprintf(out->path + n, sizeof out->path - n, "/%s", segment);
			continue;
		}
		if (p->next == NULL)
			out->path[n++] = '/';
	}
	if (n == 0)
		out->path[n++] = '/';
	out->path[n] = '\0';
	return ST_OK;
}

static enum status parse_query(const UriUriA *u, struct uri *out, struct error *e)
{
	out->has_query = u->query.first != NULL;
	if (uri_decode(u->query.first, range_len(&u->query), out->query, sizeof out->query) !=
	    ST_OK)
		return error_set(
		    e, ST_INVALID, "the URI's query has a control character or malformed UTF-8");
	return ST_OK;
}

/* Bytes beyond ASCII as %XX, since uriparser knows ASCII alone. */
static size_t to_ascii(const char *s, size_t len, char out[ENCODED_MAX + 1])
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)s[i] < 0x80)
			out[n++] = s[i];
		else
			n += (size_t)snprintf(
			    out + n, ENCODED_MAX + 1 - n, "%%%02X", (unsigned)(unsigned char)s[i]);
	}
	return n;
}

enum status uri_parse(const char *s, size_t len, struct uri *out, struct error *e)
{
	static enum status (*const parts[])(const UriUriA *, struct uri *, struct error *) = {
		parse_scheme,
		parse_host,
		parse_port,
		parse_path,
		parse_query,
	};
	static const char bom[] = "\xef\xbb\xbf";
	char ascii[ENCODED_MAX + 1];
	enum status st = ST_OK;
	const char *bad;
	UriUriA u;
	int rc;

	memset(out, 0, sizeof *out);
	if (len > URI_MAX)
		return error_set(e, ST_INVALID, "the URI is over %d bytes", URI_MAX);
	if (len >= sizeof bom - 1 && memcmp(s, bom, sizeof bom - 1) == 0)
		return error_set(e, ST_INVALID, "the URI begins with a byte order mark");
	if (!is_text(s, len))
		return error_set(
		    e, ST_INVALID, "the URI has a control character or malformed UTF-8");
	rc = uriParseSingleUriExA(&u, ascii, ascii + to_ascii(s, len, ascii), &bad);
	if (rc == URI_ERROR_MALLOC)
		return ST_NOMEM;
	if (rc != URI_SUCCESS)
		return error_set(e, ST_INVALID, "not a URI as RFC 3986 writes it");
	out->has_userinfo = u.userInfo.first != NULL;
	out->has_fragment = u.fragment.first != NULL;
	for (size_t i = 0; i < sizeof parts / sizeof *parts && st == ST_OK; i++)
		st = parts[i](&u, out, e);
	uriFreeUriMembersA(&u);
	if (st != ST_OK)
		memset(out, 0, sizeof *out);
	return st;
}

/* RFC 3986 2.2 and 2.3; brackets stand nowhere but in an address as host. */
static bool stands_in_uri(char c)
{
	return is_alpha(c) || is_digit(c) ||
	    (c != '\0' && strchr("-._~:/?#@!$&'()*+,;=%", c) != NULL);
}

/* Is the byte of a link left out, wherever it stands (WHATWG URL 4.4: tab and newlines)? */
static bool is_left_out(char c)
{
	return c == '\t' || c == '\n' || c == '\r';
}

/* A link as people write it -> one that has a chance to be a URI. ST_TOOBIG or ST_OK. */
static enum status tidy(const char *s, size_t len, char out[URI_LINK_MAX + 1])
{
	size_t n = 0, fragments = 0;
	bool keep, host = false;

	while (len > 0 && (unsigned char)*s <= ' ')
		s++, len--;
	while (len > 0 && (unsigned char)s[len - 1] <= ' ')
		len--;
	for (size_t i = 0; i < len; i++) {
		if (is_left_out(s[i]))
			continue;
		if (n >= 2 && s[i] == '[' && out[n - 1] == '/' && out[n - 2] == '/')
			host = true;
		keep = stands_in_uri(s[i]) || (host && (s[i] == '[' || s[i] == ']'));
		host = host && s[i] != ']';
		if (s[i] == '%')
			keep = len - i > 2 && hex(s[i + 1]) >= 0 && hex(s[i + 2]) >= 0;
		if (s[i] == '#')
			keep = fragments++ == 0;
		if (n + (keep ? 1 : 3) > URI_LINK_MAX)
			return ST_TOOBIG;
		if (keep)
			out[n++] = s[i];
		else
			n += (size_t)snprintf(
			    out + n, URI_LINK_MAX + 1 - n, "%%%02X", (unsigned)(unsigned char)s[i]);
	}
	out[n] = '\0';
	return ST_OK;
}

static enum status status_of(int rc)
{
	return rc == URI_SUCCESS ? ST_OK : rc == URI_ERROR_MALLOC ? ST_NOMEM : ST_INVALID;
}

static enum status write_uri(const UriUriA *u, char out[URI_LINK_MAX + 1])
{
	int rc = uriToStringA(out, u, URI_LINK_MAX + 1, NULL);

	return rc == URI_ERROR_TOSTRING_TOO_LONG ? ST_TOOBIG : status_of(rc);
}

/* The link `ref`, parsed, as it is or from `base`. */
static enum status resolve(const UriUriA *ref, const char *base, char out[URI_LINK_MAX + 1])
{
	UriUriA from, whole;
	const char *bad;
	enum status st;

	if (ref->scheme.first != NULL)
		return write_uri(ref, out);
	if ((st = status_of(uriParseSingleUriA(&from, base, &bad))) != ST_OK)
		return st;
	if (from.scheme.first == NULL)
		st = ST_INVALID;
	else if ((st = status_of(uriAddBaseUriA(&whole, ref, &from))) == ST_OK) {
		st = write_uri(&whole, out);
		uriFreeUriMembersA(&whole);
	}
	uriFreeUriMembersA(&from);
	return st;
}

enum status uri_resolve(const char *base, const char *s, size_t len, char out[URI_LINK_MAX + 1])
{
	char link[URI_LINK_MAX + 1], from[URI_LINK_MAX + 1] = "";
	const char *bad;
	enum status st;
	UriUriA ref;

	out[0] = '\0';
	if ((st = tidy(s, len, link)) != ST_OK ||
	    (base != NULL && (st = tidy(base, strlen(base), from)) != ST_OK))
		return st;
	if ((st = status_of(uriParseSingleUriA(&ref, link, &bad))) != ST_OK)
		return st;
	st = resolve(&ref, from, out);
	uriFreeUriMembersA(&ref);
	if (st != ST_OK)
		out[0] = '\0';
	return st;
}
