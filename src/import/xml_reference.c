#include "import/xml_reference.h"

#include "base/utf8.h"
#include "text/charset_table.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

enum {
	C1_FIRST = 0x80, /* control characters that mean windows-1252 where they occur */
	C1_END = 0xa0,
};

static const char *escape_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}

void xml_escape(struct buf *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		const char *escape = escape_of(s[i]);

		if (escape != NULL)
			buf_puts(out, escape);
		else
			buf_putc(out, s[i]);
	}
}

/* A character by its number, as it may stand in a text. */
static uint32_t allowed(unsigned long cp)
{
	if (cp >= C1_FIRST && cp < C1_END && charset_table_1252[cp - C1_FIRST] != 0)
		return charset_table_1252[cp - C1_FIRST];
	if (cp < ' ' && cp != '\n' && cp != '\r' && cp != '\t')
		return ' ';
	if ((cp >= 0xd800 && cp < 0xe000) || (cp & 0xfffe) == 0xfffe || cp > 0x10ffff)
		return UTF8_REPLACEMENT;
	return (uint32_t)cp;
}

static bool numbered(const char *digits, uint32_t *cp)
{
	int base = *digits == 'x' || *digits == 'X' ? 16 : 10;
	unsigned long number;
	char *end;

	digits += base == 16;
	if (strspn(digits, "0123456789abcdefABCDEF") == 0)
		return false;
	number = strtoul(digits, &end, base);
	*cp = allowed(number);
	return *end == '\0';
}

static bool named(const char *name, uint32_t *cp)
{
	static const struct {
		const char *name;
		uint32_t cp;
	} more[] = { { "AMP", '&' }, { "LT", '<' }, { "GT", '>' }, { "QUOT", '"' },
		{ "apos", '\'' } };
	const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);

	if (entity != NULL) {
		*cp = entity->value;
		return true;
	}
	for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
		if (strcmp(name, more[i].name) == 0) {
			*cp = more[i].cp;
			return true;
		}
	}
	return false;
}

bool xml_reference_may_hold(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '#';
}

size_t xml_reference(const char *s, size_t len, uint32_t *cp)
{
	char name[XML_REFERENCE_MAX + 1];
	size_t n = 1;

	*cp = 0;
	while (n < len && n <= XML_REFERENCE_MAX && xml_reference_may_hold(s[n]))
		n++;
	if (n < 2 || n == len || n > XML_REFERENCE_MAX || s[n] != ';')
		return 0;
	memcpy(name, s + 1, n - 1);
	name[n - 1] = '\0';
	if (*name == '#' ? numbered(name + 1, cp) : named(name, cp))
		return n + 1;
	*cp = 0;
	return 0;
}

size_t xml_decode(struct buf *out, const char *s, size_t len)
{
	const char *end = s + len, *amp;
	char bytes[4];
	uint32_t cp;
	size_t n, decoded = 0;

	for (; (amp = memchr(s, '&', (size_t)(end - s))) != NULL; s = amp + n) {
		buf_add(out, s, (size_t)(amp - s));
		if ((n = xml_reference(amp, (size_t)(end - amp), &cp)) > 0) {
			buf_add(out, bytes, utf8_put(bytes, cp));
			decoded++;
		} else {
			buf_putc(out, '&');
			n = 1;
		}
	}
	buf_add(out, s, (size_t)(end - s));
	return decoded;
}
