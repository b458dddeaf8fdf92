/* import/gzip_sum.h -- does what came out of a gzip file fit its checksum (RFC 1952 2.3.1)?
 * libarchive does not look */
#ifndef IMPORT_GZIP_SUM_H
#define IMPORT_GZIP_SUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GZIP_TRAILER = 8 }; /* bytes: CRC-32 and length, little-endian */

/* Zero at the beginning. */
struct gzip_sum {
	uint32_t crc, len;                   /* of what came out so far */
	uint32_t table[256];                 /* made with the first of it */
	unsigned char trailer[GZIP_TRAILER]; /* the last bytes that went in */
};

/* Bytes went in; came out. */
void gzip_sum_in(struct gzip_sum *sum, const void *bytes, size_t n);
void gzip_sum_out(struct gzip_sum *sum, const void *bytes, size_t n);

/*
 * Once all was read: has it the length of the trailer, and another checksum? Of files that were
 * strung together, or have something behind them, nothing is known: the length differs.
 */
bool gzip_sum_differs(const struct gzip_sum *sum);

#endif
