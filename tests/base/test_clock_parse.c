#include "tests/base/helpers.h"

#include "base/clock.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <string.h>

Test(clock_parse, dates_of_machines_are_read)
{
	static const struct {
		const char *text;
		int64_t time;
		int day;
		enum precision precision;
	} rows[] = {
		{ "2023-06-14T09:30:00Z", 1686735000, 20230614, PRECISION_SECOND },
		{ "2023-06-14t09:30:00z", 1686735000, 20230614, PRECISION_SECOND },
		{ "2023-06-14T09:30:00.123456Z", 1686735000, 20230614, PRECISION_SECOND },
		{ "2023-06-14T11:30:00+02:00", 1686735000, 20230614, PRECISION_SECOND },
		{ "2023-06-14T04:00:00-05:30", 1686735000, 20230614, PRECISION_SECOND },
		{ "2023-06-14 09:30:00 +0000", 1686735000, 20230614, PRECISION_SECOND },
		{ "2023-06-14 09:30:00 UTC", 1686735000, 20230614, PRECISION_SECOND },
		{ "2023-06-14 11:30+02", 1686735000, 20230614, PRECISION_SECOND },
		/* Kinshasa's time where none is named. */
		{ "2023-06-14 10:30:00", 1686735000, 20230614, PRECISION_SECOND },
		{ "2023-06-14T10:30", 1686735000, 20230614, PRECISION_SECOND },
		{ " 2023-06-14T10:30\n", 1686735000, 20230614, PRECISION_SECOND },
		/* The day is the zone's. */
		{ "2023-06-14T23:30:00Z", 1686785400, 20230615, PRECISION_SECOND },
		{ "2016-12-31T23:59:60Z", 1483228799, 20170101, PRECISION_SECOND },
		{ "2023-06-14", 1686697200, 20230614, PRECISION_DAY },
		{ "2023/06/14", 1686697200, 20230614, PRECISION_DAY },
		{ "20230614", 1686697200, 20230614, PRECISION_DAY },
		{ "2024-02-29", 1709161200, 20240229, PRECISION_DAY },
		{ "Wed, 14 Jun 2023 09:30:00 GMT", 1686735000, 20230614, PRECISION_SECOND },
		{ "wed, 14 jun 2023 09:30:00 gmt", 1686735000, 20230614, PRECISION_SECOND },
		{ "14 Jun 2023 09:30 GMT", 1686735000, 20230614, PRECISION_SECOND },
		{ "Wed,  14 Jun 2023 9:30:00 +0000", 1686735000, 20230614, PRECISION_SECOND },
		{ "Wed, 14 Jun 23 05:30:00 EDT", 1686735000, 20230614, PRECISION_SECOND },
		{ "Wed, 14 Jun 2023 11:30:00 +0200 (CEST)", 1686735000, 20230614,
		    PRECISION_SECOND },
		{ "Wed, 14 Jun 2023 10:30:00", 1686735000, 20230614, PRECISION_SECOND },
		{ "Sun, 14 Jun 2023 09:30:00 GMT", 1686735000, 20230614, PRECISION_SECOND },
		{ "Wed, 14 Jun 2023", 1686697200, 20230614, PRECISION_DAY },
		{ "14 June 2023", 1686697200, 20230614, PRECISION_DAY },
		{ "Wednesday, 14-Jun-23 09:30:00 GMT", 1686735000, 20230614, PRECISION_SECOND },
		{ "Wednesday, 14 June 2023 09:30:00 +0000", 1686735000, 20230614,
		    PRECISION_SECOND },
		{ "Thu, 14 Sept. 2023 09:30:00 GMT", 1694683800, 20230914, PRECISION_SECOND },
		{ "Wed, 14 Jun 2023 11:30:00 CEST", 1686735000, 20230614, PRECISION_SECOND },
		{ "Wed, 14 Jun 2023 11:30:00 GMT+0200", 1686735000, 20230614, PRECISION_SECOND },
		{ "Wed, 14 Jun 2023 08:30:00 UTC-01:00", 1686735000, 20230614, PRECISION_SECOND },
		{ "Wed Jun 14 10:30:00 2023", 1686735000, 20230614, PRECISION_SECOND },
		{ "Wed Jun 14 09:30:00 UTC 2023", 1686735000, 20230614, PRECISION_SECOND },
		{ "Wed Jun 14 11:30:00 +0200 2023", 1686735000, 20230614, PRECISION_SECOND },
		{ "Wed Jun 14 2023 11:30:00 GMT+0200 (CEST)", 1686735000, 20230614,
		    PRECISION_SECOND },
		{ "June 14, 2023", 1686697200, 20230614, PRECISION_DAY },
		{ "1 Jan 70 00:00 GMT", 0, 19700101, PRECISION_SECOND },
		{ "1 Jan 103 00:00 GMT", 1041379200, 20030101, PRECISION_SECOND },
	};
	struct zone *z;

	cr_assert_eq(zone_open("Africa/Kinshasa", &z, NULL), ST_OK);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct when w;

		cr_expect(
		    clock_parse(rows[i].text, strlen(rows[i].text), z, &w), "%s", rows[i].text);
		cr_expect_eq(w.time, rows[i].time, "%s: %" PRId64, rows[i].text, w.time);
		cr_expect_eq(w.day, rows[i].day, "%s: %d", rows[i].text, w.day);
		cr_expect_eq(w.precision, rows[i].precision, "%s", rows[i].text);
	}
	zone_free(z);
}

