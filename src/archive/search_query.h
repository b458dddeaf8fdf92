/* archive/search_query.h -- what is looked for, as FTS5 is asked for it; for archive/ only */
#ifndef ARCHIVE_SEARCH_QUERY_H
#define ARCHIVE_SEARCH_QUERY_H

#include "archive/db.h"

enum {
	SEARCH_LANGUAGES_MAX = 12, /* in which a word is stemmed: more than an archive has */
	SEARCH_PHRASES_MAX = SEARCH_PARTS_MAX * SEARCH_LANGUAGES_MAX + 1,
	SEARCH_TERMS_MAX = 256, /* that lines of context are looked for by */
};

/* A term that is looked for, in `terms`. */
struct search_term {
	size_t at, len;
	unsigned part;
};

struct search_query {
	struct buf expression;                /* in FTS5's language (fts5.html, 3) */
	size_t days;                          /* where what days are asked for begins in it */
	unsigned part_of[SEARCH_PHRASES_MAX]; /* of each of its phrases, in their order */
	size_t nphrases;
	unsigned texts; /* parts of the search that are texts and not excluded: a bit each */
	struct buf terms;
	struct search_term found[SEARCH_TERMS_MAX];
	size_t nfound;
};

/* ST_INVALID where nothing is asked for. *out is ended with search_query_clear() whatever comes. */
enum status search_query_make(struct archive *a, const struct search *s, struct search_query *out);
void search_query_clear(struct search_query *q);

/* A part alone, as an expression. */
enum status search_query_part(struct archive *a, const struct search_part *part, struct buf *out);

/* The parts, a bit each, that have that term. */
unsigned search_query_parts(const struct search_query *q, const char *term, size_t len);

/* Add that the day of the month is one of these, instead of what was added before; none: any. */
enum status search_query_days(struct search_query *q, int first, int last);

#endif
