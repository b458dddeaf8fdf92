#include "gopher/wire.h"

#include "base/utf8.h"

#include <string.h>

/* What `i` and `3` lines say where a host has to stand: no client can follow it. */
static const char nowhere[] = "null.host";
enum { NOWHERE_PORT = 1 };

static bool has_control(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)s[i] < ' ' || s[i] == 0x7f)
			return true;
	return false;
}

enum status gopher_parse(const char *line, size_t len, struct gopher_request *out, struct error *e)
{
	size_t selector = 0, words;

	*out = (struct gopher_request){ .path = "" };
	while (selector < len && line[selector] != '\t' && line[selector] != '?')
		selector++;
	if (selector > GOPHER_SELECTOR_MAX)
		return error_set(e, ST_TOOBIG, "a selector of %zu bytes; at most %d are allowed",
		    selector, GOPHER_SELECTOR_MAX);
	words = selector < len ? len - selector - 1 : 0;
	if (words > GOPHER_LINE_MAX)
		return error_set(e, ST_TOOBIG, "search words of %zu bytes; at most %d are allowed",
		    words, GOPHER_LINE_MAX);
	if (!utf8_valid(line, selector) || has_control(line, selector))
		return error_set(e, ST_INVALID, "a selector of control bytes or malformed UTF-8");
	if (words > 0 && has_control(line + selector + 1, words))
		return error_set(e, ST_INVALID, "search words with control bytes");
	if (selector == 0 || line[0] != '/')
		out->path[0] = '/';
	memcpy(out->path + strlen(out->path), line, selector);
	out->has_search = selector < len;
	if (words > 0)
		memcpy(out->search, line + selector + 1, words);
	return ST_OK;
}

static void field(struct buf *out, const char *s)
{
	size_t n = 0;

	while ((unsigned char)s[n] >= ' ' && s[n] != 0x7f)
		n++;
	buf_add(out, s, n);
}

void gopher_item(struct buf *out, char type, const char *name, const char *selector,
    const char *host, unsigned port)
{
	buf_putc(out, type);
	field(out, name);
	buf_putc(out, '\t');
	field(out, selector);
	buf_putc(out, '\t');
	field(out, host);
	buf_printf(out, "\t%u\r\n", port);
}

void gopher_info(struct buf *out, const char *text)
{
	gopher_item(out, 'i', text, "", nowhere, NOWHERE_PORT);
}

void gopher_error(struct buf *out, const char *text)
{
	gopher_item(out, '3', text, "", nowhere, NOWHERE_PORT);
}

bool gopher_wants_attributes(const struct gopher_request *r)
{
	return r->has_search && r->search[0] == '$';
}

void gopher_attributes(struct buf *out, const char *s, size_t len)
{
	const char *end = s + len;

	buf_puts(out, "+-1\r\n");
	while (s < end) {
		const char *eol = memchr(s, '\n', (size_t)(end - s));
		const char *next = eol != NULL ? eol + 1 : end;

		if (*s != '.')
			buf_puts(out, "+INFO: ");
		buf_add(out, s, (size_t)(next - s));
		s = next;
	}
}

void gopher_menu_end(struct buf *out)
{
	buf_puts(out, ".\r\n");
}

void gopher_text(struct buf *out, const char *s, size_t len)
{
	const char *end = s + len;

	while (s < end) {
		const char *eol = memchr(s, '\n', (size_t)(end - s));
		size_t n = (size_t)((eol != NULL ? eol : end) - s);

		if (n > 0 && s[0] == '.')
			buf_putc(out, ' ');
		buf_add(out, s, n > 0 && s[n - 1] == '\r' ? n - 1 : n);
		buf_puts(out, "\r\n");
		s += n + 1;
	}
}
