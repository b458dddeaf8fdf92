#include "import/webpage_node.h"

#include "base/utf8.h"
#include "text/html_tree.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	NODES_FIRST = 4096,
	NODES_A_BYTE = 4, /* that are looked at for the text of an element */
};

/* Elements without text for readers, whatever stands in them. */
static bool is_opaque(GumboTag tag)
{
	switch (tag) {
	case GUMBO_TAG_STYLE:
	case GUMBO_TAG_NOSCRIPT:
	case GUMBO_TAG_TEMPLATE:
	case GUMBO_TAG_SVG:
	case GUMBO_TAG_SELECT:
	case GUMBO_TAG_TEXTAREA:
		return true;
	default:
		return false;
	}
}

static const GumboVector *children_of(const struct webpage_node *n)
{
	if (n->node->type == GUMBO_NODE_DOCUMENT)
		return &n->node->v.document.children;
	if (n->node->type == GUMBO_NODE_ELEMENT && !is_opaque(n->tag) && n->tag != GUMBO_TAG_SCRIPT)
		return &n->node->v.element.children;
	return NULL;
}

static bool is_blank(const char *s)
{
	return s[strspn(s, " \t\r\n\f")] == '\0';
}

static bool is_wanted(const GumboNode *g)
{
	switch (g->type) {
	case GUMBO_NODE_ELEMENT:
		return true;
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_CDATA:
		return !is_blank(g->v.text.text);
	default:
		return false;
	}
}

static unsigned within(GumboTag tag)
{
	switch (tag) {
	case GUMBO_TAG_TABLE:
		return WITHIN_TABLE;
	case GUMBO_TAG_CODE:
	case GUMBO_TAG_PRE:
		return WITHIN_CODE;
	case GUMBO_TAG_FIGURE:
		return WITHIN_FIGURE;
	case GUMBO_TAG_BLOCKQUOTE:
		return WITHIN_QUOTE;
	case GUMBO_TAG_A:
		return WITHIN_LINK;
	default:
		return 0;
	}
}

static enum status add(struct webpage_nodes *n, const GumboNode *g, size_t parent)
{
	struct webpage_node *one;

	if (n->n == n->cap) {
		size_t cap = n->cap > 0 ? 2 * n->cap : NODES_FIRST;
		struct webpage_node *grown;

		if (n->n >= WEBPAGE_NODES_MAX)
			return ST_TOOBIG;
		if ((grown = realloc(n->items, cap * sizeof *grown)) == NULL)
			return ST_NOMEM;
		n->items = grown;
		n->cap = cap;
	}
	one = &n->items[n->n];
	*one = (struct webpage_node){
		.node = g,
		.parent = (uint32_t)parent,
		.tag = GUMBO_TAG_LAST,
	};
	if (g->type == GUMBO_NODE_ELEMENT)
		one->tag = g->v.element.tag;
	else if (g->type == GUMBO_NODE_DOCUMENT)
		one->tag = GUMBO_TAG_UNKNOWN;
	one->within = within(one->tag) | (n->n > 0 ? n->items[parent].within : 0);
	n->n++;
	return ST_OK;
}

/* Two line breaks with nothing between part paragraphs. */
static bool is_break(const struct webpage_nodes *n, size_t i, size_t end)
{
	return n->items[i].tag == GUMBO_TAG_BR && i + 1 < end &&
	    n->items[i + 1].tag == GUMBO_TAG_BR;
}

size_t webpage_run(const struct webpage_nodes *n, size_t *at, size_t end)
{
	size_t first;

	while (
	    *at < end && (!webpage_is_inline(&n->items[*at]) || n->items[*at].tag == GUMBO_TAG_BR))
		*at = n->items[*at].end;
	first = *at;
	while (*at < end && webpage_is_inline(&n->items[*at]) && !is_break(n, *at, end))
		*at = n->items[*at].end;
	return first;
}

static bool has_text(const struct webpage_nodes *n, size_t from, size_t to)
{
	while (from < to && n->items[from].tag != GUMBO_TAG_LAST)
		from++;
	return from < to;
}

/* Which elements hold lines of their own, and how many paragraphs without an element. */
static void find_runs(struct webpage_nodes *n)
{
	for (size_t i = n->n; i-- > 1;) {
		struct webpage_node *one = &n->items[i], *parent = &n->items[one->parent];

		parent->has_blocks = parent->has_blocks || one->has_blocks ||
		    (one->tag != GUMBO_TAG_LAST && webpage_is_block(one->tag));
		if (one->tag == GUMBO_TAG_LAST || !webpage_is_block(one->tag))
			continue;
		for (size_t at = i + 1; at < one->end;) {
			size_t from = webpage_run(n, &at, one->end);

			one->runs += has_text(n, from, at);
		}
		if (one->runs == 1 && one->tag != GUMBO_TAG_P && one->tag != GUMBO_TAG_DIV)
			one->runs = 0; /* an item, a cell, a heading: no paragraph */
	}
}

