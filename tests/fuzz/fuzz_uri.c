#include "base/utf8.h"
#include "text/uri.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ENCODED_SIZE = 3 * URI_MAX + 1 };

static void expect_clean(const char *s)
{
	size_t len = strlen(s);
	uint32_t cp;

	assert(utf8_valid(s, len));
	for (size_t i = 0; i < len;) {
		i += utf8_next(s + i, len - i, &cp);
		assert(cp >= 0x20 && (cp < 0x7f || cp > 0x9f));
	}
}

/* No dot segment is left in any place. */
static void expect_resolved(const char *path)
{
	size_t n;

	assert(path[0] == '/');
	for (; *path == '/'; path += 1 + n) {
		n = strcspn(path + 1, "/");
		assert(n != 1 || path[1] != '.');
		assert(n != 2 || path[1] != '.' || path[2] != '.');
	}
	assert(*path == '\0');
}

static void expect_reparsed(const struct uri *u)
{
	char path[ENCODED_SIZE], whole[2 * ENCODED_SIZE];
	struct uri again;
	int n;

	assert(uri_encode(u->path, path, sizeof path) == ST_OK);
	n = snprintf(whole, sizeof whole, strchr(u->host, ':') ? "%s://[%s]%s" : "%s://%s%s",
	    u->scheme, u->host, path);
	if (n > URI_MAX)
		return;
	assert(uri_parse(whole, (size_t)n, &again, NULL) == ST_OK);
	assert(strcmp(again.scheme, u->scheme) == 0);
	assert(strcmp(again.host, u->host) == 0);
	assert(strcmp(again.path, u->path) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct uri zero;
	char decoded[URI_MAX + 1], encoded[ENCODED_SIZE], back[URI_MAX + 1];
	struct error e = { "" };
	struct uri u;

	if (uri_parse((const char *)data, size, &u, &e) == ST_OK) {
		assert(size <= URI_MAX && u.scheme[0] != '\0' && u.host[0] != '\0');
		assert(u.has_query || u.query[0] == '\0');
		expect_clean(u.host);
		expect_clean(u.path);
		expect_clean(u.query);
		expect_resolved(u.path);
		expect_reparsed(&u);
	} else {
		assert(e.text[0] != '\0' && memcmp(&u, &zero, sizeof u) == 0);
	}
	if (uri_decode((const char *)data, size, decoded, sizeof decoded) == ST_OK) {
		expect_clean(decoded);
		assert(uri_encode(decoded, encoded, sizeof encoded) == ST_OK);
		assert(uri_decode(encoded, strlen(encoded), back, sizeof back) == ST_OK);
		assert(strcmp(decoded, back) == 0);
	} else {
		assert(decoded[0] == '\0');
	}
	return 0;
}
