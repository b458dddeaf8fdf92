/* archive/near.h -- which articles are nearest to each by what they are about; for archive/ only
 *
 * Each article shown has its terms (terms.h), a list of those nearest to it, and stands in runs
 * (runs.h) under its heaviest terms, by which others find it. A transaction notes what it writes;
 * before it ends, the lists of that are made, and what is new goes into the lists of those that it
 * is near to. What an article costs is bounded: of each of its keys the newest articles are looked
 * at, and of these the likeliest are compared with it.
 *
 * What a term weighs is known only once there are many texts: until there are NEAR_ALL, all lists
 * are made anew each time that the archive has doubled.
 */
#ifndef ARCHIVE_NEAR_H
#define ARCHIVE_NEAR_H

#include "archive/db.h"

enum { NEAR_ALL = 4096 };

/*
 * The article is new, or its text is: `stems` are those of the text (stems.h), `themes` the
 * document's; or it is shown again, and all that is read from the store. ST_NOMEM, or what making
 * lists may give, for they are made once enough is noted.
 */
enum status near_text(
    struct archive *a, int64_t article, const struct buf *stems, const struct names *themes);
enum status near_note(struct archive *a, int64_t article);

/* Make the lists of what was noted. ST_NOMEM or the store's failure. */
enum status near_settle(struct archive *a);

/* Forget what was noted: a transaction begins, and another process may have written before. */
void near_reset(struct archive *a);

/* Forget what is in memory, too: what was written is taken back. */
void near_free(struct archive *a);

#endif
