#include "import/toml.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct parser {
	const char *s, *end;
	unsigned long line;
	struct front *front;
	struct buf table; /* the key that all others stand below */
	struct buf key;   /* of the value being read, whole */
	struct buf value;
	unsigned depth;
	enum status st;
	const char *what; /* what is wrong */
};

static bool fail(struct parser *p, enum status st, const char *what)
{
	if (p->st == ST_OK) {
		p->st = st;
		p->what = what;
	}
	return false;
}

static bool wrong(struct parser *p, const char *what)
{
	return fail(p, ST_INVALID, what);
}

static bool at(const struct parser *p, char c)
{
	return p->s < p->end && *p->s == c;
}

static bool begins(const struct parser *p, const char *with)
{
	size_t n = strlen(with);

	return (size_t)(p->end - p->s) >= n && memcmp(p->s, with, n) == 0;
}

static void skip_blanks(struct parser *p)
{
	while (p->s < p->end && (*p->s == ' ' || *p->s == '\t'))
		p->s++;
}

/* Blanks, newlines and comments. */
static void skip_lines(struct parser *p)
{
	while (p->s < p->end) {
		if (*p->s == '#') {
			while (p->s < p->end && *p->s != '\n')
				p->s++;
		} else if (strchr(" \t\r\n", *p->s) == NULL || *p->s == '\0') {
			return;
		} else {
			p->line += *p->s++ == '\n';
		}
	}
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1;
}

static bool read_code(struct parser *p, int digits, struct buf *out)
{
	uint32_t cp = 0;
	char bytes[4];

	for (; digits > 0; digits--, p->s++) {
		if (p->s == p->end || hex_digit(*p->s) < 0)
			return wrong(p, "an escape without its digits");
		cp = cp << 4 | (uint32_t)hex_digit(*p->s);
	}
	buf_add(out, bytes, utf8_put(bytes, cp));
	return true;
}

/* What follows a backslash. */
static bool read_escape(struct parser *p, bool lines, struct buf *out)
{
	static const char from[] = "btnfr\"\\e", to[] = "\b\t\n\f\r\"\\\x1b";
	const char *found;
	char c;

	if (p->s == p->end)
		return wrong(p, "a string without an end");
	c = *p->s++;
	if (c == 'u' || c == 'U')
		return read_code(p, c == 'u' ? 4 : 8, out);
	if ((found = c != '\0' ? strchr(from, c) : NULL) != NULL) {
		buf_putc(out, to[found - from]);
		return true;
	}
	if (!lines || strchr(" \t\r\n", c) == NULL)
		return wrong(p, "an escape that there is not");
	/* A backslash at the end of a line: the line goes on with the next word. */
	p->line += c == '\n';
	for (; p->s < p->end && strchr(" \t\r\n", *p->s) != NULL && *p->s != '\0'; p->s++)
		p->line += *p->s == '\n';
	return true;
}

/* A string of any of the four kinds. */
static bool read_string(struct parser *p, struct buf *out)
{
	const char quote[] = { *p->s, *p->s, *p->s, '\0' };
	bool basic = *quote == '"', lines = begins(p, quote);
	const char *close = lines ? quote : quote + 2;

	p->s += strlen(close);
	if (lines && begins(p, "\r\n"))
		p->s++;
	if (lines && at(p, '\n')) {
		p->line++;
		p->s++;
	}
	while (p->s < p->end && !begins(p, close)) {
		char c = *p->s++;

		if (c == '\n' && !lines)
			return wrong(p, "a string without an end");
		p->line += c == '\n';
		if (c != '\\' || !basic)
			buf_putc(out, c);
		else if (!read_escape(p, lines, out))
			return false;
	}
	if (p->s == p->end)
		return wrong(p, "a string without an end");
	p->s += strlen(close);
	/* Up to two quotation marks may stand before the three that end it. */
	for (int i = 0; lines && i < 2 && at(p, *quote); i++, p->s++)
		buf_putc(out, *quote);
	return true;
}

static bool is_bare(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-' || (unsigned char)c >= 0x80;
}

/* A key, dotted perhaps, added to `out`. */
static bool read_key(struct parser *p, struct buf *out)
{
	for (;;) {
		skip_blanks(p);
		if (out->len > 0)
			buf_putc(out, '.');
		if (at(p, '"') || at(p, '\'')) {
			if (!read_string(p, out))
				return false;
		} else if (p->s < p->end && is_bare(*p->s)) {
			while (p->s < p->end && is_bare(*p->s))
				buf_putc(out, *p->s++);
		} else {
			return wrong(p, "a key is missing");
		}
		skip_blanks(p);
		if (!at(p, '.'))
			break;
		p->s++;
	}
	return out->len <= FRONT_KEY_MAX || fail(p, ST_TOOBIG, "a key that is too long");
}

