/* base/deadline.h -- when work that takes long is to end by itself */
#ifndef BASE_DEADLINE_H
#define BASE_DEADLINE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* Zero: never. */
struct deadline {
	int64_t at;                  /* of clock_monotonic_ms(); 0: at no time */
	const atomic_bool *given_up; /* set from another thread: nobody waits for it; or NULL */
};

bool deadline_over(const struct deadline *d);

#endif
