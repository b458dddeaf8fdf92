/* Any bytes as a feed: see readers.h. */
#include "import/feed.h"
#include "tests/fuzz/readers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	reader_check(feed_read, data, size);
	return 0;
}
