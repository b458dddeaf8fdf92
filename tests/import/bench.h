/* tests/import/bench.h -- imports into a real archive, in a folder of its own */
#ifndef TESTS_IMPORT_BENCH_H
#define TESTS_IMPORT_BENCH_H

#include "base/buf.h"
#include "import/import.h"
#include "tests/import/helpers.h"

/* An archive in a folder of its own, and what an import says. */
struct bench {
	struct support_path folder;
	struct archive *archive;
	struct import_options options;
	struct buf rejects; /* "path:line: reason\n", paths below the folder */
	struct buf left;    /* "path: what\n" */
	struct import_counts counts;
};

static inline void note(void *ctx, const struct import_event *event)
{
	struct bench *b = ctx;
	size_t base = strlen(b->folder.text) + 1;

	const char *path = strlen(event->path) > base ? event->path + base : event->path;

	if (event->outcome == IMPORT_REJECTED)
		buf_printf(&b->rejects, "%s:%lu: %s\n", path, event->line, event->reason);
	else if (event->outcome == IMPORT_LEFT_OUT)
		buf_printf(&b->left, "%s: %s\n", path, event->reason);
	else
		cr_expect(event->id[0] != '\0' && event->key[0] != '\0' && event->format != NULL,
		    "%s", event->path);
}

static inline void open_bench(struct bench *b)
{
	char store[PATH_MAX + 16], reads[PATH_MAX + 16];
	struct error e;

	*b = (struct bench){ .folder = support_folder() };
	buf_init(&b->rejects, 1 << 20);
	buf_init(&b->left, 1 << 20);
	helper_options(&b->options);
	b->options.event = note;
	b->options.ctx = b;
	snprintf(store, sizeof store, "%s/.a.db", b->folder.text);
	snprintf(reads, sizeof reads, "%s/.r.db", b->folder.text);
	cr_assert_eq(
	    archive_open(store, reads, ARCHIVE_WRITE, &b->archive, &e), ST_OK, "%s", e.text);
}

static inline void close_bench(struct bench *b)
{
	archive_close(b->archive);
	helper_options_clear(&b->options);
	buf_clear(&b->rejects);
	buf_clear(&b->left);
}

static inline void write_file(struct bench *b, const char *name, const char *text)
{
	support_file(b->folder.text, name, text, strlen(text));
}

/* Import one path below the folder (NULL: all of it) and keep what it says. */
static inline void import(struct bench *b, const char *name)
{
	char path[PATH_MAX * 2];
	struct importer *im;
	struct error e;

	buf_reset(&b->rejects);
	buf_reset(&b->left);
	snprintf(path, sizeof path, "%s%s%s", b->folder.text, name != NULL ? "/" : "",
	    name != NULL ? name : "");
	cr_assert_eq(importer_open(b->archive, &b->options, &im, &e), ST_OK, "%s", e.text);
	cr_assert_eq(importer_path(im, path, &e), ST_OK, "%s", e.text);
	cr_assert_eq(importer_close(im, &b->counts, &e), ST_OK, "%s", e.text);
}

static inline void expect_counts(const struct bench *b, unsigned long new, unsigned long updated,
    unsigned long unchanged, unsigned long rejected)
{
	cr_expect_eq(b->counts.new, new, "new=%lu", b->counts.new);
	cr_expect_eq(b->counts.updated, updated, "updated=%lu", b->counts.updated);
	cr_expect_eq(b->counts.unchanged, unchanged, "unchanged=%lu", b->counts.unchanged);
	cr_expect_eq(b->counts.rejected, rejected, "rejected=%lu", b->counts.rejected);
}

/* The article under that key, which the caller clears. */
static inline struct article get(struct bench *b, const char *key)
{
	char id[IDENT_MAX + 1];
	struct article a;

	ident_of(key, strlen(key), id);
	id[IDENT_MIN] = '\0';
	cr_assert_eq(article_get(b->archive, id, &a), ST_OK, "%s is not there", key);
	return a;
}

#endif
