#include "import/webpage_lists.h"

#include "base/utf8.h"
#include "import/webpage_link.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	HEADING_LETTERS = 48, /* of a heading of a list */
	HEADING_NODES = 32,   /* elements and texts that it is made of */
	HEADING_BYTES = 4 * HEADING_LETTERS,
	WIDEST_LEVELS = 16, /* elements around a heading that say nothing else */
	LEVELS = 4,         /* elements around a heading that its list may stand beside */
	TITLE_LETTERS = WEBPAGE_LINK_TITLE,
	RANKED_MIN = 3,     /* titles that begin with numbers, before these are ranks */
	ITEM_LETTERS = 400, /* of an entry with its teaser */
	MARK_LETTERS = 4,   /* " >> " */
};

/* A heading and what stands under it: [from, to) below the same element. */
struct box {
	enum list_kind kind;
	size_t heading; /* the outermost element that says only this */
	size_t from, to;
};

static bool names_list(
    const char *s, size_t len, const struct import_options *o, enum list_kind *kind)
{
	struct buf folded = BUF(HEADING_BYTES * 4);
	bool found = false;

	utf8_fold(&folded, s, len);
	for (size_t i = 0; i < o->nwords && !found && folded.len > 0; i++)
		found = words_is_heading(o->words[i], buf_str(&folded), kind);
	buf_clear(&folded);
	return found;
}

/* Does node i, a text or an element of few, say what a list is headed with, and nothing else? */
static bool is_heading(
    const struct webpage_nodes *n, size_t i, const struct import_options *o, enum list_kind *kind)
{
	const struct webpage_node *one = &n->items[i];
	struct buf text = BUF(HEADING_BYTES * 2);
	bool found;

	if (one->sums.letters == 0 || one->sums.letters > HEADING_LETTERS ||
	    one->end - i > HEADING_NODES)
		return false;
	if (one->tag != GUMBO_TAG_LAST && !webpage_is_heading(one->tag) && one->end - i > 2)
		return false;
	webpage_text(n, i, HEADING_BYTES, &text);
	found = names_list(buf_str(&text), text.len, o, kind);
	buf_clear(&text);
	return found;
}

/* The outermost element around node i in which nothing else is written. */
static size_t widest(const struct webpage_nodes *n, size_t i)
{
	for (int level = 0; level < WIDEST_LEVELS; level++) {
		size_t up = n->items[i].parent;

		if (up == 0 || n->items[up].tag == GUMBO_TAG_BODY ||
		    n->items[up].sums.letters != n->items[i].sums.letters)
			break;
		i = up;
	}
	return i;
}

/* ">>", "|": what parts a heading from its link. */
static bool is_mark(const struct webpage_node *text)
{
	const char *s = text->node->v.text.text;

	return text->sums.letters <= MARK_LETTERS &&
	    strcspn(s,
		"0123456789abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen(s);
}

/* Mostly links, or short pieces of text with a link each? */
static bool is_entries(const struct webpage_node *one)
{
	const struct webpage_sums *s = &one->sums;

	if (one->tag == GUMBO_TAG_LAST)
		return s->letters <= 2 || is_mark(one);
	if (s->headings > 0 && s->links >= s->headings && s->letters <= s->links + ITEM_LETTERS)
		return true; /* its heading is its link */
	if (2 * s->links >= s->letters)
		return true;
	return s->links >= TITLE_LETTERS && s->letters <= s->links + ITEM_LETTERS &&
	    5 * s->links >= s->letters;
}

static void find_box(const struct webpage_nodes *n, struct box *b)
{
	size_t end = n->items[n->items[b->heading].parent].end;

	b->from = b->to = n->items[b->heading].end;
	while (b->to < end && (n->items[b->to].gone != GONE_NO || is_entries(&n->items[b->to])) &&
	    !webpage_is_heading(n->items[b->to].tag))
		b->to = n->items[b->to].end;
}

static uint32_t links_of(const struct webpage_nodes *n, const struct box *b)
{
	uint32_t links = 0;

	for (size_t i = b->from; i < b->to; i = n->items[i].end)
		if (n->items[i].gone == GONE_NO)
			links += n->items[i].sums.links;
	return links;
}

/* Is what follows the heading, in the same line, all of the line? */
static bool fills_line(const struct webpage_nodes *n, const struct box *b)
{
	size_t up = n->items[b->heading].parent;

	return !webpage_is_inline(&n->items[b->heading]) || b->to == n->items[up].end ||
	    (b->to < n->n && !webpage_is_inline(&n->items[b->to]));
}

/* Look beside the heading, then beside what it stands first in. */
static bool find_list(const struct webpage_nodes *n, struct box *b)
{
	for (int level = 0; level < LEVELS; level++) {
		size_t up = n->items[b->heading].parent;

		find_box(n, b);
		if (links_of(n, b) >= TITLE_LETTERS)
			return fills_line(n, b);
		if (up == 0 || n->items[up].tag == GUMBO_TAG_BODY ||
		    n->items[up].sums.letters > 2 * HEADING_LETTERS)
			return false;
		b->heading = up;
	}
	return false;
}

static bool has_title(const struct entries *list, const char *title)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->items[i].title, title) == 0)
			return true;
	return false;
}

