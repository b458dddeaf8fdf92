#include "import/draft.h"

#include "import/cell.h"
#include "import/input.h"
#include "import/withheld.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { DAY_SECONDS = 24 * 3600 }; /* what clocks and zones may be apart */

static const char a_draft[] = "a draft";
static const char a_private[] = "a private post";
static const char is_hidden[] = "a hidden post";
static const char not_due[] = "a post that is not yet due";
static const char has_expired[] = "a post that has expired";
static const char of_generator[] = "a site generator's file, not a post";

static bool is_among(const char *value, const char *const *values)
{
	for (; *values != NULL; values++)
		if (strcasecmp(value, *values) == 0)
			return true;
	return false;
}

/* Hugo: no page of its own; "link" and "always" make one. */
static bool is_never(const char *value)
{
	static const char *const never[] = { "never", "false", NULL };

	return is_among(value, never);
}

/* Keys without "_" and "-". */
static const struct {
	const char *key;
	bool (*says)(const char *value);
	const char *what;
} rows[] = {
	{ "draft", cell_is_yes, a_draft },
	{ "isdraft", cell_is_yes, a_draft },
	{ "wip", cell_is_yes, a_draft },
	{ "published", cell_is_no, a_draft },
	{ "publish", cell_is_no, a_draft },
	{ "ispublished", cell_is_no, a_draft },
	{ "private", cell_is_yes, a_private },
	{ "hidden", cell_is_yes, is_hidden },
	{ "visible", cell_is_no, is_hidden },
	{ "build.render", is_never, is_hidden },
};

/* Those of the state of a post. */
static const char *const states[] = { "status", "poststatus", "state", "visibility" };

/* Folders, whole segments of a path: Jekyll's ("Directory Structure"), which Eleventy shares, and
 * Hugo's ("Directory structure", "Template lookup order"), of which "layouts" alone says little. */
static const struct {
	const char *name, *what;
} folders[] = {
	{ "_drafts", a_draft },
	{ "_layouts", of_generator },
	{ "_includes", of_generator },
	{ "_data", of_generator },
	{ "_sass", of_generator },
	{ "_plugins", of_generator },
	{ "archetypes", of_generator },
	{ "layouts/_default", of_generator },
	{ "layouts/_partials", of_generator },
	{ "layouts/partials", of_generator },
	{ "layouts/shortcodes", of_generator },
};

/* Names of pages without what stands after their first dot: ".md", ".fr.md", ".html". */
static const struct {
	const char *name, *what;
} pages[] = {
	{ "404", "an error page" },
	{ "_index", "a section's own page" },
};
static const char *const page_endings[] = { ".md", ".markdown", ".html", ".htm", NULL };

/* Does a folder of that name stand in the path? */
static bool has_folder(const char *path, const char *name)
{
	size_t n = strlen(name);

	for (const char *s = path; (s = strstr(s, name)) != NULL; s++)
		if ((s == path || s[-1] == '/') && s[n] == '/')
			return true;
	return false;
}

const char *draft_path(const char *path)
{
	const char *name = input_name(path), *ending = strrchr(name, '.');

	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		if (has_folder(path, folders[i].name))
			return folders[i].what;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (ending != NULL && strcspn(name, ".") == strlen(pages[i].name) &&
		    strncmp(name, pages[i].name, strlen(pages[i].name)) == 0 &&
		    is_among(ending, page_endings))
			return pages[i].what;
	return NULL;
}

/* Are they the same, but for "_" and "-" in the first? */
static bool same_key(const char *key, const char *plain)
{
	for (;; key++, plain++) {
		key += strspn(key, "_-");
		if (*key != *plain)
			return false;
		if (*key == '\0')
			return true;
	}
}

/* What one value of the front matter says. */
static const char *what_of(const struct front_item *item)
{
	const char *key = front_own_name(item->key);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (same_key(key, rows[i].key) && rows[i].says(item->value))
			return rows[i].what;
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (same_key(key, states[i]))
			return withheld_state(item->value);
	return NULL;
}

const char *draft_of(const struct front *f, const char *path)
{
	const char *what = draft_path(path);

	if (what == NULL && has_folder(path, "drafts"))
		what = a_draft;
	for (size_t i = 0; i < f->n && what == NULL; i++)
		what = what_of(&f->items[i]);
	return what;
}

/* The last date that the front matter has under the key; *out stays as it is where there is none.
 */
static void find_date(
    const struct front *f, const char *key, const struct zone *z, struct when *out)
{
	struct when set;

	for (size_t i = 0; i < f->n; i++)
		if (same_key(front_own_name(f->items[i].key), key) &&
		    clock_parse(f->items[i].value, strlen(f->items[i].value), z, &set))
			*out = set;
}

const char *draft_by_date(
    const struct front *f, const struct when *published, const struct zone *z, int64_t now)
{
	struct when due = *published, end = { 0 };

	find_date(f, "publishdate", z, &due);
	find_date(f, "unpublishdate", z, &end);
	find_date(f, "expirydate", z, &end);
	if (due.precision != PRECISION_NONE && due.time >= now + DAY_SECONDS)
		return not_due;
	if (end.precision != PRECISION_NONE && end.time < now - DAY_SECONDS)
		return has_expired;
	return NULL;
}
