/* page/dateline.h -- dates as a page's reader reads them */
#ifndef PAGE_DATELINE_H
#define PAGE_DATELINE_H

#include "base/words.h"

#include <stddef.h>

enum { DATELINE_SIZE = 128 };

/* "Mercredi 14 juin 2023"; "" for day 0. */
void dateline_day(const struct words *w, int day, char out[DATELINE_SIZE]);

/* s with a capital: how a line begins. At most `size` bytes, always NUL-terminated. */
void dateline_capital(const char *s, char *out, size_t size);

/* "Juin 2023", of the month in which `day` is (its last two digits do not matter). */
void dateline_month(const struct words *w, int day, char out[DATELINE_SIZE]);

#endif
