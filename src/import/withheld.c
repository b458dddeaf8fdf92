#include "import/withheld.h"

#include "import/cell.h"

#include <stddef.h>
#include <strings.h>

static const struct {
	const char *status, *what;
} states[] = {
	{ "draft", "a draft" },
	{ "auto-draft", "a draft" },
	{ "unpublished", "a draft" },
	{ "pending", "a post that waits for review" },
	{ "future", "a post that is not yet due" },
	{ "scheduled", "a post that is not yet due" },
	{ "private", "a private post" },
	{ "trash", "a post in the trash" },
	{ "soft_trashed", "a post in the trash" },
	{ "members", "a post for members" },
	{ "paid", "a post for members" },
	{ "tiers", "a post for members" },
};

/* WordPress's types, Ghost's and Blogger's. */
static const struct {
	const char *type, *what;
} types[] = {
	{ "page", "a page (--pages takes them)" },
	{ "attachment", "an attachment" },
	{ "nav_menu_item", "a menu item" },
	{ "revision", "a revision" },
	{ "comment", "a comment" },
	{ "template", "a template" },
	{ "settings", "settings" },
};

const char *withheld_state(const char *status)
{
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (strcasecmp(states[i].status, status) == 0)
			return states[i].what;
	return NULL;
}

const char *withheld_type(const char *type, const struct import_options *options)
{
	if (options->pages && strcasecmp(type, "page") == 0)
		return NULL;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strcasecmp(types[i].type, type) == 0)
			return types[i].what;
	return NULL;
}

const char *withheld_record(const struct record *r, const struct import_options *options)
{
	static const enum column places[] = { COLUMN_STATE, COLUMN_ACCESS };
	char *const *of = r->of;

	if (of[COLUMN_TYPE] != NULL && withheld_type(of[COLUMN_TYPE], options) != NULL)
		return withheld_type(of[COLUMN_TYPE], options);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (of[places[i]] != NULL && withheld_state(of[places[i]]) != NULL)
			return withheld_state(of[places[i]]);
	if ((of[COLUMN_DRAFT] != NULL && cell_is_yes(of[COLUMN_DRAFT])) ||
	    (of[COLUMN_SHOWN] != NULL && cell_is_no(of[COLUMN_SHOWN])) ||
	    (of[COLUMN_PUBLISHED] != NULL && cell_is_no(of[COLUMN_PUBLISHED])))
		return withheld_state("draft");
	return NULL;
}
