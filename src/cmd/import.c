#include "import/import.h"
#include "base/log.h"
#include "cmd/cmd.h"
#include "cmd/progress.h"
#include "cmd/tally.h"
#include "serve/capsule.h"

#include <stdio.h>
#include <string.h>

enum { FORMAT = 1, THEME, LANGUAGE, COLUMNS, PAGES, DRY_RUN, REPORT };

static const struct option options[] = {
	{ "format", required_argument, NULL, FORMAT },
	{ "theme", required_argument, NULL, THEME },
	{ "lang", required_argument, NULL, LANGUAGE },
	{ "columns", required_argument, NULL, COLUMNS },
	{ "pages", no_argument, NULL, PAGES },
	{ "dry-run", no_argument, NULL, DRY_RUN },
	{ "report", required_argument, NULL, REPORT },
	{ "help", no_argument, NULL, CMD_HELP },
	{ 0 },
};

/* One run: what it was asked for, and what it says. */
struct run {
	struct cmd *cmd;
	struct import_options options;
	struct progress progress;
	struct tally tally;
	const char *report_path; /* or NULL */
	FILE *report;
};

/* Names and texts of others: nothing in them may drive a terminal or make a line of its own. */
static void put_visible(const char *s)
{
	char text[LOG_LINE_MAX];

	log_visible(text, sizeof text, s, strlen(s));
	fputs(text, stderr);
}

static void note(void *ctx, const struct import_event *event)
{
	struct run *run = ctx;

	tally_add(&run->tally, event);
	if (run->report != NULL)
		tally_report(event, run->report);
	if (event->outcome != IMPORT_REJECTED)
		return;
	progress_wipe(&run->progress);
	put_visible(event->path);
	fprintf(stderr, ":%lu: ", event->line);
	put_visible(event->reason);
	fputc('\n', stderr);
}

static void progress(void *ctx, const struct import_counts *counts, unsigned long long done,
    unsigned long long total)
{
	struct run *run = ctx;

	progress_show(
	    &run->progress, counts->new + counts->updated + counts->unchanged, done, total);
}

static bool parse_options(struct run *run, int argc, char **argv)
{
	struct import_options *o = &run->options;
	int ch;

	while ((ch = cmd_getopt(run->cmd, argc, argv, options)) != -1) {
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
		case PAGES:
			o->pages = true;
			break;
		case REPORT:
			run->report_path = optarg;
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

static enum exit_status import_all(struct run *run, struct importer *im, int n, char **paths)
{
	struct import_counts counts;
	struct error e;
	enum status st = ST_OK, closed;

	progress_start(&run->progress);
	for (int i = 0; i < n && st == ST_OK; i++)
		st = importer_path(im, paths[i], &e);
	progress_wipe(&run->progress);
	if (st != ST_OK)
		cmd_failed(run->cmd, &e);
	closed = importer_close(im, &counts, &e);
	if (closed != ST_OK)
		cmd_failed(run->cmd, &e);
	tally_print(&run->tally, stderr);
	printf("new=%lu updated=%lu unchanged=%lu rejected=%lu\n", counts.new, counts.updated,
	    counts.unchanged, counts.rejected);
	return st == ST_OK && closed == ST_OK && counts.rejected == 0 ? EXIT_DONE : EXIT_PARTLY;
}

static enum exit_status import(struct run *run, const struct capsule *capsule, int n, char **paths)
{
	struct import_options *o = &run->options;
	struct archive *a;
	struct importer *im;
	struct error e;
	enum exit_status status;
	enum status st;

	o->zone = capsule->zone;
	o->nwords = capsule->nlanguages;
	for (size_t i = 0; i < capsule->nlanguages; i++)
		o->words[i] = capsule->languages[i];
	o->event = note;
	o->progress = progress;
	o->ctx = run;
	if ((st = cmd_open(run->cmd, o->dry_run ? ARCHIVE_READ : ARCHIVE_WRITE, &a, &e)) != ST_OK &&
	    !(o->dry_run && st == ST_NOTFOUND))
		return cmd_failed(run->cmd, &e);
	if (importer_open(a, o, &im, &e) == ST_OK)
		status = import_all(run, im, n, paths);
	else
		status = cmd_usage(run->cmd, "%s", e.text);
	archive_close(a);
	return status;
}

static enum exit_status report_failed(const struct run *run)
{
	struct error e;

	error_errno(&e, "%s", run->report_path);
	return cmd_failed(run->cmd, &e);
}

static enum exit_status run(struct cmd *c, int argc, char **argv)
{
	struct run run = { .cmd = c };
	struct capsule capsule;
	struct error e;
	enum exit_status status;

	if (!parse_options(&run, argc, argv))
		return EXIT_USAGE;
	if (optind == argc)
		return cmd_usage(c, "a file, a folder or - is missing");
	if (capsule_open(c->conf, &capsule, &e) != ST_OK)
		return cmd_failed(c, &e);
	if (run.report_path != NULL && (run.report = fopen(run.report_path, "we")) == NULL) {
		status = report_failed(&run);
	} else {
		status = import(&run, &capsule, argc - optind, argv + optind);
		if (run.report != NULL && (ferror(run.report) | fclose(run.report)) != 0)
			status = report_failed(&run);
	}
	capsule_close(&capsule);
	return status;
}

const struct command command_import = {
	.name = "import",
	.arguments =
	    "PATH... [--format F] [--theme T] [--lang L] [--columns C] [--pages] [--dry-run] "
	    "[--report FILE]",
	.summary = "Put files, folders or standard input (-) into the archive",
	.help = "  --format F       what the input is: table, text... (else told by content)\n"
		"  --theme T        a theme for every article\n"
		"  --lang L         the language of articles that do not say theirs\n"
		"  --columns C      names of a table's columns: category,title,body,-,url\n"
		"  --pages          the pages of an export too, not only its posts\n"
		"  --dry-run        say what would be done, write nothing\n"
		"  --report FILE    write a line for each article: what became of it\n",
	.run = run,
};
