/* The processes: what dies is replaced, what is under way is finished, what is wrong is said. */
#include "tests/server/reader.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct reader_how tls = { .sni = "localhost" };

static void expect_served(const struct harness *h)
{
	struct reply r = reader_gemini(h, "/about.gmi");

	cr_expect_str_eq(r.header, "20 text/gemini; lang=fr");
	reply_clear(&r);
	r = reader_gopher(h, "/about.gmi");
	cr_expect(r.len > 0 && r.bytes[0] == 'i', "%s", r.bytes);
	reply_clear(&r);
}

/* ---- who runs ---- */

/* The first bytes of a file of /proc; "" if the process is gone. */
static const char *proc(const char *pid, const char *name, char out[512])
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof path, "/proc/%s/%s", pid, name);
	f = fopen(path, "r");
	out[f != NULL ? fread(out, 1, 511, f) : 0] = '\0';
	if (f != NULL)
		fclose(f);
	return out;
}

/* The child of the supervisor whose title has `title`, other than `not`; 0 if there is none. */
static pid_t find_child(const struct harness *h, const char *title, pid_t not )
{
	DIR *all = opendir("/proc");
	struct dirent *one;
	pid_t found = 0;

	cr_assert_not_null(all);
	while (found == 0 && (one = readdir(all)) != NULL) {
		char text[512];
		const char *after;
		int parent;
		pid_t pid = (pid_t)strtol(one->d_name, NULL, 10);

		if (pid <= 0 || pid == not )
			continue;
		after = strrchr(proc(one->d_name, "stat", text), ')');
		if (after == NULL || sscanf(after, ") %*c %d", &parent) != 1 || parent != h->pid)
			continue;
		if (strstr(proc(one->d_name, "cmdline", text), title) != NULL)
			found = pid;
	}
	closedir(all);
	return found;
}

static pid_t await_child(const struct harness *h, const char *title, pid_t not )
{
	int64_t deadline = harness_now() + HARNESS_DEADLINE_MS;
	pid_t pid;

	while ((pid = find_child(h, title, not )) == 0) {
		cr_assert_lt(harness_now(), deadline, "no %s", title);
		harness_pause();
	}
	return pid;
}

Test(process, there_are_as_many_workers_as_the_ini_says)
{
	struct harness h;
	pid_t first;

	harness_up(&h, &(struct harness_ini){ .server = "workers = 2\n" });
	first = await_child(&h, "worker 1", 0);
	cr_expect_neq(await_child(&h, "worker 2", 0), first);
	await_child(&h, "recorder", 0);
	cr_expect_eq(find_child(&h, "worker 3", 0), 0);
	harness_stop(&h);
}

Test(process, a_killed_worker_is_replaced_and_no_waiting_client_is_lost)
{
	struct harness h;
	pid_t worker = 0;

	harness_up(&h, NULL);
	for (size_t i = 0; i < 3; i++) {
		worker = await_child(&h, "worker", worker);
		expect_served(&h);
		cr_assert_eq(kill(worker, SIGKILL), 0);
		expect_served(&h);
	}
	harness_logged(&h, "worker 1 was killed by signal 9; replacing it");
	harness_stop(&h);
}

Test(process, a_killed_worker_takes_no_place_in_the_limits_with_it)
{
	enum { LIMIT = 3 };
	struct reader *held[LIMIT];
	struct harness h;
	pid_t worker;

	harness_up(&h, &(struct harness_ini){ .limits = "rate = 0\nconnections = 3\n" });
	for (size_t i = 0; i < LIMIT; i++)
		held[i] = reader_open(h.gemini, &tls);
	worker = await_child(&h, "worker", 0);
	cr_assert_eq(kill(worker, SIGKILL), 0);
	expect_served(&h);
	for (size_t i = 0; i < LIMIT; i++)
		reader_close(held[i]);
	harness_stop(&h);
}

Test(process, a_killed_recorder_is_replaced_and_reads_go_on_to_count)
{
	int64_t deadline = harness_now() + 2 * HARNESS_DEADLINE_MS;
	bool counted = false;
	struct harness h;
	pid_t recorder;
	char path[32];
	struct reply reply;

	harness_up(&h, NULL);
	recorder = await_child(&h, "recorder", 0);
	cr_assert_eq(kill(recorder, SIGKILL), 0);
	expect_served(&h);
	await_child(&h, "recorder", recorder);
	snprintf(path, sizeof path, "/a/%s", harness_find(&h, "phare").text);
	reply = reader_gemini(&h, path);
	reply_clear(&reply);
	while (!counted) {
		struct ran r = harness_run(&h, (const char *const[]){ "top", NULL });

		counted = strncmp(r.out, "1\t", 2) == 0;
		cr_assert(counted || harness_now() < deadline, "%s", r.out);
		ran_clear(&r);
		if (!counted)
			harness_pause();
	}
	harness_stop(&h);
}

