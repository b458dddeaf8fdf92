/* Paths from outside against the route table: what matches is written back the same way. */
#include "site/file.h"
#include "site/route.h"
#include "text/slug.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { PATH_SIZE = 2048 };

/* Fill in the pattern; the first page has no number of its own in any. */
static void write_path(const struct route_found *f, char out[PATH_SIZE])
{
	const struct page_args *a = &f->args;
	char number[16], year[16], month[16], day[16];
	const struct {
		const char *name, *value;
	} values[] = {
		{ "{id}", a->id },
		{ "{slug}", a->slug },
		{ "{number}", number },
		{ "{year}", year },
		{ "{month}", month },
		{ "{day}", day },
		{ "{cursor}", a->cursor },
	};
	enum { NVALUES = sizeof values / sizeof values[0] };
	size_t n = 0;

	snprintf(number, sizeof number, "%u", a->number);
	snprintf(year, sizeof year, "%04d", a->year);
	snprintf(month, sizeof month, "%02d", a->month);
	snprintf(day, sizeof day, "%02d", a->day);
	for (const char *p = f->route->pattern; *p != '\0';) {
		size_t i = 0;

		while (i < NVALUES && strncmp(p, values[i].name, strlen(values[i].name)) != 0)
			i++;
		if (i < NVALUES) {
			n += (size_t)snprintf(out + n, PATH_SIZE - n, "%s", values[i].value);
			p += strlen(values[i].name);
		} else {
			out[n++] = *p++;
		}
	}
	out[n] = '\0';
}

static void check_args(const struct page_args *a)
{
	assert(a->id[0] == '\0' || ident_valid(a->id, strlen(a->id)));
	assert(a->slug[0] == '\0' || slug_valid(a->slug, strlen(a->slug)));
	assert(strlen(a->cursor) <= PAGE_CURSOR_MAX && strpbrk(a->cursor, "/.") == NULL);
	assert(a->number >= 1 && a->number <= ROUTE_NUMBER_MAX);
	assert(a->month >= 0 && a->month <= 12 && a->day >= 0 && a->day <= 31);
}

static void check_file(const char *path)
{
	if (!file_public(path))
		return;
	assert(path[0] == '/' && strstr(path, "/.") == NULL && strstr(path, "//") == NULL);
	assert(strcmp(path, "/lang") != 0 && strncmp(path, "/lang/", 6) != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[PATH_SIZE], written[PATH_SIZE];
	struct route_found found, again;
	size_t len = size < PATH_SIZE - 1 ? size : PATH_SIZE - 1;

	memcpy(path, data, len);
	path[len] = '\0';
	check_file(path);
	switch (route_find(path, &found)) {
	case ROUTE_NONE:
		assert(found.route == NULL && found.location[0] == '\0');
		break;
	case ROUTE_PAGE:
		check_args(&found.args);
		assert(found.location[0] == '\0');
		write_path(&found, written);
		assert(strcmp(written, path) == 0);
		break;
	case ROUTE_MOVED:
		/* The way is not longer than one step, and leads to the same page. */
		assert(route_find(found.location, &again) == ROUTE_PAGE);
		check_args(&again.args);
		assert(memcmp(&again.args, &found.args, sizeof found.args) == 0);
		break;
	}
	return 0;
}
