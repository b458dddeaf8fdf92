#include "import/front.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The bytes as a whole text, and as front matter of each kind. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct front_place places[4];
	size_t n = 3;

	for (size_t i = 0; i < n; i++)
		places[i] = (struct front_place){
			.s = (const char *)data, .len = size, .kind = (enum front_kind)i
		};
	if (front_find((const char *)data, size, &places[n])) {
		assert(places[n].s + places[n].len <= places[n].body);
		assert(places[n].body + places[n].body_len == (const char *)data + size);
		n++;
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
