#include "base/utf8.h"
#include "text/gemtext.h"
#include "text/html.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const size_t max = 1 << 28;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct html_options options = { .base = "https://a.example/b/c?d" };
	struct buf out = BUF(max);
	struct error e;
	enum status st;
	struct doc d;

	doc_init(&d);
	st = html_read((const char *)data, size, &options, &d, &e);
	assert(st == ST_OK || st == ST_TOOBIG);
	if (st == ST_OK)
		assert(gemtext_write(&d, &out) == ST_OK);
	assert(utf8_valid(buf_str(&out), out.len));
	for (size_t i = 0; i < d.n; i++)
		assert(d.lines[i].type != LINE_LINK || strchr(d.lines[i].url, ':') != NULL);
	buf_reset(&out);
	st = html_text((const char *)data, size, &out, &e);
	assert(st == ST_OK || st == ST_TOOBIG);
	assert(utf8_valid(buf_str(&out), out.len) && (out.len == 0 || out.data[0] != ' '));
	doc_clear(&d);
	buf_clear(&out);
	return 0;
}
