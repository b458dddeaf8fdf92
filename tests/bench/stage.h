/* tests/bench/stage.h -- what benches share: a folder, a generated archive, an INI, the time */
#ifndef TESTS_BENCH_STAGE_H
#define TESTS_BENCH_STAGE_H

#include "archive/archive.h"
#include "base/ident.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { STAGE_SEED = 7, STAGE_SAMPLES = 200 };

/* A folder in $TMPDIR, empty at first; its files. */
struct stage {
	char folder[PATH_MAX], articles[PATH_MAX], reads[PATH_MAX], ini[PATH_MAX];
};

/* These end the bench, with a word on stderr, when they fail. */
void stage_open(struct stage *s);
void stage_close(struct stage *s); /* removes the folder */

/* A file of the source tree: $DEPECHE_SOURCE, else the working folder. */
void stage_source(const char *path, char out[PATH_MAX]);

/* Make both stores, with `n` generated articles. */
void stage_fill(struct stage *s, unsigned n);
struct archive *stage_archive(const struct stage *s);

/* STAGE_SAMPLES ids from all over an archive of `n` articles. */
struct stage_ids {
	char items[STAGE_SAMPLES][IDENT_MAX + 1];
};
void stage_sample(struct archive *a, unsigned n, struct stage_ids *out);

/* Write the INI: the folder's stores, any free ports of 127.0.0.1, no rate. */
void stage_write_ini(struct stage *s);

/* Start $DEPECHE_PROGRAM with the INI and these arguments (at most 8, NULL at the end); *out is its
 * standard output. `one_core`: it runs on one alone. */
pid_t stage_start(const struct stage *s, const char *const *arguments, bool one_core, int *out);

double stage_seconds(void); /* of a monotonic clock */

/* End with what went wrong. */
_Noreturn void stage_fail(const char *what, const char *why);

#endif
