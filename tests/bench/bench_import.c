/* bench_import.c -- how many articles a second `import` takes; key=value lines
 *
 *	bench_import [N...]
 *
 * For N articles of a table (100000): the rate by the clock and by the processor's seconds, the
 * memory at its peak, and the rate when nothing is new. Then the same of 1000000 in tenths, the
 *last articles of each also going into an archive of their own, by turns, so that what the machine
 *does besides weighs on both alike: what an article costs in the large archive and in the small
 *one. And a WordPress export of 2 GB.
 */
#include "tests/bench/generate.h"
#include "tests/bench/stage.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	RESULT_MAX = 256,
	EXPORT_ARTICLES = 500000, /* 2 GB */
	SMALL = 100000,
	LARGE = 1000000,
	TENTH = LARGE / 10,
	TURN = SMALL / 10, /* of each tenth, what both import */
};

/* A kind of file that articles are written to. */
struct kind {
	const char *name, *file, *head, *tail;
	void (*write)(FILE *f, const struct article *a);
};

/* The generator's words hold no tab and no quotation mark; bodies have newlines. */
static void write_row(FILE *f, const struct article *a)
{
	char date[CLOCK_RFC3339_SIZE];

	clock_rfc3339(a->published.time, date);
	fprintf(f, "%s\t%s\t%s\t%s\t%s\t\"%s\"\n", a->key, date, a->themes.items[0].name,
	    a->byline != NULL ? a->byline : "", a->title, a->body);
}

/* Nor markup. */
static void write_item(FILE *f, const struct article *a)
{
	char date[CLOCK_RFC3339_SIZE];

	clock_rfc3339(a->published.time, date);
	date[10] = ' ';
	fprintf(f,
	    "<item><title>%s</title><guid isPermaLink=\"false\">%s</guid>"
	    "<dc:creator>%s</dc:creator><category domain=\"category\">%s</category>"
	    "<wp:post_date_gmt>%.19s</wp:post_date_gmt><wp:status>publish</wp:status>"
	    "<wp:post_type>post</wp:post_type>"
	    "<content:encoded><![CDATA[%s]]></content:encoded></item>\n",
	    a->title, a->key, a->byline != NULL ? a->byline : "", a->themes.items[0].name, date,
	    a->body);
}

static const struct kind tsv = { "", "table.tsv", "id\tdate\ttheme\tauthor\ttitle\tbody\n", "",
	write_row };
static const struct kind wxr = { "wxr_", "export.xml",
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\""
	" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
	" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
	" xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>"
	"<title>Le Bief</title><wp:wxr_version>1.2</wp:wxr_version>\n",
	"</channel></rss>\n", write_item };

/* The articles from `from` up to but not `to`, of `n`. */
static void write_file(
    const char *path, const struct kind *kind, unsigned from, unsigned to, unsigned n)
{
	FILE *f = fopen(path, "w");

	if (f == NULL)
		stage_fail(path, strerror(errno));
	fputs(kind->head, f);
	for (unsigned i = from; i < to; i++) {
		struct article a;

		if (generate_article(i, n, STAGE_SEED, &a) != ST_OK)
			stage_fail(path, "out of memory");
		kind->write(f, &a);
		article_clear(&a);
	}
	fputs(kind->tail, f);
	if (fclose(f) != 0)
		stage_fail(path, strerror(errno));
}

struct cost {
	double clock, cpu; /* seconds */
	long peak;         /* kB */
};

static double seconds_of(const struct timeval *t)
{
	return (double)t->tv_sec + (double)t->tv_usec / 1e6;
}

/* Import `file`, which is to say `wanted` at its end. */
static struct cost import(const struct stage *s, const char *file, const char *wanted)
{
	const char *const arguments[] = { "import", file, NULL };
	double start = stage_seconds();
	char result[RESULT_MAX];
	struct cost cost;
	struct rusage used;
	size_t len = 0;
	ssize_t n;
	int out, status;
	pid_t pid = stage_start(s, arguments, true, &out);

