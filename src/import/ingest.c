#include "base/buf.h"
#include "base/mime.h"
#include "import/column.h"
#include "import/format.h"
#include "import/language.h"
#include "import/member.h"
#include "import/normalise.h"
#include "import/seen.h"
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

struct importer {
	struct archive *archive;
	struct import_options options;
	struct mime *mime;
	struct language *language;
	struct seen seen;                  /* keys of this input */
	struct seen files;                 /* keys of all inputs that are one article each */
	struct seen planned;               /* keys of all articles that a dry run would put */
	struct buf scratch;                /* what a digest is made of */
	struct import_counts counts, kept; /* kept: as of the last commit */
	size_t pending; /* articles of the batch; a transaction is open if not 0 */
	unsigned long articles;
	struct input *input;         /* being read, or NULL */
	const struct format *format; /* of it, or NULL */
	const char *path;
	bool named;         /* what is read was named on the command line, not found in a folder */
	struct tails tails; /* of the titles of this input */
	unsigned long long done, total;
	struct error *e; /* of the call that runs */
};

static void tell(struct importer *im, const struct import_event *event)
{
	struct import_event whole = *event;

	whole.format = im->format != NULL ? im->format->name : NULL;
	if (im->options.event != NULL)
		im->options.event(im->options.ctx, &whole);
}

static void reject(struct importer *im, const char *path, unsigned long line, const char *reason)
{
	im->counts.rejected++;
	tell(im,
	    &(struct import_event){
		.outcome = IMPORT_REJECTED, .path = path, .line = line, .reason = reason });
}

static void leave_out(struct importer *im, const char *path, unsigned long line, const char *what)
{
	im->counts.left_out++;
	tell(im,
	    &(struct import_event){
		.outcome = IMPORT_LEFT_OUT, .path = path, .line = line, .reason = what });
}

static void report_progress(struct importer *im)
{
	const struct input *in = im->input;
	unsigned long long now = 0;

	for (; in != NULL; in = in->within)
		now = in->done;
	if (im->options.progress != NULL)
		im->options.progress(im->options.ctx, &im->counts, im->done + now, im->total);
}

/* The archive failed: what is not committed is gone, and so is its count. */
static enum status archive_failed(struct importer *im, enum status st)
{
	const char *why = archive_error(im->archive);
	unsigned long rejected = im->counts.rejected, left_out = im->counts.left_out;

	error_set(im->e, st, "archive: %s", why != NULL && *why != '\0' ? why : status_text(st));
	if (im->pending > 0)
		archive_rollback(im->archive);
	im->pending = 0;
	im->counts = im->kept;
	im->counts.rejected = rejected;
	im->counts.left_out = left_out;
	return st;
}

static enum status commit(struct importer *im)
{
	enum status st;

	if (im->pending == 0)
		return ST_OK;
	if ((st = archive_commit(im->archive)) != ST_OK)
		return archive_failed(im, st);
	im->pending = 0;
	im->kept = im->counts;
	return ST_OK;
}

/* An article is in, or was there. */
static void count(
    struct importer *im, const struct article *a, unsigned long line, enum import_outcome outcome)
{
	unsigned long *counts[] = {
		[IMPORT_NEW] = &im->counts.new,
		[IMPORT_UPDATED] = &im->counts.updated,
		[IMPORT_UNCHANGED] = &im->counts.unchanged,
	};

	++*counts[outcome];
	tell(im,
	    &(struct import_event){ .outcome = outcome,
		.path = im->path,
		.line = line,
		.id = a->id,
		.key = a->key,
		.title = a->title });
}

static enum import_outcome outcome_of(enum put_result result)
{
	static const enum import_outcome outcomes[] = {
		[PUT_NEW] = IMPORT_NEW,
		[PUT_UPDATED] = IMPORT_UPDATED,
		[PUT_UNCHANGED] = IMPORT_UNCHANGED,
	};

	return outcomes[result];
}

/* What put() would do, after all that this run would have done before. */
static enum status plan(
    struct importer *im, struct article *a, uint64_t content, unsigned long line)
{
	enum put_result result;
	enum seen_result met;
	enum status st;

	if ((st = article_compare(im->archive, a, &result)) != ST_OK)
		return archive_failed(im, st);
	if ((st = seen_add(&im->planned, seen_digest(a->key, strlen(a->key)), content, &met)) !=
	    ST_OK)
		return error_set(im->e, st, "%s: %s", im->path, status_text(st));
	if (met != SEEN_NEW)
		result = met == SEEN_SAME ? PUT_UNCHANGED : PUT_UPDATED;
	count(im, a, line, outcome_of(result));
	return ST_OK;
}

static enum status put(struct importer *im, struct article *a, unsigned long line)
{
	enum put_result result;
	enum status st = ST_OK;

	if (im->pending == 0 && (st = archive_begin(im->archive)) != ST_OK)
		return archive_failed(im, st);
	im->pending++;
	if ((st = article_put(im->archive, a, &result)) != ST_OK)
		return archive_failed(im, st);
	count(im, a, line, outcome_of(result));
	return im->pending >= IMPORT_BATCH ? commit(im) : ST_OK;
}

/* It stands twice in what is imported: once more is nothing new. */
static enum status pass_over(struct importer *im, struct article *a, unsigned long line)
{
	enum put_result result;
	enum status st;

	if ((st = article_compare(im->archive, a, &result)) != ST_OK)
		return archive_failed(im, st);
	count(im, a, line, IMPORT_UNCHANGED);
	return ST_OK;
}

