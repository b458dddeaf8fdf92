/* import/feed_item.h -- the fields of one entry of a feed, the better of two kept: for feed.c */
#ifndef IMPORT_FEED_ITEM_H
#define IMPORT_FEED_ITEM_H

#include "import/record.h"

enum { FEED_AUTHORS_MAX = 1000 /* bytes of all names of an entry; ours */ };

struct feed_item {
	struct record record;
	unsigned rank[COLUMN_COUNT]; /* of what stands in record.of */
	bool given;                  /* something was said of it */
	bool too_big;                /* a text of it is over IMPORT_ARTICLE_MAX */
	unsigned long line;
	size_t depth;            /* of its element */
	struct feed_item *outer; /* the entry that it stands in by mistake, or NULL */
};

struct feed_item *feed_item_new(unsigned long line, size_t depth, struct feed_item *outer);
void feed_item_free(struct feed_item *item);

/* Set a field to `value` (taken over, NULL is nothing) unless one of that rank or more stands
 * there. Returns whether it was set. */
bool feed_item_set(struct feed_item *item, enum column column, unsigned rank, char *value);

/* The same with a copy of `value`. ST_OK or ST_NOMEM. */
enum status feed_item_copy(
    struct feed_item *item, enum column column, unsigned rank, const char *value);

/* Add a theme; what software files its own posts under ("http://...#post") is none. ST_OK or
 * ST_NOMEM. */
enum status feed_item_add_theme(struct feed_item *item, const char *name);

/* Add one more author of the same rank; those of a lower one go. `name` is taken over. ST_OK or
 * ST_NOMEM. */
enum status feed_item_add_author(struct feed_item *item, unsigned rank, char *name);

/*
 * A person's name out of "jane@example.org (Jane)", "Jane <jane@example.org>": cut in place. An
 * address alone names nobody: "" then.
 */
void feed_item_person(char *s);

#endif
