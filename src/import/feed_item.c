#include "import/feed_item.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct feed_item *feed_item_new(unsigned long line, size_t depth, struct feed_item *outer)
{
	struct feed_item *item = calloc(1, sizeof *item);

	if (item != NULL)
		*item = (struct feed_item){ .line = line, .depth = depth, .outer = outer };
	return item;
}

void feed_item_free(struct feed_item *item)
{
	if (item == NULL)
		return;
	record_clear(&item->record);
	free(item);
}

bool feed_item_set(struct feed_item *item, enum column column, unsigned rank, char *value)
{
	if (value == NULL || rank <= item->rank[column]) {
		free(value);
		return false;
	}
	free(item->record.of[column]);
	item->record.of[column] = value;
	item->rank[column] = rank;
	item->given = true;
	return true;
}

enum status feed_item_copy(
    struct feed_item *item, enum column column, unsigned rank, const char *value)
{
	char *copy = strdup(value);

	if (copy == NULL)
		return ST_NOMEM;
	feed_item_set(item, column, rank, copy);
	return ST_OK;
}

enum status feed_item_add_theme(struct feed_item *item, const char *name)
{
	if (strstr(name, "://") != NULL)
		return ST_OK;
	item->given = true;
	return record_add_theme(&item->record, name);
}

enum status feed_item_add_author(struct feed_item *item, unsigned rank, char *name)
{
	char **all = &item->record.of[COLUMN_AUTHOR], *both;
	int n;

	if (rank != item->rank[COLUMN_AUTHOR] || *all == NULL || *name == '\0' ||
	    strstr(*all, name) != NULL || strlen(*all) + strlen(name) > FEED_AUTHORS_MAX) {
		if (*name == '\0' || (*all != NULL && rank <= item->rank[COLUMN_AUTHOR]))
			free(name);
		else
			feed_item_set(item, COLUMN_AUTHOR, rank, name);
		return ST_OK;
	}
	n = asprintf(&both, "%s, %s", *all, name);
	free(name);
	if (n < 0)
		return ST_NOMEM;
	free(*all);
	*all = both;
	return ST_OK;
}

/* s[0..len) without white space and brackets around it, moved to the front of `to`. */
static void keep(char *to, const char *s, size_t len)
{
	while (len > 0 && strchr(" \t\r\n()<>\"", *s) != NULL) {
		s++;
		len--;
	}
	while (len > 0 && strchr(" \t\r\n()<>\"", s[len - 1]) != NULL)
		len--;
	memmove(to, s, len);
	to[len] = '\0';
}

void feed_item_person(char *s)
{
	size_t len = strlen(s), open = strcspn(s, "(<");
	const char *at = strchr(s, '@');

	if (at == NULL || strchr(s, ',') != NULL)
		return;
	if (open == len) {
		if (strpbrk(s, " \t\r\n") == NULL)
			*s = '\0';
		return;
	}
	if ((size_t)(at - s) < open)
		keep(s, s + open, len - open);
	else
		keep(s, s, open);
}
