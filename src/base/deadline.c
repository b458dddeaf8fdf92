#include "base/deadline.h"

#include "base/clock.h"

#include <stddef.h>

bool deadline_over(const struct deadline *d)
{
	return (d->at != 0 && clock_monotonic_ms() >= d->at) ||
	    (d->given_up != NULL && atomic_load(d->given_up));
}
