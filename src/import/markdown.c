#include "import/markdown.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "import/aside.h"
#include "import/cell.h"
#include "import/decode.h"
#include "import/draft.h"
#include "import/front.h"
#include "import/head.h"
#include "import/markup.h"
#include "text/gemtext.h"
#include "text/markdown.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	SETEXT_MIN = 3,  /* of a line under a title: shorter ones are dashes */
	HEADING_MAX = 6, /* CommonMark 4.2 */
};

struct post {
	struct input *in;
	const struct import_options *options;
	struct front front;
	enum front_kind kind;
	const char *body; /* after the front matter */
	size_t body_len;
	struct doc lines;
	struct article article;
	const char *left_out; /* what it is instead of a post, or NULL */
};

/* Names of one meaning, the surest first; see front_own_name() for those below [extra] and the
 * like. */
enum field { TITLE, DATE, LANG, URL, ID, SUMMARY, PLACE, AUTHOR, THEME, FIELDS };

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const char *const *const names[FIELDS] = {
	[TITLE] = NAMES("title", "titre", "name"),
	[DATE] = NAMES("date", "publishdate", "pubdate", "published_at", "publish_date",
	    "published", "date_published", "datepublished", "created", "created_at"),
	[LANG] = NAMES("lang", "language", "locale", "langue"),
	[URL] = NAMES("permalink", "canonical_url", "canonical", "url", "path", "link"),
	[ID] = NAMES("guid", "id", "uuid"),
	[SUMMARY] = NAMES("summary", "description", "excerpt", "abstract", "chapo"),
	/* Where a day may stand. */
	[PLACE] = NAMES("path", "permalink", "url", "slug", "aliases"),
	[AUTHOR] = NAMES("author", "authors", "byline", "auteur", "auteurs"),
	[THEME] = NAMES("categories", "category", "tags", "tag", "themes", "theme", "topics",
	    "section", "sections", "keywords"),
};

/* Of an author that is a map. */
static const char *const author_parts[] = { "", ".name", ".display_name", ".nom" };
/* Names of YAML whose value is parted at spaces (Jekyll's documentation, "Tags and Categories"). */
static const char *const spaced_names[] = { "tags", "categories" };

/* The value that is not empty of the first of the names, with sections looked into or not. */
static const char *find_field(const struct post *p, enum field which, bool sections)
{
	for (const char *const *name = names[which]; *name != NULL; name++) {
		for (size_t i = 0; i < p->front.n; i++) {
			const struct front_item *item = &p->front.items[i];
			const char *key = sections ? front_own_name(item->key) : item->key;

			if (strcmp(key, *name) == 0 &&
			    !cell_is_empty(item->value, strlen(item->value)))
				return item->value;
		}
	}
	return NULL;
}

/* The post's own before one of a section. */
static const char *field(const struct post *p, enum field which)
{
	const char *value = find_field(p, which, false);

	return value != NULL ? value : find_field(p, which, true);
}

/* ---- the file's name ---- */

static bool all_digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isdigit((unsigned char)s[i]))
			return false;
	return true;
}

/* The first day in a name or path: 2023-06-14, 2023_06_14, 2023/06/14; 0 if there is none. Its
 * length is 10. */
static const char *find_day(const char *s, const struct zone *z, struct when *out)
{
	char day[] = "0000-00-00";

	*out = (struct when){ 0 };
	for (const char *from = s; strlen(s) >= 10; s++) {
		if (!all_digits(s, 4) || strchr("-_/", s[4]) == NULL || !all_digits(s + 5, 2) ||
		    s[7] != s[4] || !all_digits(s + 8, 2) || isdigit((unsigned char)s[10]) ||
		    (s > from && isdigit((unsigned char)s[-1])))
			continue;
		memcpy(day, s, 4);
		memcpy(day + 5, s + 5, 2);
		memcpy(day + 8, s + 8, 2);
		if (clock_parse(day, strlen(day), z, out))
			return s;
	}
	return NULL;
}

