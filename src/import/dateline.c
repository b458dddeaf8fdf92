#include "import/dateline.h"

#include "base/utf8.h"
#include "import/block.h"
#include "import/byline.h"
#include "import/cell.h"

#include <ctype.h>
#include <string.h>

/* What parts a date from a name or another date, the surest first. */
static const struct {
	const char *mark;
	size_t kept; /* bytes at its end that begin what follows ("par Rose Kabila") */
	bool place;  /* what stands beside a date without "Par" is where it was written */
	bool theme;  /* what follows is where it was filed */
} marks[] = {
	{ " | ", 0, false, false },
	{ " • ", 0, false, false },
	{ " · ", 0, false, false },
	{ " — ", 0, false, false },
	{ " – ", 0, false, false },
	{ " - ", 0, false, false },
	{ ", ", 0, true, false },
	{ " le ", 3, true, false },
	{ " par ", 4, true, false },
	{ " by ", 3, true, false },
	{ " on ", 3, true, false },
	{ " dans ", 0, false, true },
	{ " in ", 0, false, true },
};

/* What is counted on such a line: folded. */
static const char *const counted[] = { "commentaire", "commentaires", "comment", "comments",
	"reaction", "reactions", "reponse", "reponses", "reply", "replies", "vue", "vues", "views",
	"partages", "shares", "lectures", "min" };

enum {
	TRIES_MAX = 40,
	COUNT_WORDS_MAX = 4, /* "Laisser un commentaire", "3 min de lecture" */
	THEME_WORDS_MAX = 5,
	FIGURES_MAX = 10, /* bytes of "03/05/2023" */
};

struct reading {
	const struct import_options *options;
	int64_t near;
	struct dateline *out;
	unsigned tries, dates, signatures;
};

/*
 * A date in figures that can be read in two ways ("Publié le 03/05/2023 à 10h20"). That all else on
 * the line belongs to a date is shown by one in its place that can be read in one way only.
 */
static bool read_figures(const struct reading *r, const char *s, size_t len, struct when *out)
{
	static const char sure[] = "28/02/2000";
	const struct import_options *o = r->options;
	struct buf line = BUF(2 * DATELINE_MAX);
	char figures[FIGURES_MAX + 1];
	size_t from = 0, n = 0;
	bool read;

	while (from < len && !isdigit((unsigned char)s[from]))
		from++;
	while (from + n < len && n < FIGURES_MAX &&
	    (isdigit((unsigned char)s[from + n]) || strchr("/.-", s[from + n]) != NULL))
		n++;
	memcpy(figures, s + from, n);
	figures[n] = '\0';
	buf_add(&line, s, from);
	buf_puts(&line, sure);
	buf_add(&line, s + from + n, len - from - n);
	read = clock_written(
		   buf_str(&line), line.len, true, o->words, o->nwords, r->near, o->zone, out) &&
	    cell_slashed(figures, o, out);
	buf_clear(&line);
	return read;
}

static bool take_date(struct reading *r, const char *s, size_t len)
{
	const struct import_options *o = r->options;
	struct when when;

	if (!byline_is_dateline(s, len, o->words, o->nwords) ||
	    (!clock_written(s, len, true, o->words, o->nwords, r->near, o->zone, &when) &&
		!clock_written(s, len, false, o->words, o->nwords, r->near, o->zone, &when) &&
		!read_figures(r, s, len, &when)))
		return false;
	if (r->dates++ == 0)
		r->out->when = when;
	return true;
}

/* "3 commentaires": is its last word, or another of few, what is counted on such lines? */
static bool is_count(const char *s, size_t len)
{
	struct buf folded = BUF(4 * DATELINE_MAX);
	bool found = false;

	if (utf8_words(s, len) > COUNT_WORDS_MAX)
		return false;
	utf8_fold(&folded, s, len);
	for (char *save = NULL, *word = folded.len > 0 ? strtok_r(folded.data, " ", &save) : NULL;
	     word != NULL && !found; word = strtok_r(NULL, " ", &save))
		for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
			found = found || strcmp(word, counted[i]) == 0;
	buf_clear(&folded);
	return found;
}

/* A few words, the first of them capital. */
static bool is_theme(const char *s, size_t len)
{
	return block_begins_capital(s, len) && block_ending(s, len) == ENDING_OPEN &&
	    utf8_words(s, len) <= THEME_WORDS_MAX;
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
		    (marks[i].theme ? is_theme(s + next, len - next)
				    : take(r, s + next, len - next, marks[i].place)))
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
	if (is_count(s, len) || take_date(r, s, len) || take_name(r, s, len, place) ||
	    take_parts(r, s, len))
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
