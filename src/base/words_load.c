#include "base/words_file.h"

#include "base/buf.h"
#include "base/ini.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { CODE_MAX = 15 }; /* bytes of a language's code: as many as the archive keeps */

/* What a text must be, beside there. */
enum rule {
	RULE_TEXT,
	RULE_MAY_BE_EMPTY,
};

#define WORDS(name, key, needs) [FIELD_WORDS + WORD_##name] = { "words", key, needs, RULE_TEXT }
#define DATES(name, key, rule)  [FIELD_DATES + DATE_##name] = { "dates", key, NULL, rule }

/* Each key with the %-directives it must have, in their order; NULL: not a format of printf. */
static const struct {
	const char *section, *key, *directives;
	enum rule rule;
} fields[FIELD_COUNT] = {
	[FIELD_CODE] = { "language", "code", "", RULE_TEXT },
	[FIELD_NAME] = { "language", "name", "", RULE_TEXT },
	WORDS(LATEST, "latest", ""),
	WORDS(MOST_READ, "most_read", ""),
	WORDS(SAME_THEME, "same_theme", ""),
	WORDS(THEMES, "themes", ""),
	WORDS(ALL_ARTICLES, "all_articles", ""),
	WORDS(BY_DATE, "by_date", ""),
	WORDS(NEXT_PAGE, "next_page", ""),
	WORDS(PREVIOUS_PAGE, "previous_page", ""),
	WORDS(HOME, "home", ""),
	WORDS(SUBSCRIBE, "subscribe", ""),
	WORDS(ABOUT, "about", ""),
	WORDS(PAGE_OF, "page_of", "uu"),
	WORDS(PART_OF, "part_of", "uu"),
	WORDS(FIRST_PART, "first_part", ""),
	WORDS(SOURCE, "source", ""),
	WORDS(PARTIAL, "partial", ""),
	WORDS(NEXT_PART, "next_part", ""),
	WORDS(BY, "by", "s"),
	WORDS(DATE_GUESSED, "date_guessed", ""),
	WORDS(UNDATED, "undated", ""),
	WORDS(NO_ARTICLES, "no_articles", ""),
	WORDS(NO_READS, "no_reads", ""),
	WORDS(TODAY, "today", ""),
	WORDS(THIS_WEEK, "this_week", ""),
	WORDS(THIS_MONTH, "this_month", ""),
	WORDS(ALL_TIME, "all_time", ""),
	WORDS(HOW_COUNTED, "how_counted", ""),
	WORDS(NOT_FOUND, "not_found", ""),
	WORDS(GONE, "gone", ""),
	WORDS(BAD_REQUEST, "bad_request", ""),
	WORDS(FOREIGN, "foreign", ""),
	WORDS(FAILED, "failed", ""),
	WORDS(SLOW_DOWN, "slow_down", ""),
	WORDS(TEXT, "text", ""),
	[FIELD_PLURALS + PLURAL_ARTICLES] = { "plurals", "articles", "uu", RULE_TEXT },
	[FIELD_PLURALS + PLURAL_READS] = { "plurals", "reads", "uu", RULE_TEXT },
	[FIELD_SINGULAR] = { "plurals", "singular", "", RULE_TEXT },
	[FIELD_HEADINGS + LIST_MOST_READ] = { "headings", "most_read", NULL, RULE_TEXT },
	[FIELD_HEADINGS + LIST_SAME_THEME] = { "headings", "same_theme", NULL, RULE_TEXT },
	DATES(WEEKDAYS, "weekdays", RULE_TEXT),
	DATES(MONTHS, "months", RULE_TEXT),
	DATES(ORDINALS, "ordinals", RULE_MAY_BE_EMPTY),
	DATES(BEFORE, "before", RULE_TEXT),
	DATES(WITHIN, "within", RULE_MAY_BE_EMPTY),
	DATES(AFTER, "after", RULE_MAY_BE_EMPTY),
	[FIELD_FORMAT] = { "dates", "format", NULL, RULE_TEXT },
	[FIELD_FIRST] = { "dates", "first", "", RULE_MAY_BE_EMPTY },
	[FIELD_DECIMAL] = { "numbers", "decimal", "", RULE_TEXT },
	[FIELD_KILOBYTE] = { "numbers", "kilobyte", "", RULE_TEXT },
	[FIELD_MINUTE] = { "numbers", "minute", "", RULE_TEXT },
};

struct loading {
	struct words *words;
	const char *path;
	struct error *e;
	unsigned lines[FIELD_COUNT]; /* where each was; 0: not there (yet) */
};

/* Say what is wrong with a field. */
static enum status fail(struct loading *l, size_t field, const char *what)
{
	return error_set(l->e, ST_INVALID, "%s:%u: [%s] %s: %s", l->path, l->lines[field],
	    fields[field].section, fields[field].key, what);
}

