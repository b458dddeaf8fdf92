#include "archive/entries.h"

#include <stdlib.h>
#include <string.h>

/* Room for one more of `size` bytes after n: doubled whenever n is a power of two. */
static void *grow(void *items, size_t n, size_t size)
{
	if ((n & (n - 1)) != 0)
		return items;
	return reallocarray(items, n == 0 ? 1 : 2 * n, size);
}

struct entry *entries_add(struct entries *list, struct query *q)
{
	struct entry *items = grow(list->items, list->n, sizeof *items);

	if (items == NULL) {
		query_fail(q, ST_NOMEM);
		return NULL;
	}
	list->items = items;
	items[list->n] = (struct entry){ 0 };
	return &items[list->n++];
}

struct name *names_add(struct names *list, struct query *q)
{
	struct name *items = grow(list->items, list->n, sizeof *items);

	if (items == NULL) {
		query_fail(q, ST_NOMEM);
		return NULL;
	}
	list->items = items;
	items[list->n] = (struct name){ 0 };
	return &items[list->n++];
}

struct period *periods_add(struct periods *list, struct query *q)
{
	struct period *items = grow(list->items, list->n, sizeof *items);

	if (items == NULL) {
		query_fail(q, ST_NOMEM);
		return NULL;
	}
	list->items = items;
	items[list->n] = (struct period){ 0 };
	return &items[list->n++];
}

void entry_fill(struct query *q, struct entry *out)
{
	query_copy(q, 0, out->id, sizeof out->id);
	out->title = query_dup(q, 1);
	out->published = query_int(q, 2);
	out->day = (int)query_int(q, 3);
	out->precision = (enum precision)query_int(q, 4);
	query_copy(q, 5, out->lang, sizeof out->lang);
	out->size = (size_t)query_int(q, 6);
	out->words = (unsigned)query_int(q, 7);
}

enum status entries_fill(struct query *q, struct entries *out)
{
	enum status st;

	*out = (struct entries){ 0 };
	while (query_row(q)) {
		struct entry *entry = entries_add(out, q);

		if (entry == NULL)
			break;
		entry_fill(q, entry);
	}
	st = query_end(q);
	if (st != ST_OK)
		entries_clear(out);
	return st;
}

enum status names_fill(struct query *q, struct names *out)
{
	enum status st;

	*out = (struct names){ 0 };
	while (query_row(q)) {
		struct name *name = names_add(out, q);

		if (name == NULL)
			break;
		query_copy(q, 0, name->slug, sizeof name->slug);
		name->name = query_dup(q, 1);
		name->articles = (unsigned)query_int(q, 2);
	}
	st = query_end(q);
	if (st != ST_OK)
		names_clear(out);
	return st;
}

void entries_clear(struct entries *list)
{
	for (size_t i = 0; i < list->n; i++) {
		free(list->items[i].title);
		free(list->items[i].teaser);
	}
	free(list->items);
	*list = (struct entries){ 0 };
}

enum status names_append(struct names *list, const char *s, size_t len)
{
	struct name *items = reallocarray(list->items, list->n + 1, sizeof *items);

	if (items == NULL)
		return ST_NOMEM;
	list->items = items;
	items[list->n] = (struct name){ .name = strndup(s, len) };
	return items[list->n++].name != NULL ? ST_OK : ST_NOMEM;
}

void names_clear(struct names *list)
{
	for (size_t i = 0; i < list->n; i++)
		free(list->items[i].name);
	free(list->items);
	*list = (struct names){ 0 };
}

void periods_clear(struct periods *list)
{
	free(list->items);
	*list = (struct periods){ 0 };
}
