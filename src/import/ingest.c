#include "base/buf.h"
#include "base/mime.h"
#include "import/column.h"
#include "import/format.h"
#include "import/language.h"
#include "import/member.h"
#include "import/normalise.h"
#include "import/seen.h"
#include "import/shelf.h"
#include "import/tail.h"
#include "import/walk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	PROGRESS_EVERY = 200, /* articles between two calls */
	LANGUAGE_BODY = 8192, /* bytes of a body among which its language is looked for */
};

/* Where an article came from. */
struct origin {
	struct shelf_place place;
	bool alone;        /* it is its file's only article */
	const char *again; /* what is said of another article with its key */
};

struct importer {
	struct import_options options;
	struct shelf shelf;
	struct mime *mime;
	struct language *language;
	struct seen seen;    /* keys of this input */
	struct seen earlier; /* of those before it */
	struct seen files;   /* keys of all files that are one article each */
	struct buf scratch;  /* what a language is told by */
	unsigned long articles;
	struct input *input;         /* being read, or NULL */
	const struct format *format; /* of it, or NULL */
	const char *path;
	bool named;          /* what is read was named on the command line, not found in a folder */
	struct tails tails;  /* of the titles of this input */
	struct tails folder; /* of those of inputs of one article, and where these came from */
	struct origin singles[TAIL_WINDOW];
	size_t nsingles;
	unsigned long long done, total;
};

static struct shelf_place place(const struct importer *im, const char *path, unsigned long line)
{
	return (struct shelf_place){
		.path = path, .line = line, .format = im->format != NULL ? im->format->name : NULL
	};
}

static void reject(struct importer *im, const char *path, unsigned long line, const char *reason)
{
	struct shelf_place at = place(im, path, line);

	shelf_reject(&im->shelf, &at, reason);
}

static void report_progress(struct importer *im)
{
	const struct input *in = im->input;
	unsigned long long now = 0;

	for (; in != NULL; in = in->within)
		now = in->done;
	if (im->options.progress != NULL)
		im->options.progress(im->options.ctx, &im->shelf.counts, im->done + now, im->total);
}

/*
 * Has this input given an article of that key before? Or another file, where each is one article:
 * a/x.txt and b/x.txt, imported as two folders, are no new version of one another, nor are two
 * pages saved from one address.
 */
static enum status meet(
    struct importer *im, const struct article *a, const struct origin *from, bool *met)
{
	return seen_add(
	    from->alone ? &im->files : &im->seen, seen_digest(a->key, strlen(a->key)), met);
}

/* An article that does not say its language, nor was told one, is in that of its text. */
static enum status tell_language(struct importer *im, struct article *a, struct error *e)
{
	struct buf *b = &im->scratch;

	if (a->lang[0] != '\0')
		return ST_OK;
	a->lang_told = true;
	buf_reset(b);
	buf_puts(b, a->title);
	buf_putc(b, '\n');
	buf_add(b, a->body, strnlen(a->body, LANGUAGE_BODY));
	if (buf_status(b) != ST_OK)
		return error_set(e, buf_status(b), "%s", status_text(buf_status(b)));
	return language_of(
	    im->language, buf_str(b), b->len, im->options.words, im->options.nwords, a->lang, e);
}

/* The key of an earlier one: it is the same article, or neither. */
static enum status take_again(struct importer *im, struct article *a, const struct origin *from)
{
	struct error why;
	bool same;
	enum status st = shelf_meet(&im->shelf, a, &from->place, &same);

	if (st != ST_OK || same)
		return st;
	error_set(&why, ST_INVALID, "%s: %s", from->again, a->key);
	shelf_reject(&im->shelf, &from->place, why.text);
	return ST_OK;
}

/* Did an earlier file give the key, which is another than the one that `from` is compared with? */
static bool was_given(const struct importer *im, const struct article *a, const struct origin *from)
{
	uint64_t key = seen_digest(a->key, strlen(a->key));

	return seen_has(&im->earlier, key) || (!from->alone && seen_has(&im->files, key));
}

static enum status take_from(struct importer *im, struct article *a, const struct origin *from)
{
	struct error why;
	enum status st;
	bool met;

	if ((st = normalise(a, &im->options, &why)) == ST_INVALID) {
		shelf_reject(&im->shelf, &from->place, why.text);
		return ST_OK;
	}
	if (st == ST_OK && (st = tell_language(im, a, &why)) != ST_OK)
		return error_set(im->shelf.e, st, "%s: %s", from->place.path, why.text);
	if (st != ST_OK || (st = meet(im, a, from, &met)) != ST_OK)
		return error_set(im->shelf.e, st, "%s: %s", from->place.path, status_text(st));
	if (met)
		st = take_again(im, a, from);
	else if (was_given(im, a, from))
		st = shelf_put_over(&im->shelf, a, &from->place);
	else
		st = shelf_put(&im->shelf, a, &from->place);
	if (st == ST_OK && ++im->articles % PROGRESS_EVERY == 0)
		report_progress(im);
	return st;
}

static enum status take_article(void *ctx, struct article *a, unsigned long line)
{
	struct importer *im = ctx;
	struct origin from = { .place = place(im, im->path, line),
		.again = "it has the key of an earlier one in this input" };

