/* import/input.h -- one input as a stream of bytes: a file, standard input, a member of an archive
 */
#ifndef IMPORT_INPUT_H
#define IMPORT_INPUT_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Bytes at the beginning that can be looked at without being read: what formats are told by. */
enum { INPUT_HEAD_MAX = 64 * 1024 };

/* Standard input on the command line, and the key of what comes from it. */
#define INPUT_STDIN "-"

/* Where the bytes come from; all but `read` may be NULL. */
struct input_source {
	/* As read(2), -1 with errno set. */
	ssize_t (*read)(void *ctx, void *bytes, size_t n);
	/* Why the last read failed, in words; NULL: errno says it. */
	const char *(*reason)(void *ctx);
	/* As lseek(2), with SEEK_SET or SEEK_END; -1 where that cannot be done. */
	int64_t (*seek)(void *ctx, int64_t offset, int whence);
	void (*close)(void *ctx);
	void *ctx;
};

/* Bytes in memory as a source; it and the bytes outlive the input. */
struct input_memory {
	const char *bytes;
	size_t len;
	size_t at; /* of which so many have been read */
};
struct input_source input_from_memory(struct input_memory *m);

/* A file descriptor as a source; closed with the input. */
struct input_source input_from_fd(int fd);

struct input {
	const char *path; /* what messages call it; the caller's */
	const char *key;  /* relative path, UTF-8 in NFC, '/' between segments; the caller's */
	int64_t mtime;    /* when it was last written, seconds since 1970, UTC */
	unsigned long long done; /* bytes taken from the source */
	struct input *within;    /* the archive that it is a member of, or NULL; whoever opened it
				  * sets it */
	/* Of one that is in none: what was taken out of it and of the archives in it (unpack.h). */
	unsigned long long unpacked;
	unsigned long members;

	/* The rest belongs to input.c. */
	struct input_source source;
	char *head;
	size_t head_len, head_pos;
};

/*
 * Take over `source` (closed here on failure too) and read the head of it. ST_OK, ST_IO or
 * ST_NOMEM with the reason in *e; *in is zero unless ST_OK. Ended by input_close().
 */
enum status input_open(struct input *in, const char *path, const char *key, int64_t mtime,
    struct input_source source, struct error *e);
void input_close(struct input *in);

/* The last segment of a key: "a/b/name.md" is called "name.md". */
const char *input_name(const char *key);

/* The first bytes, at most INPUT_HEAD_MAX; all there are if fewer. Nothing is consumed. */
const char *input_head(const struct input *in, size_t *len);

/*
 * Read at most `size` bytes into `bytes`; *n is 0 at the end only. ST_OK, or ST_IO with the
 * system's reason in *e.
 */
enum status input_read(struct input *in, void *bytes, size_t size, size_t *n, struct error *e);

/*
 * Go on reading at `offset` from the beginning (SEEK_SET) or from the end (SEEK_END); the head is
 * gone then. The place from the beginning, or -1 where that cannot be done.
 */
int64_t input_seek(struct input *in, int64_t offset, int whence);

#endif
