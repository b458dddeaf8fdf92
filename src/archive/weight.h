/* archive/weight.h -- what a read counts by its age; for the files of archive/ only */
#ifndef ARCHIVE_WEIGHT_H
#define ARCHIVE_WEIGHT_H

#include "base/status.h"

#include <stdint.h>

struct archive;

enum {
	WEIGHT_HALVINGS = 3, /* half-lives in a window */
	/* Windows that hours may be away from the epoch: far below where a double ends (2^1023). */
	WEIGHT_WINDOWS_MAX = 64,
};

/*
 * What a read of `hour` counts in a window that is `hours` long: twice as much for each third of
 * the window after `epoch`, when it counts 1. Scores that are sums of it stand in the same order
 * as if each read lost half of its weight in that time, and do not change as time goes by. A window
 * of 0 hours has no end: all reads count 1.
 *
 * It is rounded to the 24 bits of a float, and an epoch moved by whole windows changes it by a
 * power of two alone. So sums, of up to 2^26 reads, are exact: whatever the order in which reads
 * are added and taken away, the same ones give the same score, and none give 0.
 */
double weight_of(int64_t hour, int64_t epoch, int64_t hours);

/* Let statements call it: weight(hour, epoch, hours). ST_OK, or the archive's failure. */
enum status weight_register(struct archive *a);

#endif
