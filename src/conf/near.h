/* conf/near.h -- which known name was meant by an unknown one */
#ifndef CONF_NEAR_H
#define CONF_NEAR_H

#include <stddef.h>

/* Only so many bytes of a name are compared. */
enum { NEAR_MAX = 32 };

/*
 * Sort names[0..n) by how few letters must be changed, added or taken away (Levenshtein) to make
 * `wanted` of them; those that are equally near stay in their order.
 */
void near_sort(const char **names, size_t n, const char *wanted);

#endif
