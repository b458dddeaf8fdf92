/* import/import.h -- files of any kind into the archive */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "archive/archive.h"
#include "base/clock.h"
#include "base/status.h"
#include "base/words.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	IMPORT_WORDS_MAX = 16, /* languages whose headings and dates are understood */
	/* A transaction ends with the first of these: pages into which articles go in no order are
	 * written once a transaction, and another writer waits for its end. */
	IMPORT_BATCH = 8000,                   /* articles */
	IMPORT_BATCH_BYTES = 32 * 1024 * 1024, /* of their texts */
	IMPORT_BATCH_MS = 2000,
	IMPORT_ARTICLE_MAX = 4 * 1024 * 1024, /* bytes of one article's text; larger is rejected */
	IMPORT_LIST_MAX = 50,                 /* entries kept of a list that a document came with */
};

/* What became of an article, of a part of an input, or of a whole input. */
enum import_outcome {
	IMPORT_NEW,
	IMPORT_COPY, /* new too, but a copy of another, to which its id leads */
	IMPORT_UPDATED,
	IMPORT_UNCHANGED,
	IMPORT_REJECTED, /* it cannot be an article, or not be read */
	IMPORT_LEFT_OUT, /* it is not wanted, and that is no error: a draft, a dot file */
	IMPORT_OUTCOMES
};

/* Copies are counted as new. */
struct import_counts {
	unsigned long new, updated, unchanged, rejected, left_out;
};

/* One of them, and where it stands. All strings are the importer's. */
struct import_event {
	enum import_outcome outcome;
	const char *format; /* a name of import_formats(), or NULL: not known */
	const char *path;
	unsigned long line;           /* 0: the whole of it */
	const char *id, *key, *title; /* of an article that was one; else NULL */
	/* Why it was rejected (what varies from one to the next stands after ": ", in parentheses
	 * or is a number), or what was left out ("a draft"); else NULL. */
	const char *reason;
};

/* Told of each. With a dry run, what would become of it. Where the archive fails, the articles of
 * the last batch were told of and are not in it. */
typedef void (*import_event_fn)(void *ctx, const struct import_event *event);
/* Told now and then how far it is: bytes read of all; total 0 is not known. */
typedef void (*import_progress_fn)(void *ctx, const struct import_counts *counts,
    unsigned long long done, unsigned long long total);

struct import_options {
	const char *format;  /* a name of import_formats(), or NULL: told by content */
	const char *theme;   /* added to every article, or NULL */
	const char *lang;    /* of articles that do not say theirs, or NULL */
	const char *columns; /* names for tables without a header that names title and body:
			      * "title,body,-,date", "-" for one to leave out; or NULL */
	bool pages;          /* the pages of an export too, not only its posts */
	bool dry_run;        /* say what would be done, write nothing */
	const struct zone *zone;
	const struct words *words[IMPORT_WORDS_MAX]; /* the capsule's language first */
	size_t nwords;
	import_event_fn event;       /* or NULL */
	import_progress_fn progress; /* or NULL */
	void *ctx;
};

/* Names of formats for --format, in the order in which content is tried, NULL-terminated. */
const char *const *import_formats(void);

struct importer;

/*
 * `a` was opened for writing; it, the options' strings and words stay the caller's and must outlive
 * the importer. With a dry run reading is enough, and NULL is an archive that is not there yet.
 * ST_INVALID for an unknown format or column name, or a language that is no tag.
 */
enum status importer_open(struct archive *a, const struct import_options *options,
    struct importer **out, struct error *e);

/*
 * Import a file, a folder with all below it (in the order of names; dot files and links left out),
 * or "-" for standard input. An article's relative path is the one below the folder given, or the
 * file's own name. What cannot be imported is rejected with its reason and the rest goes on;
 * another status than ST_OK means that the archive itself failed.
 */
enum status importer_path(struct importer *im, const char *path, struct error *e);

/* Commit the last batch and say what was done; the importer is gone, whatever the status. */
enum status importer_close(struct importer *im, struct import_counts *counts, struct error *e);

#endif
