#include "import/webpage_prune.h"

#include "base/utf8.h"
#include "import/clutter.h"
#include "import/webpage_hint.h"

#include <string.h>
#include <strings.h>

enum {
	STYLE_MAX = 1024, /* bytes of a style that are looked at */
	SHARE_MAX = 500,  /* letters: a share bar has no more */
	TEXT_COMMAS = 10, /* so many make a text of anything, as Readability has it */
	HEADING_BYTES = 160,
	HEADING_NODES = 16, /* elements and texts that a heading is made of */
	DATA_ROWS = 10,     /* more rows, columns or cells make a table of a layout */
	DATA_COLUMNS = 4,
	DATA_CELLS = 10,
};

static bool is_of(const struct webpage_node *n, const GumboTag *tags, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (n->tag == tags[i])
			return true;
	return false;
}

#define IS_OF(n, tags) is_of(n, tags, sizeof(tags) / sizeof *(tags))

/* "display : none" in a style attribute? */
static bool has_style(const struct webpage_node *n, const char *property, const char *value)
{
	const char *s = webpage_attribute(n, "style"), *end;
	size_t len = strlen(property);

	if (s == NULL)
		return false;
	end = s + strnlen(s, STYLE_MAX);
	for (; s < end; s += strcspn(s, ";"), s += *s == ';') {
		s += strspn(s, " \t\r\n");
		if (strncasecmp(s, property, len) != 0)
			continue;
		s += len + strspn(s + len, " \t\r\n");
		if (*s != ':')
			continue;
		s += 1 + strspn(s + 1, " \t\r\n");
		if (strncasecmp(s, value, strlen(value)) == 0)
			return true;
	}
	return false;
}

static bool is_hidden(const struct webpage_node *n)
{
	const char *aria = webpage_attribute(n, "aria-hidden");

	return webpage_attribute(n, "hidden") != NULL || has_style(n, "display", "none") ||
	    has_style(n, "visibility", "hidden") || (aria != NULL && strcasecmp(aria, "true") == 0);
}

static bool has_role(const struct webpage_node *n)
{
	static const char *const roles[] = { "navigation", "menu", "menubar", "dialog",
		"alertdialog", "alert", "search", "banner", "toolbar", "tablist", "contentinfo" };

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (webpage_attribute_has(n, "role", roles[i]))
			return true;
	return false;
}

/* gumbo has no name for it. */
static bool is_dialog(const struct webpage_node *n)
{
	static const char name[] = "<dialog";
	const GumboStringPiece *tag = &n->node->v.element.original_tag;

	return n->tag == GUMBO_TAG_UNKNOWN && n->node->type == GUMBO_NODE_ELEMENT &&
	    tag->length >= sizeof name - 1 && strncasecmp(tag->data, name, sizeof name - 1) == 0;
}

static bool is_never_text(const struct webpage_node *n)
{
	static const GumboTag never[] = { GUMBO_TAG_NAV, GUMBO_TAG_BUTTON, GUMBO_TAG_SELECT,
		GUMBO_TAG_TEXTAREA, GUMBO_TAG_MENU };

	if (n->tag == GUMBO_TAG_HTML || n->tag == GUMBO_TAG_BODY)
		return false;
	return IS_OF(n, never) || is_dialog(n) || has_role(n) || is_hidden(n) ||
	    clutter_is(n->node);
}

/* Mark each node that `test` says it of; what is in it is not looked at. */
static void mark(
    struct webpage_nodes *n, bool (*test)(const struct webpage_node *), enum gone reason)
{
	for (size_t i = 1; i < n->n;) {
		struct webpage_node *one = &n->items[i];

		if (one->gone == GONE_NO && one->tag != GUMBO_TAG_LAST && test(one))
			one->gone = reason;
		i = one->gone != GONE_NO ? one->end : i + 1;
	}
}

struct table {
	size_t rows, cells, most; /* most: cells of a row */
	bool data, layout;
};

/* What the elements right in a table say of it: not those of tables within. */
static void look_at_table(const struct webpage_nodes *n, size_t at, struct table *t)
{
	size_t end = n->items[at].end, row = 0;

	for (size_t i = at + 1; i < end;) {
		const struct webpage_node *one = &n->items[i];

		if (one->tag == GUMBO_TAG_TABLE) {
			t->layout = true;
			i = one->end;
			continue;
		}
		if (one->tag == GUMBO_TAG_TR) {
			t->rows++;
			row = 0;
		}
		if (one->tag == GUMBO_TAG_TD || one->tag == GUMBO_TAG_TH) {
			t->cells++;
			row++;
			t->most = row > t->most ? row : t->most;
		}
		t->data = t->data || one->tag == GUMBO_TAG_TH || one->tag == GUMBO_TAG_CAPTION ||
		    one->tag == GUMBO_TAG_COL || one->tag == GUMBO_TAG_THEAD ||
		    one->tag == GUMBO_TAG_TFOOT;
		i++;
	}
}

/* Data, or the layout of a page? As Readability tells them apart, and Firefox before it. */
static bool is_data(const struct webpage_nodes *n, size_t at)
{
	const struct webpage_node *one = &n->items[at];
	struct table t = { 0 };

	look_at_table(n, at, &t);
	if (webpage_attribute_has(one, "role", "presentation"))
		return false;
	if (webpage_attribute(one, "summary") != NULL || t.data)
		return true;
	if (t.layout || t.rows <= 1 || t.most <= 1)
		return false;
	return t.rows >= DATA_ROWS || t.most > DATA_COLUMNS || t.cells > DATA_CELLS;
}

