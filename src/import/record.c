#include "import/record.h"

#include "base/utf8.h"
#include "base/words.h"
#include "import/cell.h"
#include "import/excerpt.h"
#include "import/record_key.h"
#include "import/summary.h"
#include "import/tail.h"
#include "import/withheld.h"
#include "text/gemtext.h"
#include "text/uri.h"
#include "text/wrap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	TITLE_COLUMNS = 80,    /* of a title made of a text's first words */
	HEADING_COLUMNS = 250, /* of one made of its first heading */
};

void record_clear(struct record *r)
{
	for (enum column i = 0; i < COLUMN_COUNT; i++)
		free(r->of[i]);
	names_clear(&r->themes);
	for (size_t i = 0; i < r->nfiles; i++)
		record_file_clear(&r->files[i]);
	free(r->base);
	*r = (struct record){ 0 };
}

void record_add_file(struct record *r, const struct record_file *file)
{
	struct record_file one = *file;

	if (r->nfiles < RECORD_FILES_MAX)
		r->files[r->nfiles++] = one;
	else
		record_file_clear(&one);
}

enum status record_add_theme(struct record *r, const char *name)
{
	return names_append(&r->themes, name, strlen(name));
}

void records_init(struct records *all, struct input *in, const struct import_options *options,
    const struct sink *sink)
{
	*all = (struct records){ .in = in, .options = options, .sink = sink };
	buf_init(&all->scratch, 6 * (size_t)IMPORT_ARTICLE_MAX);
}

void records_clear(struct records *all)
{
	seen_clear(&all->titles);
	seen_clear(&all->ids);
	buf_clear(&all->scratch);
}

/* ---- text ---- */

/* One field of the record as gemtext. */
static enum status write_field(
    const struct record *r, enum column column, struct buf *out, struct error *e)
{
	struct doc lines;
	enum status st;

	if (r->of[column] == NULL)
		return ST_OK;
	doc_init(&lines);
	st = fragment_write(
	    r->of[column], strlen(r->of[column]), r->kind[column], r->base, &lines, e);
	if (st == ST_OK)
		st = gemtext_write(&lines, out);
	doc_clear(&lines);
	return st;
}

static bool is_blank(const struct buf *text)
{
	const char *s = buf_str(text);

	return s[strspn(s, " \n")] == '\0';
}

/* After the text: files, or where a feed says nothing else the link. */
static enum status write_links(
    const struct records *all, const struct record *r, const char *url, struct buf *out)
{
	struct doc lines;
	enum status st;

	doc_init(&lines);
	if (r->nfiles > 0)
		record_file_list(r->files, r->nfiles, all->options, &lines);
	else if (all->feed && url != NULL && is_blank(out))
		doc_link(&lines, url, NULL, NULL);
	if (lines.n > 0 && !is_blank(out))
		buf_putc(out, '\n');
	st = gemtext_write(&lines, out);
	doc_clear(&lines);
	return st;
}

/* Put the lead above the text, unless the text begins with it. */
static enum status put_lead(const struct record *r, struct buf *body, struct error *e)
{
	struct buf whole = BUF(body->max);
	enum status st;
	size_t n;

	if ((st = write_field(r, COLUMN_LEAD, &whole, e)) != ST_OK)
		goto done;
	n = whole.len;
	while (n > 0 && whole.data[n - 1] == '\n')
		n--;
	if (n == 0 || (body->len >= n && memcmp(body->data, whole.data, n) == 0))
		goto done;
	if (!is_blank(body))
		buf_printf(&whole, "\n%s", body->data);
	buf_clear(body);
	*body = whole;
	return buf_status(body);
done:
	buf_clear(&whole);
	return st;
}

static enum status take_body(
    const struct records *all, const struct record *r, struct article *a, struct error *e)
{
	struct buf body = BUF(2 * (size_t)IMPORT_ARTICLE_MAX);
	bool summary = false;
	enum status st;

	if ((st = write_field(r, COLUMN_BODY, &body, e)) != ST_OK ||
	    (st = put_lead(r, &body, e)) != ST_OK)
		goto done;
	if (all->lenient && is_blank(&body)) {
		buf_reset(&body);
		summary = true;
		if ((st = write_field(r, COLUMN_SUMMARY, &body, e)) != ST_OK)
			goto done;
	}
	if (all->feed && !all->whole && body.len > 0) {
		a->partial = excerpt_trim(body.data, a->url);
		buf_truncate(&body, strlen(body.data));
	}
	if (summary && !all->whole)
		a->partial = a->partial || excerpt_is_short(buf_str(&body));
	a->partial = a->partial || r->cut || (all->feed && !all->whole && is_blank(&body));
	if (all->lenient && (st = write_links(all, r, a->url, &body)) != ST_OK)
		goto done;
	if (!is_blank(&body) && (a->body = buf_take(&body)) == NULL)
		st = buf_status(&body) != ST_OK ? buf_status(&body) : ST_NOMEM;
done:
	buf_clear(&body);
	return st;
}

