#include "cmd/cmd.h"

#include <bsd/unistd.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char **environ;

static const struct command *const commands[] = {
	&command_serve,
	&command_import,
	&command_list,
	&command_show,
	&command_remove,
	&command_restore,
	&command_top,
	&command_check,
	&command_cert,
};

enum {
	NCOMMANDS = sizeof commands / sizeof commands[0],
	NAME_SIZE = 32, /* "depeche restore" */
};

static void help(void)
{
	puts("usage: depeche [-c FILE] COMMAND [OPTION...] [ARG...]\n"
	     "A server of news articles as gemtext, over Gemini and Gopher.\n\n"
	     "  -c FILE          the INI file (else $DEPECHE_CONFIG, ./depeche.ini,\n"
	     "                   " SYSCONFDIR "/depeche.ini)\n"
	     "  --help           this; `depeche COMMAND --help` says more\n"
	     "  --version        the version\n");
	for (size_t i = 0; i < NCOMMANDS; i++)
		printf("  %-16s %s\n", commands[i]->name, commands[i]->summary);
}

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < NCOMMANDS; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static enum exit_status usage(const char *what, const char *name)
{
	fprintf(stderr, "depeche: %s%s; `depeche --help` lists the commands\n", what, name);
	return EXIT_USAGE;
}

static void version(void)
{
	puts("depeche " VERSION);
}

/* Is that option among a command's arguments? --help and --version need no INI. */
static bool has_option(int argc, char **argv, const char *option)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], option) == 0)
			return true;
	return false;
}

/* What could not be written was not done. `name` of the command, or an option. */
static enum exit_status check_output(const char *name, enum exit_status status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	fprintf(stderr, "depeche %s: cannot write to standard output: %s\n", name, strerror(errno));
	return EXIT_PARTLY;
}

static enum exit_status run(const struct command *command, const char *given, int argc, char **argv)
{
	struct cmd c = { .command = command, .log = { .fd = STDERR_FILENO, .level = LEVEL_INFO } };
	struct conf *conf;
	struct error e;
	enum exit_status status;
	enum status st;
	bool system;
	char *path = conf_find(given, &system), name[NAME_SIZE], *given_name = argv[0];

	st = path != NULL ? conf_load(path, &conf, &e)
			  : error_set(&e, ST_NOMEM, "%s", status_text(ST_NOMEM));
	if (st != ST_OK) {
		fprintf(stderr, "depeche: %s%s\n", e.text,
		    st == ST_NOTFOUND && given == NULL
			? "; -c FILE names the INI, ./depeche.ini is "
			  "looked for first"
			: "");
		free(path);
		return EXIT_USAGE;
	}
	c.conf = conf;
	/* Nobody named it, and what is done is done to its archive, not to one in this folder. */
	if (system)
		fprintf(stderr, "depeche: there is no ./depeche.ini; using %s\n", path);
	optind = 0; /* glibc: begin anew, on another vector */
	/* What getopt_long() complains of begins with it. */
	snprintf(name, sizeof name, "depeche %s", command->name);
	argv[0] = name;
	status = command->run(&c, argc, argv);
	argv[0] = given_name; /* setproctitle_init() made it: lost, it is a leak */
	if (status != EXIT_USAGE)
		status = check_output(command->name, status);
	conf_free(conf);
	free(path);
	return status;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'v' },
		{ 0 },
	};
	const struct command *command;
	const char *given = NULL;
	int ch;

	setlocale(LC_CTYPE, "C.UTF-8");
	setproctitle_init(argc, argv, environ);
	while ((ch = getopt_long(argc, argv, "+c:", options, NULL)) != -1) {
		switch (ch) {
		case 'c':
			given = optarg;
			break;
		case 'h':
			help();
			return check_output("--help", EXIT_DONE);
		case 'v':
			version();
			return check_output("--version", EXIT_DONE);
		default:
			return usage("unknown option", "");
		}
	}
	if (optind == argc)
		return usage("a command is missing", "");
	if ((command = find_command(argv[optind])) == NULL)
		return usage("unknown command ", argv[optind]);
	if (has_option(argc - optind, argv + optind, "--help")) {
		cmd_help(command);
		return check_output(command->name, EXIT_DONE);
	}
	if (has_option(argc - optind, argv + optind, "--version")) {
		version();
		return check_output("--version", EXIT_DONE);
	}
	return run(command, given, argc - optind, argv + optind);
}
