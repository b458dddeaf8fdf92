/* base/words.h -- a language's words for the pages, from capsule/lang/<code>.ini */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

/* Words of [words]; the key in the file is the name in lower case without WORD_. */
enum word {
	WORD_LATEST,       /* heading: newest articles */
	WORD_MOST_READ,    /* heading: most read */
	WORD_SAME_THEME,   /* heading: articles on the same theme */
	WORD_THEMES,       /* heading and link: the themes */
	WORD_ALL_ARTICLES, /* link: all articles, newest first */
	WORD_BY_DATE,      /* heading and link: the archive by date */
	WORD_NEXT_PAGE,    /* link */
	WORD_PREVIOUS_PAGE,
	WORD_HOME,         /* link back to the front page */
	WORD_SUBSCRIBE,    /* beside the link to all articles: feed readers follow it */
	WORD_ABOUT,        /* link to the capsule's own page about.gmi */
	WORD_SINCE,        /* link at a page's end: what came in after this page */
	WORD_SINCE_NEW,    /* heading of the page that it leads to */
	WORD_SINCE_NONE,   /* all of that page where nothing came in: some 60 bytes at most */
	WORD_SINCE_OLD,    /* a sentence: not known what came in, so here are the newest */
	WORD_PAGE_OF,      /* "page %u sur %u" */
	WORD_PART_OF,      /* "partie %u sur %u": an article in parts */
	WORD_NEXT_PART,    /* link */
	WORD_LEFT,         /* "reste %s": what a price says of the parts to come */
	WORD_FIRST_PART,   /* link back to where an article in parts begins */
	WORD_SOURCE,       /* link: where the article was published */
	WORD_PARTIAL,      /* the same, where only its beginning is here */
	WORD_BY,           /* heading of an author's page: "Articles de %s" */
	WORD_DATE_GUESSED, /* after a date whose year was worked out: "date estimée" */
	WORD_UNDATED,      /* for a list of articles without a date */
	WORD_NO_ARTICLES,  /* a list is empty */
	WORD_FEW_READS,    /* a sentence: too few reads in that window for a ranking */
	WORD_CHOICE,       /* heading: what the documents list as most read */
	WORD_TODAY,        /* windows of the most read: link texts */
	WORD_THIS_WEEK,
	WORD_THIS_MONTH,
	WORD_ALL_TIME,
	WORD_SEARCH,           /* link */
	WORD_EDITIONS,         /* heading and link: the page that leads to the editions */
	WORD_EDITIONS_HOW,     /* a sentence: what they are */
	WORD_EDITION,          /* link, and line of the edition: "Le meilleur en %s", a size */
	WORD_EDITION_DAY,      /* link: a day's articles as one page */
	WORD_EDITION_FILE,     /* link: a day's articles as a Gempub file */
	WORD_EDITION_CONTENTS, /* link in such a file: back to its index */
	WORD_EDITION_BEYOND,   /* a sentence in it: what follows did not fit, and is on the site */
	WORD_ARTICLE_PAGE,     /* link: an article's own page */
	WORD_HOW_COUNTED,      /* heading and link: how reads are counted; then its sentences */
	WORD_HOW_ONCE,
	WORD_HOW_ROBOTS, /* more than %u articles a minute */
	WORD_HOW_WEIGHT,
	WORD_HOW_NUMBER,
	WORD_HOW_FEW, /* below %u articles that were read %u times */
	WORD_HOW_PRIVATE,
	WORD_NOT_FOUND, /* sentences of the status lines, one line each */
	WORD_GONE,
	WORD_BAD_REQUEST,
	WORD_FOREIGN,        /* host, port or scheme of somebody else */
	WORD_FAILED,         /* the archive cannot be read now */
	WORD_LATE,           /* the same: it took too long */
	WORD_SLOW_DOWN,      /* the client asks more often than it may */
	WORD_TEXT,           /* Gopher: the link from an article's card to its text */
	WORD_SEARCH_PROMPT,  /* what the reader is asked: "Chercher :" */
	WORD_SEARCH_FOR,     /* heading: "Recherche : %s" */
	WORD_SEARCH_AGAIN,   /* link to another search */
	WORD_SEARCH_HOW,     /* a line: how to write what is looked for */
	WORD_SEARCH_NONE,    /* nothing was found */
	WORD_SEARCH_NEAREST, /* link: "Essayer : %s" */
	WORD_SEARCH_MORE,    /* more than %u articles, of which the newest are ranked */
	WORD_SEARCH_EMPTY,   /* what is asked says nothing */
	WORD_SEARCH_LONG,    /* more than %u words */
	WORD_SEARCH_DATE,    /* how dates are written */
	WORD_COUNT
};

/* Counted words of [plurals]: "article = %u article | %u articles". */
enum plural { PLURAL_ARTICLES, PLURAL_READS, PLURAL_COUNT };

