#include "base/clock.h"
#include "base/deadline.h"

#include <criterion/criterion.h>

Test(deadline, is_over_at_its_time_or_once_it_is_given_up)
{
	atomic_bool given_up = false;
	struct deadline d = { 0 };

	cr_expect_not(deadline_over(&d), "there is none");
	d.at = clock_monotonic_ms();
	cr_expect(deadline_over(&d));
	d.at = INT64_MAX;
	cr_expect_not(deadline_over(&d));
	d.given_up = &given_up;
	cr_expect_not(deadline_over(&d));
	given_up = true;
	cr_expect(deadline_over(&d));
}
