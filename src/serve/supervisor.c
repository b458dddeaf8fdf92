#include "base/clock.h"
#include "serve/descriptors.h"
#include "serve/identity.h"
#include "serve/ready.h"
#include "serve/recorder.h"
#include "serve/serve.h"
#include "serve/worker.h"

#include <bsd/libutil.h>
#include <bsd/string.h>
#include <bsd/unistd.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	RECORDER = 0, /* the first child; workers follow */
	CHILDREN_MAX = 1 + LIMIT_WORKERS_MAX,
	READING_END = 0,
	WRITING_END = 1,
};

struct child {
	pid_t pid;          /* 0: not running */
	int64_t started_ms; /* of the monotonic clock */
	int64_t due_ms;     /* when it is to be started (again) */
	int64_t pause_ms;   /* that went before its last start; 0: none */
};

struct supervisor {
	const struct conf *conf;
	struct log log;
	pid_t pid;
	unsigned connections; /* at once: those of the INI, or as many as files may be open */
	struct capsule capsule;
	struct certificate certificate;
	struct serving_paths paths;
	struct sockets sockets;
	struct tls_server *tls;
	struct limit *limit;
	struct mime *mime; /* loaded once: the workers share its memory, and need it in a chroot */
	struct pidfh *pid_file;
	int recorder[2]; /* a SOCK_SEQPACKET pair; both ends stay open here, so that a new recorder
			    finds what its predecessor left unread */
	struct child children[CHILDREN_MAX];
	unsigned nchildren;
	bool stopping, is_child;
};

/* ---- before the first fork ---- */

static unsigned count_workers(const struct conf *conf)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (conf->server.workers > 0)
		return conf->server.workers;
	if (cores < 1)
		return 1;
	return cores < LIMIT_WORKERS_MAX ? (unsigned)cores : LIMIT_WORKERS_MAX;
}

static enum status write_pid(struct supervisor *s, struct error *e)
{
	const char *path = s->conf->server.pid_file;
	pid_t other;

	if (path[0] == '\0')
		return ST_OK;
	if ((s->pid_file = pidfile_open(path, 0644, &other)) == NULL) {
		if (errno == EEXIST)
			return error_set(e, ST_BUSY, "%s: a server runs already, as process %ld",
			    path, (long)other);
		return error_errno(e, "cannot write %s", path);
	}
	if (pidfile_write(s->pid_file) < 0)
		return error_errno(e, "cannot write %s", path);
	return ST_OK;
}

/* What cannot be as the INI has it, and is not worth refusing the start for, is told. */
static enum status make_room(struct supervisor *s, struct error *e)
{
	struct error less;

	s->connections = descriptors_room(s->conf, &less);
	if (s->connections < s->conf->limits.connections)
		log_write(&s->log, LEVEL_WARN, "%s", less.text);
	return descriptors_raise(s->connections, e);
}

static enum status open_limit(struct supervisor *s, struct error *e)
{
	const struct limit_settings settings = {
		.connections = s->connections,
		.per_client = s->conf->limits.per_client,
		.rate = s->conf->limits.rate,
		.burst = s->conf->limits.burst,
	};
	enum status st = limit_open(&settings, s->nchildren - 1, &s->limit);

	return st == ST_OK ? ST_OK
			   : error_set(e, st, "cannot set up the limits: %s", status_text(st));
}

/* Make both stores where they are missing, so that workers, which cannot, find them. */
static enum status make_stores(const struct supervisor *s, struct error *e)
{
	static const enum archive_mode modes[] = { ARCHIVE_WRITE, ARCHIVE_READS };
	enum status st = ST_OK;

	for (size_t i = 0; i < 2 && st == ST_OK; i++) {
		struct archive *a;

		st = archive_open(s->paths.archive, s->paths.reads, modes[i], &a, e);
		archive_close(a);
	}
	return st;
}

static enum status check_ready(const struct supervisor *s, struct error *e)
{
	enum status st = ST_OK;

	for (unsigned i = 0; i < READY_COUNT && st == ST_OK; i++)
		st = ready_check(s->conf, (enum ready)i, e);
	return st;
}

static struct worker_setup setup_of(struct supervisor *s)
{
	return (struct worker_setup){
		.capsule = &s->capsule,
		.paths = &s->paths,
		.sockets = &s->sockets,
		.tls = s->tls,
		.limit = s->limit,
		.mime = s->mime,
		.log = &s->log,
		.workers = s->nchildren - 1,
		.recorder = s->recorder[WRITING_END],
	};
}

static enum status open_all(struct supervisor *s, struct error *e)
{
	struct worker_setup setup;
	enum status st;

