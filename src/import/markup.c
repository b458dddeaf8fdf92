#include "import/markup.h"

#include "import/block.h"
#include "import/figure.h"
#include "import/markup_tag.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
	INDENT = 4,    /* columns, of what belongs to an admonition */
	FENCE_MIN = 3, /* CommonMark 4.5 */
	ICON_MAX = 64, /* bytes of an icon's name */
	ICON_HYPHENS = 2,
	ITEM_DIGITS_MAX = 9, /* CommonMark 5.2 */
};

struct cleaner {
	const char *s, *end; /* what is left */
	struct buf *out;
	char fence; /* of the code block that is open, or '\0' */
	size_t fence_len;
	size_t strip;      /* columns of admonitions that are open */
	size_t list;       /* column of the text of the list's item that is open, or 0 */
	size_t links;      /* brackets of the line that are open */
	bool blank;        /* the line before was blank */
	bool raw;          /* of Liquid, within code: it is open */
	bool no_endraw;    /* there is none any more */
	unsigned unclosed; /* rows of `pairs` that are not closed any more, a bit each */
};

static bool begins(const char *s, const char *end, const char *with)
{
	size_t n = strlen(with);

	return (size_t)(end - s) >= n && memcmp(s, with, n) == 0;
}

static size_t count(const char *s, const char *end, char c)
{
	size_t n = 0;

	while (s + n < end && s[n] == c)
		n++;
	return n;
}

/* ---- tags ---- */

/* What a tag makes of the text up to the tag that ends it. */
enum within { WITHIN_CODE, WITHIN_RAW, WITHIN_NOTHING };

static const struct {
	const char *word, *end;
	enum within within;
} pairs[] = { { "highlight", "endhighlight", WITHIN_CODE }, { "code", "endcode", WITHIN_CODE },
	{ "raw", "endraw", WITHIN_RAW }, { "verbatim", "endverbatim", WITHIN_RAW },
	{ "comment", "endcomment", WITHIN_NOTHING } };

/* Is it a tag that opens or closes what Liquid leaves alone, and stands for nothing in code? */
static bool is_raw(struct cleaner *c, const char *word, const char *after)
{
	const char *beyond;

	if (strcmp(word, "endraw") == 0 && c->raw) {
		c->raw = false;
		return true;
	}
	if (strcmp(word, "raw") != 0 || c->raw || c->no_endraw)
		return false;
	c->raw = markup_tag_find(after, c->end, "endraw", &beyond) != NULL;
	c->no_endraw = !c->raw;
	return c->raw;
}

/* Code, as it is but for {% raw %} and {% endraw %}. */
static void put_code(struct cleaner *c, const char *s, const char *end)
{
	char word[MARKUP_TAG_WORD];
	const char *brace, *after;

	for (; (brace = memchr(s, '{', (size_t)(end - s))) != NULL; s = after) {
		buf_add(c->out, s, (size_t)(brace - s));
		after = begins(brace, end, "{%") ? markup_tag_end(brace, end, word) : NULL;
		if (after != NULL && is_raw(c, word, after))
			continue;
		buf_putc(c->out, '{');
		after = brace + 1;
	}
	buf_add(c->out, s, (size_t)(end - s));
}

static const char code_fence[] = "\n``````\n";

static void put_within(struct cleaner *c, enum within within, const char *s, size_t len)
{
	if (within == WITHIN_NOTHING)
		return;
	if (within == WITHIN_RAW) {
		buf_add(c->out, s, len);
		return;
	}
	buf_puts(c->out, code_fence);
	put_code(c, s, s + len);
	buf_puts(c->out, code_fence);
}

/* Go past the tag at c->s, if it is one. */
static bool take_tag(struct cleaner *c)
{
	char word[MARKUP_TAG_WORD];
	const char *after = markup_tag_end(c->s, c->end, word), *close, *beyond;

	if (after == NULL)
		return false;
	if (c->s[1] == '{' && strcmp(word, "figure") == 0)
		figure_put(c->out, c->s, after);
	c->s = after;
	if (strcmp(word, "endraw") == 0)
		c->raw = false;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		if (strcmp(word, pairs[i].word) != 0)
			continue;
		if ((c->unclosed & 1U << i) != 0)
			break;
		if ((close = markup_tag_find(after, c->end, pairs[i].end, &beyond)) == NULL) {
			c->unclosed |= 1U << i;
			break;
		}
		put_within(c, pairs[i].within, after, (size_t)(close - after));
		c->s = beyond;
		break;
	}
	return true;
}

