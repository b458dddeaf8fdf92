#include "base/utf8.h"
#include "gemini/wire.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PORT = 11965 };

static void expect_path(const char *path)
{
	size_t len = strlen(path);

	assert(path[0] == '/');
	assert(utf8_valid(path, len));
	for (size_t i = 0; i < len; i++)
		assert((unsigned char)path[i] >= ' ' && path[i] != 0x7f);
	assert(strstr(path, "/../") == NULL && strstr(path, "/./") == NULL);
	assert(len < 3 || strcmp(path + len - 3, "/..") != 0);
	assert(len < 2 || strcmp(path + len - 2, "/.") != 0);
}

/* A header is one line whatever its meta says. */
static void expect_header(const char *meta)
{
	struct buf out = BUF(4096);

	gemini_header(&out, GEMINI_REDIRECT, meta);
	assert(buf_status(&out) == ST_OK);
	assert(out.len >= 5 && out.len <= 3 + GEMINI_META_MAX + 2);
	assert(memcmp(out.data, "31 ", 3) == 0);
	assert(memcmp(out.data + out.len - 2, "\r\n", 2) == 0);
	for (size_t i = 0; i < out.len - 2; i++)
		assert((unsigned char)out.data[i] >= ' ');
	buf_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct uri zero;
	static char name[] = "example.org", four[] = "192.0.2.7";
	char *const names[] = { name, four };
	const struct gemini_hosts hosts = { names, 2 };
	struct error e = { "" };
	struct uri u;

	switch (gemini_parse((const char *)data, size, &hosts, PORT, &u, &e)) {
	case GEMINI_SUCCESS:
		assert(size <= URI_MAX);
		assert(strcmp(u.scheme, "gemini") == 0);
		assert(strcmp(u.host, name) == 0 || strcmp(u.host, four) == 0);
		assert(u.port == 0 || u.port == PORT || u.port == GEMINI_PORT);
		assert(!u.has_userinfo && !u.has_fragment);
		assert(memchr(data, '#', size) == NULL);
		expect_path(u.path);
		expect_header(u.path);
		break;
	case GEMINI_FOREIGN:
	case GEMINI_BAD_REQUEST:
		assert(e.text[0] != '\0');
		assert(memcmp(&u, &zero, sizeof u) == 0);
		break;
	default:
		assert(false); /* a status that gemini_parse() does not give */
	}
	return 0;
}
