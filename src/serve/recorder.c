#include "serve/recorder.h"

#include "archive/archive.h"
#include "base/clock.h"
#include "serve/seen.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
	HOUR = 60 * 60,
	RANK_SHARE = 50, /* ranking takes at most one part in so many of the time */
	QUEUE_MAX =
	    1024, /* more messages than the kernel keeps for a socket (its buffer, 208 kB) */
};

struct recorder {
	struct archive *archive;
	struct seen *seen;
	const struct log *log;
	int64_t window;
	int64_t ranked;  /* when the rankings were last made, seconds since 1970 */
	int64_t rank_at; /* when they may be made again, ms of the monotonic clock */
	/* Reads to be written. They gather here, not in a transaction: that would hold the archive
	 * as it was at its begin, and know no article that was imported since. */
	struct read_event events[RECORDER_FLUSH_EVENTS];
	unsigned gathered;
	int64_t flush_at; /* when they are to be written, ms of the monotonic clock */
	bool stale;       /* reads were written since they were ranked */
};

static void complain(const struct recorder *r, const char *what, enum status st)
{
	log_write(r->log, LEVEL_ERROR, "reads were lost: %s: %s (%s)", what, status_text(st),
	    archive_error(r->archive));
}

static void gather(struct recorder *r, const struct read_event *event)
{
	if (!ident_valid(event->id, strnlen(event->id, sizeof event->id)))
		return;
	if (r->gathered == 0)
		r->flush_at = clock_monotonic_ms() + RECORDER_FLUSH_MS;
	r->events[r->gathered++] = *event;
}

/* Noted as seen only once it is written: an article that is not there yet may be later. */
static enum status write_read(struct recorder *r, const struct read_event *event)
{
	enum status st;

	if (!seen_first(r->seen, &event->client, event->id, event->time))
		return ST_OK;
	st = reads_add(r->archive, event->id, event->time);
	if (st == ST_OK)
		seen_note(r->seen, &event->client, event->id);
	return st == ST_NOTFOUND ? ST_OK : st;
}

static void flush(struct recorder *r)
{
	enum status st;

	if (r->gathered == 0)
		return;
	st = archive_begin(r->archive);
	for (unsigned i = 0; i < r->gathered && st == ST_OK; i++)
		st = write_read(r, &r->events[i]);
	if (st == ST_OK)
		st = archive_commit(r->archive);
	if (st == ST_OK) {
		r->stale = true;
	} else {
		complain(r, "they cannot be written", st);
		archive_rollback(r->archive);
	}
	r->gathered = 0;
}

/*
 * Rank anew when reads were written, and each hour, when they leave the windows. A ranking that
 * took long is not made again soon.
 */
static void rank(struct recorder *r)
{
	int64_t now = clock_now(), start = clock_monotonic_ms(), pause;
	enum status st;

	if (now / HOUR != r->ranked / HOUR)
		r->stale = true;
	if (!r->stale || start < r->rank_at)
		return;
	r->ranked = now;
	if ((st = reads_rank(r->archive, now, r->window)) == ST_OK)
		r->stale = false;
	else
		log_write(r->log, LEVEL_ERROR, "the most read cannot be ranked: %s (%s)",
		    status_text(st), archive_error(r->archive));
	pause = RECORDER_FLUSH_MS + (clock_monotonic_ms() - start) * RANK_SHARE;
	r->rank_at = start + (pause < RECORDER_RANK_MS ? pause : RECORDER_RANK_MS);
}

/* An empty message looks like the end, but for this. */
static bool has_hung_up(int fd)
{
	struct pollfd end = { .fd = fd };

	return poll(&end, 1, 0) > 0 && (end.revents & POLLHUP) != 0;
}

/* Take what waits; false once all writers are gone. */
static bool take(struct recorder *r, int fd)
{
	struct {
		struct read_event event;
		char more; /* tells a longer message, which is none of ours */
	} message;
	unsigned empty = 0;
	ssize_t n;

	while (r->gathered < RECORDER_FLUSH_EVENTS) {
		n = recv(fd, &message, sizeof message, MSG_DONTWAIT);
		if (n == 0 && has_hung_up(fd) && ++empty > QUEUE_MAX)
			return false;
		if (n < 0)
			return errno == EAGAIN || errno == EINTR;
		if (n == sizeof message.event)
			gather(r, &message.event);
	}
	return true;
}

/* How long to sleep if nothing is read: until the flush, the ranking, or the next hour. */
static int patience(const struct recorder *r)
{
	int64_t ms = (HOUR - clock_now() % HOUR) * 1000;

	if (r->gathered > 0)
		ms = r->flush_at - clock_monotonic_ms();
	else if (r->stale)
		ms = r->rank_at - clock_monotonic_ms();
	return ms > 0 ? (int)ms : 0;
}

static void listen_until_end(struct recorder *r, int fd)
{
	struct pollfd waiting = { .fd = fd, .events = POLLIN };
	bool open = true;

	while (open) {
		if (poll(&waiting, 1, patience(r)) > 0)
			open = take(r, fd);
		if (!open || r->gathered == RECORDER_FLUSH_EVENTS ||
		    clock_monotonic_ms() >= r->flush_at)
			flush(r);
		if (r->gathered == 0)
			rank(r);
	}
	r->rank_at = 0; /* what was read last shows in `top` though nobody serves */
	rank(r);
}

enum status recorder_run(int fd, const struct serving_paths *paths, int64_t window,
    const struct log *log, struct error *e)
{
	struct recorder *r = calloc(1, sizeof *r);
	enum status st;

	if (r == NULL || (r->seen = seen_new()) == NULL) {
		free(r);
		return error_set(e, ST_NOMEM, "no memory to record reads");
	}
	r->log = log;
	r->window = window;
	r->stale = true;
	st = archive_open(paths->archive, paths->reads, ARCHIVE_READS, &r->archive, e);
	if (st == ST_OK) {
		listen_until_end(r, fd);
		archive_close(r->archive);
	}
	seen_free(r->seen);
	free(r);
	return st;
}
