#include "import/autop.h"

#include "import/block.h"
#include "import/tag.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum {
	WRAPPED_LINES_MIN = 3, /* fewer say nothing of a width */
	WRAPPED_LINES_MAX = 500,
};

/* Elements that newlines beside mean nothing to: those of wpautop(), and what HTML has since. */
static const char *const blocks[] = { "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol",
	"li", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "col", "colgroup",
	"blockquote", "figure", "figcaption", "pre", "hr", "dl", "dt", "dd", "section", "article",
	"aside", "header", "footer", "nav", "main", "hgroup", "address", "details", "summary",
	"form", "fieldset", "legend", "center", "menu" };

/* Elements that part no paragraphs, but may stand alone between two: the newlines on both sides do,
 * as if nothing stood there. */
static const char *const unseen[] = { "script", "style", "iframe", "textarea", "area", "source",
	"track", "param", "embed" };

/* Those with something within that stands for them: a <p> there would leave them open. */
static const char *const filled[] = { "noscript", "object", "audio", "video", "map" };

struct writer {
	struct tag_scan tags;
	const char *end;
	unsigned depth;    /* of blocks of the newer editor */
	unsigned within;   /* elements of `filled` that are open */
	unsigned newlines; /* since the last word */
	bool space;        /* white space was met since */
	bool beside;       /* what stood before them was a block, or nothing */
	bool broken;       /* it was a <br> */
	bool wrapped;      /* the paragraph was broken to fit a width */
	const char *known; /* up to where that is known */
	struct buf *out;
};

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_among(const struct tag *tag, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (tag_is(tag, names[i]))
			return true;
	return false;
}

static bool is_block(const struct tag *tag)
{
	return is_among(tag, blocks, sizeof blocks / sizeof *blocks);
}

/* ---- what newlines mean ---- */

/* Note of the paragraph that begins at s, up to the next blank line, whether it was wrapped. */
static void look_ahead(struct writer *w, const char *s)
{
	struct span lines[WRAPPED_LINES_MAX];
	struct block block = { .lines = lines };

	while (s < w->end) {
		const char *eol = block_line_end(s, w->end), *from = s, *to;

		for (; from < eol && is_space(*from); from++)
			;
		for (to = eol; to > from && is_space(to[-1]); to--)
			;
		s = eol < w->end ? eol + 1 : eol;
		if (to == from || block.n == WRAPPED_LINES_MAX)
			break;
		lines[block.n++] = (struct span){ .s = from, .len = (size_t)(to - from) };
	}
	w->known = s;
	w->wrapped = block.n >= WRAPPED_LINES_MIN && block_is_wrapped(&block);
}

/* The white space before what stands at s: something that is within a line. */
static void put_space(struct writer *w, const char *s)
{
	bool parts = w->newlines > 1, breaks = w->newlines == 1;

	if (w->within > 0) {
		buf_puts(w->out, w->space ? " " : "");
		return;
	}
	if (w->depth == 0 && s >= w->known)
		look_ahead(w, s);
	if (w->beside || (w->broken && breaks))
		buf_puts(w->out, w->newlines > 0 ? "\n" : "");
	else if (parts && w->depth == 0)
		buf_puts(w->out, "\n<p>");
	else if (breaks && w->depth == 0 && !w->wrapped)
		buf_puts(w->out, "<br>\n");
	else if (w->space)
		buf_putc(w->out, ' ');
	w->beside = w->broken = w->space = false;
	w->newlines = 0;
}

/* What stands next is a block, or was one; what was filled is over, should its end be missing. */
static void put_edge(struct writer *w)
{
	if (w->newlines > 0)
		buf_putc(w->out, '\n');
	w->beside = true;
	w->broken = w->space = false;
	w->newlines = w->within = 0;
}

/* ---- what there is ---- */

static bool begins(const struct tag *comment, const char *with)
{
	return comment->len >= strlen(with) && strncmp(comment->name, with, strlen(with)) == 0;
}

/* " wp:image {...} ", " /wp:image ", " wp:more /": where a block begins and ends. */
static void take_comment(struct writer *w, const struct tag *c)
{
	bool opens = begins(c, " wp:"), closes = begins(c, " /wp:");

	if (begins(c, "nextpage")) {
		w->newlines += 2;
		return;
	}
	if (!opens && !closes)
		return;
	put_edge(w);
	if (opens && c->name[c->len - 1] != '/')
		w->depth++;
	else if (closes && w->depth > 0)
		w->depth--;
}