/* ---- lines ---- */

/* A code span at c->s, whole, if it ends on its line. */
static void put_span(struct cleaner *c)
{
	const char *eol = block_line_end(c->s, c->end), *s;
	size_t n = count(c->s, c->end, '`'), k = n;

	for (s = c->s + n; s < eol; s += k) {
		k = count(s, eol, '`');
		if (k == n)
			break;
		k = k > 0 ? k : 1;
	}
	n = s < eol ? (size_t)(s + k - c->s) : n;
	put_code(c, c->s, c->s + n);
	c->s += n;
}

/* The last byte that was written to this line, blanks aside, or '\n'. */
static char before(const struct cleaner *c)
{
	size_t n = c->out->len;

	while (n > 0 && (c->out->data[n - 1] == ' ' || c->out->data[n - 1] == '\t'))
		n--;
	return n > 0 ? c->out->data[n - 1] : '\n';
}

/*
 * A picture within a sentence, which is a word of it: the text before it on its line has not ended
 * and it is in no link. It becomes a link with its text.
 */
static bool take_picture(struct cleaner *c)
{
	const char *eol = c->end - c->s > MARKUP_TAG_MAX ? c->s + MARKUP_TAG_MAX : c->end,
		   *s = c->s + 2;
	unsigned char last = (unsigned char)before(c);

	if (!begins(c->s, c->end, "![") || c->links > 0 ||
	    !(isalnum(last) || last >= 0x80 || strchr(",(\"'*_", last) != NULL))
		return false;
	while (s < eol && strchr("[]\n", *s) == NULL)
		s++;
	if (s == c->s + 2 || !begins(s, eol, "]("))
		return false;
	c->s++;
	return true;
}

/* An icon of MkDocs, ":material-check:", or of a name with two hyphens. */
static bool take_icon(struct cleaner *c)
{
	static const char *const sets[] = { "fontawesome-", "material-", "octicons-", "simple-" };
	const char *s = c->s + 1;
	size_t hyphens = 0;

	if (c->out->len > 0 && isalnum((unsigned char)c->out->data[c->out->len - 1]))
		return false;
	while (s < c->end && s - c->s < ICON_MAX && (isalnum((unsigned char)*s) || *s == '-'))
		hyphens += *s++ == '-';
	if (s == c->end || *s != ':' || c->s[1] == '-' || s[-1] == '-')
		return false;
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
		hyphens += begins(c->s + 1, s, sets[i]);
	if (hyphens < ICON_HYPHENS)
		return false;
	c->s = s + 1;
	return true;
}

/* One word of an attribute list: ".x", "#x", or (where `pairs_too`) "x=y"; its end, or NULL. */
static const char *attribute_word(const char *s, const char *end, bool pairs_too)
{
	bool mark = *s == '.' || *s == '#';
	const char *name = s + mark;

	for (s = name; s < end && (isalnum((unsigned char)*s) || *s == '-' || *s == '_'); s++)
		;
	if (s == name || !isalpha((unsigned char)*name))
		return NULL;
	if (mark)
		return s;
	if (!pairs_too || s == end || *s++ != '=')
		return NULL;
	if (s < end && *s == '"')
		return (s = memchr(s + 1, '"', (size_t)(end - s - 1))) != NULL ? s + 1 : NULL;
	while (s < end && *s != ' ')
		s++;
	return s;
}

/*
 * An attribute list of Python-Markdown, Pandoc or Hugo, without kramdown's colon: "{ .x #y z=1 }".
 * It stands behind a link or picture, or ends a heading or another line; braces are text elsewhere.
 */
