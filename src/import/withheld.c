#include "import/withheld.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "import/cell.h"

#include <string.h>
#include <strings.h>

enum { VALUE_MAX = 64 /* bytes; what is longer is no value of a list */ };

/* Folded, as utf8_fold() does: "auto-draft" is "auto draft". What is "archived" was published once,
 * and that is what an archive is for. */
static const struct {
	const char *status, *what;
} states[] = {
	{ "draft", "a draft" },
	{ "auto draft", "a draft" },
	{ "wip", "a draft" },
	{ "unpublished", "a draft" },
	{ "not published", "a draft" },
	{ "offline", "a draft" },
	{ "brouillon", "a draft" },
	{ "non publie", "a draft" },
	{ "depublie", "a draft" },
	{ "hors ligne", "a draft" },
	{ "borrador", "a draft" },
	{ "no publicado", "a draft" },
	{ "rascunho", "a draft" },
	{ "nao publicado", "a draft" },
	{ "entwurf", "a draft" },
	{ "nicht veroffentlicht", "a draft" },
	{ "pending", "a post that waits for review" },
	{ "pending review", "a post that waits for review" },
	{ "review", "a post that waits for review" },
	{ "in review", "a post that waits for review" },
	{ "needs review", "a post that waits for review" },
	{ "en attente", "a post that waits for review" },
	{ "en attente de relecture", "a post that waits for review" },
	{ "en attente de validation", "a post that waits for review" },
	{ "en relecture", "a post that waits for review" },
	{ "a relire", "a post that waits for review" },
	{ "a valider", "a post that waits for review" },
	{ "future", "a post that is not yet due" },
	{ "scheduled", "a post that is not yet due" },
	{ "planifie", "a post that is not yet due" },
	{ "programme", "a post that is not yet due" },
	{ "private", "a private post" },
	{ "prive", "a private post" },
	{ "privado", "a private post" },
	{ "password protected", "a post with a password" },
	{ "protege par mot de passe", "a post with a password" },
	/* What Pelican publishes without a link to it is not for a list either. */
	{ "hidden", "a hidden post" },
	{ "masque", "a hidden post" },
	{ "trash", "a post in the trash" },
	{ "trashed", "a post in the trash" },
	{ "soft trashed", "a post in the trash" },
	{ "deleted", "a post in the trash" },
	{ "corbeille", "a post in the trash" },
	{ "supprime", "a post in the trash" },
	{ "members", "a post for members" },
	{ "members only", "a post for members" },
	{ "membres", "a post for members" },
	{ "paid", "a post for members" },
	{ "payant", "a post for members" },
	{ "premium", "a post for members" },
	{ "tiers", "a post for members" },
	{ "subscribers", "a post for members" },
	{ "subscribers only", "a post for members" },
	{ "abonnes", "a post for members" },
	{ "reserve aux abonnes", "a post for members" },
	/* Ghost: it went to subscribers, and is not on the site. */
	{ "sent", "an e-mail" },
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
	struct buf folded = BUF(4 * VALUE_MAX);
	const char *what = NULL;
	size_t len = strlen(status);

	if (len > VALUE_MAX)
		return NULL;
	utf8_fold(&folded, status, len);
	for (size_t i = 0; i < sizeof states / sizeof *states && what == NULL; i++)
		if (strcmp(states[i].status, buf_str(&folded)) == 0)
			what = states[i].what;
	buf_clear(&folded);
	return what;
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
	    (of[COLUMN_STATE] != NULL && cell_is_no(of[COLUMN_STATE])) ||
	    (of[COLUMN_SHOWN] != NULL && cell_is_no(of[COLUMN_SHOWN])) ||
	    (of[COLUMN_PUBLISHED] != NULL && cell_is_no(of[COLUMN_PUBLISHED])))
		return withheld_state("draft");
	return NULL;
}
