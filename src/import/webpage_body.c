#include "import/webpage_body.h"

#include "import/webpage_hint.h"
#include "import/webpage_prune.h"

#include <stdlib.h>
#include <string.h>

enum {
	PARAGRAPH_MIN = 25, /* letters that make a paragraph worth points */
	LETTERS_POINT = 100,
	LETTERS_POINTS_MAX = 3,
	LEVELS = 5,   /* of ancestors that get points */
	TOP = 5,      /* candidates kept */
	LONGER = 2,   /* what fewer rules give must be so many times longer */
	ENOUGH = 500, /* letters of a text that is believed at once */
	ALONE = 80,   /* letters of a paragraph that joins on its own */
	SIBLING_MIN = 10,
	SAID_PART = 3, /* what the page says is its text is at least a third of what was found */
};

struct candidates {
	struct webpage_nodes *nodes;
	float *points; /* of each node; NAN would do, but 0 is a value: see `known` */
	bool *known;
	size_t top[TOP], n;
	bool said; /* the text is what the page says it is */
};

static float first_points(const struct webpage_node *n, bool weights)
{
	static const struct {
		GumboTag tag;
		int points;
	} by_tag[] = { { GUMBO_TAG_DIV, 5 }, { GUMBO_TAG_PRE, 3 }, { GUMBO_TAG_TD, 3 },
		{ GUMBO_TAG_BLOCKQUOTE, 3 }, { GUMBO_TAG_ADDRESS, -3 }, { GUMBO_TAG_OL, -3 },
		{ GUMBO_TAG_UL, -3 }, { GUMBO_TAG_DL, -3 }, { GUMBO_TAG_DD, -3 },
		{ GUMBO_TAG_DT, -3 }, { GUMBO_TAG_LI, -3 }, { GUMBO_TAG_FORM, -3 },
		{ GUMBO_TAG_H1, -5 }, { GUMBO_TAG_H2, -5 }, { GUMBO_TAG_H3, -5 },
		{ GUMBO_TAG_H4, -5 }, { GUMBO_TAG_H5, -5 }, { GUMBO_TAG_H6, -5 },
		{ GUMBO_TAG_TH, -5 } };
	int points = weights ? n->weight : 0;

	for (size_t i = 0; i < sizeof by_tag / sizeof *by_tag; i++)
		if (by_tag[i].tag == n->tag)
			points += by_tag[i].points;
	return (float)points;
}

static void know(struct candidates *c, size_t i, bool weights)
{
	if (c->known[i])
		return;
	c->known[i] = true;
	c->points[i] = first_points(&c->nodes->items[i], weights);
}

/* Points of a paragraph for node `at` and those that it stands in. */
static void give(struct candidates *c, size_t at, uint32_t letters, uint32_t commas, bool weights)
{
	float points;

	if (letters < PARAGRAPH_MIN)
		return;
	points = 2 + (float)commas;
	points += letters / LETTERS_POINT < LETTERS_POINTS_MAX ? (float)(letters / LETTERS_POINT)
							       : LETTERS_POINTS_MAX;
	for (int level = 0; level < LEVELS && c->nodes->items[at].tag != GUMBO_TAG_HTML && at > 0;
	     level++, at = c->nodes->items[at].parent) {
		know(c, at, weights);
		c->points[at] += level == 0 ? points
		    : level == 1            ? points / 2
					    : points / (3 * (float)level);
	}
}

/* Paragraphs that have no element of their own, within node i. */
static void give_runs(struct candidates *c, size_t i, bool weights)
{
	const struct webpage_nodes *n = c->nodes;
	size_t end = n->items[i].end;

	for (size_t at = i + 1; at < end;) {
		size_t from = webpage_run(n, &at, end);
		uint32_t letters = 0, commas = 0;

		for (; from < at; from = n->items[from].end) {
			if (n->items[from].gone != GONE_NO)
				continue;
			letters += n->items[from].sums.letters;
			commas += n->items[from].sums.commas;
		}
		give(c, i, letters, commas, weights);
	}
}

