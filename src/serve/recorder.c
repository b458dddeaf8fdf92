#include "serve/recorder.h"

#include "archive/archive.h"
#include "base/clock.h"
#include "serve/seen.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { HOUR = 60 * 60 };

struct recorder {
	struct archive *archive;
	struct seen *seen;
	const struct log *log;
	int64_t window, ranked; /* when the rankings were last made */
	unsigned gathered;      /* reads in the transaction under way */
	int64_t flush_at;       /* when it is to end, ms of the monotonic clock */
	bool stale;             /* reads were written since */
};

static int64_t monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void complain(const struct recorder *r, const char *what, enum status st)
{
	log_write(r->log, LEVEL_ERROR, "reads were lost: %s: %s (%s)", what, status_text(st),
	    archive_error(r->archive));
}

static void record(struct recorder *r, const struct read_event *event)
{
	enum status st = ST_OK;

	if (!ident_valid(event->id, strnlen(event->id, sizeof event->id)) ||
	    !seen_first(r->seen, &event->client, event->id, event->time))
		return;
	if (r->gathered == 0) {
		r->flush_at = monotonic_ms() + RECORDER_FLUSH_MS;
		st = archive_begin(r->archive);
	}
	if (st == ST_OK)
		st = reads_add(r->archive, event->id, event->time);
	if (st == ST_OK) {
		r->gathered++;
		return;
	}
	complain(r, event->id, st);
	archive_rollback(r->archive);
	r->gathered = 0;
}

static void flush(struct recorder *r)
{
	enum status st;

	if (r->gathered == 0)
		return;
	if ((st = archive_commit(r->archive)) == ST_OK) {
		r->stale = true;
	} else {
		complain(r, "commit", st);
		archive_rollback(r->archive);
	}
	r->gathered = 0;
}

/*
 * The first read after a pause shows at once, later ones within RECORDER_RANK_SECONDS; and each
 * hour, reads leave the windows.
 */
static void rank(struct recorder *r, int64_t now)
{
	enum status st;

	if (now / HOUR != r->ranked / HOUR)
		r->stale = true;
	if (!r->stale || (now >= r->ranked && now - r->ranked < RECORDER_RANK_SECONDS))
		return;
	r->ranked = now;
	if ((st = reads_rank(r->archive, now, r->window)) == ST_OK)
		r->stale = false;
	else
		log_write(r->log, LEVEL_ERROR, "the most read cannot be ranked: %s (%s)",
		    status_text(st), archive_error(r->archive));
}

/* Take what waits; false once all writers are gone. */
static bool take(struct recorder *r, int fd)
{
	struct read_event event;
	ssize_t n;

	while (r->gathered < RECORDER_FLUSH_EVENTS) {
		n = recv(fd, &event, sizeof event, MSG_DONTWAIT);
		if (n == 0)
			return false;
		if (n < 0)
			return errno == EAGAIN || errno == EINTR;
		if (n == sizeof event)
			record(r, &event);
	}
	return true;
}

/* How long to sleep if nothing is read: until the flush, or the next ranking. */
static int patience(const struct recorder *r)
{
	int64_t ms = r->stale ? RECORDER_RANK_SECONDS * 1000 : HOUR * 1000;

	if (r->gathered > 0)
		ms = r->flush_at - monotonic_ms();
	return ms > 0 ? (int)ms : 0;
}

static void listen_until_end(struct recorder *r, int fd)
{
	struct pollfd waiting = { .fd = fd, .events = POLLIN };
	bool open = true;

	while (open) {
		if (poll(&waiting, 1, patience(r)) > 0)
			open = take(r, fd);
		if (!open || r->gathered == RECORDER_FLUSH_EVENTS || monotonic_ms() >= r->flush_at)
			flush(r);
		rank(r, clock_now());
	}
}

enum status recorder_run(int fd, const struct serving_paths *paths, int64_t window,
    const struct log *log, struct error *e)
{
	struct recorder r = { .log = log, .window = window, .stale = true };
	enum status st;

	if ((r.seen = seen_new()) == NULL)
		return error_set(e, ST_NOMEM, "no memory to tell repeated reads");
	st = archive_open(paths->archive, paths->reads, ARCHIVE_READS, &r.archive, e);
	if (st == ST_OK) {
		listen_until_end(&r, fd);
		archive_close(r.archive);
	}
	seen_free(r.seen);
	return st;
}
