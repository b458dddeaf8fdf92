#include "import/input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static ssize_t read_memory(void *ctx, void *bytes, size_t n)
{
	struct input_memory *m = ctx;

	if (n > m->len - m->at)
		n = m->len - m->at;
	if (n > 0)
		memcpy(bytes, m->bytes + m->at, n);
	m->at += n;
	return (ssize_t)n;
}

static int64_t seek_memory(void *ctx, int64_t offset, int whence)
{
	struct input_memory *m = ctx;
	int64_t from = whence == SEEK_END ? (int64_t)m->len : 0;

	if (offset < -from || offset > (int64_t)m->len - from)
		return -1;
	m->at = (size_t)(from + offset);
	return (int64_t)m->at;
}

struct input_source input_from_memory(struct input_memory *m)
{
	return (struct input_source){ .read = read_memory, .seek = seek_memory, .ctx = m };
}

static ssize_t read_fd(void *ctx, void *bytes, size_t n)
{
	return read((int)(intptr_t)ctx, bytes, n);
}

static void close_fd(void *ctx)
{
	close((int)(intptr_t)ctx);
}

static int64_t seek_fd(void *ctx, int64_t offset, int whence)
{
	return lseek((int)(intptr_t)ctx, offset, whence);
}

struct input_source input_from_fd(int fd)
{
	/* A pipe has no places, and a file that was read before is not at its beginning. */
	return (struct input_source){
		.read = read_fd,
		.seek = lseek(fd, 0, SEEK_CUR) == 0 ? seek_fd : NULL,
		.close = close_fd,
		.ctx = (void *)(intptr_t)fd,
	};
}

static enum status read_source(
    struct input *in, void *bytes, size_t size, size_t *n, struct error *e)
{
	ssize_t got;

	*n = 0;
	do
		got = in->source.read(in->source.ctx, bytes, size);
	while (got < 0 && errno == EINTR);
	if (got < 0 && in->source.reason != NULL)
		return error_set(e, ST_IO, "cannot be read: %s", in->source.reason(in->source.ctx));
	if (got < 0)
		return error_errno(e, "cannot be read");
	*n = (size_t)got;
	in->done += (unsigned long long)got;
	return ST_OK;
}

enum status input_open(struct input *in, const char *path, const char *key, int64_t mtime,
    struct input_source source, struct error *e)
{
	enum status st = ST_OK;
	size_t n;

	*in = (struct input){ .path = path, .key = key, .mtime = mtime, .source = source };
	if ((in->head = malloc(INPUT_HEAD_MAX)) == NULL) {
		st = error_set(e, ST_NOMEM, "no memory for reading");
		goto done;
	}
	do {
		st = read_source(in, in->head + in->head_len, INPUT_HEAD_MAX - in->head_len, &n, e);
		in->head_len += n;
	} while (st == ST_OK && n > 0 && in->head_len < INPUT_HEAD_MAX);
done:
	if (st != ST_OK)
		input_close(in);
	return st;
}

void input_close(struct input *in)
{
	if (in->source.close != NULL)
		in->source.close(in->source.ctx);
	free(in->head);
	*in = (struct input){ 0 };
}

const char *input_name(const char *key)
{
	const char *slash = strrchr(key, '/');

	return slash != NULL ? slash + 1 : key;
}

const char *input_head(const struct input *in, size_t *len)
{
	*len = in->head_len;
	return in->head;
}

enum status input_read(struct input *in, void *bytes, size_t size, size_t *n, struct error *e)
{
	size_t left = in->head_len - in->head_pos;

	if (left == 0)
		return read_source(in, bytes, size, n, e);
	*n = size < left ? size : left;
	memcpy(bytes, in->head + in->head_pos, *n);
	in->head_pos += *n;
	return ST_OK;
}

int64_t input_seek(struct input *in, int64_t offset, int whence)
{
	int64_t at = -1;

	if (in->source.seek != NULL)
		at = in->source.seek(in->source.ctx, offset, whence);
	if (at >= 0)
		in->head_pos = in->head_len;
	return at;
}