/* Is the item's key a name of the field, wherever it stands, with `part` after it? */
static bool is_one_of(const char *key, enum field which, const char *part)
{
	const char *own = front_own_name(key);

	for (const char *const *name = names[which]; *name != NULL; name++) {
		size_t len = strlen(*name);

		if (strncmp(own, *name, len) == 0 && strcmp(own + len, part) == 0)
			return true;
	}
	return false;
}

static void take_date(struct post *p)
{
	const struct zone *z = p->options->zone;
	struct when *when = &p->article.published;
	const char *date = field(p, DATE);

	if (date != NULL)
		cell_date(date, p->in, p->options, when);
	if (when->precision == PRECISION_NONE)
		find_day(input_name(p->in->key), z, when);
	for (size_t i = 0; i < p->front.n && when->precision == PRECISION_NONE; i++) {
		const struct front_item *item = &p->front.items[i];

		if (is_one_of(item->key, PLACE, ""))
			find_day(item->value, z, when);
	}
	if (when->precision == PRECISION_NONE)
		find_day(p->in->key, z, when);
}

/* "2009-01-13-un-titre.md" says "un titre". */
static enum status title_of_name(struct post *p)
{
	const char *name = input_name(p->in->key), *at;
	struct buf title = BUF(SIZE_MAX / 4);
	struct when day;

	if ((at = find_day(name, p->options->zone, &day)) == name)
		name += 10;
	name += strspn(name, "-_ ");
	for (const char *dot = strrchr(name, '.'); *name != '\0' && name != dot; name++)
		buf_putc(&title, *name == '-' || *name == '_' ? ' ' : *name);
	if (title.len > 0)
		title.data[0] = (char)toupper((unsigned char)title.data[0]);
	p->article.title = buf_take(&title);
	return p->article.title != NULL ? ST_OK : ST_NOMEM;
}

/* ---- the body ---- */

static bool is_html(const struct post *p)
{
	const char *dot = strrchr(p->in->key, '.');

	return dot != NULL && (strcasecmp(dot, ".html") == 0 || strcasecmp(dot, ".htm") == 0);
}

static enum status read_body(struct post *p, struct error *e)
{
	struct html_options options = { .base = p->article.url };
	struct buf clean = BUF(2 * (size_t)MARKDOWN_MAX);
	enum status st;

	if ((st = markup_clean(p->body, p->body_len, &clean)) != ST_OK)
		error_set(e, st, "%s", status_text(st));
	else
		st = (is_html(p) ? html_read : markdown_read)(
		    buf_str(&clean), clean.len, &options, &p->lines, e);
	buf_clear(&clean);
	return st;
}

static bool is_heading(const struct line *l)
{
	return l->type == LINE_H1 || l->type == LINE_H2 || l->type == LINE_H3;
}

static bool same_folded(const char *a, const char *b)
{
	struct buf one = BUF(SIZE_MAX / 4), two = BUF(SIZE_MAX / 4);
	bool same;

	utf8_fold(&one, a, strlen(a));
	utf8_fold(&two, b, strlen(b));
	same = one.len > 0 && strcmp(buf_str(&one), buf_str(&two)) == 0;
	buf_clear(&one);
	buf_clear(&two);
	return same;
}

/* The title, from the front matter, else the first heading, else the name. */
static enum status take_title(struct post *p)
{
	const struct line *first = p->lines.n > 0 ? &p->lines.lines[0] : NULL;
	const char *title = field(p, TITLE);

	if (title == NULL && first != NULL && is_heading(first))
		title = first->text;
	if (title == NULL)
		return title_of_name(p);
	p->article.title = strdup(title);
	return p->article.title != NULL ? ST_OK : ST_NOMEM;
}

/* The lines below a first heading that says the title again. */
static struct doc lines_of(const struct post *p)
{
	struct doc d = p->lines;
	size_t skip = 0;

	if (d.n > 0 && is_heading(&d.lines[0]) && same_folded(d.lines[0].text, p->article.title))
		skip = 1;
	while (skip < d.n && d.lines[skip].type == LINE_TEXT && d.lines[skip].text[0] == '\0')
		skip++;
	if (skip > 0)
		d.lines += skip;
	d.n -= skip;
	return d;
}