Test(clock_parse, anything_else_is_refused_and_leaves_nothing)
{
	static const char *const rows[] = {
		"",
		" ",
		"2023",
		"2023-06",
		"2023-6-14",
		"2023-06-31",
		"2023-02-29",
		"2023-13-01",
		"2023-00-01",
		"0000-00-00",
		"0000-00-00 00:00:00",
		"1582-10-04",
		"2023-06/14",
		"14-06-2023",
		"14/06/2023",
		"20230631",
		"2023061",
		"202306144",
		"2023-06-14T",
		"2023-06-14T24:00:00Z",
		"2023-06-14T09:60:00Z",
		"2023-06-14T09:30:61Z",
		"2023-06-14T9:30:00Z",
		"2023-06-14T09:30:00.Z",
		"2023-06-14T09:30:00+2",
		"2023-06-14T09:30:00+02:60",
		"2023-06-14T09:30:00 Europe/Paris",
		"2023-06-14T09:30:00Zulu",
		"2023-06-14T09:30:00Z trailing",
		"2023-06-14 or so",
		"Wed, 14 Juin 2023 09:30:00 GMT",
		"Mer, 14 Jun 2023 09:30:00 GMT",
		"Wed, 31 Jun 2023 09:30:00 GMT",
		"Wed, 14 Ju 2023 09:30:00 GMT",
		"Wed, 14 Juneau 2023 09:30:00 GMT",
		"Wed Jun 14",
		"Wed Jun 14 09:30:00",
		"Wed Jun 14 09:30:00 XYZ 2023",
		"Wed, 14 Jun 2023 09:30:00 EST+0200",
		"Wed, 14 Jun 2023 09:30:00 GMT+",
		"Wed, 14 Jun 2023 09:30:00 XYZ",
		"Wed, 14 Jun 2023 09:30:00 GMT (",
		"mercredi 14 juin",
		"1686735000",
		"99999999999999999999-01-01",
	};
	struct zone *z;

	cr_assert_eq(zone_open("UTC", &z, NULL), ST_OK);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct when w = { .time = 7, .day = 7, .precision = PRECISION_DAY };

		cr_expect_not(clock_parse(rows[i], strlen(rows[i]), z, &w), "%s", rows[i]);
		cr_expect(
		    w.time == 0 && w.day == 0 && w.precision == PRECISION_NONE, "%s", rows[i]);
	}
	zone_free(z);
}

Test(clock_parse, bytes_beyond_the_length_are_not_read)
{
	struct zone *z;
	struct when w;

	cr_assert_eq(zone_open("UTC", &z, NULL), ST_OK);
	cr_expect(clock_parse("2023-06-14T09:30:00Z", 10, z, &w));
	cr_expect_eq(w.precision, PRECISION_DAY);
	cr_expect_not(clock_parse("2023-06-14\0", 11, z, &w));
	zone_free(z);
}
