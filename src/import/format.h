/* import/format.h -- what a format is: one row of sniff's table, and where its articles go */
#ifndef IMPORT_FORMAT_H
#define IMPORT_FORMAT_H

#include "archive/archive.h"
#include "base/status.h"
#include "import/import.h"
#include "import/input.h"

#include <stdbool.h>
#include <stddef.h>

/* Where a reader's articles and rejects go. */
struct sink {
	/*
	 * Take an article that begins on `line`. Its strings need not be clean (ingest.c does that
	 * for all formats), only UTF-8, and the body what gemtext_write() makes; the reader keeps
	 * *a and clears it. Another status than ST_OK ends the reading and is handed up.
	 */
	enum status (*article)(void *ctx, struct article *a, unsigned long line);
	/* Tell of a part of the input, or (line 0) of all of it, that is no article. */
	void (*reject)(void *ctx, unsigned long line, const char *reason);
	/* Tell of a part that is not wanted, which is no error: `what` it is, with its article ("a
	 * draft", "an attachment"). It is counted by that name, said to nobody else. */
	void (*skip)(void *ctx, unsigned long line, const char *what);
	/* Say what the site is called that this input's articles are from: titles may end with it
	 * (" | Le Courrier"), and it is cut off there. Before the articles, or never. */
	void (*site)(void *ctx, const char *name);
	/*
	 * Take a file that is within this input, as an input of its own that is read to where its
	 * reader likes before this returns. `name`: its path within, UTF-8 in NFC, '/' between
	 * segments; NULL: it is the whole of this input, decompressed. Statuses as for `article`.
	 */
	enum status (*member)(
	    void *ctx, const char *name, int64_t mtime, struct input_source source);
	void *ctx;
};

/* sink->reject with a reason made as printf makes it. */
void format_reject(const struct sink *sink, unsigned long line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * How a reader ends to whom its input gave `st`: a failure is a reject of the input, with the words
 * of *e or else the status's, and ST_OK; lack of memory is given back.
 */
enum status format_failed(const struct sink *sink, enum status st, const struct error *e);

/* What a format is told by. */
struct format_head {
	const char *name;  /* relative path; it may break a tie, never decide */
	const char *mime;  /* what libmagic says of the bytes */
	const char *bytes; /* as they are */
	size_t len;
	const char *text; /* the same as UTF-8, without BOM and leading white space */
	size_t text_len;
	const struct import_options *options;
};

struct format {
	const char *name; /* for --format; NULL where `read` is */
	const char *what; /* "an RSS feed", for people */
	bool (*looks)(const struct format_head *head);
	/*
	 * Read the whole input, in memory that does not grow with it. What is wrong with the input
	 * goes to sink->reject and the status is ST_OK; another is the sink's, or ST_NOMEM.
	 * NULL: known by sight, but not read by this version.
	 */
	enum status (*read)(
	    struct input *in, const struct import_options *options, const struct sink *sink);
};

/*
 * The format of an input: that of options->format, or the first of the table that it looks like.
 * NULL if none reads it, with the reason, one line, in *why.
 */
struct mime;
const struct format *format_of(const struct input *in, struct mime *mime,
    const struct import_options *options, struct error *why);

/* One by name, or NULL. */
const struct format *format_named(const char *name);

#endif
