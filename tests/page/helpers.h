/* tests/page/helpers.h -- a small newspaper in an archive, and its pages as gemtext */
#ifndef TESTS_PAGE_HELPERS_H
#define TESTS_PAGE_HELPERS_H

#include "page/page.h"
#include "tests/support.h"

struct paper {
	struct support_path articles, reads; /* the two stores */
	struct archive *archive;
	struct words *words;
	struct zone *zone;
	struct page_context context; /* as the INI's defaults make it */
};

/* An empty archive with the French words; ended with paper_close(). */
struct paper paper_open(void);
void paper_close(struct paper *p);

/* What an article of a test says; "" or NULL where it does not. */
struct story {
	const char *key, *title, *byline, *lang, *summary, *body;
	int day;
	enum precision precision;
	const char *themes[8];
	/* title, teaser, title, teaser... */
	const char *most_read[12], *same_theme[12];
};

void paper_add(struct paper *p, const struct story *s);

/* The nine invented articles that the golden pages show. */
void paper_fill(struct paper *p);

/* `n` articles "Article numéro 1"..., a day each from 2023-01-01 on, all of the theme "Série". */
void paper_series(struct paper *p, unsigned n);

/* The id of the article with that key. */
struct paper_id {
	char text[IDENT_MAX + 1];
};
struct paper_id paper_id_of(const char *key);

/* The article was read `times` times in the hour before `now`. */
void paper_read(struct paper *p, const char *key, unsigned times, int64_t now);
/* Rank the reads. */
void paper_rank(struct paper *p, int64_t now);

/* The page as gemtext, to be free()d; fails the test unless it is ST_OK. *read may be NULL. */
char *paper_page(struct paper *p, page_fn fn, struct page_args args);

/* Does the page equal tests/fixtures/page/NAME? */
void paper_expect(struct paper *p, page_fn fn, struct page_args args, const char *name);

#endif