static float link_density(const struct webpage_node *n)
{
	return n->sums.letters > 0 ? (float)n->sums.links / (float)n->sums.letters : 0;
}

/* An element that holds but one paragraph is that paragraph. */
static bool is_wrapper(const struct webpage_nodes *n, size_t i)
{
	const struct webpage_node *one = &n->items[i];

	return one->tag == GUMBO_TAG_DIV && one->end > i + 1 &&
	    n->items[i + 1].tag == GUMBO_TAG_P && n->items[i + 1].end == one->end &&
	    link_density(one) < 0.25f;
}

static void give_element(struct candidates *c, size_t i, bool weights)
{
	const struct webpage_node *one = &c->nodes->items[i];
	size_t up = one->parent;

	switch (one->tag) {
	case GUMBO_TAG_P:
		if (one->runs > 1) {
			give_runs(c, i, weights);
			return;
		}
		if (is_wrapper(c->nodes, up))
			up = c->nodes->items[up].parent;
		break;
	case GUMBO_TAG_SECTION:
	case GUMBO_TAG_H2:
	case GUMBO_TAG_H3:
	case GUMBO_TAG_H4:
	case GUMBO_TAG_H5:
	case GUMBO_TAG_H6:
	case GUMBO_TAG_PRE:
		break;
	case GUMBO_TAG_TD:
		if (one->runs > 1)
			give_runs(c, i, weights);
		break;
	case GUMBO_TAG_DIV:
		if (one->has_blocks || one->runs > 1) {
			give_runs(c, i, weights);
			return;
		}
		break;
	default:
		if (one->runs > 0)
			give_runs(c, i, weights);
		return;
	}
	give(c, up, one->sums.letters, one->sums.commas, weights);
}

static void add_top(struct candidates *c, size_t i)
{
	size_t k = c->n < TOP ? c->n++ : TOP;

	if (k == TOP) {
		if (c->points[c->top[TOP - 1]] >= c->points[i])
			return;
		k--;
	}
	for (; k > 0 && c->points[c->top[k - 1]] < c->points[i]; k--)
		c->top[k] = c->top[k - 1];
	c->top[k] = i;
}

static void score(struct candidates *c, bool weights)
{
	struct webpage_nodes *n = c->nodes;

	memset(c->known, 0, n->n * sizeof *c->known);
	for (size_t i = 1; i < n->n;) {
		if (n->items[i].gone != GONE_NO) {
			i = n->items[i].end;
			continue;
		}
		if (n->items[i].tag != GUMBO_TAG_LAST)
			give_element(c, i, weights);
		i++;
	}
	c->n = 0;
	for (size_t i = 1; i < n->n; i++) {
		if (!c->known[i])
			continue;
		c->points[i] *= 1 - link_density(&n->items[i]);
		add_top(c, i);
	}
}

static bool is_below(const struct webpage_nodes *n, size_t i, size_t above)
{
	return i > above && i < n->items[above].end;
}

/* Three good candidates in one element: it is that one. */
static size_t common(const struct candidates *c)
{
	const struct webpage_nodes *n = c->nodes;
	size_t top = c->top[0];

	for (size_t up = n->items[top].parent; up > 0 && n->items[up].tag != GUMBO_TAG_BODY;
	     up = n->items[up].parent) {
		size_t count = 0;

		for (size_t i = 1; i < c->n; i++)
			count += c->points[c->top[i]] >= 0.75f * c->points[top] &&
			    is_below(n, c->top[i], up);
		if (count >= 3)
			return up;
	}
	return top;
}

/* Does the element stand alone in the one around it? */
static bool is_only(const struct webpage_nodes *n, size_t i)
{
	size_t up = n->items[i].parent;

	for (size_t k = up + 1; k < n->items[up].end; k = n->items[k].end)
		if (k != i && n->items[k].gone == GONE_NO && n->items[k].tag != GUMBO_TAG_LAST)
			return false;
	return true;
}

