/* import/record.h -- what an input says of one article, field by field, made into an article */
#ifndef IMPORT_RECORD_H
#define IMPORT_RECORD_H

#include "import/column.h"
#include "import/format.h"
#include "import/fragment.h"
#include "import/record_file.h"
#include "import/seen.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	RECORD_FILES_MAX = 20, /* kept; ours */
	/* What the texts of one input may take of the processor's time, in ms, and what each MB of
	 * it adds: a text of HTML is bounded (HTML_TIME_MAX), 10,000 of them are hours. Real ones
	 * take it a tenth of the latter. */
	RECORDS_TIME_MAX = 60 * 1000,
	RECORDS_TIME_MB = 1000,
};

struct record {
	char *of[COLUMN_COUNT];           /* by meaning, UTF-8; NULL: not said; owned */
	enum fragment kind[COLUMN_COUNT]; /* of text, and of names on one line */
	struct names themes; /* one each; beside those of COLUMN_THEME and COLUMN_TAGS */
	struct record_file files[RECORD_FILES_MAX];
	size_t nfiles;
	/* Absolute URI that the links in its text are resolved against; owned. NULL: its own. */
	char *base;
	bool cut; /* the input ends within it */
};

void record_clear(struct record *r);

/* Keep a file; the strings become the record's, or are freed where there are too many. */
void record_add_file(struct record *r, const struct record_file *file);

/* Append the name of a theme. ST_OK or ST_NOMEM. */
enum status record_add_theme(struct record *r, const char *name);

/* All records of one input. */
struct records {
	struct input *in;
	const struct import_options *options;
	const struct sink *sink;
	/* A title may be missing: the text's first words are it then. So may the text: a summary is
	 * the beginning of it then. */
	bool lenient;
	/* A feed: an id is its article's identity before the URL is, and where there is no text at
	 * all, the link or the title is the beginning of it. */
	bool feed;
	/* An export: a text is never only the beginning of one, and ends as it was written. */
	bool whole;
	const char *home; /* where the input's site is: an absolute URI, or NULL */

	/* The rest belongs to record.c. */
	struct seen titles, ids;
	struct buf scratch;
	int64_t used; /* ms of the processor's time */
	bool over;    /* and that was too much */
};

void records_init(struct records *all, struct input *in, const struct import_options *options,
    const struct sink *sink);
void records_clear(struct records *all);

/*
 * Make an article of *r, which begins on `line`, and give it to the sink; or say there why it is
 * none, or that it is left out: a draft, a private post (withheld.h). *r stays the caller's, who
 * clears it. ST_OK, ST_NOMEM or what the sink returned. Once the records took more time than they
 * may (RECORDS_TIME_MAX), that is said, and neither the next nor any other is taken.
 *
 * The key of an article is its id where that is one everywhere (cell_is_global_id()), else its
 * URL where that is absolute, else in->key with "#" and the id, the URL or the digest of the title
 * (and of the body too from the second of a title on), so that records may change their order.
 * With all->feed any id comes before the URL, one that is not global as all->home, else
 * in->key, with "#" and the id; an id that a record with another URL had before is none; and
 * without id and URL it is the digest of title and day, which two records may share.
 *
 * A text that begins with its title (a heading, a paragraph) loses that line where all->lenient.
 *
 * An article of a feed is partial where excerpt_trim() says so, where the input ends within it, or
 * where there is no text; and any is where a short summary is all that is told of it
 * (excerpt_is_short). With all->whole only one that the input ends within is.
 */
enum status record_take(struct records *all, struct record *r, unsigned long line);

#endif
