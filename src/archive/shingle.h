/* archive/shingle.h -- how alike two texts are: the Jaccard index of their five-word shingles (A.
 * Broder, "On the resemblance and containment of documents", 1997); for archive/ only */
#ifndef ARCHIVE_SHINGLE_H
#define ARCHIVE_SHINGLE_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SHINGLE_WORDS = 5,
	/* The least hashes that are kept of a text. Of two texts whose index is 0.6, fewer than a
	 * quarter of the least of both together are shared once in 1100. */
	SHINGLE_LEAST = 16,
	SHINGLE_SKETCH_SIZE = 8 * SHINGLE_LEAST, /* bytes of a sketch as it is stored */
};

/* A text's shingles, as 64-bit hashes: ascending, each once. Never empty: a text of fewer words is
 * one shingle. Owned; ended with shingle_clear(). */
struct shingles {
	uint64_t *hashes;
	size_t n;
};

/* The least of them, ascending, each once. */
struct shingle_sketch {
	uint64_t least[SHINGLE_LEAST];
	size_t n; /* 1 to SHINGLE_LEAST; fewer than that: it is all that the text has */
};

/* `text` is folded (utf8_fold); its words stand between spaces or NULs. ST_OK or ST_NOMEM. */
enum status shingle_all(const char *text, size_t len, struct shingles *out);
void shingle_clear(struct shingles *s);

void shingle_sketch(const char *text, size_t len, struct shingle_sketch *out);

/* Is the index of the two at least 0.6? */
bool shingle_alike(const struct shingles *a, const struct shingles *b);

/* Can it be, as far as the sketches tell? */
bool shingle_may_be_alike(const struct shingle_sketch *a, const struct shingle_sketch *b);

/* The sketch as bytes, the same on every machine; how many there are. False for bytes that are
 * none. */
size_t shingle_write(const struct shingle_sketch *s, unsigned char out[SHINGLE_SKETCH_SIZE]);
bool shingle_read(const unsigned char *bytes, size_t len, struct shingle_sketch *out);

#endif
