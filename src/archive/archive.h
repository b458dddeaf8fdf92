/* archive/archive.h -- the archive of articles and its reads: the only header that others include
 */
#ifndef ARCHIVE_ARCHIVE_H
#define ARCHIVE_ARCHIVE_H

#include "base/buf.h"
#include "base/clock.h"
#include "base/deadline.h"
#include "base/ident.h"
#include "base/status.h"
#include "base/words.h"
#include "text/slug.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LANG_SIZE = 16 }; /* a BCP 47 tag, NUL counted */

/* Why a list of most read has an article that its document did not list. */
enum pick {
	PICK_NONE,
	PICK_READ,   /* it is in the ranking */
	PICK_CHOSEN, /* documents list it as most read */
	PICK_NEWEST,
};

/* What a link to an article says. */
struct entry {
	char id[IDENT_MAX +
	    1];            /* "": a title that a document listed and that is not archived (yet) */
	char *title;       /* UTF-8, one line; owned */
	char *teaser;      /* one line, or NULL; owned. Related articles have it, and what was
			    * found. */
	int64_t published; /* seconds since 1970, UTC; 0: not known */
	int day;           /* clock.h; 0: not known */
	enum precision precision;
	char lang[LANG_SIZE]; /* "" : the capsule's */
	size_t size;          /* bytes of title and body */
	unsigned words;       /* of title and body */
	unsigned reads;       /* in the window asked for; only top_get() sets it */
	bool listed;          /* by the document itself; only related_get() sets it */
	enum pick pick;       /* how a list of most read was filled up with it; the same */
	int64_t theme;        /* a number for its first theme, 0: none; only best_get() sets it */
};

struct entries {
	struct entry *items;
	size_t n;
};

void entries_clear(struct entries *list);

/* A theme, an author. */
struct name {
	char slug[SLUG_MAX + 1];
	char *name;        /* as first written; owned */
	unsigned articles; /* that are shown */
};

struct names {
	struct name *items;
	size_t n;
};

/* Append a copy of s[0..len). ST_OK or ST_NOMEM. */
enum status names_append(struct names *list, const char *s, size_t len);
void names_clear(struct names *list);

/* One article, whole. */
struct article {
	char id[IDENT_MAX + 1]; /* made by article_put() from the key */
	char *key;     /* feed guid, permalink, front-matter id or relative path; not empty */
	char *title;   /* UTF-8, one line, not empty */
	char *byline;  /* or NULL */
	char *url;     /* where it was published, or NULL */
	char *summary; /* one line, or NULL */
	char *body;    /* gemtext, without the title */
	bool partial;  /* the body is only the beginning, or a summary, of what stands at `url` */
	char lang[LANG_SIZE]; /* "": the capsule's */
	bool lang_told; /* by the text alone: told otherwise another time, it is nothing new */
	struct when published;
	/* Seconds since 1970, set by the archive: when another text came under its key; of one that
	 * is undated, when it came in, if none did; else 0. */
	int64_t updated;
	struct names themes; /* in the document's order; slugs need not be set for article_put() */
	/* The lists that the document came with, in its order; only title and teaser are used. */
	struct entries lists[LIST_COUNT];
};

/* Free all that *a owns; it is zero afterwards. */
void article_clear(struct article *a);

/* The archive: one connection, for one thread. */
struct archive;

enum archive_mode {
	ARCHIVE_READ,  /* what a worker has: nothing is ever written */
	ARCHIVE_WRITE, /* articles are written, reads are only read */
	ARCHIVE_READS, /* what the recorder has: reads are written, articles only read */
};

/*
 * Open the store of articles `path` and that of reads `reads`. The archive is made in the writing
 * modes, the store of reads in ARCHIVE_READS; for the others, where it is missing, nothing has been
 * read yet (and a connection opened then does not see it when it is made: open ARCHIVE_READS
 * first). ST_NOTFOUND, ST_IO, ST_BUSY, ST_DB (not an archive, damaged, of a newer version) or
 * ST_NOMEM, with *e saying which file and what to do. Everything that the stores need is open
 * afterwards: a reader may then lose the right to open files.
 */
enum status archive_open(const char *path, const char *reads, enum archive_mode mode,
    struct archive **out, struct error *e);
void archive_close(struct archive *a);

/* The store's own words for the last call that returned ST_DB, ST_BUSY or ST_IO. */
const char *archive_error(const struct archive *a);

/* Full check of both stores and of all numbers kept (slow); ST_DB with the first finding in *e. */
enum status archive_check(struct archive *a, struct error *e);

