#include "tests/base/helpers.h"

#include "base/status.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>

Test(status, every_status_has_a_text)
{
	for (int i = 0; i < ST_COUNT; i++)
		cr_expect(strlen(status_text((enum status)i)) > 0);
}

Test(status, no_two_statuses_have_the_same_text)
{
	for (int i = 0; i < ST_COUNT; i++)
		for (int k = 0; k < i; k++)
			cr_expect_str_neq(status_text((enum status)i), status_text((enum status)k));
}

Test(status, a_value_that_is_none_has_a_text_too)
{
	cr_expect_str_eq(status_text(ST_COUNT), "unknown");
	cr_expect_str_eq(status_text((enum status) - 1), "unknown");
}

Test(status, an_error_is_written_and_its_status_returned)
{
	struct error e;

	cr_expect_eq(error_set(&e, ST_INVALID, "%s:%d", "file", 3), ST_INVALID);
	cr_expect_str_eq(e.text, "file:3");
}

Test(status, nobody_need_ask_for_the_sentence)
{
	cr_expect_eq(error_set(NULL, ST_GONE, "x"), ST_GONE);
	errno = ENOENT;
	cr_expect_eq(error_errno(NULL, "x"), ST_IO);
}

Test(status, a_sentence_too_long_is_cut_and_terminated)
{
	struct error e;
	char text[ERROR_MAX * 2];

	memset(text, 'x', sizeof text);
	text[sizeof text - 1] = '\0';
	error_set(&e, ST_IO, "%s", text);
	cr_expect_eq(strlen(e.text), ERROR_MAX - 1);
	errno = EACCES;
	error_errno(&e, "%s", text);
	cr_expect_eq(strlen(e.text), ERROR_MAX - 1);
}

Test(status, errno_is_told_and_kept)
{
	struct error e;

	errno = EACCES;
	cr_expect_eq(error_errno(&e, "open"), ST_IO);
	cr_expect_eq(errno, EACCES);
	cr_expect_str_eq(e.text, "open: Permission denied");
}

Test(status, want_of_memory_is_its_own_status)
{
	struct error e;

	errno = ENOMEM;
	cr_expect_eq(error_errno(&e, "open"), ST_NOMEM);
}
