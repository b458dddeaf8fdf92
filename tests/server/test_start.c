/* The start, and what follows from where it is made: what is missing, whose folders they are. */
#include "tests/server/reader.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define ARGS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* ---- refused by `serve`, told by `check` ---- */

static const struct {
	struct harness_ini ini;
	const char *said;
} refused[] = {
	{ { .server = "user = personne-de-ce-nom\n" },
	    "[server] user = personne-de-ce-nom: there is no such user" },
	{ { .server = "pid_file = nulle/x.pid\n" }, "[server] pid_file: there is no folder " },
	{ { .log = "file = nulle/journal.log\n" }, "nulle" },
	{ { .log = "[archive]\npath = nulle/depeche.db\n" },
	    "[archive] path: there is no folder " },
	{ { .log = "[archive]\nreads = nulle/reads.db\n" },
	    "[archive] reads: there is no folder " },
	{ { .capsule = "timezone = Lune/Mer\n" },
	    "depeche.ini:3: [capsule] timezone = Lune/Mer: " },
	{ { .capsule = "lang = xx\n" }, "depeche.ini:3: [capsule] lang = xx: " },
};

Test(start, what_serve_refuses_check_tells)
{
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		struct harness h;
		struct ran check, serve;

		harness_prepare(&h, &refused[i].ini);
		check = harness_run(&h, ARGS("check"));
		serve = harness_run(&h, ARGS("serve"));
		cr_expect_eq(check.status, 1, "%zu: %s", i, check.out);
		cr_expect_eq(serve.status, 1, "%zu: %s", i, serve.err);
		cr_expect_not_null(strstr(check.out, refused[i].said), "%s", check.out);
		cr_expect_not_null(strstr(serve.err, refused[i].said), "%s", serve.err);
		cr_expect_str_empty(serve.out, "it said that it serves: %s", serve.out);
		ran_clear(&check);
		ran_clear(&serve);
	}
}

Test(start, check_tells_of_options_without_effect)
{
	struct harness h;
	struct ran r;

	harness_prepare(&h,
	    &(struct harness_ini){ .server = "sandbox = no\n",
		.log = "[source.le-val]\nurl = http://val.example/\n" });
	r = harness_run(&h, ARGS("check"));
	cr_expect_eq(r.status, 0, "%s", r.out);
	cr_expect_not_null(
	    strstr(r.out, "without effect in this release: sandbox, [source.le-val]\n"), "%s",
	    r.out);
	ran_clear(&r);
}

Test(start, output_that_cannot_be_written_is_an_error)
{
	const char *const *const calls[] = { ARGS("list"), ARGS("list", "--help"), ARGS("--help"),
		ARGS("--version") };
	struct harness h;
	struct ran r;

	harness_prepare(&h, NULL);
	harness_stock(&h);
	cr_assert_eq(symlink("/dev/full", harness_below(&h.folder, "out.txt").text), 0);
	for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
		cr_expect_eq(harness_reap(harness_spawn(&h, calls[i])), 1);
		r.err = support_read(harness_below(&h.folder, "err.txt").text, NULL);
		cr_expect_not_null(strstr(r.err, "cannot write to standard output"), "%s", r.err);
		free(r.err);
	}
}

/* ---- open files ---- */

static void set_limit(rlim_t soft, rlim_t hard)
{
	cr_assert_eq(setrlimit(RLIMIT_NOFILE, &(struct rlimit){ soft, hard }), 0);
}

Test(start, as_many_files_may_be_open_as_there_are_connections)
{
	enum { IDLE = 150 };
	static struct reader *idle[IDLE];
	struct harness h;
	struct reply r;

	harness_prepare(&h,
	    &(struct harness_ini){ .limits = "rate = 0\nconnections = 200\nper_client = 200\n" });
	harness_stock(&h);
	set_limit(100, 1000);
	harness_start(&h); /* it inherits them */
	set_limit(1000, 1000);
	for (size_t i = 0; i < IDLE; i++) {
		idle[i] = reader_open(h.gemini, &(struct reader_how){ .plain = true });
		reader_write(idle[i], "\x16\x03\x01", 3);
	}
	r = reader_gemini(&h, "/about.gmi");
	cr_expect_str_eq(r.header, "20 text/gemini; lang=fr");
	reply_clear(&r);
	for (size_t i = 0; i < IDLE; i++)
		reader_close(idle[i]);
	harness_stop(&h);
}

