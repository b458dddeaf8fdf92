/* Any bytes as JSON: see readers.h. */
#include "import/json.h"
#include "tests/fuzz/readers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	reader_check(json_read, data, size);
	return 0;
}
