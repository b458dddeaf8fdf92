/* tests/base/helpers.h -- what the tests of this layer share */
#ifndef TESTS_BASE_HELPERS_H
#define TESTS_BASE_HELPERS_H

#include "base/words.h"
#include "tests/support.h"

#include <criterion/criterion.h>
#include <stdio.h>

#define LENGTH(table) (sizeof(table) / sizeof *(table))

/* The words of a language that the project ships. */
static inline struct words *words_of(const char *code)
{
	struct error e = { "" };
	struct words *w;
	char path[64];

	snprintf(path, sizeof path, "capsule/lang/%s.ini", code);
	cr_assert_eq(words_load(support_source(path).text, &w, &e), ST_OK, "%s", e.text);
	return w;
}

#endif