Test(start, connections_for_which_there_are_no_files_are_told)
{
	static const char said[] =
	    "[limits] connections = 4096 needs 4224 open files, and the hard limit is 300";
	struct harness h;
	struct ran r;

	harness_prepare(&h, &(struct harness_ini){ .limits = "rate = 0\nconnections = 4096\n" });
	harness_stock(&h);
	set_limit(100, 300);
	r = harness_run(&h, ARGS("check"));
	cr_expect_not_null(strstr(r.out, said), "%s", r.out);
	ran_clear(&r);
	harness_start(&h);
	harness_logged(&h, said);
	harness_stop(&h);
}

/* ---- the log's reader ---- */

Test(start, the_server_outlives_who_reads_its_log)
{
	struct harness h;
	struct reply r;
	int log;

	harness_prepare(&h, NULL);
	harness_stock(&h);
	cr_assert_eq(mkfifo(h.log.text, 0600), 0);
	log = open(h.log.text, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	cr_assert_geq(log, 0);
	harness_start(&h);
	close(log);
	cr_assert_eq(kill(h.pid, SIGHUP), 0); /* of which it writes to the log */
	r = reader_gemini(&h, "/about.gmi");
	cr_expect_str_eq(r.header, "20 text/gemini; lang=fr");
	reply_clear(&r);
	cr_assert_eq(kill(h.pid, SIGTERM), 0);
	cr_expect_eq(harness_wait(&h), 0);
}

/* ---- root, and the user who serves ---- */

/* `ici` is the user's, all else root's. */
static void prepare_for_nobody(struct harness *h)
{
	struct passwd *nobody = getpwnam("nobody");
	struct support_path ici;

	if (geteuid() != 0 || nobody == NULL)
		cr_skip_test("only root can become nobody");
	harness_prepare(h,
	    &(struct harness_ini){ .server = "workers = 1\nuser = nobody\npid_file = val.pid\n",
		.log = "[archive]\npath = ici/depeche.db\nreads = ici/reads.db\n" });
	ici = harness_below(&h->folder, "ici");
	cr_assert_eq(mkdir(ici.text, 0755), 0);
	cr_assert_eq(chmod(harness_below(&h->folder, "..").text, 0755), 0);
	cr_assert_eq(chmod(h->folder.text, 0755), 0);
	cr_assert_eq(chown(ici.text, nobody->pw_uid, nobody->pw_gid), 0);
}

Test(start, a_folder_that_the_user_cannot_write_in_is_told)
{
	struct harness h;
	struct ran check, serve;
	char said[sizeof h.folder.text + 64];

	prepare_for_nobody(&h);
	cr_assert_eq(chown(harness_below(&h.folder, "ici").text, 0, 0), 0);
	snprintf(said, sizeof said, "user nobody cannot write in %s/ici (reads.db)", h.folder.text);
	check = harness_run(&h, ARGS("check"));
	serve = harness_run(&h, ARGS("serve"));
	cr_expect_eq(check.status, 1, "%s", check.out);
	cr_expect_not_null(strstr(check.out, said), "%s", check.out);
	cr_expect_eq(serve.status, 1, "%s", serve.err);
	cr_expect_not_null(strstr(serve.err, "user nobody cannot write in "), "%s", serve.err);
	cr_expect_str_empty(serve.out, "%s", serve.out);
	ran_clear(&check);
	ran_clear(&serve);
}

Test(start, no_number_is_left_in_a_pid_file_that_may_not_be_removed)
{
	struct harness h;
	struct support_path file;
	char *text;

	prepare_for_nobody(&h);
	harness_start(&h);
	file = harness_below(&h.folder, "val.pid");
	text = support_read(file.text, NULL);
	cr_expect_eq(strtol(text, NULL, 10), h.pid, "%s", text);
	free(text);
	harness_stop(&h);
	text = support_read(file.text, NULL);
	cr_expect_str_empty(text, "%s", text);
	free(text);
	harness_start(&h);
	harness_stop(&h);
}