static enum status add_entry(struct entries *list, const char *title)
{
	struct entry *grown;

	if (list->n >= IMPORT_LIST_MAX || has_title(list, title))
		return ST_OK;
	if ((grown = realloc(list->items, (list->n + 1) * sizeof *grown)) == NULL)
		return ST_NOMEM;
	list->items = grown;
	grown[list->n] = (struct entry){ .title = strdup(title) };
	return grown[list->n].title != NULL ? (list->n++, ST_OK) : ST_NOMEM;
}

static enum status take_link(
    struct webpage_nodes *n, size_t i, const struct import_options *o, struct entries *list)
{
	struct buf title = BUF(2 * WEBPAGE_LINK_BYTES), teaser = BUF(2 * WEBPAGE_LINK_BYTES);
	size_t before = list->n;
	enum status st = ST_OK;

	webpage_link_read(n, i, o, &title, &teaser);
	if (title.len > 0)
		st = add_entry(list, buf_str(&title));
	if (st == ST_OK && list->n > before && teaser.len > 0 &&
	    (list->items[before].teaser = buf_take(&teaser)) == NULL)
		st = ST_NOMEM;
	buf_clear(&title);
	buf_clear(&teaser);
	return st;
}

/* A text of some length outside of links, after an entry, is its teaser. */
static enum status take_teaser(const struct webpage_nodes *n, size_t i, struct entries *list)
{
	struct buf teaser = BUF(2 * WEBPAGE_LINK_BYTES);
	struct entry *last;

	if (list->n == 0 || n->items[i].sums.letters < WEBPAGE_LINK_TEASER)
		return ST_OK;
	last = &list->items[list->n - 1];
	webpage_text(n, i, WEBPAGE_LINK_BYTES, &teaser);
	if (last->teaser == NULL && teaser.len > 0 && (last->teaser = buf_take(&teaser)) == NULL)
		return ST_NOMEM;
	buf_clear(&teaser);
	return ST_OK;
}

/* Titles that are headings are told from the links to authors and themes beside them. */
static bool has_headings(const struct webpage_nodes *n, const struct box *b)
{
	for (size_t i = b->from; i < b->to; i++)
		if (webpage_is_heading(n->items[i].tag) &&
		    (n->items[i].sums.links > 0 || (n->items[i].within & WITHIN_LINK)))
			return true;
	return false;
}

static bool has_heading(const struct webpage_nodes *n, size_t i)
{
	for (size_t k = i, level = 0; level < LEVELS; k = n->items[k].parent, level++)
		if (webpage_is_heading(n->items[k].tag))
			return true;
	return webpage_link_heading(n, i) > 0;
}

static bool is_title(const struct webpage_nodes *n, size_t i, bool headings)
{
	const struct webpage_node *one = &n->items[i];

	if (one->tag != GUMBO_TAG_A || webpage_attribute_has(one, "rel", "author") ||
	    webpage_attribute_has(one, "rel", "tag"))
		return false;
	if (headings)
		return one->sums.letters >= WEBPAGE_LINK_HEADED && has_heading(n, i);
	return one->sums.letters >= TITLE_LETTERS;
}

static enum status take_entries(struct webpage_nodes *n, const struct box *b,
    const struct import_options *o, struct entries *list)
{
	bool headings = has_headings(n, b);
	enum status st = ST_OK;

	for (size_t i = b->from; i < b->to && st == ST_OK;) {
		const struct webpage_node *one = &n->items[i];
		bool link = one->tag == GUMBO_TAG_A;

		if (one->gone == GONE_NO && is_title(n, i, headings))
			st = take_link(n, i, o, list);
		else if (one->gone == GONE_NO && one->tag == GUMBO_TAG_LAST)
			st = take_teaser(n, i, list);
		i = link || one->gone != GONE_NO ? one->end : i + 1;
	}
	return st;
}

/* The bytes of "5" at the beginning of "5Le bac", of "5. " in "5. Le bac"; 0: that is not there. */
static size_t rank_bytes(const char *title, unsigned long rank)
{
	char digits[24];
	size_t n = (size_t)snprintf(digits, sizeof digits, "%lu", rank);

	if (strncmp(title, digits, n) != 0)
		return 0;
	n += strspn(title + n, ".):");
	n += strspn(title + n, " ");
	return title[n] != '\0' ? n : 0;
}

/* The rank of the title after one of rank `last`: the next, or, where lists were joined, the first.
 * 0: it has none. */