/* The lists that a document may come with; headings of [headings], one key each. */
enum list_kind { LIST_MOST_READ, LIST_SAME_THEME, LIST_COUNT };

/* Names that written dates are made of; keys of [dates]. Lists, divided by `|`. */
enum date_name {
	DATE_WEEKDAYS, /* seven, Monday first; `/` before another way to write one: "lundi/lun" */
	DATE_MONTHS,   /* twelve, in the same way */
	DATE_ORDINALS, /* what may hang on the day's number: "er", "th" */
	DATE_BEFORE,   /* what may stand before a date that stands alone: "Publié le" */
	DATE_WITHIN,   /* what may stand between weekday, day, month and year: "of" */
	DATE_AFTER,    /* what may stand in the time after a date that stands alone: "à", "am" */
	DATE_NAMES
};

struct words; /* immutable once loaded */

/*
 * Load a language's file, in the form that ini_read() takes:
 *
 *   [language] code (BCP 47), name
 *   [words]    one key a word
 *   [plurals]  singular: which numbers take the first form, and each other one but the last (see
 *              plural_read()); articles, reads: the forms, "one | other", or a single one for all
 *   [headings] most_read, same_theme: as documents head such lists, divided by `|`
 *   [dates]    weekdays, months, ordinals, before, within, after: see enum date_name;
 *              months_alone: their names without a day, where they differ; format: %d, %m (name)
 *              and %y, once each; format_weekday: %w too; format_month: %m and %y; first: the
 *              first of a month ("1er")
 *   [numbers]  decimal (its mark); kilobyte, minute: units, which a number and a space precede,
 *              or with %s for the size, %u for the minutes (then in the forms of a plural)
 *
 * No key may stand in it twice, none that is not one of these; singular, ordinals, within, after,
 * months_alone and first may be empty. What is missing is lent by `lender`, with the rules of its
 * plurals: all but code and name; without one nothing may be missing. ST_NOTFOUND, ST_IO,
 * ST_INVALID (a key is missing, unknown, given twice, or its %-directives are not those it needs)
 * or ST_NOMEM; *e says "path:line: what". The caller ends *out with words_free(); it does not need
 * the lender.
 */
enum status words_load_over(
    const char *path, const struct words *lender, struct words **out, struct error *e);
enum status words_load(const char *path, struct words **out, struct error *e); /* no lender */
void words_free(struct words *w);

const char *words_code(const struct words *w); /* BCP 47 code: "fr" */
const char *words_name(const struct words *w); /* the language's name for itself: "français" */
const char *words_path(const struct words *w); /* its file, as it was given */

/* The next key from *at (0 at first) that the file has not; false, and nothing set, after the last.
 */
bool words_lent(const struct words *w, size_t *at, const char **section, const char **key);

const char *words_get(const struct words *w, enum word word);

/* The printf-like text for `n`: "%u article" or "%u articles", by the language's own rule; it may
 * say the number without a directive. */
const char *words_plural(const struct words *w, enum plural plural, unsigned n);

/* Is `folded` (utf8_fold) a heading of such a list in this language? */
bool words_is_heading(const struct words *w, const char *folded, enum list_kind *kind);

/*
 * The bytes of the longest of these names that `folded` begins with, in whole words; 0 if it
 * begins with none. *index is its place in the list: the weekday or month, from 0.
 */
size_t words_match(const struct words *w, enum date_name kind, const char *folded, unsigned *index);

/* The first of their names in the file; weekday 0 is Monday, month 0 January. */
const char *words_weekday(const struct words *w, unsigned weekday);
const char *words_month(const struct words *w, unsigned month);

/* A day as a reader writes it: "1er juin 2023", "14 June 2023". At most `size` bytes, always
 * NUL-terminated. `day` as clock_day() gives it. */
void words_date(const struct words *w, int day, char *out, size_t size);

/* The same with the weekday, "mercredi 14 juin 2023", and of the month alone, "juin 2023". */
void words_date_weekday(const struct words *w, int day, char *out, size_t size);
void words_date_month(const struct words *w, int day, char *out, size_t size);

/* "3,1 ko" or "3.1 kB": 1 kB is 1000 bytes, one decimal under 10 kB, none from there on; at least
 * 0.1. */
void words_size(const struct words *w, size_t bytes, char *out, size_t size);

/* "3 min": reading that many words at WORDS_A_MINUTE, minutes begun, at least one. */
void words_minutes(const struct words *w, unsigned nwords, char *out, size_t size);

/* A link's price: "3,1 ko, 3 min", reading at WORDS_A_MINUTE, minutes begun, at least one. */
enum { WORDS_A_MINUTE = 220 };
void words_price(const struct words *w, size_t bytes, unsigned nwords, char *out, size_t size);

#endif