	if ((st = check_ready(s, e)) != ST_OK || (st = make_room(s, e)) != ST_OK ||
	    (st = capsule_open(s->conf, &s->capsule, e)) != ST_OK ||
	    (st = privilege_paths(s->conf, &s->paths, e)) != ST_OK ||
	    (st = mime_open(&s->mime, e)) != ST_OK ||
	    (st = identity_ensure(s->conf, &s->log, &s->certificate, e)) != ST_OK ||
	    (st = identity_load(s->conf, &s->tls, e)) != ST_OK ||
	    (st = sockets_open(s->conf, &s->log, &s->sockets, e)) != ST_OK ||
	    (st = open_limit(s, e)) != ST_OK || (st = write_pid(s, e)) != ST_OK)
		return st;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, s->recorder) < 0)
		return error_errno(e, "cannot make a socket pair");
	if ((st = privilege_drop(s->conf, &s->log, e)) != ST_OK ||
	    (st = make_stores(s, e)) != ST_OK)
		return st;
	setup = setup_of(s);
	return worker_try(&setup, e);
}

/*
 * The user who serves may not remove the file from a folder of root's, nor find it from within a
 * chroot: it is left empty, then, which says the same.
 */
static void remove_pid(struct supervisor *s)
{
	if (s->pid_file == NULL)
		return;
	if (s->is_child) {
		pidfile_close(s->pid_file);
		return;
	}
	if (ftruncate(pidfile_fileno(s->pid_file), 0) < 0 || pidfile_remove(s->pid_file) < 0)
		log_write(
		    &s->log, LEVEL_DEBUG, "%s is left behind, empty", s->conf->server.pid_file);
}

static void close_all(struct supervisor *s)
{
	for (int i = 0; i < 2; i++)
		if (s->recorder[i] >= 0)
			close(s->recorder[i]);
	sockets_close(&s->sockets);
	tls_server_free(s->tls);
	limit_close(s->limit);
	mime_free(s->mime);
	capsule_close(&s->capsule);
	remove_pid(s);
}

/* ---- children ---- */

static enum status run_recorder(struct supervisor *s, struct error *e)
{
	strlcpy(s->log.who, "recorder", sizeof s->log.who);
	setproctitle("recorder");
	close(s->recorder[WRITING_END]);
	s->recorder[WRITING_END] = -1;
	sockets_close(&s->sockets);
	signal(SIGTERM, SIG_IGN); /* it ends when its writers have: no read is lost */
	return recorder_run(s->recorder[READING_END], &s->paths, s->conf->pages.window, &s->log, e);
}

static enum status run_worker(struct supervisor *s, unsigned number, struct error *e)
{
	struct worker_setup setup = setup_of(s);

	snprintf(s->log.who, sizeof s->log.who, "worker %u", number);
	setproctitle("worker %u", number);
	close(s->recorder[READING_END]);
	s->recorder[READING_END] = -1;
	limit_worker(s->limit, number - 1);
	return worker_run(&setup, e);
}

static enum status run_child(struct supervisor *s, unsigned number, struct error *e)
{
	sigset_t none;
	enum status st;

	s->is_child = true;
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != s->pid)
		return error_set(e, ST_OK, "%s", ""); /* it died before this could be heard of */
	signal(SIGINT, SIG_IGN); /* the terminal's goes to all: the supervisor passes it on */
	signal(SIGHUP, SIG_IGN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	st = number == RECORDER ? run_recorder(s, e) : run_worker(s, number, e);
	if (st != ST_OK)
		log_write(&s->log, LEVEL_ERROR, "%s", e->text);
	return error_set(e, st, "%s", ""); /* told here, once */
}

/* Start those that are due. Returns in the children too: is_child tells. */
static enum status start_due(struct supervisor *s, struct error *e)
{
	int64_t now = clock_monotonic_ms();

	for (unsigned i = 0; i < s->nchildren; i++) {
		struct child *child = &s->children[i];

		if (child->pid != 0 || child->due_ms > now)
			continue;
		child->started_ms = now;
		child->pid = fork();
		if (child->pid == 0)
			return run_child(s, i, e);
		if (child->pid < 0) {
			log_write(&s->log, LEVEL_ERROR, "cannot fork: %s", strerror(errno));
			child->pid = 0;
			child->due_ms = now + SERVE_PAUSE_MS;
		}
	}
	return ST_OK;
}

static void log_death(const struct supervisor *s, unsigned number, int how)
{
	const char *name = number == RECORDER ? "recorder" : "worker";
	int64_t pause = s->children[number].pause_ms / 1000;
	char when[32] = "";

	if (pause > 0)
		snprintf(when, sizeof when, " in %llds", (long long)pause);
	if (WIFSIGNALED(how))
		log_write(&s->log, LEVEL_ERROR, "%s %u was killed by signal %d; replacing it%s",
		    name, number, WTERMSIG(how), when);
	else
		log_write(&s->log, LEVEL_ERROR, "%s %u ended with status %d; replacing it%s", name,
		    number, WEXITSTATUS(how), when);
}