static bool take_attributes(struct cleaner *c)
{
	const char *most = c->end - c->s > MARKUP_TAG_MAX ? c->s + MARKUP_TAG_MAX : c->end,
		   *s = c->s + 1;
	const char *close = memchr(s, '}', (size_t)(block_line_end(s, most) - s));
	char last = c->out->len > 0 ? c->out->data[c->out->len - 1] : '\n';
	bool link = last == ')' || last == ']', any = false;

	if (close == NULL)
		return false;
	for (s += count(s, close, ' '); s < close; s += count(s, close, ' '), any = true)
		if ((s = attribute_word(s, close, link)) == NULL || (s < close && *s != ' '))
			return false;
	s = close + 1 + count(close + 1, c->end, ' ');
	if (!any || (!link && s < c->end && *s != '\n' && *s != '\r'))
		return false;
	c->s = close + 1;
	return true;
}

/* What may stand at c->s that is no text. */
static bool take_mark(struct cleaner *c)
{
	switch (*c->s) {
	case '{':
		return take_attributes(c) || take_tag(c);
	case '!':
		return take_picture(c);
	case ':':
		return take_icon(c);
	default:
		return false;
	}
}

/* The rest of a line of text, without tags; one may go on over more lines. */
static void put_text(struct cleaner *c)
{
	c->links = 0;
	while (c->s < c->end && *c->s != '\n') {
		if (*c->s == '`') {
			put_span(c);
		} else if (!take_mark(c)) {
			if (*c->s == '[')
				c->links++;
			else if (*c->s == ']' && c->links > 0)
				c->links--;
			buf_putc(c->out, *c->s++);
		}
	}
	if (c->s < c->end)
		buf_putc(c->out, *c->s++);
}

static bool is_blank(const char *s, const char *end)
{
	while (s < end && (*s == ' ' || *s == '\r' || *s == '\n'))
		s++;
	return s == end;
}

/* A line of code; one that stood alone for a tag is left out. */
static void put_line(struct cleaner *c, const char *eol)
{
	const char *next = eol < c->end ? eol + 1 : c->end;
	bool blank = is_blank(c->s, next);
	size_t from = c->out->len;

	put_code(c, c->s, next);
	if (!blank && c->out->len > from &&
	    is_blank(c->out->data + from, c->out->data + c->out->len))
		buf_truncate(c->out, from);
	c->s = next;
}

/* Does a code fence stand at s: which, and how long? */
static size_t fence_at(const char *s, const char *eol, char *which)
{
	size_t n;

	*which = s < eol && (*s == '`' || *s == '~') ? *s : '\0';
	n = *which != '\0' ? count(s, eol, *which) : 0;
	if (*which == '`' && memchr(s + n, '`', (size_t)(eol - s - n)) != NULL)
		return 0;
	return n >= FENCE_MIN ? n : 0;
}

/* Python-Markdown wants no blank before an admonition's word, if nothing but its title follows. */
static bool is_admonition_word(const char *s, const char *eol)
{
	const char *from = s;

	while (s < eol && (islower((unsigned char)*s) || *s == '-'))
		s++;
	if (s == from)
		return false;
	while (s < eol && (*s == ' ' || *s == '\r'))
		s++;
	return s == eol || *s == '"';
}

/* An admonition or a tab: "!!! note "title"", "??? tip", "=== "tab"". Its title, if it has one. */
static bool take_admonition(struct cleaner *c, const char *s, const char *eol)
{
	static const char *const marks[] = { "!!!+", "!!!", "???+", "???", "===" };
	const char *open, *close;

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const char *word = s + strlen(marks[i]);

		if (!begins(s, eol, marks[i]) || word == eol ||
		    (*word != ' ' && !is_admonition_word(word, eol)))
			continue;
		open = memchr(s, '"', (size_t)(eol - s));
		close = open != NULL ? memrchr(open + 1, '"', (size_t)(eol - open - 1)) : NULL;
		if (open == NULL && *s == '=')
			return false; /* the line under a heading */
		if (close != NULL && close > open + 1)
			buf_printf(c->out, "\n**%.*s**\n", (int)(close - open - 1), open + 1);
		buf_putc(c->out, '\n');
		c->strip += INDENT;
		c->s = eol < c->end ? eol + 1 : c->end;
		return true;
	}
	return false;
}

