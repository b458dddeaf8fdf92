/* bench_import.c -- how many articles a second `import` takes from a table; key=value lines */
#include "tests/bench/generate.h"
#include "tests/bench/stage.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARTICLES = 100000, RESULT_MAX = 256 };

/* The generator's words hold no tab and no quotation mark; bodies have newlines. */
static void write_row(FILE *f, const struct article *a)
{
	char date[CLOCK_RFC3339_SIZE];

	clock_rfc3339(a->published.time, date);
	fprintf(f, "%s\t%s\t%s\t%s\t%s\t\"%s\"\n", a->key, date, a->themes.items[0].name,
	    a->byline != NULL ? a->byline : "", a->title, a->body);
}

static void write_table(const char *path)
{
	FILE *f = fopen(path, "w");

	if (f == NULL)
		stage_fail(path, strerror(errno));
	fputs("id\tdate\ttheme\tauthor\ttitle\tbody\n", f);
	for (unsigned i = 0; i < ARTICLES; i++) {
		struct article a;

		if (generate_article(i, ARTICLES, STAGE_SEED, &a) != ST_OK)
			stage_fail(path, "out of memory");
		write_row(f, &a);
		article_clear(&a);
	}
	if (fclose(f) != 0)
		stage_fail(path, strerror(errno));
}

/* Run the import, and return the seconds that it took. */
static double import(const struct stage *s, const char *table, char result[RESULT_MAX])
{
	const char *const arguments[] = { "import", table, NULL };
	double start = stage_seconds();
	size_t len = 0;
	ssize_t n;
	int out, status;
	pid_t pid = stage_start(s, arguments, true, &out);

	while (len < RESULT_MAX - 1 && (n = read(out, result + len, RESULT_MAX - 1 - len)) > 0)
		len += (size_t)n;
	result[len] = '\0';
	close(out);
	if (waitpid(pid, &status, 0) != pid || status != 0)
		stage_fail("import", result);
	return stage_seconds() - start;
}

static void expect(const char *result, const char *wanted)
{
	if (strncmp(result, wanted, strlen(wanted)) != 0)
		stage_fail(wanted, result);
}

int main(void)
{
	struct stage s;
	struct stat st;
	char table[PATH_MAX + 16], result[RESULT_MAX], wanted[RESULT_MAX];
	double seconds;

	stage_open(&s);
	stage_write_ini(&s);
	snprintf(table, sizeof table, "%s/table.tsv", s.folder);
	write_table(table);
	if (stat(table, &st) < 0)
		stage_fail(table, strerror(errno));
	printf("import_articles=%d\nimport_bytes=%lld\n", ARTICLES, (long long)st.st_size);
	seconds = import(&s, table, result);
	snprintf(wanted, sizeof wanted, "new=%d updated=0 unchanged=0 rejected=0\n", ARTICLES);
	expect(result, wanted);
	printf("import_articles_per_second=%.0f\n", ARTICLES / seconds);
	seconds = import(&s, table, result);
	snprintf(wanted, sizeof wanted, "new=0 updated=0 unchanged=%d rejected=0\n", ARTICLES);
	expect(result, wanted);
	printf("import_unchanged_articles_per_second=%.0f\n", ARTICLES / seconds);
	stage_close(&s);
	return EXIT_SUCCESS;
}
