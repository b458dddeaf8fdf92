/* Any bytes as a feed: see readers.h. */
#include "import/feed.h"
#include "tests/fuzz/readers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct reader reader = { .read = feed_read };

	reader_check(&reader, data, size);
	return 0;
}
