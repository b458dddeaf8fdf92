/* archive/near_find.h -- the articles that a text may be near to; for archive/ only */
#ifndef ARCHIVE_NEAR_FIND_H
#define ARCHIVE_NEAR_FIND_H

#include "archive/db.h"
#include "archive/terms.h"

enum {
	NEAR_CHUNK = 2048,    /* texts that are looked at together */
	NEAR_CANDIDATES = 32, /* that are compared with a text */
};

/* A text on its way. */
struct near_text {
	int64_t article;
	struct terms terms;
};

/* Texts, ascending by article, and where each of their keys stands. */
struct near_find;

/* Look up the keys of all, NEAR_CHUNK at most. `texts` stays the caller's and must outlive *out,
 * which near_find_free() ends. ST_OK, ST_NOMEM or the store's failure. */
enum status near_find_open(
    struct archive *a, const struct near_text *texts, size_t n, struct near_find **out);
void near_find_free(struct near_find *f);

/* The articles whose keys have most in common with those of texts[i], the likeliest first, never
 * itself. */
void near_find_candidates(struct near_find *f, size_t i, uint32_t out[NEAR_CANDIDATES], size_t *n);

/* Write the keys of all as a run, for those that come later. */
enum status near_find_write(struct archive *a, const struct near_find *f);

#endif
