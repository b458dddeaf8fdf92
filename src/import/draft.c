#include "import/draft.h"

#include "import/input.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { DAY_SECONDS = 24 * 3600 }; /* what clocks and zones may be apart */

static const char a_draft[] = "a draft";
static const char a_private[] = "a private post";
static const char is_hidden[] = "a hidden post";
static const char waits[] = "a post that waits for review";
static const char not_due[] = "a post that is not yet due";
static const char in_trash[] = "a post in the trash";
static const char has_expired[] = "a post that has expired";
static const char of_generator[] = "a site generator's file, not a post";

/* YAML 1.1 and 1.2, TOML, and what people write. */
static const char *const yes[] = { "true", "yes", "y", "t", "on", "1", "oui", "vrai", NULL };
static const char *const no[] = { "false", "no", "n", "f", "off", "0", "non", "faux", NULL };
static const char *const drafts[] = { "draft", "auto-draft", "brouillon", "unpublished", "wip",
	NULL };
static const char *const privates[] = { "private", NULL };
/* What Pelican publishes without a link to it is not for a list either. */
static const char *const hiddens[] = { "hidden", NULL };
static const char *const reviews[] = { "pending", "review", "in-review", NULL };
static const char *const scheduled[] = { "future", "scheduled", NULL };
static const char *const trashes[] = { "trash", "deleted", NULL };
/* Hugo: no page of its own; "link" and "always" make one. */
static const char *const never[] = { "never", "false", NULL };

/* Values of the state of a post. "archived" is none of them: it was published once, and that is
 * what an archive is for. */
#define STATES(key)                                                                                \
	{ key, drafts, a_draft }, { key, privates, a_private }, { key, hiddens, is_hidden },       \
	    { key, reviews, waits }, { key, scheduled, not_due },                                  \
	{                                                                                          \
		key, trashes, in_trash                                                             \
	}

/* Keys without "_" and "-". */
static const struct {
	const char *key;
	const char *const *values;
	const char *what;
} rows[] = {
	{ "draft", yes, a_draft },
	{ "isdraft", yes, a_draft },
	{ "wip", yes, a_draft },
	{ "published", no, a_draft },
	{ "publish", no, a_draft },
	{ "ispublished", no, a_draft },
	STATES("status"),
	STATES("poststatus"),
	STATES("state"),
	STATES("visibility"),
	{ "private", yes, a_private },
	{ "hidden", yes, is_hidden },
	{ "visible", no, is_hidden },
	{ "build.render", never, is_hidden },
};

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

static bool is_among(const char *value, const char *const *values)
{
	for (; *values != NULL; values++)
		if (strcasecmp(value, *values) == 0)
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

const char *draft_of(const struct front *f, const char *path)
{
	if (draft_path(path) != NULL)
		return draft_path(path);
	if (has_folder(path, "drafts"))
		return a_draft;
	for (size_t i = 0; i < f->n; i++) {
		const char *key = front_own_name(f->items[i].key);

		for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
			if (same_key(key, rows[k].key) &&
			    is_among(f->items[i].value, rows[k].values))
				return rows[k].what;
	}
	return NULL;
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
