#include "import/dateline.h"

#include "import/byline.h"

#include <ctype.h>
#include <string.h>

/* What parts a date from a name or another date, the surest first. */
static const struct {
	const char *mark;
	size_t kept; /* bytes at its end that begin what follows ("par Rose Kabila") */
	bool place;  /* what stands beside a date without "Par" is where it was written */
} marks[] = {
	{ " | ", 0, false },
	{ " • ", 0, false },
	{ " · ", 0, false },
	{ " — ", 0, false },
	{ " – ", 0, false },
	{ " - ", 0, false },
	{ ", ", 0, true },
	{ " le ", 3, true },
	{ " par ", 4, true },
	{ " by ", 3, true },
	{ " on ", 3, true },
};

enum { TRIES_MAX = 40 };

struct reading {
	const struct import_options *options;
	int64_t near;
	struct dateline *out;
	unsigned tries, dates, signatures;
};

static bool take_date(struct reading *r, const char *s, size_t len)
{
	const struct import_options *o = r->options;
	struct when when;

	if (!byline_is_dateline(s, len, o->words, o->nwords) ||
	    (!clock_written(s, len, true, o->words, o->nwords, r->near, o->zone, &when) &&
		!clock_written(s, len, false, o->words, o->nwords, r->near, o->zone, &when)))
		return false;
	if (r->dates++ == 0)
		r->out->when = when;
	return true;
}

/* Digits that are no part of a name, as those of "6Medias" are. */
static bool has_number(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (isdigit((unsigned char)s[i]) &&
		    (i + 1 == len || !isalnum((unsigned char)s[i + 1])))
			return true;
	return false;
}

static bool take_name(struct reading *r, const char *s, size_t len, bool place)
{
	size_t before = r->out->who.len;
	enum byline how;

	if (has_number(s, len))
		return false;
	if (before > 0)
		buf_puts(&r->out->who, ", ");
	how = byline_of(s, len, &r->out->who);
	if (how != BYLINE_SIGNED && (place || how == BYLINE_NO || memchr(s, ' ', len) == NULL))
		buf_truncate(&r->out->who, before);
	r->signatures += how == BYLINE_SIGNED;
	return how != BYLINE_NO;
}

static bool take(struct reading *r, const char *s, size_t len, bool place);

/* At the first mark, of the surest kind, on whose two sides stand pieces. */
static bool take_parts(struct reading *r, const char *s, size_t len)
{
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		const char *at = memmem(s, len, marks[i].mark, strlen(marks[i].mark));
		size_t first, next;

		if (at == NULL || at == s)
			continue;
		first = (size_t)(at - s);
		next = first + strlen(marks[i].mark) - marks[i].kept;
		if (next < len && take(r, s, first, marks[i].place) &&
		    take(r, s + next, len - next, marks[i].place))
			return true;
	}
	return false;
}

static bool take(struct reading *r, const char *s, size_t len, bool place)
{
	const struct reading before = *r;
	size_t who = r->out->who.len;

	if (++r->tries > TRIES_MAX)
		return false;
	if (take_date(r, s, len) || take_name(r, s, len, place) || take_parts(r, s, len))
		return true;
	/* What was found on one side only is forgotten. */
	r->dates = before.dates;
	r->signatures = before.signatures;
	buf_truncate(&r->out->who, who);
	return false;
}

bool dateline_read(const char *s, size_t len, const struct import_options *options, int64_t near,
    struct dateline *out)
{
	struct reading r = { .options = options, .near = near, .out = out };

	out->when = (struct when){ 0 };
	buf_reset(&out->who);
	return len <= DATELINE_MAX && take(&r, s, len, false) && r.signatures + r.dates > 0 &&
	    buf_status(&out->who) == ST_OK;
}
