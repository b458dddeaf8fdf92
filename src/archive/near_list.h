/* archive/near_list.h -- the articles nearest to one, as they are kept; for archive/ only */
#ifndef ARCHIVE_NEAR_LIST_H
#define ARCHIVE_NEAR_LIST_H

#include "archive/db.h"
#include "archive/terms.h"

enum {
	/* What a page shows of it is filled up to less; the others stand in where some are removed,
	 * or become copies. */
	NEAR_MAX = 12,
	/* Below it, articles have nothing but common words in common. */
	NEAR_LEAST = TERMS_SCORE / 16,
};

struct near_entry {
	uint32_t article;
	uint32_t score; /* terms_compare()'s, NEAR_LEAST or more */
};

/* The highest score first; of equal ones, the article imported last. */
struct near_list {
	struct near_entry items[NEAR_MAX];
	size_t n;
};

/* Put the article where its score belongs, in place of an earlier one of its own; did the list
 * change? */
bool near_list_add(struct near_list *list, uint32_t article, uint32_t score);

/* The article's list; empty where it has none. ST_OK, or the store's failure. */
enum status near_list_get(struct archive *a, int64_t article, struct near_list *out);
enum status near_list_put(struct archive *a, int64_t article, const struct near_list *list);

#endif