static enum status no_memory(struct loading *l)
{
	return error_set(l->e, ST_NOMEM, "%s: no memory", l->path);
}

/*
 * Has the text the printf directives `wanted` ("uu"), in that order, and no other? A text that
 * needs none is no format, so that it has no "%%" either.
 */
static bool has_directives(const char *text, const char *wanted)
{
	bool is_format = *wanted != '\0';

	while ((text = strchr(text, '%')) != NULL) {
		text++;
		if (*text == '%' && is_format) {
			text++;
			continue;
		}
		if (*text == '\0' || *text != *wanted)
			return false;
		text++;
		wanted++;
	}
	return *wanted == '\0';
}

static enum status take(void *ctx, const struct ini_entry *entry, struct error *e)
{
	struct loading *l = ctx;
	struct buf clean = BUF(INI_VALUE_MAX * 4);
	size_t f = 0;

	if (entry->key == NULL)
		return ST_OK;
	while (f < FIELD_COUNT &&
	    (strcmp(entry->section, fields[f].section) != 0 ||
		strcmp(entry->key, fields[f].key) != 0))
		f++;
	if (f == FIELD_COUNT)
		return error_set(e, ST_INVALID, "%s:%u: [%s] %s is no key of a language", l->path,
		    entry->line, entry->section, entry->key);
	if (l->lines[f] != 0)
		return error_set(e, ST_INVALID, "%s:%u: [%s] %s stands in line %u already", l->path,
		    entry->line, entry->section, entry->key, l->lines[f]);
	l->lines[f] = entry->line;
	utf8_clean_line(&clean, entry->value, strlen(entry->value));
	if ((l->words->texts[f] = buf_take(&clean)) == NULL)
		return no_memory(l);
	if (*l->words->texts[f] == '\0' && fields[f].rule != RULE_MAY_BE_EMPTY)
		return fail(l, f, "is empty");
	if (fields[f].directives != NULL &&
	    !has_directives(l->words->texts[f], fields[f].directives))
		return fail(l, f, "has not the %-directives it needs, in their order");
	return ST_OK;
}

static enum status add_name(struct names *names, const char *text, unsigned index)
{
	struct buf folded = BUF(INI_VALUE_MAX * 4);
	struct name *more;
	enum status st = utf8_fold(&folded, text, strlen(text));

	if (st == ST_OK && folded.len == 0)
		st = ST_INVALID;
	if (st != ST_OK)
		goto done;
	if ((more = realloc(names->items, (names->n + 1) * sizeof *more)) == NULL) {
		st = ST_NOMEM;
		goto done;
	}
	names->items = more;
	names->items[names->n] = (struct name){ .folded = buf_take(&folded), .index = index };
	names->n++;
done:
	buf_clear(&folded);
	return st;
}

/* The next part of a list, without the blanks around it; NULL at the end. */
static char *next_part(char **rest, const char *separator)
{
	char *part = strsep(rest, separator);
	size_t n;

	if (part == NULL)
		return NULL;
	part += strspn(part, " ");
	n = strlen(part);
	while (n > 0 && part[n - 1] == ' ')
		n--;
	part[n] = '\0';
	return part;
}

/*
 * Split a field's list into names. Where `shown` is given, it takes the first way to write each of
 * `count` items; else all names get the index `count`.
 */
static enum status load_names(
    struct loading *l, size_t field, struct names *names, char **shown, unsigned count)
{
	char *copy = strdup(l->words->texts[field]), *rest = copy, *part, *way;
	enum status st = copy != NULL ? ST_OK : no_memory(l);
	unsigned i = 0;

	if (copy == NULL || *copy == '\0')
		goto done;
	for (; st == ST_OK && (part = next_part(&rest, "|")) != NULL; i++) {
		char *ways = part;

		if (shown != NULL && i >= count)
			continue;
		while (st == ST_OK && (way = next_part(&ways, shown != NULL ? "/" : "")) != NULL) {
			if (shown != NULL && shown[i] == NULL && (shown[i] = strdup(way)) == NULL)
				st = ST_NOMEM;
			else
				st = add_name(names, way, shown != NULL ? i : count);
		}
	}
	if (st == ST_NOMEM)
		no_memory(l);
	else if (st == ST_INVALID)
		st = fail(l, field, "an empty name in the list");
	else if (shown != NULL && i != count)
		st = fail(l, field, "there must be seven weekdays and twelve months, divided by |");
done:
	free(copy);
	return st;
}

static enum status load_dates(struct loading *l)
{
	struct words *w = l->words;
	enum status st;