/* How often `text` stands in the log. */
static unsigned count_logged(const struct harness *h, const char *text)
{
	char *log = support_read(h->log.text, NULL);
	unsigned n = 0;

	for (const char *s = log; (s = strstr(s, text)) != NULL; s++)
		n++;
	free(log);
	return n;
}

Test(process, a_child_that_cannot_start_says_so_once_and_is_given_time)
{
	struct harness h;
	unsigned ends;

	harness_up(&h, NULL);
	support_file(h.folder.text, "depeche.db", "this is no archive at all", 25);
	cr_assert_eq(kill(await_child(&h, "worker", 0), SIGKILL), 0);
	harness_logged(&h, "worker 1 ended with status 1; replacing it in 2s");
	harness_logged(&h, "worker 1 ended with status 1; replacing it in 4s");
	/* In this order: one may come between. */
	ends = count_logged(&h, "worker 1 ended with status");
	cr_expect_geq(count_logged(&h, "error worker 1: "), ends);
	harness_stop(&h);
	cr_expect_leq(count_logged(&h, "error worker 1: "), ends + 1);
	cr_expect_eq(count_logged(&h, "depeche serve: "), 0, "it is told twice");
}

/* ---- the end ---- */

static bool is_refused(unsigned port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool refused;

	cr_assert_geq(fd, 0);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	refused = connect(fd, (struct sockaddr *)&to, sizeof to) < 0 && errno == ECONNREFUSED;
	close(fd);
	return refused;
}

/* The one under way keeps a worker until it has all. */
static void expect_refusals(const struct harness *h)
{
	int64_t deadline = harness_now() + HARNESS_DEADLINE_MS;

	while (!is_refused(h->gemini) || !is_refused(h->gopher)) {
		cr_assert_lt(harness_now(), deadline, "new clients are left to wait");
		harness_pause();
	}
}

Test(process, sigterm_lets_an_answer_under_way_arrive_whole)
{
	enum { SIZE = 6 * 1024 * 1024 }; /* more than any socket buffer takes */
	static const char line[] = "gemini://localhost/gros.bin\r\n";
	struct harness h;
	struct reader *r;
	struct reply reply;
	char *bytes = calloc(1, SIZE), first[64];

	harness_prepare(&h, NULL);
	harness_file(&h, "gros.bin", bytes, SIZE);
	harness_stock(&h);
	harness_start(&h);
	r = reader_open(
	    h.gemini, &(struct reader_how){ .sni = "localhost", .receive_buffer = 64 * 1024 });
	reader_write(r, line, sizeof line - 1);
	reader_take(r, first, sizeof first);
	cr_assert_eq(kill(h.pid, SIGTERM), 0);
	harness_logged(&h, "stopping");
	expect_refusals(&h);
	reply = reader_read(r);
	cr_expect_eq(reply.len + sizeof first, SIZE + strlen("20 application/octet-stream\r\n"));
	cr_expect_eq(reply.ending, END_NOTIFIED);
	reader_close(r);
	cr_expect_eq(harness_wait(&h), 0);
	reply_clear(&reply);
	free(bytes);
}

Test(process, sigint_ends_it_too)
{
	struct harness h;

	harness_up(&h, NULL);
	cr_assert_eq(kill(h.pid, SIGINT), 0);
	cr_expect_eq(harness_wait(&h), 0);
}

Test(process, no_child_outlives_a_killed_supervisor)
{
	struct harness h;
	int64_t deadline = harness_now() + HARNESS_DEADLINE_MS;
	pid_t children[2];

	harness_up(&h, NULL);
	children[0] = await_child(&h, "worker", 0);
	children[1] = await_child(&h, "recorder", 0);
	cr_assert_eq(kill(h.pid, SIGKILL), 0);
	cr_expect_eq(harness_wait(&h), -SIGKILL);
	for (size_t i = 0; i < 2; i++) {
		char pid[16], text[512];

		snprintf(pid, sizeof pid, "%d", (int)children[i]);
		/* A zombie that its new parent has yet to reap has an empty command line. */
		while (proc(pid, "cmdline", text)[0] != '\0') {
			cr_assert_lt(harness_now(), deadline, "process %s lives on", pid);
			harness_pause();
		}
	}
	harness_start(&h);
	expect_served(&h);
	harness_stop(&h);
}

/* ---- what is wrong at the start ---- */

