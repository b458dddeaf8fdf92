#include "site/file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { READ_SIZE = 64 * 1024, RESOLVE_TRIES = 4 };
enum { OPEN_FLAGS = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | O_NOFOLLOW };

/* What at the top the program reads, not its readers. */
static const char *const private_names[] = { "lang", "sample", FILE_FRONT };

static bool is_private(const char *s, size_t len)
{
	for (size_t i = 0; i < sizeof private_names / sizeof private_names[0]; i++) {
		if (strlen(private_names[i]) == len && memcmp(private_names[i], s, len) == 0)
			return true;
	}
	return false;
}

bool file_public(const char *path)
{
	const char *s = path;

	if (path[0] != '/' || strlen(path) >= FILE_PATH_SIZE)
		return false;
	while (*s == '/') {
		size_t len = strcspn(++s, "/");

		if (len == 0)
			return *s == '\0';
		if (s[0] == '.' || (s == path + 1 && is_private(s, len)))
			return false;
		s += len;
	}
	return true;
}

int file_resolve_stepwise(int root, const char *relative)
{
	char name[FILE_PATH_SIZE];
	int at = root, fd = -1, saved;

	for (const char *s = relative;;) {
		size_t len = strcspn(s, "/");
		bool last = s[len] == '\0' || s[len + 1] == '\0';

		snprintf(name, sizeof name, "%.*s", (int)len, s);
		fd = openat(at, name, s[len] == '\0' ? OPEN_FLAGS : OPEN_FLAGS | O_DIRECTORY);
		saved = errno;
		if (at != root)
			close(at);
		errno = saved;
		if (fd < 0 || last)
			return fd;
		at = fd;
		s += len + 1;
	}
}

int file_resolve(int root, const char *relative)
{
	struct open_how how = { .flags = OPEN_FLAGS,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS };
	long fd = -1;

	/* EAGAIN: something was renamed on the way. */
	for (int tries = 0; tries < RESOLVE_TRIES; tries++) {
		fd = syscall(SYS_openat2, root, relative, &how, sizeof how);
		if (fd >= 0 || errno != EAGAIN)
			break;
	}
	/* Older kernels, and sandboxes that do not know it. */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		return file_resolve_stepwise(root, relative);
	return (int)fd;
}

/* Is this errno about the path asked for, not about the server? */
static bool is_absence(int code)
{
	static const int codes[] = { ENOENT, ENOTDIR, ELOOP, EXDEV, ENAMETOOLONG, EACCES, EPERM,
		ENXIO, ENODEV };

	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		if (codes[i] == code)
			return true;
	}
	return false;
}

enum status file_open_own(int root, const char *relative, struct file *out, struct error *e)
{
	struct stat st;
	int fd;

	*out = (struct file){ .fd = -1 };
	if (root < 0)
		return ST_NOTFOUND;
	if ((fd = file_resolve(root, relative)) < 0)
		return is_absence(errno) ? ST_NOTFOUND : error_errno(e, "%s", relative);
	if (fstat(fd, &st) != 0) {
		close(fd);
		return error_errno(e, "%s", relative);
	}
	if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)) {
		close(fd);
		return ST_NOTFOUND;
	}
	out->fd = fd;
	out->kind = S_ISDIR(st.st_mode) ? FILE_FOLDER : FILE_REGULAR;
	out->size = out->kind == FILE_REGULAR ? (size_t)st.st_size : 0;
	return ST_OK;
}

enum status file_open(int root, const char *path, struct file *out, struct error *e)
{
	*out = (struct file){ .fd = -1 };
	if (!file_public(path))
		return ST_NOTFOUND;
	/* The root itself is its own folder ".". */
	return file_open_own(root, path[1] != '\0' ? path + 1 : ".", out, e);
}

static int64_t nanoseconds(struct timespec t)
{
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

void file_stamp(int root, const char *relative, struct file_stamp *out)
{
	struct stat st;

	*out = (struct file_stamp){ 0 };
	if (root >= 0 && fstatat(root, relative, &st, AT_SYMLINK_NOFOLLOW) == 0)
		*out = (struct file_stamp){ st.st_dev, st.st_ino, (uint64_t)st.st_size,
			nanoseconds(st.st_mtim), nanoseconds(st.st_ctim) };
}

void file_close(struct file *f)
{
	if (f->fd >= 0)
		close(f->fd);
	*f = (struct file){ .fd = -1 };
}

/* At most `max` bytes into *out. */
static enum status read_some(const struct file *f, size_t max, struct buf *out)
{
	char bytes[READ_SIZE];

	while (max > 0 && buf_status(out) == ST_OK) {
		ssize_t n = read(f->fd, bytes, max < sizeof bytes ? max : sizeof bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return ST_IO;
		if (n == 0)
			break;
		buf_add(out, bytes, (size_t)n);
		max -= (size_t)n;
	}
	return buf_status(out);
}

enum status file_read(const struct file *f, struct buf *out, struct error *e)
{
	enum status st;

	if (f->size > out->max - out->len)
		return ST_TOOBIG;
	/* It may have grown: a byte too many is as good as a thousand. */
	st = read_some(f, out->max - out->len + 1, out);
	return st == ST_IO ? error_errno(e, "read") : st;
}

enum status file_head(const struct file *f, struct buf *out)
{
	return read_some(f, out->max - out->len, out);
}
