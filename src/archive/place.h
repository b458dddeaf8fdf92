/* archive/place.h -- which row an article has: its ids, keys and addresses; for archive/ only */
#ifndef ARCHIVE_PLACE_H
#define ARCHIVE_PLACE_H

#include "archive/db.h"

/* Characters of the ident by which another key or address of an article is known: 80 bits, so that
 * no two are the same by chance, and any id that is asked for is a beginning of it. */
enum { PLACE_IDENT = 16 };

/* The row that an article has or will have. */
struct place {
	int64_t n;                    /* 0: there is none yet */
	char id[IDENT_MAX + 1];       /* that it has or will have */
	bool other;                   /* it is there under another key */
	bool by_url;                  /* and only its url told so: the key is still to be noted */
	char source[PLACE_IDENT + 1]; /* ident of the key that its text came under; "": its own */
	bool original;                /* no copy of another */
	bool removed;
	bool partial;
	bool unchanged;  /* its content is the article's, */
	bool superseded; /* or was, until a later file of the same import replaced it */
	size_t size;     /* bytes of title and body */
};

/* Find it by the article's key, else by its url, in whichever of the spellings that name one page
 * ("http://" or "https://", a slash at the end, "?utm_source="); `content` is the digest of what it
 * says. */
enum status place_find(struct archive *a, const struct article *in,
    const unsigned char content[DIGEST_SIZE], struct place *out);

/* The source that a text under in->key has in that place. */
void place_source(const struct place *p, const char *key, char out[PLACE_IDENT + 1]);

/* Note that what the row says is about to be replaced by a later file of the same import. */
enum status place_supersede(struct archive *a, int64_t n);

/* Note in->key and in->url as other names of the row, where they are. */
enum status place_note(struct archive *a, const struct article *in, const struct place *p);

#endif
