#include "page/zip.h"

#include "base/clock.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	MODE = 0644,
	/* Where headers have the date of DOS (APPNOTE 4.3.7, 4.3.12), and how long they are. */
	LOCAL_TIME = 10,
	LOCAL_SIZE = 30,
	CENTRAL_TIME = 12,
	CENTRAL_SIZE = 46,
	CENTRAL_LENGTHS = 28, /* of name, extra field and comment, two bytes each */
	DOS_FIRST = 1980,     /* the years that it can say */
	DOS_LAST = 2107,
};

struct zip {
	struct archive *writer;
	struct buf *out;
	int day;
	enum status st; /* the first failure */
};

static ssize_t append(struct archive *writer, void *ctx, const void *bytes, size_t len)
{
	struct zip *z = ctx;

	buf_add(z->out, bytes, len);
	if (buf_status(z->out) == ST_OK)
		return (ssize_t)len;
	archive_set_error(writer, ENOMEM, "%s", status_text(buf_status(z->out)));
	return -1;
}

static void note(struct zip *z, int rc)
{
	if (rc >= ARCHIVE_WARN || z->st != ST_OK)
		return;
	z->st = buf_status(z->out) != ST_OK ? buf_status(z->out) : ST_IO;
}

/* libarchive writes that date by the zone of the machine: write it by the calendar. */
static void set_time(const struct zip *z, size_t at)
{
	int year = z->day / 10000, month = z->day / 100 % 100, day = z->day % 100;
	unsigned date;

	if (year < DOS_FIRST)
		date = 1 << 5 | 1;
	else if (year > DOS_LAST)
		date = (DOS_LAST - DOS_FIRST) << 9 | 12 << 5 | 31;
	else
		date = (unsigned)(year - DOS_FIRST) << 9 | (unsigned)month << 5 | (unsigned)day;
	z->out->data[at] = z->out->data[at + 1] = 0;
	z->out->data[at + 2] = (char)(date & 0xff);
	z->out->data[at + 3] = (char)(date >> 8);
}

static bool has_header(const struct zip *z, size_t at, const char *signature, size_t size)
{
	return at + size <= z->out->len && memcmp(z->out->data + at, signature, 4) == 0;
}

static size_t number_at(const struct zip *z, size_t at)
{
	const unsigned char *s = (const unsigned char *)z->out->data + at;

	return s[0] | (size_t)s[1] << 8;
}

static void set_times_of_directory(const struct zip *z, size_t at)
{
	while (has_header(z, at, "PK\1\2", CENTRAL_SIZE)) {
		set_time(z, at + CENTRAL_TIME);
		at += CENTRAL_SIZE + number_at(z, at + CENTRAL_LENGTHS) +
		    number_at(z, at + CENTRAL_LENGTHS + 2) + number_at(z, at + CENTRAL_LENGTHS + 4);
	}
}

enum status zip_begin(struct buf *out, int day, struct zip **z)
{
	struct zip *new = calloc(1, sizeof *new);

	*z = NULL;
	if (new == NULL)
		return ST_NOMEM;
	*new = (struct zip){ .writer = archive_write_new(), .out = out, .day = day };
	if (new->writer == NULL) {
		free(new);
		return ST_NOMEM;
	}
	note(new, archive_write_set_format_zip(new->writer));
	note(new, archive_write_set_format_option(new->writer, "zip", "compression-level", "9"));
	/* Every byte at once, and none after the last. */
	note(new, archive_write_set_bytes_per_block(new->writer, 0));
	note(new, archive_write_set_bytes_in_last_block(new->writer, 1));
	note(new, archive_write_open(new->writer, new, NULL, append, NULL));
	*z = new;
	return ST_OK;
}

void zip_add(struct zip *z, const char *name, const char *bytes, size_t len)
{
	struct archive_entry *entry;
	size_t at = z->out->len;

	if (z->st != ST_OK)
		return;
	if ((entry = archive_entry_new()) == NULL) {
		z->st = ST_NOMEM;
		return;
	}
	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, MODE);
	archive_entry_set_size(entry, (int64_t)len);
	archive_entry_set_mtime(entry, clock_utc(z->day, 0), 0);
	note(z, archive_write_header(z->writer, entry));
	if (has_header(z, at, "PK\3\4", LOCAL_SIZE))
		set_time(z, at + LOCAL_TIME);
	if (z->st == ST_OK && archive_write_data(z->writer, bytes, len) != (ssize_t)len)
		note(z, ARCHIVE_FAILED);
	if (z->st == ST_OK)
		note(z, archive_write_finish_entry(z->writer));
	archive_entry_free(entry);
}

enum status zip_end(struct zip *z)
{
	enum status st;
	size_t at;

	if (z == NULL)
		return ST_OK;
	at = z->out->len;
	if (z->st == ST_OK)
		note(z, archive_write_close(z->writer));
	if (z->st == ST_OK)
		set_times_of_directory(z, at);
	st = z->st;
	archive_write_free(z->writer);
	free(z);
	return st;
}
