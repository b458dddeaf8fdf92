/* base/clock.h -- moments, days and zones; dates as machines and as people write them */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/status.h"
#include "base/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How well a moment is known; the archive keeps the number. */
enum precision {
	PRECISION_NONE,   /* not at all */
	PRECISION_GUESS,  /* the day was written, its year was worked out */
	PRECISION_DAY,    /* the day */
	PRECISION_SECOND, /* day and time */
};

/* A calendar day as year * 10000 + month * 100 + day: 20230614. 0: not known. */
struct when {
	int64_t time; /* seconds since 1970, UTC; a day alone is its first second in the zone */
	int day;      /* in the zone, or as it was written */
	enum precision precision;
};

/* A time zone of the IANA database. */
struct zone;

/*
 * ST_INVALID if the system knows no zone of that name ("UTC" it always knows), ST_NOMEM. $TZDIR
 * names another database than the system's. Reads the database: open a zone before a sandbox
 * closes, and use it alone from there on. The caller ends *out with zone_free().
 */
enum status zone_open(const char *name, struct zone **out, struct error *e);
void zone_free(struct zone *z);

int64_t clock_now(void);          /* seconds since 1970, UTC */
int64_t clock_monotonic_ms(void); /* milliseconds of a clock that nobody sets */
int64_t clock_used_ms(void); /* of the processor, that this thread has had: others do not count */

/* The day of a moment in that zone, 0 outside of the calendar; the first second of a day there. */
int clock_day(const struct zone *z, int64_t time);
int64_t clock_day_start(const struct zone *z, int day);

/* The moment when clocks show `second` (0 to 86399) of that day: in UTC; in that zone. */
int64_t clock_utc(int day, int second);
int64_t clock_local(const struct zone *z, int day, int second);

/* Does the calendar have that day (1583 to 9999)? Monday is 0. */
bool clock_day_valid(int day);
unsigned clock_weekday(int day);

/*
 * A date as machines write it: RFC 3339, ISO 8601 with a space, without seconds, without zone (then
 * `z`), RFC 822, 850 and 2822 with or without weekday (which is not held against the date), time
 * or zone, names whole or cut; what asctime() of C, date(1) and JavaScript write; a day alone
 * (2023-06-14, 2023/06/14, 20230614). White space around it is left out. False, and *out zero,
 * when it is none of these or no day of the calendar.
 */
bool clock_parse(const char *s, size_t len, const struct zone *z, struct when *out);

/*
 * The first date as people write it within the first CLOCK_WRITTEN_MAX bytes of s: weekday, day and
 * month, with or without year ("mercredi 14 juin", "Wednesday, June 14, 2023"), or, where `alone`,
 * the whole of s may be a day, month and year without weekday, with what usually goes before
 * ("Publié le") and a time after it, which is not read. Names of months and weekdays come from
 * words[0..n), whatever their case and accents. 14/06/2023, with any marks between, is a date only
 * alone, and only where day and month cannot be taken for each other (05/06/2023 is refused).
 *
 * Without a year, it is the one in which the weekday fits within CLOCK_YEARS_NEAR years up to the
 * day after `near` (a weekday comes back after 5 years at the earliest, so there is at most one);
 * precision is PRECISION_GUESS then. With a year that contradicts the weekday the date is refused,
 * and no other one is looked for. False, and *out zero, when there is none or no year fits.
 */
enum { CLOCK_WRITTEN_MAX = 8192 };
enum { CLOCK_YEARS_NEAR = 5 };
bool clock_written(const char *s, size_t len, bool alone, const struct words *const *words,
    size_t n, int64_t near, const struct zone *z, struct when *out);

/* "2023-06-14T09:30:00Z"; "" for a year above 9999. */
enum { CLOCK_RFC3339_SIZE = 21 };
void clock_rfc3339(int64_t time, char out[CLOCK_RFC3339_SIZE]);

/* The same moment by the zone's clock: "2023-06-14T10:30:00+01:00", or with Z where it is UTC's. */
enum { CLOCK_LOCAL_SIZE = 26 };
void clock_rfc3339_local(const struct zone *z, int64_t time, char out[CLOCK_LOCAL_SIZE]);

/* "2023-06-14"; "" for day 0. */
enum { CLOCK_DAY_SIZE = 11 };
void clock_day_text(int day, char out[CLOCK_DAY_SIZE]);

#endif
