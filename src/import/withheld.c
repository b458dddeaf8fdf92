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
};

const char *withheld_state(const char *status)
{
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (strcasecmp(states[i].status, status) == 0)
			return states[i].what;
	return NULL;
}

const char *withheld_record(const struct record *r)
{
	char *const *of = r->of;

	if (of[COLUMN_STATE] != NULL && withheld_state(of[COLUMN_STATE]) != NULL)
		return withheld_state(of[COLUMN_STATE]);
	if ((of[COLUMN_DRAFT] != NULL && cell_is_yes(of[COLUMN_DRAFT])) ||
	    (of[COLUMN_SHOWN] != NULL && cell_is_no(of[COLUMN_SHOWN])) ||
	    (of[COLUMN_PUBLISHED] != NULL && cell_is_no(of[COLUMN_PUBLISHED])))
		return withheld_state("draft");
	return NULL;
}
