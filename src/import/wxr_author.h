/* import/wxr_author.h -- the authors of an export: what a login's owner is called; for wxr.c */
#ifndef IMPORT_WXR_AUTHOR_H
#define IMPORT_WXR_AUTHOR_H

#include "base/status.h"

#include <stddef.h>

struct wxr_author {
	char *login, *name; /* owned */
};

struct wxr_authors {
	struct wxr_author *items;
	size_t n, cap;
	size_t sorted; /* so many, by login */
};

/* Note a name, unless there are WXR_AUTHORS_MAX. Of two for a login one stays. ST_OK or ST_NOMEM.
 */
enum status wxr_author_add(struct wxr_authors *all, const char *login, const char *name);

/* The name, or the login itself where it is not known. */
const char *wxr_author_name(struct wxr_authors *all, const char *login);

void wxr_author_clear(struct wxr_authors *all);

#endif
