#include "page/paged.h"

#include <assert.h>
#include <stdio.h>

enum { HEADING_SIZE = 512 };

enum status page_new(const struct page_context *c, const struct page_args *a, struct page *out)
{
	struct paged_way feed = { "/feed.xml", "Atom" };
	/* Its heading is the name under which subscriptions show it (gemsub). */
	struct paged p = { .path = "/new",
		.heading = c->name,
		.ways = &feed,
		.nways = a->number == 1,
		.may_be_empty = true,
		.since = "" };

	page_begin(c, out);
	return page_end(out, paged_put(c, &p, a->number, out));
}

enum status page_theme(const struct page_context *c, const struct page_args *a, struct page *out)
{
	char path[LINK_URL_SIZE], heading[HEADING_SIZE];
	struct paged_way up = { "/t", words_get(c->words, WORD_THEMES) };
	struct paged p = { .path = path,
		.heading = heading,
		.ways = &up,
		.nways = 1,
		.may_be_empty = true,
		.since = path };
	struct names theme = { 0 };
	enum status st;

	page_begin(c, out);
	if ((st = theme_get(c->archive, a->slug, &theme)) != ST_OK)
		goto done;
	assert(theme.n == 1);
	p.which.theme = a->slug;
	snprintf(path, sizeof path, "/t/%s", a->slug);
	snprintf(heading, sizeof heading, "%s · %s", theme.items[0].name, c->name);
	st = paged_put(c, &p, a->number, out);
done:
	names_clear(&theme);
	return page_end(out, st);
}

enum status page_author(const struct page_context *c, const struct page_args *a, struct page *out)
{
	char path[LINK_URL_SIZE], heading[HEADING_SIZE];
	struct paged p = { .path = path, .heading = heading, .may_be_empty = true, .since = path };
	struct names author = { 0 };
	enum status st;

	page_begin(c, out);
	if ((st = author_get(c->archive, a->slug, &author)) != ST_OK)
		goto done;
	assert(author.n == 1);
	p.which.author = a->slug;
	snprintf(path, sizeof path, "/by/%s", a->slug);
	snprintf(heading, sizeof heading, words_get(c->words, WORD_BY), author.items[0].name);
	st = paged_put(c, &p, a->number, out);
done:
	names_clear(&author);
	return page_end(out, st);
}
