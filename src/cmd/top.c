#include "cmd/cmd.h"

#include <stdio.h>
#include <string.h>

static const struct option options[] = {
	{ "window", required_argument, NULL, 'w' },
	{ "help", no_argument, NULL, CMD_HELP },
	{ 0 },
};

/* Lengths that --window takes, and the ranking each is. */
static const struct {
	const char *length, *window;
} lengths[] = {
	{ "1d", "day" },
	{ "7d", "week" },
	{ "30d", "month" },
};

static const char *find_window(const char *text)
{
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
		if (strcmp(lengths[i].length, text) == 0)
			return lengths[i].window;
	for (size_t i = 0; top_windows[i] != NULL; i++)
		if (strcmp(top_windows[i], text) == 0)
			return top_windows[i];
	return NULL;
}

/* What the operator sees here, readers do not see yet. */
static enum status warn(const struct cmd *c, struct archive *a, const char *window)
{
	bool enough;
	enum status st = top_enough(a, window, &enough);

	if (st == ST_OK && !enough)
		fprintf(stderr,
		    "depeche %s: the pages show the editors' choice or the latest until %d "
		    "articles have %d reads each\n",
		    c->command->name, TOP_ARTICLES_MIN, TOP_READS_MIN);
	return st;
}

static enum exit_status top(struct cmd *c, const char *window)
{
	enum exit_status status = EXIT_DONE;
	struct entries list = { 0 };
	struct archive *a;
	struct error e;
	enum status st = cmd_open(c, ARCHIVE_READ, &a, &e);

	if (st != ST_OK)
		return cmd_failed(c, &e);
	if ((st = top_get(a, window, 0, TOP_MAX, &list)) != ST_OK ||
	    (st = warn(c, a, window)) != ST_OK)
		status = cmd_store_failed(c, a, st);
	for (size_t i = 0; i < list.n; i++)
		printf("%u\t%s\t%s\n", list.items[i].reads, list.items[i].id, list.items[i].title);
	entries_clear(&list);
	archive_close(a);
	return status;
}

static enum exit_status run(struct cmd *c, int argc, char **argv)
{
	const char *window = top_windows[0];
	int ch;

	while ((ch = cmd_getopt(c, argc, argv, options)) != -1) {
		if (ch != 'w')
			return EXIT_USAGE;
		if ((window = find_window(optarg)) == NULL)
			return cmd_usage(c,
			    "--window takes 1d, 7d, 30d, day, week, month, all or window, not %s",
			    optarg);
	}
	if (optind != argc)
		return cmd_usage(c, "it takes no argument");
	return top(c, window);
}

const struct command command_top = {
	.name = "top",
	.arguments = "[--window W]",
	.summary = "List the most read articles: reads, id, title",
	.help =
	    "  --window W       1d (day), 7d (week), 30d (month), all; else [pages] window\n"
	    "A read loses half of its weight with each third of the window; all does not. The\n"
	    "number is that of all reads in it: once a reader, article and day, without robots.\n",
	.run = run,
};