static enum status write_body(struct post *p, struct error *e)
{
	struct buf body = BUF(SIZE_MAX / 4);
	struct doc d = lines_of(p);
	enum status st;

	if (d.n == 0)
		return error_set(e, ST_INVALID, "no text below the front matter or the title");
	if ((st = gemtext_write(&d, &body)) == ST_OK && (p->article.body = buf_take(&body)) == NULL)
		st = ST_NOMEM;
	buf_clear(&body);
	return st != ST_OK ? error_set(e, st, "%s", status_text(st)) : st;
}

/* ---- the rest ---- */

/* What the field says, else what stands before <!--more-->. */
static enum status take_summary(struct post *p)
{
	size_t more = markup_more(p->body, p->body_len);
	const char *summary = field(p, SUMMARY);
	struct buf text = BUF(SIZE_MAX / 4), clean = BUF(2 * (size_t)MARKDOWN_MAX);
	enum status st;

	if (summary != NULL) {
		p->article.summary = strdup(summary);
		return p->article.summary != NULL ? ST_OK : ST_NOMEM;
	}
	if (more == p->body_len)
		return ST_OK;
	if ((st = markup_clean(p->body, more, &clean)) == ST_OK)
		st = (is_html(p) ? html_text : markdown_text)(
		    buf_str(&clean), clean.len, &text, NULL);
	if (st == ST_OK && text.len > 0 && (p->article.summary = buf_take(&text)) == NULL)
		st = ST_NOMEM;
	buf_clear(&text);
	buf_clear(&clean);
	return st;
}

/* All authors, parted by commas: names as they stand, or the names of maps. */
static enum status take_byline(struct post *p)
{
	struct buf who = BUF(SIZE_MAX / 4);
	enum status st = ST_OK;

	for (size_t k = 0; k < sizeof author_parts / sizeof *author_parts && who.len == 0; k++) {
		for (size_t i = 0; i < p->front.n; i++) {
			const struct front_item *item = &p->front.items[i];

			if (!is_one_of(item->key, AUTHOR, author_parts[k]) ||
			    cell_is_empty(item->value, strlen(item->value)))
				continue;
			buf_printf(&who, "%s%s", who.len > 0 ? ", " : "", item->value);
		}
	}
	if (who.len > 0 && (p->article.byline = buf_take(&who)) == NULL)
		st = ST_NOMEM;
	buf_clear(&who);
	return st;
}

/* What parts the themes of a value: an item of a list is one. */
static const char *theme_marks(const struct post *p, const struct front_item *item)
{
	const char *own = front_own_name(item->key);

	if (item->listed)
		return "";
	for (size_t i = 0; i < sizeof spaced_names / sizeof *spaced_names; i++)
		if (p->kind == FRONT_YAML && strcmp(own, spaced_names[i]) == 0 &&
		    strpbrk(item->value, ",;") == NULL)
			return " ";
	return ",;";
}

static enum status take_themes(struct post *p)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < p->front.n && st == ST_OK; i++) {
		const struct front_item *item = &p->front.items[i];

		if (is_one_of(item->key, THEME, "") &&
		    !cell_is_empty(item->value, strlen(item->value)))
			st = cell_themes(item->value, theme_marks(p, item), &p->article.themes);
	}
	return st;
}

/* Where it was published; a site's own path says it only below the site, which is not known. */
static enum status take_key(struct post *p)
{
	const char *id = field(p, ID), *url = field(p, URL);

	if (url != NULL && cell_is_link(url) && (p->article.url = strdup(url)) == NULL)
		return ST_NOMEM;
	/* ":title" and the like are a pattern of many posts. */
	if (url != NULL && strchr(url, ':') != NULL && !cell_is_link(url))
		url = NULL;
	if (id != NULL && !cell_is_global_id(id))
		id = NULL;
	p->article.key = strdup(id != NULL ? id : url != NULL ? url : p->in->key);
	return p->article.key != NULL ? ST_OK : ST_NOMEM;
}

static enum status fill_article(struct post *p, struct error *e)
{
	const char *lang = field(p, LANG);
	enum status st;

