#include "base/ini.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <assert.h>
#include <bsd/string.h>
#include <errno.h>
#include <ini.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
	NAME_SIZE = 50, /* inih cuts longer names without a word (MAX_SECTION, MAX_NAME) */
};

static const char bom[] = "\xef\xbb\xbf";

/* What stands on a line. */
enum kind {
	KIND_NOTHING, /* blank, or a comment */
	KIND_SECTION,
	KIND_KEY,
	KIND_MORE, /* an indented line: the value goes on */
};

struct reading {
	const char *path;
	FILE *file;
	ini_entry_fn fn;
	void *ctx;
	struct error *e;
	enum status st; /* the first failure; nothing is done after it */
	unsigned line;
	enum kind kind; /* of the line that inih has now */
	bool has_key;   /* a key came since the section began: a value can go on */

	/* The entry whose value may go on; there is none while key is "". */
	char section[NAME_SIZE], key[NAME_SIZE];
	struct buf value;
	unsigned entry_line;
};

static enum status fail(struct reading *r, const char *what)
{
	return r->st = error_set(r->e, ST_INVALID, "%s:%u: %s", r->path, r->line, what);
}

_Static_assert(INI_LINE_MAX == 198 && NAME_SIZE == 50, "the messages name these limits");

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Where the first of `ends` is, or a comment within the line, or the end. */
static const char *find(const char *s, const char *ends)
{
	const char *p = s;

	while (*p != '\0' && strchr(ends, *p) == NULL && !(*p == ';' && p > s && is_blank(p[-1])))
		p++;
	return p;
}

static const char *skip_blanks(const char *s)
{
	while (is_blank(*s))
		s++;
	return s;
}

/* Bytes from s to `end` without the blanks at its end. */
static size_t trimmed(const char *s, const char *end)
{
	while (end > s && is_blank(end[-1]))
		end--;
	return (size_t)(end - s);
}

static enum status check_section(struct reading *r, const char *s)
{
	const char *end = strchr(s, ']');
	const char *after = end != NULL ? skip_blanks(end + 1) : s;

	if (end == NULL || (*after != '\0' && *after != ';' && *after != '#'))
		return fail(r, "a section is written [name]");
	if (end - s < 2)
		return fail(r, "a section needs a name");
	if (end - s > NAME_SIZE)
		return fail(r, "a section's name is too long (49 bytes at most)");
	return ST_OK;
}

static enum status check_key(struct reading *r, const char *s)
{
	const char *end = find(s, "=:");
	size_t n = trimmed(s, end);

	if (*end != '=')
		return fail(r, "neither a section nor \"key = value\" nor a comment");
	if (n == 0)
		return fail(r, "a key is missing before the \"=\"");
	if (n >= NAME_SIZE)
		return fail(r, "a key is too long (49 bytes at most)");
	return ST_OK;
}

/*
 * Check what inih would take silently, cut, or read in another way than people mean it, and tell
 * what the line is.
 */
static enum status check_line(struct reading *r, const char *line)
{
	const char *s;

	if (r->line == 1 && strncmp(line, bom, strlen(bom)) == 0)
		line += strlen(bom);
	s = skip_blanks(line);
	r->kind = KIND_NOTHING;
	if (*s == '\0' || *s == ';' || *s == '#')
		return ST_OK;
	if (s > line) {
		r->kind = KIND_MORE;
		return r->has_key ? ST_OK : fail(r, "an indented line, and no key before it");
	}
	r->kind = *s == '[' ? KIND_SECTION : KIND_KEY;
	r->has_key = r->kind == KIND_KEY;
	return r->kind == KIND_SECTION ? check_section(r, s) : check_key(r, s);
}

/* Hand over the beginning of the section that the line s opens. */
static enum status deliver_section(struct reading *r, const char *s)
{
	char name[NAME_SIZE];
	struct ini_entry entry = { .section = name, .line = r->line };

