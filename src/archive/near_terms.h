/* archive/near_terms.h -- the weighed terms of each article, as they are kept; for archive/ only
 *
 * In the store, and those last looked at in memory too: what is new is compared above all with what
 * came just before it.
 */
#ifndef ARCHIVE_NEAR_TERMS_H
#define ARCHIVE_NEAR_TERMS_H

#include "archive/db.h"
#include "archive/terms.h"

enum { NEAR_TERMS_RECENT = 1 << 12 }; /* articles in memory: their numbers' remainders differ */

struct near_terms;

enum status near_terms_new(struct near_terms **out); /* ST_OK or ST_NOMEM */
void near_terms_free(struct near_terms *t);

/* Forget what is in memory. */
void near_terms_reset(struct near_terms *t);

/* ST_OK or the store's failure, here and below. An article that never was weighed has none; *out is
 * valid until the next call. */
enum status near_terms_get(
    struct archive *a, struct near_terms *t, int64_t article, const struct terms **out);
enum status near_terms_put(
    struct archive *a, struct near_terms *t, int64_t article, const struct terms *terms);
enum status near_terms_known(struct archive *a, int64_t article, bool *out);
enum status near_terms_drop(struct archive *a, struct near_terms *t); /* all */

#endif
