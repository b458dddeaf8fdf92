/* cmd/cmd.h -- the subcommands: each describes itself; main.c has the table of them */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include "archive/archive.h"
#include "base/log.h"
#include "conf/conf.h"

#include <getopt.h>

/* What the program exits with. */
enum exit_status {
	EXIT_DONE,
	EXIT_PARTLY, /* done in part, or failed */
	EXIT_USAGE,  /* wrong usage, or a wrong INI */
};

/* What a command runs with: the INI is read and checked. */
struct cmd {
	const struct command *command;
	const struct conf *conf;
	struct log log; /* to stderr */
};

struct command {
	const char *name;
	const char *arguments; /* "PATH... [--theme T]": follows the name in the usage */
	const char *summary;   /* one line for the list of commands */
	const char *help;      /* lines of options, each "  --option VALUE  what\n"; may be "" */
	/* argv[0] is the command's name. */
	enum exit_status (*run)(struct cmd *c, int argc, char **argv);
};

extern const struct command command_serve, command_import, command_list, command_show,
    command_remove, command_restore, command_top, command_check, command_cert;

/*
 * getopt_long() with a command's own options; --help is among them for every command. Returns the
 * option's value, -1 at the end of the options, CMD_HELP after --help was answered, or CMD_WRONG
 * after a wrong one was complained of.
 */
enum { CMD_HELP = 1000, CMD_WRONG };
int cmd_getopt(const struct cmd *c, int argc, char **argv, const struct option *options);

/* Complain of wrong usage: "depeche list: ..." and where help is. */
enum exit_status cmd_usage(const struct cmd *c, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Print "depeche COMMAND: the error" and say EXIT_PARTLY. */
enum exit_status cmd_failed(const struct cmd *c, const struct error *e);

/* Fill *e from a store call's status that has no error of its own. */
enum exit_status cmd_store_failed(const struct cmd *c, struct archive *a, enum status st);

/* Print the command's usage and options to stdout. */
void cmd_help(const struct command *command);

/* Open the archive of the INI. */
enum status cmd_open(
    const struct cmd *c, enum archive_mode mode, struct archive **out, struct error *e);

#endif
