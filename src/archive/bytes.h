/* archive/bytes.h -- numbers as they are stored, little-endian, the same on every machine; for the
 * files of archive/ only */
#ifndef ARCHIVE_BYTES_H
#define ARCHIVE_BYTES_H

#include <stdint.h>

static inline void bytes_put16(unsigned char *out, uint32_t n)
{
	out[0] = (unsigned char)n;
	out[1] = (unsigned char)(n >> 8);
}

static inline uint32_t bytes_get16(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static inline void bytes_put32(unsigned char *out, uint32_t n)
{
	bytes_put16(out, n);
	bytes_put16(out + 2, n >> 16);
}

static inline uint32_t bytes_get32(const unsigned char *p)
{
	return bytes_get16(p) | bytes_get16(p + 2) << 16;
}

#endif