struct archive_counts {
	int64_t articles; /* shown: neither removed nor copies */
	int64_t removed;
	int64_t copies;
	int64_t undated;
	int64_t themes;
	int first_day, last_day; /* 0: none is dated */
};
enum status archive_counts(struct archive *a, struct archive_counts *out);

/*
 * A number that changes whenever an article is put, removed or restored (any process): what is
 * built from the archive may be kept as long as it stays the same.
 */
enum status archive_version(struct archive *a, int64_t *out);

/* ---- what an answer was made from ---- */

enum { TOP_WINDOWS = 5 }; /* rankings: top_windows */

/*
 * A state of the archive, and what was read of the rankings. As long as it holds, what was made of
 * what was read then would be made the same again.
 */
struct basis {
	int64_t version;  /* archive_version() */
	int64_t compared; /* when basis_holds() last looked into the rankings, as SQLite counts */
	struct basis_ranking {
		uint8_t rows; /* that were looked at, from the first on */
		bool counts;  /* with how often they were read */
		bool enough;  /* top_enough() was asked */
	} rankings[TOP_WINDOWS];
	unsigned char digest[DIGEST_SIZE]; /* of what these said */
};

/*
 * Note what is read from here to basis_end(), which is due in any case; all of it is of one state
 * of the archive. *out is zero unless ST_OK; a failure is the archive's, as of its other calls.
 */
void basis_begin(struct archive *a);
enum status basis_end(struct archive *a, struct basis *out);

/*
 * Does it still hold? It may come from another archive on the same stores, but is asked of one
 * alone from then on. Cheap: the rankings are compared only when the store of reads was written
 * since the last time.
 */
enum status basis_holds(struct archive *a, struct basis *b, bool *out);

/* ---- articles ---- */

/*
 * Fill *out with the article `id`. A copy's id gives the article that it is a copy of, and so does
 * the id that another key or address of an article would have: out->id is the article's own.
 * ST_OK, ST_NOTFOUND, ST_GONE (removed), ST_DB or ST_NOMEM; *out is zero unless ST_OK, and the
 * caller ends it with article_clear(). `lists` is left empty: related_get() resolves them.
 */
enum status article_get(struct archive *a, const char *id, struct article *out);

/* What a link says of it; same statuses. Ended with entries_clear() on a list of one. */
enum status article_entry(struct archive *a, const char *id, struct entries *out);

/*
 * Between these two, all article_put()s go in whole or not at all: after one that the store
 * refused (not ST_INVALID, nor ST_TOOBIG), archive_commit() rolls back and gives its status again.
 * A commit that fails has rolled back.
 */
enum status archive_begin(struct archive *a);
enum status archive_commit(struct archive *a);
void archive_rollback(struct archive *a);

enum put_result {
	PUT_NEW,
	PUT_COPY, /* new, and a copy of another */
	PUT_UPDATED,
	PUT_COMPLETED, /* updated: there was only the beginning of this text, or a part */
	PUT_UNCHANGED, /* the same key with the same content */
};

/*
 * Write an article under its key; in->id (of the article that it is or became part of) and slugs
 * are set. One that was removed stays removed. Must stand between archive_begin() and
 * archive_commit(). ST_INVALID (no key or title), ST_TOOBIG, ST_BUSY, ST_IO, ST_DB or ST_NOMEM.
 *
 * The same article may come under several keys: under one that is the url of another (a feed's
 * item, then the page that it links to), or with a url that is the key of another, or, under the
 * same folded title, the url of another. It keeps the key and the id that it came with first. Of
 * texts under several keys the longer one stays, and with it what only the other document said
 * (*in is completed with it); a text under one key is replaced by what comes later under that key.
 * A partial text never replaces a whole one, and what is only the beginning of the text that is
 * there (beginning.h) replaces none: it is unchanged.
 *
 * One whose text is much that of another, the first imported (five-word shingles of folded title
 * and body, Jaccard index 0.6 or more; of texts just so alike one in 200 is missed, of the same
 * ones none unless more than 16 others share all that they are found by), is kept as a copy of it:
 * its id gives the other, and it shows in no list; a copy of what was removed is removed. Whose
 * copy it is follows from the texts as they are now: where the original's text changes, each of its
 * copies is looked at again.
 */
enum status article_put(struct archive *a, struct article *in, enum put_result *result);

/*
 * The same for an article whose key an earlier file of this import gave: what it replaces is noted,
 * and put again it is PUT_UNCHANGED. Two exports of one site that lie side by side are so imported
 * again and again without a change.
 */
enum status article_put_over(struct archive *a, struct article *in, enum put_result *result);

/* A digest of all that the document says: what PUT_UNCHANGED goes by. *scratch is overwritten;
 * ST_OK or buf_status() of it. */
