/* tests/serve/helpers.h -- an INI for a test, read as the program reads it */
#ifndef TESTS_SERVE_HELPERS_H
#define TESTS_SERVE_HELPERS_H

#include "conf/conf.h"
#include "tests/support.h"

#include <criterion/criterion.h>
#include <string.h>

/* The INI `text` as folder/depeche.ini; ended with conf_free(). */
static inline struct conf *conf_of(const struct support_path *folder, const char *text)
{
	struct support_path path = support_file(folder->text, "depeche.ini", text, strlen(text));
	struct conf *c;
	struct error e = { "" };

	cr_assert_eq(conf_load(path.text, &c, &e), ST_OK, "%s", e.text);
	return c;
}

#endif
