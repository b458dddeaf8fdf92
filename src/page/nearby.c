#include "page/nearby.h"

#include "page/link.h"

#include <string.h>

static bool is_same(const struct entry *a, const struct entry *b)
{
	if (a->id[0] == '\0' && b->id[0] == '\0')
		return strcmp(a->title, b->title) == 0;
	return strcmp(a->id, b->id) == 0;
}

static const struct entry *find(const struct entries *list, const struct entry *e)
{
	for (size_t i = 0; i < list->n; i++) {
		if (is_same(&list->items[i], e))
			return &list->items[i];
	}
	return NULL;
}

/* Is this filler of the most read what the document itself lists on the same theme? */
static bool belongs_there(const struct entry *e, const struct entries *same)
{
	const struct entry *there = find(same, e);

	return !e->listed && there != NULL && there->listed;
}

static bool is_named(const struct entry *e, const struct entries *most)
{
	return find(most, e) != NULL;
}

/*
 * The first `limit` of the list, in their order, but for those that the other list takes: these,
 * and what is over, are moved behind and the list is cut before them in *shown.
 */
static void choose(struct entries *list, unsigned limit, const struct entries *other,
    bool (*taken)(const struct entry *, const struct entries *), struct entries *shown)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->n && kept < limit; i++) {
		struct entry e = list->items[i];

		if (taken(&e, other))
			continue;
		list->items[i] = list->items[kept];
		list->items[kept++] = e;
	}
	*shown = (struct entries){ .items = list->items, .n = kept };
}

static void put_list(const struct page_context *c, enum word heading, const struct entries *list,
    unsigned how, struct doc *d)
{
	if (list->n == 0)
		return;
	doc_blank(d);
	doc_heading(d, 2, words_get(c->words, heading));
	link_entries(d, c, list, how);
}

static bool is_most_read(const struct entries *most)
{
	for (size_t i = 0; i < most->n; i++)
		if (most->items[i].listed || most->items[i].pick == PICK_READ)
			return true;
	return false;
}

void nearby_put_most(
    const struct page_context *c, const struct entries *most, unsigned how, struct doc *d)
{
	struct entries part = { .items = most->items };

	if (most->n == 0)
		return;
	if (is_most_read(most)) {
		put_list(c, WORD_MOST_READ, most, how, d);
		return;
	}
	while (part.n < most->n && part.items[part.n].pick == PICK_CHOSEN)
		part.n++;
	put_list(c, WORD_CHOICE, &part, how, d);
	part = (struct entries){ .items = most->items + part.n, .n = most->n - part.n };
	put_list(c, WORD_LATEST, &part, how, d);
}

/* A limit of 0 is a list that the capsule does not want; `more` may have to be passed over. */
static enum status get(const struct page_context *c, enum list_kind kind, const char *id,
    unsigned limit, unsigned more, struct entries *out)
{
	if (limit == 0)
		return ST_OK;
	return related_get(c->archive, kind, id, "window", limit + more, out);
}

enum status nearby_put(const struct page_context *c, const char *id, struct doc *d)
{
	struct entries most = { 0 }, same = { 0 }, most_shown, same_shown;
	enum status st;

	st = get(c, LIST_MOST_READ, id, c->most_read, c->same_theme, &most);
	if (st == ST_OK)
		st = get(c, LIST_SAME_THEME, id, c->same_theme, c->most_read, &same);
	if (st != ST_OK)
		goto done;
	choose(&most, c->most_read, &same, belongs_there, &most_shown);
	choose(&same, c->same_theme, &most_shown, is_named, &same_shown);
	nearby_put_most(c, &most_shown, LINK_TEASERS, d);
	put_list(c, WORD_SAME_THEME, &same_shown, LINK_TEASERS, d);
done:
	entries_clear(&most);
	entries_clear(&same);
	return st;
}