	return take_from(im, a, &from);
}

/* ---- files of one article: the tails of their titles are learnt from many files ---- */

static enum status take_single(void *ctx, struct article *a, unsigned long number)
{
	struct importer *im = ctx;

	return take_from(im, a, &im->singles[number]);
}

static void forget_singles(struct importer *im)
{
	for (size_t i = 0; i < im->nsingles; i++)
		free((char *)im->singles[i].place.path);
	im->nsingles = 0;
}

static const char *again(const struct input *in, const struct article *a)
{
	if (a->key == NULL || strcmp(a->key, in->key) != 0)
		return "it has the key of an earlier file";
	return in->within != NULL
	    ? "it has the path of an earlier file"
	    : "it has the relative path of an earlier file (import the folder that holds both)";
}

static enum status hold_single(void *ctx, struct article *a, unsigned long line)
{
	struct importer *im = ctx;
	struct origin from = {
		.place = place(im, im->path, line), .alone = true, .again = again(im->input, a)
	};
	enum status st;

	if ((from.place.path = strdup(im->path)) == NULL)
		return error_set(im->shelf.e, ST_NOMEM, "%s: %s", im->path, status_text(ST_NOMEM));
	im->singles[im->nsingles] = from;
	st = tails_take(&im->folder, a, im->nsingles++, take_single, im);
	if (im->folder.n == 0)
		forget_singles(im);
	return st;
}

static enum status release_singles(struct importer *im)
{
	enum status st = tails_release(&im->folder, take_single, im);

	forget_singles(im);
	return st;
}

static enum status hold_article(void *ctx, struct article *a, unsigned long line)
{
	struct importer *im = ctx;

	return tails_take(&im->tails, a, line, take_article, im);
}

/* What is held of an input that has ended. */
static enum status release(struct importer *im)
{
	return tails_release(&im->tails, im->tails.n == 1 ? hold_single : take_article, im);
}

static void take_reject(void *ctx, unsigned long line, const char *reason)
{
	struct importer *im = ctx;

	reject(im, im->path, line, reason);
}

static void take_skip(void *ctx, unsigned long line, const char *what)
{
	struct importer *im = ctx;
	struct shelf_place at = place(im, im->path, line);

	shelf_leave_out(&im->shelf, &at, what);
}

static void take_site(void *ctx, const char *name)
{
	struct importer *im = ctx;

	/* Without memory for it, titles stay as they are; the next who needs some will say so. */
	(void)tails_site(&im->tails, name);
}

static enum status take_member(
    void *ctx, const char *name, int64_t mtime, struct input_source source);

/* All that stands in an open input. */
static enum status read_input(struct importer *im)
{
	const struct sink sink = {
		.article = hold_article,
		.reject = take_reject,
		.skip = take_skip,
		.site = take_site,
		.member = take_member,
		.ctx = im,
	};
	struct error why;
	enum status st, released;

	if ((st = seen_add_all(&im->earlier, &im->seen)) != ST_OK)
		return error_set(im->shelf.e, st, "%s: %s", im->path, status_text(st));
	seen_reset(&im->seen);
	if ((im->format = format_of(im->input, im->mime, &im->options, &why)) == NULL) {
		reject(im, im->path, 0, why.text);
		return ST_OK;
	}
	st = im->format->read(im->input, &im->options, &sink);
	if (st == ST_OK && (released = release(im)) != ST_OK)
		st = released;
	if (st == ST_NOMEM)
		error_set(im->shelf.e, st, "%s: %s", im->path, status_text(st));
	return st;
}

/* One input, whatever it comes from; `within` is the archive that is being read, or NULL. */
static enum status take_input(struct importer *im, const char *path, const char *key, int64_t mtime,
    struct input_source source, struct input *within)
{
	const struct format *format = im->format;
	const char *outer = im->path;
	struct input in;
	struct error why;
	enum status st;

	im->format = NULL;
	if ((st = input_open(&in, path, key, mtime, source, &why)) != ST_OK) {
		reject(im, path, 0, why.text);
		im->format = format;
		return st == ST_NOMEM ? error_set(im->shelf.e, st, "%s: %s", path, why.text)
				      : ST_OK;
	}
	in.within = within;
	im->path = path;
	im->input = &in;
	st = read_input(im);
	tails_clear(&im->tails);
	if (within == NULL)
		im->done += in.done;
	im->input = within;
	im->path = outer;
	im->format = format;
	if (within == NULL)
		report_progress(im);
	input_close(&in);
	return st;
}

/*
 * A file of an archive. One that was named on the command line stands for a folder: its files have
 * the keys that they would have below that.
 */