	strlcpy(name, s + 1, (size_t)(strchr(s, ']') - s));
	return r->st = r->fn(r->ctx, &entry, r->e);
}

/* Hand over the entry that is complete now, if there is one. */
static void deliver(struct reading *r)
{
	struct ini_entry entry = {
		.section = r->section,
		.key = r->key,
		.value = buf_str(&r->value),
		.line = r->entry_line,
	};

	if (*r->key == '\0' || r->st != ST_OK)
		return;
	if (buf_status(&r->value) == ST_TOOBIG) {
		r->st = error_set(r->e, ST_INVALID, "%s:%u: a value longer than %d bytes", r->path,
		    r->entry_line, INI_VALUE_MAX);
		return;
	}
	if ((r->st = buf_status(&r->value)) != ST_OK)
		error_set(r->e, r->st, "%s: no memory", r->path);
	else
		r->st = r->fn(r->ctx, &entry, r->e);
	*r->key = '\0';
}

/*
 * inih's fgets(): one line into `line` of `size` bytes, NULL at the end of the file or of our
 * patience.
 */
static char *read_line(char *line, int size, void *ctx)
{
	struct reading *r = ctx;
	size_t n = 0;
	int c;

	if (r->st != ST_OK)
		return NULL;
	assert(size > INI_LINE_MAX + 1);
	errno = 0;
	r->line++;
	while ((c = getc(r->file)) != EOF && c != '\n') {
		if (c == '\0')
			fail(r, "a NUL byte");
		else if (n >= INI_LINE_MAX)
			fail(r,
			    "a line too long (198 bytes; an indented line goes on with a value)");
		if (r->st != ST_OK)
			return NULL;
		line[n++] = (char)c;
	}
	line[n] = '\0';
	if (c == EOF && ferror(r->file)) {
		r->st = error_errno(r->e, "%s", r->path);
		return NULL;
	}
	if (c == EOF && n == 0)
		return NULL;
	if (!utf8_valid(line, n))
		fail(r, "not UTF-8");
	if (r->st != ST_OK || check_line(r, line) != ST_OK)
		return NULL;
	if (r->kind == KIND_SECTION) {
		deliver(r);
		if (r->st == ST_OK)
			deliver_section(r, strchr(line, '['));
	}
	return r->st == ST_OK ? line : NULL;
}

/* inih's handler: one line of an entry. */
static int take(void *ctx, const char *section, const char *name, const char *value)
{
	struct reading *r = ctx;

	if (r->kind == KIND_MORE) {
		/* inih leaves the comment on a line that goes on. */
		size_t n = trimmed(value, find(value, ""));

		if (n > 0 && r->value.len > 0)
			buf_putc(&r->value, ' ');
		buf_add(&r->value, value, n);
		return 1;
	}
	deliver(r);
	strlcpy(r->section, section, sizeof r->section);
	strlcpy(r->key, name, sizeof r->key);
	buf_reset(&r->value);
	buf_puts(&r->value, value);
	r->entry_line = r->line;
	return 1;
}

enum status ini_read(const char *path, ini_entry_fn fn, void *ctx, struct error *e)
{
	struct reading r = {
		.path = path, .fn = fn, .ctx = ctx, .e = e, .value = BUF(INI_VALUE_MAX)
	};
	int bad;

	if ((r.file = fopen(path, "re")) == NULL) {
		enum status st = errno == ENOENT ? ST_NOTFOUND : ST_IO;

		error_errno(e, "%s", path);
		return st;
	}
	bad = ini_parse_stream(read_line, &r, take, &r);
	deliver(&r);
	if (r.st == ST_OK && bad > 0)
		r.st = error_set(e, ST_INVALID, "%s:%d: not understood", path, bad);
	else if (r.st == ST_OK && bad < 0)
		r.st = error_set(e, ST_NOMEM, "%s: no memory", path);
	buf_clear(&r.value);
	fclose(r.file);
	return r.st;
}
