/* Any bytes as Markdown: see readers.h. */
#include "import/markdown.h"
#include "tests/fuzz/readers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct reader reader = { .read = markdown_import };

	reader_check(&reader, data, size);
	return 0;
}
