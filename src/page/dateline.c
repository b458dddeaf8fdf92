#include "page/dateline.h"

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
	char date[DATELINE_SIZE - 4]; /* a capital may be longer than its small letter */

	words_date_weekday(w, day, date, sizeof date);
	dateline_capital(date, out, DATELINE_SIZE);
}

void dateline_month(const struct words *w, int day, char out[DATELINE_SIZE])
{
	char date[DATELINE_SIZE - 4];

	words_date_month(w, day, date, sizeof date);
	dateline_capital(date, out, DATELINE_SIZE);
}
