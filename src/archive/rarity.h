/* archive/rarity.h -- how many texts have a term; for archive/ only
 *
 * Counted by the hash alone, in a table of fixed size: terms that share a place count as one, which
 * makes the rarest of a large archive a little less rare.
 */
#ifndef ARCHIVE_RARITY_H
#define ARCHIVE_RARITY_H

#include "archive/db.h"
#include "archive/terms.h"

struct rarity;

/* As the store has it. ST_OK, ST_NOMEM or the store's failure; ended by rarity_free(). */
enum status rarity_open(struct archive *a, struct rarity **out);
void rarity_free(struct rarity *r);

/* The texts that were counted. */
uint32_t rarity_texts(const struct rarity *r);

void rarity_count(struct rarity *r, const struct terms *t);
/* As if no text had been. */
void rarity_clear(struct rarity *r);

/* terms_rarity() of a hash; a rarity_fn. */
double rarity_of(const void *r, uint32_t hash);

/* What has changed since, into the store. */
enum status rarity_write(struct archive *a, struct rarity *r);

#endif
