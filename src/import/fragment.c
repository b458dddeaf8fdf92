#include "import/fragment.h"

#include "base/utf8.h"
#include "import/block.h"
#include "import/clutter.h"
#include "import/repair.h"
#include "import/xml_reference.h"
#include "text/html.h"
#include "text/html_tree.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	NAME_MAX_BYTES = 12,
	PIXEL = 1, /* an image of so many pixels a side is there to be counted */
};

/* Elements that people write; `parts`: it ends a paragraph. */
static const struct {
	const char *name;
	bool parts;
} elements[] = { { "p", true }, { "br", true }, { "div", true }, { "a", false }, { "b", false },
	{ "i", false }, { "em", false }, { "strong", false }, { "span", false }, { "img", false },
	{ "ul", true }, { "ol", true }, { "li", true }, { "h1", true }, { "h2", true },
	{ "h3", true }, { "h4", true }, { "h5", true }, { "h6", true }, { "blockquote", true },
	{ "pre", true }, { "table", true }, { "tr", true }, { "td", true }, { "hr", true },
	{ "figure", true }, { "section", true }, { "article", true }, { "center", true },
	{ "dl", true }, { "html", true }, { "body", true }, { "u", false }, { "s", false },
	{ "sup", false }, { "sub", false }, { "font", false }, { "small", false },
	{ "cite", false }, { "q", false }, { "code", false }, { "tt", false }, { "abbr", false },
	{ "del", false }, { "ins", false }, { "mark", false }, { "script", false },
	{ "style", false }, { "iframe", false }, { "video", false }, { "audio", false },
	{ "picture", false }, { "object", false }, { "big", false }, { "time", false } };

/* The element that the tag at s[0..len), from "<" on, is of; NULL if it is none of HTML. */
static const bool *tag_parts(const char *s, size_t len)
{
	size_t at = 1 + (len > 1 && s[1] == '/'), n = 0;

	while (at + n < len && n <= NAME_MAX_BYTES && strchr(" \t\r\n/>", s[at + n]) == NULL &&
	    s[at + n] != '\0')
		n++;
	if (n == 0 || at + n == len || n > NAME_MAX_BYTES)
		return NULL;
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (strlen(elements[i].name) == n && strncasecmp(elements[i].name, s + at, n) == 0)
			return &elements[i].parts;
	return NULL;
}

/* Does it hold a tag; with `parting`, one that parts paragraphs? */
static bool holds_tag(const char *s, size_t len, bool parting)
{
	const char *end = s + len;

	for (; (s = memchr(s, '<', (size_t)(end - s))) != NULL; s++) {
		const bool *parts = tag_parts(s, (size_t)(end - s));

		if (parts != NULL && (*parts || !parting))
			return true;
		if (!parting && end - s > 4 && memcmp(s, "<!--", 4) == 0)
			return true;
	}
	return false;
}

bool fragment_has_tags(const char *s, size_t len)
{
	return holds_tag(s, len, false);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Does it begin and end with a tag? */
static bool is_wrapped(const char *s, size_t len)
{
	while (len > 0 && is_space(*s)) {
		s++;
		len--;
	}
	while (len > 0 && is_space(s[len - 1]))
		len--;
	return len > 0 && *s == '<' && s[len - 1] == '>' && tag_parts(s, len) != NULL;
}

/* Blank lines are where paragraphs end, if nothing else is. */
static void put_paragraphs(struct buf *out, const char *s, size_t len)
{
	const char *end = s + len;

	for (const char *p = s; p < end; p++) {
		const char *next = p;
		size_t lines = 0;

		for (; next < end && is_space(*next); next++)
			lines += *next == '\n';
		if (lines >= 2) {
			buf_add(out, s, (size_t)(p - s));
			buf_puts(out, "\n<p>");
			s = next;
		}
		if (next > p)
			p = next - 1;
	}
	buf_add(out, s, (size_t)(end - s));
}

static bool is_pixel(const GumboNode *node, const char *side)
{
	const char *size = html_tree_attribute(node, side);
	char *end;

	return size != NULL && *size != '\0' && strtoul(size, &end, 10) <= PIXEL && *end == '\0';
}

/* html_options.skip */
static bool is_no_text(void *ctx, const GumboNode *node)
{
	(void)ctx;
	if (node->type != GUMBO_NODE_ELEMENT)
		return false;
	if (node->v.element.tag == GUMBO_TAG_IMG)
		return is_pixel(node, "width") || is_pixel(node, "height");
	return clutter_is(node);
}

static enum status write_html(
    const char *s, size_t len, enum fragment kind, const char *base, struct doc *d, struct error *e)
{
	struct html_options options = {
		.base = base, .skip = is_no_text, .breaks = kind == FRAGMENT_LINES
	};
	struct buf parted = BUF(4 * len + 64);
	enum status st;

	if (!holds_tag(s, len, true)) {
		put_paragraphs(&parted, s, len);
		s = buf_str(&parted);
		len = parted.len;
	}
	if ((st = buf_status(&parted)) == ST_OK)
		st = html_read(s, len, &options, d, e);
	buf_clear(&parted);
	return st;
}

static enum status write_plain(const char *s, size_t len, struct doc *d)
{
	struct buf clean = BUF(3 * len + 64);
	enum status st;

	if ((st = utf8_clean(&clean, s, len)) == ST_OK) {
		repair_newlines(&clean);
		st = block_write_text(buf_str(&clean), clean.len, d);
	}
	buf_clear(&clean);
	return st;
}

enum status fragment_write(
    const char *s, size_t len, enum fragment kind, const char *base, struct doc *d, struct error *e)
{
	struct buf decoded = BUF(2 * len + 64);
	enum status st;

	if (kind == FRAGMENT_PLAIN)
		return write_plain(s, len, d);
	if (kind == FRAGMENT_HTML || kind == FRAGMENT_LINES || fragment_has_tags(s, len))
		return write_html(s, len, kind, base, d, e);
	xml_decode(&decoded, s, len);
	if ((st = buf_status(&decoded)) != ST_OK)
		;
	else if (is_wrapped(buf_str(&decoded), decoded.len))
		st = write_html(buf_str(&decoded), decoded.len, kind, base, d, e);
	else
		st = write_plain(buf_str(&decoded), decoded.len, d);
	buf_clear(&decoded);
	return st;
}

enum status fragment_line(
    const char *s, size_t len, enum fragment kind, struct buf *out, struct error *e)
{
	struct buf once = BUF(2 * len + 64), twice = BUF(2 * len + 64);
	enum status st;

	xml_decode(&once, s, len);
	if (kind != FRAGMENT_PLAIN && fragment_has_tags(s, len)) {
		st = html_text(s, len, out, e);
	} else if (kind != FRAGMENT_PLAIN && fragment_has_tags(buf_str(&once), once.len)) {
		st = html_text(buf_str(&once), once.len, out, e);
	} else {
		xml_decode(&twice, buf_str(&once), once.len);
		if ((st = buf_status(&twice)) == ST_OK)
			st = utf8_clean_line(out, buf_str(&twice), twice.len);
	}
	buf_clear(&once);
	buf_clear(&twice);
	return st;
}
