/* What cleaning and folding give is clean and folded, and stays so when it is done again. */
#include "base/utf8.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef enum status (*change_fn)(struct buf *out, const char *s, size_t len);

/* Room for the character that NFKD makes longest: U+FDFA, 3 bytes to 33. */
enum { INPUT_MAX = 4096, OUTPUT_MAX = INPUT_MAX * 16 };

static void check_shown(const struct buf *b, bool newlines)
{
	uint32_t cp;
	size_t n;

	for (size_t i = 0; i < b->len; i += n) {
		n = utf8_next(b->data + i, b->len - i, &cp);
		assert(utf8_shown(cp) || (newlines && cp == '\n'));
	}
}

static void check(change_fn change, const char *s, size_t len, bool newlines)
{
	struct buf once = BUF(OUTPUT_MAX), twice = BUF(OUTPUT_MAX);

	assert(change(&once, s, len) == ST_OK);
	assert(utf8_valid(buf_str(&once), once.len));
	check_shown(&once, newlines);
	assert(change(&twice, buf_str(&once), once.len) == ST_OK);
	assert(twice.len == once.len && memcmp(buf_str(&twice), buf_str(&once), once.len) == 0);
	if (!newlines && once.len > 0)
		assert(once.data[0] != ' ' && once.data[once.len - 1] != ' ' &&
		    strstr(once.data, "  ") == NULL);
	buf_clear(&once);
	buf_clear(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *s = (const char *)data;
	bool valid = true;
	uint32_t cp;
	size_t n;

	if (size > INPUT_MAX)
		return -1;
	for (size_t i = 0; i < size; i += n) {
		char back[4];

		n = utf8_next(s + i, size - i, &cp);
		assert(n >= 1 && n <= 4 && n <= size - i);
		if (cp == UTF8_REPLACEMENT && n == 1)
			valid = false;
		else
			assert(utf8_put(back, cp) == n && memcmp(back, s + i, n) == 0);
	}
	assert(utf8_valid(s, size) == valid);
	check(utf8_clean, s, size, true);
	check(utf8_clean_line, s, size, false);
	check(utf8_fold, s, size, false);
	assert(utf8_words(s, size) <= size);
	return 0;
}