/* The summary beside the text, without what its software puts after it. */
static enum status take_summary(const struct record *r, struct article *a, struct error *e)
{
	struct buf text = BUF(2 * (size_t)IMPORT_ARTICLE_MAX),
		   line = BUF(2 * (size_t)IMPORT_ARTICLE_MAX);
	enum status st;

	enum column column = r->of[COLUMN_SUMMARY] != NULL ? COLUMN_SUMMARY : COLUMN_LEAD;

	if (r->of[column] == NULL || r->of[COLUMN_BODY] == NULL)
		return ST_OK;
	if ((st = write_field(r, column, &text, e)) != ST_OK || text.len == 0)
		goto done;
	excerpt_trim(text.data, a->url);
	if ((st = summary_of(text.data, &line)) == ST_OK && line.len > 0)
		a->summary = buf_take(&line);
done:
	buf_clear(&text);
	buf_clear(&line);
	return st;
}

/* ---- one line ---- */

static enum status take_line(
    const struct record *r, enum column column, char **out, struct error *e)
{
	struct buf line = BUF(2 * (size_t)IMPORT_ARTICLE_MAX);
	enum status st = ST_OK;

	if (r->of[column] != NULL)
		st = fragment_line(r->of[column], strlen(r->of[column]), r->kind[column], &line, e);
	if (st == ST_OK && line.len > 0 && (*out = buf_take(&line)) == NULL)
		st = ST_NOMEM;
	buf_clear(&line);
	return st;
}

/* A title of the text's first words: those of its first line that is text. A heading is one as it
 * stands, and is no text then. */
static enum status title_from(char *body, char **out)
{
	static const char markers[] = "#*> ";
	struct buf title = BUF(4 * (size_t)IMPORT_ARTICLE_MAX);
	enum status st = ST_OK;
	char *line = body, *s;
	size_t n = 0;

	for (; *line != '\0'; line += n + (line[n] == '\n')) {
		n = strcspn(line, "\n");
		if (n > 0 && strncmp(line, "=>", 2) != 0 && strncmp(line, "```", 3) != 0)
			break;
	}
	for (s = line; *s != '\0' && strchr(markers, *s) != NULL; n -= n > 0)
		s++;
	if (*s != '\0')
		st = wrap_cut(&title, s, n, *line == '#' ? HEADING_COLUMNS : TITLE_COLUMNS, "…");
	if (st == ST_OK && title.len > 0 && (*out = buf_take(&title)) == NULL)
		st = ST_NOMEM;
	if (st == ST_OK && *line == '#' && s[n + strspn(s + n, " \n")] != '\0')
		memmove(
		    line, s + n + strspn(s + n, " \n"), strlen(s + n + strspn(s + n, " \n")) + 1);
	buf_clear(&title);
	return st;
}

/* Is there anything in it but links? */
static bool says_more(const char *s)
{
	for (size_t n; *s != '\0'; s += n + (s[n] == '\n')) {
		n = strcspn(s, "\n");
		if (n > strspn(s, " ") && strncmp(s, "=>", 2) != 0)
			return true;
	}
	return false;
}

/* A first line, a heading or a paragraph, that says the title again goes, unless nothing else is
 * said. */
static void cut_title(char *body, const char *title)
{
	char *line = body + strspn(body, " \n"), *end = line + strcspn(line, "\n"), *rest = end;
	bool same;

	rest += strspn(rest, " \n");
	if (!says_more(rest))
		return;
	*end = '\0';
	same = strncmp(line, "=>", 2) != 0 && strchr("*>`", *line) == NULL &&
	    summary_is_title(line, title);
	*end = '\n';
	if (same)
		memmove(body, rest, strlen(rest) + 1);
}

/* A feed of headlines: what they say is all there is. */
static enum status title_as_body(struct article *a)
{
	struct buf body = BUF(2 * (size_t)IMPORT_ARTICLE_MAX);
	struct doc lines;
	enum status st;

	doc_init(&lines);
	doc_text(&lines, a->title);
	if ((st = gemtext_write(&lines, &body)) == ST_OK && (a->body = buf_take(&body)) == NULL)
		st = ST_NOMEM;
	doc_clear(&lines);
	buf_clear(&body);
	return st;
}

/* An absolute one, or as it is. */
static enum status take_url(const struct records *all, struct record *r)
{
	char whole[URI_LINK_MAX + 1], *url = r->of[COLUMN_URL], *site = r->of[COLUMN_SITE];
	const char *base = all->home;

	if (url == NULL)
		return ST_OK;
	if (site != NULL && cell_is_link(site))
		base = site;
	if (base == NULL || cell_is_link(url) || (!all->lenient && *url != '/') ||
	    uri_resolve(base, url, strlen(url), whole) != ST_OK)
		return ST_OK;
	free(url);
	return (r->of[COLUMN_URL] = strdup(whole)) != NULL ? ST_OK : ST_NOMEM;
}

/* ---- the whole ---- */

/* The themes that s names, parted by `marks`; its references are decoded first: their ';' is none.
 */
static enum status add_themes(const char *s, const char *marks, struct names *out)
{
	struct buf line = BUF(2 * (size_t)IMPORT_ARTICLE_MAX);
	enum status st;

