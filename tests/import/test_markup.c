#include "import/markup.h"

#include "tests/support.h"

#include <criterion/criterion.h>

/* Were any of these more than linear, the test would not end. */
Test(markup, hostile_texts_cost_what_their_length_costs)
{
	static const char *const pieces[] = { "{", "{%", "{{", "{% raw %} ", "{% highlight c %}x ",
		"{{< code >}}", "{% comment %}\n", "{% raw %}{% code %}", "{% endraw %}",
		"{: ", "{:toc}", "`", "`{", "``` ", "a\n!!! b \"", "![", "![a](", ":a-b",
		"{{< figure caption=\"" };
	enum { BYTES = (SUPPORT_SANITIZED ? 1 : 2) * 256 * 1024 };

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct buf in = BUF(2 * BYTES), out = BUF(32 * BYTES);

		while (in.len < BYTES)
			buf_puts(&in, pieces[i]);
		cr_expect_eq(markup_clean(in.data, in.len, &out), ST_OK, "%s", pieces[i]);
		buf_clear(&in);
		buf_clear(&out);
	}
}
