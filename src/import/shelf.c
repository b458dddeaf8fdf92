#include "import/shelf.h"

#include <stdio.h>
#include <string.h>

void shelf_init(struct shelf *s, struct archive *a, const struct import_options *options)
{
	*s = (struct shelf){ .archive = a, .options = options };
	buf_init(&s->scratch, 8 * (size_t)IMPORT_ARTICLE_MAX);
}

void shelf_clear(struct shelf *s)
{
	seen_clear(&s->planned);
	buf_clear(&s->scratch);
}

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
		[IMPORT_COPY] = &s->counts.new,
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
		[PUT_COPY] = IMPORT_COPY,
		[PUT_UPDATED] = IMPORT_UPDATED,
		[PUT_COMPLETED] = IMPORT_UPDATED,
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

/* What a dry run would make of it after all that it said before. */
static enum status plan(
    struct shelf *s, struct article *a, const struct shelf_place *at, enum put_result *result)
{
	unsigned char digest[DIGEST_SIZE];
	enum status st;
	bool met, same;

	if ((st = compare(s, a, result)) != ST_OK)
		return archive_failed(s, st);
	if ((st = article_digest(a, &s->scratch, digest)) == ST_OK)
		st = seen_add_content(&s->planned, seen_digest(a->key, strlen(a->key)),
		    seen_digest(digest, sizeof digest), &met, &same);
	if (st != ST_OK)
		return error_set(s->e, st, "%s: %s", at->path, status_text(st));
	if (met)
		*result = same ? PUT_UNCHANGED : PUT_UPDATED;
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

typedef enum status (*put_fn)(struct archive *a, struct article *in, enum put_result *result);

static enum status put(
    struct shelf *s, struct article *a, const struct shelf_place *at, put_fn put_article)
{
	enum put_result result;
	enum status st;

	if (s->options->dry_run) {
		if ((st = plan(s, a, at, &result)) == ST_OK)
			count(s, a, at, outcome_of(result));
		return st;
	}
	if (s->pending == 0 && (st = begin(s)) != ST_OK)
		return archive_failed(s, st);
	s->pending++;
	s->bytes += strlen(a->body);
	if ((st = put_article(s->archive, a, &result)) != ST_OK)
		return archive_failed(s, st);
	count(s, a, at, outcome_of(result));
	return is_full(s) ? shelf_commit(s) : ST_OK;
}

enum status shelf_put(struct shelf *s, struct article *a, const struct shelf_place *at)
{
	return put(s, a, at, article_put);
}

enum status shelf_put_over(struct shelf *s, struct article *a, const struct shelf_place *at)
{
	return put(s, a, at, article_put_over);
}

enum status shelf_meet(struct shelf *s, struct article *a, const struct shelf_place *at, bool *same)
{
	enum put_result result;
	enum status st;

	*same = false;
	if (s->options->dry_run)
		st = plan(s, a, at, &result);
	else if ((st = article_compare(s->archive, a, &result)) != ST_OK)
		st = archive_failed(s, st);
	if (st != ST_OK)
		return st;
	*same = result == PUT_UNCHANGED || result == PUT_COMPLETED;
	if (result == PUT_COMPLETED)
		return shelf_put_over(s, a, at);
	if (*same)
		count(s, a, at, IMPORT_UNCHANGED);
	return ST_OK;
}
