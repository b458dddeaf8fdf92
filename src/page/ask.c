#include "page/ask.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum {
	FOLDED_MAX = 64 * PAGE_QUERY_MAX, /* bytes: no character folds to more */
	KEY_MAX = 16,                     /* bytes of what stands before a colon */
	YEAR = 4,
	MONTH = 2,
	DAY = 2, /* digits */
};

/* A piece of the query: what it asks, without its sign and its quotes. */
struct piece {
	bool excluded, quoted;
	const char *text;
	size_t len;
};

/* What may stand around some words, and what between them: no-break spaces, too. */
static const struct {
	const char *open, *close;
} quotes[] = {
	{ "\"", "\"" },
	{ "«", "»" },
	{ "“", "”" },
	{ "„", "“" },
};
static const char *const spaces[] = { "\u00a0", "\u202f", "\u3000" };

static bool begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* The bytes of white space at s, 0 for none. */
static size_t space_at(const char *s)
{
	if (*s > '\0' && *s <= ' ')
		return 1;
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
		if (begins(s, spaces[i]))
			return strlen(spaces[i]);
	return 0;
}

/* What stands in quotes at *s, up to the closing one or the end; *s is after it. False: none. */
static bool take_quoted(const char **s, struct piece *out)
{
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
		const char *close;

		if (!begins(*s, quotes[i].open))
			continue;
		out->quoted = true;
		out->text = *s + strlen(quotes[i].open);
		close = strstr(out->text, quotes[i].close);
		out->len = close != NULL ? (size_t)(close - out->text) : strlen(out->text);
		*s = close != NULL ? close + strlen(quotes[i].close) : out->text + out->len;
		return true;
	}
	return false;
}

static bool next_piece(const char **s, struct piece *out)
{
	size_t n;

	*out = (struct piece){ .excluded = false };
	while ((n = space_at(*s)) > 0)
		*s += n;
	if (**s == '\0')
		return false;
	if (**s == '-') {
		out->excluded = true;
		++*s;
	}
	if (take_quoted(s, out))
		return true;
	/* A word ends at a space; the value of theme:"..." at its quote. */
	for (out->text = *s; **s != '\0' && space_at(*s) == 0; ++*s) {
		struct piece value;
		const char *after = *s + 1;

		if (**s == ':' && take_quoted(&after, &value)) {
			*s = after;
			break;
		}
	}
	out->len = (size_t)(*s - out->text);
	return true;
}

/* ---- dates ---- */

static bool take_digits(const char **s, size_t width, int *out)
{
	*out = 0;
	for (size_t i = 0; i < width; i++) {
		char c = **s;

		if (c < '0' || c > '9')
			return false;
		*out = 10 * *out + (c - '0');
		++*s;
	}
	return true;
}

/* A year, a month or a day as its first day, without what it does not say: 20230600. `unit` is
 * what its last part counts by. */
static bool read_date(const char *s, size_t len, int *day, int *unit)
{
	const char *end = s + len;
	int year, month = 0, of_month = 0;

	if (len < YEAR || !take_digits(&s, YEAR, &year))
		return false;
	*unit = 10000;
	if (s < end) {
		if (*s++ != '-' || end - s < MONTH || !take_digits(&s, MONTH, &month) ||
		    month < 1 || month > 12)
			return false;
		*unit = 100;
	}
	if (s < end) {
		if (*s++ != '-' || end - s < DAY || !take_digits(&s, DAY, &of_month) ||
		    of_month < 1 || of_month > 31)
			return false;
		*unit = 1;
	}
	*day = year * 10000 + month * 100 + of_month;
	return s == end && *day > 0;
}

/* ---- what a piece asks ---- */

typedef enum ask_fault (*take_fn)(struct ask *a, const struct piece *value);

static enum ask_fault add_part(struct ask *a, const struct piece *p, enum search_kind kind)
{
	struct search *s = &a->search;

	if (s->nparts == SEARCH_PARTS_MAX)
		return ASK_LONG;
	s->parts[s->nparts++] = (struct search_part){
		.kind = kind, .excluded = p->excluded, .text = p->text, .len = p->len
	};
	return ASK_FINE;
}

/* Nothing but signs asks nothing. */
static enum ask_fault take_words(struct ask *a, const struct piece *p)
{
	struct buf folded = BUF(FOLDED_MAX);
	bool says = utf8_fold(&folded, p->text, p->len) == ST_OK && folded.len > 0;

