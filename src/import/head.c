#include "import/head.h"

#include "base/buf.h"
#include "import/block.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { KEY_MAX_BYTES = 32 }; /* of a key; a longer one begins a sentence */

enum { HEAD_PROOF = 1, HEAD_LIST = 2 };

/* Keys of Pelican, MultiMarkdown and Python-Markdown's Meta-Data: which make it a head, and which
 * have a value on each line. */
static const struct {
	const char *key;
	unsigned is;
} keys[] = {
	{ "title", HEAD_PROOF },
	{ "date", HEAD_PROOF },
	{ "subtitle", 0 },
	{ "modified", 0 },
	{ "category", HEAD_LIST },
	{ "categories", HEAD_LIST },
	{ "tags", HEAD_LIST },
	{ "keywords", HEAD_LIST },
	{ "slug", 0 },
	{ "author", HEAD_LIST },
	{ "authors", HEAD_LIST },
	{ "summary", 0 },
	{ "description", 0 },
	{ "status", 0 },
	{ "lang", 0 },
	{ "language", 0 },
	{ "translation", 0 },
	{ "template", 0 },
	{ "url", 0 },
	{ "save_as", 0 },
};

/* A line of a head: its key, or none where it goes on with the value before. */
struct head_line {
	const char *key;
	size_t key_len;
	const char *value;
	size_t len;
	const char *next; /* the line after it */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static bool is_of_key(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-' || c == ' ';
}

/* Take the line at s; false where it is empty or none of a head. */
static bool take_line(const char *s, const char *end, struct head_line *out)
{
	const char *eol = block_line_end(s, end);
	size_t n = 0;

	*out = (struct head_line){ .next = eol < end ? eol + 1 : end };
	while (eol > s && is_blank(eol[-1]))
		eol--;
	if (s == eol)
		return false;
	if (!is_blank(*s)) {
		while (s + n < eol && n < KEY_MAX_BYTES && is_of_key(s[n]))
			n++;
		if (n == 0 || s + n == eol || s[n] != ':' ||
		    (s + n + 1 < eol && !is_blank(s[n + 1])))
			return false;
		out->key = s;
		out->key_len = n++;
	}
	while (s + n < eol && is_blank(s[n]))
		n++;
	out->value = s + n;
	out->len = (size_t)(eol - out->value);
	return true;
}

/* Is it a key that generators know, and which? */
static bool is_known(const struct head_line *l, unsigned *is)
{
	*is = 0;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (strlen(keys[i].key) != l->key_len ||
		    strncasecmp(keys[i].key, l->key, l->key_len) != 0)
			continue;
		*is = keys[i].is;
		return true;
	}
	return false;
}

size_t head_length(const char *s, size_t len)
{
	const char *from = s, *end = s + len;
	bool proof = false;
	struct head_line l;
	unsigned is;
	size_t n;

	while (s < end && take_line(s, end, &l)) {
		bool known = l.key != NULL && is_known(&l, &is);

		if (s == from && !known)
			return 0;
		proof = proof || (known && (is & HEAD_PROOF) != 0 && l.len > 0);
		s = l.next;
	}
	n = (size_t)(s - from);
	while (s < end && is_blank(*s))
		s++;
	/* It ends at an empty line, not at one that is none of it. */
	return proof && (s == end || *s == '\n') ? n : 0;
}

static enum status add(struct front *out, const char *key, struct buf *value)
{
	enum status st = ST_OK;

	if (*key != '\0' && value->len > 0)
		st = front_add(out, key, value->data, value->len, false);
	buf_reset(value);
	return st;
}

enum status head_read(const char *s, size_t len, struct front *out)
{
	struct buf value = BUF(FRONT_MAX);
	const char *end = s + len;
	char key[KEY_MAX_BYTES + 1] = "";
	enum status st = ST_OK;
	struct head_line l;
	unsigned is = 0;

	while (st == ST_OK && s < end && take_line(s, end, &l)) {
		if (l.key != NULL || (is & HEAD_LIST) != 0)
			st = add(out, key, &value);
		if (l.key != NULL) {
			is_known(&l, &is);
			snprintf(key, sizeof key, "%.*s", (int)l.key_len, l.key);
		}
		if (value.len > 0)
			buf_putc(&value, ' ');
		buf_add(&value, l.value, l.len);
		s = l.next;
	}
	if (st == ST_OK && (st = buf_status(&value)) == ST_OK)
		st = add(out, key, &value);
	buf_clear(&value);
	return st;
}