/* One that dies at once will do so again: each time it is given longer to be mended. */
static int64_t next_pause(const struct child *child, int64_t now)
{
	int64_t pause = 2 * child->pause_ms;

	if (now - child->started_ms >= SERVE_PAUSE_MS)
		return 0;
	if (pause == 0)
		return SERVE_PAUSE_MS;
	return pause < SERVE_PAUSE_MAX_MS ? pause : SERVE_PAUSE_MAX_MS;
}

static void reap(struct supervisor *s)
{
	int64_t now = clock_monotonic_ms();
	pid_t pid;
	int how;

	while ((pid = waitpid(-1, &how, WNOHANG)) > 0)
		for (unsigned i = 0; i < s->nchildren; i++) {
			struct child *child = &s->children[i];

			if (child->pid != pid)
				continue;
			child->pid = 0;
			child->pause_ms = next_pause(child, now);
			child->due_ms = now + child->pause_ms;
			if (!s->stopping)
				log_death(s, i, how);
		}
}

/* ---- the supervisor's life ---- */

static unsigned running(const struct supervisor *s, unsigned from)
{
	unsigned n = 0;

	for (unsigned i = from; i < s->nchildren; i++)
		n += s->children[i].pid != 0;
	return n;
}

static void signal_workers(const struct supervisor *s, int number)
{
	for (unsigned i = RECORDER + 1; i < s->nchildren; i++)
		if (s->children[i].pid != 0)
			kill(s->children[i].pid, number);
}

static int wait_signal(const sigset_t *set, int64_t ms)
{
	struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	return ms < 0 ? sigwaitinfo(set, NULL) : sigtimedwait(set, NULL, &t);
}

/* Wait until the children from `from` on have ended, or SERVE_STOP_MS have passed. */
static void wait_for_end(struct supervisor *s, unsigned from, const sigset_t *set)
{
	int64_t deadline = clock_monotonic_ms() + SERVE_STOP_MS, left;

	while (running(s, from) > 0 && (left = deadline - clock_monotonic_ms()) > 0) {
		wait_signal(set, left);
		reap(s);
	}
	for (unsigned i = from; i < s->nchildren; i++)
		if (s->children[i].pid != 0)
			kill(s->children[i].pid, SIGKILL);
}

/* Workers first: the recorder ends once nobody can tell it anything any more. */
static void stop_all(struct supervisor *s, const sigset_t *set)
{
	s->stopping = true;
	log_write(&s->log, LEVEL_INFO, "stopping");
	sockets_close(&s->sockets); /* who comes now is refused at once, not left to wait */
	signal_workers(s, SIGTERM);
	wait_for_end(s, RECORDER + 1, set);
	close(s->recorder[WRITING_END]);
	s->recorder[WRITING_END] = -1;
	wait_for_end(s, RECORDER, set);
}

/* How long until a child is due; -1: none is missing. */
static int64_t next_due(const struct supervisor *s)
{
	int64_t now = clock_monotonic_ms(), least = -1;

	for (unsigned i = 0; i < s->nchildren; i++) {
		int64_t left = s->children[i].due_ms > now ? s->children[i].due_ms - now : 0;

		if (s->children[i].pid == 0 && (least < 0 || left < least))
			least = left;
	}
	return least;
}

static enum status supervise(struct supervisor *s, const sigset_t *set, struct error *e)
{
	enum status st;

	for (;;) {
		st = start_due(s, e);
		if (s->is_child)
			return st;
		switch (wait_signal(set, next_due(s))) {
		case SIGTERM:
		case SIGINT:
			stop_all(s, set);
			return ST_OK;
		case SIGHUP:
			log_write(&s->log, LEVEL_WARN,
			    "SIGHUP: this release does not reload; restart it");
			break;
		default:
			reap(s);
		}
	}
}

static void announce(const struct supervisor *s, FILE *out)
{
	sockets_print(&s->sockets, s->conf, out);
	fprintf(out, "certificate SHA-256 %s\n", s->certificate.fingerprint);
	fflush(out);
	log_write(&s->log, LEVEL_INFO, "serving with %u workers", s->nchildren - 1);
}

enum status serve_run(const struct conf *conf, const struct log *log, FILE *out, struct error *e)
{
	struct supervisor *s = calloc(1, sizeof *s);
	sigset_t set;
	enum status st;

	if (s == NULL)
		return error_set(e, ST_NOMEM, "out of memory");
	s->conf = conf;
	s->pid = getpid();
	s->log = *log;
	strlcpy(s->log.who, "supervisor", sizeof s->log.who);
	s->recorder[READING_END] = s->recorder[WRITING_END] = -1;
	s->nchildren = 1 + count_workers(conf);
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN); /* who read the log may go; who is served stays */
	if ((st = open_all(s, e)) == ST_OK) {
		announce(s, out);
		st = supervise(s, &set, e);
	}
	close_all(s);
	free(s);
	return st;
}
