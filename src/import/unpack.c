#include "import/unpack.h"

#include "base/utf8.h"
#include "import/draft.h"
#include "import/gzip_sum.h"
#include "import/member.h"
#include "import/saved.h"
#include "import/seen.h"
#include "text/cut.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	BLOCK = 64 * 1024,
	MEMBER_COST = 512, /* bytes that a member without any counts for: a header of tar */
	TAR_MAGIC_AT = 257,
	NAME_SHOWN = 80, /* bytes of a name in a message */
};

static const char magic_7z[] = { '7', 'z', '\xbc', '\xaf', '\x27', '\x1c' };

static const struct {
	size_t at;
	const char *bytes;
	size_t len;
} magics[] = {
	{ 0, "\x1f\x8b", 2 },         /* gzip (RFC 1952) */
	{ 0, "BZh", 3 },              /* bzip2 */
	{ 0, "\xfd\x37zXZ\0", 6 },    /* xz */
	{ 0, "\x5d\0\0\x80\0", 5 },   /* lzma, as its tools write it */
	{ 0, "\x28\xb5\x2f\xfd", 4 }, /* zstd (RFC 8878) */
	{ 0, "\x04\x22\x4d\x18", 4 }, /* lz4 */
	{ 0, "PK\x03\x04", 4 },       /* zip */
	{ 0, "PK\x05\x06", 4 },       /* an empty one */
	{ 0, magic_7z, sizeof magic_7z },
	{ TAR_MAGIC_AT, "ustar", 5 }, /* tar (POSIX 1003.1, pax) */
};

/* An archive that is being read. */
struct unpacking {
	struct archive *reader;
	struct input *in, *outermost;
	const struct unpack_limits *limits;
	const struct sink *sink;
	const char *over; /* the limit that was met, in words, or NULL */
	struct error why; /* that the last read failed */
	/* A 7z archive that cannot be sought in where it stands is read from here. */
	struct input held;
	struct input_memory memory;
	struct seen pages; /* names of the pages in it, without their endings */
	struct gzip_sum sum;
	bool summed; /* a gzip file alone: what comes out has a checksum of its own */
	char block[BLOCK];
};

bool unpack_looks(const struct format_head *head)
{
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
		if (head->len >= magics[i].at + magics[i].len &&
		    memcmp(head->bytes + magics[i].at, magics[i].bytes, magics[i].len) == 0)
			return strncmp(magics[i].bytes, "BZh", 3) != 0 ||
			    strcmp(head->mime, "application/x-bzip2") == 0;
	return strcmp(head->mime, "application/x-tar") == 0; /* before POSIX it had no magic */
}

/* Bytes came out, or a member was met: is it too much by now? */
static bool is_over(struct unpacking *u, unsigned long long bytes)
{
	const struct unpack_limits *l = u->limits;
	struct input *all = u->outermost;

	all->unpacked += bytes;
	if (all->members > l->members)
		u->over = "too many files in it";
	else if (all->unpacked > l->total)
		u->over = "too large when unpacked";
	else if (all->unpacked > l->grace && (all->unpacked - l->grace) / l->ratio > all->done)
		u->over = "it unpacks to too many times its size";
	return u->over != NULL;
}

/* libarchive's words may quote names: on one clean line. */
static const char *say_why(struct unpacking *u)
{
	const char *said = archive_error_string(u->reader);
	struct buf line = BUF(ERROR_MAX - 1);

	if (u->over != NULL)
		return u->over;
	if (said == NULL || utf8_clean_line(&line, said, strlen(said)) != ST_OK || line.len == 0)
		error_set(&u->why, ST_IO, "damaged");
	else
		error_set(&u->why, ST_IO, "%s", buf_str(&line));
	buf_clear(&line);
	return u->why.text;
}

static const char *reason_of(void *ctx)
{
	return say_why(ctx);
}

