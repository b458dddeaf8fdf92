/* site/file.h -- the capsule folder's static files, opened strictly below it */
#ifndef SITE_FILE_H
#define SITE_FILE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest path below the root, NUL counted: what a request's URI can hold (Gemini: 1024). */
enum { FILE_PATH_SIZE = 1024 };

enum file_kind {
	FILE_REGULAR,
	FILE_FOLDER,
};

struct file {
	int fd; /* -1: none */
	enum file_kind kind;
	size_t size; /* when it was opened */
};

/* The capsule's own lines above its front page: no page of their own. */
#define FILE_FRONT "front.gmi"

/*
 * May a request name this path (begins with '/')? No component is empty (but after a last slash),
 * begins with a dot or is one of those at the top that are not for readers: lang, sample,
 * FILE_FRONT.
 */
bool file_public(const char *path);

/*
 * Open a public path below the folder `root` (-1: there is none) for reading. No symbolic link is
 * followed, nothing waits (a FIFO, a device) and nothing but regular files and folders is opened.
 * ST_NOTFOUND also where the system forbids it or the path is not public; ST_IO, with *e, for
 * trouble of the server's own. *out has fd -1 unless ST_OK; the caller ends it with file_close().
 */
enum status file_open(int root, const char *path, struct file *out, struct error *e);

/* The same for what no request may name: `relative` is below the root without a '/' before it. */
enum status file_open_own(int root, const char *relative, struct file *out, struct error *e);
void file_close(struct file *f);

/* What tells that a file is another than before, or changed; all zero where there is none. */
struct file_stamp {
	uint64_t device, inode, size;
	int64_t modified, changed; /* nanoseconds since 1970 */
};

/* The stamp of what stands at `relative` below the root now, whatever it is. */
void file_stamp(int root, const char *relative, struct file_stamp *out);

/* Append the file's bytes: all, ST_TOOBIG if the buffer may not hold them; or as many as it may. */
enum status file_read(const struct file *f, struct buf *out, struct error *e);
enum status file_head(const struct file *f, struct buf *out);

/*
 * What file_open() uses: the kernel's own resolution (openat2(2), Linux 5.6), and the same a
 * component at a time where it is missing or forbidden. A descriptor, or -1 with errno.
 */
int file_resolve(int root, const char *relative);
int file_resolve_stepwise(int root, const char *relative);

#endif
