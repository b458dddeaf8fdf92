#include "serve/seen.h"

#include "serve/salted.h"

#include <stdlib.h>

enum { DAY = 24 * 60 * 60 };

struct seen {
	int64_t day; /* days since 1970 */
	struct salted reads;
};

struct seen *seen_new(void)
{
	struct seen *s = calloc(1, sizeof *s);

	if (s != NULL && !salted_renew(&s->reads)) {
		free(s);
		s = NULL;
	}
	return s;
}

void seen_free(struct seen *s)
{
	if (s == NULL)
		return;
	salted_clear(&s->reads);
	free(s);
}

/* Workers tell of the last reads of a day among the first of the next; a clock that was wrong is
 * put back by more than that. */
static bool is_other_day(const struct seen *s, int64_t day)
{
	return day > s->day || day < s->day - 1;
}

bool seen_first(struct seen *s, const struct client *c, const char *id, int64_t now)
{
	int64_t day = now / DAY;

	if (is_other_day(s, day) || s->reads.cap == 0) {
		if (!salted_renew(&s->reads))
			return false;
		s->day = day;
	}
	return s->reads.n < SEEN_MAX && !salted_has(&s->reads, salted_hash(&s->reads, c, id));
}

void seen_note(struct seen *s, const struct client *c, const char *id)
{
	salted_add(&s->reads, salted_hash(&s->reads, c, id), SEEN_MAX);
}