static ssize_t read_member(void *ctx, void *bytes, size_t n)
{
	struct unpacking *u = ctx;
	la_ssize_t got = u->over == NULL ? archive_read_data(u->reader, bytes, n) : -1;

	if (got < 0 || is_over(u, (unsigned long long)got)) {
		errno = EIO;
		return -1;
	}
	if (u->summed)
		gzip_sum_out(&u->sum, bytes, (size_t)got);
	return got;
}

static la_ssize_t read_archive(struct archive *reader, void *ctx, const void **block)
{
	struct unpacking *u = ctx;
	struct error e;
	size_t n;

	*block = u->block;
	if (input_read(u->in, u->block, sizeof u->block, &n, &e) == ST_OK) {
		gzip_sum_in(&u->sum, u->block, n);
		return (la_ssize_t)n;
	}
	archive_set_error(reader, EIO, "%s", e.text);
	return -1;
}

static la_int64_t seek_archive(struct archive *reader, void *ctx, la_int64_t offset, int whence)
{
	struct unpacking *u = ctx;
	int64_t at = input_seek(u->in, offset, whence);

	(void)reader;
	return at >= 0 ? at : ARCHIVE_FATAL;
}

/*
 * What is unpacked by libarchive itself: where a library was missing when it was built, it would
 * run a program for it.
 */
static void support_all(struct archive *reader)
{
	static const struct {
		const char *(*built_in)(void);
		int (*support)(struct archive *);
	} filters[] = {
		{ archive_zlib_version, archive_read_support_filter_gzip },
		{ archive_bzlib_version, archive_read_support_filter_bzip2 },
		{ archive_liblzma_version, archive_read_support_filter_xz },
		{ archive_liblzma_version, archive_read_support_filter_lzma },
		{ archive_libzstd_version, archive_read_support_filter_zstd },
		{ archive_liblz4_version, archive_read_support_filter_lz4 },
	};

	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
		if (filters[i].built_in() != NULL)
			filters[i].support(reader);
	archive_read_support_format_tar(reader);
	archive_read_support_format_zip(reader);
	archive_read_support_format_7zip(reader);
	archive_read_support_format_raw(reader);
}

/* Read what the member's reader left, so that it counts; where that is skipped without being
 * unpacked, libarchive does it. */
static void drain(struct unpacking *u)
{
	int format = archive_format(u->reader) & ARCHIVE_FORMAT_BASE_MASK;
	char rest[BLOCK / 4];

	if (u->in->source.seek != NULL && archive_filter_count(u->reader) == 1 &&
	    (format == ARCHIVE_FORMAT_ZIP || format == ARCHIVE_FORMAT_TAR))
		return;
	while (read_member(u, rest, sizeof rest) > 0)
		;
}

static const char *problem_of(enum member_kind kind)
{
	static const char *const problems[] = {
		[MEMBER_ABOVE] = "a file's name leads out of the archive",
		[MEMBER_LONG] = "a file's name is too long",
		[MEMBER_NAMELESS] = "a file in it has no name",
	};

	return problems[kind];
}

/* A file that is not read because of its name, which is shown as far as it can be. */
static void reject_name(struct unpacking *u, enum member_kind kind, const char *path)
{
	struct buf line = BUF(3 * (size_t)MEMBER_NAME_MAX);
	char shown[NAME_SHOWN + 1];

	utf8_clean_line(&line, path, strnlen(path, MEMBER_NAME_MAX));
	cut_text(buf_str(&line), NAME_SHOWN, shown);
	if (*shown != '\0')
		format_reject(u->sink, 0, "%s: %s", problem_of(kind), shown);
	else
		format_reject(u->sink, 0, "%s", problem_of(kind));
	buf_clear(&line);
}

/* Is the file one that is left out for where it stands: in a folder of the files of a page that
 * came before it, or of drafts? A page is noted. */
static enum status look_at_place(struct unpacking *u, const char *name, const char **apart)
{
	size_t n = saved_page(name);
	enum status st = ST_OK;
	bool met;

	*apart = draft_path(name);
	for (const char *s = name; (s = strchr(s, '/')) != NULL && *apart == NULL; s++) {
		size_t stem = saved_folder(name, (size_t)(s - name));

		if (stem > 0 && seen_has(&u->pages, seen_digest(name, stem)))
			*apart = saved_file;
	}
	if (n > 0 && *apart == NULL)
		st = seen_add(&u->pages, seen_digest(name, n), &met);
	return st;
}

