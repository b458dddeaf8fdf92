/* Any bytes as a page: see readers.h. It is one article or one reject. */
#include "import/webpage.h"
#include "tests/fuzz/readers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct reader reader = { .read = webpage_read };
	struct reading r = reader_check(&reader, data, size);

	assert(r.articles + r.rejects == 1);
	return 0;
}
