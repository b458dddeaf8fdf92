#include "base/utf8.h"
#include "text/charset.h"
#include "text/slug.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const size_t max = 1 << 26;

static void expect_ascii(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		assert(s[i] == '\n' || (s[i] >= ' ' && s[i] <= '~'));
}

static void expect_latin1(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		assert(c == '\n' || (c >= ' ' && c <= '~') || c > 0xa0);
	}
}

static void expect_slug(const char *s, size_t len)
{
	char *name = strndup(s, len), slug[SLUG_MAX + 1], again[SLUG_MAX + 1];

	assert(name != NULL);
	slug_of(name, slug);
	assert(slug_valid(slug, strlen(slug)));
	slug_of(slug, again);
	assert(strcmp(slug, again) == 0);
	free(name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf out = BUF(max), again = BUF(max);
	const char *s = (const char *)data;

	assert(charset_write(&out, CHARSET_ASCII, s, size) == ST_OK);
	expect_ascii(buf_str(&out), out.len);
	assert(charset_write(&again, CHARSET_ASCII, buf_str(&out), out.len) == ST_OK);
	assert(strcmp(buf_str(&out), buf_str(&again)) == 0);
	buf_reset(&out);
	assert(charset_write(&out, CHARSET_LATIN1, s, size) == ST_OK);
	expect_latin1(buf_str(&out), out.len);
	buf_reset(&out);
	assert(charset_write(&out, CHARSET_UTF8, s, size) == ST_OK);
	assert(utf8_valid(buf_str(&out), out.len));
	buf_reset(&out);
	assert(charset_from_1252(&out, s, size) == ST_OK);
	assert(utf8_valid(buf_str(&out), out.len));
	buf_clear(&out);
	buf_clear(&again);
	expect_slug(s, size);
	return 0;
}