static unsigned long next_rank(const char *title, unsigned long last)
{
	unsigned long first = last == 0 ? strtoul(title, NULL, 10) : last + 1;

	if (first > 0 && first <= IMPORT_LIST_MAX && rank_bytes(title, first) > 0)
		return first;
	return rank_bytes(title, 1) > 0 ? 1 : 0;
}

/* Where the titles of a list begin with numbers that count them, these are no part of them. */
static void drop_ranks(struct entries *list, size_t from)
{
	unsigned long rank = 0;

	if (list->n < from + RANKED_MIN)
		return;
	for (size_t i = from; i < list->n; i++)
		if ((rank = next_rank(list->items[i].title, rank)) == 0)
			return;
	rank = 0;
	for (size_t i = from; i < list->n; i++) {
		char *title = list->items[i].title;
		size_t n;

		rank = next_rank(title, rank);
		n = rank_bytes(title, rank);
		memmove(title, title + n, strlen(title + n) + 1);
	}
}

static void leave_out(struct webpage_nodes *n, const struct box *b)
{
	size_t up = n->items[b->heading].parent;
	uint32_t letters = n->items[b->heading].sums.letters;

	n->items[b->heading].gone = GONE_TAKEN;
	for (size_t i = b->from; i < b->to; i = n->items[i].end)
		letters += n->items[i].sums.letters;
	if (letters >= n->items[up].sums.letters && n->items[up].tag != GUMBO_TAG_BODY)
		n->items[up].gone = GONE_TAKEN; /* nothing else is written there */
	for (size_t i = b->from; i < b->to; i = n->items[i].end)
		n->items[i].gone = GONE_TAKEN;
}

/* "Lire aussi" within the link itself. */
static bool link_around(const struct webpage_nodes *n, size_t i, size_t *link)
{
	size_t up = n->items[i].parent;

	for (int level = 0; level < LEVELS && up > 0; level++, up = n->items[up].parent) {
		if (n->items[up].tag != GUMBO_TAG_A)
			continue;
		*link = up;
		return n->items[up].sums.letters >= n->items[i].sums.letters + TITLE_LETTERS;
	}
	return false;
}

/* "Lire aussi : titre", all of it one text: what follows the colon, or NULL. */
static const char *after_colon(const char *s, const struct import_options *o, enum list_kind *kind)
{
	const char *colon = strchr(s, ':');

	if (colon == NULL || colon == s || colon - s > HEADING_BYTES ||
	    !names_list(s, (size_t)(colon - s), o, kind))
		return NULL;
	s = colon + 1 + strspn(colon + 1, " ");
	return strlen(s) >= TITLE_LETTERS ? s : NULL;
}

/* A link that is a line of its own and says what it is. */
static enum status take_named_link(struct webpage_nodes *n, size_t i,
    const struct import_options *o, struct entries lists[LIST_COUNT])
{
	struct buf text = BUF(2 * WEBPAGE_LINK_BYTES);
	enum status st = ST_OK;
	enum list_kind kind;
	const char *title;

	webpage_text(n, i, WEBPAGE_LINK_BYTES, &text);
	if ((title = after_colon(buf_str(&text), o, &kind)) != NULL) {
		st = add_entry(&lists[kind], title);
		n->items[widest(n, i)].gone = GONE_TAKEN;
	}
	buf_clear(&text);
	return st;
}

static enum status take_box(struct webpage_nodes *n, size_t i, enum list_kind kind,
    const struct import_options *o, struct entries lists[LIST_COUNT])
{
	struct box b = { .kind = kind, .heading = widest(n, i) };
	enum status st;
	size_t link, before;

	if (link_around(n, i, &link)) {
		n->items[i].gone = GONE_TAKEN;
		st = take_link(n, link, o, &lists[kind]);
		n->items[widest(n, link)].gone = GONE_TAKEN;
		return st;
	}
	if (!find_list(n, &b))
		return ST_OK;
	before = lists[kind].n;
	st = take_entries(n, &b, o, &lists[kind]);
	drop_ranks(&lists[kind], before);
	leave_out(n, &b);
	return st;
}

enum status webpage_lists(
    struct webpage_nodes *n, const struct import_options *options, struct entries lists[LIST_COUNT])
{
	enum status st = ST_OK;
	enum list_kind kind;

	for (size_t i = 1; i < n->n && st == ST_OK;) {
		const struct webpage_node *one = &n->items[i];

		if (one->gone == GONE_NO && is_heading(n, i, options, &kind))
			st = take_box(n, i, kind, options, lists);
		else if (one->gone == GONE_NO && one->tag == GUMBO_TAG_A &&
		    one->sums.letters > TITLE_LETTERS && one->sums.letters < ITEM_LETTERS)
			st = take_named_link(n, i, options, lists);
		i = one->gone != GONE_NO ? one->end : i + 1;
	}
	return st;
}
