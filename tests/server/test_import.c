/* The command `import`, as a whole: what it says, and two at once. */
#include "cmd/progress.h"
#include "tests/server/harness.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROWS = 5500, ROW_MAX = 512 };

#define ARGS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Does stdout end with this line? */
static void expect_last(const struct ran *r, const char *line)
{
	size_t n = strlen(r->out), len = strlen(line);

	cr_expect(n >= len && strcmp(r->out + n - len, line) == 0 &&
		(n == len || r->out[n - len - 1] == '\n'),
	    "%s", r->out);
}

Test(import, the_last_line_says_what_was_done)
{
	struct harness h;
	struct support_path articles = support_source("tests/fixtures/server/articles");
	struct ran r;

	harness_prepare(&h, NULL);
	r = harness_run(&h, ARGS("import", "--dry-run", articles.text));
	cr_expect_eq(r.status, 0);
	expect_last(&r, "new=5 updated=0 unchanged=0 rejected=0\n");
	ran_clear(&r);
	r = harness_run(&h, ARGS("import", articles.text));
	cr_expect_eq(r.status, 0);
	cr_expect_str_eq(r.err, "text: 5 new\n");
	expect_last(&r, "new=5 updated=0 unchanged=0 rejected=0\n");
	ran_clear(&r);
	r = harness_run(&h, ARGS("import", articles.text));
	cr_expect_eq(r.status, 0);
	expect_last(&r, "new=0 updated=0 unchanged=5 rejected=0\n");
	ran_clear(&r);
}

Test(import, what_is_rejected_is_said_with_its_place_and_the_rest_goes_in)
{
	static const char good[] = "Un bon article\n\nIl tient en une phrase.\n";
	struct support_path folder = support_folder(), bad;
	struct harness h;
	char said[PATH_MAX + 8];
	struct ran r;

	harness_prepare(&h, NULL);
	support_file(folder.text, "bon.txt", good, sizeof good - 1);
	bad = support_file(folder.text, "mauvais.txt", "\x00\x01\x02\x03\xff\xfe\x00", 7);
	r = harness_run(&h, ARGS("import", folder.text));
	cr_expect_eq(r.status, 1);
	expect_last(&r, "new=1 updated=0 unchanged=0 rejected=1\n");
	snprintf(said, sizeof said, "%s:", bad.text);
	cr_expect_eq(strncmp(r.err, said, strlen(said)), 0, "%s", r.err);
	cr_expect_not_null(strstr(r.err, "\ntext: 1 new\n"), "%s", r.err);
	cr_expect_not_null(strstr(r.err, "\nrejected: 1 × looks like binary data\n"), "%s", r.err);
	ran_clear(&r);
	r = harness_run(&h, ARGS("import", "/nulle/part"));
	cr_expect_eq(r.status, 1);
	cr_expect_not_null(strstr(r.err, "/nulle/part"), "%s", r.err);
	cr_expect_not_null(strstr(r.err, "\nnot read: 1 rejected\n"), "%s", r.err);
	ran_clear(&r);
	support_file(folder.text, "copie.txt", good, sizeof good - 1);
	r = harness_run(&h, ARGS("import", folder.text));
	cr_expect_not_null(strstr(r.err, "\ntext: 1 copy of another, 1 unchanged\n"), "%s", r.err);
	ran_clear(&r);
}

Test(import, a_report_has_a_line_for_each_article_and_reject)
{
	static const char table[] =
	    "id\ttitle\ttext\nurn:1\tUn\tDeux\nurn:2\tTrois\nurn:1\tUn\tDeux\n";
	struct support_path folder = support_folder(), file, report;
	char expected[5 * PATH_MAX];
	struct harness h;
	struct ran r;
	char *said;

	harness_prepare(&h, NULL);
	support_file(folder.text, ".x", "x", 1);
	file = support_file(folder.text, "a.tsv", table, sizeof table - 1);
	report = harness_below(&h.folder, "report.tsv");
	for (int i = 0; i < 2; i++) {
		r = harness_run(&h,
		    i == 0 ? ARGS("import", "--dry-run", "--report", report.text, folder.text)
			   : ARGS("import", "--report", report.text, folder.text));
		cr_expect_eq(r.status, 1);
		expect_last(&r, "new=1 updated=0 unchanged=1 rejected=1\n");
		cr_expect_not_null(
		    strstr(r.err, "table: 1 new, 1 unchanged, 1 rejected\n"), "%s", r.err);
		cr_expect_not_null(strstr(r.err, "left out: 1 × a dot file\n"), "%s", r.err);
		ran_clear(&r);
		said = support_read(report.text, NULL);
		snprintf(expected, sizeof expected,
		    "left-out\t\t\t\ta dot file\t%s/.x:0\n"
		    "rejected\ttable\t\t\t2 fields where the table has 3\t%s:3\n"
		    "new\ttable\t1vgg930\turn:1\tUn\t%s:2\n"
		    "unchanged\ttable\t1vgg930\turn:1\tUn\t%s:4\n",
		    folder.text, file.text, file.text, file.text);
		cr_expect_str_eq(said, expected, "%s", said);
		free(said);
	}
	r = harness_run(&h, ARGS("import", "--report", "/nulle/part/r.tsv", folder.text));
	cr_expect_eq(r.status, 1);
	cr_expect_not_null(strstr(r.err, "/nulle/part/r.tsv: No such file"), "%s", r.err);
	ran_clear(&r);
}

