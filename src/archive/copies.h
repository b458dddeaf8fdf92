/* archive/copies.h -- the same story under several keys: an original and its copies; for archive/
 * only */
#ifndef ARCHIVE_COPIES_H
#define ARCHIVE_COPIES_H

#include "archive/db.h"
#include "archive/shingle.h"

/* An original that a text is a copy of. */
struct original {
	int64_t n; /* 0: there is none */
	bool removed;
};

/* The text that is compared, into *b: the folded title, a NUL, the folded body; of a text of
 * nothing but signs, a NUL and the signs. */
enum status copies_fold(struct buf *b, const char *title, const char *body);

/*
 * The first imported original, other than `self`, whose text and that of *fold (sketched in *s)
 * have a Jaccard index of 0.6 or more. Uses a->scratch.
 */
enum status copies_find(struct archive *a, int64_t self, const struct buf *fold,
    const struct shingle_sketch *s, struct original *out);

/*
 * The text of the original `n` has changed, or it has become a copy itself: each of its copies,
 * those shown first, then in the order of import, finds its original anew, or becomes one. Uses
 * a->scratch and a->fold.
 */
enum status copies_review(struct archive *a, int64_t n);

/* Every original is found by its text. ST_DB with the first that is not in *e. */
enum status copies_check(struct archive *a, struct error *e);

#endif
