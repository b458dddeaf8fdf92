#include "base/utf8.h"
#include "gopher/menu.h"
#include "gopher/wire.h"
#include "text/gemtext.h"
#include "text/wrap.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { OUT_MAX = 16 * 1024 * 1024, COLUMNS = 40 };

static char type_of(void *ctx, const char *path)
{
	(void)ctx;
	return strlen(path) % 2 == 0 ? '0' : '1';
}

static void expect_request(const char *line, size_t len)
{
	static const struct gopher_request zero;
	struct gopher_request r;
	struct error e = { "" };

	if (gopher_parse(line, len, &r, &e) != ST_OK) {
		assert(e.text[0] != '\0' && memcmp(&r, &zero, sizeof r) == 0);
		return;
	}
	assert(r.path[0] == '/' && utf8_valid(r.path, strlen(r.path)));
	for (const char *s = r.path; *s != '\0'; s++)
		assert((unsigned char)*s >= ' ' && *s != 0x7f && *s != '?');
	assert(r.has_search || r.search[0] == '\0');
}

static void expect_item(const char *line, size_t len)
{
	unsigned tabs = 0;
	const char *tab = memchr(line, '\t', len);

	assert(strchr("01hi", line[0]) != NULL);
	assert(tab != NULL);
	for (size_t i = 0; i < len; i++) {
		assert(line[i] != '\r' && line[i] != '\n');
		tabs += line[i] == '\t';
	}
	assert(tabs == 3);
	if (line[0] != 'i')
		assert(wrap_width(line + 1, (size_t)(tab - line - 1)) <= GOPHER_NAME_MAX);
	for (const char *s = line; s < tab; s++)
		assert(*s >= ' ' && *s < 0x7f);
}

static void expect_menu(const struct doc *d, const struct gopher_style *style)
{
	struct buf out = BUF(OUT_MAX);
	const char *s, *end;

	assert(menu_write(d, style, &out) == ST_OK);
	assert(out.len >= 3 && memcmp(out.data + out.len - 3, ".\r\n", 3) == 0);
	for (s = out.data; s < out.data + out.len - 3; s = end + 2) {
		end = strstr(s, "\r\n");
		expect_item(s, (size_t)(end - s));
	}
	assert(s == out.data + out.len - 3);
	buf_clear(&out);
}

static void expect_text(const struct doc *d, const struct gopher_style *style)
{
	struct buf out = BUF(OUT_MAX);

	assert(menu_write_text(d, style, &out) == ST_OK);
	for (size_t i = 0; i < out.len; i++) {
		assert((out.data[i] >= ' ' && out.data[i] < 0x7f) || out.data[i] == '\r' ||
		    out.data[i] == '\n');
		assert(out.data[i] != '\n' || out.data[i - 1] == '\r');
		assert(out.data[i] != '\r' || out.data[i + 1] == '\n');
		assert(out.data[i] != '.' || (i > 0 && out.data[i - 1] != '\n'));
	}
	buf_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct gopher_style style = { .host = "example.org",
		.port = 70,
		.columns = COLUMNS,
		.charset = CHARSET_ASCII,
		.type_of = type_of };
	struct doc d;

	expect_request((const char *)data, size);
	doc_init(&d);
	if (gemtext_read((const char *)data, size, &d) == ST_OK) {
		expect_menu(&d, &style);
		expect_text(&d, &style);
	}
	doc_clear(&d);
	return 0;
}
