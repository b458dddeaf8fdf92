#include "serve/recorder.h"

#include "archive/archive.h"
#include "base/clock.h"
#include "serve/recent.h"
#include "serve/robots.h"
#include "serve/seen.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
	HOUR = 60 * 60,
	QUEUE_MAX =
	    1024, /* more messages than the kernel keeps for a socket (its buffer, 208 kB) */
};

struct recorder {
	struct archive *archive;
	struct seen *seen;
	struct robots *robots;
	/* Reads to be written gather here, not in a transaction: that would hold the archive as it
	 * was at its begin, and know no article that was imported since. */
	struct recent *recent;
	const struct log *log;
	int64_t window;
	int64_t ranked;   /* when the rankings were last made, seconds since 1970; 0: never */
	int64_t rank_at;  /* when they may be made again, ms of the monotonic clock */
	int64_t flush_at; /* when what is pending is to be written, ms of the monotonic clock */
	bool stale;       /* reads were written since they were ranked */
};

static void complain(const struct recorder *r, const char *what, enum status st)
{
	log_write(r->log, LEVEL_ERROR, "reads were lost: %s: %s (%s)", what, status_text(st),
	    archive_error(r->archive));
}

static void condemn(struct recorder *r, const struct client *c, int64_t ms)
{
	robots_mark(r->robots, c, ms / 1000);
	recent_revoke(r->recent, c);
}

static void hear(struct recorder *r, const struct read_event *event)
{
	const struct client *c = &event->client;
	int64_t ms = clock_monotonic_ms();
	unsigned before = recent_pending(r->recent);

	if (event->told == TOLD_ROBOTS)
		condemn(r, c, ms);
	else if (event->told == TOLD_READ &&
	    ident_valid(event->id, strnlen(event->id, sizeof event->id)) &&
	    !robots_has(r->robots, c, ms / 1000) &&
	    recent_add(r->recent, c, event->id, event->time, ms) > READS_PACE)
		condemn(r, c, ms);
	if (before == 0)
		r->flush_at = ms + RECORDER_FLUSH_MS;
}

/* Noted as seen only once it is written: an article that is not there yet may be later. */
static enum status count(struct recorder *r, const struct recent_read *read, bool *counted)
{
	enum status st;

	*counted = false;
	if (!seen_first(r->seen, &read->client, read->id, read->time))
		return ST_OK;
	st = reads_add(r->archive, read->id, read->time);
	*counted = st == ST_OK;
	if (*counted)
		seen_note(r->seen, &read->client, read->id);
	return st;
}

/* A removed article, or one that an import has put away with its whole archive, is no failure. */
static enum status write_read(struct recorder *r, const struct recent_read *read, uint64_t place)
{
	bool counted = false;
	enum status st = read->state == RECENT_NEW ? count(r, read, &counted)
						   : reads_take(r->archive, read->id, read->time);

	recent_settle(r->recent, place, counted);
	return st == ST_NOTFOUND ? ST_OK : st;
}

static void flush(struct recorder *r)
{
	const struct recent_read *read;
	uint64_t place = 0;
	enum status st;

	if (recent_pending(r->recent) == 0)
		return;
	st = archive_begin(r->archive);
	while (st == ST_OK && (read = recent_next(r->recent, &place)) != NULL)
		st = write_read(r, read, place);
	if (st == ST_OK)
		st = archive_commit(r->archive);
	if (st == ST_OK) {
		r->stale = true;
	} else {
		complain(r, "they cannot be written", st);
		archive_rollback(r->archive);
		recent_forget(r->recent);
	}
}

/*
 * Rank anew when reads were written, and each hour, when they leave the windows. Not in the minute
 * after the last time; but the ranking at the start, of what had been written, is nobody's turn.
 */
static void rank(struct recorder *r)
{
	int64_t now = clock_now(), start = clock_monotonic_ms();
	enum status st;

	if (now / HOUR != r->ranked / HOUR)
		r->stale = true;
	if (!r->stale || start < r->rank_at)
		return;
	if (r->ranked != 0)
		r->rank_at = start + RECORDER_RANK_MS;
	r->ranked = now;
	if ((st = reads_rank(r->archive, now, r->window)) == ST_OK)
		r->stale = false;
	else
		log_write(r->log, LEVEL_ERROR, "the most read cannot be ranked: %s (%s)",
		    status_text(st), archive_error(r->archive));
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

	while (recent_pending(r->recent) < RECORDER_FLUSH_EVENTS) {
		n = recv(fd, &message, sizeof message, MSG_DONTWAIT);
		if (n == 0 && has_hung_up(fd) && ++empty > QUEUE_MAX)
			return false;
		if (n < 0)
			return errno == EAGAIN || errno == EINTR;
		if (n == sizeof message.event)
			hear(r, &message.event);
	}
	return true;
}

/* How long to sleep if nothing is read: until the flush, the ranking, or the next hour. */
static int patience(const struct recorder *r)
{
	int64_t ms = (HOUR - clock_now() % HOUR) * 1000;

	if (recent_pending(r->recent) > 0)
		ms = r->flush_at - clock_monotonic_ms();
	else if (r->stale)
		ms = r->rank_at - clock_monotonic_ms();
	return ms > 0 ? (int)ms : 0;
}

static void listen_until_end(struct recorder *r, int fd)
{
	struct pollfd waiting = { .fd = fd, .events = POLLIN };
	bool open = true;

	rank(r);
	while (open) {
		if (poll(&waiting, 1, patience(r)) > 0)
			open = take(r, fd);
		if (!open || recent_pending(r->recent) >= RECORDER_FLUSH_EVENTS ||
		    clock_monotonic_ms() >= r->flush_at)
			flush(r);
		if (recent_pending(r->recent) == 0)
			rank(r);
	}
	r->rank_at = 0; /* what was read last shows in `top` though nobody serves */
	rank(r);
}

static void recorder_free(struct recorder *r)
{
	if (r == NULL)
		return;
	archive_close(r->archive);
	recent_free(r->recent);
	robots_free(r->robots);
	seen_free(r->seen);
	free(r);
}

enum status recorder_run(int fd, const struct serving_paths *paths, int64_t window,
    const struct log *log, struct error *e)
{
	struct recorder *r = calloc(1, sizeof *r);
	enum status st;

	if (r == NULL || (r->seen = seen_new()) == NULL || (r->robots = robots_new()) == NULL ||
	    (r->recent = recent_new()) == NULL) {
		recorder_free(r);
		return error_set(e, ST_NOMEM, "no memory to record reads");
	}
	r->log = log;
	r->window = window;
	r->stale = true;
	st = archive_open(paths->archive, paths->reads, ARCHIVE_READS, &r->archive, e);
	if (st == ST_OK)
		listen_until_end(r, fd);
	recorder_free(r);
	return st;
}
