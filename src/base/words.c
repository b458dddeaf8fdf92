#include "base/words_file.h"

#include "base/clock.h"

#include <assert.h>
#include <bsd/string.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void free_names(struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		free(names->items[i].folded);
	free(names->items);
}

static void free_counted(struct counted *counted)
{
	for (size_t i = 0; i < PLURAL_FORMS_MAX; i++)
		free(counted->forms[i]);
}

void words_free(struct words *w)
{
	if (w == NULL)
		return;
	free(w->path);
	for (size_t i = 0; i < FIELD_COUNT; i++)
		free(w->texts[i]);
	for (size_t i = 0; i < PLURAL_COUNT; i++)
		free_counted(&w->plurals[i]);
	free_counted(&w->minutes);
	free(w->kilobytes);
	for (size_t i = 0; i < DATE_NAMES; i++)
		free_names(&w->dates[i]);
	for (size_t i = 0; i < WEEKDAYS; i++)
		free(w->weekdays[i]);
	for (size_t i = 0; i < MONTHS; i++) {
		free(w->months[i]);
		free(w->months_alone[i]);
	}
	free_names(&w->headings);
	free(w);
}

const char *words_code(const struct words *w)
{
	return w->texts[FIELD_CODE];
}

const char *words_path(const struct words *w)
{
	return w->path;
}

const char *words_name(const struct words *w)
{
	return w->texts[FIELD_NAME];
}

const char *words_get(const struct words *w, enum word word)
{
	assert((unsigned)word < WORD_COUNT);
	return w->texts[FIELD_WORDS + word];
}

static const char *form_for(const struct counted *counted, unsigned n)
{
	/* One form alone is for every number. */
	return counted->forms[counted->forms[1] != NULL ? plural_form(&counted->rules, n) : 0];
}

const char *words_plural(const struct words *w, enum plural plural, unsigned n)
{
	assert((unsigned)plural < PLURAL_COUNT);
	return form_for(&w->plurals[plural], n);
}

bool words_is_heading(const struct words *w, const char *folded, enum list_kind *kind)
{
	for (size_t i = 0; i < w->headings.n; i++) {
		if (strcmp(w->headings.items[i].folded, folded) == 0) {
			*kind = (enum list_kind)w->headings.items[i].index;
			return true;
		}
	}
	return false;
}

size_t words_match(const struct words *w, enum date_name kind, const char *folded, unsigned *index)
{
	const struct names *names = &w->dates[kind];
	size_t longest = 0;

	/* Most words of a text are none of these: told by one bit. */
	if ((w->initials[kind] >> (*folded & 63) & 1) == 0)
		return 0;
	for (size_t i = 0; i < names->n; i++) {
		const char *name = names->items[i].folded;
		size_t n;

		if (*name != *folded)
			continue;
		n = strlen(name);
		if (n > longest && strncmp(folded, name, n) == 0 &&
		    (folded[n] == ' ' || folded[n] == '\0')) {
			longest = n;
			*index = names->items[i].index;
		}
	}
	return longest;
}

const char *words_weekday(const struct words *w, unsigned weekday)
{
	assert(weekday < WEEKDAYS);
	return w->weekdays[weekday];
}

const char *words_month(const struct words *w, unsigned month)
{
	assert(month < MONTHS);
	return w->months[month];
}

/* A month's name, as a date of that form has it. */
static const char *month_in(const struct words *w, enum field format, unsigned month)
{
	const char *alone = w->months_alone[month];

	return format == FIELD_FORMAT_MONTH && alone != NULL ? alone : w->months[month];
}

static void write_date(const struct words *w, enum field format, int day, char *out, size_t size)
{
	const char *first = w->texts[FIELD_FIRST];
	size_t at = 0;

	assert(size > 0);
	*out = '\0';
	if (day / 100 % 100 < 1 || day / 100 % 100 > MONTHS)
		return;
	for (const char *p = w->texts[format]; *p != '\0' && at < size; p++) {
		char piece[12] = { *p, '\0' };
		const char *text = piece;

		if (*p == '%') {
			p++;
			snprintf(piece, sizeof piece, "%d", *p == 'y' ? day / 10000 : day % 100);
			if (*p == 'm')
				text = month_in(w, format, (unsigned)(day / 100 % 100 - 1));
			else if (*p == 'w')
				text = w->weekdays[clock_weekday(day)];
			else if (*p == 'd' && day % 100 == 1 && *first != '\0')
				text = first;
		}
		at += strlcpy(out + at, text, size - at);
	}
}

void words_date(const struct words *w, int day, char *out, size_t size)
{
	write_date(w, FIELD_FORMAT, day, out, size);
}

void words_date_weekday(const struct words *w, int day, char *out, size_t size)
{
	write_date(w, FIELD_FORMAT_WEEKDAY, day, out, size);
}

void words_date_month(const struct words *w, int day, char *out, size_t size)
{
	write_date(w, FIELD_FORMAT_MONTH, day, out, size);
}

void words_size(const struct words *w, size_t bytes, char *out, size_t size)
{
	size_t tenths = bytes / 100 + (bytes % 100 >= 50);
	char number[32];

	if (tenths == 0)
		tenths = 1;
	if (tenths < 100)
		snprintf(number, sizeof number, "%zu%.4s%zu", tenths / 10, w->texts[FIELD_DECIMAL],
		    tenths % 10);
	else
		snprintf(number, sizeof number, "%zu", bytes / 1000 + (bytes % 1000 >= 500));
	snprintf(out, size, w->kilobytes, number);
}

void words_minutes(const struct words *w, unsigned nwords, char *out, size_t size)
{
	unsigned minutes = nwords / WORDS_A_MINUTE + (nwords % WORDS_A_MINUTE > 0);

	if (minutes == 0)
		minutes = 1;
	snprintf(out, size, form_for(&w->minutes, minutes), minutes);
}

void words_price(const struct words *w, size_t bytes, unsigned nwords, char *out, size_t size)
{
	size_t n;

	words_size(w, bytes, out, size);
	n = strlen(out);
	n += strlcpy(out + n, ", ", size - n);
	if (n < size)
		words_minutes(w, nwords, out + n, size - n);
}
