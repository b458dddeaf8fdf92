#include "tests/server/harness.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ARGS_MAX = 32, ADDRESS_MAX = 256, CANNOT_RUN = 127 };

static const char *const fixture_themes[] = { "societe", "environnement" };
static const char *const languages[] = { "fr", "en", "ln", "sw" };

int64_t harness_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void harness_pause(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = 10 * 1000 * 1000 }, NULL);
}

struct support_path harness_program(void)
{
	const char *given = getenv("DEPECHE_PROGRAM");
	struct support_path p;

	if (given == NULL)
		given = "build/depeche";
	cr_assert_not_null(realpath(given, p.text), "there is no program %s", given);
	return p;
}

/* ---- a place to run in ---- */

struct support_path harness_below(const struct support_path *folder, const char *name)
{
	struct support_path p;
	int n = snprintf(p.text, sizeof p.text, "%s/%s", folder->text, name);

	cr_assert(n > 0 && (size_t)n < sizeof p.text, "path too long: %s", name);
	return p;
}

static void copy(const char *source, const struct support_path *folder, const char *name)
{
	size_t n;
	char *bytes = support_read(support_source(source).text, &n);

	support_file(folder->text, name, bytes, n);
	free(bytes);
}

static void make_capsule(const struct harness *h)
{
	char source[64], name[32];

	cr_assert_eq(mkdir(h->capsule.text, 0755), 0);
	copy("capsule/about.gmi", &h->capsule, "about.gmi");
	copy("capsule/robots.txt", &h->capsule, "robots.txt");
	for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
		snprintf(source, sizeof source, "capsule/lang/%s.ini", languages[i]);
		snprintf(name, sizeof name, "lang/%s.ini", languages[i]);
		copy(source, &h->capsule, name);
	}
}

static const char *lines(const char *more)
{
	return more != NULL ? more : "";
}

void harness_prepare(struct harness *h, const struct harness_ini *ini)
{
	static const struct harness_ini none;
	FILE *f;

	*h = (struct harness){ .folder = support_folder(), .out = -1 };
	h->ini = harness_below(&h->folder, "depeche.ini");
	h->capsule = harness_below(&h->folder, "capsule");
	h->log = harness_below(&h->folder, "log.txt");
	make_capsule(h);
	if (ini == NULL)
		ini = &none;
	f = fopen(h->ini.text, "w");
	cr_assert_not_null(f);
	fprintf(f,
	    "[capsule]\nname = La Gazette du val\n%s[gemini]\nlisten = 127.0.0.1:0\n%s"
	    "[gopher]\nlisten = 127.0.0.1:0\n%s[server]\n%s[limits]\n%s[log]\n%s",
	    lines(ini->capsule), lines(ini->gemini), lines(ini->gopher),
	    ini->server != NULL ? ini->server : "workers = 1\n",
	    ini->limits != NULL ? ini->limits : "rate = 0\n", lines(ini->log));
	cr_assert_eq(fclose(f), 0);
}

void harness_file(const struct harness *h, const char *name, const void *bytes, size_t n)
{
	support_file(h->capsule.text, name, bytes, n);
}

/* ---- running the program ---- */

static void redirect(const char *path, int flags, int to)
{
	int fd = open(path, flags | O_CLOEXEC, 0644);

	if (fd < 0 || dup2(fd, to) < 0)
		_exit(CANNOT_RUN);
}

/* In the child: nothing of it outlives the test. */
static void run_program(const char *program, char *const argv[], int in, const char *at)
{
	sigset_t none;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (in < 0)
		redirect("/dev/null", O_RDONLY, STDIN_FILENO);
	else if (dup2(in, STDIN_FILENO) < 0)
		_exit(CANNOT_RUN);
	unsetenv("DEPECHE_CONFIG");
	if (at == NULL || chdir(at) == 0)
		execv(program, argv);
	_exit(CANNOT_RUN);
}

