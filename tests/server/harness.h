/* tests/server/harness.h -- the real program, with a capsule and an archive of its own, on free
 * ports of 127.0.0.1 */
#ifndef TESTS_SERVER_HARNESS_H
#define TESTS_SERVER_HARNESS_H

#include "tests/support.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * How long a thing that must happen may take before the test fails. It bounds failure alone: no
 * test is the slower for it, none passes because of it.
 */
enum { HARNESS_DEADLINE_MS = 60 * 1000 };

/* Milliseconds of the monotonic clock; a short pause between two looks at something awaited. */
int64_t harness_now(void);
void harness_pause(void);

/* Further lines for the INI's sections, each ended by LF; NULL: none. */
struct harness_ini {
	const char *capsule, *gemini, *gopher, *server, *log;
	const char *limits; /* in place of "rate = 0" */
};

struct harness {
	struct support_path folder;  /* all that follows stands in it */
	struct support_path ini;     /* depeche.ini */
	struct support_path capsule; /* its root: about.gmi, robots.txt and lang of the project */
	struct support_path log;     /* what `serve` said on stderr */
	pid_t pid;                   /* the supervisor's; 0: not running */
	int out;                     /* reads its stdout; -1: not running */
	unsigned gemini, gopher;     /* ports; 0: off */
	char fingerprint[65];        /* as printed at the start */
};

/* The path of the program: $DEPECHE_PROGRAM, else build/depeche. */
struct support_path harness_program(void);

/* folder/name */
struct support_path harness_below(const struct support_path *folder, const char *name);

/* Make folder, capsule and INI; no archive yet, nothing runs. */
void harness_prepare(struct harness *h, const struct harness_ini *ini);

/*
 * Put the archive of the build there (tests/server/articles.db beside the program): the five
 * articles of the fixtures, imported folder by folder with its name as theme.
 */
void harness_stock(struct harness *h);

/* Import the same articles, in the same way. */
void harness_import(struct harness *h);

/* Run `serve` and wait until it says where; it ends with this process, whatever happens. */
void harness_start(struct harness *h);

/* Prepare, stock and start. */
void harness_up(struct harness *h, const struct harness_ini *ini);

/* SIGTERM to the supervisor alone; wait; it must end with status 0. */
void harness_stop(struct harness *h);

/* Wait for the supervisor to end; its exit status, or -signal. */
int harness_wait(struct harness *h);

/* Wait until the log has the text. */
void harness_logged(const struct harness *h, const char *text);

/* How a run of the program went. */
struct ran {
	int status; /* of its exit; -signal if it was killed */
	char *out, *err;
};

/* Run "PROGRAM -c INI args..." (a NULL-terminated list) to its end. */
struct ran harness_run(const struct harness *h, const char *const args[]);

/* The same, without "-c INI", in the folder `at`. */
struct ran harness_run_bare(const struct harness *h, const char *at, const char *const args[]);

/* Begin such a run and leave it running; what it says goes to h->folder's out.txt and err.txt. */
pid_t harness_spawn(const struct harness *h, const char *const args[]);
/* The same; what is written to *feed is its standard input. */
pid_t harness_spawn_fed(const struct harness *h, const char *const args[], int *feed);
/* Wait for it: as ran.status. */
int harness_reap(pid_t pid);

void ran_clear(struct ran *r);

/* The id of the one article whose title has this in it. */
struct harness_id {
	char text[16];
};
struct harness_id harness_find(const struct harness *h, const char *title);

/* A file of the capsule. */
void harness_file(const struct harness *h, const char *name, const void *bytes, size_t n);

#endif
