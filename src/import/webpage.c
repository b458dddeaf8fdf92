#include "import/webpage.h"

#include "import/block.h"
#include "import/decode.h"
#include "import/webpage_body.h"
#include "import/webpage_error.h"
#include "import/webpage_heading.h"
#include "import/webpage_hint.h"
#include "import/webpage_lists.h"
#include "import/webpage_meta.h"
#include "import/webpage_prune.h"
#include "import/webpage_top.h"
#include "text/gemtext.h"
#include "text/html.h"
#include "text/wrap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	BODY_MIN = 250,       /* bytes of a text in JSON-LD that is worth more than the page's */
	ERROR_LETTERS = 1000, /* of an error page */
	TITLE_BYTES = 1000,
	TITLE_COLUMNS = 70, /* of a title made of the first words */
	TEASERS = 4,        /* headings with links: so many make a page of teasers */
};

struct page {
	struct input *in;
	const struct import_options *options;
	struct html_tree *tree;
	struct webpage_nodes nodes;
	struct webpage_facts facts;
	size_t root;          /* of the text */
	size_t heading, lead; /* above it, not in it; 0: there is none */
	struct article article;
	const GumboNode **gone; /* by address */
	size_t ngone;
};

/* Does it break off with an ellipsis? */
static bool ends_cut(const char *body)
{
	size_t len = strlen(body);

	while (len > 0 && strchr(" \n", body[len - 1]) != NULL)
		len--;
	return len > 0 && block_ending(body, len) == ENDING_ELLIPSIS;
}

static int by_address(const void *a, const void *b)
{
	uintptr_t one = (uintptr_t) * (const GumboNode *const *)a;
	uintptr_t other = (uintptr_t) * (const GumboNode *const *)b;

	return (one > other) - (one < other);
}

static bool is_gone(void *ctx, const GumboNode *element)
{
	const struct page *p = ctx;

	return bsearch(&element, p->gone, p->ngone, sizeof *p->gone, by_address) != NULL;
}

/* The elements that are gone, for is_gone() to find: not those below them. */
static enum status list_gone(struct page *p)
{
	const struct webpage_nodes *n = &p->nodes;
	size_t root = p->root;

	if ((p->gone = calloc(n->items[root].end - root, sizeof *p->gone)) == NULL)
		return ST_NOMEM;
	for (size_t i = root + 1; i < n->items[root].end;) {
		bool gone = n->items[i].gone != GONE_NO;

		if (gone)
			p->gone[p->ngone++] = n->items[i].node;
		i = gone ? n->items[i].end : i + 1;
	}
	qsort(p->gone, p->ngone, sizeof *p->gone, by_address);
	return ST_OK;
}

/* Heading, lead and text, or the text that JSON-LD carries where the page shows but a part of it.
 */
static enum status write_lines(struct page *p, struct doc *lines)
{
	struct html_options html = { .skip = is_gone, .ctx = p };
	const char *body = p->facts.value[FACT_BODY];
	enum status st = ST_OK;
	size_t from;

	if (body != NULL && strlen(body) > BODY_MIN &&
	    strlen(body) > 2 * (size_t)p->nodes.items[p->root].sums.letters)
		return strstr(body, "</") != NULL
		    ? html_read(body, strlen(body), &html, lines, NULL)
		    : block_write_text(body, strlen(body), lines);
	html.base = webpage_base(&p->nodes, &p->facts);
	if (p->heading > 0 &&
	    (st = html_write(p->nodes.items[p->heading].node, &html, lines)) != ST_OK)
		return st;
	from = lines->n;
	if (p->lead > 0)
		st = html_write(p->nodes.items[p->lead].node, &html, lines);
	for (size_t i = from; i < lines->n; i++)
		if (lines->lines[i].type >= LINE_H1 && lines->lines[i].type <= LINE_H3)
			lines->lines[i].type = LINE_TEXT; /* some set the lead as a heading */
	if (st == ST_OK && p->lead > 0)
		doc_blank(lines);
	return st == ST_OK ? html_write(p->nodes.items[p->root].node, &html, lines) : st;
}