/* A file, or what else an archive holds. */
static enum status take_entry(struct unpacking *u, struct archive_entry *entry)
{
	struct input_source source = { .read = read_member, .reason = reason_of, .ctx = u };
	struct buf name = BUF(2 * (size_t)MEMBER_NAME_MAX);
	bool raw = archive_format(u->reader) == ARCHIVE_FORMAT_RAW;
	int64_t mtime = archive_entry_mtime_is_set(entry) ? archive_entry_mtime(entry)
							  : u->in->mtime;
	const char *path = archive_entry_pathname_utf8(entry);
	enum member_kind kind = MEMBER_FILE;
	const char *apart = NULL;
	enum status st = ST_OK;

	u->summed = raw && archive_filter_count(u->reader) == 2 &&
	    archive_filter_code(u->reader, 0) == ARCHIVE_FILTER_GZIP;
	if (path == NULL && (path = archive_entry_pathname(entry)) == NULL)
		path = "";
	if (!raw)
		kind = member_name(path, strlen(path), &name);
	if (archive_entry_filetype(entry) == AE_IFDIR ||
	    (kind == MEMBER_FILE && !raw &&
		(st = look_at_place(u, buf_str(&name), &apart)) != ST_OK))
		goto done;
	if (archive_entry_hardlink(entry) != NULL || archive_entry_filetype(entry) == AE_IFLNK)
		u->sink->skip(u->sink->ctx, 0, "a link");
	else if (apart != NULL)
		u->sink->skip(u->sink->ctx, 0, apart);
	else if (kind == MEMBER_HIDDEN)
		u->sink->skip(u->sink->ctx, 0, "a dot file");
	else if (problem_of(kind) != NULL)
		reject_name(u, kind, path);
	else if (archive_entry_filetype(entry) != AE_IFREG)
		format_reject(
		    u->sink, 0, "something in it is no file or folder: %s", buf_str(&name));
	else if (archive_entry_is_encrypted(entry))
		format_reject(u->sink, 0, "a file in it is encrypted: %s", buf_str(&name));
	else
		st = u->sink->member(u->sink->ctx, raw ? NULL : buf_str(&name), mtime, source);
done:
	buf_clear(&name);
	if (st == ST_OK)
		drain(u);
	return st;
}

/* Why nothing in it can be read, once its kind is known; or NULL. */
static const char *refusal_of(const struct unpacking *u)
{
	/* Nothing unpacked it: it only looked like what it is called. */
	if (archive_format(u->reader) == ARCHIVE_FORMAT_RAW && archive_filter_count(u->reader) == 1)
		return "a damaged archive";
	return NULL;
}

static enum status take_entries(struct unpacking *u)
{
	struct archive_entry *entry;
	const char *refused;
	unsigned long taken = 0;
	enum status st = ST_OK;
	int r = ARCHIVE_OK;

	while (st == ST_OK && u->over == NULL) {
		r = archive_read_next_header(u->reader, &entry);
		u->outermost->members++;
		if (r == ARCHIVE_EOF || r == ARCHIVE_FATAL || is_over(u, MEMBER_COST))
			break;
		if (r == ARCHIVE_RETRY)
			continue;
		if ((refused = refusal_of(u)) != NULL) {
			format_reject(u->sink, 0, "%s", refused);
			return ST_OK;
		}
		taken++;
		if (r == ARCHIVE_FAILED)
			format_reject(u->sink, 0, "a file in it cannot be read: %s", say_why(u));
		else
			st = take_entry(u, entry);
	}
	if (st != ST_OK)
		return st;
	if (u->over != NULL)
		format_reject(u->sink, 0, "%s: the rest is not read", u->over);
	else if (r == ARCHIVE_FATAL)
		format_reject(u->sink, 0, "a damaged archive: %s", say_why(u));
	else if (u->summed && gzip_sum_differs(&u->sum))
		format_reject(
		    u->sink, 0, "a damaged archive: what came out of it differs from its checksum");
	else if (taken == 0)
		format_reject(u->sink, 0, "nothing is in it");
	return ST_OK;
}

