/* show, remove, restore: what is done with articles by their ids. */
#include "cmd/cmd.h"
#include "serve/capsule.h"

#include <stdio.h>
#include <string.h>

enum { LISTED_MAX = 100 }; /* as many as related_get() gives */

static const struct option options[] = { { "help", no_argument, NULL, CMD_HELP }, { 0 } };

static void print_field(const char *name, const char *value)
{
	if (value != NULL && value[0] != '\0')
		printf("%s: %s\n", name, value);
}

static void print_date(const struct zone *zone, const struct when *when)
{
	char day[CLOCK_DAY_SIZE], moment[CLOCK_LOCAL_SIZE];

	clock_day_text(when->day, day);
	clock_rfc3339_local(zone, when->time, moment);
	switch (when->precision) {
	case PRECISION_NONE:
		break;
	case PRECISION_GUESS:
		printf("published: %s (year guessed)\n", day);
		break;
	case PRECISION_DAY:
		print_field("published", day);
		break;
	case PRECISION_SECOND:
		print_field("published", moment);
		break;
	}
}

/* The entries that the document listed, with the ids of those that are archived. */
static enum status print_list(
    struct archive *a, const char *id, enum list_kind kind, const char *name)
{
	struct entries list;
	enum status st = related_get(a, kind, id, top_windows[0], LISTED_MAX, &list);

	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < list.n; i++)
		if (list.items[i].listed)
			printf("%s: %-7s %s\n", name,
			    list.items[i].id[0] != '\0' ? list.items[i].id : "-",
			    list.items[i].title);
	entries_clear(&list);
	return ST_OK;
}

static enum status print_lists(struct archive *a, const char *id)
{
	enum status st = print_list(a, id, LIST_MOST_READ, "most_read");

	return st == ST_OK ? print_list(a, id, LIST_SAME_THEME, "same_theme") : st;
}

static enum status show(struct archive *a, const struct zone *zone, const char *id)
{
	struct article article;
	enum status st = article_get(a, id, &article);

	if (st != ST_OK)
		return st;
	print_field("id", article.id);
	if (strcmp(id, article.id) != 0)
		print_field("alias", id);
	print_field("key", article.key);
	print_field("title", article.title);
	print_date(zone, &article.published);
	print_field("byline", article.byline);
	print_field("lang", article.lang);
	print_field("url", article.url);
	if (article.partial)
		print_field("partial", "yes");
	print_field("summary", article.summary);
	for (size_t i = 0; i < article.themes.n; i++)
		print_field("theme", article.themes.items[i].name);
	st = print_lists(a, article.id);
	printf("\n%s", article.body);
	article_clear(&article);
	return st;
}

static enum status restore_or_remove(
    struct archive *a, const char *id, enum status (*change)(struct archive *, const char *))
{
	enum status st = change(a, id);

	if (st == ST_OK)
		printf("%s\n", id);
	return st;
}

static enum status remove_one(struct archive *a, const struct zone *zone, const char *id)
{
	(void)zone;
	return restore_or_remove(a, id, article_remove);
}

static enum status restore_one(struct archive *a, const struct zone *zone, const char *id)
{
	(void)zone;
	return restore_or_remove(a, id, article_restore);
}

static enum exit_status complain(struct cmd *c, struct archive *a, const char *id, enum status st)
{
	struct error e;

	if (st == ST_NOTFOUND)
		error_set(&e, st, "%s: no such article", id);
	else if (st == ST_GONE)
		error_set(&e, st, "%s: it is removed; `depeche restore %s` brings it back", id, id);
	else
		return cmd_store_failed(c, a, st);
	return cmd_failed(c, &e);
}

/* Do `each` for every id given. */
static enum exit_status run_each(struct cmd *c, int argc, char **argv, enum archive_mode mode,
    enum status (*each)(struct archive *, const struct zone *, const char *))
{
	enum exit_status status = EXIT_DONE;
	struct archive *a;
	struct zone *zone;
	struct error e;

	if (cmd_getopt(c, argc, argv, options) != -1)
		return EXIT_USAGE;
	if (optind == argc)
		return cmd_usage(c, "an article's id is missing");
	if (capsule_zone(c->conf, &zone, &e) != ST_OK)
		return cmd_failed(c, &e);
	if (cmd_open(c, mode, &a, &e) != ST_OK) {
		zone_free(zone);
		return cmd_failed(c, &e);
	}
	for (int i = optind; i < argc; i++) {
		enum status st = each(a, zone, argv[i]);

		if (st != ST_OK)
			status = complain(c, a, argv[i], st);
	}
	archive_close(a);
	zone_free(zone);
	return status;
}

static enum exit_status run_show(struct cmd *c, int argc, char **argv)
{
	return run_each(c, argc, argv, ARCHIVE_READ, show);
}

static enum exit_status run_remove(struct cmd *c, int argc, char **argv)
{
	return run_each(c, argc, argv, ARCHIVE_WRITE, remove_one);
}

static enum exit_status run_restore(struct cmd *c, int argc, char **argv)
{
	return run_each(c, argc, argv, ARCHIVE_WRITE, restore_one);
}

const struct command command_show = {
	.name = "show",
	.arguments = "ID...",
	.summary = "Print articles as the archive has them",
	.help = "",
	.run = run_show,
};

const struct command command_remove = {
	.name = "remove",
	.arguments = "ID...",
	.summary = "Take articles off the pages: their addresses answer that they are gone",
	.help = "",
	.run = run_remove,
};

const struct command command_restore = {
	.name = "restore",
	.arguments = "ID...",
	.summary = "Bring removed articles back",
	.help = "",
	.run = run_restore,
};