static enum status take_member(
    void *ctx, const char *name, int64_t mtime, struct input_source source)
{
	struct importer *im = ctx;
	struct input *archive = im->input;
	bool top = archive->within == NULL && im->named;
	struct buf path = BUF(SIZE_MAX / 2), key = BUF(SIZE_MAX / 2);
	enum status st;

	if (name == NULL) {
		buf_puts(&path, archive->path);
		buf_add(&key, archive->key, member_bare(archive->key));
	} else {
		buf_printf(&path, "%s/%s", archive->path, name);
		buf_printf(&key, "%s%s%s", top ? "" : archive->key, top ? "" : "/", name);
	}
	if ((st = buf_status(&path)) == ST_OK && (st = buf_status(&key)) == ST_OK)
		st = take_input(im, buf_str(&path), buf_str(&key), mtime, source, archive);
	buf_clear(&path);
	buf_clear(&key);
	return st;
}

static enum status take_file(
    void *ctx, const char *path, const char *key, const struct stat *st, bool linked)
{
	int fd = open(
	    path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | (linked ? 0 : O_NOFOLLOW));
	struct importer *im = ctx;
	struct stat opened;

	/* Between the look at it and this, it may have been replaced by a pipe or a device. */
	if (fd < 0 || fstat(fd, &opened) != 0 || !S_ISREG(opened.st_mode)) {
		reject(im, path, 0, fd < 0 ? strerror(errno) : "not a file or folder");
		if (fd >= 0)
			close(fd);
		return ST_OK;
	}
	im->named = linked;
	return take_input(im, path, key, st->st_mtime, input_from_fd(fd), NULL);
}

static void take_problem(void *ctx, const char *path, const char *reason)
{
	reject(ctx, path, 0, reason);
}

static void take_hidden(void *ctx, const char *path, const char *what)
{
	struct importer *im = ctx;
	struct shelf_place at = place(im, path, 0);

	shelf_leave_out(&im->shelf, &at, what);
}

static enum status add_size(
    void *ctx, const char *path, const char *key, const struct stat *st, bool linked)
{
	struct importer *im = ctx;

	(void)path;
	(void)key;
	(void)linked;
	im->total += (unsigned long long)st->st_size;
	return ST_OK;
}

enum status importer_path(struct importer *im, const char *path, struct error *e)
{
	struct walk files = {
		.file = take_file, .problem = take_problem, .skip = take_hidden, .ctx = im
	};
	struct walk sizes = { .file = add_size, .ctx = im };
	enum status st = ST_OK;
	int fd;

	im->shelf.e = e;
	if (strcmp(path, INPUT_STDIN) == 0) {
		im->named = true;
		if ((fd = dup(STDIN_FILENO)) < 0)
			reject(im, path, 0, strerror(errno));
		else
			st = take_input(
			    im, path, INPUT_STDIN, clock_now(), input_from_fd(fd), NULL);
	} else if (im->options.progress != NULL && (st = walk_path(&sizes, path)) != ST_OK) {
		return error_set(e, st, "%s: %s", path, status_text(st));
	} else {
		st = walk_path(&files, path);
	}
	if (st == ST_OK)
		st = release_singles(im);
	tails_clear(&im->folder);
	forget_singles(im);
	if (st == ST_NOMEM)
		error_set(e, st, "%s: %s", path, status_text(st));
	return st;
}

static enum status check_options(const struct import_options *o, struct error *e)
{
	struct columns columns;

	if (o->format != NULL && format_named(o->format) == NULL) {
		struct buf names = BUF(ERROR_MAX);
		enum status st;

		for (const char *const *n = import_formats(); *n != NULL; n++)
			buf_printf(&names, " %s", *n);
		st = error_set(e, ST_INVALID, "format \"%s\" is not known: one of%s", o->format,
		    buf_str(&names));
		buf_clear(&names);
		return st;
	}
	if (o->lang != NULL && !normalise_is_lang(o->lang))
		return error_set(
		    e, ST_INVALID, "language \"%s\" is no tag of a language: fr, pt-BR", o->lang);
	return o->columns != NULL ? column_parse(o->columns, &columns, e) : ST_OK;
}

enum status importer_open(
    struct archive *a, const struct import_options *options, struct importer **out, struct error *e)
{
	struct importer *im;
	enum status st;

	*out = NULL;
	if ((st = check_options(options, e)) != ST_OK)
		return st;
	if ((im = calloc(1, sizeof *im)) == NULL)
		return error_set(e, ST_NOMEM, "%s", status_text(ST_NOMEM));
	im->options = *options;
	shelf_init(&im->shelf, a, &im->options);
	buf_init(&im->scratch, 8 * (size_t)IMPORT_ARTICLE_MAX);
	if ((st = mime_open(&im->mime, e)) == ST_OK && (im->language = language_new()) == NULL)
		st = error_set(e, ST_NOMEM, "%s", status_text(ST_NOMEM));
	if (st != ST_OK) {
		mime_free(im->mime);
		free(im);
		return st;
	}
	*out = im;
	return ST_OK;
}

enum status importer_close(struct importer *im, struct import_counts *counts, struct error *e)
{
	enum status st;

	im->shelf.e = e;
	st = shelf_commit(&im->shelf);
	*counts = im->shelf.counts;
	language_free(im->language);
	mime_free(im->mime);
	seen_clear(&im->seen);
	seen_clear(&im->earlier);
	seen_clear(&im->files);
	shelf_clear(&im->shelf);
	buf_clear(&im->scratch);
	free(im);
	return st;
}