	buf_clear(&folded);
	return says ? add_part(a, p, SEARCH_TEXT) : ASK_FINE;
}

static enum ask_fault take_slug(struct ask *a, const struct piece *value, enum search_kind kind)
{
	char name[PAGE_QUERY_MAX + 1];
	struct piece slug = *value;
	char *to;

	if (value->len == 0)
		return ASK_FINE;
	if (a->search.nparts == SEARCH_PARTS_MAX)
		return ASK_LONG;
	to = a->slugs[a->search.nparts];
	snprintf(name, sizeof name, "%.*s", (int)value->len, value->text);
	if (slug_valid(name, strlen(name)))
		memcpy(to, name, strlen(name) + 1);
	else
		slug_of(name, to);
	slug.text = to;
	slug.len = strlen(to);
	return add_part(a, &slug, kind);
}

static enum ask_fault take_theme(struct ask *a, const struct piece *value)
{
	return take_slug(a, value, SEARCH_THEME);
}

static enum ask_fault take_author(struct ask *a, const struct piece *value)
{
	return take_slug(a, value, SEARCH_AUTHOR);
}

/* Of several the narrowest counts; without a day is the other way round. */
static void since(struct ask *a, int day)
{
	if (day > a->search.from)
		a->search.from = day;
}

static void before(struct ask *a, int day, int unit)
{
	/* The last day of what comes before: "20229999" is after all days of 2022. */
	int last = day / unit * unit - 1;

	if (last < 1)
		last = 1;
	if (a->search.to == 0 || last < a->search.to)
		a->search.to = last;
}

static enum ask_fault take_date(struct ask *a, const struct piece *value, bool is_since)
{
	int day, unit;

	if (!read_date(value->text, value->len, &day, &unit))
		return ASK_DATE;
	if (is_since != value->excluded)
		since(a, day);
	else
		before(a, day, unit);
	return ASK_FINE;
}

static enum ask_fault take_since(struct ask *a, const struct piece *value)
{
	return take_date(a, value, true);
}

static enum ask_fault take_before(struct ask *a, const struct piece *value)
{
	return take_date(a, value, false);
}

static const struct {
	const char *key; /* folded: "Thème:" is one too */
	take_fn take;
} keys[] = {
	{ "theme", take_theme },
	{ "by", take_author },
	{ "since", take_since },
	{ "before", take_before },
};

static take_fn taker_of(const struct piece *p, struct piece *value)
{
	const char *colon = memchr(p->text, ':', p->len);
	size_t len = colon != NULL ? (size_t)(colon - p->text) : 0;
	struct buf folded = BUF(FOLDED_MAX);
	const char *after;
	take_fn take = NULL;

	*value = *p;
	if (p->quoted || len == 0 || len > KEY_MAX)
		return NULL;
	utf8_fold(&folded, p->text, len);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (strcmp(buf_str(&folded), keys[i].key) == 0)
			take = keys[i].take;
	buf_clear(&folded);
	value->text = after = colon + 1;
	value->len = p->len - len - 1;
	if (take != NULL && value->len > 0)
		take_quoted(&after, value);
	return take;
}

static enum ask_fault take_piece(struct ask *a, const struct piece *p)
{
	struct piece value;
	take_fn take = taker_of(p, &value);

	return take != NULL ? take(a, &value) : take_words(a, p);
}

/* As UTF-8. */
static void read_text(const char *query, struct ask *a)
{
	size_t len = strnlen(query, PAGE_QUERY_MAX), n = 0;
	bool valid = utf8_valid(query, len);

	for (size_t i = 0; i < len; i++) {
		if (valid || (unsigned char)query[i] < 0x80)
			a->text[n++] = query[i];
		else
			n += utf8_put(a->text + n, (unsigned char)query[i]);
	}
	a->text[n] = '\0';
}

enum ask_fault ask_parse(const char *query, struct ask *out)
{
	const char *s = out->text;
	enum ask_fault fault = ASK_FINE;
	struct piece piece;

	memset(out, 0, sizeof *out);
	read_text(query, out);
	while (fault == ASK_FINE && next_piece(&s, &piece))
		fault = take_piece(out, &piece);
	if (fault == ASK_FINE && out->search.nparts == 0 && out->search.from == 0 &&
	    out->search.to == 0)
		fault = ASK_EMPTY;
	return fault;
}
