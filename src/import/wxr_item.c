#include "import/wxr_item.h"

#include "import/autop.h"
#include "import/cell.h"
#include "import/shortcode.h"
#include "import/unfiled.h"
#include "import/withheld.h"
#include "import/wxr.h"
#include "text/uri.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	BODY_MAX = 2 * IMPORT_ARTICLE_MAX, /* bytes of HTML */
	WHAT_MAX = 80,                     /* of what sink->skip is told */
	SHOWN_MAX = 30,                    /* characters of a type's name in it */
};

void wxr_item_init(struct wxr_item *item)
{
	*item = (struct wxr_item){ 0 };
	for (enum wxr_field i = 0; i < WXR_FIELDS; i++)
		buf_init(&item->of[i], i == WXR_BODY || i == WXR_EXCERPT ? BODY_MAX : WXR_LINE_MAX);
}

void wxr_item_reset(struct wxr_item *item)
{
	for (enum wxr_field i = 0; i < WXR_FIELDS; i++)
		buf_reset(&item->of[i]);
	for (enum wxr_term i = 0; i < WXR_TERMS; i++)
		names_clear(&item->terms[i]);
}

void wxr_item_clear(struct wxr_item *item)
{
	wxr_item_reset(item);
	for (enum wxr_field i = 0; i < WXR_FIELDS; i++)
		buf_clear(&item->of[i]);
}

enum status wxr_item_term(
    struct wxr_item *item, enum wxr_term term, const char *name, const char *slug)
{
	struct names *terms = &item->terms[term];

	if (unfiled_is(name) || (slug != NULL && unfiled_is(slug)) || terms->n == WXR_TERMS_MAX)
		return ST_OK;
	return names_append(terms, name, strlen(name));
}

/* ---- which it is ---- */

/* Types that newsrooms give their articles, beside WordPress's own "post". */
static const char *const news[] = { "post", "article", "articles", "news", "news_article",
	"actualite", "actualites", "story", "stories", "noticia", "noticias" };

/* A field without the white space around it; "" where it is missing. */
static const char *value(struct wxr_item *item, enum wxr_field field)
{
	struct buf *b = &item->of[field];
	const char *s;

	while (b->len > 0 && strchr(" \t\r\n", b->data[b->len - 1]) != NULL)
		buf_truncate(b, b->len - 1);
	s = buf_str(b);
	return s + strspn(s, " \t\r\n");
}

static bool is_news(const char *type)
{
	for (size_t i = 0; i < sizeof news / sizeof *news; i++)
		if (strcasecmp(type, news[i]) == 0)
			return true;
	return *type == '\0';
}

/* Is it an article? Else it has been told of. */
static bool is_article(struct wxr_item *item, const struct records *all)
{
	const char *type = value(item, WXR_TYPE), *state = value(item, WXR_STATUS), *what = NULL;
	bool page = strcasecmp(type, "page") == 0 && all->options->pages;
	char made[WHAT_MAX];

	if (!is_news(type) && !page) {
		what = withheld_type(type, all->options);
		snprintf(made, sizeof made, "an item of the type %.*s", SHOWN_MAX, type);
	} else if (*state == '\0') {
		format_reject(all->sink, item->line,
		    "no status (wp:status): nothing says that it is published");
		return false;
	} else if (strcasecmp(state, "publish") != 0) {
		what = withheld_state(state);
		snprintf(made, sizeof made, "a post of the status %.*s", SHOWN_MAX, state);
	} else if (*value(item, WXR_PASSWORD) != '\0') {
		what = "a post with a password";
	} else {
		return true;
	}
	all->sink->skip(all->sink->ctx, item->line, what != NULL ? what : made);
	return false;
}

/* ---- its text ---- */

/* What WordPress stores, as HTML; NULL in *out where there is nothing. */
static enum status make_html(const char *s, size_t len, char **out)
{
	struct buf bare = BUF(2 * len + 1024), html = BUF(16 * len + 1024);
	enum status st;

	*out = NULL;
	if ((st = shortcode_strip(s, len, &bare)) == ST_OK &&
	    (st = autop_write(buf_str(&bare), bare.len, &html)) == ST_OK && html.len > 0 &&
	    (*out = buf_take(&html)) == NULL)
		st = ST_NOMEM;
	buf_clear(&bare);
	buf_clear(&html);
	return st;
}

/* The place of <!--more-->, or of <!--more go on-->; NULL if there is none. */
static const char *find_more(const struct buf *body)
{
	static const char more[] = "<!--more";
	const char *s = buf_str(body), *end = s + body->len;

	for (; (s = memmem(s, (size_t)(end - s), more, sizeof more - 1)) != NULL; s++)
		if (s[sizeof more - 1] == '-' || s[sizeof more - 1] == ' ')
			return s;
	return NULL;
}

static enum status take_text(struct wxr_item *item, struct record *r)
{
	const struct buf *body = &item->of[WXR_BODY], *excerpt = &item->of[WXR_EXCERPT];
	const char *more = find_more(body);
	enum status st;

