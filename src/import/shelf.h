/* import/shelf.h -- articles put into the archive: in batches, each counted and told of */
#ifndef IMPORT_SHELF_H
#define IMPORT_SHELF_H

#include "import/import.h"
#include "import/seen.h"

/* Zero but for the first two at the start. */
struct shelf {
	struct archive *archive; /* NULL: there is none yet (a dry run) */
	const struct import_options *options;
	struct error *e;             /* of the call that runs; set before each */
	struct import_counts counts; /* of all there was, */
	struct import_counts kept;   /* and as of the last commit */
	size_t pending;              /* articles of the batch; a transaction is open if not 0 */
	size_t bytes;                /* of their texts */
	int64_t begun;               /* clock_monotonic_ms() */
	struct seen planned;         /* keys of all articles that a dry run would put */
};

/* Where something stands. */
struct shelf_place {
	const char *path;
	unsigned long line;
	const char *format; /* its name, or NULL */
};

/*
 * Put a normalised article (with a dry run: say what that would do after all that was said before).
 * `content` is a digest of it. ST_OK, or the archive's status with the reason in *e: what was not
 * committed is gone then, and so are its counts.
 */
enum status shelf_put(
    struct shelf *s, struct article *a, uint64_t content, const struct shelf_place *at);

/* It stands twice in what is imported: unchanged. */
enum status shelf_pass_over(struct shelf *s, struct article *a, const struct shelf_place *at);

/* Something that is no article, and why or what it is. */
void shelf_reject(struct shelf *s, const struct shelf_place *at, const char *reason);
void shelf_leave_out(struct shelf *s, const struct shelf_place *at, const char *what);

/* Commit the batch. */
enum status shelf_commit(struct shelf *s);

void shelf_clear(struct shelf *s);

#endif
