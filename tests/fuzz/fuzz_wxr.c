/* Any bytes as a WordPress export: see readers.h. */
#include "import/wxr.h"
#include "tests/fuzz/readers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct reader reader = { .read = wxr_read, .options.pages = true };

	reader_check(&reader, data, size);
	return 0;
}
