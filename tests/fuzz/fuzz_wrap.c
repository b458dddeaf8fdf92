#include "base/utf8.h"
#include "text/wrap.h"

#include <assert.h>
#include <string.h>
#include <unictype.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const size_t max = 1 << 26;
static const char first[] = "* ", rest[] = "  ", ellipsis[] = "...";
enum { PREFIX = sizeof first - 1 };

/* Where the next character that is no white space begins, from `at` on. */
static size_t skip_spaces(const char *s, size_t len, size_t at)
{
	uint32_t cp;
	size_t n;

	for (; at < len; at += n) {
		n = utf8_next(s + at, len - at, &cp);
		if (!uc_is_property_white_space(cp))
			break;
	}
	return at;
}

/* Each line is narrow enough, and together they say what s says, but for white space. */
static void expect_lines(const struct buf *out, const char *s, size_t len, unsigned columns)
{
	size_t at = skip_spaces(s, len, 0), end, i;

	for (size_t line = 0; line < out->len; line = end + 1) {
		end = line +
		    (size_t)((char *)memchr(out->data + line, '\n', out->len - line) -
			(out->data + line));
		assert(wrap_width(out->data + line, end - line) <= columns);
		for (i = line + PREFIX; (i = skip_spaces(out->data, end, i)) < end; i++) {
			assert(at < len && s[at] == out->data[i]);
			at = skip_spaces(s, len, at + 1);
		}
	}
	assert(at == len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf out = BUF(max);
	unsigned columns;
	const char *s;

	if (size == 0)
		return 0;
	columns = WRAP_MIN + data[0] % 100;
	s = (const char *)data + 1;
	size--;
	assert(wrap_lines(&out, s, size, columns, first, rest) == ST_OK);
	expect_lines(&out, s, size, columns);
	buf_reset(&out);
	assert(wrap_cut(&out, s, size, columns, ellipsis) == ST_OK);
	assert(wrap_width(buf_str(&out), out.len) <= columns);
	buf_clear(&out);
	return 0;
}
