/* The table of formats, and telling which one an input is in. */
#include "base/mime.h"
#include "base/utf8.h"
#include "import/aside.h"
#include "import/block.h"
#include "import/decode.h"
#include "import/feed.h"
#include "import/format.h"
#include "import/front.h"
#include "import/json.h"
#include "import/mail.h"
#include "import/markdown.h"
#include "import/table.h"
#include "import/text.h"
#include "import/unpack.h"
#include "import/webpage.h"
#include "import/wxr.h"
#include "import/xml_root.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
	CONTROLS_PER_1000 = 5, /* a text may hold stray control characters */
	STRAY_MIN = 32,        /* bytes of a text that may hold one, however short it is */
};

static bool begins(const char *s, size_t len, const char *with)
{
	size_t n = strlen(with);

	return len >= n && strncasecmp(s, with, n) == 0;
}

static bool contains(const struct format_head *h, const char *what)
{
	return memmem(h->text, h->text_len, what, strlen(what)) != NULL;
}

/* The media type says it all for what is no text. */
static bool is_mime(const struct format_head *h, const char *type)
{
	return strcmp(h->mime, type) == 0;
}

/* Zip archives that are one document each. */
static bool looks_packed_document(const struct format_head *h)
{
	return begins(h->bytes, h->len, "PK") &&
	    (begins(h->mime, strlen(h->mime), "application/vnd.") ||
		is_mime(h, "application/epub+zip") || is_mime(h, "application/java-archive"));
}

static bool looks_rar(const struct format_head *h)
{
	return begins(h->bytes, h->len, "Rar!\x1a\x07");
}

static bool looks_document(const struct format_head *h)
{
	return begins(h->text, h->text_len, "%PDF-") || begins(h->text, h->text_len, "{\\rtf") ||
	    begins(h->text, h->text_len, "%!PS");
}

/* More control characters than a text has; NUL is one. */
static bool looks_binary(const struct format_head *h)
{
	size_t controls = decode_nuls(h->bytes, h->len);

	for (size_t i = 0; i < h->text_len; i++) {
		unsigned char c = (unsigned char)h->text[i];

		controls += c < ' ' && strchr("\t\n\v\f\r\x1a\x1b", c) == NULL;
	}
	if (controls == 1 && h->text_len >= STRAY_MIN)
		return false;
	return controls * 1000 > h->text_len * CONTROLS_PER_1000;
}

static bool first_element(const struct format_head *h, const char *name)
{
	const char *end = h->text + h->text_len;

	return xml_root_is(xml_root(h->text, end), end, name);
}

static bool looks_wxr(const struct format_head *h)
{
	return first_element(h, "rss") && contains(h, "wordpress.org/export/");
}

static bool looks_rss(const struct format_head *h)
{
	return first_element(h, "rss") || first_element(h, "RDF") || first_element(h, "channel");
}

/* Some stand in a page: "<feed" with the namespace, and an entry. */
static bool looks_atom(const struct format_head *h)
{
	return first_element(h, "feed") ||
	    (contains(h, "<feed") && contains(h, "\"http://www.w3.org/2005/Atom\"") &&
		contains(h, "<entry"));
}

/* A page, or a piece of one: it begins with an element, and elements are closed in it. */
static bool looks_html(const struct format_head *h)
{
	const char *end = h->text + h->text_len, *s = xml_root(h->text, end);

	if (begins(h->text, h->text_len, "<!doctype html") || first_element(h, "html"))
		return true;
	if (begins(h->text, h->text_len, "<?xml"))
		return false;
	return end - s > 1 && *s == '<' && isalpha((unsigned char)s[1]) &&
	    (is_mime(h, "text/html") || contains(h, "</"));
}

static bool looks_xml(const struct format_head *h)
{
	return begins(h->text, h->text_len, "<?xml") || begins(h->text, h->text_len, "<!--") ||
	    (h->text_len > 0 && *h->text == '<' && is_mime(h, "text/xml"));
}

/* "{" before a name or "[" before an object: braces and brackets begin titles too. */
static bool looks_json(const struct format_head *h)
{
	const char *s = h->text, *end = s + h->text_len;
	char open = s < end ? *s : '\0';

	if (open != '{' && open != '[')
		return false;
	if (is_mime(h, "application/json") || is_mime(h, "application/x-ndjson"))
		return true;
	do
		s++;
	while (s < end && strchr(" \t\r\n", *s) != NULL);
	return s < end && *s == (open == '{' ? '"' : '{');
}

/* Does the first line that says something begin front matter: "key: value" (YAML), "key = value" or
 * "[table]" (TOML), or a map in braces? A text that is ruled off by lines of --- does not. */
static bool begins_keys(const struct front_place *front)
{
	const char *s = front->s, *end = s + front->len, *eol;

	for (; s < end; s = eol < end ? eol + 1 : end) {
		eol = block_line_end(s, end);
		while (s < eol && isspace((unsigned char)*s))
			s++;
		if (s < eol && *s != '#')
			return *s == '{' || *s == '[' ||
			    memchr(s, front->kind == FRONT_TOML ? '=' : ':', (size_t)(eol - s)) !=
			    NULL;
	}
	return false;
}

/* Front matter that does not end within the head is front matter all the same: as a text, it would
 * show its drafts. */
static bool looks_markdown(const struct format_head *h)
{
	struct front_place front;

	return front_begins(h->text, h->text_len) ||
	    (front_find(h->text, h->text_len, &front) && front.kind != FRONT_HEAD &&
		begins_keys(&front));
}