	while (len < RESULT_MAX - 1 && (n = read(out, result + len, RESULT_MAX - 1 - len)) > 0)
		len += (size_t)n;
	result[len] = '\0';
	close(out);
	if (wait4(pid, &status, 0, &used) != pid || status != 0)
		stage_fail("import", result);
	if (strncmp(result, wanted, strlen(wanted)) != 0)
		stage_fail(wanted, result);
	cost.clock = stage_seconds() - start;
	cost.cpu = seconds_of(&used.ru_utime) + seconds_of(&used.ru_stime);
	cost.peak = used.ru_maxrss;
	return cost;
}

static struct cost import_new(const struct stage *s, const char *file, unsigned n)
{
	char wanted[RESULT_MAX];

	snprintf(wanted, sizeof wanted, "new=%u updated=0 unchanged=0 rejected=0\n", n);
	return import(s, file, wanted);
}

static void add_cost(struct cost *sum, struct cost one)
{
	sum->clock += one.clock;
	sum->cpu += one.cpu;
	if (one.peak > sum->peak)
		sum->peak = one.peak;
}

static void print_cost(const struct kind *kind, unsigned n, struct cost cost)
{
	printf("import_%sarticles_per_second_%u=%.0f\n", kind->name, n, n / cost.clock);
	printf("import_%sarticles_per_cpu_second_%u=%.0f\n", kind->name, n, n / cost.cpu);
	printf("import_%speak_memory_kb_%u=%ld\n", kind->name, n, cost.peak);
	fflush(stdout);
}

static void open_stage(struct stage *s, const char *file, char path[PATH_MAX + 16])
{
	stage_open(s);
	stage_write_ini(s);
	snprintf(path, PATH_MAX + 16, "%s/%s", s->folder, file);
}

/* Import n new articles, and once more. */
static void run(const struct kind *kind, unsigned n)
{
	char path[PATH_MAX + 16], wanted[RESULT_MAX];
	struct stage s;
	struct stat st;

	open_stage(&s, kind->file, path);
	write_file(path, kind, 0, n, n);
	if (stat(path, &st) < 0)
		stage_fail(path, strerror(errno));
	printf("import_%sbytes_%u=%lld\n", kind->name, n, (long long)st.st_size);
	print_cost(kind, n, import_new(&s, path, n));
	snprintf(wanted, sizeof wanted, "new=0 updated=0 unchanged=%u rejected=0\n", n);
	printf("import_%sunchanged_articles_per_second_%u=%.0f\n", kind->name, n,
	    n / import(&s, path, wanted).clock);
	fflush(stdout);
	stage_close(&s);
}

/* Import the articles from `from` up to but not `to` of LARGE. */
static struct cost import_part(const struct stage *s, const char *file, unsigned from, unsigned to)
{
	write_file(file, &tsv, from, to, LARGE);
	return import_new(s, file, to - from);
}

/* Import LARGE articles, and SMALL of them by turns with an archive that has no others. */
static void run_large(void)
{
	char file[PATH_MAX + 16], small_file[PATH_MAX + 16];
	struct cost all = { 0 }, in_large = { 0 }, in_small = { 0 }, last = { 0 };
	struct stage large, small;

	open_stage(&large, tsv.file, file);
	open_stage(&small, tsv.file, small_file);
	for (unsigned from = 0; from < LARGE; from += TENTH) {
		unsigned turn = from + TENTH - TURN;

		add_cost(&all, import_part(&large, file, from, turn));
		last = import_part(&large, file, turn, from + TENTH);
		add_cost(&in_large, last);
		add_cost(&in_small, import_part(&small, small_file, turn, from + TENTH));
	}
	add_cost(&all, in_large);
	print_cost(&tsv, LARGE, all);
	printf("import_rate_1m_over_100k=%.2f\n", in_small.cpu / in_large.cpu);
	printf("import_rate_at_1m_over_100k=%.2f\n", in_small.cpu / 10 / last.cpu);
	fflush(stdout);
	stage_close(&small);
	stage_close(&large);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		run(&tsv, (unsigned)strtoul(argv[i], NULL, 10));
		run(&wxr, (unsigned)strtoul(argv[i], NULL, 10));
	}
	if (argc > 1)
		return EXIT_SUCCESS;
	run(&tsv, SMALL);
	run_large();
	run(&wxr, EXPORT_ARTICLES);
	return EXIT_SUCCESS;
}
