/* archive/runs.h -- articles by keys, in sorted runs; for the files of archive/ only
 *
 * Keys come in no order. What was gathered of them is written down as a sorted run, and runs of one
 * size are merged into a larger one (P. O'Neil et al., "The Log-Structured Merge-Tree", 1996), so
 * that what a key costs does not grow with the archive. Of one key the newest articles are kept.
 * Nothing is ever taken out but with all: what is found is looked at again.
 */
#ifndef ARCHIVE_RUNS_H
#define ARCHIVE_RUNS_H

#include "archive/db.h"

enum runs {
	RUNS_LIKENESS, /* what copies are found by: likeness.h */
	RUNS_NEAR,     /* what articles of the same theme are found by: near.h */
};

/* The lowest RUNS_NEAR_WEIGHT bits of a key of RUNS_NEAR are what it weighs there, and make no
 * other key of it. */
enum { RUNS_NEAR_WEIGHT = 10 };
struct run_entry {
	uint32_t key, article;
};

/* How many articles of a key are kept and found, the newest. */
enum {
	RUNS_LIKENESS_A_KEY = 16, /* what more texts than this begin or end with says nothing */
	RUNS_NEAR_A_KEY = 16,     /* of a theme, the news of its time */
};

/*
 * Write a run: its entries by key, of each key the newest article first; further ones of a key than
 * are kept, and repeated ones, are left out. run_end() ends the writer, whatever `st` is, and
 * merges; it gives the number of the newest run then, and 0 unless ST_OK. ST_NOMEM, or the store's
 * failure, here and below.
 */
struct run_writer;
enum status run_begin(struct archive *a, enum runs which, struct run_writer **out);
enum status run_put(struct run_writer *w, struct run_entry e);
enum status run_end(struct run_writer *w, enum status st, int64_t *newest);

/* The entries of the key, those of the newest runs first, as many as are kept, into out[]; *n of
 * them. */
enum status runs_find(
    struct archive *a, enum runs which, uint32_t key, struct run_entry *out, size_t *n);

/* Call `fn` with each key of the runs after `run`, and set *run to the last of them. */
typedef void (*run_key_fn)(void *ctx, uint32_t key);
enum status runs_keys(struct archive *a, enum runs which, int64_t *run, run_key_fn fn, void *ctx);

/* Forget all runs of that kind. */
enum status runs_drop(struct archive *a, enum runs which);

#endif