/* Is it one that has something within? */
static bool take_filled(struct writer *w, const struct tag *tag)
{
	if (!is_among(tag, filled, sizeof filled / sizeof *filled))
		return false;
	if (tag->kind == TAG_OPEN)
		w->within++;
	else if (w->within > 0)
		w->within--;
	return true;
}

static const char *take_tag(struct writer *w, const char *s)
{
	const char *end, *raw;
	struct tag tag;
	bool block;

	if (!tag_at(&w->tags, s, &tag)) {
		put_space(w, s);
		buf_putc(w->out, '<');
		return s + 1;
	}
	if (tag.kind == TAG_COMMENT) {
		take_comment(w, &tag);
		return tag.end;
	}
	raw = tag_raw_end(&w->tags, &tag, false);
	end = raw != NULL ? raw : tag.end;
	if (is_among(&tag, unseen, sizeof unseen / sizeof *unseen) || take_filled(w, &tag)) {
		buf_add(w->out, s, (size_t)(end - s));
		return end;
	}
	if ((block = is_block(&tag)))
		put_edge(w);
	else if (tag_is(&tag, "br"))
		w->newlines = 0;
	else if (tag.kind == TAG_OPEN)
		put_space(w, s);
	buf_add(w->out, s, (size_t)(end - s));
	w->broken = tag_is(&tag, "br");
	return end;
}

/* The length of the URL that is all of the line that begins at s, or 0. */
static size_t lone_url(struct writer *w, const char *s)
{
	size_t n = 0, after;
	struct tag tag;

	if (w->end - s < 8 ||
	    (strncasecmp(s, "http://", 7) != 0 && strncasecmp(s, "https://", 8) != 0))
		return 0;
	while (s + n < w->end && !is_space(s[n]) && strchr("<>\"'", s[n]) == NULL)
		n++;
	for (after = n; s + after < w->end && is_space(s[after]) && s[after] != '\n';)
		after++;
	if (s + after == w->end || s[after] == '\n')
		return n;
	return s[after] == '<' && tag_at(&w->tags, s + after, &tag) &&
		(tag.kind == TAG_COMMENT || tag_is(&tag, "br") || is_block(&tag))
	    ? n
	    : 0;
}

static const char *take_words(struct writer *w, const char *s)
{
	bool first = w->beside || w->broken || w->newlines > 0;
	const char *from = s;
	size_t url;

	put_space(w, s);
	if (first && (url = lone_url(w, s)) > 0) {
		buf_puts(w->out, "<a href=\"");
		buf_add(w->out, s, url);
		buf_puts(w->out, "\">");
		buf_add(w->out, s, url);
		buf_puts(w->out, "</a>");
		return s + url;
	}
	while (s < w->end && !is_space(*s) && *s != '<')
		s++;
	buf_add(w->out, from, (size_t)(s - from));
	return s;
}

/* One piece of white space: a space of any kind, or an end of line. */
static const char *take_space(struct writer *w, const char *s)
{
	w->newlines += *s == '\n' || (*s == '\r' && (s + 1 == w->end || s[1] != '\n'));
	w->space = true;
	return s + 1;
}

/* A no-break space and nothing else on its line leaves it blank: the older editor put them there.
 */
static const char *skip_blank(const struct writer *w, const char *s)
{
	static const char *const spaces[] = { "\u00a0", "&nbsp;", "&#160;" };
	const char *at = s;

	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
		size_t n = strlen(spaces[i]);

		if ((size_t)(w->end - at) >= n && memcmp(at, spaces[i], n) == 0)
			at += n;
	}
	while (at < w->end && is_space(*at) && *at != '\n')
		at++;
	return at > s && (at == w->end || *at == '\n') ? at : s;
}

enum status autop_write(const char *s, size_t len, struct buf *out)
{
	struct writer w = { .end = s + len, .known = s, .beside = true, .out = out };
	const char *blank;

	tag_scan_init(&w.tags, w.end);
	while (s < w.end) {
		if (is_space(*s))
			s = take_space(&w, s);
		else if (w.newlines > 0 && (blank = skip_blank(&w, s)) != s)
			s = blank;
		else if (*s == '<')
			s = take_tag(&w, s);
		else
			s = take_words(&w, s);
	}
	return buf_status(out);
}