	st = load_names(
	    l, FIELD_DATES + DATE_WEEKDAYS, &w->dates[DATE_WEEKDAYS], w->weekdays, WEEKDAYS);
	if (st == ST_OK)
		st = load_names(
		    l, FIELD_DATES + DATE_MONTHS, &w->dates[DATE_MONTHS], w->months, MONTHS);
	for (size_t kind = DATE_MONTHS + 1; st == ST_OK && kind < DATE_NAMES; kind++)
		st = load_names(l, FIELD_DATES + kind, &w->dates[kind], NULL, 0);
	for (size_t kind = 0; st == ST_OK && kind < DATE_NAMES; kind++)
		for (size_t i = 0; i < w->dates[kind].n; i++)
			w->initials[kind] |= UINT64_C(1) << (*w->dates[kind].items[i].folded & 63);
	return st;
}

static enum status load_headings(struct loading *l)
{
	struct names *h = &l->words->headings;
	enum status st = ST_OK;

	for (unsigned kind = 0; st == ST_OK && kind < LIST_COUNT; kind++)
		st = load_names(l, FIELD_HEADINGS + kind, h, NULL, kind);
	for (size_t i = 0; st == ST_OK && i < h->n; i++)
		for (size_t k = 0; st == ST_OK && k < i; k++)
			if (strcmp(h->items[i].folded, h->items[k].folded) == 0)
				st = fail(l, FIELD_HEADINGS + h->items[i].index,
				    "two headings that are compared as the same");
	return st;
}

static enum status load_plurals(struct loading *l)
{
	struct words *w = l->words;

	for (size_t p = 0; p < PLURAL_COUNT; p++) {
		const char *text = w->texts[FIELD_PLURALS + p];
		char *copy = strdup(text), *rest = copy;
		const char *one = copy != NULL ? next_part(&rest, "|") : NULL;
		const char *other = copy != NULL ? next_part(&rest, "|") : NULL;
		bool two = other != NULL && rest == NULL && has_directives(one, "u") &&
		    has_directives(other, "u");

		if (two) {
			w->plurals[p][0] = strdup(one);
			w->plurals[p][1] = strdup(other);
		}
		free(copy);
		if (copy == NULL || (two && (w->plurals[p][0] == NULL || w->plurals[p][1] == NULL)))
			return no_memory(l);
		if (!two)
			return fail(l, FIELD_PLURALS + p, "must be \"%u one | %u more\"");
	}
	return ST_OK;
}

static enum status load_singulars(struct loading *l)
{
	struct words *w = l->words;
	const char *s = w->texts[FIELD_SINGULAR];

	while (*s != '\0') {
		size_t digits = strspn(s, "0123456789");

		if (digits == 0 || digits > 4 || w->nsingulars == SINGULARS_MAX ||
		    (s[digits] != ' ' && s[digits] != '\0'))
			return fail(l, FIELD_SINGULAR, "must be up to four numbers below 10000");
		w->singulars[w->nsingulars++] = (unsigned)strtoul(s, NULL, 10);
		s += digits;
		s += strspn(s, " ");
	}
	return ST_OK;
}

static enum status check_rest(struct loading *l)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	static const char code_rest[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
	const char *code = l->words->texts[FIELD_CODE], *p = l->words->texts[FIELD_FORMAT];
	char seen[4] = "";
	size_t n = 0;

	if (strlen(code) > CODE_MAX || strspn(code, letters) < 2 ||
	    strspn(code, code_rest) != strlen(code))
		return fail(l, FIELD_CODE, "must be a BCP 47 code of 15 bytes at most");
	for (; (p = strchr(p, '%')) != NULL; p++) {
		if (n == 3 || p[1] == '\0' || strchr("dmy", p[1]) == NULL ||
		    strchr(seen, p[1]) != NULL)
			return fail(l, FIELD_FORMAT, "takes %d, %m and %y, each once");
		seen[n++] = p[1];
	}
	return n == 3 ? ST_OK : fail(l, FIELD_FORMAT, "needs %d, %m and %y");
}

enum status words_load(const char *path, struct words **out, struct error *e)
{
	static enum status (*const steps[])(struct loading *) = {
		load_plurals,
		load_singulars,
		load_headings,
		load_dates,
		check_rest,
	};
	struct loading l = { .path = path, .e = e, .words = calloc(1, sizeof *l.words) };
	enum status st;

	*out = NULL;
	if (l.words == NULL)
		return no_memory(&l);
	st = ini_read(path, take, &l, e);
	for (size_t f = 0; st == ST_OK && f < FIELD_COUNT; f++)
		if (l.words->texts[f] == NULL)
			st = error_set(e, ST_INVALID, "%s: [%s] %s is missing", path,
			    fields[f].section, fields[f].key);
	for (size_t i = 0; st == ST_OK && i < sizeof steps / sizeof *steps; i++)
		st = steps[i](&l);
	if (st == ST_OK)
		*out = l.words;
	else
		words_free(l.words);
	return st;
}
