#include "text/html_lines.h"

#include "base/utf8.h"
#include "text/wrap.h"

#include <search.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unictype.h>

enum { FIRST_CAP = 8 };

/* What a reader can follow; others run scripts or need an account. */
static const char *const schemes[] = { "http:", "https:", "gemini:", "gopher:", "mailto:", "ftp:" };

/* Texts of links to a place on the page itself that say nothing. */
static const char *const marks[] = { "#", "¶", "§", "↩", "↩︎", "↑", "^", "🔗", "⚓" };

void html_lines_init(struct html_lines *l, struct doc *d, const char *base)
{
	*l = (struct html_lines){ .doc = d,
		.base = base,
		.text.text = BUF(SIZE_MAX / 4),
		.label.text = BUF(SIZE_MAX / 4) };
}

static void link_clear(struct html_link *k)
{
	free(k->url);
	free(k->label);
	*k = (struct html_link){ 0 };
}

void html_lines_clear(struct html_lines *l)
{
	for (size_t i = 0; i < l->nwaiting; i++)
		link_clear(&l->waiting[i]);
	free(l->waiting);
	tdestroy(l->seen, free);
	buf_clear(&l->text.text);
	buf_clear(&l->label.text);
	*l = (struct html_lines){ 0 };
}

enum status html_lines_status(const struct html_lines *l)
{
	if (l->failure != ST_OK)
		return l->failure;
	if (buf_status(&l->text.text) != ST_OK)
		return buf_status(&l->text.text);
	if (buf_status(&l->label.text) != ST_OK)
		return buf_status(&l->label.text);
	return doc_status(l->doc);
}

/* HTML's own white space: a no-break space is a character (CSS Text 3, 4.1). */
static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void phrase_add(struct html_phrase *p, const char *s, size_t len)
{
	size_t n;

	for (size_t i = 0; i < len; i += n) {
		for (n = 0; i + n < len && is_space(s[i + n]);)
			n++;
		if (n > 0) {
			p->space = true;
			continue;
		}
		while (i + n < len && !is_space(s[i + n]))
			n++;
		if (p->space && p->text.len > 0)
			buf_putc(&p->text, ' ');
		p->space = false;
		buf_add(&p->text, s + i, n);
	}
}

static void phrase_reset(struct html_phrase *p)
{
	buf_reset(&p->text);
	p->space = false;
}

/* Is there nothing to read in it: spaces of all kinds, invisible marks? */
static bool is_blank(const char *s, size_t len)
{
	uint32_t cp;

	for (size_t i = 0; i < len;) {
		i += utf8_next(s + i, len - i, &cp);
		if (utf8_shown(cp) && !uc_is_property_white_space(cp) &&
		    !uc_is_property_default_ignorable_code_point(cp))
			return false;
	}
	return true;
}

/* Does it begin as an entry of a list does that was written by hand: "- ", "• "? */
static bool has_bullet(const char *s, size_t len)
{
	static const char *const bullets[] = { "- ", "– ", "— ", "• ", "· ", "* ", "-\u00a0",
		"–\u00a0", "—\u00a0", "•\u00a0" };

	for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
		if (len > strlen(bullets[i]) && memcmp(s, bullets[i], strlen(bullets[i])) == 0)
			return true;
	return false;
}

/* The paragraph goes on, on a line of its own; its links go on waiting. */
static void end_line(struct html_lines *l)
{
	bool blank = is_blank(buf_str(&l->text.text), l->text.text.len);

	html_lines_text_end(l);
	l->raised = 0;
	l->joined = l->joined || !blank;
}

/* Text goes on after <br>s. */
static void end_breaks(struct html_lines *l, const char *s, size_t len)
{
	if (l->one_line)
		;
	else if (l->breaks == 1 && l->keep_breaks && l->heading == 0 && l->list == 0)
		end_line(l);
	else if (l->breaks > 1 || (l->breaks == 1 && has_bullet(s, len)))
		html_lines_end(l);
	l->breaks = 0;
}

void html_lines_text(struct html_lines *l, const char *s, size_t len)
{
	size_t spaces = 0;

	while (spaces < len && is_space(s[spaces]))
		spaces++;
	if (l->breaks > 0 && spaces < len && !is_blank(s, len))
		end_breaks(l, s + spaces, len - spaces);
	phrase_add(&l->text, s, len);
	if (l->in_label)
		phrase_add(&l->label, s, len);
}

void html_lines_break(struct html_lines *l)
{
	l->breaks++;
	phrase_add(&l->text, " ", 1);
	if (l->in_label)
		phrase_add(&l->label, " ", 1);
}

/* ---- links ---- */

static bool is_followed(const char *url)
{
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (strncasecmp(url, schemes[i], strlen(schemes[i])) == 0)
			return url[strlen(schemes[i])] != '\0';
	return false;
}

