#include "import/wxr_author.h"

#include "import/wxr.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAP = 16 };

enum status wxr_author_add(struct wxr_authors *all, const char *login, const char *name)
{
	size_t cap = all->cap > 0 ? 2 * all->cap : FIRST_CAP;
	struct wxr_author *grown, one;

	if (all->n == WXR_AUTHORS_MAX)
		return ST_OK;
	if (all->n == all->cap) {
		if ((grown = reallocarray(all->items, cap, sizeof *grown)) == NULL)
			return ST_NOMEM;
		all->items = grown;
		all->cap = cap;
	}
	one = (struct wxr_author){ .login = strdup(login), .name = strdup(name) };
	all->items[all->n++] = one;
	return one.login != NULL && one.name != NULL ? ST_OK : ST_NOMEM;
}

static int compare(const void *a, const void *b)
{
	const struct wxr_author *one = a, *other = b;

	return strcmp(one->login, other->login);
}

const char *wxr_author_name(struct wxr_authors *all, const char *login)
{
	struct wxr_author key = { .login = (char *)login };
	const struct wxr_author *found;

	if (all->n == 0)
		return login;
	if (all->sorted < all->n)
		qsort(all->items, all->n, sizeof *all->items, compare);
	all->sorted = all->n;
	found = bsearch(&key, all->items, all->n, sizeof *all->items, compare);
	return found != NULL ? found->name : login;
}

void wxr_author_clear(struct wxr_authors *all)
{
	for (size_t i = 0; i < all->n; i++) {
		free(all->items[i].login);
		free(all->items[i].name);
	}
	free(all->items);
	*all = (struct wxr_authors){ 0 };
}
