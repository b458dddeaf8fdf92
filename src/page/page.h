/* page/page.h -- pages: the archive's content as docs, the same for every protocol */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "archive/archive.h"
#include "base/clock.h"
#include "base/words.h"
#include "text/doc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the front page shows, in the order of [pages] front. */
enum front_part {
	FRONT_LATEST,
	FRONT_MOST_READ,
	FRONT_THEMES,
	FRONT_THEME, /* the newest of one */
	FRONT_SEARCH,
	FRONT_EDITIONS,
};
enum { FRONT_PARTS_MAX = 16 };

struct front_item {
	enum front_part part;
	unsigned n;              /* how many entries at most */
	char slug[SLUG_MAX + 1]; /* FRONT_THEME: of which; it need not exist */
};

/* Where the capsule is reached: what a page says that leaves it (a feed). */
struct page_place {
	const char *host; /* as uri_parse() gives hosts */
	unsigned port;    /* 0: the protocol's own */
};

/* All that a page needs to know of its capsule. One per worker; outlives every page. */
struct page_context {
	struct archive *archive;
	const struct words *words; /* of the capsule's language */
	const struct zone *zone;
	const char *name, *description; /* "" where there is none */
	unsigned per_page, most_read, same_theme;
	unsigned edition; /* bytes of the edition that the INI asks for, whole kB of 1024 */
	unsigned columns; /* of text on Gopher */
	struct page_place gemini, gopher;
	bool about; /* the capsule has a page /about.gmi of its own */
	struct doc
	    *above; /* the capsule's own lines above its front page, which takes them; or NULL */
	struct front_item front[FRONT_PARTS_MAX];
	size_t nfront;
};

/* Two cursors and a dash. */
enum { PAGE_CURSOR_MAX = 2 * CURSOR_MAX + 1 };

/* What the path said, as the route's pattern took it apart; fields it has no place for are 0. */
struct page_args {
	char id[IDENT_MAX + 1];
	char slug[SLUG_MAX + 1];
	unsigned number; /* of the page or the part: 1 where the path has none */
	int year, month, day;
	unsigned size;                    /* of an edition, bytes */
	char cursor[PAGE_CURSOR_MAX + 1]; /* or what stands where one is expected */
	/*
	 * What is asked of the path: what stood after its '?' (on Gopher: or a TAB), decoded, at
	 * most PAGE_QUERY_MAX bytes without control characters; NULL where nothing stood there.
	 * From Gopher it is what the client sent, which need not be UTF-8. Not owned.
	 */
	const char *query;
	struct deadline deadline; /* of pages that take long: then they are ST_LATE */
};

/* Both protocols' longest: a Gemini URI (0.24.1), a line of Gopher as we take them. */
enum { PAGE_QUERY_MAX = 1024 };

/* Where a capsule's own page about itself is. */
#define PAGE_ABOUT "/about.gmi"
/* What robots ask for first; its clients' reads do not count. */
#define PAGE_ROBOTS "/robots.txt"

struct page {
	struct doc doc;
	/* What is no doc: its media type (static), else NULL, and its bytes. */
	const char *type;
	struct buf file;
	const char *prompt; /* no page: the reader is asked for a query, in these words; or NULL */
	char lang[LANG_SIZE]; /* of the content: the article's, else the capsule's */
	char read[IDENT_MAX +
	    1]; /* the article that is read to its end once this is delivered whole, or "" */
	char moved[IDENT_MAX + 1]; /* the article's own id, where another was asked for, or "" */
};

void page_clear(struct page *p);

/* For those that build pages: the day of the path (clock.h), be it in the calendar or not. */
int page_args_day(const struct page_args *a);

/*
 * For those that build pages: an empty page in the capsule's language; and the end of it, which
 * gives the first failure, `st` or the doc's, and leaves *out zero then.
 */
void page_begin(const struct page_context *c, struct page *out);
enum status page_end(struct page *out, enum status st);

/*
 * Build a page. ST_OK, ST_NOTFOUND, ST_GONE, or the archive's failure; *out is zero unless ST_OK
 * and is ended with page_clear().
 */
typedef enum status (*page_fn)(
    const struct page_context *c, const struct page_args *args, struct page *out);

/* front.c; the menu says nothing of following the capsule, which Gopher has no way for */
enum status page_front(const struct page_context *c, const struct page_args *a, struct page *out);
enum status page_front_menu(
    const struct page_context *c, const struct page_args *a, struct page *out);

