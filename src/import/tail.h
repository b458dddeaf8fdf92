/* import/tail.h -- the site's name at the end of titles ("Le bac repart | Le Courrier"), cut off */
#ifndef IMPORT_TAIL_H
#define IMPORT_TAIL_H

#include "archive/archive.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Cut " | Site" (also " - Site", with any dash, " :: " or " • ") off the end of a title, where Site
 * is the name of the article's own site: of `url` (may be NULL) or of `site` (a URL, a host or a
 * name; may be NULL).
 */
void tail_cut(char *title, const char *url, const char *site);

/* All ours: what is learnt must be the same for the same input, and cost no memory to speak of. */
enum {
	TAIL_WINDOW = 64,                    /* articles that tails are learnt from, */
	TAIL_WINDOW_BYTES = 4 * 1024 * 1024, /* or those up to this many bytes of text */
	TAIL_TITLES_MIN = 3,                 /* that must have the same */
	TAIL_BYTES_MAX = 100,                /* of a tail: a longer one is a sentence */
	TAIL_LEARNT_MAX = 16,
};

/* The tails of one input: told by its reader, or learnt. Zero at the start. */
struct tails {
	char *site; /* that was told, or NULL */
	struct held {
		struct article article;
		unsigned long line;
	} held[TAIL_WINDOW];
	size_t n, bytes;
	char *learnt[TAIL_LEARNT_MAX]; /* folded, without spaces */
	size_t nlearnt;
	bool ready; /* learnt: nothing is held any more */
};

/* Gets each article in its order, and may take what it owns. */
typedef enum status (*tails_fn)(void *ctx, struct article *a, unsigned long line);

/* The site's name: titles taken from now on may end with it. ST_OK or ST_NOMEM. */
enum status tails_site(struct tails *t, const char *name);

/*
 * Take an article, *a with all it owns, and hand on to `fn` those whose tail is known: none until
 * the window is full, which then all come at once. ST_OK, ST_NOMEM or what `fn` returned.
 */
enum status tails_take(
    struct tails *t, struct article *a, unsigned long line, tails_fn fn, void *ctx);

/* The input has ended: hand on what is held. */
enum status tails_release(struct tails *t, tails_fn fn, void *ctx);

/* Free all; *t is zero. */
void tails_clear(struct tails *t);

#endif
