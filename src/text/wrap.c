#include "text/wrap.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unictype.h>
#include <uniwidth.h>

enum {
	NO_BREAK = 0xa0,
	FIGURE_SPACE = 0x2007,
	NARROW_NO_BREAK = 0x202f,
	WIDEST = 2, /* columns of one character */
};

static unsigned columns_of(uint32_t cp)
{
	int n;

	if (cp >= ' ' && cp < 0x7f)
		return 1;
	n = uc_width(cp, "UTF-8");
	return n > 0 ? (unsigned)n : 0;
}

static bool is_break(uint32_t cp)
{
	if (cp < 0x80)
		return cp == ' ' || (cp >= '\t' && cp <= '\r');
	return cp != NO_BREAK && cp != FIGURE_SPACE && cp != NARROW_NO_BREAK &&
	    uc_is_property_white_space(cp);
}

/* A stretch of the text that is all spaces or all word. */
struct span {
	size_t len; /* bytes */
	size_t columns;
};

static struct span span_of(const char *s, size_t len, bool spaces)
{
	struct span at = { 0 };
	uint32_t cp;
	size_t n;

	for (; at.len < len; at.len += n) {
		n = utf8_next(s + at.len, len - at.len, &cp);
		if (is_break(cp) != spaces)
			break;
		/* A TAB or newline has no width of its own and is written as a space. */
		at.columns += spaces && cp < 0x80 ? 1 : columns_of(cp);
	}
	return at;
}

/* Does the word only end what stands before it: a mark that French puts a space before, alone or
 * with others ("» ?")? */
static bool is_closing(const char *s, size_t len)
{
	static const char *const marks[] = { ";", ":", "!", "?", "»" };
	bool begins = false;
	uint32_t cp;

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		begins = begins ||
		    (len >= strlen(marks[i]) && memcmp(s, marks[i], strlen(marks[i])) == 0);
	for (size_t i = 0; begins && i < len;) {
		i += utf8_next(s + i, len - i, &cp);
		begins = !uc_is_general_category(cp, UC_LETTER) &&
		    !uc_is_general_category(cp, UC_NUMBER);
	}
	return begins;
}

static bool is_opening(const char *s, size_t len)
{
	static const char mark[] = "«";
	size_t n = strlen(mark);

	return len >= n && memcmp(s + len - n, mark, n) == 0;
}

/* A word with the marks that one space parts from it, as far as both have room on a line. */
static struct span word_of(const char *s, size_t len, size_t room)
{
	struct span word = span_of(s, len, false), next;

	while (word.len > 0 && word.len < len && s[word.len] == ' ') {
		const char *after = s + word.len + 1;

		next = span_of(after, len - word.len - 1, false);
		if (next.len == 0 || word.columns + 1 + next.columns > room ||
		    (!is_closing(after, next.len) && !is_opening(s, word.len)))
			break;
		word.len += 1 + next.len;
		word.columns += 1 + next.columns;
	}
	return word;
}

unsigned wrap_width(const char *s, size_t len)
{
	unsigned columns = 0;
	uint32_t cp;

	for (size_t i = 0; i < len;) {
		i += utf8_next(s + i, len - i, &cp);
		columns += columns_of(cp);
	}
	return columns;
}

struct wrapper {
	struct buf *out;
	unsigned columns;
	const char *rest;
	unsigned rest_columns;
	unsigned at; /* columns taken on this line */
	bool fresh;  /* nothing but the prefix stands on it */
};

static void new_line(struct wrapper *w)
{
	buf_putc(w->out, '\n');
	buf_puts(w->out, w->rest);
	w->at = w->rest_columns;
	w->fresh = true;
}

static void put_spaces(struct wrapper *w, const char *s, struct span gap)
{
	for (size_t i = 0; i < gap.len; i++)
		buf_putc(w->out, s[i] >= '\t' && s[i] <= '\r' ? ' ' : s[i]);
	w->at += (unsigned)gap.columns;
}

/* A word that no line can hold is cut wherever a line ends. */
static void put_cut(struct wrapper *w, const char *s, size_t len)
{
	uint32_t cp;
	size_t n;

	for (size_t i = 0; i < len; i += n) {
		n = utf8_next(s + i, len - i, &cp);
		if (w->at + columns_of(cp) > w->columns)
			new_line(w);
		buf_add(w->out, s + i, n);
		w->at += columns_of(cp);
	}
}

static void put_word(struct wrapper *w, const char *s, struct span word)
{
	if (w->at + word.columns > w->columns && !w->fresh)
		new_line(w);
	if (w->at + word.columns > w->columns) {
		put_cut(w, s, word.len);
	} else {
		buf_add(w->out, s, word.len);
		w->at += (unsigned)word.columns;
	}
	w->fresh = false;
}

enum status wrap_lines(struct buf *out, const char *s, size_t len, unsigned columns,
    const char *first, const char *rest)
{
	struct wrapper w = {
		.out = out,
		.columns = columns < WRAP_MIN ? WRAP_MIN : columns,
		.rest = rest,
		.rest_columns = wrap_width(rest, strlen(rest)),
		.at = wrap_width(first, strlen(first)),
		.fresh = true,
	};
	unsigned margin = w.at > w.rest_columns ? w.at : w.rest_columns;
	struct span gap, word;

	assert(w.at + WIDEST <= w.columns && w.rest_columns + WIDEST <= w.columns);
	buf_puts(out, first);
	for (size_t i = 0; i < len && buf_status(out) == ST_OK; i += word.len) {
		gap = span_of(s + i, len - i, true);
		word = word_of(s + i + gap.len, len - i - gap.len, w.columns - margin);
		if (word.len > 0 && !w.fresh) {
			if (w.at + gap.columns + word.columns > w.columns)
				new_line(&w);
			else
				put_spaces(&w, s + i, gap);
		}
		i += gap.len;
		if (word.len > 0)
			put_word(&w, s + i, word);
	}
	buf_putc(out, '\n');
	return buf_status(out);
}

/* How many bytes of s have room, whole characters with the marks that follow them. */
static size_t fitting(const char *s, size_t len, size_t room)
{
	size_t at = 0, used = 0, n;
	uint32_t cp;

	for (; at < len; at += n) {
		n = utf8_next(s + at, len - at, &cp);
		used += columns_of(cp);
		if (used > room)
			break;
	}
	return at;
}

enum status wrap_cut(
    struct buf *out, const char *s, size_t len, unsigned columns, const char *ellipsis)
{
	unsigned mark = wrap_width(ellipsis, strlen(ellipsis));
	size_t start = span_of(s, len, true).len, end = start;
	size_t words = start; /* where the last word ends that leaves room for the ellipsis */
	size_t used = 0;
	struct span gap, word;

	if (mark >= columns) {
		ellipsis = "";
		mark = 0;
	}
	for (;;) {
		gap = span_of(s + end, len - end, true);
		word = span_of(s + end + gap.len, len - end - gap.len, false);
		used += gap.columns + word.columns;
		if (word.len == 0 || used > columns)
			break;
		end += gap.len + word.len;
		if (used <= columns - mark)
			words = end;
	}
	if (word.len == 0) {
		buf_add(out, s + start, end - start);
		return buf_status(out);
	}
	if (words == start)
		words += fitting(s + start, len - start, columns - mark);
	buf_add(out, s + start, words - start);
	buf_puts(out, ellipsis);
	return buf_status(out);
}
