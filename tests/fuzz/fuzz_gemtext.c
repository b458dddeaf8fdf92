#include "base/utf8.h"
#include "text/gemtext.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const size_t max = 1 << 26;

static void expect_same(const char *a, const char *b)
{
	assert((a == NULL) == (b == NULL));
	assert(a == NULL || strcmp(a, b) == 0);
}

static void expect_same_lines(const struct doc *a, const struct doc *b)
{
	assert(a->n == b->n);
	for (size_t i = 0; i < a->n; i++) {
		/* The space before a preformatted toggle stays; all else is the same. */
		bool shifted = a->lines[i].type == LINE_PRE &&
		    strncmp(a->lines[i].text, "```", 3) == 0;

		assert(a->lines[i].type == b->lines[i].type);
		expect_same(a->lines[i].text, shifted ? b->lines[i].text + 1 : b->lines[i].text);
		expect_same(a->lines[i].url, b->lines[i].url);
		if (a->lines[i].type == LINE_PRE)
			expect_same(a->lines[i].note, b->lines[i].note);
	}
}

/* Nothing reaches the wire but lines of what may be shown. */
static void expect_shown(const char *s, size_t len)
{
	uint32_t cp;

	assert(utf8_valid(s, len));
	for (size_t i = 0; i < len;) {
		i += utf8_next(s + i, len - i, &cp);
		assert(cp == '\n' || utf8_shown(cp));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf once = BUF(max), twice = BUF(max);
	struct doc d, back;

	doc_init(&d);
	doc_init(&back);
	assert(gemtext_read((const char *)data, size, &d) == ST_OK);
	assert(gemtext_write(&d, &once) == ST_OK);
	expect_shown(buf_str(&once), once.len);
	assert(gemtext_read(buf_str(&once), once.len, &back) == ST_OK);
	expect_same_lines(&d, &back);
	assert(gemtext_write(&back, &twice) == ST_OK);
	expect_same(buf_str(&once), buf_str(&twice));
	doc_clear(&d);
	doc_clear(&back);

	/* As text, whatever it is, it stays one line of text. */
	doc_add(&d, LINE_TEXT, (const char *)data, size);
	buf_reset(&once);
	assert(gemtext_write(&d, &once) == ST_OK);
	assert(gemtext_read(buf_str(&once), once.len, &back) == ST_OK);
	expect_same_lines(&d, &back);
	doc_clear(&d);
	doc_clear(&back);
	buf_clear(&once);
	buf_clear(&twice);
	return 0;
}
