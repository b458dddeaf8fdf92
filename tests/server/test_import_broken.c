/* An import that is broken off: killed at any moment, or on a disk that is full. */
#include "tests/server/harness.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

enum {
	ROWS = 10000, /* more than a batch */
	ROW_MAX = 512,
	KILLS = SUPPORT_SANITIZED ? 2 : 20,
	SEED = 20230614, /* of the moments: the same on every run */
};

#define ARGS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static char *make_table(size_t rows)
{
	char *table = calloc(rows + 1, ROW_MAX), *s = table;

	s += sprintf(s, "url\ttitle\tdate\ttheme\tlang\tbody\n");
	for (size_t i = 0; i < rows; i++)
		s += sprintf(s,
		    "https://phare.example/%zu\tNuit %zu du gardien\t2023-%02zu-%02zu\tCahier %zu\tfr\t"
		    "La lampe %zu a brûlé %zu heures et %zu navires ont répondu au signal du cap.\n",
		    i, i, i % 12 + 1, i % 28 + 1, i % 9, i, i * 3, i * 7);
	return table;
}

/* Give the import the first n bytes, or as many as it takes, and kill it at once. */
static void kill_after(const struct harness *h, const char *table, size_t n)
{
	int feed;
	pid_t pid = harness_spawn_fed(h, ARGS("import", "-"), &feed);

	while (n > 0) {
		ssize_t k = write(feed, table, n);

		cr_assert_gt(k, 0, "the import ended early");
		table += k;
		n -= (size_t)k;
	}
	cr_assert_eq(kill(pid, SIGKILL), 0);
	cr_expect_eq(harness_reap(pid), -SIGKILL);
	close(feed);
}

static char *all_articles(const struct harness *h)
{
	struct ran r = harness_run(h, ARGS("list", "--format", "tsv"));
	char *out = strdup(r.out);

	cr_assert_eq(r.status, 0, "%s", r.err);
	ran_clear(&r);
	return out;
}

static void import(const struct harness *h, const char *path)
{
	struct ran r = harness_run(h, ARGS("import", path));

	cr_assert_eq(r.status, 0, "%s", r.err);
	ran_clear(&r);
}

static void expect_sound(const struct harness *h)
{
	struct ran r = harness_run(h, ARGS("check"));

	cr_expect_eq(r.status, 0, "%s", r.out);
	ran_clear(&r);
}

Test(import_broken, killed_many_times_it_ends_as_one_that_was_left_alone)
{
	char *table = make_table(ROWS), *killed, *alone;
	struct support_path folder = support_folder(), file;
	struct harness h, other;

	signal(SIGPIPE, SIG_IGN);
	srandom(SEED);
	harness_prepare(&h, NULL);
	harness_prepare(&other, NULL);
	file = support_file(folder.text, "phare.tsv", table, strlen(table));
	for (int i = 0; i < KILLS; i++) {
		/* The first when a batch is in. */
		kill_after(
		    &h, table, i == 0 ? strlen(table) / 20 * 19 : (size_t)random() % strlen(table));
		expect_sound(&h);
	}
	import(&h, file.text);
	import(&other, file.text);
	killed = all_articles(&h);
	alone = all_articles(&other);
	cr_expect_gt(strlen(alone), ROWS * sizeof "https://phare.example/");
	cr_expect(strcmp(killed, alone) == 0, "the archives differ");
	free(killed);
	free(alone);
	free(table);
}

/* A disk of 3 MB at `at`, in a namespace of this process alone; false where that is not allowed. */
static bool small_disk(const char *at)
{
	return unshare(CLONE_NEWNS) == 0 &&
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	    mount("tmpfs", at, "tmpfs", 0, "size=3m") == 0;
}

static void fill_disk(const struct support_path *folder)
{
	static const char zeros[4096];
	FILE *f = fopen(harness_below(folder, "rest").text, "w");

	cr_assert_not_null(f);
	setbuf(f, NULL);
	while (fwrite(zeros, 1, sizeof zeros, f) == sizeof zeros)
		;
	cr_expect_eq(errno, ENOSPC);
	fclose(f);
}

Test(import_broken, on_a_full_disk_it_says_so_and_the_archive_is_as_before)
{
	static const char text[] = "Un soir\n\nLe phare est allumé.\n";
	char *table = make_table(ROWS), *before, *after;
	struct support_path folder = support_folder(), few, many;
	struct harness h;
	struct ran r;
	char ini[PATH_MAX + 64];

	harness_prepare(&h, NULL);
	if (!small_disk(folder.text)) {
		printf("skipped: no small disk can be mounted: %s\n", strerror(errno));
		free(table);
		return;
	}
	snprintf(ini, sizeof ini, "[capsule]\nname = Phare\nhost = localhost\nroot = %s\n",
	    h.capsule.text);
	h.ini = support_file(folder.text, "depeche.ini", ini, strlen(ini));
	few = support_file(h.folder.text, "peu.txt", text, strlen(text));
	many = support_file(h.folder.text, "phare.tsv", table, strlen(table));
	import(&h, few.text);
	before = all_articles(&h);
	fill_disk(&folder);
	r = harness_run(&h, ARGS("import", many.text));
	cr_expect_eq(r.status, 1);
	cr_expect_not_null(strstr(r.err, "full"), "%s", r.err);
	ran_clear(&r);
	expect_sound(&h);
	after = all_articles(&h);
	cr_expect(strcmp(after, before) == 0, "the archive changed");
	free(before);
	free(after);
	free(table);
}