/* The text may go on beside the best candidate: then what they both stand in has more points. */
static size_t climb(struct candidates *c, size_t top, bool weights)
{
	const struct webpage_nodes *n = c->nodes;
	float last, least;

	know(c, top, weights);
	last = c->points[top];
	least = last / 3;
	for (size_t up = n->items[top].parent; up > 0 && n->items[up].tag != GUMBO_TAG_BODY;
	     up = n->items[up].parent) {
		if (!c->known[up])
			continue;
		if (c->points[up] < least)
			break;
		if (c->points[up] > last) {
			top = up;
			break;
		}
		last = c->points[up];
	}
	while (n->items[top].parent > 0 && n->items[n->items[top].parent].tag != GUMBO_TAG_BODY &&
	    n->items[n->items[top].parent].tag != GUMBO_TAG_HTML && is_only(n, top))
		top = n->items[top].parent;
	know(c, top, weights);
	return top;
}

static bool same_class(const struct webpage_node *a, const struct webpage_node *b)
{
	const char *one = webpage_attribute(a, "class"), *other = webpage_attribute(b, "class");

	return one != NULL && other != NULL && *one != '\0' && strcmp(one, other) == 0;
}

static bool ends_sentence(const struct webpage_nodes *n, size_t i)
{
	struct buf text = BUF(4 * (size_t)ALONE + 64);
	bool ends;

	webpage_text(n, i, 4 * (size_t)ALONE, &text);
	ends = strstr(buf_str(&text), ". ") != NULL ||
	    (text.len > 0 && text.data[text.len - 1] == '.');
	buf_clear(&text);
	return ends;
}

/* Does what stands beside the top candidate belong to the text? */
static bool joins(const struct candidates *c, size_t i, size_t top)
{
	const struct webpage_node *one = &c->nodes->items[i];
	float least = c->points[top] / 5, density = link_density(one), bonus = 0;

	if (least < SIBLING_MIN)
		least = SIBLING_MIN;
	if (same_class(one, &c->nodes->items[top]))
		bonus = c->points[top] / 5;
	if (c->known[i] && c->points[i] + bonus >= least)
		return true;
	if (one->tag != GUMBO_TAG_P &&
	    !(one->tag == GUMBO_TAG_DIV && one->runs == 1 && !one->has_blocks))
		return false;
	if (one->sums.letters > ALONE)
		return density < 0.25f;
	return one->sums.letters > 0 && density <= 0 && ends_sentence(c->nodes, i);
}

/* Leave out what stands beside the text; returns the element around it. */
static size_t gather(struct candidates *c, size_t top)
{
	struct webpage_nodes *n = c->nodes;
	size_t up = n->items[top].parent;
	bool body = n->items[top].tag == GUMBO_TAG_BODY || up == 0, joined = false;

	for (size_t i = up + 1; i < n->items[up].end && !body; i = n->items[i].end) {
		struct webpage_node *one = &n->items[i];

		if (i == top || one->gone != GONE_NO)
			continue;
		if (one->tag == GUMBO_TAG_LAST || !joins(c, i, top))
			one->gone = GONE_CLEANED;
		else
			joined = true;
	}
	return joined ? up : top;
}

static size_t find_body(const struct webpage_nodes *n)
{
	size_t body = webpage_find(n, 0, GUMBO_TAG_BODY);

	return body < n->n ? body : 0;
}

/* What the page itself says is its text: schema.org, microformats 2 and its forerunner hAtom. */
static bool is_declared(const struct webpage_node *n)
{
	return webpage_attribute_has(n, "itemprop", "articleBody") ||
	    webpage_attribute_has(n, "property", "articleBody") ||
	    webpage_attribute_has(n, "class", "e-content") ||
	    webpage_attribute_has(n, "class", "entry-content");
}

