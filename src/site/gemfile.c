#include "site/gemfile.h"

#include "text/gemtext.h"
#include "text/uri.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A reference without scheme and host is resolved below an authority that is only scaffolding. */
static const char base[] = "gemini://capsule.invalid";

/* The path from the root that `url`, in the folder `folder` (encoded, ends with '/'), names. */
static bool resolve(const char *folder, const char *url, char out[URI_MAX + 1])
{
	char whole[URI_MAX + 1], encoded[URI_MAX + 1];
	struct uri uri;
	int n = snprintf(whole, sizeof whole, "%s%s%s", base, folder, url);

	if (n < 0 || (size_t)n >= sizeof whole ||
	    uri_parse(whole, (size_t)n, &uri, NULL) != ST_OK || uri.has_query ||
	    uri_encode(uri.path, encoded, sizeof encoded) != ST_OK)
		return false;
	memcpy(out, encoded, sizeof encoded);
	return true;
}

static enum status resolve_links(const char *folder, struct doc *d, size_t from)
{
	char path[URI_MAX + 1], *copy;

	for (size_t i = from; i < d->n; i++) {
		struct line *l = &d->lines[i];

		if (l->type != LINE_LINK || l->url[0] == '/' || uri_is_absolute(l->url) ||
		    !resolve(folder, l->url, path))
			continue;
		if ((copy = strdup(path)) == NULL)
			return ST_NOMEM;
		free(l->url);
		l->url = copy;
	}
	return ST_OK;
}

enum status gemfile_read(const char *path, const char *s, size_t len, struct doc *d)
{
	char folder[URI_MAX + 1];
	char *slash;
	size_t from = d->n;
	enum status st = gemtext_read(s, len, d);

	if (st != ST_OK || uri_encode(path, folder, sizeof folder) != ST_OK)
		return st;
	if ((slash = strrchr(folder, '/')) != NULL)
		slash[1] = '\0';
	return resolve_links(folder, d, from);
}
