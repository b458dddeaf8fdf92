#include "cmd/cmd.h"
#include "serve/capsule.h"
#include "serve/descriptors.h"
#include "serve/identity.h"
#include "serve/privilege.h"
#include "serve/ready.h"
#include "site/site.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

enum { LATER_MAX = 16 * 1024 }; /* bytes of the names of options; sources have a bound too */

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

/* The words that are shown in English because the language's file has them not. */
static void print_missing(const struct words *w)
{
	const char *section, *key;

	for (size_t at = 0; words_lent(w, &at, &section, &key);)
		good("missing", "%s: [%s] %s: in English until it is there", words_path(w), section,
		    key);
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
	if (access(conf->capsule.root, F_OK) < 0 && errno == ENOENT)
		good("", "there is no folder %s: no static files", conf->capsule.root);
	printf("%-12s", "languages");
	for (size_t i = 0; i < k->capsule.nlanguages; i++)
		printf(" %s", words_code(k->capsule.languages[i]));
	putchar('\n');
	for (size_t i = 0; i < k->capsule.nlanguages; i++)
		print_missing(k->capsule.languages[i]);
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

/* All that `serve` would refuse the start for, besides the certificate and the archive. */
static void check_ready(struct checking *k)
{
	static const char *const names[READY_COUNT] = {
		[READY_LISTEN] = "listen",
		[READY_USER] = "user",
		[READY_LOG] = "log",
		[READY_PID_FILE] = "pid_file",
		[READY_ARCHIVE] = "archive",
		[READY_READS] = "reads",
		[READY_ROOT] = "capsule",
	};
	struct error e;

	for (unsigned i = 0; i < READY_COUNT; i++)
		if (ready_check(k->cmd->conf, (enum ready)i, &e) != ST_OK)
			bad(k, names[i], &e);
	if (descriptors_room(k->cmd->conf, &e) < k->cmd->conf->limits.connections)
		bad(k, "limits", &e);
}

static void check_later(const struct checking *k)
{
	struct buf names = BUF(LATER_MAX);

	conf_later(k->cmd->conf, &names);
	if (names.len > 0)
		good("later", "read, and without effect in this release: %s", buf_str(&names));
	buf_clear(&names);
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
	char first[CLOCK_DAY_SIZE], last[CLOCK_DAY_SIZE], days[2 * CLOCK_DAY_SIZE + 16] = "";

	clock_day_text(n->first_day, first);
	clock_day_text(n->last_day, last);
	if (first[0] != '\0')
		snprintf(days, sizeof days, " from %s to %s", first, last);
	good("archive", "%lld articles%s (%lld undated), %lld themes, %lld copies, %lld removed",
	    (long long)n->articles, days, (long long)n->undated, (long long)n->themes,
	    (long long)n->copies, (long long)n->removed);
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

/* Themes of the front page that may be misspelt: there is no article on them. */
static void check_front(const struct checking *k)
{
	const struct conf *conf = k->cmd->conf;
	struct names theme = { 0 };

	for (size_t i = 0; k->archive != NULL && i < conf->pages.nfront; i++) {
		const char *slug = conf->pages.front[i].theme;

		if (slug[0] != '\0' && theme_get(k->archive, slug, &theme) == ST_NOTFOUND)
			good("front", "theme:%s shows nothing: there is no article on it", slug);
		names_clear(&theme);
	}
}

static void clash(void *ctx, enum clash clash, const char *path, const char *route)
{
	static const struct {
		const char *name, *what;
	} said[] = {
		[CLASH_PAGE] = { "hidden", "is not served, but the page " },
		[CLASH_BETWEEN] = { "between", "is served between the pages " },
		[CLASH_LINK] = { "hidden", "is not served: no symbolic link is followed" },
		[CLASH_KIND] = { "hidden", "is not served: it is neither a file nor a folder" },
		[CLASH_LONG] = { "cut",
		    "is too long: only its first 16 kB stand above the page /" },
	};

	(void)ctx;
	good(said[clash].name, "%s %s%s", path, said[clash].what, route);
}

/* Files of the capsule folder that no reader will ever see, or not where one would think. */
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
	check_ready(&k);
	check_later(&k);
	check_certificate(&k);
	check_archive(&k);
	check_front(&k);
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