static bool read_value(struct parser *p, bool listed);

static bool add(struct parser *p, bool listed)
{
	enum status st;

	if ((st = buf_status(&p->value)) == ST_OK && (st = buf_status(&p->key)) == ST_OK)
		st = front_add(
		    p->front, buf_str(&p->key), buf_str(&p->value), p->value.len, listed);
	return st == ST_OK || fail(p, st, "too many values");
}

static bool read_array(struct parser *p)
{
	p->s++;
	for (;;) {
		skip_lines(p);
		if (at(p, ']'))
			break;
		if (!read_value(p, true))
			return false;
		skip_lines(p);
		if (at(p, ','))
			p->s++;
		else if (!at(p, ']'))
			return wrong(p, "an array without an end");
	}
	p->s++;
	return true;
}

static bool read_pair(struct parser *p);

/* New lines and a comma at the end are of TOML 1.1. */
static bool read_inline_table(struct parser *p)
{
	p->s++;
	for (;;) {
		skip_lines(p);
		if (at(p, '}'))
			break;
		if (!read_pair(p))
			return false;
		skip_lines(p);
		if (at(p, ','))
			p->s++;
		else if (!at(p, '}'))
			return wrong(p, "an inline table without an end");
	}
	p->s++;
	return true;
}

/* A number, a date, a boolean: as it is written. */
static bool read_bare(struct parser *p, bool listed)
{
	while (p->s < p->end && strchr(",]}#\r\n", *p->s) == NULL)
		buf_putc(&p->value, *p->s++);
	while (p->value.len > 0 && strchr(" \t", p->value.data[p->value.len - 1]) != NULL)
		buf_truncate(&p->value, p->value.len - 1);
	return p->value.len > 0 ? add(p, listed) : wrong(p, "a value is missing");
}

static bool read_value(struct parser *p, bool listed)
{
	bool ok;

	buf_reset(&p->value);
	if (at(p, '"') || at(p, '\''))
		return read_string(p, &p->value) && add(p, listed);
	if (!at(p, '[') && !at(p, '{'))
		return read_bare(p, listed);
	if (p->depth == FRONT_DEPTH_MAX)
		return fail(p, ST_TOOBIG, "too many levels");
	p->depth++;
	ok = at(p, '[') ? read_array(p) : read_inline_table(p);
	p->depth--;
	return ok;
}

/* "key = value", below the key that stands. */
static bool read_pair(struct parser *p)
{
	size_t below = p->key.len;
	bool ok;

	if (!read_key(p, &p->key))
		return false;
	if (!at(p, '='))
		return wrong(p, "a key without \"=\"");
	p->s++;
	skip_blanks(p);
	ok = read_value(p, false);
	buf_truncate(&p->key, below);
	return ok;
}

/* "[a.b]" or "[[a.b]]". */
static bool read_header(struct parser *p)
{
	int brackets = begins(p, "[[") ? 2 : 1;

	p->s += brackets;
	buf_reset(&p->table);
	if (!read_key(p, &p->table))
		return false;
	for (; brackets > 0; brackets--, p->s++)
		if (!at(p, ']'))
			return wrong(p, "a table's name without its bracket");
	return true;
}

static bool read_line(struct parser *p)
{
	if (at(p, '[')) {
		if (!read_header(p))
			return false;
	} else {
		buf_reset(&p->key);
		buf_add(&p->key, buf_str(&p->table), p->table.len);
		if (!read_pair(p))
			return false;
	}
	skip_blanks(p);
	return p->s == p->end || strchr("#\r\n", *p->s) != NULL ||
	    wrong(p, "something after the value");
}

enum status toml_read(const char *s, size_t len, struct front *out, struct error *e)
{
	struct parser p = { .s = s,
		.end = s + len,
		.line = 2,
		.front = out,
		.table = BUF(2 * (size_t)FRONT_MAX),
		.key = BUF(2 * (size_t)FRONT_MAX),
		.value = BUF(2 * (size_t)FRONT_MAX) };

	for (skip_lines(&p); p.s < p.end && read_line(&p);)
		skip_lines(&p);
	buf_clear(&p.table);
	buf_clear(&p.key);
	buf_clear(&p.value);
	if (p.st != ST_OK)
		error_set(e, p.st, "front matter that is no TOML: line %lu: %s", p.line, p.what);
	return p.st;
}