/* Does it begin as a 7z archive, which must be sought in, where that cannot be done? */
static bool must_be_held(const struct input *in)
{
	size_t len;
	const char *head = input_head(in, &len);

	return in->source.seek == NULL && len >= sizeof magic_7z &&
	    memcmp(head, magic_7z, sizeof magic_7z) == 0;
}

/* Read all of it into memory, and go on there. ST_TOOBIG and ST_IO are told of. */
static enum status hold(struct unpacking *u)
{
	struct buf all = BUF(u->limits->held);
	struct error e;
	enum status st;
	size_t n;

	do {
		if ((st = input_read(u->in, u->block, sizeof u->block, &n, &e)) == ST_OK)
			buf_add(&all, u->block, n);
	} while (st == ST_OK && n > 0 && buf_status(&all) == ST_OK);
	if (st != ST_OK)
		format_reject(u->sink, 0, "cannot be read: %s", e.text);
	else if ((st = buf_status(&all)) == ST_TOOBIG)
		format_reject(u->sink, 0,
		    "a 7z archive within another or from a pipe is read up to %zu MB only",
		    u->limits->held / (1024 * 1024));
	if (st == ST_OK) {
		u->memory.len = all.len;
		if ((u->memory.bytes = buf_take(&all)) == NULL)
			st = ST_NOMEM;
	}
	if (st == ST_OK)
		st = input_open(&u->held, u->in->path, u->in->key, u->in->mtime,
		    input_from_memory(&u->memory), &e);
	if (st == ST_OK)
		u->in = &u->held;
	buf_clear(&all);
	return st;
}

/* Open it and take what is in it. */
static enum status unpack(struct unpacking *u)
{
	enum status st;

	if (must_be_held(u->in) && (st = hold(u)) != ST_OK)
		return st == ST_NOMEM ? st : ST_OK;
	if ((u->reader = archive_read_new()) == NULL)
		return ST_NOMEM;
	support_all(u->reader);
	archive_read_set_read_callback(u->reader, read_archive);
	if (u->in->source.seek != NULL)
		archive_read_set_seek_callback(u->reader, seek_archive);
	archive_read_set_callback_data(u->reader, u);
	if (archive_read_open1(u->reader) == ARCHIVE_OK)
		return take_entries(u);
	format_reject(u->sink, 0, "a damaged archive: %s", say_why(u));
	return ST_OK;
}

enum status unpack_within(
    struct input *in, const struct unpack_limits *limits, const struct sink *sink)
{
	struct unpacking *u;
	unsigned depth = 1;
	enum status st;

	if ((u = calloc(1, sizeof *u)) == NULL)
		return ST_NOMEM;
	*u = (struct unpacking){ .in = in, .outermost = in, .limits = limits, .sink = sink };
	for (; u->outermost->within != NULL; depth++)
		u->outermost = u->outermost->within;
	if (depth > limits->depth) {
		format_reject(sink, 0, "archives within archives: at most %u", limits->depth);
		free(u);
		return ST_OK;
	}
	st = unpack(u);
	if (u->reader != NULL)
		archive_read_free(u->reader);
	if (u->in == &u->held)
		input_close(&u->held);
	seen_clear(&u->pages);
	free((char *)u->memory.bytes);
	free(u);
	return st;
}

enum status unpack_read(
    struct input *in, const struct import_options *options, const struct sink *sink)
{
	static const struct unpack_limits limits = {
		.depth = UNPACK_DEPTH_MAX,
		.ratio = UNPACK_RATIO_MAX,
		.grace = UNPACK_GRACE,
		.total = UNPACK_TOTAL_MAX,
		.members = UNPACK_MEMBERS_MAX,
		.held = UNPACK_HELD_MAX,
	};

	(void)options;
	return unpack_within(in, &limits, sink);
}
