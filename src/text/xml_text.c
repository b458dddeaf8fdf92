#include "text/xml_text.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <stdint.h>

static const char *escape_of(uint32_t cp)
{
	switch (cp) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>': /* "]]>" may not stand in text */
		return "&gt;";
	case '"':
		return "&quot;";
	case '\r': /* a parser would make a LF of it */
		return "&#13;";
	default:
		return NULL;
	}
}

/* Char of 2.2; utf8_next() gives no surrogate. */
static bool is_char(uint32_t cp)
{
	return cp >= ' ' ? cp != 0xfffe && cp != 0xffff : cp == '\t' || cp == '\n' || cp == '\r';
}

void xml_text(struct buf *out, const char *s, size_t len)
{
	const char *escape;
	char encoded[4];
	uint32_t cp;

	for (size_t at = 0; at < len;) {
		at += utf8_next(s + at, len - at, &cp);
		escape = escape_of(cp);
		if (escape != NULL)
			buf_puts(out, escape);
		else if (is_char(cp))
			buf_add(out, encoded, utf8_put(encoded, cp));
	}
}