enum status article_digest(
    const struct article *in, struct buf *scratch, unsigned char out[DIGEST_SIZE]);

/* What article_put() would say, without writing. */
enum status article_compare(struct archive *a, struct article *in, enum put_result *result);

/* Remove and restore, with all its copies, by the id of any of them; the key stays, so an import
 * does not bring it back. ST_NOTFOUND if there is no such article; it is no error if nothing
 * changes. Within archive_begin() and archive_commit(), or else a transaction of its own. */
enum status article_remove(struct archive *a, const char *id);
enum status article_restore(struct archive *a, const char *id);

/* ---- lists: newest day, then newest moment first, the same moment by order of import, latest
 * first; the undated last ---- */

struct listing {
	const char *theme;  /* slug, or NULL */
	const char *author; /* slug, or NULL */
	int from, to; /* days, both included; 0: no bound. With a bound the undated are left out */
	unsigned offset, limit; /* limit 0: all */
};

/* At most one of theme, author, days may be set. */
enum status listing_get(struct archive *a, const struct listing *which, struct entries *out);

/* How many there are in all. */
enum status listing_count(struct archive *a, const struct listing *which, unsigned *out);

/* Calls `fn` for each article shown, newest first; a status other than ST_OK ends it. For `list`.
 */
struct listed {
	const struct entry *entry;
	const char *key;
	const char *themes; /* slugs joined by commas */
};
typedef enum status (*listing_fn)(void *ctx, const struct listed *one);
enum status listing_each(struct archive *a, const struct listing *which, listing_fn fn, void *ctx);

/* ---- what came after ---- */

/*
 * A cursor is a moment of the archive as a short text (8 characters at a million articles): how
 * many articles had come in, and a sum over which these were, in whatever order. So it stays good
 * through updates, and in an archive made anew of the same documents before any others.
 */
enum { CURSOR_MAX = 12 }; /* 60 bits */

/* The archive as it is now. To be asked for before what it stands under: what comes in between is
 * better shown twice than never. */
enum status cursor_now(struct archive *a, char out[CURSOR_MAX + 1]);

/* More that came in is no catching up any more: three years of one a day, twelve days of eighty. */
enum { SINCE_MAX = 1000 };

/*
 * The articles of the listing (its limit is not 0; no bound of days) that came in between the
 * cursors, which may be any texts: whatever their dates, in a listing's order, and how many there
 * are in all. What was only updated did not come in. ST_NOTFOUND where one is no cursor, or none of
 * this archive, or more than SINCE_MAX articles came in between.
 */
enum status since_get(struct archive *a, const char *cursor, const char *until,
    const struct listing *which, struct entries *out, unsigned *total);

/* Themes by number of articles, most first, then by slug; limit 0: all. */
enum status themes_get(struct archive *a, unsigned limit, struct names *out);
/* One theme or author by slug: a list of one, or ST_NOTFOUND. */
enum status theme_get(struct archive *a, const char *slug, struct names *out);
enum status author_get(struct archive *a, const char *slug, struct names *out);

/* Years (from = to = 0), months of a year or days of a month that have articles, newest first. */
struct period {
	int day; /* first day of the period: 20230000 for a year, 20230600 for a month, 20230614 */
	unsigned articles;
};
struct periods {
	struct period *items;
	size_t n;
};
enum period_unit {
	PERIOD_YEARS,
	PERIOD_MONTHS, /* of the year of `day` */
	PERIOD_DAYS,   /* of the month of `day` */
};
enum status periods_get(struct archive *a, enum period_unit unit, int day, struct periods *out);
void periods_clear(struct periods *list);

/* The `limit` latest days that have articles, latest first. */
enum status days_latest(struct archive *a, unsigned limit, struct periods *out);

/* ---- search ---- */

enum {
	SEARCH_PARTS_MAX = 16, /* that one search may ask for: more than anybody types */
	SEARCH_RANKED = 1000,  /* the newest of what matches are ranked, however many there are */
	SEARCH_CONTEXT_MAX = 120, /* bytes of a line of context */
};

enum search_kind {
	SEARCH_TEXT,   /* a word, or words that follow one another */
	SEARCH_THEME,  /* a slug */
	SEARCH_AUTHOR, /* a slug */
};

struct search_part {
	enum search_kind kind;
	bool excluded; /* no article that has it */
	const char *text;
	size_t len;
};

/* What is looked for: articles that are shown, that have all parts. */
struct search {
	struct search_part parts[SEARCH_PARTS_MAX];
	size_t nparts;
	int from, to; /* as of struct listing; any number will do, as 20230600 */
	unsigned offset, limit;
	struct deadline deadline;
};

