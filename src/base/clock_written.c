#include "base/clock.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>

enum {
	FOLDED_MAX = CLOCK_WRITTEN_MAX * 4,
	ALONE_MAX = 160,         /* bytes of a date that stands alone, folded */
	YEAR_WRITTEN_MAX = 2199, /* numbers above it count something else than years */
	TIME_WORDS_MAX = 8,      /* "a 10 h 30 min gmt" has six */
	SECONDS_A_DAY = 86400,
};

/* A place in folded text: at the start of a word, or at its end. */
struct reader {
	const struct words *words;
	const char *p;
};

struct written {
	int year; /* 0: not written */
	int month, day;
};

/* Past a word that ends at `end`. */
static void move_to(struct reader *r, const char *end)
{
	r->p = *end == ' ' ? end + 1 : end;
}

static bool take_name(struct reader *r, enum date_name kind, unsigned *index)
{
	size_t n = words_match(r->words, kind, r->p, index);

	if (n == 0)
		return false;
	move_to(r, r->p + n);
	return true;
}

static bool skip_name(struct reader *r, enum date_name kind)
{
	unsigned index;

	return take_name(r, kind, &index);
}

/* The number of one to four digits that p begins with and what follows it; NULL if there is none.
 */
static const char *number(const char *p, size_t *digits, int *value)
{
	*digits = strspn(p, "0123456789");
	if (*digits == 0 || *digits > 4)
		return NULL;
	*value = 0;
	for (size_t i = 0; i < *digits; i++)
		*value = *value * 10 + (p[i] - '0');
	return p + *digits;
}

static bool at_word_end(const char *p)
{
	return *p == ' ' || *p == '\0';
}

/* "14", "1er", "14th". */
static bool take_day(struct reader *r, int *day)
{
	size_t digits;
	unsigned index;
	const char *end = number(r->p, &digits, day);

	if (end == NULL || digits > 2)
		return false;
	if (!at_word_end(end))
		end += words_match(r->words, DATE_ORDINALS, end, &index);
	if (!at_word_end(end))
		return false;
	move_to(r, end);
	return true;
}

static bool take_month(struct reader *r, int *month)
{
	unsigned index;

	if (!take_name(r, DATE_MONTHS, &index))
		return false;
	*month = (int)index + 1;
	return true;
}

static bool take_year(struct reader *r, int *year)
{
	size_t digits;
	int value;
	const char *end = number(r->p, &digits, &value);

	if (end == NULL || digits != 4 || value > YEAR_WRITTEN_MAX || !at_word_end(end))
		return false;
	*year = value;
	move_to(r, end);
	return true;
}

/* Take what is looked for, after words that may stand before it ("of", "tarehe"). */
static bool seek(struct reader *r, bool (*take)(struct reader *, int *), int *out)
{
	struct reader at = *r;

	while (!take(&at, out))
		if (!skip_name(&at, DATE_WITHIN))
			return false;
	*r = at;
	return true;
}

/* Day and month in either order, and a year if there is one. */
static bool take_date(struct reader *r, struct written *out)
{
	struct reader at = *r;

	*out = (struct written){ 0 };
	if (!seek(&at, take_day, &out->day) || !seek(&at, take_month, &out->month)) {
		at = *r;
		if (!seek(&at, take_month, &out->month) || !seek(&at, take_day, &out->day))
			return false;
	}
	if (!seek(&at, take_year, &out->year))
		out->year = 0;
	*r = at;
	return true;
}

static int day_number(int year, int month, int day)
{
	int n = year * 10000 + month * 100 + day;

	return month <= 12 && day <= 31 && clock_day_valid(n) ? n : 0;
}

/*
 * 14/06/2023 or 14.06.2023: day or month first, whichever the calendar allows; where it allows both
 * nobody knows.
 */
static int take_numeric(struct reader *r)
{
	size_t digits;
	int first, second, year, by_day, by_month;
	const char *end = number(r->p, &digits, &first);

	if (end == NULL || digits > 2 || *end != ' ' ||
	    (end = number(end + 1, &digits, &second)) == NULL || digits > 2 || *end != ' ')
		return 0;
	move_to(r, end);
	if (!take_year(r, &year))
		return 0;
	by_day = day_number(year, second, first);
	by_month = day_number(year, first, second);
	if (by_day != 0 && by_month != 0 && by_day != by_month)
		return 0;
	return by_day != 0 ? by_day : by_month;
}