	if (lang != NULL)
		snprintf(p->article.lang, sizeof p->article.lang, "%s", lang);
	if ((st = take_key(p)) != ST_OK || (st = read_body(p, e)) != ST_OK ||
	    (st = take_title(p)) != ST_OK || (st = write_body(p, e)) != ST_OK ||
	    (st = take_summary(p)) != ST_OK || (st = take_byline(p)) != ST_OK)
		return st;
	return take_themes(p);
}

static enum status read_post(struct post *p, const char *text, size_t len, struct error *e)
{
	struct front_place place;
	enum status st;

	p->body = text;
	p->body_len = len;
	if (front_find(text, len, &place)) {
		if ((st = front_read(&place, &p->front, e)) != ST_OK)
			return st;
		p->kind = place.kind;
		p->body = place.body;
		p->body_len = place.body_len;
	} else if (front_begins(text, len)) {
		return error_set(e, ST_INVALID,
		    "front matter that does not end: a line of its first mark alone is to end it");
	}
	take_date(p);
	/* Unless front matter says that it is a post. */
	if (p->front.n == 0 && aside_is_notice_text(p->in->key, text, len))
		p->left_out = aside_notice;
	else if ((p->left_out = draft_of(&p->front, p->in->key)) == NULL)
		p->left_out = draft_by_date(
		    &p->front, &p->article.published, p->options->zone, clock_now());
	return p->left_out != NULL ? ST_OK : fill_article(p, e);
}

/* A line of at least SETEXT_MIN "=" or "-" and nothing else (CommonMark 4.3, where one is enough).
 */
static bool is_underline(const char *s, const char *end)
{
	const char *from = s;

	while (s < end && *s == *from && (*s == '=' || *s == '-'))
		s++;
	if (s - from < SETEXT_MIN)
		return false;
	while (s < end && (*s == ' ' || *s == '\r'))
		s++;
	return s == end || *s == '\n';
}

/* Has the head a heading: a line "# a", or one that is underlined below a line of text? */
static bool has_heading(const char *s, size_t len)
{
	const char *end = s + len, *eol;
	bool text = false;

	for (; s < end; s = eol + 1) {
		size_t hashes = 0;

		if ((eol = memchr(s, '\n', (size_t)(end - s))) == NULL)
			eol = end;
		while (s + hashes < eol && s[hashes] == '#')
			hashes++;
		if (hashes > 0 && hashes <= HEADING_MAX && s + hashes < eol && s[hashes] == ' ')
			return true;
		if (text && is_underline(s, end))
			return true;
		text = s < eol && *s != '\r';
		if (eol == end)
			break;
	}
	return false;
}

bool markdown_looks(const struct format_head *h)
{
	static const char *const endings[] = { ".md", ".markdown", ".mdown", ".mkd" };
	const char *dot = strrchr(h->name, '.');

	for (size_t i = 0; i < sizeof endings / sizeof *endings && dot != NULL; i++)
		if (strcasecmp(dot, endings[i]) == 0)
			return has_heading(h->text, h->text_len) ||
			    head_length(h->text, h->text_len) > 0;
	return false;
}

enum status markdown_import(
    struct input *in, const struct import_options *options, const struct sink *sink)
{
	struct post p = { .in = in, .options = options };
	struct buf text = BUF(3 * (size_t)MARKDOWN_MAX);
	struct error e = { "" };
	enum status st;

	if ((st = decode_all(in, MARKDOWN_MAX, DECODE_TAB_STOPS, &text, &e)) == ST_OK)
		st = read_post(&p, buf_str(&text), text.len, &e);
	if (st == ST_OK && p.left_out != NULL) {
		sink->skip(sink->ctx, 0, p.left_out);
	} else if (st == ST_OK && p.article.body != NULL) {
		st = sink->article(sink->ctx, &p.article, 1);
	} else if (st != ST_OK) {
		st = format_failed(sink, st, &e);
	}
	article_clear(&p.article);
	front_clear(&p.front);
	doc_clear(&p.lines);
	buf_clear(&text);
	return st;
}
