#include "base/clock.h"

#include <string.h>
#include <strings.h>

/* What is left to read. */
struct scan {
	const char *p, *end;
};

/* A date being put together. */
struct parts {
	int year, month, day;
	bool has_time;
	int hour, minute, second;
	bool has_offset;
	int offset; /* seconds east of UTC */
};

static const char *const weekday_names[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
	"Saturday", "Sunday" };
static const char *const month_names[] = { "January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December" };

enum { NAME_MIN = 3 /* letters that a name is cut to: Sep, Sept */ };

/* RFC 822 5.1, and those of Europe and Africa that mean one thing; hours east of UTC. Military
 * letters other than Z say nothing sure (RFC 2822 4.3). */
static const struct {
	const char *name;
	int hours;
} zone_names[] = {
	{ "Z", 0 },
	{ "UT", 0 },
	{ "UTC", 0 },
	{ "GMT", 0 },
	{ "EST", -5 },
	{ "EDT", -4 },
	{ "CST", -6 },
	{ "CDT", -5 },
	{ "MST", -7 },
	{ "MDT", -6 },
	{ "PST", -8 },
	{ "PDT", -7 },
	{ "WET", 0 },
	{ "WEST", 1 },
	{ "BST", 1 },
	{ "CET", 1 },
	{ "CEST", 2 },
	{ "EET", 2 },
	{ "EEST", 3 },
	{ "MSK", 3 },
	{ "WAT", 1 },
	{ "CAT", 2 },
	{ "SAST", 2 },
	{ "EAT", 3 },
};

#define LENGTH(table) (sizeof(table) / sizeof *(table))

