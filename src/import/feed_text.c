#include "import/feed_text.h"

#include "import/decode.h"
#include "import/xml_reference.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool begins(const char *s, const char *with)
{
	return strncasecmp(s, with, strlen(with)) == 0;
}

/* RFC 4287 4.1.3.3: a media type that is neither text nor XML holds base64. */
static bool is_base64(const char *type)
{
	size_t len = strlen(type);

	return strchr(type, '/') != NULL && !begins(type, "text/") &&
	    !(len > 4 && strcasecmp(type + len - 4, "/xml") == 0) &&
	    !(len > 4 && strcasecmp(type + len - 4, "+xml") == 0);
}

void feed_text_begin(
    struct feed_text *t, const struct xml_attribute *attributes, size_t n, size_t max)
{
	const char *type = xml_attribute_of(attributes, n, "", "type");
	const char *mode = xml_attribute_of(attributes, n, "", "mode");

	type = type != NULL ? type : "";
	*t = (struct feed_text){ .kind = FRAGMENT_GUESS };
	buf_init(&t->bytes, max);
	t->base64 = mode != NULL ? strcasecmp(mode, "base64") == 0 : is_base64(type);
	if (strcasecmp(type, "text") == 0 || begins(type, "text/plain"))
		t->kind = FRAGMENT_PLAIN;
}

void feed_text_clear(struct feed_text *t)
{
	buf_clear(&t->bytes);
	*t = (struct feed_text){ 0 };
}

/* Elements without an end tag in HTML: "</br>" is another line break there. */
static bool is_void(const char *name)
{
	static const char *const voids[] = { "br", "hr", "img", "input", "meta", "link", "area",
		"base", "col", "embed", "source", "track", "wbr", "param" };

	for (size_t i = 0; i < sizeof voids / sizeof *voids; i++)
		if (strcasecmp(name, voids[i]) == 0)
			return true;
	return false;
}

/* The text so far was no markup: it is now. */
static void become_markup(struct feed_text *t)
{
	struct buf escaped = BUF(t->bytes.max);

	xml_escape(&escaped, buf_str(&t->bytes), t->bytes.len);
	buf_clear(&t->bytes);
	t->bytes = escaped;
	t->inline_markup = true;
}

void feed_text_start(struct feed_text *t, const struct xml_name *name,
    const struct xml_attribute *attributes, size_t n)
{
	if (!t->inline_markup)
		become_markup(t);
	buf_printf(&t->bytes, "<%s", name->local);
	for (size_t i = 0; i < n; i++) {
		buf_printf(&t->bytes, " %s=\"", attributes[i].name.local);
		xml_escape(&t->bytes, attributes[i].value, strlen(attributes[i].value));
		buf_putc(&t->bytes, '"');
	}
	buf_putc(&t->bytes, '>');
}

void feed_text_end(struct feed_text *t, const struct xml_name *name)
{
	if (!is_void(name->local))
		buf_printf(&t->bytes, "</%s>", name->local);
}

void feed_text_add(struct feed_text *t, const char *s, size_t len)
{
	if (t->inline_markup)
		xml_escape(&t->bytes, s, len);
	else
		buf_add(&t->bytes, s, len);
}

static int base64_value(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				     "0123456789+/";
	const char *at = c != '\0' ? strchr(digits, c) : NULL;

	return at != NULL ? (int)(at - digits) : -1;
}

/* RFC 4648 4; what is no digit of it is passed over. False where nothing is left. */
static bool decode_base64(const struct buf *in, struct buf *out)
{
	unsigned bits = 0, nbits = 0;

	for (size_t i = 0; i < in->len && in->data[i] != '='; i++) {
		int value = base64_value(in->data[i]);

		if (value < 0)
			continue;
		bits = (bits << 6 | (unsigned)value) & 0xffff;
		nbits += 6;
		if (nbits >= 8) {
			nbits -= 8;
			buf_putc(out, (char)(bits >> nbits & 0xff));
		}
	}
	return out->len > 0;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* What base64 gives may be an image: then there is no text. */
static void put_decoded(const struct buf *bytes, struct buf *out)
{
	if (memchr(buf_str(bytes), '\0', bytes->len) == NULL)
		decode_field(out, buf_str(bytes), bytes->len);
}

enum status feed_text_take(struct feed_text *t, char **out, enum fragment *kind)
{
	struct buf decoded = BUF(t->bytes.max), text = BUF(3 * t->bytes.max);
	enum status st = buf_status(&t->bytes);
	size_t from = 0, to;

	*out = NULL;
	*kind = t->inline_markup ? FRAGMENT_HTML : t->kind;
	if (st == ST_OK && t->base64 && !t->inline_markup && decode_base64(&t->bytes, &decoded)) {
		put_decoded(&decoded, &text);
		buf_clear(&t->bytes);
		t->bytes = text;
		text = (struct buf)BUF(0);
		st = buf_status(&t->bytes);
	}
	buf_clear(&decoded);
	to = t->bytes.len;
	while (from < to && is_space(t->bytes.data[from]))
		from++;
	while (to > from && is_space(t->bytes.data[to - 1]))
		to--;
	if (st == ST_OK && to > from && (*out = strndup(t->bytes.data + from, to - from)) == NULL)
		st = ST_NOMEM;
	feed_text_clear(t);
	return st;
}
