#include "archive/filter.h"

#include <stddef.h>

enum {
	FILTER_LOG = 26, /* of its bits */
	FILTER_EACH = 4, /* bits of a key */
};

_Static_assert(FILTER_BYTES == 1 << (FILTER_LOG - 3), "all bits of the filter are used");

static size_t filter_bit(uint32_t key, int i)
{
	static const uint32_t factors[FILTER_EACH] = { 0x9e3779b1, 0x85ebca77, 0xc2b2ae3d,
		0x27d4eb2f };

	/* The highest bits of the product come of all of the key. */
	return (uint32_t)((key ^ key >> 15) * factors[i]) >> (32 - FILTER_LOG);
}

void filter_add(unsigned char *filter, uint32_t key)
{
	for (int i = 0; i < FILTER_EACH; i++) {
		size_t bit = filter_bit(key, i);

		filter[bit / 8] = (unsigned char)(filter[bit / 8] | 1 << bit % 8);
	}
}

bool filter_has(const unsigned char *filter, uint32_t key)
{
	for (int i = 0; i < FILTER_EACH; i++) {
		size_t bit = filter_bit(key, i);

		if ((filter[bit / 8] >> bit % 8 & 1) == 0)
			return false;
	}
	return true;
}
