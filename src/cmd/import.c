#include "import/import.h"
#include "cmd/cmd.h"
#include "serve/capsule.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BAR_WIDTH = 40 };

enum { FORMAT = 1, THEME, LANGUAGE, COLUMNS, DRY_RUN };

static const struct option options[] = {
	{ "format", required_argument, NULL, FORMAT },
	{ "theme", required_argument, NULL, THEME },
	{ "lang", required_argument, NULL, LANGUAGE },
	{ "columns", required_argument, NULL, COLUMNS },
	{ "dry-run", no_argument, NULL, DRY_RUN },
	{ "help", no_argument, NULL, CMD_HELP },
	{ 0 },
};

static void note(void *ctx, const struct import_event *event)
{
	(void)ctx;
	if (event->outcome == IMPORT_REJECTED)
		fprintf(stderr, "%s%s:%lu: %s\n", isatty(STDERR_FILENO) ? "\r\033[K" : "",
		    event->path, event->line, event->reason);
}

static void progress(void *ctx, const struct import_counts *counts, unsigned long long done,
    unsigned long long total)
{
	unsigned long articles = counts->new + counts->updated + counts->unchanged;
	int filled = total > 0 ? (int)(done * BAR_WIDTH / total) : 0;

	(void)ctx;
	if (filled > BAR_WIDTH)
		filled = BAR_WIDTH;
	fprintf(stderr, "\r[%.*s%*s] %lu", filled, "########################################",
	    BAR_WIDTH - filled, "", articles);
}

static bool parse_options(struct cmd *c, int argc, char **argv, struct import_options *o)
{
	int ch;

	while ((ch = cmd_getopt(c, argc, argv, options)) != -1) {
		switch (ch) {
		case FORMAT:
			o->format = optarg;
			break;
		case THEME:
			o->theme = optarg;
			break;
		case LANGUAGE:
			o->lang = optarg;
			break;
		case COLUMNS:
			o->columns = optarg;
			break;
		case DRY_RUN:
			o->dry_run = true;
			break;
		default:
			return false;
		}
	}
	return true;
}

static enum exit_status import_all(
    struct cmd *c, struct importer *im, int n, char **paths, bool bar)
{
	struct import_counts counts;
	struct error e;
	enum status st = ST_OK, closed;

	for (int i = 0; i < n && st == ST_OK; i++)
		st = importer_path(im, paths[i], &e);
	if (st != ST_OK)
		cmd_failed(c, &e);
	closed = importer_close(im, &counts, &e);
	if (bar)
		fputs("\r\033[K", stderr);
	if (closed != ST_OK)
		cmd_failed(c, &e);
	printf("new=%lu updated=%lu unchanged=%lu rejected=%lu\n", counts.new, counts.updated,
	    counts.unchanged, counts.rejected);
	return st == ST_OK && closed == ST_OK && counts.rejected == 0 ? EXIT_DONE : EXIT_PARTLY;
}

static enum exit_status import(
    struct cmd *c, struct import_options *o, const struct capsule *capsule, int n, char **paths)
{
	struct archive *a;
	struct importer *im;
	struct error e;
	enum exit_status status;

	o->zone = capsule->zone;
	o->nwords = capsule->nlanguages;
	for (size_t i = 0; i < capsule->nlanguages; i++)
		o->words[i] = capsule->languages[i];
	o->event = note;
	o->progress = isatty(STDERR_FILENO) ? progress : NULL;
	if (cmd_open(c, ARCHIVE_WRITE, &a, &e) != ST_OK)
		return cmd_failed(c, &e);
	if (importer_open(a, o, &im, &e) == ST_OK)
		status = import_all(c, im, n, paths, o->progress != NULL);
	else
		status = cmd_usage(c, "%s", e.text);
	archive_close(a);
	return status;
}

static enum exit_status run(struct cmd *c, int argc, char **argv)
{
	struct import_options o = { 0 };
	struct capsule capsule;
	struct error e;
	enum exit_status status;

	if (!parse_options(c, argc, argv, &o))
		return EXIT_USAGE;
	if (optind == argc)
		return cmd_usage(c, "a file, a folder or - is missing");
	if (capsule_open(c->conf, &capsule, &e) != ST_OK)
		return cmd_failed(c, &e);
	status = import(c, &o, &capsule, argc - optind, argv + optind);
	capsule_close(&capsule);
	return status;
}

const struct command command_import = {
	.name = "import",
	.arguments = "PATH... [--format F] [--theme T] [--lang L] [--columns C] [--dry-run]",
	.summary = "Put files, folders or standard input (-) into the archive",
	.help = "  --format F       what the input is: text or table (else told by content)\n"
		"  --theme T        a theme for every article\n"
		"  --lang L         the language of articles that do not say theirs\n"
		"  --columns C      names of a table's columns: category,title,body,-,url\n"
		"  --dry-run        say what would be done, write nothing\n",
	.run = run,
};
