#include "cmd/cmd.h"
#include "serve/capsule.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THEME = 1, SINCE, FORMAT };

static const struct option options[] = {
	{ "theme", required_argument, NULL, THEME },
	{ "since", required_argument, NULL, SINCE },
	{ "format", required_argument, NULL, FORMAT },
	{ "help", no_argument, NULL, CMD_HELP },
	{ 0 },
};

/* What the lines are written with. */
struct writing {
	const struct zone *zone;
	const char *lang; /* of articles that do not say theirs */
	listing_fn print;
	int since;  /* a day: older articles, and those without one, are left out */
	bool later; /* a line went before */
};

struct format {
	const char *name, *before, *after;
	listing_fn print;
};

static enum status print_text(void *ctx, const struct listed *one)
{
	char day[CLOCK_DAY_SIZE];

	(void)ctx;
	clock_day_text(one->entry->day, day);
	printf("%-7s  %-10s  %s\n", one->entry->id, day, one->entry->title);
	return ST_OK;
}

/* RFC 3339, or "" where no date is known. */
static void published(const struct writing *w, const struct entry *e, char out[CLOCK_LOCAL_SIZE])
{
	out[0] = '\0';
	if (e->precision != PRECISION_NONE)
		clock_rfc3339_local(w->zone, e->published, out);
}

static const char *lang_of(const struct writing *w, const struct entry *e)
{
	return e->lang[0] != '\0' ? e->lang : w->lang;
}

static enum status print_tsv(void *ctx, const struct listed *one)
{
	const struct writing *w = ctx;
	char date[CLOCK_LOCAL_SIZE];

	published(w, one->entry, date);
	printf("%s\t%s\t%s\t%s\t%s\t%s\n", one->entry->id, date, lang_of(w, one->entry),
	    one->themes, one->entry->title, one->key);
	return ST_OK;
}

/* One object a line, so that a line tool can read it too. */
static enum status print_json(void *ctx, const struct listed *one)
{
	struct writing *w = ctx;
	char date[CLOCK_LOCAL_SIZE], *text;
	json_t *object;

	published(w, one->entry, date);
	object = json_pack("{ss, ss, ss, ss, ss, ss}", "id", one->entry->id, "published", date,
	    "lang", lang_of(w, one->entry), "themes", one->themes, "title", one->entry->title,
	    "key", one->key);
	text = object != NULL ? json_dumps(object, JSON_COMPACT) : NULL;
	json_decref(object);
	if (text == NULL)
		return ST_NOMEM;
	printf("%s%s", w->later ? ",\n" : "", text);
	w->later = true;
	free(text);
	return ST_OK;
}

static const struct format formats[] = {
	{ "text", "", "", print_text },
	{ "tsv", "", "", print_tsv },
	{ "json", "[", "]\n", print_json },
};

static const struct format *find_format(const char *name)
{
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

static enum status write_one(void *ctx, const struct listed *one)
{
	const struct writing *w = ctx;

	return one->entry->day >= w->since ? w->print(ctx, one) : ST_OK;
}

static bool parse_since(const char *text, struct writing *w)
{
	struct when when;
	bool ok = clock_parse(text, strlen(text), w->zone, &when);

	w->since = when.day;
	return ok;
}

/* Is there such a theme, if one is asked for? */
static enum status find_theme(struct archive *a, const char *slug)
{
	struct names found = { 0 };
	enum status st = slug != NULL ? theme_get(a, slug, &found) : ST_OK;

	names_clear(&found);
	return st;
}

static enum exit_status list(
    struct cmd *c, const struct listing *which, const struct format *format, struct writing *w)
{
	struct archive *a;
	struct error e;
	enum status st = cmd_open(c, ARCHIVE_READ, &a, &e);
	enum exit_status status = EXIT_DONE;

	if (st != ST_OK)
		return cmd_failed(c, &e);
	if ((st = find_theme(a, which->theme)) == ST_OK) {
		fputs(format->before, stdout);
		w->print = format->print;
		st = listing_each(a, which, write_one, w);
		fputs(format->after, stdout);
	}
	if (st == ST_NOTFOUND) {
		error_set(&e, st, "no theme has the slug \"%s\"", which->theme);
		status = cmd_failed(c, &e);
	} else if (st != ST_OK) {
		status = cmd_store_failed(c, a, st);
	}
	archive_close(a);
	return status;
}

static enum exit_status parse_and_list(struct cmd *c, int argc, char **argv, struct writing *w)
{
	const struct format *format = &formats[0];
	struct listing which = { 0 };
	int ch;

	while ((ch = cmd_getopt(c, argc, argv, options)) != -1) {
		switch (ch) {
		case THEME:
			which.theme = optarg;
			break;
		case SINCE:
			if (!parse_since(optarg, w))
				return cmd_usage(
				    c, "--since takes a day such as 2023-06-14, not %s", optarg);
			break;
		case FORMAT:
			if ((format = find_format(optarg)) == NULL)
				return cmd_usage(
				    c, "--format takes text, tsv or json, not %s", optarg);
			break;
		default:
			return EXIT_USAGE;
		}
	}
	if (optind != argc)
		return cmd_usage(c, "it takes no argument");
	return list(c, &which, format, w);
}

static enum exit_status run(struct cmd *c, int argc, char **argv)
{
	struct writing w = { .lang = c->conf->capsule.lang };
	struct zone *zone;
	struct error e;
	enum exit_status status;

	if (capsule_zone(c->conf, &zone, &e) != ST_OK)
		return cmd_failed(c, &e);
	w.zone = zone;
	status = parse_and_list(c, argc, argv, &w);
	zone_free(zone);
	return status;
}

const struct command command_list = {
	.name = "list",
	.arguments = "[--theme T] [--since D] [--format text|tsv|json]",
	.summary = "List the articles, newest first",
	.help = "  --theme T        those of the theme with this slug\n"
		"  --since D        those of this day and later: 2023-06-14\n"
		"  --format F       text; tsv: id, published, lang, themes, title, key; or json\n",
	.run = run,
};
