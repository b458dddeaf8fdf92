#include "archive/beginning.h"

#include "base/utf8.h"
#include "text/cut.h"

#include <stdint.h>
#include <string.h>

/* Where the last line of s[0..len) ends that is neither blank nor a link. */
static size_t text_end(const char *s, size_t len)
{
	while (len > 0) {
		const char *eol = memrchr(s, '\n', len);
		const char *line = eol != NULL ? eol + 1 : s;

		if (strspn(line, " ") < len - (size_t)(line - s) && strncmp(line, "=>", 2) != 0)
			break;
		len = eol != NULL ? (size_t)(eol - s) : 0;
	}
	return len;
}

/* Does it end as what was cut off does? */
static bool ends_early(const char *s, size_t len)
{
	while (len > 0 && s[len - 1] == ' ')
		len--;
	return cut_mark(s, len) > 0;
}

enum status beginning_is(const char *body, const char *there, bool partial, bool *is)
{
	size_t len = text_end(body, strlen(body));
	struct buf a = BUF(SIZE_MAX / 2), b = BUF(SIZE_MAX / 2); /* the texts are bounded */
	enum status st;

	*is = false;
	if (!partial && !ends_early(body, len))
		return ST_OK;
	if ((st = utf8_fold(&a, body, len)) == ST_OK &&
	    (st = utf8_fold(&b, there, strlen(there))) == ST_OK)
		*is = a.len < b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
	buf_clear(&a);
	buf_clear(&b);
	return st;
}
