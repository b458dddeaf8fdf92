/* Any bytes as Markdown: see readers.h. */
#include "import/markdown.h"
#include "tests/fuzz/readers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	reader_check(markdown_import, data, size);
	return 0;
}
