/* import/shelf.h -- articles put into the archive: in batches, each counted and told of */
#ifndef IMPORT_SHELF_H
#define IMPORT_SHELF_H

#include "base/buf.h"
#include "import/import.h"
#include "import/seen.h"

struct shelf {
	struct archive *archive; /* NULL: there is none yet (a dry run) */
	const struct import_options *options;
	struct error *e;             /* of the call that runs; set before each */
	struct import_counts counts; /* of all there was, */
	struct import_counts kept;   /* and as of the last commit */
	size_t pending;              /* articles of the batch; a transaction is open if not 0 */
	size_t bytes;                /* of their texts */
	int64_t begun;               /* clock_monotonic_ms() */
	struct seen planned;         /* all articles that a dry run would put */
	struct buf scratch;          /* what a digest is made of */
};

/* Where something stands. */
struct shelf_place {
	const char *path;
	unsigned long line;
	const char *format; /* its name, or NULL */
};

void shelf_init(struct shelf *s, struct archive *a, const struct import_options *options);
void shelf_clear(struct shelf *s);

/*
 * Put a normalised article (with a dry run: say what that would do after all that was said before).
 * ST_OK, or the archive's status with the reason in *e: what was not
 * committed is gone then, and so are its counts.
 */
enum status shelf_put(struct shelf *s, struct article *a, const struct shelf_place *at);

/* The same where an earlier file gave the key: article_put_over(). */
enum status shelf_put_over(struct shelf *s, struct article *a, const struct shelf_place *at);

/* One whose key was put before. If it says the same, or less, it is counted as unchanged, if it
 * completes what was put, as updated; else, with *same false, nothing is done. */
enum status shelf_meet(
    struct shelf *s, struct article *a, const struct shelf_place *at, bool *same);

/* Something that is no article, and why or what it is. */
void shelf_reject(struct shelf *s, const struct shelf_place *at, const char *reason);
void shelf_leave_out(struct shelf *s, const struct shelf_place *at, const char *what);

/* Commit the batch. */
enum status shelf_commit(struct shelf *s);

#endif
