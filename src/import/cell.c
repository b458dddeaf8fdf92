#include "import/cell.h"

#include "base/clock.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	UUID_LENGTH = 36,        /* RFC 9562 4 */
	UUID_DIGITS = 32,        /* of it without hyphens */
	OBJECT_ID_DIGITS = 24,   /* MongoDB's ObjectId, which Ghost has too */
	SECONDS_DIGITS_MIN = 9,  /* 1973 on */
	SECONDS_DIGITS_MAX = 10, /* to 2286 */
	MILLI_DIGITS = 3,
	DATE_BYTES_MAX = 128,
};

bool cell_is_empty(const char *s, size_t len)
{
	static const char *const nothing[] = { "null", "none", "nan", "nil", "n/a", "na", "\\n",
		"-" };

	while (len > 0 && isspace((unsigned char)*s)) {
		s++;
		len--;
	}
	while (len > 0 && isspace((unsigned char)s[len - 1]))
		len--;
	if (len == 0)
		return true;
	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
		if (strlen(nothing[i]) == len && strncasecmp(nothing[i], s, len) == 0)
			return true;
	return false;
}

/* Seconds or milliseconds since 1970, as databases export them. */
static bool epoch_date(const char *s, const struct zone *z, struct when *out)
{
	size_t n = strspn(s, "0123456789");
	int64_t time;

	if (s[n] == '.' && strspn(s + n + 1, "0") == strlen(s + n + 1))
		;
	else if (s[n] != '\0')
		return false;
	if (n < SECONDS_DIGITS_MIN || n > SECONDS_DIGITS_MAX + MILLI_DIGITS)
		return false;
	time = strtoll(s, NULL, 10);
	if (n > SECONDS_DIGITS_MAX)
		time /= 1000;
	*out =
	    (struct when){ .time = time, .day = clock_day(z, time), .precision = PRECISION_SECOND };
	return true;
}

bool cell_slashed(const char *s, const struct import_options *o, struct when *out)
{
	const char *lang = o->lang != NULL ? o->lang : o->nwords > 0 ? words_code(o->words[0]) : "";
	char iso[DATE_BYTES_MAX];
	unsigned a, b, year;
	int used = 0, n;
	bool month_first;

	if (sscanf(s, "%2u%*1[/.-]%2u%*1[/.-]%4u%n", &a, &b, &year, &used) != 3 || year < 1000)
		return false;
	month_first = b > 12 || (a <= 12 && strncmp(lang, "en", 2) == 0);
	n = snprintf(iso, sizeof iso, "%04u-%02u-%02u%s", year, month_first ? a : b,
	    month_first ? b : a, s + used);
	return n > 0 && (size_t)n < sizeof iso && clock_parse(iso, (size_t)n, o->zone, out);
}

/* Does the text name a zone after its time? */
static bool has_zone(const char *s)
{
	const char *time = strchr(s, ':');

	return time != NULL && (strpbrk(time, "+-") != NULL || strpbrk(time, "ZzGUTE") != NULL);
}

void cell_date(
    const char *s, const struct input *in, const struct import_options *o, struct when *out)
{
	size_t len = strlen(s);

	*out = (struct when){ 0 };
	if (len > DATE_BYTES_MAX)
		return;
	if (!epoch_date(s, o->zone, out) && !clock_parse(s, len, o->zone, out) &&
	    !cell_slashed(s, o, out) &&
	    !clock_written(s, len, true, o->words, o->nwords, in->mtime, o->zone, out))
		return;
	if (out->precision == PRECISION_SECOND && strchr(s, ':') != NULL && !has_zone(s) &&
	    out->time == clock_day_start(o->zone, out->day))
		out->precision = PRECISION_DAY;
}

void cell_date_gmt(
    const char *s, const struct input *in, const struct import_options *o, struct when *out)
{
	char zoned[DATE_BYTES_MAX + 2];

	if (strlen(s) <= DATE_BYTES_MAX && strchr(s, ':') != NULL && !has_zone(s)) {
		snprintf(zoned, sizeof zoned, "%sZ", s);
		cell_date(zoned, in, o, out);
	} else {
		cell_date(s, in, o, out);
	}
}

static bool is_word(const char *s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(words[i], s) == 0)
			return true;
	return false;
}

bool cell_is_yes(const char *s)
{
	static const char *const words[] = { "true", "yes", "1", "y", "t", "on", "oui", "vrai" };

	return is_word(s, words, sizeof words / sizeof *words);
}

bool cell_is_no(const char *s)
{
	static const char *const words[] = { "false", "no", "0", "n", "f", "off", "non", "faux" };

	return is_word(s, words, sizeof words / sizeof *words);
}

enum status cell_themes(const char *s, const char *marks, struct names *out)
{
	static const char around[] = " []{}\"'\t";
	enum status st = ST_OK;

	while (*s != '\0' && st == ST_OK) {
		size_t len = strcspn(s, marks), n = len;
		const char *name = s;

		while (n > 0 && strchr(around, *name) != NULL) {
			name++;
			n--;
		}
		while (n > 0 && strchr(around, name[n - 1]) != NULL)
			n--;
		if (!cell_is_empty(name, n))
			st = names_append(out, name, n);
		s += len + (s[len] != '\0');
	}
	return st;
}

bool cell_is_global_id(const char *s)
{
	size_t len = strlen(s), hyphens = 0, letters = 0;

	if (strstr(s, "://") != NULL || strncasecmp(s, "urn:", 4) == 0 ||
	    strncasecmp(s, "tag:", 4) == 0)
		return true;
	for (const char *p = s; *p != '\0'; p++) {
		if (!isxdigit((unsigned char)*p) && *p != '-')
			return false;
		hyphens += *p == '-';
		letters += isalpha((unsigned char)*p) != 0;
	}
	if (hyphens > 0)
		return len == UUID_LENGTH && hyphens == 4;
	/* A number that was filled up with zeros is none. */
	return letters > 0 && (len == UUID_DIGITS || len == OBJECT_ID_DIGITS);
}

bool cell_is_link(const char *s)
{
	static const char *const schemes[] = { "http://", "https://", "gemini://", "gopher://" };

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (strncasecmp(s, schemes[i], strlen(schemes[i])) == 0)
			return true;
	return false;
}