/* The columns of the mark that begins a list's item, with one blank; 0: none stands here. */
static size_t item_mark(const char *s, const char *eol)
{
	size_t n = 0;

	while (s + n < eol && n < ITEM_DIGITS_MAX && isdigit((unsigned char)s[n]))
		n++;
	if (s + n == eol || strchr(n > 0 ? ".)" : "*-+", s[n]) == NULL || s[n] == '\0')
		return 0;
	return s + n + 1 < eol && s[n + 1] == ' ' ? n + 2 : 0;
}

/* kramdown's "{:toc}", with more after its word. */
static bool is_toc(const char *s, const char *end)
{
	if (!begins(s, end, "{:"))
		return false;
	s += 2;
	s += count(s, end, ' ');
	return begins(s, end, "toc") && s + 3 < end && strchr(" }", s[3]) != NULL;
}

/* Does a list's item stand for a table of contents: is "{:toc}" below it? */
static bool is_toc_item(const char *s, const char *eol, const char *end)
{
	const char *next = eol < end ? eol + 1 : end;

	return item_mark(s, eol) > 0 && is_toc(next + count(next, end, ' '), end);
}

static bool is_contents(const char *s, const char *eol, const char *end)
{
	static const char *const marks[] = { "[TOC]", "[[toc]]", "[[_TOC_]]" };

	if (is_toc(s, eol) || is_toc_item(s, eol, end))
		return true;
	while (eol > s && (eol[-1] == ' ' || eol[-1] == '\r'))
		eol--;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if ((size_t)(eol - s) == strlen(marks[i]) &&
		    strncasecmp(s, marks[i], strlen(marks[i])) == 0)
			return true;
	return false;
}

/* A line of a code block that is open. */
static void take_code(struct cleaner *c, const char *s, const char *eol)
{
	size_t n = count(s, eol, c->fence);

	if (n >= c->fence_len && s + n + count(s + n, eol, ' ') >= eol)
		c->fence = '\0';
	put_line(c, eol);
}

/* Follow the list whose item is open, line by line: what is code is indented below its text. */
static void follow_list(struct cleaner *c, size_t indent, size_t mark, bool after_blank)
{
	if (mark > 0 && indent < c->list + INDENT)
		c->list = indent + mark;
	else if (mark == 0 && after_blank && indent < c->list)
		c->list = indent;
}

static void take_line(struct cleaner *c)
{
	const char *eol = block_line_end(c->s, c->end), *s = c->s;
	size_t indent = count(s, eol, ' ');
	bool blank = c->s + indent == eol, after_blank = c->blank, is_code;

	c->blank = blank;
	if (!blank && c->fence == '\0' && indent < c->strip)
		c->strip = indent / INDENT * INDENT;
	indent = indent < c->strip ? indent : c->strip;
	c->s += indent;
	indent = count(c->s, eol, ' ');
	s = c->s + indent;
	if (!blank && c->fence == '\0')
		follow_list(c, indent, item_mark(s, eol), after_blank);
	is_code = indent >= c->list + INDENT;
	if (c->fence != '\0') {
		take_code(c, s, eol);
	} else if ((c->fence_len = fence_at(s, eol, &c->fence)) > 0) {
		put_line(c, eol);
	} else if (c->fence = '\0', after_blank && is_code) {
		c->blank = true; /* the next line of it is code too */
		put_line(c, eol);
	} else if (is_contents(s, eol, c->end)) {
		c->s = eol < c->end ? eol + 1 : c->end;
	} else if (!take_admonition(c, s, eol)) {
		put_text(c);
	}
}

enum status markup_clean(const char *s, size_t len, struct buf *out)
{
	struct cleaner c = { .s = s, .end = s + len, .out = out, .blank = true };

	while (c.s < c.end && buf_status(out) == ST_OK)
		take_line(&c);
	return buf_status(out);
}

size_t markup_more(const char *s, size_t len)
{
	const char *end = s + len, *at = s, *word;

	while ((at = memmem(at, (size_t)(end - at), "<!--", 4)) != NULL) {
		word = at + 4;
		word += count(word, end, ' ');
		if ((size_t)(end - word) >= 4 && strncasecmp(word, "more", 4) == 0) {
			word += 4 + count(word + 4, end, ' ');
			if (begins(word, end, "-->"))
				return (size_t)(at - s);
		}
		at += 4;
	}
	return len;
}
