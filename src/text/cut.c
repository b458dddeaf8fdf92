#include "text/cut.h"

#include <assert.h>
#include <string.h>

static const char ellipsis[] = "…";

void cut_text(const char *s, size_t max, char *out)
{
	size_t len = strlen(s), end, word;

	assert(max >= CUT_MIN);
	if (len <= max) {
		memmove(out, s, len + 1);
		return;
	}
	end = max - strlen(ellipsis);
	while (end > 0 && ((unsigned char)s[end] & 0xc0) == 0x80)
		end--;
	for (word = end; word > 0 && s[word] != ' '; word--)
		;
	/* A script without spaces, or one endless word, is cut within it. */
	if (word > max / 2)
		end = word;
	while (end > 0 && s[end - 1] == ' ')
		end--;
	memmove(out, s, end);
	memcpy(out + end, ellipsis, sizeof ellipsis);
}

size_t cut_mark(const char *s, size_t len)
{
	static const char *const marks[] = { "...", ellipsis, "...]", "…]", "...)", "…)", ".. ." };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t n = strlen(marks[i]);

		if (len >= n && memcmp(s + len - n, marks[i], n) == 0)
			return n;
	}
	return 0;
}
