#include "tests/base/helpers.h"

#include "base/clock.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static struct zone *zone_of(const char *name)
{
	struct zone *z;
	struct error e = { "" };

	cr_assert_eq(zone_open(name, &z, &e), ST_OK, "%s", e.text);
	return z;
}

Test(clock, zones_of_the_database_are_known_and_no_others)
{
	static const struct {
		const char *name;
		bool known;
	} rows[] = {
		{ "UTC", true },
		{ "Africa/Kinshasa", true },
		{ "America/Argentina/Buenos_Aires", true },
		{ "Etc/GMT+5", true },
		{ "", false },
		{ "Africa", false }, /* a folder */
		{ "Africa/Nowhere", false },
		{ "/usr/share/zoneinfo/UTC", false },
		{ "../zoneinfo/UTC", false },
		{ "Africa/../UTC", false },
		{ "../../../etc/passwd", false },
		{ ":UTC", false },
		{ "EST5EDT,M3.2.0,M11.1.0", false },
		{ "zone.tab", false },
		{ "tzdata.zi", false },
		{ "UTC\n", false },
		{ "A/very/long/name/that/is/in/no/database/of/zones/nor/will/ever/be/in/one",
		    false },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct zone *z;
		struct error e = { "" };
		enum status st = zone_open(rows[i].name, &z, &e);

		cr_expect_eq(st, rows[i].known ? ST_OK : ST_INVALID, "%s", rows[i].name);
		cr_expect_eq(z != NULL, rows[i].known);
		cr_expect_eq(*e.text != '\0', !rows[i].known);
		zone_free(z);
	}
}

Test(clock, another_database_may_be_named)
{
	struct support_path folder = support_folder();
	struct zone *z;

	support_file(folder.text, "Our/Zone", "TZif2", 5);
	support_file(folder.text, "Our/Text", "text.", 5);
	cr_assert_eq(setenv("TZDIR", folder.text, 1), 0);
	cr_expect_eq(zone_open("Our/Zone", &z, NULL), ST_OK);
	zone_free(z);
	cr_expect_eq(zone_open("Our/Text", &z, NULL), ST_INVALID);
	cr_expect_eq(zone_open("Africa/Kinshasa", &z, NULL), ST_INVALID);
}

Test(clock, a_moment_has_its_day_in_the_zone)
{
	static const struct {
		const char *zone;
		int64_t time;
		int day;
	} rows[] = {
		{ "UTC", 0, 19700101 },
		{ "UTC", -1, 19691231 },
		{ "UTC", 1686783599, 20230614 }, /* 2023-06-14T22:59:59Z */
		{ "Africa/Kinshasa", 1686783599, 20230614 },
		{ "Africa/Kinshasa", 1686783600, 20230615 },
		{ "America/New_York", 1686783600, 20230614 },
		{ "Asia/Tokyo", 1686783600, 20230615 },
		{ "UTC", 253402300799, 99991231 },
		{ "UTC", 253402300800, 0 }, /* the year 10000 */
		{ "UTC", INT64_MAX, 0 },
		{ "UTC", INT64_MIN, 0 },
		{ "Africa/Kinshasa", INT64_MAX, 0 },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct zone *z = zone_of(rows[i].zone);

		cr_expect_eq(clock_day(z, rows[i].time), rows[i].day, "row %zu", i);
		zone_free(z);
	}
}

Test(clock, a_day_starts_at_its_first_second_there)
{
	static const struct {
		const char *zone;
		int day;
		int64_t time;
	} rows[] = {
		{ "UTC", 19700101, 0 }, { "UTC", 20230614, 1686700800 },
		{ "Africa/Kinshasa", 20230614, 1686697200 },
		{ "Europe/Paris", 20230326, 1679785200 },      /* the clocks go on that day */
		{ "America/Sao_Paulo", 20181104, 1541300400 }, /* it begins at one o'clock */
		{ "America/Havana", 20231105, 1699156800 },    /* it has two midnights */
		{ "Pacific/Apia", 20111231, 1325239200 },      /* the day before was left out */
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct zone *z = zone_of(rows[i].zone);

		cr_expect_eq(clock_day_start(z, rows[i].day), rows[i].time, "row %zu: %" PRId64, i,
		    clock_day_start(z, rows[i].day));
		cr_expect_eq(clock_day(z, rows[i].time), rows[i].day, "row %zu", i);
		cr_expect_lt(clock_day(z, rows[i].time - 1), rows[i].day, "row %zu", i);
		zone_free(z);
	}
}

