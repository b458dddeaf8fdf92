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
	WORDS(SINCE, "since", ""),
	WORDS(SINCE_NEW, "since_new", ""),
	WORDS(SINCE_NONE, "since_none", ""),
	WORDS(SINCE_OLD, "since_old", ""),
	WORDS(PAGE_OF, "page_of", "uu"),
	WORDS(PART_OF, "part_of", "uu"),
	WORDS(LEFT, "left", "s"),
	WORDS(FIRST_PART, "first_part", ""),
	WORDS(SOURCE, "source", ""),
	WORDS(PARTIAL, "partial", ""),
	WORDS(NEXT_PART, "next_part", ""),
	WORDS(BY, "by", "s"),
	WORDS(DATE_GUESSED, "date_guessed", ""),
	WORDS(UNDATED, "undated", ""),
	WORDS(NO_ARTICLES, "no_articles", ""),
	WORDS(FEW_READS, "few_reads", ""),
	WORDS(CHOICE, "choice", ""),
	WORDS(TODAY, "today", ""),
	WORDS(THIS_WEEK, "this_week", ""),
	WORDS(THIS_MONTH, "this_month", ""),
	WORDS(ALL_TIME, "all_time", ""),
	WORDS(SEARCH, "search", ""),
	WORDS(EDITIONS, "editions", ""),
	WORDS(EDITIONS_HOW, "editions_how", ""),
	WORDS(EDITION, "edition", "s"),
	WORDS(EDITION_DAY, "edition_day", ""),
	WORDS(EDITION_FILE, "edition_file", ""),
	WORDS(EDITION_CONTENTS, "edition_contents", ""),
	WORDS(EDITION_BEYOND, "edition_beyond", ""),
	WORDS(ARTICLE_PAGE, "article_page", ""),
	WORDS(HOW_COUNTED, "how_counted", ""),
	WORDS(HOW_ONCE, "how_once", ""),
	WORDS(HOW_ROBOTS, "how_robots", "u"),
	WORDS(HOW_WEIGHT, "how_weight", ""),
	WORDS(HOW_NUMBER, "how_number", ""),
	WORDS(HOW_FEW, "how_few", "uu"),
	WORDS(HOW_PRIVATE, "how_private", ""),
	WORDS(NOT_FOUND, "not_found", ""),
	WORDS(GONE, "gone", ""),
	WORDS(BAD_REQUEST, "bad_request", ""),
	WORDS(FOREIGN, "foreign", ""),
	WORDS(FAILED, "failed", ""),
	WORDS(LATE, "late", ""),
	WORDS(SLOW_DOWN, "slow_down", ""),
	WORDS(TEXT, "text", ""),
	WORDS(SEARCH_PROMPT, "search_prompt", ""),
	WORDS(SEARCH_FOR, "search_for", "s"),
	WORDS(SEARCH_AGAIN, "search_again", ""),
	WORDS(SEARCH_HOW, "search_how", ""),
	WORDS(SEARCH_NONE, "search_none", ""),
	WORDS(SEARCH_NEAREST, "search_nearest", "s"),
	WORDS(SEARCH_MORE, "search_more", "u"),
	WORDS(SEARCH_EMPTY, "search_empty", ""),
	WORDS(SEARCH_LONG, "search_long", "u"),
	WORDS(SEARCH_DATE, "search_date", ""),
	[FIELD_PLURALS + PLURAL_ARTICLES] = { "plurals", "articles", NULL, RULE_TEXT },
	[FIELD_PLURALS + PLURAL_READS] = { "plurals", "reads", NULL, RULE_TEXT },
	[FIELD_SINGULAR] = { "plurals", "singular", NULL, RULE_MAY_BE_EMPTY },
	[FIELD_HEADINGS + LIST_MOST_READ] = { "headings", "most_read", NULL, RULE_TEXT },
	[FIELD_HEADINGS + LIST_SAME_THEME] = { "headings", "same_theme", NULL, RULE_TEXT },
	DATES(WEEKDAYS, "weekdays", RULE_TEXT),
	DATES(MONTHS, "months", RULE_TEXT),
	DATES(ORDINALS, "ordinals", RULE_MAY_BE_EMPTY),
	DATES(BEFORE, "before", RULE_TEXT),
	DATES(WITHIN, "within", RULE_MAY_BE_EMPTY),
	DATES(AFTER, "after", RULE_MAY_BE_EMPTY),
	[FIELD_MONTHS_ALONE] = { "dates", "months_alone", "", RULE_MAY_BE_EMPTY },
	[FIELD_FORMAT] = { "dates", "format", NULL, RULE_TEXT },
	[FIELD_FORMAT_WEEKDAY] = { "dates", "format_weekday", NULL, RULE_TEXT },
	[FIELD_FORMAT_MONTH] = { "dates", "format_month", NULL, RULE_TEXT },
	[FIELD_FIRST] = { "dates", "first", "", RULE_MAY_BE_EMPTY },
	[FIELD_DECIMAL] = { "numbers", "decimal", "", RULE_TEXT },
	[FIELD_KILOBYTE] = { "numbers", "kilobyte", NULL, RULE_TEXT },
	[FIELD_MINUTE] = { "numbers", "minute", NULL, RULE_TEXT },
};