static bool looks_markdown_json(const struct format_head *h)
{
	struct front_place front;

	return front_find(h->text, h->text_len, &front) && front.kind == FRONT_JSON;
}

/* In the order in which they are tried: what is surest first, what takes anything last. */
static const struct format formats[] = {
	{ NULL, "an office document or an e-book", looks_packed_document, NULL },
	{ NULL, "a RAR archive", looks_rar, NULL },
	{ NULL, "an archive of files", unpack_looks, unpack_read },
	{ NULL, "a PDF, RTF or PostScript document", looks_document, NULL },
	{ NULL, "a picture, sound, film or font", aside_is_media, aside_leave_media },
	{ NULL, "a style sheet or script", aside_is_code, aside_leave_code },
	{ NULL, "a file for programs", aside_is_settings, aside_leave_settings },
	{ NULL, "a file about the others", aside_is_notice, aside_leave_notice },
	{ NULL, "a saved page in MHTML, or a mail", mail_looks, NULL },
	{ NULL, "binary data", looks_binary, NULL },
	{ "wxr", "a WordPress export", looks_wxr, wxr_read },
	{ "feed", "an RSS feed", looks_rss, feed_read },
	{ "feed", "an Atom feed", looks_atom, feed_read },
	{ "html", "an HTML page", looks_html, webpage_read },
	{ NULL, "XML", looks_xml, NULL },
	{ "markdown", "Markdown with JSON front matter", looks_markdown_json, markdown_import },
	{ "json", "JSON", looks_json, json_read },
	{ "markdown", "Markdown with front matter", looks_markdown, markdown_import },
	{ "markdown", "Markdown", markdown_looks, markdown_import },
	{ "table", "a table", table_looks, table_read },
	{ "text", "a text", text_looks, text_read },
};

enum { FORMATS = sizeof formats / sizeof *formats };

const char *const *import_formats(void)
{
	static const char *const names[] = { "wxr", "feed", "html", "json", "markdown", "table",
		"text", NULL };

	return names;
}

const struct format *format_named(const char *name)
{
	for (size_t i = 0; i < FORMATS; i++)
		if (formats[i].name != NULL && strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

/* The name of the first element, in its brackets; nothing where there is none. */
static void add_root(struct buf *out, const struct format_head *h)
{
	const char *end = h->text + h->text_len, *name;
	size_t len = xml_root_name(xml_root(h->text, end), end, &name);

	if (len == 0)
		return;
	buf_puts(out, "<");
	utf8_clean_line(out, name, len);
	buf_puts(out, ">");
}

/* Why none reads what looks like f. */
static void refuse(const struct format *f, const struct format_head *h, struct error *why)
{
	struct buf known = BUF(MIME_SIZE + 4 * XML_ROOT_NAME_MAX); /* NFC may be the longer */

	if (f->looks == looks_binary)
		buf_puts(&known, h->mime);
	else if (f->looks == looks_xml)
		add_root(&known, h);
	error_set(why, ST_INVALID, "looks like %s%s%s%s: not a format of this version%s", f->what,
	    known.len > 0 ? " (" : "", buf_str(&known), known.len > 0 ? ")" : "",
	    f->looks == looks_xml && known.len > 0 ? "; --format html reads it as a page" : "");
	buf_clear(&known);
}

static const struct format *choose(const struct format_head *h, struct error *why)
{
	size_t i = 0;

	/* What is packed is unpacked first, whatever it is called. */
	if (h->options->format != NULL && !looks_binary(h) && !unpack_looks(h))
		return format_named(h->options->format);
	while (i < FORMATS - 1 && !formats[i].looks(h))
		i++;
	if (formats[i].read != NULL)
		return &formats[i];
	refuse(&formats[i], h, why);
	return NULL;
}

const struct format *format_of(const struct input *in, struct mime *mime,
    const struct import_options *options, struct error *why)
{
	struct buf text = BUF(3 * (size_t)INPUT_HEAD_MAX);
	struct format_head h = { .name = in->key, .options = options };
	const struct format *format = NULL;
	const char *refused;
	char type[MIME_SIZE];

	h.bytes = input_head(in, &h.len);
	mime_of(mime, NULL, h.bytes, h.len, type);
	h.mime = type;
	if (decode_head(in, &text) != ST_OK) {
		error_set(why, ST_NOMEM, "%s", status_text(ST_NOMEM));
		goto done;
	}
	h.text = buf_str(&text);
	h.text_len = text.len;
	while (h.text_len > 0 && strchr(" \t\r\n", *h.text) != NULL && *h.text != '\0') {
		h.text++;
		h.text_len--;
	}
	if (h.text_len == 0 && h.len < INPUT_HEAD_MAX)
		error_set(why, ST_INVALID, h.len == 0 ? "empty" : "nothing is written in it");
	else if ((refused = decode_refused(in)) != NULL)
		error_set(why, ST_INVALID,
		    "in a character set that this version does not read (%s)", refused);
	else
		format = choose(&h, why);
done:
	buf_clear(&text);
	return format;
}

void format_reject(const struct sink *sink, unsigned long line, const char *fmt, ...)
{
	struct error e;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(e.text, sizeof e.text, fmt, ap);
	va_end(ap);
	sink->reject(sink->ctx, line, e.text);
}

enum status format_failed(const struct sink *sink, enum status st, const struct error *e)
{
	if (st == ST_OK || st == ST_NOMEM)
		return st;
	sink->reject(sink->ctx, 0, e->text[0] != '\0' ? e->text : status_text(st));
	return ST_OK;
}
