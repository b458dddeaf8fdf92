/* A date that is read is a day of the calendar, near where it must be; one that is not is zero. */
#include "base/clock.h"
#include "tests/fuzz/english.h"

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
    "[language]\ncode = fr\nname = f\n[dates]\n"
    "weekdays = lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche\n"
    "months = janvier | mars ya mars | mars | avril | mai | juin | juillet | août | septembre |\n"
    " octobre | novembre | décembre\nordinals = er\n"
    "before = le | publié le\nwithin = ya | mars\nafter = h | à\n";

static struct words *load(void)
{
	struct error e = { "" };
	struct words *w;
	char path[64];
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	assert(fd >= 0);
	assert(write(fd, language, sizeof language - 1) == (ssize_t)sizeof language - 1);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (words_load_over(path, english(), &w, &e) != ST_OK) {
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
