#include "net/later.h"

#include <assert.h>
#include <bsd/sys/queue.h>
#include <stdlib.h>
#include <string.h>

/* A job on its way. */
struct task {
	uv_work_t work;
	TAILQ_ENTRY(task) entry; /* of those that wait, or of those under way */
	struct later *later;
	struct later_job *job;
	struct conn **conns; /* that wait for it */
	size_t nconns;
	uint64_t since; /* uv_now() */
	void *place;    /* while it is under way */
	atomic_bool given_up;
};

TAILQ_HEAD(tasks, task);

struct later {
	uv_loop_t *loop;
	uint64_t wait_ms;
	void *places[LATER_PLACES_MAX]; /* that are free */
	size_t nplaces;
	struct tasks waiting, running;
	size_t nwaiting;
};

enum status later_open(
    uv_loop_t *loop, void *const *places, size_t n, uint64_t wait_ms, struct later **out)
{
	struct later *l = calloc(1, sizeof *l);

	assert(n <= LATER_PLACES_MAX);
	*out = l;
	if (l == NULL)
		return ST_NOMEM;
	l->loop = loop;
	l->wait_ms = wait_ms;
	for (; l->nplaces < n; l->nplaces++)
		l->places[l->nplaces] = places[l->nplaces];
	TAILQ_INIT(&l->waiting);
	TAILQ_INIT(&l->running);
	return ST_OK;
}

void later_free(struct later *l)
{
	free(l);
}

static void finish(struct task *t)
{
	t->job->done(t->job, t->conns, t->nconns);
	free(t->conns);
	free(t);
}

static void work(uv_work_t *w)
{
	struct task *t = w->data;

	t->job->work(t->job, t->place, &t->given_up);
}

static void start_waiting(struct later *l);

static void worked(uv_work_t *w, int status)
{
	struct task *t = w->data;
	struct later *l = t->later;

	(void)status;
	l->places[l->nplaces++] = t->place;
	TAILQ_REMOVE(&l->running, t, entry);
	finish(t);
	start_waiting(l);
}

/* As many as there are places for. */
static void start_waiting(struct later *l)
{
	struct task *t;

	while (l->nplaces > 0 && (t = TAILQ_FIRST(&l->waiting)) != NULL) {
		TAILQ_REMOVE(&l->waiting, t, entry);
		l->nwaiting--;
		if (uv_now(l->loop) - t->since > l->wait_ms) {
			t->job->late = true;
			finish(t);
			continue;
		}
		t->place = l->places[--l->nplaces];
		TAILQ_INSERT_TAIL(&l->running, t, entry);
		uv_queue_work(l->loop, &t->work, work, worked);
	}
}

static enum status add(struct task *t, struct conn *c)
{
	struct conn **more = realloc(t->conns, (t->nconns + 1) * sizeof(struct conn *));

	if (more == NULL)
		return ST_NOMEM;
	t->conns = more;
	t->conns[t->nconns++] = c;
	return ST_OK;
}

/* One that nobody waits for any more is given up. */
static struct task *find(struct tasks *tasks, const char *key)
{
	struct task *t;

	TAILQ_FOREACH (t, tasks, entry)
		if (t->nconns > 0 && strcmp(t->job->key, key) == 0)
			return t;
	return NULL;
}

enum status later_join(struct later *l, struct conn *c, const char *key)
{
	struct task *t = find(&l->running, key);

	if (t == NULL)
		t = find(&l->waiting, key);
	return t != NULL ? add(t, c) : ST_NOTFOUND;
}

enum status later_start(struct later *l, struct conn *c, struct later_job *job)
{
	struct task *t;

	if (l->nwaiting >= LATER_WAITING_MAX)
		return ST_BUSY;
	if ((t = calloc(1, sizeof *t)) == NULL || add(t, c) != ST_OK) {
		free(t);
		return ST_NOMEM;
	}
	t->work.data = t;
	t->later = l;
	t->job = job;
	t->since = uv_now(l->loop);
	atomic_init(&t->given_up, false);
	TAILQ_INSERT_TAIL(&l->waiting, t, entry);
	l->nwaiting++;
	start_waiting(l);
	return ST_OK;
}

/* Did it wait, and was it the last? */
static bool was_last(struct task *t, const struct conn *c)
{
	for (size_t i = 0; i < t->nconns; i++) {
		if (t->conns[i] != c)
			continue;
		t->conns[i] = t->conns[--t->nconns];
		return t->nconns == 0;
	}
	return false;
}

void later_gone(struct later *l, const struct conn *c)
{
	struct task *t, *next;

	TAILQ_FOREACH (t, &l->running, entry)
		if (was_last(t, c))
			atomic_store(&t->given_up, true);
	for (t = TAILQ_FIRST(&l->waiting); t != NULL; t = next) {
		next = TAILQ_NEXT(t, entry);
		if (!was_last(t, c))
			continue;
		TAILQ_REMOVE(&l->waiting, t, entry);
		l->nwaiting--;
		finish(t);
	}
}
