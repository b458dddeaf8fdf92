#include "import/front.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The bytes as a whole text, and as what stands between the marks of either language. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct front_place places[3] = { { .s = (const char *)data, .len = size, .toml = true },
		{ .s = (const char *)data, .len = size } };
	size_t n = 2;

	if (front_find((const char *)data, size, &places[2])) {
		assert(places[2].s + places[2].len <= places[2].body);
		assert(places[2].body + places[2].body_len == (const char *)data + size);
		n = 3;
	}
	for (size_t i = 0; i < n; i++) {
		struct error e = { "" };
		struct front f;
		enum status st = front_read(&places[i], &f, &e);

		assert(st == ST_OK || (f.n == 0 && e.text[0] != '\0'));
		assert(f.n <= FRONT_ITEMS_MAX);
		for (size_t k = 0; k < f.n; k++)
			assert(strlen(f.items[k].key) <= FRONT_KEY_MAX);
		front_clear(&f);
	}
	return 0;
}
