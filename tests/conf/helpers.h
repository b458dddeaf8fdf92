/* tests/conf/helpers.h -- an INI file from a string */
#ifndef TESTS_CONF_HELPERS_H
#define TESTS_CONF_HELPERS_H

#include "conf/conf.h"
#include "tests/support.h"

#include <string.h>

/* Load `text` as the file t.ini in a new folder; the error is without the file's path. */
static inline enum status load_text(const char *text, struct conf **out, struct error *e)
{
	struct support_path folder = support_folder();
	struct support_path file = support_file(folder.text, "t.ini", text, strlen(text));
	size_t n = strlen(file.text);
	enum status st = conf_load(file.text, out, e);

	if (st != ST_OK && strncmp(e->text, file.text, n) == 0)
		memmove(e->text, e->text + n, strlen(e->text + n) + 1);
	return st;
}

#endif