Test(clock, local_time_is_the_zones)
{
	struct zone *z = zone_of("Africa/Kinshasa");

	cr_expect_eq(clock_utc(20230614, 37800), 1686738600);
	cr_expect_eq(clock_local(z, 20230614, 37800), 1686735000);
	zone_free(z);
}

Test(clock, the_calendar_is_known)
{
	static const struct {
		int day;
		bool valid;
		unsigned weekday;
	} rows[] = {
		{ 20230614, true, 2 },
		{ 19700101, true, 3 },
		{ 20240229, true, 3 },
		{ 20230229, false, 0 },
		{ 20000229, true, 1 },
		{ 19000229, false, 0 },
		{ 20230431, false, 0 },
		{ 20231301, false, 0 },
		{ 20230001, false, 0 },
		{ 20230100, false, 0 },
		{ 15830101, true, 5 },
		{ 15821231, false, 0 },
		{ 99991231, true, 4 },
		{ 100000101, false, 0 },
		{ 0, false, 0 },
		{ -20230614, false, 0 },
		{ 19691231, true, 2 },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		cr_expect_eq(clock_day_valid(rows[i].day), rows[i].valid, "%d", rows[i].day);
		if (rows[i].valid)
			cr_expect_eq(
			    clock_weekday(rows[i].day), rows[i].weekday, "%d", rows[i].day);
	}
}

Test(clock, moments_and_days_are_written_for_machines)
{
	char moment[CLOCK_RFC3339_SIZE], day[CLOCK_DAY_SIZE];

	clock_rfc3339(1686735000, moment);
	cr_expect_str_eq(moment, "2023-06-14T09:30:00Z");
	clock_rfc3339(INT64_MAX, moment);
	cr_expect_str_eq(moment, "");
	clock_rfc3339(253402300800, moment);
	cr_expect_str_eq(moment, "");
	clock_day_text(20230614, day);
	cr_expect_str_eq(day, "2023-06-14");
	clock_day_text(0, day);
	cr_expect_str_eq(day, "");
}

Test(clock, now_is_after_this_was_written)
{
	cr_expect_gt(clock_now(), 1686735000);
}

struct asking {
	const char *zone;
	int64_t time;
	int day;
	unsigned wrong;
};

static void *ask(void *ctx)
{
	struct asking *a = ctx;
	struct zone *z = zone_of(a->zone);

	for (int i = 0; i < 2000; i++)
		a->wrong += clock_day(z, a->time) != a->day;
	zone_free(z);
	return NULL;
}

Test(clock, threads_that_use_two_zones_at_once_are_not_mixed_up)
{
	struct asking asking[] = {
		{ "Asia/Tokyo", 1686783600, 20230615, 0 },
		{ "America/New_York", 1686783600, 20230614, 0 },
	};
	pthread_t threads[LENGTH(asking)];

	for (size_t i = 0; i < LENGTH(asking); i++)
		cr_assert_eq(pthread_create(&threads[i], NULL, ask, &asking[i]), 0);
	for (size_t i = 0; i < LENGTH(asking); i++) {
		pthread_join(threads[i], NULL);
		cr_expect_eq(asking[i].wrong, 0);
	}
}

Test(clock, a_moment_is_written_by_the_clock_of_its_zone)
{
	static const struct {
		const char *zone;
		int64_t time;
		const char *text;
	} cases[] = {
		{ "UTC", 1686735000, "2023-06-14T09:30:00Z" },
		{ "Africa/Kinshasa", 1686735000, "2023-06-14T10:30:00+01:00" },
		{ "America/St_Johns", 1686735000, "2023-06-14T07:00:00-02:30" },
		{ "Europe/London", 1673688600, "2023-01-14T09:30:00Z" },
		{ "Africa/Kinshasa", INT64_MAX, "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct zone *z;
		char text[CLOCK_LOCAL_SIZE];

		cr_assert_eq(zone_open(cases[i].zone, &z, NULL), ST_OK);
		clock_rfc3339_local(z, cases[i].time, text);
		cr_expect_str_eq(text, cases[i].text, "%s: %s", cases[i].zone, text);
		zone_free(z);
	}
}
