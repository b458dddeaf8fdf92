#include "page/part.h"

#include "base/buf.h"
#include "page/page.h"
#include "text/gemtext.h"

#include <string.h>

static const char toggle[] = "```";

static bool begins(const char *line, size_t len, const char *with)
{
	size_t n = strlen(with);

	return len >= n && memcmp(line, with, n) == 0;
}

/* Where a part may end: the last place of each kind within reach; 0: there is none. */
struct cuts {
	size_t line;  /* between paragraphs */
	size_t inner; /* between two lines of a preformatted block */
	bool pre;     /* does the reach end within such a block? */
};

static struct cuts cuts_within(const char *s, size_t len, enum part_start start)
{
	struct cuts c = { .pre = start == PART_PRE };
	bool bound = true; /* does the line before want to stay with this one? */
	size_t at = 0, n;

	for (; at < len; at += n + 1) {
		const char *nl = memchr(s + at, '\n', len - at);
		bool toggles, blank;

		n = nl != NULL ? (size_t)(nl - (s + at)) : len - at;
		blank = n == 0 || (n == 1 && s[at] == '\r');
		toggles = begins(s + at, n, toggle) && !(at == 0 && start == PART_TEXT);
		if (c.pre && !toggles)
			c.inner = at;
		else if (!c.pre && !bound && !blank)
			c.line = at;
		c.pre = c.pre != toggles;
		if (!blank || c.pre)
			bound = c.pre || begins(s + at, n, "#");
	}
	return c;
}

static bool ends_sentence(const char *s, size_t len)
{
	static const char *const ends[] = { ".", "!", "?", "…", ".»", ". »", "\"" };

	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		size_t n = strlen(ends[i]);

		if (len >= n && memcmp(s + len - n, ends[i], n) == 0)
			return true;
	}
	return false;
}

/* The end of the last sentence, or word, within s[0..len), after its space; never within a
 * character. */
static size_t cut_of_text(const char *s, size_t len)
{
	size_t end = len, word = 0;

	for (; end > len / 2; end--) {
		if (s[end - 1] != ' ')
			continue;
		if (ends_sentence(s, end - 1))
			return end;
		word = word > 0 ? word : end;
	}
	if (word > 0)
		return word;
	for (end = len; end > 1 && ((unsigned char)s[end] & 0xc0) == 0x80; end--)
		;
	return end;
}

bool part_next(const char *body, size_t len, struct part *p)
{
	struct cuts cuts;
	const char *s;

	if (p->begun) {
		p->from += p->len;
		p->start = p->next;
		if (p->from >= len)
			return false;
	}
	p->begun = true;
	p->next = PART_LINE;
	p->len = len - p->from;
	if (p->len <= PAGE_PART_MAX)
		return true;
	s = body + p->from;
	cuts = cuts_within(s, PAGE_PART_MAX, p->start);
	if (cuts.line > 0) {
		p->len = cuts.line;
	} else if (cuts.inner > 0) {
		p->len = cuts.inner;
		p->next = PART_PRE;
	} else {
		p->len = cut_of_text(s, PAGE_PART_MAX);
		p->next = cuts.pre ? PART_PRE : PART_TEXT;
	}
	return true;
}

enum status part_read(const char *body, const struct part *p, struct doc *d)
{
	struct buf b = BUF(p->len + sizeof toggle + 1);
	const char *s = body + p->from, *nl;
	size_t len = p->len, n;
	enum status st = ST_OK;

	switch (p->start) {
	case PART_LINE:
		return gemtext_read(s, len, d);
	case PART_PRE:
		buf_puts(&b, toggle);
		buf_putc(&b, '\n');
		buf_add(&b, s, len);
		if ((st = buf_status(&b)) == ST_OK)
			st = gemtext_read(b.data, b.len, d);
		break;
	case PART_TEXT:
		/* Whatever the rest of a paragraph begins with, it is no markup. */
		nl = memchr(s, '\n', len);
		n = nl != NULL ? (size_t)(nl - s) : len;
		doc_add(d, LINE_TEXT, s, n);
		return nl != NULL ? gemtext_read(nl + 1, len - n - 1, d) : doc_status(d);
	}
	buf_clear(&b);
	return st;
}