enum status webpage_nodes_make(const GumboNode *document, struct webpage_nodes *out)
{
	enum status st;
	size_t i = 0;

	*out = (struct webpage_nodes){ 0 };
	if ((st = add(out, document, 0)) != ST_OK)
		return st;
	for (;;) {
		struct webpage_node *n = &out->items[i];
		const GumboVector *children = children_of(n);

		if (children != NULL && n->end < children->length) {
			const GumboNode *child = children->data[n->end++];

			if (!is_wanted(child))
				continue;
			if ((st = add(out, child, i)) != ST_OK) {
				webpage_nodes_clear(out);
				return st;
			}
			i = out->n - 1;
			continue;
		}
		n->end = (uint32_t)out->n;
		if (i == 0)
			break;
		i = n->parent;
	}
	find_runs(out);
	return ST_OK;
}

void webpage_nodes_clear(struct webpage_nodes *n)
{
	free(n->items);
	*n = (struct webpage_nodes){ 0 };
}

/* Commas of all scripts, and the full stop of those that write no spaces. */
static bool is_comma(uint32_t cp)
{
	return cp == ',' || cp == 0x060c || cp == 0xfe50 || cp == 0xff0c || cp == 0x3001 ||
	    cp == 0x3002;
}

/* Kana, Han, Hangul, Thai and their neighbours: a letter says as much as two of other scripts. */
static bool is_wide(uint32_t cp)
{
	return (cp >= 0x0e00 && cp <= 0x0eff) || (cp >= 0x2e80 && cp <= 0x9fff) ||
	    (cp >= 0xac00 && cp <= 0xd7a3) || (cp >= 0xf900 && cp <= 0xfaff) || cp >= 0x20000;
}

static void sum_text(const char *s, struct webpage_sums *sums)
{
	size_t len = strlen(s), n;
	bool space = true;
	uint32_t cp;

	for (; len > 0; s += n, len -= n) {
		n = utf8_next(s, len, &cp);
		if (strchr(" \t\r\n\f", (int)(cp < 0x80 ? cp : 'x')) != NULL) {
			sums->letters += !space;
			space = true;
			continue;
		}
		space = false;
		sums->letters += is_wide(cp) ? WEBPAGE_WIDE : 1;
		sums->commas += is_comma(cp);
	}
}

/* What an element adds to what stands in it. */
static void sum_element(const struct webpage_node *n, struct webpage_sums *sums)
{
	const char *href;

	sums->paragraphs += n->runs;
	switch (n->tag) {
	case GUMBO_TAG_A:
		href = webpage_attribute(n, "href");
		sums->links = href != NULL && *href == '#' ? sums->letters / 3 : sums->letters;
		break;
	case GUMBO_TAG_IMG:
		sums->images++;
		break;
	case GUMBO_TAG_LI:
		sums->items++;
		break;
	case GUMBO_TAG_INPUT:
		sums->inputs++;
		break;
	case GUMBO_TAG_OBJECT:
	case GUMBO_TAG_EMBED:
	case GUMBO_TAG_IFRAME:
		sums->embeds++;
		break;
	case GUMBO_TAG_UL:
	case GUMBO_TAG_OL:
		sums->lists = sums->letters;
		break;
	default:
		if (webpage_is_heading(n->tag))
			sums->headings = sums->letters;
		break;
	}
}

static void add_sums(struct webpage_sums *to, const struct webpage_sums *from)
{
	to->letters += from->letters;
	to->links += from->links;
	to->headings += from->headings;
	to->lists += from->lists;
	to->commas += from->commas;
	to->paragraphs += from->paragraphs;
	to->images += from->images;
	to->items += from->items;
	to->inputs += from->inputs;
	to->embeds += from->embeds;
}

/* Text and elements below `root`, the last first, so that a node comes after all in it. */
static void sum_below(struct webpage_nodes *n, size_t root,
    bool (*leave)(const struct webpage_node *one, void *ctx), void *ctx)
{
	for (size_t i = root; i < n->items[root].end; i++)
		n->items[i].sums = (struct webpage_sums){ 0 };
	for (size_t i = n->items[root].end; i-- > root;) {
		struct webpage_node *one = &n->items[i];

		if (one->tag != GUMBO_TAG_LAST)
			sum_element(one, &one->sums);
		else if (i > 0)
			sum_text(one->node->v.text.text, &one->sums);
		if (i == root)
			break;
		if (one->gone == GONE_NO && one->tag != GUMBO_TAG_LAST && leave != NULL &&
		    leave(one, ctx))
			one->gone = GONE_CLEANED;
		if (one->gone == GONE_NO)
			add_sums(&n->items[one->parent].sums, &one->sums);
	}
}

