#include "tests/bench/stage.h"

#include "tests/bench/generate.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

enum { ARGUMENTS_MAX = 8, OPEN_MAX_AT_ONCE = 16 };

_Noreturn void stage_fail(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s: %s\n", program_invocation_short_name, what, why);
	exit(EXIT_FAILURE);
}

double stage_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void path_in(const struct stage *s, const char *name, char out[PATH_MAX])
{
	if (snprintf(out, PATH_MAX, "%s/%s", s->folder, name) >= PATH_MAX)
		stage_fail(name, "the path is too long");
}

void stage_open(struct stage *s)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(
	    s->folder, sizeof s->folder, "%s/depeche-bench-XXXXXX", tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(s->folder) == NULL)
		stage_fail(s->folder, strerror(errno));
	path_in(s, "articles.db", s->articles);
	path_in(s, "reads.db", s->reads);
	path_in(s, "depeche.ini", s->ini);
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *at)
{
	(void)st;
	(void)flag;
	(void)at;
	return remove(path);
}

void stage_close(struct stage *s)
{
	nftw(s->folder, remove_one, OPEN_MAX_AT_ONCE, FTW_DEPTH | FTW_PHYS);
}

void stage_source(const char *path, char out[PATH_MAX])
{
	const char *root = getenv("DEPECHE_SOURCE");
	char joined[PATH_MAX];

	snprintf(joined, sizeof joined, "%s/%s", root != NULL ? root : ".", path);
	if (realpath(joined, out) == NULL)
		stage_fail(joined, strerror(errno));
}

static struct archive *open_as(const struct stage *s, enum archive_mode mode)
{
	struct archive *a;
	struct error e = { "" };

	if (archive_open(s->articles, s->reads, mode, &a, &e) != ST_OK)
		stage_fail("archive", e.text);
	return a;
}

void stage_fill(struct stage *s, unsigned n)
{
	struct archive *a = open_as(s, ARCHIVE_WRITE);

	if (generate_archive(a, n, STAGE_SEED) != ST_OK)
		stage_fail("archive", archive_error(a));
	archive_close(a);
	archive_close(open_as(s, ARCHIVE_READS));
}

struct archive *stage_archive(const struct stage *s)
{
	return open_as(s, ARCHIVE_READ);
}

void stage_sample(struct archive *a, unsigned n, struct stage_ids *out)
{
	for (unsigned i = 0; i < STAGE_SAMPLES; i++) {
		struct listing which = { .limit = 1,
			.offset = (unsigned)((unsigned long long)i * n / STAGE_SAMPLES) };
		struct entries list;

		if (listing_get(a, &which, &list) != ST_OK || list.n == 0)
			stage_fail("listing", archive_error(a));
		snprintf(out->items[i], sizeof out->items[i], "%s", list.items[0].id);
		entries_clear(&list);
	}
}

void stage_write_ini(struct stage *s)
{
	char capsule[PATH_MAX];
	FILE *f = fopen(s->ini, "w");

	if (f == NULL)
		stage_fail(s->ini, strerror(errno));
	stage_source("capsule", capsule);
	fprintf(f,
	    "[capsule]\nname = Bench\nroot = %s\n"
	    "[archive]\npath = articles.db\nreads = reads.db\n"
	    "[gemini]\nlisten = 127.0.0.1:0\n"
	    "[gopher]\nlisten = 127.0.0.1:0\n"
	    "[limits]\nper_client = 1000\nrate = 0\n"
	    "[log]\nlevel = error\naccess = no\n",
	    capsule);
	if (fclose(f) != 0)
		stage_fail(s->ini, strerror(errno));
}

static void keep_to_one_core(void)
{
	cpu_set_t allowed, one;

	CPU_ZERO(&allowed);
	CPU_ZERO(&one);
	sched_getaffinity(0, sizeof allowed, &allowed);
	for (int i = 0; i < CPU_SETSIZE && CPU_COUNT(&one) == 0; i++)
		if (CPU_ISSET(i, &allowed))
			CPU_SET(i, &one);
	sched_setaffinity(0, sizeof one, &one);
}

pid_t stage_start(const struct stage *s, const char *const *arguments, bool one_core, int *out)
{
	const char *program = getenv("DEPECHE_PROGRAM"), *argv[ARGUMENTS_MAX + 4];
	size_t n = 0;
	int ends[2];
	pid_t pid;

	if (program == NULL)
		stage_fail("DEPECHE_PROGRAM", "is not set");
	argv[n++] = program;
	argv[n++] = "-c";
	argv[n++] = s->ini;
	while (*arguments != NULL)
		argv[n++] = *arguments++;
	argv[n] = NULL;
	if (pipe2(ends, O_CLOEXEC) < 0 || (pid = fork()) < 0)
		stage_fail(program, strerror(errno));
	if (pid == 0) {
		if (one_core)
			keep_to_one_core();
		dup2(ends[1], STDOUT_FILENO);
		prctl(PR_SET_PDEATHSIG, SIGTERM); /* when a bench fails, no server stays */
		execv(program, (char *const *)argv);
		_exit(127);
	}
	close(ends[1]);
	*out = ends[0];
	return pid;
}
