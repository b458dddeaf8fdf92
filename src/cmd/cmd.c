#include "cmd/cmd.h"

#include <stdarg.h>
#include <stdio.h>

int cmd_getopt(const struct cmd *c, int argc, char **argv, const struct option *options)
{
	int ch = getopt_long(argc, argv, "", options, NULL);

	if (ch == CMD_HELP)
		cmd_help(c->command);
	if (ch != '?')
		return ch;
	cmd_usage(c, "see above");
	return CMD_WRONG;
}

enum exit_status cmd_usage(const struct cmd *c, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "depeche %s: ", c->command->name);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr, "; `depeche %s --help` says how it is used\n", c->command->name);
	return EXIT_USAGE;
}

enum exit_status cmd_failed(const struct cmd *c, const struct error *e)
{
	fprintf(stderr, "depeche %s: %s\n", c->command->name, e->text);
	return EXIT_PARTLY;
}

enum exit_status cmd_store_failed(const struct cmd *c, struct archive *a, enum status st)
{
	fprintf(stderr, "depeche %s: %s: %s (%s)\n", c->command->name, c->conf->archive.path,
	    status_text(st), archive_error(a));
	return EXIT_PARTLY;
}

void cmd_help(const struct command *command)
{
	printf("usage: depeche [-c FILE] %s%s%s\n%s.\n%s  --help           this\n", command->name,
	    command->arguments[0] != '\0' ? " " : "", command->arguments, command->summary,
	    command->help);
}

enum status cmd_open(
    const struct cmd *c, enum archive_mode mode, struct archive **out, struct error *e)
{
	return archive_open(c->conf->archive.path, c->conf->archive.reads, mode, out, e);
}