struct loading {
	struct words *words;
	const struct words *lender; /* or NULL */
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

/* The names that the file gives the months where no day is told. */
static enum status load_months_alone(struct loading *l)
{
	struct names unused = { 0 };
	enum status st = ST_OK;

	/* They are matched as those of [dates] months are, which has them too where need be. */
	if (*l->words->texts[FIELD_MONTHS_ALONE] != '\0')
		st = load_names(l, FIELD_MONTHS_ALONE, &unused, l->words->months_alone, MONTHS);
	for (size_t i = 0; i < unused.n; i++)
		free(unused.items[i].folded);
	free(unused.items);
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
	if (st == ST_OK)
		st = load_months_alone(l);
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

/* Append the form; it has a place for the number, or says it without. */
static enum status add_form(struct counted *counted, size_t *n, const char *form)
{
	if (*n == PLURAL_FORMS_MAX || *form == '\0' ||
	    !(has_directives(form, "u") || has_directives(form, "")))
		return ST_INVALID;
	counted->forms[*n] = strdup(form);
	return counted->forms[(*n)++] != NULL ? ST_OK : ST_NOMEM;
}

/* The forms in `text`: as many as there are rules, and one; or one that is for every number. */
static enum status load_forms(struct loading *l, size_t field, const char *text,
    const struct plural_rules *rules, struct counted *out)
{
	char *copy = strdup(text), *rest = copy, *form;
	enum status st = copy != NULL ? ST_OK : ST_NOMEM;
	size_t n = 0;

	out->rules = *rules;
	while (st == ST_OK && (form = next_part(&rest, "|")) != NULL)
		st = add_form(out, &n, form);
	free(copy);
	if (st == ST_OK && n != 1 && n != rules->n + 1)
		st = ST_INVALID;
	if (st == ST_NOMEM)
		return no_memory(l);
	return st == ST_OK
	    ? ST_OK
	    : error_set(l->e, ST_INVALID,
		  "%s:%u: [%s] %s: must be %zu forms divided by |, one more than singular has "
		  "rules, or a single one; each with one %%u, or none",
		  l->path, l->lines[field], fields[field].section, fields[field].key, rules->n + 1);
}

/* A unit alone stands after its number and a space. */
static enum status load_units(struct loading *l, const struct plural_rules *minute_rules)
{
	struct words *w = l->words;
	const char *kilobyte = w->texts[FIELD_KILOBYTE], *minute = w->texts[FIELD_MINUTE];
	struct buf text = BUF(INI_VALUE_MAX * 5);
	enum status st;

	buf_printf(&text, "%s%s", strchr(kilobyte, '%') != NULL ? "" : "%s ", kilobyte);
	if ((w->kilobytes = buf_take(&text)) == NULL)
		return no_memory(l);
	if (!has_directives(w->kilobytes, "s"))
		return fail(l, FIELD_KILOBYTE, "must be a unit, or have one %s for the number");
	buf_printf(&text, "%s%s", strpbrk(minute, "%|") != NULL ? "" : "%u ", minute);
	st = load_forms(l, FIELD_MINUTE, buf_str(&text), minute_rules, &w->minutes);
	buf_clear(&text);
	return st;
}

/* What another file lent keeps that file's rules: its forms were made for them. */
static enum status load_counted(struct loading *l)
{
	struct words *w = l->words;
	struct plural_rules own;
	enum status st = ST_OK;

