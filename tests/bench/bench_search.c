/* bench_search.c -- how long searches take; key=value lines
 *
 *	bench_search [N | ARCHIVE]...
 *
 * For archives of N generated articles (100000), or one that is there already (made by
 * bench_import's kind of table): the median and the 99th of a hundred times of each kind of search,
 * milliseconds by the clock and of the processor (which others do not share).
 */
#include "page/ask.h"
#include "tests/bench/generate.h"
#include "tests/bench/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RUNS = 100, FOLDED_MAX = 1 << 16, N_DEFAULT = 100000 };

/* Ranks of words: in nearly every article, in one of a few, in few of a thousand, in one. */
enum { FREQUENT = 0, MEDIUM = 3000, RARE = 7500, TITLES = GENERATE_WORDS };

/* A kind of search: "%w" stands for a word of the next rank, which grows from run to run. */
static const struct kind {
	const char *name, *form;
	unsigned ranks[4];
	unsigned step;
} kinds[] = {
	{ "once", "%w", { TITLES }, 37 },
	{ "rare", "%w", { RARE }, 1 },
	{ "medium", "%w", { MEDIUM }, 11 },
	{ "frequent", "%w", { FREQUENT }, 1 },
	{ "everywhere", "le", { 0 }, 0 },
	{ "frequent_pair", "%w %w", { FREQUENT, 50 }, 1 },
	{ "frequent_four", "%w %w %w %w", { FREQUENT, 20, 40, 60 }, 1 },
	{ "frequent_and_rare", "%w %w", { FREQUENT, RARE }, 1 },
	{ "rare_pair", "%w %w", { RARE, RARE - 300 }, 1 },
	{ "medium_pair", "%w %w", { MEDIUM, MEDIUM + 1000 }, 7 },
	{ "phrase_of_frequent", "\"%w %w\"", { FREQUENT, 30 }, 1 },
	{ "phrase_of_medium", "\"%w %w\"", { MEDIUM, MEDIUM + 500 }, 7 },
	{ "phrase_that_is_not", "\"%w le\"", { FREQUENT }, 1 },
	{ "frequent_not_frequent", "%w -%w", { FREQUENT, 40 }, 1 },
	{ "all_but_all", "le -%w -%w", { 0, 1 }, 2 },
	{ "excluded_everywhere", "%w -le", { FREQUENT }, 1 },
	{ "theme_and_frequent", "%w theme:theme-lerlerlo", { FREQUENT }, 1 },
	{ "theme_that_is_not", "%w theme:nulle-part", { FREQUENT }, 1 },
	{ "since", "%w since:2023-06-14", { FREQUENT }, 1 },
	{ "one_day", "%w since:2022-02-03 before:2022-02-04", { FREQUENT }, 1 },
	{ "before_all", "%w before:2020", { FREQUENT }, 1 },
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static void write_query(const struct kind *k, unsigned run, struct buf *out)
{
	unsigned which = 0;

	buf_reset(out);
	for (const char *s = k->form; *s != '\0'; s++) {
		if (*s != '%') {
			buf_putc(out, *s);
			continue;
		}
		generate_word(out, k->ranks[which++] + run * k->step);
		s++;
	}
}

static int by_size(const void *va, const void *vb)
{
	const double *a = va, *b = vb;

	return (*a > *b) - (*a < *b);
}

/* Times of each run, seconds. */
struct times {
	double clock[RUNS], cpu[RUNS];
};

static double cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void start(struct times *t, unsigned run)
{
	t->clock[run] = stage_seconds();
	t->cpu[run] = cpu_seconds();
}

static void stop(struct times *t, unsigned run)
{
	t->clock[run] = stage_seconds() - t->clock[run];
	t->cpu[run] = cpu_seconds() - t->cpu[run];
}

static void print(const char *name, struct times *t, unsigned found)
{
	qsort(t->clock, RUNS, sizeof t->clock[0], by_size);
	qsort(t->cpu, RUNS, sizeof t->cpu[0], by_size);
	printf("search_%s p50_ms=%.2f p99_ms=%.2f p50_cpu_ms=%.2f p99_cpu_ms=%.2f found=%u\n", name,
	    1e3 * t->clock[RUNS / 2], 1e3 * t->clock[RUNS - 2], 1e3 * t->cpu[RUNS / 2],
	    1e3 * t->cpu[RUNS - 2], found);
	fflush(stdout);
}

static void measure(struct archive *a, const struct kind *k)
{
	struct buf query = BUF(PAGE_QUERY_MAX);
	struct times times;
	unsigned found = 0;

	for (unsigned run = 0; run < RUNS; run++) {
		struct search_found result;
		struct ask ask;
		enum status st;

		write_query(k, run, &query);
		start(&times, run);
		if (ask_parse(buf_str(&query), &ask) != ASK_FINE)
			stage_fail(k->name, buf_str(&query));
		ask.search.limit = 20;
		st = search_get(a, &ask.search, &result);
		stop(&times, run);
		if (st != ST_OK && st != ST_LATE)
			stage_fail(k->name, archive_error(a));
		found += result.total;
		search_found_clear(&result);
	}
	buf_clear(&query);
	print(k->name, &times, found / RUNS);
}

/* A word with a letter too many, which none has: the nearest is looked for. */
static void measure_nearest(struct archive *a)
{
	struct buf word = BUF(FOLDED_MAX), near = BUF(FOLDED_MAX);
	struct times times;
	unsigned found = 0;

	for (unsigned run = 0; run < RUNS; run++) {

		buf_reset(&word);
		generate_word(&word, MEDIUM + run);
		buf_puts(&word, "w");
		buf_reset(&near);
		start(&times, run);
		found += search_nearest(a, NULL, word.data, word.len, &near) == ST_OK;
		stop(&times, run);
	}
	buf_clear(&word);
	buf_clear(&near);
	print("nearest", &times, found);
}

static void run(const char *what)
{
	unsigned n = (unsigned)strtoul(what, NULL, 10);
	struct stage s;
	struct archive *a;

	stage_open(&s);
	if (n > 0)
		stage_fill(&s, n);
	else
		snprintf(s.articles, sizeof s.articles, "%s", what);
	a = stage_archive(&s);
	printf("search_archive=%s\n", what);
	for (size_t i = 0; i < KINDS; i++)
		measure(a, &kinds[i]);
	measure_nearest(a);
	archive_close(a);
	stage_close(&s);
}

int main(int argc, char **argv)
{
	char n[16];

	snprintf(n, sizeof n, "%d", N_DEFAULT);
	for (int i = 1; i < argc; i++)
		run(argv[i]);
	if (argc == 1)
		run(n);
	return EXIT_SUCCESS;
}
