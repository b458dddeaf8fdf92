#include "cmd/cmd.h"
#include "serve/identity.h"

#include <stdio.h>

enum { SHOW = 1, RENEW };

static const struct option options[] = {
	{ "show", no_argument, NULL, SHOW },
	{ "renew", no_argument, NULL, RENEW },
	{ "help", no_argument, NULL, CMD_HELP },
	{ 0 },
};

static void print(const struct certificate *certificate)
{
	char from[CLOCK_RFC3339_SIZE], to[CLOCK_RFC3339_SIZE];

	clock_rfc3339(certificate->not_before, from);
	clock_rfc3339(certificate->not_after, to);
	printf("SHA-256 %s\nkey %s\nnames %s\nvalid %s to %s\n", certificate->fingerprint,
	    certificate->key, certificate->names, from, to);
}

static enum exit_status run(struct cmd *c, int argc, char **argv)
{
	struct certificate certificate;
	struct error e;
	enum status st;
	int what = SHOW, ch;

	while ((ch = cmd_getopt(c, argc, argv, options)) != -1) {
		if (ch != SHOW && ch != RENEW)
			return EXIT_USAGE;
		what = ch;
	}
	if (optind != argc)
		return cmd_usage(c, "it takes no argument");
	if (what == RENEW)
		st = identity_renew(c->conf, &certificate, &e);
	else
		st = identity_ensure(c->conf, &c->log, &certificate, &e);
	if (st != ST_OK)
		return cmd_failed(c, &e);
	print(&certificate);
	return EXIT_DONE;
}

const struct command command_cert = {
	.name = "cert",
	.arguments = "[--show | --renew]",
	.summary = "Show the certificate, made if there is none, or make a new one",
	.help =
	    "  --show           print fingerprint, key, names and dates (the default)\n"
	    "  --renew          make a new certificate with the same key; readers will be asked\n"
	    "                   to trust it\n",
	.run = run,
};