/* Does the link go elsewhere than to a place on this page? */
static bool is_elsewhere(const struct html_lines *l, const char *url)
{
	size_t n = l->base != NULL ? strcspn(l->base, "#") : 0;

	return n == 0 || strncmp(url, l->base, n) != 0 || url[n] != '#';
}

/* The address that a link is kept under, or "". */
static void address_of(struct html_lines *l, const char *href, char url[URI_LINK_MAX + 1])
{
	url[0] = '\0';
	if (href == NULL || href[strspn(href, " \t\r\n")] == '#')
		return;
	if (uri_resolve(l->base, href, strlen(href), url) == ST_NOMEM)
		l->failure = ST_NOMEM;
	if (!is_followed(url) || !is_elsewhere(l, url))
		url[0] = '\0';
}

static int compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Note the url; false if it was met before. A tree, as whoever writes pages may choose hashes. */
static bool is_new(struct html_lines *l, const char *url)
{
	char *copy = strdup(url), **node;

	if (copy == NULL || (node = tsearch(copy, &l->seen, compare)) == NULL) {
		free(copy);
		l->failure = ST_NOMEM;
		return false;
	}
	if (*node == copy)
		return true;
	free(copy);
	return false;
}

/* A link's text in its bounds; NULL if there is none to read. */
static char *make_label(struct html_lines *l, const char *s, size_t len)
{
	struct buf label = BUF(SIZE_MAX / 4);
	char *made = NULL;

	if (is_blank(s, len))
		return NULL;
	if (len > HTML_LABEL_MAX)
		wrap_cut(&label, s, len, HTML_LABEL_MAX / 2, "…");
	else
		buf_add(&label, s, len);
	if ((made = buf_take(&label)) == NULL)
		l->failure = ST_NOMEM;
	return made;
}

static void put_waiting(struct html_lines *l, const char *url, const char *label, size_t len)
{
	struct html_link *grown;
	size_t cap = l->cap > 0 ? 2 * l->cap : FIRST_CAP;

	if (l->nwaiting == l->cap) {
		if ((grown = reallocarray(l->waiting, cap, sizeof *grown)) == NULL) {
			l->failure = ST_NOMEM;
			return;
		}
		l->waiting = grown;
		l->cap = cap;
	}
	l->waiting[l->nwaiting] = (struct html_link){ .url = strdup(url),
		.label = make_label(l, label, len) };
	if (l->waiting[l->nwaiting++].url == NULL)
		l->failure = ST_NOMEM;
}

void html_lines_open(struct html_lines *l, const char *href)
{
	l->in_label = true;
	phrase_reset(&l->label);
	address_of(l, href, l->href);
}

/* Take a text that marks a place off the end of the paragraph. */
static void drop_mark(struct html_lines *l)
{
	const struct buf *label = &l->label.text;
	struct buf *text = &l->text.text;

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (strcmp(buf_str(label), marks[i]) != 0)
			continue;
		if (text->len >= label->len &&
		    memcmp(text->data + text->len - label->len, label->data, label->len) == 0)
			buf_truncate(text, text->len - label->len);
		return;
	}
}

void html_lines_close(struct html_lines *l)
{
	const struct buf *label = &l->label.text;

	l->in_label = false;
	if (l->href[0] == '\0')
		drop_mark(l);
	else if (!is_blank(buf_str(label), label->len))
		put_waiting(l, l->href, label->data, label->len);
	/* One that stood around whole paragraphs has none to wait for. */
	if (l->text.text.len == 0 && !l->one_line)
		html_lines_links(l);
}

bool html_lines_link(struct html_lines *l, const char *href, const char *label)
{
	struct html_phrase text = { .text = BUF(SIZE_MAX / 4) };
	char url[URI_LINK_MAX + 1];

	address_of(l, href, url);
	if (url[0] == '\0')
		return false;
	if (label != NULL)
		phrase_add(&text, label, strlen(label));
	put_waiting(l, url, buf_str(&text.text), text.text.len);
	buf_clear(&text.text);
	return true;
}

void html_lines_label(struct html_lines *l, const char *label)
{
	if (l->in_label && l->label.text.len == 0)
		phrase_add(&l->label, label, strlen(label));
}

/* ---- above the line ---- */

void html_lines_raise(struct html_lines *l)
{
	l->raised = l->text.text.len;
}

