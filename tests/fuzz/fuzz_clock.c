/* A date that is read is a day of the calendar, near where it must be; one that is not is zero. */
#include "base/clock.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NEAR = 1687000000, NEAR_DAY = 20230617 };

static const char language[] =
    "[language]\ncode = fr\nname = f\n[words]\nlatest = x\nmost_read = x\nsame_theme = x\n"
    "themes = x\nall_articles = x\nby_date = x\nnext_page = x\nprevious_page = x\nhome = x\n"
    "subscribe = x\nabout = x\nslow_down = x\npage_of = %u %u\npart_of = %u %u\nnext_part = x\nfirst_part = x\nsource = x\npartial = x\nby = %s\n"
    "date_guessed = x\nundated = x\nno_articles = x\nno_reads = x\ntoday = x\nthis_week = x\n"
    "this_month = x\nall_time = x\nhow_counted = x\nnot_found = x\ngone = x\nbad_request = x\n"
    "foreign = x\nfailed = x\ntext = x\n[plurals]\nsingular = 1\narticles = %u | %u\n"
    "reads = %u | %u\n[headings]\nmost_read = m\nsame_theme = s\n[dates]\n"
    "weekdays = lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche\n"
    "months = janvier | mars ya mars | mars | avril | mai | juin | juillet | août | septembre |\n"
    " octobre | novembre | décembre\nformat = %d %m %y\nfirst = 1er\nordinals = er\n"
    "months_alone =\nformat_weekday = %w %d %m %y\nformat_month = %m %y\n"
    "before = le | publié le\nwithin = ya | mars\nafter = h | à\n[numbers]\ndecimal = .\n"
    "kilobyte = k\nminute = m\n";

static struct words *load(void)
{
	struct error e = { "" };
	struct words *w;
	char path[64];
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	assert(fd >= 0);
	assert(write(fd, language, sizeof language - 1) == (ssize_t)sizeof language - 1);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (words_load(path, &w, &e) != ST_OK) {
		fprintf(stderr, "%s\n", e.text);
		abort();
	}
	close(fd);
	return w;
}

static void check(bool found, const struct when *w, const struct zone *z)
{
	if (!found) {
		assert(w->time == 0 && w->day == 0 && w->precision == PRECISION_NONE);
		return;
	}
	assert(clock_day_valid(w->day) && w->precision != PRECISION_NONE);
	if (w->precision == PRECISION_GUESS)
		assert(w->day <= NEAR_DAY + 1 && w->day > NEAR_DAY - CLOCK_YEARS_NEAR * 10000);
	if (w->precision != PRECISION_SECOND)
		assert(clock_day(z, w->time) == w->day && clock_day(z, w->time - 1) < w->day);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct words *words;
	static struct zone *zone;
	const char *s = (const char *)data;
	struct when w;
	bool found;

	if (words == NULL) {
		words = load();
		if (zone_open("UTC", &zone, NULL) != ST_OK)
			abort();
	}
	found = clock_parse(s, size, zone, &w);
	check(found, &w, zone);
	for (int alone = 0; alone < 2; alone++) {
		found = clock_written(
		    s, size, alone != 0, (const struct words *const *)&words, 1, NEAR, zone, &w);
		check(found, &w, zone);
	}
	return 0;
}
