#include "text/doc.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>

enum { FIRST_CAP = 32 };

/* A line's own limit is memory; cleaning may make it longer (U+FFFD for a bad byte). */
static const size_t clean_max = SIZE_MAX / 2;

static bool is_no_break(uint32_t cp)
{
	return cp == 0xa0 || cp == 0x202f;
}

/*
 * Is the character the same in NFC whatever stands around it, as long as that too is one of these?
 * Latin with its accents, and the punctuation of French and English.
 */
static bool is_stable(uint32_t cp)
{
	return (cp >= 0x20 && cp < 0x300) || (cp >= 0x2010 && cp <= 0x205e) || cp == 0x20ac;
}

/* Would cleaning leave these bytes as they are? Most lines are so, and cost one copy then. */
static bool is_clean(const char *s, size_t len)
{
	bool space = true;
	uint32_t cp;

	for (size_t i = 0; i < len;) {
		if (s[i] > ' ' && s[i] < 0x7f) {
			space = false;
			i++;
			continue;
		}
		i += utf8_next(s + i, len - i, &cp);
		if (!is_stable(cp) || !utf8_shown(cp))
			return false;
		if (cp == ' ' || is_no_break(cp)) {
			if (space)
				return false;
			space = true;
		} else {
			space = false;
		}
	}
	return len == 0 || !space;
}

static char *take(struct doc *d, struct buf *b)
{
	enum status st = buf_status(b);
	char *s = buf_take(b);

	if (s == NULL)
		d->failure = st != ST_OK ? st : ST_NOMEM;
	return s;
}

/* One clean line; NULL once d has failed. */
static char *clean(struct doc *d, const char *s, size_t len)
{
	struct buf b = BUF(clean_max);
	char *copy;

	if (is_clean(s, len)) {
		if ((copy = malloc(len + 1)) == NULL) {
			d->failure = ST_NOMEM;
			return NULL;
		}
		if (len > 0)
			memcpy(copy, s, len);
		copy[len] = '\0';
		return copy;
	}
	utf8_clean_line(&b, s, len);
	return take(d, &b);
}

/* The same for a preformatted line: its spaces stay. */
static char *clean_pre(struct doc *d, const char *s, size_t len)
{
	struct buf b = BUF(clean_max);
	char *copy;

	utf8_clean(&b, s, len);
	if ((copy = take(d, &b)) == NULL)
		return NULL;
	for (char *p = copy; (p = strchr(p, '\n')) != NULL;)
		*p = ' ';
	return copy;
}

/* How many bytes of white space there are at the start. */
static size_t spaces(const char *s, size_t len)
{
	size_t i = 0, n;
	uint32_t cp;

	while (i < len) {
		n = utf8_next(s + i, len - i, &cp);
		if (!uc_is_property_white_space(cp))
			break;
		i += n;
	}
	return i;
}

static void put_escaped(struct buf *b, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "%%%02X", (unsigned)(unsigned char)s[i]);
}

/* A url is not normalised, as that could name something else, but it has no white space. */
static char *clean_url(struct doc *d, const char *s, size_t len)
{
	struct buf b = BUF(clean_max);
	size_t i = spaces(s, len), end = 0, n;
	uint32_t cp;
	bool space;

	for (; i < len; i += n) {
		n = utf8_next(s + i, len - i, &cp);
		space = uc_is_property_white_space(cp);
		if (space && n == 1)
			buf_puts(&b, "%20");
		else if (space || (n == 1 && cp == UTF8_REPLACEMENT))
			put_escaped(&b, s + i, n);
		else if (utf8_shown(cp))
			buf_add(&b, s + i, n);
		if (!space)
			end = b.len;
	}
	buf_truncate(&b, end);
	return take(d, &b);
}

static void line_clear(struct line *l)
{
	free(l->text);
	free(l->url);
	free(l->note);
	*l = (struct line){ 0 };
}

static bool reserve(struct doc *d, size_t n)
{
	struct line *p;
	size_t cap = d->cap > 0 ? d->cap : FIRST_CAP;

	if (d->failure != ST_OK)
		return false;
	if (n > DOC_LINES_MAX - d->n) {
		d->failure = ST_TOOBIG;
		return false;
	}
	if (d->n + n <= d->cap)
		return true;
	while (cap < d->n + n)
		cap *= 2;
	if ((p = reallocarray(d->lines, cap, sizeof *p)) == NULL) {
		d->failure = ST_NOMEM;
		return false;
	}
	d->lines = p;
	d->cap = cap;
	return true;
}

