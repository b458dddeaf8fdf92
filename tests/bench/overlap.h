/* tests/bench/overlap.h -- how much of the words of two texts is the same */
#ifndef TESTS_BENCH_OVERLAP_H
#define TESTS_BENCH_OVERLAP_H

#include <stddef.h>

struct overlap {
	size_t wanted, got, common; /* words, each as often as it stands there */
};

/*
 * Words are runs of letters and digits, whatever their case; each character of a script without
 * spaces is one. So texts whose sentences were run together compare well.
 */
struct overlap overlap_of(const char *wanted, const char *got);

/* The harmonic mean of precision and recall: 1 where both are empty, 0 where one is. */
double overlap_f1(const struct overlap *o);

#endif
