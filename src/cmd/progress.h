/* cmd/progress.h -- how far a long command is, on stderr: a bar on a terminal, else a line at times
 */
#ifndef CMD_PROGRESS_H
#define CMD_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

/* All in milliseconds of the monotonic clock. */
struct progress {
	bool terminal;
	bool drawn; /* the bar stands on the last line */
	int64_t start, next;
};

void progress_start(struct progress *p);

/* So many articles, made of `done` bytes of `total` (0: not known). Says something now and then. */
void progress_show(
    struct progress *p, unsigned long articles, unsigned long long done, unsigned long long total);

/* Take the bar away: before another line, and at the end. */
void progress_wipe(struct progress *p);

/*
 * The line for a moment `elapsed` ms after the start, at most `size` bytes with its NUL: "12000
 * articles, 4100/s", and where the total is known " (45%, 0:12 left)".
 */
void progress_text(char *out, unsigned size, int64_t elapsed, unsigned long articles,
    unsigned long long done, unsigned long long total);

#endif