/* One word of a time: "10", "10h30", "10am". */
static bool skip_time(struct reader *r)
{
	size_t digits;
	unsigned index;
	int value;
	const char *end = number(r->p, &digits, &value);

	if (end == NULL || digits > 2)
		return false;
	if (*end == 'h')
		end += 1 + strspn(end + 1, "0123456789");
	else if (!at_word_end(end))
		end += words_match(r->words, DATE_AFTER, end, &index);
	if (!at_word_end(end))
		return false;
	move_to(r, end);
	return true;
}

/* The whole text as a date with its year; 0 if it is anything else. */
static int read_alone(const struct words *words, const char *folded)
{
	struct reader r = { .words = words, .p = folded };
	struct reader numeric;
	struct written date;
	int day;

	while (skip_name(&r, DATE_BEFORE))
		;
	numeric = r;
	if (take_date(&r, &date)) {
		day = date.year != 0 ? day_number(date.year, date.month, date.day) : 0;
	} else {
		r = numeric;
		day = take_numeric(&r);
	}
	for (int i = 0; i < TIME_WORDS_MAX && *r.p != '\0'; i++)
		if (!skip_name(&r, DATE_AFTER) && !skip_time(&r))
			return 0;
	return *r.p == '\0' ? day : 0;
}

/* The day up to `last` that has this weekday, in the years near it; 0 if there is none. */
static int guess(const struct written *date, unsigned weekday, int last)
{
	for (int year = last / 10000; year >= last / 10000 - CLOCK_YEARS_NEAR; year--) {
		int day = day_number(year, date->month, date->day);

		if (day != 0 && day <= last && day > last - CLOCK_YEARS_NEAR * 10000 &&
		    clock_weekday(day) == weekday)
			return day;
	}
	return 0;
}

/* Is there a weekday and a date after it here? */
static bool read_here(struct reader r, unsigned *weekday, struct written *out)
{
	return take_name(&r, DATE_WEEKDAYS, weekday) && take_date(&r, out);
}

/* The first weekday with a date after it in the text. */
static bool find_weekday(const char *folded, const struct words *const *words, size_t n,
    unsigned *weekday, struct written *out)
{
	for (const char *p = folded; p != NULL; p = strchr(p, ' ')) {
		p += *p == ' ';
		for (size_t i = 0; i < n; i++)
			if (read_here((struct reader){ words[i], p }, weekday, out))
				return true;
	}
	return false;
}

static void settle(const char *folded, bool alone, const struct words *const *words, size_t n,
    int last, struct when *out)
{
	struct written date;
	unsigned weekday;

	if (find_weekday(folded, words, n, &weekday, &date)) {
		out->precision = date.year != 0 ? PRECISION_DAY : PRECISION_GUESS;
		if (date.year == 0)
			out->day = guess(&date, weekday, last);
		else
			out->day = day_number(date.year, date.month, date.day);
		if (out->day != 0 && clock_weekday(out->day) != weekday)
			out->day = 0;
		return;
	}
	if (!alone || strlen(folded) > ALONE_MAX)
		return;
	out->precision = PRECISION_DAY;
	for (size_t i = 0; out->day == 0 && i < n; i++)
		out->day = read_alone(words[i], folded);
}

bool clock_written(const char *s, size_t len, bool alone, const struct words *const *words,
    size_t n, int64_t near, const struct zone *z, struct when *out)
{
	struct buf folded = BUF(FOLDED_MAX);

	*out = (struct when){ 0 };
	if (alone && len > CLOCK_WRITTEN_MAX)
		alone = false;
	utf8_fold(&folded, s, len < CLOCK_WRITTEN_MAX ? len : CLOCK_WRITTEN_MAX);
	if (buf_status(&folded) == ST_OK)
		settle(buf_str(&folded), alone, words, n, clock_day(z, near + SECONDS_A_DAY), out);
	buf_clear(&folded);
	if (out->day == 0)
		*out = (struct when){ 0 };
	else
		out->time = clock_day_start(z, out->day);
	return out->day != 0;
}
