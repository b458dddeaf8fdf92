/* archive/related.h -- a list of related articles on its way; for archive/ only */
#ifndef ARCHIVE_RELATED_H
#define ARCHIVE_RELATED_H

#include "archive/archive.h"
#include "archive/query.h"

enum { RELATED_MAX = 100 }; /* entries of a list; a larger limit is this */

struct related {
	struct archive *a;
	int64_t self; /* the article whose list it is; 0: none */
	char *fold;   /* its folded title, or NULL */
	size_t limit;
	enum pick pick; /* of what is taken now */
	unsigned rows;  /* that related_take_all() went through last */
	struct entries *out;
	int64_t taken[RELATED_MAX]; /* rows of out's entries; 0: not archived */
};

bool related_is_full(const struct related *r);

/* An article into the list, with its own teaser unless there is another; nothing if it is there
 * already, or not shown, or the list full. */
enum status related_take(struct related *r, int64_t n, const char *teaser);

/* The rows of a query, one after the other, into the list; ends the query. */
enum status related_take_all(struct related *r, struct query *q);

/* Is a listed title, cut or not, matched by its beginning, or only whole? */
bool related_by_prefix(const char *fold, bool cut);

/* related_theme.c: fill up the list of the same theme. */
enum status related_fill_same_theme(struct related *r);

#endif
