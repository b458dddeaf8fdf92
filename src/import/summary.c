#include "import/summary.h"

#include "base/utf8.h"

#include <string.h>

/* The marks of gemtext's lines (gemini://geminiprotocol.net/docs/gemtext-specification.gmi). */
static const char fence[] = "```", link_mark[] = "=>", item_mark[] = "* ";

static bool begins(const char *line, const char *with)
{
	return strncmp(line, with, strlen(with)) == 0;
}

/* Append what a line says, if it is an item (where those are asked for) or else text. */
static void put_line(const char *line, size_t n, bool items, struct buf *out)
{
	size_t mark = begins(line, item_mark) ? strlen(item_mark) : *line == '>';

	if (*line == '#' || begins(line, link_mark) || begins(line, item_mark) != items)
		return;
	buf_add(out, line + mark, n - mark);
	buf_putc(out, ' ');
}

static void put_lines(const char *body, bool items, struct buf *out)
{
	bool within = false;
	size_t n;

	for (const char *s = body; *s != '\0'; s += n + (s[n] == '\n')) {
		n = strcspn(s, "\n");
		if (begins(s, fence))
			within = !within;
		else if (!within && n > 0)
			put_line(s, n, items, out);
	}
}

enum status summary_of(const char *body, struct buf *out)
{
	struct buf joined = BUF(2 * strlen(body) + 1);
	enum status st;

	put_lines(body, false, &joined);
	if (joined.len == 0)
		put_lines(body, true, &joined);
	if ((st = buf_status(&joined)) == ST_OK)
		st = utf8_clean_line(out, buf_str(&joined), joined.len);
	buf_clear(&joined);
	return st;
}

bool summary_is_title(const char *summary, const char *title)
{
	size_t len = strlen(summary), title_len = strlen(title);
	struct buf one = BUF(4 * (len + title_len) + 64), other = BUF(one.max);
	bool same;

	utf8_fold(&one, summary, len);
	utf8_fold(&other, title, title_len);
	same = one.len > 0 && strcmp(buf_str(&one), buf_str(&other)) == 0;
	buf_clear(&one);
	buf_clear(&other);
	return same;
}