static void fill_argv(
    char *argv[ARGS_MAX], const struct support_path *ini, const char *const args[])
{
	size_t n = 0;

	argv[n++] = (char *)"depeche";
	if (ini != NULL) {
		argv[n++] = (char *)"-c";
		argv[n++] = (char *)ini->text;
	}
	for (size_t i = 0; args[i] != NULL; i++) {
		cr_assert_lt(n, ARGS_MAX - 1);
		argv[n++] = (char *)args[i];
	}
	argv[n] = NULL;
}

static pid_t spawn(const struct harness *h, const struct support_path *ini, const char *at, int in,
    const char *const args[])
{
	struct support_path program = harness_program(), out = harness_below(&h->folder, "out.txt"),
			    err = harness_below(&h->folder, "err.txt");
	char *argv[ARGS_MAX];
	pid_t pid;

	fill_argv(argv, ini, args);
	pid = fork();
	cr_assert_geq(pid, 0);
	if (pid == 0) {
		redirect(out.text, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
		redirect(err.text, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
		run_program(program.text, argv, in, at);
	}
	return pid;
}

int harness_reap(pid_t pid)
{
	int64_t deadline = harness_now() + HARNESS_DEADLINE_MS;
	int how;
	pid_t ended;

	while ((ended = waitpid(pid, &how, WNOHANG)) == 0) {
		if (harness_now() > deadline) {
			kill(pid, SIGKILL);
			waitpid(pid, &how, 0);
			cr_assert_fail("process %d did not end", (int)pid);
		}
		harness_pause();
	}
	cr_assert_eq(ended, pid);
	return WIFSIGNALED(how) ? -WTERMSIG(how) : WEXITSTATUS(how);
}

static struct ran finish(const struct harness *h, pid_t pid)
{
	struct ran r = { .status = harness_reap(pid) };

	r.out = support_read(harness_below(&h->folder, "out.txt").text, NULL);
	r.err = support_read(harness_below(&h->folder, "err.txt").text, NULL);
	return r;
}

pid_t harness_spawn(const struct harness *h, const char *const args[])
{
	return spawn(h, &h->ini, NULL, -1, args);
}

pid_t harness_spawn_fed(const struct harness *h, const char *const args[], int *feed)
{
	int ends[2];
	pid_t pid;

	cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
	pid = spawn(h, &h->ini, NULL, ends[0], args);
	close(ends[0]);
	*feed = ends[1];
	return pid;
}

struct ran harness_run(const struct harness *h, const char *const args[])
{
	return finish(h, harness_spawn(h, args));
}

struct ran harness_run_bare(const struct harness *h, const char *at, const char *const args[])
{
	return finish(h, spawn(h, NULL, at, -1, args));
}

void ran_clear(struct ran *r)
{
	free(r->out);
	free(r->err);
	*r = (struct ran){ 0 };
}

/* ---- the archive ---- */

void harness_stock(struct harness *h)
{
	struct support_path folder = harness_program(), stock;
	char *bytes;
	size_t n;

	*strrchr(folder.text, '/') = '\0';
	stock = harness_below(&folder, "tests/server/articles.db");
	bytes = support_read(stock.text, &n);
	support_file(h->folder.text, "depeche.db", bytes, n);
	free(bytes);
}

void harness_import(struct harness *h)
{
	for (size_t i = 0; i < sizeof fixture_themes / sizeof fixture_themes[0]; i++) {
		char source[64];
		struct support_path folder;
		struct ran r;

		snprintf(
		    source, sizeof source, "tests/fixtures/server/articles/%s", fixture_themes[i]);
		folder = support_source(source);
		r = harness_run(h,
		    (const char *const[]){
			"import", "--theme", fixture_themes[i], folder.text, NULL });
		cr_assert_eq(r.status, 0, "import: status %d: %s%s", r.status, r.out, r.err);
		ran_clear(&r);
	}
}

struct harness_id harness_find(const struct harness *h, const char *title)
{
	struct ran r = harness_run(h, (const char *const[]){ "list", "--format", "tsv", NULL });
	struct harness_id id = { "" };
	char *saved, *line;

	cr_assert_eq(r.status, 0, "list: %s", r.err);
	for (line = strtok_r(r.out, "\n", &saved); line != NULL;
	     line = strtok_r(NULL, "\n", &saved)) {
		if (strstr(line, title) == NULL)
			continue;
		cr_assert_str_empty(id.text, "more than one article has %s in its title", title);
		snprintf(id.text, sizeof id.text, "%.*s", (int)strcspn(line, "\t"), line);
	}
	cr_assert_str_not_empty(id.text, "no article has %s in its title", title);
	ran_clear(&r);
	return id;
}

/* ---- serving ---- */

/* One line of the server's stdout, without its LF; false at its end. */
static bool read_line(int fd, char out[ADDRESS_MAX])
{
	int64_t deadline = harness_now() + HARNESS_DEADLINE_MS;
	size_t n = 0;

	while (n < ADDRESS_MAX - 1) {
		struct pollfd waiting = { .fd = fd, .events = POLLIN };
		int64_t left = deadline - harness_now();

		cr_assert_gt(left, 0, "serve did not say where it serves");
		if (poll(&waiting, 1, (int)left) <= 0)
			continue;
		if (read(fd, out + n, 1) != 1)
			return false;
		if (out[n] == '\n')
			break;
		n++;
	}
	out[n] = '\0';
	return true;
}

static void take_line(struct harness *h, const char *line)
{
	if (sscanf(line, "gemini://localhost:%u/", &h->gemini) != 1 &&
	    sscanf(line, "gopher://localhost:%u/", &h->gopher) != 1 &&
	    sscanf(line, "certificate SHA-256 %64[0-9a-f]", h->fingerprint) != 1)
		cr_assert_fail("serve said: %s", line);
}

void harness_start(struct harness *h)
{
	struct support_path program = harness_program();
	char line[ADDRESS_MAX], *argv[ARGS_MAX];
	int ends[2];

	fill_argv(argv, &h->ini, (const char *const[]){ "serve", NULL });
	cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
	h->pid = fork();
	cr_assert_geq(h->pid, 0);
	if (h->pid == 0) {
		if (dup2(ends[1], STDOUT_FILENO) < 0)
			_exit(CANNOT_RUN);
		redirect(h->log.text, O_WRONLY | O_CREAT | O_APPEND, STDERR_FILENO);
		run_program(program.text, argv, -1, NULL);
	}
	close(ends[1]);
	h->out = ends[0];
	h->gemini = h->gopher = 0;
	h->fingerprint[0] = '\0';
	while (h->fingerprint[0] == '\0') {
		if (!read_line(h->out, line)) {
			char *said = support_read(h->log.text, NULL);

			cr_assert_fail("serve ended with status %d: %s", harness_wait(h), said);
		}
		take_line(h, line);
	}
}

void harness_up(struct harness *h, const struct harness_ini *ini)
{
	harness_prepare(h, ini);
	harness_stock(h);
	harness_start(h);
}

int harness_wait(struct harness *h)
{
	int status = harness_reap(h->pid);

	close(h->out);
	h->pid = 0;
	h->out = -1;
	return status;
}

void harness_stop(struct harness *h)
{
	int status;

	cr_assert_eq(kill(h->pid, SIGTERM), 0);
	if ((status = harness_wait(h)) != 0)
		cr_assert_fail(
		    "serve ended with status %d: %s", status, support_read(h->log.text, NULL));
}

void harness_logged(const struct harness *h, const char *text)
{
	int64_t deadline = harness_now() + HARNESS_DEADLINE_MS;
	bool found = false;

	while (!found) {
		char *log = support_read(h->log.text, NULL);

		found = strstr(log, text) != NULL;
		if (!found && harness_now() > deadline)
			cr_assert_fail("not in the log: %s\n%s", text, log);
		free(log);
		if (!found)
			harness_pause();
	}
}
