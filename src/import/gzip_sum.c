#include "import/gzip_sum.h"

#include <string.h>

/* RFC 1952 8: the polynomial, its bits reversed. */
static const uint32_t polynomial = 0xedb88320;

void gzip_sum_in(struct gzip_sum *sum, const void *bytes, size_t n)
{
	size_t taken = n < GZIP_TRAILER ? n : GZIP_TRAILER;

	if (n == 0)
		return;
	memmove(sum->trailer, sum->trailer + taken, GZIP_TRAILER - taken);
	memcpy(sum->trailer + GZIP_TRAILER - taken, (const char *)bytes + n - taken, taken);
}

static void make_table(struct gzip_sum *sum)
{
	for (uint32_t i = 0; i < 256; i++) {
		uint32_t c = i;

		for (int bit = 0; bit < 8; bit++)
			c = (c & 1) != 0 ? polynomial ^ (c >> 1) : c >> 1;
		sum->table[i] = c;
	}
}

void gzip_sum_out(struct gzip_sum *sum, const void *bytes, size_t n)
{
	const unsigned char *s = bytes;
	uint32_t c = ~sum->crc;

	if (sum->table[1] == 0)
		make_table(sum);
	for (size_t i = 0; i < n; i++)
		c = sum->table[(c ^ s[i]) & 0xff] ^ (c >> 8);
	sum->crc = ~c;
	sum->len += (uint32_t)n;
}

static uint32_t little_endian(const unsigned char *s)
{
	return s[0] | (uint32_t)s[1] << 8 | (uint32_t)s[2] << 16 | (uint32_t)s[3] << 24;
}

bool gzip_sum_differs(const struct gzip_sum *sum)
{
	return little_endian(sum->trailer + GZIP_TRAILER / 2) == sum->len &&
	    little_endian(sum->trailer) != sum->crc;
}