struct search_found {
	/* Best first; `teaser`: the words around the first that matched in the text, else the
	 * article's own teaser. */
	struct entries entries;
	unsigned total; /* how many there are, up to SEARCH_RANKED */
	bool more;      /* there are more than that */
};

/*
 * Find what *s asks for. Words match by their stem in the language of the article, whatever their
 * case and accents. The newest SEARCH_RANKED are ranked by BM25 (S. Robertson, H. Zaragoza, "The
 * Probabilistic Relevance Framework", 2009), a word in the title counting more, with a light
 * preference for the recent; the same order each time. ST_INVALID where no part says anything (no
 * letter, no digit) and no day is given, ST_LATE at its deadline,
 * ST_DB or ST_NOMEM; *out is zero unless ST_OK, and ended with search_found_clear().
 */
enum status search_get(struct archive *a, const struct search *s, struct search_found *out);
void search_found_clear(struct search_found *f);

/*
 * Append the word of the archive that is nearest to that one, which no article has: one letter
 * more, less, other, or two changed round; the one that most articles have, as the newest of them
 * writes it. ST_NOTFOUND if there is none, or the word itself is found; else as search_get().
 */
enum status search_nearest(struct archive *a, const struct deadline *deadline, const char *word,
    size_t len, struct buf *out);

/* ---- related articles ---- */

/*
 * The list of that kind for the article `id`: what its document listed, in that order, linked
 * where the title (folded; cut with "..." by its beginning) is that of an article shown; then
 * filled up to `limit`. Most read: from the ranking of `window` (if top_enough()), then from what
 * other documents list as most read, then the newest. Same theme: from articles that list this one,
 * then those whose texts are clearly about the same (near.h; of equally near ones, those that share
 * more themes, then the newest), then by shared themes, most shared and newest first (of the newest
 * articles of each theme), then those whose texts are less so. Never the
 * article itself, never one twice, never one that was removed, not even as a title. At most `limit`
 * entries, and never more than 100. The teaser is the one it was listed with, else the beginning
 * of the article's summary or first paragraph. `id` NULL: no article, for the front page's most
 * read.
 */
enum status related_get(struct archive *a, enum list_kind kind, const char *id, const char *window,
    unsigned limit, struct entries *out);

/* ---- reads ---- */

/* Rankings by name: "window" is [pages] window of the INI. */
extern const char *const top_windows[]; /* "window", "day", "week", "month", "all", NULL */

/*
 * The ranking of a window, most read first, as reads_rank() left it; ST_NOTFOUND for an unknown
 * window. `reads` of each entry is its count.
 */
enum status top_get(
    struct archive *a, const char *window, unsigned offset, unsigned limit, struct entries *out);
enum status top_count(struct archive *a, const char *window, unsigned *out);

/*
 * Does that ranking say what readers read? Not before TOP_ARTICLES_MIN articles, as many as a list
 * shows by default, were read by TOP_READS_MIN readers each: one reader alone, who may be its
 * editor, makes no list. false for an unknown window.
 */
enum { TOP_ARTICLES_MIN = 5, TOP_READS_MIN = 2 };
enum status top_enough(struct archive *a, const char *window, bool *out);

/*
 * What an edition is made from: the articles of that ranking, if top_enough(), then the newest, at
 * most `limit` of these; none twice, each with its `theme`.
 */
enum status best_get(struct archive *a, const char *window, unsigned limit, struct entries *out);

/* Articles that a reader reads in a minute at most: nobody reads one in two seconds all the time.
 * Whoever reads more is a robot; the recorder goes by it, a page says it. */
enum { READS_PACE = 30 };

/* One article was read once, in the hour of `time`; a copy's read is its original's. ST_NOTFOUND
 * for an unknown id, and the transaction may go on. ARCHIVE_READS, between begin and commit. */
enum status reads_add(struct archive *a, const char *id, int64_t time);
/* Take such a read back; ST_NOTFOUND where there is none in that hour. */
enum status reads_take(struct archive *a, const char *id, int64_t time);

/*
 * Rank anew for `now`: each window's articles by their reads in it, of which each counts half as
 * much for every third of the window that has passed since, and at its end nothing (what it counts
 * then is an eighth); by their sum in "all". At most TOP_MAX. What is now a copy counts for its
 * original. `window` is the length in seconds of the one called "window"; another one loses
 * nothing: hours are kept for as long as the longest that the INI takes. Reads of hours to come,
 * where the clock was put back, count once these are there. It costs what came and fell out since
 * the last time, whatever the length of the windows, the archive's size and the number of reads.
 * ARCHIVE_READS; a transaction of its own.
 */
enum { TOP_MAX = 200 };
enum status reads_rank(struct archive *a, int64_t now, int64_t window);

#endif
