#include "page/dateline.h"

#include "base/clock.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>
#include <unicase.h>

void dateline_capital(const char *s, char *out, size_t size)
{
	char first[4];
	uint32_t cp;
	size_t len, used, n = strlen(s);

	out[0] = '\0';
	if (n == 0)
		return;
	used = utf8_next(s, n, &cp);
	len = utf8_put(first, uc_totitle(cp));
	snprintf(out, size, "%.*s%s", (int)len, first, s + used);
}

void dateline_day(const struct words *w, int day, char out[DATELINE_SIZE])
{
	char name[DATELINE_SIZE / 2], date[DATELINE_SIZE / 2 - 1];

	out[0] = '\0';
	if (day == 0)
		return;
	dateline_capital(words_weekday(w, clock_weekday(day)), name, sizeof name);
	words_date(w, day, date, sizeof date);
	snprintf(out, DATELINE_SIZE, "%s %s", name, date);
}

void dateline_month(const struct words *w, int day, char out[DATELINE_SIZE])
{
	char name[DATELINE_SIZE - 16];

	dateline_capital(words_month(w, (unsigned)(day / 100 % 100 - 1)), name, sizeof name);
	snprintf(out, DATELINE_SIZE, "%s %d", name, day / 10000);
}
