/* archive/likeness.h -- which articles a text may be a copy of; for the files of archive/ only
 *
 * Each original stands here under a few keys, the least hashes of its shingles: of two texts whose
 * Jaccard index is 0.6 at least one is the same in 996 of 1000, and in all of them where the
 * texts are. They are gathered in one small table, which becomes a run (runs.h) once it is full.
 */
#ifndef ARCHIVE_LIKENESS_H
#define ARCHIVE_LIKENESS_H

#include "archive/db.h"
#include "archive/runs.h"
#include "archive/shingle.h"

enum {
	LIKENESS_KEYS = 6, /* of a text: 0.4^6 = 0.4% of those just alike are missed */
	LIKENESS_FOUND = LIKENESS_KEYS * RUNS_LIKENESS_A_KEY,
};

/* Note the keys of an original. */
enum status likeness_add(struct archive *a, const struct shingle_sketch *s, int64_t article);

/* The articles that have a key with it in common, ascending, each once. */
enum status likeness_find(
    struct archive *a, const struct shingle_sketch *s, int64_t out[LIKENESS_FOUND], size_t *n);

/* ST_NOTFOUND if a key of the article is missing here (and is no crowded one). */
enum status likeness_check(struct archive *a, const struct shingle_sketch *s, int64_t article);

/* Forget what is in memory: another process may have written, or this one has rolled back. */
void likeness_reset(struct archive *a);
void likeness_free(struct archive *a);

#endif