static void mark_data(struct webpage_nodes *n)
{
	for (size_t i = 1; i < n->n; i++) {
		struct webpage_node *one = &n->items[i];

		one->within |= n->items[one->parent].within & WITHIN_DATA;
		if (one->tag == GUMBO_TAG_TABLE && is_data(n, i))
			one->within |= WITHIN_DATA;
	}
	for (size_t i = n->n; i-- > 1;) {
		struct webpage_node *one = &n->items[i];

		if (one->has_data || (one->tag == GUMBO_TAG_TABLE && (one->within & WITHIN_DATA)))
			n->items[one->parent].has_data = true;
	}
}

/* Is node i a heading of comments? Not of the page. */
static bool heads_comments(const struct webpage_nodes *n, size_t i)
{
	const struct webpage_node *one = &n->items[i];
	struct buf text = BUF(2 * HEADING_BYTES);
	bool found;

	if (one->gone != GONE_NO || !webpage_is_heading(one->tag) || one->tag == GUMBO_TAG_H1 ||
	    one->end - i > HEADING_NODES)
		return false;
	webpage_text(n, i, HEADING_BYTES, &text);
	found = clutter_heads_comments(buf_str(&text), text.len);
	buf_clear(&text);
	return found;
}

/* The last h1 of the page, or 0. */
static size_t last_h1(const struct webpage_nodes *n)
{
	size_t i = n->n;

	while (i > 0 && n->items[--i].tag != GUMBO_TAG_H1)
		;
	return i;
}

/* What stands under such a heading, up to the next of its rank; not the article, where comments are
 * above it. */
static void mark_comments(struct webpage_nodes *n)
{
	size_t h1 = last_h1(n);

	for (size_t i = 1; i < n->n; i++) {
		GumboTag rank = n->items[i].tag;
		size_t end = n->items[n->items[i].parent].end;

		if (!heads_comments(n, i))
			continue;
		for (size_t k = i; k < end; k = n->items[k].end) {
			if (k > i &&
			    ((webpage_is_heading(n->items[k].tag) && n->items[k].tag <= rank) ||
				(k <= h1 && h1 < n->items[k].end)))
				break;
			n->items[k].gone = GONE_NEVER_TEXT;
		}
	}
}

void webpage_prune(struct webpage_nodes *n)
{
	mark(n, is_never_text, GONE_NEVER_TEXT);
	mark_comments(n);
	mark_data(n);
}

static bool is_unlikely(const struct webpage_node *n)
{
	if (n->tag == GUMBO_TAG_HTML || n->tag == GUMBO_TAG_BODY || n->tag == GUMBO_TAG_A)
		return false;
	if (webpage_attribute_has(n, "role", "complementary"))
		return true;
	return (n->hints & HINT_UNLIKELY) && !(n->hints & HINT_MAYBE) &&
	    !(n->within & (WITHIN_TABLE | WITHIN_CODE));
}

void webpage_prune_unlikely(struct webpage_nodes *n)
{
	mark(n, is_unlikely, GONE_UNLIKELY);
}

void webpage_keep(struct webpage_nodes *n, enum gone reason)
{
	for (size_t i = 0; i < n->n; i++)
		if (n->items[i].gone == reason)
			n->items[i].gone = GONE_NO;
}

static bool is_list(const struct webpage_node *n)
{
	return n->tag == GUMBO_TAG_UL || n->tag == GUMBO_TAG_OL ||
	    n->sums.lists * 10 > n->sums.letters * 9;
}

/* By what stands in it; figures as Readability has them. */
static bool is_clutter(const struct webpage_node *n, int weight)
{
	const struct webpage_sums *s = &n->sums;
	bool figure = n->within & WITHIN_FIGURE, list = is_list(n);

	if (!figure && s->images > 1 && 2 * s->paragraphs < s->images)
		return true;
	if (!list && s->items > s->paragraphs + 100)
		return true;
	if (s->inputs > s->paragraphs / 3)
		return true;
	if (!list && !figure && 10 * s->headings < 9 * s->letters && s->letters < 25 &&
	    (s->images == 0 || s->images > 2) && s->links > 0)
		return true;
	if (!list && weight < WEBPAGE_WEIGHT && 5 * s->links > s->letters)
		return true;
	if (weight >= WEBPAGE_WEIGHT && 2 * s->links > s->letters)
		return true;
	return false;
}

static bool is_conditional(const struct webpage_node *n)
{
	static const GumboTag tags[] = { GUMBO_TAG_FORM, GUMBO_TAG_FIELDSET, GUMBO_TAG_TABLE,
		GUMBO_TAG_TD, GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_DIV, GUMBO_TAG_SECTION };

	return IS_OF(n, tags) && !(n->within & (WITHIN_DATA | WITHIN_CODE)) && !n->has_data;
}

static bool is_no_text(const struct webpage_node *n, void *ctx)
{
	static const GumboTag never[] = { GUMBO_TAG_ASIDE, GUMBO_TAG_FOOTER };
	const struct webpage_strictness *strict = ctx;
	int weight = strict->weights ? n->weight : 0;

	if (IS_OF(n, never) && !(n->within & WITHIN_QUOTE))
		return true;
	if ((n->hints & HINT_SHARE) && n->sums.letters < SHARE_MAX)
		return true;
	if ((n->tag == GUMBO_TAG_H1 || n->tag == GUMBO_TAG_H2) && weight < 0)
		return true;
	if (!strict->sums || !is_conditional(n))
		return false;
	if (weight < 0)
		return true;
	return n->sums.commas < TEXT_COMMAS && is_clutter(n, weight);
}

void webpage_prune_below(
    struct webpage_nodes *n, size_t root, const struct webpage_strictness *strictness)
{
	webpage_nodes_clean(n, root, is_no_text, (void *)strictness);
}
