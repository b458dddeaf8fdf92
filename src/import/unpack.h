/* import/unpack.h -- the files within archives and compressed files (libarchive) */
#ifndef IMPORT_UNPACK_H
#define IMPORT_UNPACK_H

#include "import/format.h"

/* What an archive may ask of the machine. All count for an input with all archives within it. */
struct unpack_limits {
	/* Archives within one another: a .gz in a .zip in a .tar. */
	unsigned depth;
	/*
	 * Bytes that come out, for each that goes in, beyond the first `grace`. Text is packed 3 to
	 * 20 times, pages of one template 100 times; deflate reaches 1032 (zlib's technical
	 * details) and xz far more, with nothing but zeros.
	 */
	unsigned ratio;
	unsigned long long grace;
	/* Bytes that come out in all, and members. */
	unsigned long long total;
	unsigned long members;
	/* Bytes of a 7z archive that are held in memory where it cannot be sought in: its names
	 * stand at its end. */
	size_t held;
};

#define UNPACK_DEPTH_MAX   3
#define UNPACK_RATIO_MAX   250
#define UNPACK_GRACE       (32ULL << 20)
#define UNPACK_TOTAL_MAX   (256ULL << 30) /* ours: a hundred exports of 2 GB fit */
#define UNPACK_MEMBERS_MAX (4UL << 20)    /* ours: four articles for each of a million */
#define UNPACK_HELD_MAX    (32U << 20)    /* ours, as UNPACK_GRACE */

/* Does it begin as a gzip, bzip2, xz, lzma, zstd or lz4 file, or a zip, tar or 7z archive does? */
bool unpack_looks(const struct format_head *head);

/*
 * A format's reader: each regular file within goes to sink->member, in the order of the archive and
 * as a stream. Folders say nothing; dot files, __MACOSX, links, what site generators do not publish
 * (draft_path()) and the files of saved pages (saved.h) are skipped, the last where their page
 * comes before them, as it does in order of names; what is encrypted, has a name that leads out of
 * the archive or is over a limit is rejected, and the rest goes on. A damaged archive is read as
 * far as it goes, and a gzip file whose checksum differs is said to be one. A 7z archive within
 * another or from a pipe is read whole first, up to limits->held bytes. No file is ever written, no
 * program run.
 */
enum status unpack_read(
    struct input *in, const struct import_options *options, const struct sink *sink);

/* The same within other limits. */
enum status unpack_within(
    struct input *in, const struct unpack_limits *limits, const struct sink *sink);

#endif