	if (!plural_read(w->texts[FIELD_SINGULAR], &own))
		return fail(l, FIELD_SINGULAR,
		    "must be up to five rules divided by |, each of numbers and ranges such as "
		    "\"1\" or \"%10 2-4 not %100 12-14\"");
	for (size_t p = 0; st == ST_OK && p < PLURAL_COUNT; p++) {
		size_t f = FIELD_PLURALS + p;

		st = load_forms(l, f, w->texts[f], w->lent[f] ? &l->lender->plurals[p].rules : &own,
		    &w->plurals[p]);
	}
	if (st == ST_OK)
		st = load_units(l, w->lent[FIELD_MINUTE] ? &l->lender->minutes.rules : &own);
	return st;
}

/* Has the date's format each of `wanted` once, and no other? */
static enum status check_format(struct loading *l, size_t field, const char *wanted)
{
	const char *p = l->words->texts[field];
	size_t n = strlen(wanted), seen = 0;
	bool right = true;
	unsigned had = 0;

	for (; right && (p = strchr(p, '%')) != NULL; p++, seen++) {
		const char *which = p[1] != '\0' ? strchr(wanted, p[1]) : NULL;

		right = which != NULL && (had & 1u << (which - wanted)) == 0;
		if (right)
			had |= 1u << (which - wanted);
	}
	if (right && seen == n)
		return ST_OK;
	return error_set(l->e, ST_INVALID, "%s:%u: [%s] %s: needs %s, each once, and no other %%",
	    l->path, l->lines[field], fields[field].section, fields[field].key,
	    n == 2       ? "%m and %y"
		: n == 3 ? "%d, %m and %y"
			 : "%w, %d, %m and %y");
}

static enum status check_rest(struct loading *l)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	static const char code_rest[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
	const char *code = l->words->texts[FIELD_CODE];
	enum status st;

	if (strlen(code) > CODE_MAX || strspn(code, letters) < 2 ||
	    strspn(code, code_rest) != strlen(code))
		return fail(l, FIELD_CODE, "must be a BCP 47 code of 15 bytes at most");
	if (strlen(l->words->texts[FIELD_DECIMAL]) > WORDS_DECIMAL_MAX)
		return fail(l, FIELD_DECIMAL, "must be one mark");
	if ((st = check_format(l, FIELD_FORMAT, "dmy")) == ST_OK &&
	    (st = check_format(l, FIELD_FORMAT_WEEKDAY, "wdmy")) == ST_OK)
		st = check_format(l, FIELD_FORMAT_MONTH, "my");
	return st;
}

/* What the file has not is the lender's; but what language it is, it must say itself. */
static enum status lend(struct loading *l)
{
	struct words *w = l->words;

	for (size_t f = 0; f < FIELD_COUNT; f++) {
		if (w->texts[f] != NULL)
			continue;
		if (f == FIELD_CODE || f == FIELD_NAME)
			return error_set(l->e, ST_INVALID, "%s: [%s] %s is missing", l->path,
			    fields[f].section, fields[f].key);
		if (l->lender == NULL)
			return error_set(l->e, ST_INVALID,
			    "%s: [%s] %s is missing, and there is no whole en.ini, beside it or "
			    "with the program, to take it from",
			    l->path, fields[f].section, fields[f].key);
		w->lent[f] = true;
		if ((w->texts[f] = strdup(l->lender->texts[f])) == NULL)
			return no_memory(l);
	}
	return ST_OK;
}

enum status words_load_over(
    const char *path, const struct words *lender, struct words **out, struct error *e)
{
	static enum status (*const steps[])(struct loading *) = {
		lend,
		load_counted,
		load_headings,
		load_dates,
		check_rest,
	};
	struct loading l = {
		.path = path, .e = e, .lender = lender, .words = calloc(1, sizeof *l.words)
	};
	enum status st;

	*out = NULL;
	if (l.words == NULL || (l.words->path = strdup(path)) == NULL) {
		words_free(l.words);
		return no_memory(&l);
	}
	st = ini_read(path, take, &l, e);
	for (size_t i = 0; st == ST_OK && i < sizeof steps / sizeof *steps; i++)
		st = steps[i](&l);
	if (st == ST_OK)
		*out = l.words;
	else
		words_free(l.words);
	return st;
}

enum status words_load(const char *path, struct words **out, struct error *e)
{
	return words_load_over(path, NULL, out, e);
}

bool words_lent(const struct words *w, size_t *at, const char **section, const char **key)
{
	while (*at < FIELD_COUNT && !w->lent[*at])
		++*at;
	if (*at == FIELD_COUNT)
		return false;
	*section = fields[*at].section;
	*key = fields[*at].key;
	++*at;
	return true;
}
