#include "import/shelf.h"

#include <stdio.h>
#include <string.h>

static void tell(const struct shelf *s, const struct shelf_place *at, struct import_event event)
{
	event.path = at->path;
	event.line = at->line;
	event.format = at->format;
	if (s->options->event != NULL)
		s->options->event(s->options->ctx, &event);
}

void shelf_reject(struct shelf *s, const struct shelf_place *at, const char *reason)
{
	s->counts.rejected++;
	tell(s, at, (struct import_event){ .outcome = IMPORT_REJECTED, .reason = reason });
}

void shelf_leave_out(struct shelf *s, const struct shelf_place *at, const char *what)
{
	s->counts.left_out++;
	tell(s, at, (struct import_event){ .outcome = IMPORT_LEFT_OUT, .reason = what });
}

/* An article is in, or was there. */
static void count(struct shelf *s, const struct article *a, const struct shelf_place *at,
    enum import_outcome outcome)
{
	unsigned long *counts[] = {
		[IMPORT_NEW] = &s->counts.new,
		[IMPORT_UPDATED] = &s->counts.updated,
		[IMPORT_UNCHANGED] = &s->counts.unchanged,
	};

	++*counts[outcome];
	tell(s, at,
	    (struct import_event){
		.outcome = outcome, .id = a->id, .key = a->key, .title = a->title });
}

static enum import_outcome outcome_of(enum put_result result)
{
	static const enum import_outcome outcomes[] = {
		[PUT_NEW] = IMPORT_NEW,
		[PUT_UPDATED] = IMPORT_UPDATED,
		[PUT_UNCHANGED] = IMPORT_UNCHANGED,
	};

	return outcomes[result];
}

/* The archive failed: what is not committed is gone, and so is its count. */
static enum status archive_failed(struct shelf *s, enum status st)
{
	const char *why = archive_error(s->archive);
	unsigned long rejected = s->counts.rejected, left_out = s->counts.left_out;

	error_set(s->e, st, "archive: %s", why != NULL && *why != '\0' ? why : status_text(st));
	if (s->pending > 0)
		archive_rollback(s->archive);
	s->pending = 0;
	s->counts = s->kept;
	s->counts.rejected = rejected;
	s->counts.left_out = left_out;
	return st;
}

enum status shelf_commit(struct shelf *s)
{
	enum status st;

	if (s->pending == 0)
		return ST_OK;
	if ((st = archive_commit(s->archive)) != ST_OK)
		return archive_failed(s, st);
	s->pending = 0;
	s->kept = s->counts;
	return ST_OK;
}

/* What is there of it; an archive that is not there yet has nothing, but ids come from keys. */
static enum status compare(struct shelf *s, struct article *a, enum put_result *result)
{
	char ident[IDENT_MAX + 1];

	if (s->archive != NULL)
		return article_compare(s->archive, a, result);
	ident_of(a->key, strlen(a->key), ident);
	snprintf(a->id, sizeof a->id, "%.*s", IDENT_MIN, ident);
	*result = PUT_NEW;
	return ST_OK;
}

static enum status plan(
    struct shelf *s, struct article *a, uint64_t content, const struct shelf_place *at)
{
	enum put_result result;
	enum seen_result met;
	enum status st;

	if ((st = compare(s, a, &result)) != ST_OK)
		return archive_failed(s, st);
	st = seen_add(&s->planned, seen_digest(a->key, strlen(a->key)), content, &met);
	if (st != ST_OK)
		return error_set(s->e, st, "%s: %s", at->path, status_text(st));
	if (met != SEEN_NEW)
		result = met == SEEN_SAME ? PUT_UNCHANGED : PUT_UPDATED;
	count(s, a, at, outcome_of(result));
	return ST_OK;
}

static bool is_full(const struct shelf *s)
{
	return s->pending >= IMPORT_BATCH || s->bytes >= IMPORT_BATCH_BYTES ||
	    clock_monotonic_ms() - s->begun >= IMPORT_BATCH_MS;
}

static enum status begin(struct shelf *s)
{
	s->bytes = 0;
	s->begun = clock_monotonic_ms();
	return archive_begin(s->archive);
}

enum status shelf_put(
    struct shelf *s, struct article *a, uint64_t content, const struct shelf_place *at)
{
	enum put_result result;
	enum status st;

	if (s->options->dry_run)
		return plan(s, a, content, at);
	if (s->pending == 0 && (st = begin(s)) != ST_OK)
		return archive_failed(s, st);
	s->pending++;
	s->bytes += strlen(a->body);
	if ((st = article_put(s->archive, a, &result)) != ST_OK)
		return archive_failed(s, st);
	count(s, a, at, outcome_of(result));
	return is_full(s) ? shelf_commit(s) : ST_OK;
}

enum status shelf_pass_over(struct shelf *s, struct article *a, const struct shelf_place *at)
{
	enum put_result result;
	enum status st;

	/* For its id. */
	if ((st = compare(s, a, &result)) != ST_OK)
		return archive_failed(s, st);
	count(s, a, at, IMPORT_UNCHANGED);
	return ST_OK;
}

void shelf_clear(struct shelf *s)
{
	seen_clear(&s->planned);
}
