/* tests/import/made.h -- archives made for a test, in memory, by libarchive */
#ifndef TESTS_IMPORT_MADE_H
#define TESTS_IMPORT_MADE_H

#include <archive.h>
#include <archive_entry.h>
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MADE_MAX = 64 * 1024 * 1024 };

/* When all files in them were written. */
static const int64_t made_mtime = 1795000000;

struct made {
	struct archive *writer;
	char *bytes;
	size_t len;
};

static inline void made_open(struct made *m, int format, int filter)
{
	m->bytes = malloc(MADE_MAX);
	m->writer = archive_write_new();
	cr_assert(m->bytes != NULL && m->writer != NULL);
	if (format == ARCHIVE_FORMAT_RAW)
		archive_write_set_format_raw(m->writer);
	else
		cr_assert_eq(archive_write_set_format(m->writer, format), ARCHIVE_OK);
	cr_assert_eq(archive_write_add_filter(m->writer, filter), ARCHIVE_OK);
	archive_write_set_bytes_in_last_block(m->writer, 1);
}

static inline void made_begin(struct made *m)
{
	cr_assert_eq(archive_write_open_memory(m->writer, m->bytes, MADE_MAX, &m->len), ARCHIVE_OK,
	    "%s", archive_error_string(m->writer));
}

static inline void made_add(
    struct made *m, const char *name, mode_t type, const char *bytes, size_t len)
{
	struct archive_entry *e = archive_entry_new();

	archive_entry_set_pathname(e, name);
	archive_entry_set_filetype(e, type);
	archive_entry_set_perm(e, 0644);
	archive_entry_set_mtime(e, made_mtime, 0);
	if (type == AE_IFLNK)
		archive_entry_set_symlink(e, "elsewhere");
	archive_entry_set_size(e, (la_int64_t)len);
	cr_assert_geq(archive_write_header(m->writer, e), ARCHIVE_WARN, "%s",
	    archive_error_string(m->writer));
	if (len > 0)
		cr_assert_eq(archive_write_data(m->writer, bytes, len), (la_ssize_t)len);
	archive_entry_free(e);
}

static inline void made_text(struct made *m, const char *name, const char *text)
{
	made_add(m, name, AE_IFREG, text, strlen(text));
}

static inline void made_end(struct made *m)
{
	cr_assert_eq(
	    archive_write_close(m->writer), ARCHIVE_OK, "%s", archive_error_string(m->writer));
	archive_write_free(m->writer);
}

#endif