void doc_init(struct doc *d)
{
	*d = (struct doc){ 0 };
}

void doc_clear(struct doc *d)
{
	for (size_t i = 0; i < d->n; i++)
		line_clear(&d->lines[i]);
	free(d->lines);
	doc_init(d);
}

enum status doc_status(const struct doc *d)
{
	return d->failure;
}

void doc_add(struct doc *d, enum line_type type, const char *text, size_t len)
{
	char *s;

	assert(type != LINE_LINK);
	if (!reserve(d, 1))
		return;
	s = type == LINE_PRE ? clean_pre(d, text, len) : clean(d, text, len);
	if (s != NULL)
		d->lines[d->n++] = (struct line){ .type = type, .text = s };
}

void doc_text(struct doc *d, const char *text)
{
	doc_add(d, LINE_TEXT, text, strlen(text));
}

void doc_textf(struct doc *d, const char *fmt, ...)
{
	char *s;
	va_list ap;
	int n;

	if (d->failure != ST_OK)
		return;
	va_start(ap, fmt);
	n = vasprintf(&s, fmt, ap);
	va_end(ap);
	if (n < 0) {
		d->failure = ST_NOMEM;
		return;
	}
	doc_add(d, LINE_TEXT, s, (size_t)n);
	free(s);
}

void doc_blank(struct doc *d)
{
	const struct line *last;

	if (d->n == 0)
		return;
	last = &d->lines[d->n - 1];
	if (last->type != LINE_TEXT || last->text[0] != '\0')
		doc_add(d, LINE_TEXT, "", 0);
}

void doc_heading(struct doc *d, int level, const char *text)
{
	assert(level >= 1 && level <= 3);
	doc_add(d, LINE_H1 + (unsigned)level - 1, text, strlen(text));
}

void doc_item(struct doc *d, const char *text)
{
	doc_add(d, LINE_ITEM, text, strlen(text));
}

void doc_quote(struct doc *d, const char *text)
{
	doc_add(d, LINE_QUOTE, text, strlen(text));
}

void doc_pre(struct doc *d, const char *text)
{
	doc_add(d, LINE_PRE, text, strlen(text));
}

void doc_pre_begin(struct doc *d, const char *alt, size_t alt_len, const char *text, size_t len)
{
	size_t n = d->n;
	char *note;

	doc_add(d, LINE_PRE, text, len);
	if (d->n == n)
		return;
	if ((note = clean(d, alt, alt_len)) != NULL)
		d->lines[n].note = note;
}

/* Clean it, or NULL where nothing is left. */
static char *clean_optional(struct doc *d, const char *s, size_t len)
{
	char *copy = s != NULL ? clean(d, s, len) : NULL;

	if (copy != NULL && copy[0] == '\0') {
		free(copy);
		copy = NULL;
	}
	return copy;
}

void doc_add_link(
    struct doc *d, const char *url, size_t url_len, const char *text, size_t len, const char *note)
{
	struct line l = { .type = LINE_LINK };

	if (!reserve(d, 1))
		return;
	l.url = clean_url(d, url, url_len);
	l.text = clean_optional(d, text, len);
	l.note = clean_optional(d, note, note != NULL ? strlen(note) : 0);
	if (d->failure == ST_OK && l.url[0] != '\0') {
		d->lines[d->n++] = l;
		return;
	}
	line_clear(&l);
	if (d->failure == ST_OK)
		doc_add(d, LINE_TEXT, text, text != NULL ? len : 0);
}

void doc_link(struct doc *d, const char *url, const char *text, const char *note)
{
	doc_add_link(d, url, strlen(url), text, text != NULL ? strlen(text) : 0, note);
}

void doc_truncate(struct doc *d, size_t n)
{
	while (d->n > n)
		line_clear(&d->lines[--d->n]);
}

void doc_append(struct doc *d, struct doc *from)
{
	if (d->failure == ST_OK)
		d->failure = from->failure;
	if (reserve(d, from->n) && from->n > 0) {
		memcpy(d->lines + d->n, from->lines, from->n * sizeof *from->lines);
		d->n += from->n;
		from->n = 0;
	}
	doc_clear(from);
}