/* Soft hyphens say where a browser may break a word; readers and searches stumble over them. */
static void drop_soft_hyphens(struct buf *text)
{
	static const char hyphen[] = "\xc2\xad";
	char *to = text->data, *end = text->data + text->len;

	for (const char *s = text->data; s < end;) {
		const char *next = memmem(s, (size_t)(end - s), hyphen, 2);
		size_t n = (size_t)((next != NULL ? next : end) - s);

		memmove(to, s, n);
		to += n;
		s += n + (next != NULL ? 2 : 0);
	}
	buf_truncate(text, (size_t)(to - text->data));
}

static enum status write_body(struct page *p)
{
	struct buf body = BUF(2 * (size_t)IMPORT_ARTICLE_MAX);
	struct doc lines;
	enum status st;

	doc_init(&lines);
	if ((st = list_gone(p)) == ST_OK && (st = write_lines(p, &lines)) == ST_OK)
		st = gemtext_write(&lines, &body);
	if (st == ST_OK && body.len > 0)
		drop_soft_hyphens(&body);
	if (st == ST_OK && (p->article.body = strdup(buf_str(&body))) == NULL)
		st = ST_NOMEM;
	doc_clear(&lines);
	buf_clear(&body);
	return st;
}

static enum status add_names(struct names *to, const struct names *from)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < from->n && st == ST_OK; i++)
		st = names_append(to, from->items[i].name, strlen(from->items[i].name));
	return st;
}

static char *move(char **from)
{
	char *s = *from;

	*from = NULL;
	return s;
}

/* Many templates say a language that is not the text's: two that differ say nothing. */
static void take_lang(const struct webpage_facts *f, char lang[LANG_SIZE])
{
	const char *one = f->value[FACT_LANG], *other = f->value[FACT_LOCALE];

	if (one != NULL && other != NULL && strncasecmp(one, other, 2) != 0)
		return;
	snprintf(lang, LANG_SIZE, "%s", one != NULL ? one : other != NULL ? other : "");
}

/* The page's own URL; else the relative path. */
static enum status fill_article(struct page *p, const char *title)
{
	struct webpage_facts *f = &p->facts;
	struct article *a = &p->article;
	enum status st;

	a->title = strdup(title);
	a->key = strdup(f->value[FACT_URL] != NULL ? f->value[FACT_URL] : p->in->key);
	if (a->title == NULL || a->key == NULL)
		return ST_NOMEM;
	a->published = f->published;
	if ((st = add_names(&a->themes, &f->sections)) != ST_OK ||
	    (st = add_names(&a->themes, &f->tags)) != ST_OK)
		return st;
	take_lang(f, a->lang);
	a->partial = f->closed || ends_cut(a->body);
	a->byline = move(&f->value[FACT_BYLINE]);
	a->summary = move(&f->value[FACT_SUMMARY]);
	a->url = move(&f->value[FACT_URL]);
	return ST_OK;
}

/* Headings that are links, as those of teasers. */
static size_t linked_headings(const struct webpage_nodes *n, size_t root)
{
	size_t count = 0;

	for (size_t i = root; i < n->items[root].end;) {
		const struct webpage_node *one = &n->items[i];

		if (one->gone == GONE_NO && webpage_is_heading(one->tag))
			count += one->sums.letters > 0 &&
			    (2 * one->sums.links >= one->sums.letters ||
				(one->within & WITHIN_LINK));
		i = one->gone != GONE_NO ? one->end : i + 1;
	}
	return count;
}

/* Why the page holds no article, or NULL. */
static const char *why_none(const struct page *p, const char *title)
{
	const struct webpage_sums *s = &p->nodes.items[p->root].sums;
	const char *head = p->facts.value[FACT_HEAD];
	size_t teasers;

	if (p->facts.value[FACT_BODY] != NULL)
		return NULL;
	if (s->letters == 0)
		return "no text: nothing is written on the page but menus";
	if (!p->facts.declared && s->letters < ERROR_LETTERS &&
	    (webpage_error_title(title) || (head != NULL && webpage_error_title(head))))
		return "an error page of a server, by its title";
	if (2 * s->links > s->letters && s->letters > ERROR_LETTERS / 4)
		return "a list of links, no article";
	teasers = linked_headings(&p->nodes, p->root);
	if (!p->facts.declared && teasers >= TEASERS && 2 * teasers >= s->paragraphs)
		return "a list of articles, such as a front page";
	return NULL;
}