	r->kind[COLUMN_BODY] = r->kind[COLUMN_SUMMARY] = FRAGMENT_LINES;
	if ((st = make_html(buf_str(body), body->len, &r->of[COLUMN_BODY])) == ST_OK &&
	    more != NULL)
		st = make_html(body->data, (size_t)(more - body->data), &r->of[COLUMN_SUMMARY]);
	if (st == ST_OK && r->of[COLUMN_SUMMARY] == NULL)
		st = make_html(buf_str(excerpt), excerpt->len, &r->of[COLUMN_SUMMARY]);
	return st;
}

/* ---- the rest ---- */

static enum status set(struct record *r, enum column column, const char *s)
{
	if (*s == '\0')
		return ST_OK;
	return (r->of[column] = strdup(s)) != NULL ? ST_OK : ST_NOMEM;
}

/* "0000-00-00 00:00:00" is what MySQL has for none. */
static bool is_date(const char *s)
{
	return *s != '\0' && strncmp(s, "0000", 4) != 0;
}

static enum status take_date(struct wxr_item *item, struct record *r)
{
	const char *local = value(item, WXR_DATE);
	enum status st = set(r, COLUMN_DATE_GMT, value(item, WXR_DATE_GMT));

	if (st != ST_OK)
		return st;
	return set(r, COLUMN_DATE, is_date(local) ? local : value(item, WXR_PUBDATE));
}

/* What no guid and no link names, the post's number does. */
static enum status take_id(struct wxr_item *item, struct record *r)
{
	const char *guid = value(item, WXR_GUID);

	if (*guid == '\0' && *value(item, WXR_LINK) == '\0')
		return set(r, COLUMN_ID, value(item, WXR_ID));
	return set(r, COLUMN_ID, guid);
}

/* Categories, then tags; those without a domain only where there are no others. */
static enum status take_themes(const struct wxr_item *item, struct record *r)
{
	enum status st = ST_OK;

	for (enum wxr_term t = 0; t < WXR_TERMS; t++) {
		const struct names *terms = &item->terms[t];

		for (size_t i = 0; i < terms->n && st == ST_OK; i++)
			if (t != WXR_PLAIN ||
			    item->terms[WXR_CATEGORY].n + item->terms[WXR_TAG].n == 0)
				st = record_add_theme(r, terms->items[i].name);
	}
	return st;
}

/* What its links are resolved against: where it stands. */
static enum status take_base(struct wxr_item *item, const struct records *all, struct record *r)
{
	const char *link = value(item, WXR_LINK);
	char whole[URI_LINK_MAX + 1];

	if (uri_resolve(all->home, link, strlen(link), whole) != ST_OK || !cell_is_link(whole))
		snprintf(whole, sizeof whole, "%s", all->home != NULL ? all->home : "");
	if (*whole == '\0')
		return ST_OK;
	return (r->base = strdup(whole)) != NULL ? ST_OK : ST_NOMEM;
}

static enum status fill(struct wxr_item *item, const struct records *all,
    struct wxr_authors *authors, const char *lang, struct record *r)
{
	enum status st;

	r->kind[COLUMN_TITLE] = FRAGMENT_HTML;
	if ((st = set(r, COLUMN_TITLE, value(item, WXR_TITLE))) != ST_OK ||
	    (st = set(r, COLUMN_URL, value(item, WXR_LINK))) != ST_OK ||
	    (st = set(r, COLUMN_AUTHOR, wxr_author_name(authors, value(item, WXR_CREATOR)))) !=
		ST_OK ||
	    (st = set(r, COLUMN_LANG, lang)) != ST_OK || (st = take_id(item, r)) != ST_OK ||
	    (st = take_date(item, r)) != ST_OK || (st = take_base(item, all, r)) != ST_OK ||
	    (st = take_themes(item, r)) != ST_OK)
		return st;
	return take_text(item, r);
}

enum status wxr_item_take(
    struct wxr_item *item, struct records *all, struct wxr_authors *authors, const char *lang)
{
	struct record r = { 0 };
	enum status st;

	if (!is_article(item, all))
		return ST_OK;
	for (enum wxr_field i = 0; i < WXR_FIELDS; i++) {
		if (buf_status(&item->of[i]) == ST_NOMEM)
			return ST_NOMEM;
		if (buf_status(&item->of[i]) != ST_OK && i == WXR_BODY) {
			format_reject(all->sink, item->line, "a text of more than %d MB of HTML",
			    BODY_MAX / (1024 * 1024));
			return ST_OK;
		}
	}
	if ((st = fill(item, all, authors, lang, &r)) == ST_OK)
		st = record_take(all, &r, item->line);
	else if (st == ST_TOOBIG) {
		format_reject(all->sink, item->line, "the text is too long");
		st = ST_OK;
	}
	record_clear(&r);
	return st;
}