/* HTML's own element for an article. */
static bool is_article(const struct webpage_node *n)
{
	return n->tag == GUMBO_TAG_ARTICLE;
}

/* The one element of its kind on the page, or that which is far larger than the others; else 0. */
static size_t only_one(
    const struct webpage_nodes *n, bool (*is_kind)(const struct webpage_node *one))
{
	uint32_t all = 0;
	size_t best = 0;

	for (size_t i = 1; i < n->n;) {
		const struct webpage_node *one = &n->items[i];
		bool found = one->gone == GONE_NO && is_kind(one);

		if (found) {
			all += one->sums.letters;
			if (best == 0 || one->sums.letters > n->items[best].sums.letters)
				best = i;
		}
		i = found || one->gone != GONE_NO ? one->end : i + 1;
	}
	return best > 0 && 10 * n->items[best].sums.letters > 9 * all ? best : 0;
}

static uint32_t unlinked(const struct webpage_node *n)
{
	return n->sums.letters - n->sums.links;
}

/*
 * What was found, or rather what the page says is its text: not where that is but a small part of
 * it, for some mark the lead alone. An article element counts where it is the larger part.
 */
static size_t believed(const struct webpage_nodes *n, size_t found)
{
	size_t said = only_one(n, is_declared), article = only_one(n, is_article);
	uint32_t letters = unlinked(&n->items[found]);

	if (said > 0 && unlinked(&n->items[said]) >= PARAGRAPH_MIN &&
	    (!is_below(n, said, found) || SAID_PART * unlinked(&n->items[said]) > letters))
		return said;
	if (article > 0 && is_below(n, article, found) &&
	    2 * unlinked(&n->items[article]) > letters)
		return article;
	return found;
}

static const struct attempt {
	bool unlikely;
	struct webpage_strictness strict;
} attempts[] = {
	{ true, { true, true } },
	{ false, { true, true } },
	{ false, { false, true } },
	{ false, { false, false } },
};

enum { ATTEMPTS = sizeof attempts / sizeof *attempts };

/* The text by one set of rules. */
static size_t try(struct candidates *c, const struct attempt *a)
{
	struct webpage_nodes *n = c->nodes;
	size_t top, root;

	webpage_keep(n, GONE_CLEANED);
	webpage_keep(n, GONE_UNLIKELY);
	if (a->unlikely)
		webpage_prune_unlikely(n);
	webpage_nodes_sum(n);
	score(c, a->strict.weights);
	if (c->n == 0 || n->items[c->top[0]].tag == GUMBO_TAG_BODY)
		root = find_body(n);
	else {
		top = common(c);
		top = climb(c, top, a->strict.weights);
		root = gather(c, top);
	}
	top = root;
	root = believed(n, root);
	c->said = root != top && n->items[root].tag != GUMBO_TAG_ARTICLE;
	webpage_prune_below(n, root, &a->strict);
	return root;
}

enum status webpage_body(struct webpage_nodes *n, size_t *root)
{
	struct candidates c = { .nodes = n };
	uint32_t letters[ATTEMPTS] = { 0 };
	size_t best = 0;

	*root = 0;
	c.points = calloc(n->n, sizeof *c.points);
	c.known = calloc(n->n, sizeof *c.known);
	if (c.points == NULL || c.known == NULL) {
		free(c.points);
		free(c.known);
		return ST_NOMEM;
	}
	for (size_t i = 0; i < ATTEMPTS; i++) {
		*root = try(&c, &attempts[i]);
		letters[i] = n->items[*root].sums.letters;
		if (letters[i] > LONGER * letters[best])
			best = i;
		if (letters[i] >= ENOUGH || (c.said && letters[i] >= PARAGRAPH_MIN)) {
			best = ATTEMPTS;
			break;
		}
	}
	if (best < ATTEMPTS)
		*root = try(&c, &attempts[best]);
	free(c.points);
	free(c.known);
	return ST_OK;
}