static bool at_end(const struct scan *s)
{
	return s->p == s->end;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* One character of `set`, taken; '\0' if there is another. */
static char take_one(struct scan *s, const char *set)
{
	if (at_end(s) || *s->p == '\0' || strchr(set, *s->p) == NULL)
		return '\0';
	return *s->p++;
}

static size_t take_spaces(struct scan *s)
{
	const char *from = s->p;

	while (take_one(s, " \t\r\n") != '\0')
		;
	return (size_t)(s->p - from);
}

/* A number of `min` to `max` digits, all of them; at most 9. Returns how many, 0 for another. */
static int take_number(struct scan *s, int min, int max, int *out)
{
	int n = 0, value = 0;

	while (n <= max && s->p + n < s->end && is_digit(s->p[n]))
		n++;
	if (n < min || n > max)
		return 0;
	for (int i = 0; i < n; i++)
		value = value * 10 + (s->p[i] - '0');
	s->p += n;
	*out = value;
	return n;
}

/* One of the names, whatever its case, whole or cut to its first letters; its place, or -1. */
static int take_name(struct scan *s, const char *const names[], size_t n)
{
	size_t len = 0;

	while (s->p + len < s->end && is_letter(s->p[len]))
		len++;
	for (size_t i = 0; len >= NAME_MIN && i < n; i++) {
		if (strlen(names[i]) >= len && strncasecmp(s->p, names[i], len) == 0) {
			s->p += len;
			take_one(s, ".");
			return (int)i;
		}
	}
	return -1;
}

/* Digits after the seconds, which nobody here needs. */
static bool take_fraction(struct scan *s)
{
	const char *from;

	if (take_one(s, ".,") == '\0')
		return true;
	for (from = s->p; !at_end(s) && is_digit(*s->p);)
		s->p++;
	return s->p > from;
}

/* 09:30, 09:30:15 or 09:30:15.25; an hour of one digit as well where RFC 822 is sloppy. */
static bool take_time(struct scan *s, int hour_digits, struct parts *out)
{
	if (take_number(s, hour_digits, 2, &out->hour) == 0 || take_one(s, ":") == '\0' ||
	    take_number(s, 2, 2, &out->minute) == 0)
		return false;
	if (take_one(s, ":") != '\0' &&
	    (take_number(s, 2, 2, &out->second) == 0 || !take_fraction(s)))
		return false;
	out->has_time = true;
	return out->hour < 24 && out->minute < 60 && out->second <= 60;
}

/* 02:00, 0200, 02 after its sign. */
static bool take_hours(struct scan *s, char sign, struct parts *out)
{
	int hours = 0, minutes = 0;

	if (take_number(s, 4, 4, &hours) > 0) {
		minutes = hours % 100;
		hours /= 100;
	} else if (take_number(s, 2, 2, &hours) == 0 ||
	    (take_one(s, ":") != '\0' && take_number(s, 2, 2, &minutes) == 0)) {
		return false;
	}
	out->offset += (hours * 60 + minutes) * 60 * (sign == '-' ? -1 : 1);
	return hours < 24 && minutes < 60;
}

/* +02:00, +0200, +02, Z, GMT, EST, GMT+0200; false only for something that begins so and is none.
 */
static bool take_offset(struct scan *s, struct parts *out)
{
	size_t len = 0;
	char sign;

	if (at_end(s))
		return true;
	out->has_offset = true;
	if ((sign = take_one(s, "+-")) != '\0')
		return take_hours(s, sign, out);
	while (s->p + len < s->end && is_letter(s->p[len]))
		len++;
	for (size_t i = 0; i < LENGTH(zone_names); i++) {
		if (strlen(zone_names[i].name) == len &&
		    strncasecmp(s->p, zone_names[i].name, len) == 0) {
			s->p += len;
			out->offset = zone_names[i].hours * 3600;
			sign = out->offset == 0 ? take_one(s, "+-") : '\0';
			return sign == '\0' || take_hours(s, sign, out);
		}
	}
	return false;
}

/* A comment at the end: "(CEST)" (RFC 2822 3.2.3, one without others inside). */
static bool take_comment(struct scan *s)
{
	take_spaces(s);
	if (take_one(s, "(") == '\0')
		return true;
	while (!at_end(s) && *s->p != ')' && *s->p != '(')
		s->p++;
	return take_one(s, ")") != '\0';
}

/* RFC 3339 and what ISO 8601 has beside it. */
static bool take_iso(struct scan *s, struct parts *out)
{
	int compact;
	char separator;

	if (take_number(s, 8, 8, &compact) > 0) {
		out->year = compact / 10000;
		out->month = compact / 100 % 100;
		out->day = compact % 100;
		return at_end(s);
	}
	if (take_number(s, 4, 4, &out->year) == 0 || (separator = take_one(s, "-/")) == '\0' ||
	    take_number(s, 2, 2, &out->month) == 0 || take_one(s, "-/") != separator ||
	    take_number(s, 2, 2, &out->day) == 0)
		return false;
	if (at_end(s))
		return true;
	if (take_one(s, "Tt") == '\0' && take_spaces(s) == 0)
		return false;
	if (!take_time(s, 2, out))
		return false;
	take_spaces(s);
	return take_offset(s, out) && at_end(s);
}

/* Years of two and three digits: RFC 2822 4.3. */
static int whole_year(int year, int digits)
{
	if (digits == 2)
		return year < 50 ? year + 2000 : year + 1900;
	return digits == 3 ? year + 1900 : year;
}

/* What parts day, month and year: spaces, or a hyphen (RFC 850). */
static bool take_gap(struct scan *s)
{
	return take_spaces(s) > 0 || take_one(s, "-") != '\0';
}

/* The weekday, which is not held against the date. */
static void take_weekday(struct scan *s)
{
	if (take_name(s, weekday_names, LENGTH(weekday_names)) >= 0) {
		take_one(s, ",");
		take_spaces(s);
	}
}

static bool take_month(struct scan *s, struct parts *out)
{
	return (out->month = take_name(s, month_names, LENGTH(month_names)) + 1) > 0;
}

static bool take_zone(struct scan *s, struct parts *out)
{
	take_spaces(s);
	if (!at_end(s) && *s->p != '(' && !take_offset(s, out))
		return false;
	return take_comment(s) && at_end(s);
}

static bool take_822(struct scan *s, struct parts *out)
{
	int digits;

	take_weekday(s);
	if (take_number(s, 1, 2, &out->day) == 0 || !take_gap(s) || !take_month(s, out) ||
	    !take_gap(s) || (digits = take_number(s, 2, 4, &out->year)) == 0)
		return false;
	out->year = whole_year(out->year, digits);
	if (at_end(s))
		return true;
	return take_spaces(s) > 0 && take_time(s, 1, out) && take_zone(s, out);
}

/* A zone or none, and the year: "UTC 2023". */
static bool take_last_year(struct scan *s, struct parts *out)
{
	struct scan zone = *s;

	while (!at_end(s) && *s->p != ' ')
		s->p++;
	if (at_end(s)) {
		*s = zone;
	} else {
		zone.end = s->p;
		if (!take_offset(&zone, out) || !at_end(&zone))
			return false;
		take_spaces(s);
	}
	return take_number(s, 4, 4, &out->year) > 0 && at_end(s);
}

/* What asctime() of C, date(1) and Date of JavaScript write: the year before the time, or last. */
static bool take_asctime(struct scan *s, struct parts *out)
{
	take_weekday(s);
	if (!take_month(s, out) || take_spaces(s) == 0 || take_number(s, 1, 2, &out->day) == 0)
		return false;
	take_one(s, ",");
	if (take_spaces(s) == 0)
		return false;
	if (take_number(s, 4, 4, &out->year) == 0)
		return take_time(s, 1, out) && take_spaces(s) > 0 && take_last_year(s, out);
	return at_end(s) || (take_spaces(s) > 0 && take_time(s, 1, out) && take_zone(s, out));
}

bool clock_parse(const char *s, size_t len, const struct zone *z, struct when *out)
{
	static bool (*const forms[])(
	    struct scan *, struct parts *) = { take_iso, take_822, take_asctime };
	struct scan whole = { .p = s, .end = s + len };
	struct parts parts = { 0 };
	bool found = false;
	int day, second;

	*out = (struct when){ 0 };
	take_spaces(&whole);
	while (!at_end(&whole) && strchr(" \t\r\n", whole.end[-1]) != NULL && whole.end[-1] != '\0')
		whole.end--;
	for (size_t i = 0; !found && i < LENGTH(forms); i++) {
		struct scan scan = whole;

		parts = (struct parts){ 0 };
		found = forms[i](&scan, &parts);
	}
	day = parts.year * 10000 + parts.month * 100 + parts.day;
	if (!found || parts.month > 12 || parts.day > 31 || !clock_day_valid(day))
		return false;
	if (!parts.has_time) {
		*out = (struct when){ clock_day_start(z, day), day, PRECISION_DAY };
		return true;
	}
	/* The moment of a leap second is that of the one before. */
	second = parts.hour * 3600 + parts.minute * 60 + (parts.second < 60 ? parts.second : 59);
	*out = (struct when){ clock_local(z, day, second), day, PRECISION_SECOND };
	if (parts.has_offset) {
		out->time = clock_utc(day, second) - parts.offset;
		out->day = clock_day(z, out->time);
	}
	if (out->day == 0)
		*out = (struct when){ 0 };
	return out->day != 0;
}
