#include "tests/base/helpers.h"

#include "base/buf.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

Test(buf, an_empty_one_is_an_empty_string)
{
	struct buf b = BUF(8);

	cr_expect_str_eq(buf_str(&b), "");
	cr_expect_eq(buf_status(&b), ST_OK);
	cr_expect_null(b.data);
}

Test(buf, writing_beyond_the_limit_fails_whole)
{
	static const struct {
		size_t max, first, second, len;
		enum status st;
	} rows[] = {
		{ 8, 8, 0, 8, ST_OK },
		{ 8, 5, 3, 8, ST_OK },
		{ 8, 5, 4, 5, ST_TOOBIG },
		{ 8, 9, 0, 0, ST_TOOBIG },
		{ 0, 0, 0, 0, ST_OK },
		{ 0, 1, 0, 0, ST_TOOBIG },
		{ 4096, 255, 1, 256, ST_OK }, /* where the first block ends */
		{ 4096, 256, 3840, 4096, ST_OK },
	};
	static const char bytes[4096];

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf b = BUF(rows[i].max);

		buf_add(&b, bytes, rows[i].first);
		buf_add(&b, bytes, rows[i].second);
		cr_expect_eq(buf_status(&b), rows[i].st, "row %zu", i);
		cr_expect_eq(b.len, rows[i].len, "row %zu", i);
		buf_clear(&b);
	}
}

Test(buf, every_way_to_write_ends_with_a_nul)
{
	struct buf b = BUF(1024);

	buf_putc(&b, 'a');
	cr_expect_str_eq(b.data, "a");
	buf_puts(&b, "bc");
	cr_expect_str_eq(b.data, "abc");
	buf_printf(&b, "%d", 42);
	cr_expect_str_eq(b.data, "abc42");
	buf_add(&b, "xyz", 2);
	cr_expect_str_eq(b.data, "abc42xy");
	buf_truncate(&b, 3);
	cr_expect_str_eq(b.data, "abc");
	buf_truncate(&b, 30);
	cr_expect_str_eq(b.data, "abc");
	cr_expect_eq(b.len, 3);
	buf_clear(&b);
}

Test(buf, a_nul_within_is_a_byte_like_others)
{
	struct buf b = BUF(8);

	buf_add(&b, "a\0b", 3);
	cr_expect_eq(b.len, 3);
	cr_expect_arr_eq(b.data, "a\0b", 4);
	buf_clear(&b);
}

Test(buf, the_first_failure_stays)
{
	struct buf b = BUF(4);

	buf_puts(&b, "abc");
	buf_puts(&b, "de");
	buf_putc(&b, 'f'); /* it would fit */
	buf_printf(&b, "%c", 'g');
	cr_expect_eq(buf_status(&b), ST_TOOBIG);
	cr_expect_str_eq(buf_str(&b), "abc");
	buf_reset(&b);
	cr_expect_eq(buf_status(&b), ST_OK);
	cr_expect_str_eq(buf_str(&b), "");
	buf_puts(&b, "de");
	cr_expect_str_eq(buf_str(&b), "de");
	buf_clear(&b);
}

Test(buf, printing_is_limited_too)
{
	struct buf b = BUF(4);

	buf_printf(&b, "%s", "12345");
	cr_expect_eq(buf_status(&b), ST_TOOBIG);
	cr_expect_eq(b.len, 0);
	buf_clear(&b);
}

Test(buf, what_is_taken_is_the_callers)
{
	struct buf b = BUF(8);
	char *s;

	buf_puts(&b, "abc");
	s = buf_take(&b);
	cr_expect_str_eq(s, "abc");
	free(s);
	cr_expect_null(b.data);
	cr_expect_eq(b.max, 8);
	buf_puts(&b, "d");
	cr_expect_str_eq(buf_str(&b), "d");
	buf_clear(&b);
}

Test(buf, taking_nothing_gives_an_empty_string)
{
	struct buf b = BUF(8);
	char *s = buf_take(&b);

	cr_assert_not_null(s);
	cr_expect_str_eq(s, "");
	free(s);
}

Test(buf, after_a_failure_nothing_is_taken)
{
	struct buf b = BUF(2);

	buf_puts(&b, "ab");
	buf_puts(&b, "c");
	cr_expect_null(buf_take(&b));
	cr_expect_eq(buf_status(&b), ST_OK);
	cr_expect_eq(b.len, 0);
}

Test(buf, it_grows_by_single_bytes)
{
	struct buf b = BUF(100000);

	for (int i = 0; i < 100000; i++)
		buf_putc(&b, (char)('a' + i % 26));
	cr_expect_eq(buf_status(&b), ST_OK);
	cr_expect_eq(b.len, 100000);
	for (int i = 0; i < 100000; i++)
		cr_assert_eq(b.data[i], (char)('a' + i % 26));
	buf_clear(&b);
}