/* A page that says no title is called by its first words. */
static enum status make_title(struct page *p, const char **title)
{
	struct buf text = BUF(2 * TITLE_BYTES), line = BUF(2 * TITLE_BYTES);
	size_t body = webpage_find(&p->nodes, 0, GUMBO_TAG_BODY);
	enum status st = ST_OK;

	if (body < p->nodes.n)
		webpage_text(&p->nodes, body, TITLE_BYTES, &text);
	if (text.len > 0)
		st = wrap_cut(&line, text.data, text.len, TITLE_COLUMNS, "…");
	webpage_fact(&p->facts, FACT_TITLE, SOURCE_SEEN, buf_str(&line), false);
	buf_clear(&text);
	buf_clear(&line);
	*title = p->facts.value[FACT_TITLE] != NULL ? p->facts.value[FACT_TITLE] : p->in->key;
	return st;
}

static enum status take_page(struct page *p, const struct buf *text, struct error *e)
{
	struct webpage_nodes *n = &p->nodes;
	const char *title, *why;
	size_t heading = 0;
	enum status st;

	if ((st = html_tree_parse(buf_str(text), text->len, &p->tree, e)) != ST_OK)
		return st;
	if ((st = webpage_nodes_make(html_tree_document(p->tree), n)) != ST_OK)
		return error_set(e, st, "more than %d elements", WEBPAGE_NODES_MAX);
	webpage_hints(n);
	webpage_prune(n);
	webpage_nodes_sum(n);
	webpage_meta(n, &p->facts);
	if ((st = webpage_heading_hear(n, &p->facts, &p->heading)) != ST_OK)
		return st;
	title = webpage_facts_title(&p->facts);
	if (title == NULL && (st = make_title(p, &title)) != ST_OK)
		return st;
	webpage_heading_drop(n, title, &heading);
	if ((st = webpage_lists(n, p->options, p->article.lists)) != ST_OK)
		return st;
	webpage_tags(n, &p->facts);
	if ((st = webpage_body(n, &p->root)) != ST_OK)
		return st;
	if ((why = why_none(p, title)) != NULL)
		return error_set(e, ST_INVALID, "%s", why);
	if (heading == 0 && webpage_heading_is_left(n, p->heading, title, p->root)) {
		heading = p->heading;
		n->items[heading].gone = GONE_TAKEN; /* it is written apart */
	} else {
		p->heading = 0;
	}
	webpage_datelines(n, heading, p->root, &p->facts);
	p->lead = webpage_lead(n, heading, p->root, &p->facts);
	if ((st = p->facts.failure) == ST_OK && (st = write_body(p)) == ST_OK)
		st = fill_article(p, title);
	return st;
}

enum status webpage_read(
    struct input *in, const struct import_options *options, const struct sink *sink)
{
	struct page p = { .options = options, .in = in };
	struct buf text = BUF(3 * (size_t)HTML_MAX);
	struct error e = { "" };
	enum status st;

	webpage_facts_init(&p.facts, in, options);
	if ((st = decode_all(in, HTML_MAX, DECODE_TAB_KEPT, &text, &e)) == ST_OK &&
	    (st = take_page(&p, &text, &e)) == ST_OK) {
		if (p.facts.value[FACT_SITE] != NULL)
			sink->site(sink->ctx, p.facts.value[FACT_SITE]);
		st = sink->article(sink->ctx, &p.article, 1);
		goto done;
	}
	st = format_failed(sink, st, &e);
done:
	article_clear(&p.article);
	webpage_facts_clear(&p.facts);
	free(p.gone);
	webpage_nodes_clear(&p.nodes);
	html_tree_free(p.tree);
	buf_clear(&text);
	return st;
}