Test(import, progress_says_rate_and_remaining_time)
{
	static const struct {
		int64_t elapsed;
		unsigned long articles;
		unsigned long long done, total;
		const char *expected;
	} cases[] = {
		{ 0, 0, 0, 0, "0 articles" },
		{ 500, 1, 10, 100, "1 article (10%)" },
		{ 2000, 9000, 25, 100, "9000 articles, 4500/s (25%, 0:06 left)" },
		{ 600000, 2000000, 1ULL << 40, 4ULL << 40,
		    "2000000 articles, 3333/s (25%, 30:00 left)" },
		{ 2000, 9000, 0, 0, "9000 articles, 4500/s" },
		{ 2000, 0, 100, 100, "0 articles, 0/s (100%, 0:00 left)" },
	};
	char text[120];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		progress_text(text, sizeof text, cases[i].elapsed, cases[i].articles, cases[i].done,
		    cases[i].total);
		cr_expect_str_eq(text, cases[i].expected, "%s", text);
	}
}

Test(import, a_dry_run_makes_no_archive)
{
	struct support_path articles = support_source("tests/fixtures/server/articles");
	struct harness h;
	struct ran r;

	harness_prepare(&h, NULL);
	r = harness_run(&h, ARGS("import", "--dry-run", articles.text));
	cr_expect_eq(r.status, 0, "%s", r.err);
	expect_last(&r, "new=5 updated=0 unchanged=0 rejected=0\n");
	ran_clear(&r);
	cr_expect_neq(access(harness_below(&h.folder, "depeche.db").text, F_OK), 0);
	r = harness_run(&h, ARGS("import", articles.text));
	ran_clear(&r);
	r = harness_run(&h, ARGS("import", "--dry-run", articles.text));
	expect_last(&r, "new=0 updated=0 unchanged=5 rejected=0\n");
	ran_clear(&r);
}

Test(import, a_language_that_is_no_tag_is_refused)
{
	struct harness h;
	struct ran r;

	harness_prepare(&h, NULL);
	r = harness_run(&h, ARGS("import", "--lang", "french language", "x"));
	cr_expect_eq(r.status, 2);
	cr_expect_not_null(strstr(r.err, "french language"), "%s", r.err);
	ran_clear(&r);
}

Test(import, names_of_files_drive_no_terminal)
{
	struct support_path folder = support_folder();
	struct harness h;
	struct ran r;

	harness_prepare(&h, NULL);
	support_file(folder.text, "a\nx: 0: bon \x1b[2J.txt", "\0", 1);
	r = harness_run(&h, ARGS("import", folder.text));
	cr_expect_eq(r.status, 1);
	cr_expect_null(strchr(r.err, '\x1b'), "%s", r.err);
	cr_expect_null(strstr(r.err, "\nx: 0: bon"), "%s", r.err);
	ran_clear(&r);
}

/* ---- beside another ---- */

static char *make_table(void)
{
	char *table = calloc(ROWS + 1, ROW_MAX), *s = table;

	s += sprintf(s, "url\ttitle\tdate\tbody\n");
	for (size_t i = 0; i < ROWS; i++)
		s += sprintf(s,
		    "https://registre.example/%zu\tPage %zu du registre\t2023-06-%02zu\tLe veilleur a écrit la "
		    "ligne %zu, puis il a refermé le cahier numéro %zu jusqu’au soir.\n",
		    i, i, i % 30 + 1, i, i * 7);
	return table;
}

static void feed_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t k = write(fd, bytes, n);

		cr_assert_gt(k, 0, "the import ended early");
		bytes += k;
		n -= (size_t)k;
	}
}

/* How many articles `list` has; 0 also while there is no archive. */
static size_t count(const struct harness *h)
{
	/* Beside the running import, whose own out.txt is not to be written over. */
	struct harness beside = *h;
	struct ran r;
	size_t n = 0;

	beside.folder = support_folder();
	r = harness_run(&beside, ARGS("list"));
	for (const char *s = r.out; (s = strchr(s, '\n')) != NULL; s++)
		n++;
	ran_clear(&r);
	return n;
}

Test(import, two_at_once_both_finish)
{
	char *table = make_table();
	struct support_path folder = support_folder(), file;
	struct harness h, beside;
	struct ran r;
	int feed;
	pid_t pid;

	signal(SIGPIPE, SIG_IGN);
	harness_prepare(&h, NULL);
	beside = h;
	beside.folder = support_folder();
	pid = harness_spawn_fed(&beside, ARGS("import", "-"), &feed);
	feed_all(feed, table, strlen(table) / 2);
	file = support_file(folder.text, "registre.tsv", table, strlen(table));
	close(feed);
	r = harness_run(&h, ARGS("import", file.text));
	cr_expect_eq(r.status, 0, "%s", r.err);
	ran_clear(&r);
	harness_reap(pid);
	cr_expect_eq(count(&h), ROWS);
	free(table);
}