static void expect_fails(const struct harness *h, int status, const char *said)
{
	struct ran r = harness_run(h, (const char *const[]){ "serve", NULL });

	cr_expect_eq(r.status, status, "status %d: %s", r.status, r.err);
	cr_expect_not_null(strstr(r.err, said), "%s", r.err);
	cr_expect_str_empty(r.out, "%s", r.out);
	ran_clear(&r);
}

Test(process, the_pid_file_keeps_a_second_server_out)
{
	struct harness h;
	struct support_path file;
	char *text;

	harness_up(&h, &(struct harness_ini){ .server = "workers = 1\npid_file = gazette.pid\n" });
	file = harness_below(&h.folder, "gazette.pid");
	text = support_read(file.text, NULL);
	cr_expect_eq(strtol(text, NULL, 10), h.pid, "%s", text);
	free(text);
	expect_fails(&h, 1, "a server runs already, as process");
	expect_served(&h);
	harness_stop(&h);
	cr_expect_neq(access(file.text, F_OK), 0, "the file is left behind");
	harness_start(&h);
	harness_stop(&h);
}

Test(process, a_port_in_use_is_said)
{
	struct harness h, second;
	char ini[128], said[64];
	int n;

	harness_up(&h, NULL);
	harness_prepare(&second, NULL);
	n = snprintf(ini, sizeof ini,
	    "[gemini]\nlisten = 127.0.0.1:%u\n[gopher]\nlisten = 127.0.0.1:0\n", h.gemini);
	support_file(second.folder.text, "depeche.ini", ini, (size_t)n);
	snprintf(said, sizeof said, "cannot listen on 127.0.0.1 port %u: ", h.gemini);
	expect_fails(&second, 1, said);
	expect_served(&h);
	harness_stop(&h);
}

Test(process, a_wrong_ini_is_said_with_its_place)
{
	static const struct {
		const char *ini, *said;
	} cases[] = {
		{ "[capsule]\nnom = x\n", "wrong.ini:2: " },
		{ "[capsule]\nname = x\n\n[gemini]\nlisten = quelque part\n", "wrong.ini:5: " },
		{ "[capsule]\nname = x\nname = y\n", "wrong.ini:3: " },
		{ "[journal]\nname = x\n", "unknown section [journal]" },
		{ "[journal]\n", "unknown section [journal]" },
		{ "[limits]\nrate = beaucoup\n", "wrong.ini:2: " },
	};
	struct harness h;
	struct ran r;

	harness_prepare(&h, NULL);
	h.ini = harness_below(&h.folder, "wrong.ini");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		support_file(h.folder.text, "wrong.ini", cases[i].ini, strlen(cases[i].ini));
		r = harness_run(&h, (const char *const[]){ "check", NULL });
		cr_expect_eq(r.status, 2, "%s: status %d", cases[i].ini, r.status);
		cr_expect_not_null(strstr(r.err, cases[i].said), "%s", r.err);
		cr_expect_str_empty(r.out, "%s", r.out);
		ran_clear(&r);
	}
	support_file(h.folder.text, "wrong.ini", cases[0].ini, strlen(cases[0].ini));
	expect_fails(&h, 2, cases[0].said);
}

Test(process, a_certificate_that_is_named_and_missing_is_not_made)
{
	struct harness h;

	harness_prepare(
	    &h, &(struct harness_ini){ .gemini = "certificate = ici.pem\nkey = la.pem\n" });
	harness_stock(&h);
	expect_fails(&h, 1, "ici.pem");
	cr_expect_neq(access(harness_below(&h.folder, "ici.pem").text, F_OK), 0);
}

Test(process, an_empty_capsule_is_served_too)
{
	struct harness h;
	struct reply r;

	harness_prepare(&h, NULL);
	harness_start(&h);
	r = reader_gemini(&h, "/");
	cr_expect_str_eq(r.header, "20 text/gemini; lang=fr");
	cr_expect_not_null(strstr(r.body, "Aucun article."), "%s", r.body);
	reply_clear(&r);
	harness_stop(&h);
}

Test(process, either_side_may_be_off)
{
	struct harness h;
	char *ini, *gopher;
	struct reply r;

	harness_prepare(&h, NULL);
	harness_stock(&h);
	ini = support_read(h.ini.text, NULL);
	gopher = strstr(ini, "[gopher]\nlisten = 127.0.0.1:0");
	cr_assert_not_null(gopher);
	memset(strstr(gopher, "127"), ' ', strlen("127.0.0.1:0"));
	support_file(h.folder.text, "depeche.ini", ini, strlen(ini));
	free(ini);
	harness_start(&h);
	cr_expect_eq(h.gopher, 0);
	r = reader_gemini(&h, "/new");
	cr_expect_str_eq(r.header, "20 text/gemini; lang=fr");
	reply_clear(&r);
	harness_stop(&h);
}