void html_lines_lower(struct html_lines *l)
{
	static const struct {
		char plain;
		const char *raised;
	} figures[] = { { ' ', " " }, { '0', "⁰" }, { '1', "¹" }, { '2', "²" }, { '3', "³" },
		{ '4', "⁴" }, { '5', "⁵" }, { '6', "⁶" }, { '7', "⁷" }, { '8', "⁸" }, { '9', "⁹" },
		{ '-', "⁻" }, { '+', "⁺" } };
	struct buf raised = BUF(SIZE_MAX / 4), *text = &l->text.text;
	size_t k, i;

	/* A paragraph may have ended since. */
	for (i = l->raised; i < text->len; i++) {
		for (k = 0; k < sizeof figures / sizeof *figures; k++)
			if (text->data[i] == figures[k].plain)
				break;
		if (k == sizeof figures / sizeof *figures)
			break;
		buf_puts(&raised, figures[k].raised);
	}
	if (i > l->raised && i == text->len && buf_status(&raised) == ST_OK) {
		buf_truncate(text, l->raised);
		buf_add(text, raised.data, raised.len);
	}
	buf_clear(&raised);
}

/* ---- lines ---- */

void html_lines_part(struct html_lines *l)
{
	l->run = RUN_NONE;
}

/* Begin a paragraph of that run: a blank line first, unless the one before is of the same. */
static void begin(struct html_lines *l, enum html_run run)
{
	l->gap = l->gap || run == RUN_NONE || run != l->run;
	l->run = run;
}

/* The blank line that is due, now that a line follows. */
static void put_gap(struct html_lines *l)
{
	if (l->gap)
		doc_blank(l->doc);
	l->gap = false;
}

static enum html_run run_of(const struct html_lines *l, bool links)
{
	if (l->heading > 0)
		return RUN_NONE;
	if (l->quote > 0)
		return RUN_QUOTE;
	if (l->list > 0)
		return RUN_LIST;
	return links ? RUN_LINKS : RUN_NONE;
}

void html_lines_begin(struct html_lines *l)
{
	begin(l, RUN_NONE);
	put_gap(l);
}

void html_lines_links(struct html_lines *l)
{
	for (size_t i = 0; i < l->nwaiting; i++) {
		struct html_link *k = &l->waiting[i];

		if (html_lines_status(l) == ST_OK && is_new(l, k->url)) {
			put_gap(l);
			/* A label that says the address again would be paid for twice. */
			doc_link(l->doc, k->url,
			    k->label != NULL && strcmp(k->label, k->url) == 0 ? NULL : k->label,
			    NULL);
		}
		link_clear(k);
	}
	l->nwaiting = 0;
}

/* Is the paragraph one link and nothing else, and not met before? Its line says it all then. */
static bool is_one_link(struct html_lines *l)
{
	const struct html_link *k = l->waiting;

	return l->nwaiting == 1 && l->heading == 0 && l->quote == 0 && l->failure == ST_OK &&
	    k->label != NULL && strcmp(k->label, buf_str(&l->text.text)) == 0 &&
	    tfind(k->url, &l->seen, compare) == NULL;
}

static void put_text(struct html_lines *l)
{
	struct buf *text = &l->text.text, quoted = BUF(SIZE_MAX / 4);

	if (!l->joined) {
		begin(l, run_of(l, false));
		put_gap(l);
	}
	if (l->heading > 0) {
		doc_add(l->doc, LINE_H1 + (unsigned)l->heading - 1, text->data, text->len);
	} else if (l->item && (l->quote > 0 || l->mark[0] != '\0')) {
		buf_puts(&quoted, l->mark[0] != '\0' ? l->mark : "- ");
		buf_add(&quoted, text->data, text->len);
		if (buf_status(&quoted) == ST_OK)
			doc_add(
			    l->doc, l->quote > 0 ? LINE_QUOTE : LINE_TEXT, quoted.data, quoted.len);
		else
			l->failure = buf_status(&quoted);
		buf_clear(&quoted);
	} else {
		doc_add(l->doc,
		    l->quote > 0  ? LINE_QUOTE
			: l->item ? LINE_ITEM
				  : LINE_TEXT,
		    text->data, text->len);
	}
	l->item = false;
}

void html_lines_end(struct html_lines *l)
{
	bool blank = is_blank(buf_str(&l->text.text), l->text.text.len);

	l->breaks = 0;
	l->label.space = true;
	if (blank && l->nwaiting == 0) {
		l->joined = false;
		phrase_reset(&l->text);
		return;
	}
	if (html_lines_status(l) != ST_OK)
		return;
	if (blank || is_one_link(l)) {
		begin(l, run_of(l, true));
		l->item = l->item && blank;
	} else {
		put_text(l);
	}
	l->joined = false;
	html_lines_links(l);
	phrase_reset(&l->text);
	l->raised = 0;
}

void html_lines_text_end(struct html_lines *l)
{
	if (!is_blank(buf_str(&l->text.text), l->text.text.len))
		put_text(l);
	phrase_reset(&l->text);
}

void html_lines_take(struct html_lines *l, struct buf *out)
{
	buf_add(out, buf_str(&l->text.text), l->text.text.len);
	phrase_reset(&l->text);
	l->breaks = 0;
}
