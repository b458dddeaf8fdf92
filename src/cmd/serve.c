#include "serve/serve.h"
#include "cmd/cmd.h"

static enum exit_status run(struct cmd *c, int argc, char **argv)
{
	static const struct option options[] = { { "help", no_argument, NULL, CMD_HELP }, { 0 } };
	struct error e;
	struct log log;
	enum status st;

	if (cmd_getopt(c, argc, argv, options) != -1)
		return EXIT_USAGE;
	if (optind != argc)
		return cmd_usage(c, "it takes no argument");
	if (log_open(&log, c->conf->log.file, c->conf->log.level, &e) != ST_OK)
		return cmd_failed(c, &e);
	st = serve_run(c->conf, &log, stdout, &e);
	log_close(&log);
	if (st == ST_OK)
		return EXIT_DONE;
	return e.text[0] != '\0' ? cmd_failed(c, &e) : EXIT_PARTLY; /* a child has told the log */
}

const struct command command_serve = {
	.name = "serve",
	.arguments = "",
	.summary = "Serve the archive over Gemini and Gopher, in the foreground",
	.help = "",
	.run = run,
};
