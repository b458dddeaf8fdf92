#include "cmd/cmd.h"
#include "serve/capsule.h"
#include "serve/identity.h"
#include "serve/privilege.h"
#include "site/site.h"

#include <stdarg.h>
#include <stdio.h>

static const struct option options[] = { { "help", no_argument, NULL, CMD_HELP }, { 0 } };

/* A check prints "name  what it found" and says whether that is good. */
struct checking {
	const struct cmd *cmd;
	struct capsule capsule;
	struct archive *archive;
	unsigned problems;
};

static void good(const char *name, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void good(const char *name, const char *fmt, ...)
{
	va_list ap;

	printf("%-12s ", name);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

static void bad(struct checking *k, const char *name, const struct error *e)
{
	printf("%-12s PROBLEM: %s\n", name, e->text);
	k->problems++;
}

static void check_capsule(struct checking *k)
{
	const struct conf *conf = k->cmd->conf;
	struct error e;

	if (capsule_open(conf, &k->capsule, &e) != ST_OK) {
		bad(k, "capsule", &e);
		return;
	}
	good("capsule", "%s (%s, %s), %s", conf->capsule.name, conf->capsule.lang,
	    conf->capsule.timezone, conf->capsule.root);
	printf("%-12s", "languages");
	for (size_t i = 0; i < k->capsule.nlanguages; i++)
		printf(" %s", words_code(k->capsule.languages[i]));
	putchar('\n');
}

static void print_listen(const char *name, const struct conf_list *listen)
{
	printf("%-12s", name);
	for (size_t i = 0; i < listen->n; i++)
		printf(" %s", listen->items[i]);
	puts(listen->n == 0 ? " off" : "");
}

static void check_listen(struct checking *k)
{
	const struct conf *conf = k->cmd->conf;
	struct serving_paths paths;
	struct error e;

	printf("%-12s", "hosts");
	for (size_t i = 0; i < conf->capsule.host.n; i++)
		printf(" %s", conf->capsule.host.items[i]);
	putchar('\n');
	print_listen("gemini", &conf->gemini.listen);
	print_listen("gopher", &conf->gopher.listen);
	if (privilege_paths(conf, &paths, &e) != ST_OK)
		bad(k, "chroot", &e);
}

static void check_certificate(struct checking *k)
{
	struct certificate certificate;
	char until[CLOCK_RFC3339_SIZE];
	struct error e;
	bool made_at_start;
	enum status st = identity_read(k->cmd->conf, &certificate, &made_at_start, &e);

	if (st == ST_NOTFOUND && made_at_start) {
		good("certificate", "none yet: it is made at the first start");
		return;
	}
	if (st != ST_OK) {
		bad(k, "certificate", &e);
		return;
	}
	clock_rfc3339(certificate.not_after, until);
	good("certificate", "SHA-256 %s", certificate.fingerprint);
	good("", "%s, for %s, valid until %s", certificate.key, certificate.names, until);
	if (certificate.not_after <= clock_now()) {
		error_set(&e, ST_INVALID, "it has expired; `depeche cert --renew` makes a new one");
		bad(k, "certificate", &e);
	}
}

static void print_archive(const struct archive_counts *n)
{
	char first[CLOCK_DAY_SIZE], last[CLOCK_DAY_SIZE];

	clock_day_text(n->first_day, first);
	clock_day_text(n->last_day, last);
	good("archive",
	    "%lld articles from %s to %s (%lld undated), %lld themes, %lld copies, %lld removed",
	    (long long)n->articles, first[0] != '\0' ? first : "-", last[0] != '\0' ? last : "-",
	    (long long)n->undated, (long long)n->themes, (long long)n->copies,
	    (long long)n->removed);
}

static void check_archive(struct checking *k)
{
	struct archive_counts counts;
	struct error e;
	enum status st = cmd_open(k->cmd, ARCHIVE_READ, &k->archive, &e);

	if (st == ST_NOTFOUND) {
		good("archive", "%s: none yet: `depeche import` makes it",
		    k->cmd->conf->archive.path);
		return;
	}
	if (st != ST_OK || archive_check(k->archive, &e) != ST_OK) {
		bad(k, "archive", &e);
		return;
	}
	if ((st = archive_counts(k->archive, &counts)) == ST_OK) {
		print_archive(&counts);
		return;
	}
	error_set(&e, st, "%s", archive_error(k->archive));
	bad(k, "archive", &e);
}

static void clash(void *ctx, const char *path, const char *route)
{
	(void)ctx;
	good("hidden", "%s: the page %s is served instead", path, route);
}

/* Files of the capsule folder that no reader will ever see, because a page has their path. */
static void check_site(struct checking *k)
{
	struct page_context pages;
	struct site *site;
	struct mime *mime = NULL;
	struct error e;
	enum status st;

	if (k->archive == NULL || k->capsule.conf == NULL)
		return;
	pages = capsule_pages(&k->capsule, k->archive);
	if ((st = mime_open(&mime, &e)) == ST_OK)
		st = site_open(&pages, k->cmd->conf->capsule.root, mime, &site, &e);
	if (st == ST_OK) {
		site_clashes(site, clash, NULL);
		site_close(site);
	} else {
		bad(k, "site", &e);
	}
	mime_free(mime);
}

static enum exit_status run(struct cmd *c, int argc, char **argv)
{
	struct checking k = { .cmd = c };

	if (cmd_getopt(c, argc, argv, options) != -1)
		return EXIT_USAGE;
	if (optind != argc)
		return cmd_usage(c, "it takes no argument");
	good("INI", "%s", c->conf->file);
	check_capsule(&k);
	check_listen(&k);
	check_certificate(&k);
	check_archive(&k);
	check_site(&k);
	archive_close(k.archive);
	capsule_close(&k.capsule);
	return k.problems == 0 ? EXIT_DONE : EXIT_PARTLY;
}

const struct command command_check = {
	.name = "check",
	.arguments = "",
	.summary = "Check INI, words, certificate, archive and files; say what would be served",
	.help = "",
	.run = run,
};
