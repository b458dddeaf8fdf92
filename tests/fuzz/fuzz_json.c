/* Any bytes as JSON: see readers.h. */
#include "import/json.h"
#include "tests/fuzz/readers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct reader reader = { .read = json_read };

	reader_check(&reader, data, size);
	return 0;
}
