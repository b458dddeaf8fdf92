#include "archive/weight.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>

enum { HOUR_NOW = 472222 };

Test(weight, doubles_with_each_third_of_the_window)
{
	static const int64_t windows[] = { 1, 2, 3, 24, 7 * 24, 30 * 24, 100, 366 * 24 };

	for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
		int64_t hours = windows[i];

		cr_expect_eq(weight_of(HOUR_NOW, HOUR_NOW, hours), 1);
		cr_expect_eq(weight_of(HOUR_NOW + hours, HOUR_NOW, hours), 8);
		cr_expect_eq(weight_of(HOUR_NOW - hours, HOUR_NOW, hours), 0.125);
		if (hours % 3 == 0)
			cr_expect_eq(weight_of(HOUR_NOW + hours / 3, HOUR_NOW, hours), 2);
		cr_expect_float_eq(
		    weight_of(HOUR_NOW + 1, HOUR_NOW, hours), exp2(3.0 / (double)hours), 1e-6);
	}
}

Test(weight, of_a_window_without_end_is_one)
{
	cr_expect_eq(weight_of(HOUR_NOW, 0, 0), 1);
	cr_expect_eq(weight_of(0, HOUR_NOW, 0), 1);
	cr_expect_eq(weight_of(HOUR_NOW, 0, -5), 1);
}

Test(weight, of_a_later_epoch_is_a_power_of_two_less)
{
	for (int64_t hours = 1; hours < 800; hours += 7)
		for (int64_t h = 0; h < hours; h++)
			cr_assert_eq(weight_of(h, 5 * hours, hours),
			    ldexp(weight_of(h, 0, hours), -15), "%lld of %lld", (long long)h,
			    (long long)hours);
}

Test(weight, sums_are_exact)
{
	enum { HOURS = 7 * 24, TIMES = 100003 };
	double sum = 0;

	for (int64_t h = 0; h < HOURS; h++)
		sum += TIMES * weight_of(HOUR_NOW + h, HOUR_NOW, HOURS);
	for (int64_t h = HOURS - 1; h >= 0; h -= 2)
		sum -= TIMES * weight_of(HOUR_NOW + h, HOUR_NOW, HOURS);
	for (int64_t h = 0; h < HOURS; h += 2)
		sum -= TIMES * weight_of(HOUR_NOW + h, HOUR_NOW, HOURS);
	cr_expect_eq(sum, 0);
}

Test(weight, is_a_number_whatever_a_store_says)
{
	static const int64_t odd[] = { INT64_MIN, -1, 0, 1, HOUR_NOW, INT64_MAX };
	enum { ODD = sizeof odd / sizeof odd[0] };

	for (size_t i = 0; i < ODD; i++)
		for (size_t k = 0; k < ODD; k++)
			for (size_t l = 0; l < ODD; l++) {
				double w = weight_of(odd[i], odd[k], odd[l]);

				cr_expect(isfinite(w) && w > 0, "%g", w);
			}
}
