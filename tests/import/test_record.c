#include "import/record.h"
#include "tests/import/helpers.h"

/* What a hostile feed would take hours to reach is set here. */
Test(record, the_rest_of_an_input_whose_texts_take_too_long_is_rejected_once)
{
	struct collected c = { 0 };
	struct sink sink = { .article = helper_take,
		.reject = helper_reject,
		.skip = helper_skip,
		.site = helper_site,
		.ctx = &c };
	struct input_memory memory = { .bytes = "x", .len = 1 };
	struct import_options options;
	struct records all;
	struct input in;
	struct error e;

	helper_options(&options);
	cr_assert_eq(
	    input_open(&in, "a", "a", helper_mtime, input_from_memory(&memory), &e), ST_OK);
	records_init(&all, &in, &options, &sink);
	for (unsigned long line = 1; line <= 4; line++) {
		struct record r = {
			.of = { [COLUMN_TITLE] = strdup("T"), [COLUMN_BODY] = strdup("x") }
		};

		if (line == 2)
			all.used += RECORDS_TIME_MAX + 1;
		cr_expect_eq(record_take(&all, &r, line), ST_OK);
		record_clear(&r);
	}
	cr_expect_eq(c.n, 1);
	cr_expect_eq(c.rejects, 1);
	cr_expect_eq(c.reject_line, 2);
	cr_expect_str_eq(
	    c.reason, "the texts before this one took too long to read: the rest is not read");
	records_clear(&all);
	input_close(&in);
	helper_clear(&c);
	helper_options_clear(&options);
}