/* article.c: the article with its lists; its card (title, date, lede, links; for Gopher); its text
 * alone. Above PAGE_PART_MAX bytes the text comes in parts, cut at paragraphs. */
enum { PAGE_PART_MAX = 16000 };
enum status page_article(const struct page_context *c, const struct page_args *a, struct page *out);
enum status page_card(const struct page_context *c, const struct page_args *a, struct page *out);
enum status page_text(const struct page_context *c, const struct page_args *a, struct page *out);

/* listing.c: /new, /t/SLUG, /by/SLUG */
enum status page_new(const struct page_context *c, const struct page_args *a, struct page *out);
enum status page_theme(const struct page_context *c, const struct page_args *a, struct page *out);
enum status page_author(const struct page_context *c, const struct page_args *a, struct page *out);

/* since.c: /since/CURSOR, with the path of a theme or an author after it: what came in after the
 * page that carried this link; the newest where that is not known */
enum status page_since(const struct page_context *c, const struct page_args *a, struct page *out);
enum status page_since_theme(
    const struct page_context *c, const struct page_args *a, struct page *out);
enum status page_since_author(
    const struct page_context *c, const struct page_args *a, struct page *out);

/*
 * feed.c: /feed.xml and, of a theme, /t/SLUG/feed.xml: the newest as an Atom feed (RFC 4287), with
 * their summaries or, asked for "full", their whole texts. Ids are tag URIs (RFC 4151) of the
 * capsule's first host and the article's id; an undated article has no `published`, and is
 * `updated` when it came in.
 */
enum status page_feed(const struct page_context *c, const struct page_args *a, struct page *out);
enum status page_feed_gopher(
    const struct page_context *c, const struct page_args *a, struct page *out);

/* theme.c: /t */
enum status page_themes(const struct page_context *c, const struct page_args *a, struct page *out);

/* date.c: /d, /d/2023, /d/2023/06, /d/2023/06/14 */
enum status page_years(const struct page_context *c, const struct page_args *a, struct page *out);
enum status page_months(const struct page_context *c, const struct page_args *a, struct page *out);
enum status page_days(const struct page_context *c, const struct page_args *a, struct page *out);
enum status page_day(const struct page_context *c, const struct page_args *a, struct page *out);

/* search.c: /s, /s?words, /s/2?words. Without words, page_search() is a prompt and
 * page_search_menu() a form. ST_LATE where it takes too long. */
enum status page_search(const struct page_context *c, const struct page_args *a, struct page *out);
enum status page_search_menu(
    const struct page_context *c, const struct page_args *a, struct page *out);

/*
 * edition.c: /e/16k, the best of the moment in full (best_get(), the themes in turn), in args->size
 * bytes at most as it is sent, Gemini's status line included; on Gopher as text, in whatever
 * character set. edition_list.c: /e, which leads to the editions.
 */
enum { PAGE_EDITION_UNIT = 1024, PAGE_EDITION_MIN = 4, PAGE_EDITION_MAX = 1024 };
enum status page_edition(const struct page_context *c, const struct page_args *a, struct page *out);
enum status page_edition_text(
    const struct page_context *c, const struct page_args *a, struct page *out);
enum status page_editions(
    const struct page_context *c, const struct page_args *a, struct page *out);

/* edition_day.c: /e/2023-06-14, all articles of a day in the order of its list; above PAGE_DAY_MAX
 * bytes of them, or PAGE_DAY_ARTICLES, in parts. gempub.c: /e/2023-06-14.gpub, the same as a file.
 */
enum { PAGE_DAY_MAX = 1024 * 1024, PAGE_DAY_ARTICLES = 1000 };
enum status page_edition_day(
    const struct page_context *c, const struct page_args *a, struct page *out);
enum status page_edition_day_text(
    const struct page_context *c, const struct page_args *a, struct page *out);
enum status page_gempub(const struct page_context *c, const struct page_args *a, struct page *out);

/* top.c: /top and its windows (args->slug: "", "day", "week", "month", "all") */
enum status page_top(const struct page_context *c, const struct page_args *a, struct page *out);
/* how.c: /how, how reads are counted */
enum status page_how(const struct page_context *c, const struct page_args *a, struct page *out);

#endif
