/* archive/filter.h -- whether a key may be in a set (B. Bloom, "Space/time trade-offs in hash
 * coding with allowable errors", 1970), of four bits a key; for archive/ only */
#ifndef ARCHIVE_FILTER_H
#define ARCHIVE_FILTER_H

#include <stdbool.h>
#include <stdint.h>

/* For the six million keys of an archive of a million articles: one in a hundred others passes. */
enum { FILTER_BYTES = 8 * 1024 * 1024 };

/* `filter` is FILTER_BYTES, zero at first. */
void filter_add(unsigned char *filter, uint32_t key);
bool filter_has(const unsigned char *filter, uint32_t key);

#endif
