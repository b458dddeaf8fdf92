#include "base/clock.h"

#include <bsd/string.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	ZONE_NAME_SIZE = 64, /* the longest name of the database has 32 characters */
	YEAR_MIN = 1583,     /* the first whole year of the Gregorian calendar */
	YEAR_MAX = 9999,
	OFFSET_MAX = 16 * 3600, /* seconds: no zone was ever further from UTC */
};

static const char zone_magic[4] = "TZif"; /* RFC 8536 3.1 */
static const char zone_folder[] = "/usr/share/zoneinfo";
static const char zone_letters[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/";

struct zone {
	char name[ZONE_NAME_SIZE];
	bool utc; /* needs no database, and no switching */
};

/*
 * The C library knows one zone at a time, the process's TZ. It is set here and nowhere else, and
 * only when another one is asked for than the last time, so that a process that has gone into its
 * sandbox never needs the database again.
 */
static pthread_mutex_t zone_lock = PTHREAD_MUTEX_INITIALIZER;

static void zone_enter(const struct zone *z)
{
	const char *current;

	pthread_mutex_lock(&zone_lock);
	current = getenv("TZ");
	if (current == NULL || strcmp(current, z->name) != 0) {
		setenv("TZ", z->name, 1);
		tzset();
	}
}

static void zone_leave(void)
{
	pthread_mutex_unlock(&zone_lock);
}

/*
 * Does the system know the zone? tzset() takes any name, and UTC for what it does not find; so the
 * file itself is looked at, below the folder of the database only.
 */
static bool zone_known(const char *name)
{
	const char *folder = secure_getenv("TZDIR");
	char magic[sizeof zone_magic];
	struct stat st;
	bool known;
	int dir, fd = -1;

	if (*name == '\0' || *name == '/' || strspn(name, zone_letters) != strlen(name))
		return false;
	dir = open(folder != NULL ? folder : zone_folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (dir >= 0)
		fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	known = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    read(fd, magic, sizeof magic) == (ssize_t)sizeof magic &&
	    memcmp(magic, zone_magic, sizeof magic) == 0;
	if (fd >= 0)
		close(fd);
	if (dir >= 0)
		close(dir);
	return known;
}

enum status zone_open(const char *name, struct zone **out, struct error *e)
{
	bool utc = strcmp(name, "UTC") == 0;
	struct zone *z;

	*out = NULL;
	if (strlen(name) >= ZONE_NAME_SIZE || !(utc || zone_known(name)))
		return error_set(e, ST_INVALID, "%.64s: no time zone that this system knows", name);
	if ((z = calloc(1, sizeof *z)) == NULL)
		return error_set(e, ST_NOMEM, "no memory for a time zone");
	strlcpy(z->name, name, sizeof z->name);
	z->utc = utc;
	if (!utc) {
		zone_enter(z);
		zone_leave();
	}
	*out = z;
	return ST_OK;
}

void zone_free(struct zone *z)
{
	free(z);
}

int64_t clock_now(void)
{
	return time(NULL);
}

static int64_t clock_ms(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t clock_monotonic_ms(void)
{
	return clock_ms(CLOCK_MONOTONIC);
}

int64_t clock_used_ms(void)
{
	return clock_ms(CLOCK_THREAD_CPUTIME_ID);
}

static int day_of(int year, int month, int day)
{
	return year * 10000 + month * 100 + day;
}

/* The calendar and clock of a moment in the zone; false where there is none. */
static bool local_time(const struct zone *z, int64_t at, struct tm *tm)
{
	time_t t = (time_t)at;
	bool ok;

	if (z->utc)
		return gmtime_r(&t, tm) != NULL;
	zone_enter(z);
	ok = localtime_r(&t, tm) != NULL;
	zone_leave();
	return ok;
}

int clock_day(const struct zone *z, int64_t at)
{
	struct tm tm;

	if (!local_time(z, at, &tm) || tm.tm_year < YEAR_MIN - 1900 || tm.tm_year > YEAR_MAX - 1900)
		return 0;
	return day_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

/* Midnight of the day in UTC. */
static int64_t midnight(int day)
{
	struct tm tm = {
		.tm_year = day / 10000 - 1900,
		.tm_mon = day / 100 % 100 - 1,
		.tm_mday = day % 100,
	};

	return timegm(&tm);
}

int64_t clock_day_start(const struct zone *z, int day)
{
	int64_t first = midnight(day), before, middle;

	if (z->utc)
		return first;
	/* Halved until it is found: not every day has a midnight, and some have two. */
	before = first - OFFSET_MAX;
	first += OFFSET_MAX;
	while (first - before > 1) {
		middle = before + (first - before) / 2;
		if (clock_day(z, middle) >= day)
			first = middle;
		else
			before = middle;
	}
	return first;
}

int64_t clock_utc(int day, int second)
{
	return midnight(day) + second;
}

int64_t clock_local(const struct zone *z, int day, int second)
{
	time_t t;
	struct tm tm = {
		.tm_year = day / 10000 - 1900,
		.tm_mon = day / 100 % 100 - 1,
		.tm_mday = day % 100,
		.tm_hour = second / 3600,
		.tm_min = second / 60 % 60,
		.tm_sec = second % 60,
		.tm_isdst = -1,
	};

	if (z->utc)
		return clock_utc(day, second);
	zone_enter(z);
	t = mktime(&tm);
	zone_leave();
	return t;
}

bool clock_day_valid(int day)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year = day / 10000, month = day / 100 % 100, d = day % 100;
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || d < 1)
		return false;
	return d <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

unsigned clock_weekday(int day)
{
	const int64_t thursday = 3;           /* 1970-01-01 */
	int64_t days = midnight(day) / 86400; /* exact: midnights are whole days from 1970 */

	return (unsigned)(((days + thursday) % 7 + 7) % 7);
}

void clock_rfc3339(int64_t at, char out[CLOCK_RFC3339_SIZE])
{
	time_t t = (time_t)at;
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL ||
	    strftime(out, CLOCK_RFC3339_SIZE, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		*out = '\0';
}

void clock_rfc3339_local(const struct zone *z, int64_t at, char out[CLOCK_LOCAL_SIZE])
{
	struct tm tm;
	char moment[CLOCK_LOCAL_SIZE];
	long minutes;

	*out = '\0';
	if (!local_time(z, at, &tm) || tm.tm_year > YEAR_MAX - 1900 ||
	    strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%S", &tm) == 0)
		return;
	minutes = labs(tm.tm_gmtoff) / 60;
	if (tm.tm_gmtoff == 0)
		snprintf(out, CLOCK_LOCAL_SIZE, "%.19sZ", moment);
	else
		snprintf(out, CLOCK_LOCAL_SIZE, "%.19s%c%02ld:%02ld", moment,
		    tm.tm_gmtoff < 0 ? '-' : '+', minutes / 60 % 100, minutes % 60);
}

void clock_day_text(int day, char out[CLOCK_DAY_SIZE])
{
	char text[16];

	*out = '\0';
	if (day <= 0 || day / 10000 > YEAR_MAX)
		return;
	snprintf(
	    text, sizeof text, "%04d-%02d-%02d", day / 10000 % 10000, day / 100 % 100, day % 100);
	strlcpy(out, text, CLOCK_DAY_SIZE);
}