static void add_part(struct buf *b, const char *s)
{
	if (s != NULL)
		buf_puts(b, s);
	buf_putc(b, '\0');
}

/*
 * Has this input given an article of that key before? Or another input, where the relative path is
 * the key: a/x.txt and b/x.txt, imported as two folders, are no new version of one another.
 */
static enum status meet(
    struct importer *im, const struct article *a, uint64_t *content, enum seen_result *met)
{
	bool whole = strcmp(a->key, im->input->key) == 0;
	struct buf *b = &im->scratch;

	buf_reset(b);
	add_part(b, a->title);
	add_part(b, a->body);
	add_part(b, a->byline);
	add_part(b, a->url);
	add_part(b, a->summary);
	add_part(b, a->lang);
	buf_printf(b, "%lld", (long long)a->published.time);
	for (size_t i = 0; i < a->themes.n; i++)
		add_part(b, a->themes.items[i].name);
	if (buf_status(b) != ST_OK)
		return buf_status(b);
	*content = seen_digest(b->data, b->len);
	return seen_add(
	    whole ? &im->files : &im->seen, seen_digest(a->key, strlen(a->key)), *content, met);
}

/* An article that does not say its language, nor was told one, is in that of its text. */
static enum status tell_language(struct importer *im, struct article *a)
{
	struct buf *b = &im->scratch;

	if (a->lang[0] != '\0')
		return ST_OK;
	buf_reset(b);
	buf_puts(b, a->title);
	buf_putc(b, '\n');
	buf_add(b, a->body, strnlen(a->body, LANGUAGE_BODY));
	language_of(
	    im->language, buf_str(b), b->len, im->options.words, im->options.nwords, a->lang);
	return buf_status(b);
}

static enum status take_article(void *ctx, struct article *a, unsigned long line)
{
	struct importer *im = ctx;
	enum seen_result met;
	uint64_t content = 0;
	struct error why;
	enum status st;

	if ((st = normalise(a, &im->options, &why)) == ST_INVALID) {
		reject(im, im->path, line, why.text);
		return ST_OK;
	}
	if (st != ST_OK || (st = tell_language(im, a)) != ST_OK ||
	    (st = meet(im, a, &content, &met)) != ST_OK)
		return error_set(im->e, st, "%s: %s", im->path, status_text(st));
	if (met == SEEN_OTHER) {
		error_set(&why, ST_INVALID, "%s: %s",
		    strcmp(a->key, im->input->key) != 0
			? "it has the key of an earlier one in this input"
			: im->input->within != NULL
			? "it has the path of an earlier file"
			: "it has the relative path of an earlier file (import the folder that "
			  "holds both)",
		    a->key);
		reject(im, im->path, line, why.text);
		return ST_OK;
	}
	if (met == SEEN_SAME)
		st = pass_over(im, a, line);
	else
		st = im->options.dry_run ? plan(im, a, content, line) : put(im, a, line);
	if (st != ST_OK)
		return st;
	if (++im->articles % PROGRESS_EVERY == 0)
		report_progress(im);
	return ST_OK;
}

static enum status hold_article(void *ctx, struct article *a, unsigned long line)
{
	struct importer *im = ctx;

	return tails_take(&im->tails, a, line, take_article, im);
}

static void take_reject(void *ctx, unsigned long line, const char *reason)
{
	struct importer *im = ctx;

	reject(im, im->path, line, reason);
}

static void take_skip(void *ctx, unsigned long line, const char *what)
{
	struct importer *im = ctx;

	leave_out(im, im->path, line, what);
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

	seen_reset(&im->seen);
	if ((im->format = format_of(im->input, im->mime, &im->options, &why)) == NULL) {
		reject(im, im->path, 0, why.text);
		return ST_OK;
	}
	st = im->format->read(im->input, &im->options, &sink);
	if (st == ST_OK && (released = tails_release(&im->tails, take_article, im)) != ST_OK)
		st = released;
	if (st == ST_NOMEM)
		error_set(im->e, st, "%s: %s", im->path, status_text(st));
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
		return st == ST_NOMEM ? error_set(im->e, st, "%s: %s", path, why.text) : ST_OK;
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
	leave_out(ctx, path, 0, what);
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

	im->e = e;
	if (strcmp(path, INPUT_STDIN) == 0) {
		im->named = true;
		if ((fd = dup(STDIN_FILENO)) < 0)
			reject(im, path, 0, strerror(errno));
		else
			st = take_input(
			    im, path, INPUT_STDIN, clock_now(), input_from_fd(fd), NULL);
		return st;
	}
	if (im->options.progress != NULL && (st = walk_path(&sizes, path)) != ST_OK)
		return error_set(e, st, "%s: %s", path, status_text(st));
	st = walk_path(&files, path);
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
	im->archive = a;
	im->options = *options;
	buf_init(&im->scratch, 8 * (size_t)IMPORT_ARTICLE_MAX);
	if ((st = mime_open(&im->mime, e)) != ST_OK ||
	    (st = language_open(&im->language, e)) != ST_OK) {
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

	im->e = e;
	st = commit(im);
	*counts = im->counts;
	language_free(im->language);
	mime_free(im->mime);
	seen_clear(&im->seen);
	seen_clear(&im->files);
	seen_clear(&im->planned);
	buf_clear(&im->scratch);
	free(im);
	return st;
}