	if (s == NULL)
		return ST_OK;
	st = fragment_line(s, strlen(s), FRAGMENT_GUESS, &line, NULL);
	if (st == ST_OK)
		st = cell_themes(buf_str(&line), marks, out);
	buf_clear(&line);
	return st;
}

static enum status take_themes(const struct record *r, struct article *a)
{
	enum status st = add_themes(r->of[COLUMN_THEME], ";|", &a->themes);

	if (st == ST_OK)
		st = add_themes(r->of[COLUMN_TAGS], ",;|", &a->themes);
	for (size_t i = 0; i < r->themes.n && st == ST_OK; i++)
		st = add_themes(r->themes.items[i].name, "", &a->themes);
	return st;
}

static enum status take_names(
    const struct records *all, const struct record *r, struct article *a, struct error *e)
{
	enum status st;

	if ((st = take_line(r, COLUMN_TITLE, &a->title, e)) != ST_OK ||
	    (st = take_line(r, COLUMN_AUTHOR, &a->byline, e)) != ST_OK ||
	    (st = take_summary(r, a, e)) != ST_OK)
		return st;
	if (a->title == NULL && all->lenient && a->body != NULL) {
		if ((st = title_from(a->body, &a->title)) != ST_OK)
			return st;
	} else if (a->title != NULL) {
		tail_cut(a->title, r->of[COLUMN_URL], r->of[COLUMN_SITE]);
		if (all->lenient && a->body != NULL)
			cut_title(a->body, a->title);
	}
	if (a->summary != NULL && a->title != NULL && summary_is_title(a->summary, a->title)) {
		free(a->summary);
		a->summary = NULL;
	}
	return ST_OK;
}

/* The first of these that is a date: by UTC's clock it is one wherever it was written. */
static void take_date(const struct records *all, const struct record *r, struct when *out)
{
	static const enum column places[] = { COLUMN_DATE_GMT, COLUMN_PUBLISHED, COLUMN_DATE };

	for (size_t i = 0; i < sizeof places / sizeof *places && out->precision == PRECISION_NONE;
	     i++) {
		const char *s = r->of[places[i]];

		if (s != NULL)
			(places[i] == COLUMN_DATE_GMT ? cell_date_gmt : cell_date)(
			    s, all->in, all->options, out);
	}
}

static enum status fill(struct records *all, struct record *r, struct article *a, struct error *e)
{
	enum status st;

	if ((st = take_url(all, r)) != ST_OK)
		return st;
	if (r->of[COLUMN_URL] != NULL && cell_is_link(r->of[COLUMN_URL]) &&
	    (a->url = strdup(r->of[COLUMN_URL])) == NULL)
		return ST_NOMEM;
	if (a->url != NULL && r->base == NULL && (r->base = strdup(a->url)) == NULL)
		return ST_NOMEM;
	if (r->of[COLUMN_LANG] != NULL)
		snprintf(a->lang, sizeof a->lang, "%s", r->of[COLUMN_LANG]);
	take_date(all, r, &a->published);
	if ((st = take_body(all, r, a, e)) != ST_OK || (st = take_names(all, r, a, e)) != ST_OK ||
	    (st = take_themes(r, a)) != ST_OK)
		return st;
	if (all->feed && a->body == NULL && a->title != NULL && (st = title_as_body(a)) != ST_OK)
		return st;
	return a->title != NULL && a->body != NULL ? record_key(all, r, a) : ST_OK;
}

/* An article that is one goes on; what it lacks is said. */
static enum status give(const struct records *all, struct article *a, unsigned long line)
{
	const char *lacks = a->title == NULL && all->lenient ? "neither title nor text"
	    : a->title == NULL                               ? "no title"
	    : a->body == NULL                                ? "no text"
							     : NULL;

	if (lacks == NULL)
		return all->sink->article(all->sink->ctx, a, line);
	format_reject(all->sink, line, "%s", lacks);
	return ST_OK;
}

/* Have they taken too much time? That is said once. */
static bool is_over(struct records *all, unsigned long line)
{
	int64_t mb = (int64_t)(all->in->done / (1024 * 1024));

	if (!all->over && all->used > RECORDS_TIME_MAX + mb * RECORDS_TIME_MB) {
		all->over = true;
		format_reject(all->sink, line,
		    "the texts before this one took too long to read: the rest is not read");
	}
	return all->over;
}

enum status record_take(struct records *all, struct record *r, unsigned long line)
{
	struct article a = { 0 };
	struct error e = { "" };
	const char *withheld;
	int64_t begun;
	enum status st;

	if (is_over(all, line))
		return ST_OK;
	if ((withheld = withheld_record(r, all->options)) != NULL) {
		all->sink->skip(all->sink->ctx, line, withheld);
		return ST_OK;
	}
	begun = clock_used_ms();
	st = fill(all, r, &a, &e);
	all->used += clock_used_ms() - begun;
	if (st == ST_OK)
		st = give(all, &a, line);
	else if (st == ST_TOOBIG)
		format_reject(
		    all->sink, line, "%s", e.text[0] != '\0' ? e.text : "the text is too long");
	article_clear(&a);
	return st == ST_TOOBIG ? ST_OK : st;
}
