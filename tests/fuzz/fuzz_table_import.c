/* Any bytes as a table: see readers.h. A repaired text is no longer than it was. */
#include "import/repair.h"
#include "import/table.h"
#include "tests/fuzz/readers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_repair(const uint8_t *data, size_t size)
{
	struct buf text = BUF(1 << 26);

	buf_add(&text, data, size);
	repair_newlines(&text);
	assert(text.len <= size);
	buf_clear(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct reader reader = {
		.read = table_read, .in_order = true, .options.columns = "title,body,theme,date"
	};

	reader_check(&reader, data, size);
	check_repair(data, size);
	return 0;
}
