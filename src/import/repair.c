#include "import/repair.h"

#include "base/utf8.h"
#include "import/block.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unictype.h>

/* How a line after a newline begins. */
enum start {
	START_BLANK,
	START_STRAY, /* "n" before what no word goes on with */
	START_N,     /* "n" before a small letter, an apostrophe, a degree sign */
	START_SMALL, /* within a sentence */
	START_OTHER, /* as a line should */
};

static enum start start_of(const char *s, const char *end)
{
	uint32_t cp;

	while (s < end && (*s == ' ' || *s == '\r'))
		s++;
	if (s == end)
		return START_BLANK;
	if (*s != 'n') {
		utf8_next(s, (size_t)(end - s), &cp);
		return uc_is_general_category(cp, UC_LOWERCASE_LETTER) ? START_SMALL : START_OTHER;
	}
	if (++s == end || *s == '\r' || *s == ' ')
		return START_STRAY;
	utf8_next(s, (size_t)(end - s), &cp);
	if (uc_is_general_category(cp, UC_LOWERCASE_LETTER) || cp == '\'' || cp == 0x2019 ||
	    cp == 0xb0 || cp == '.')
		return START_N;
	return START_STRAY;
}

void repair_newlines(struct buf *text)
{
	const char *s = buf_str(text), *end = s + text->len, *eol;
	size_t count[START_OTHER + 1] = { 0 };
	bool all;
	char *to;

	for (eol = block_line_end(s, end); eol < end;) {
		const char *line = eol + 1;

		eol = block_line_end(line, end);
		count[start_of(line, eol)]++;
	}
	all = count[START_OTHER] + count[START_SMALL] == 0;
	if (count[START_STRAY] == 0)
		return;
	if (!all && count[START_STRAY] <= count[START_OTHER] + count[START_N])
		return;
	to = text->data + (block_line_end(s, end) - s);
	for (eol = block_line_end(s, end); eol < end;) {
		const char *line = eol + 1;
		enum start start;

		eol = block_line_end(line, end);
		start = start_of(line, eol);
		*to++ = '\n';
		if ((start == START_STRAY || (start == START_N && all)) && *line == 'n')
			line++;
		memmove(to, line, (size_t)(eol - line));
		to += eol - line;
	}
	buf_truncate(text, (size_t)(to - text->data));
}