void webpage_nodes_sum(struct webpage_nodes *n)
{
	sum_below(n, 0, NULL, NULL);
}

void webpage_nodes_clean(struct webpage_nodes *n, size_t root,
    bool (*leave)(const struct webpage_node *one, void *ctx), void *ctx)
{
	sum_below(n, root, leave, ctx);
}

const char *webpage_attribute(const struct webpage_node *n, const char *name)
{
	return html_tree_attribute(n->node, name);
}

bool webpage_attribute_has(const struct webpage_node *n, const char *name, const char *word)
{
	const char *s = webpage_attribute(n, name);
	size_t len = strlen(word);

	if (s == NULL)
		return false;
	while (*s != '\0') {
		size_t one;

		s += strspn(s, " \t\r\n\f");
		one = strcspn(s, " \t\r\n\f");
		if (one == len && strncasecmp(s, word, len) == 0)
			return true;
		s += one;
	}
	return false;
}

bool webpage_is_inline(const struct webpage_node *n)
{
	return n->tag == GUMBO_TAG_LAST || (!n->has_blocks && !webpage_is_block(n->tag));
}

bool webpage_is_heading(GumboTag tag)
{
	return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

bool webpage_is_block(GumboTag tag)
{
	static const GumboTag blocks[] = { GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE,
		GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BODY, GUMBO_TAG_CENTER, GUMBO_TAG_DD,
		GUMBO_TAG_DETAILS, GUMBO_TAG_DIV, GUMBO_TAG_DL, GUMBO_TAG_DT, GUMBO_TAG_FIELDSET,
		GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIGURE, GUMBO_TAG_FOOTER, GUMBO_TAG_FORM,
		GUMBO_TAG_HEADER, GUMBO_TAG_HR, GUMBO_TAG_LI, GUMBO_TAG_MAIN, GUMBO_TAG_NAV,
		GUMBO_TAG_OL, GUMBO_TAG_P, GUMBO_TAG_PRE, GUMBO_TAG_SECTION, GUMBO_TAG_SUMMARY,
		GUMBO_TAG_TABLE, GUMBO_TAG_TBODY, GUMBO_TAG_TD, GUMBO_TAG_TFOOT, GUMBO_TAG_TH,
		GUMBO_TAG_THEAD, GUMBO_TAG_TR, GUMBO_TAG_UL };

	if (webpage_is_heading(tag))
		return true;
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (blocks[i] == tag)
			return true;
	return false;
}

/* Does white space stand between the node and the one before it? It is no node here. */
static bool follows_space(const GumboNode *node)
{
	const GumboNode *parent = node->parent, *before;

	if (parent == NULL || parent->type != GUMBO_NODE_ELEMENT || node->index_within_parent == 0)
		return false;
	before = parent->v.element.children.data[node->index_within_parent - 1];
	return before->type == GUMBO_NODE_WHITESPACE;
}

void webpage_text(const struct webpage_nodes *n, size_t i, size_t max, struct buf *out)
{
	size_t first = i, end = n->items[i].end, seen = 0;
	bool space = false;

	/* Elements without text may be as many as they like. */
	for (; i < end && out->len < max && seen / NODES_A_BYTE < max; seen++) {
		const struct webpage_node *one = &n->items[i];

		if (one->gone != GONE_NO && i > first) {
			i = one->end;
			continue;
		}
		i++;
		space = space || follows_space(one->node);
		if (one->tag != GUMBO_TAG_LAST) {
			space = space || webpage_is_block(one->tag) || one->tag == GUMBO_TAG_BR;
			continue;
		}
		for (const char *s = one->node->v.text.text; *s != '\0';) {
			size_t blank = strspn(s, " \t\r\n\f"),
			       word = strcspn(s + blank, " \t\r\n\f");

			if ((space || blank > 0) && out->len > 0 && word > 0)
				buf_putc(out, ' ');
			space = blank > 0 && word == 0;
			buf_add(out, s + blank, word);
			s += blank + word;
		}
	}
}

void webpage_text_folded(const struct webpage_nodes *n, size_t i, size_t max, struct buf *out)
{
	struct buf text = BUF(2 * max);

	webpage_text(n, i, max, &text);
	buf_reset(out);
	utf8_fold(out, buf_str(&text), text.len);
	buf_clear(&text);
}

size_t webpage_find(const struct webpage_nodes *n, size_t from, GumboTag tag)
{
	while (from < n->n && n->items[from].tag != tag)
		from++;
	return from;
}
