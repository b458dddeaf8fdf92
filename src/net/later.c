#include "net/later.h"

#include <stdlib.h>
#include <sys/queue.h>

/* A job on its way. */
struct task {
	uv_work_t work;
	TAILQ_ENTRY(task) entry; /* of those that wait, or of those under way */
	struct later *later;
	struct later_job *job;
	struct conn *conn; /* NULL: it has ended */
	void *place;       /* while it is under way */
	atomic_bool given_up;
};

TAILQ_HEAD(tasks, task);

struct later {
	uv_loop_t *loop;
	void *places[LATER_PLACES_MAX]; /* that are free */
	size_t nplaces;
	struct tasks waiting, running;
	size_t nwaiting;
};

enum status later_open(uv_loop_t *loop, void *const *places, size_t n, struct later **out)
{
	struct later *l = calloc(1, sizeof *l);

	*out = l;
	if (l == NULL)
		return ST_NOMEM;
	l->loop = loop;
	for (; l->nplaces < n && l->nplaces < LATER_PLACES_MAX; l->nplaces++)
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
	t->job->done(t->job, t->conn);
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
		t->place = l->places[--l->nplaces];
		TAILQ_INSERT_TAIL(&l->running, t, entry);
		uv_queue_work(l->loop, &t->work, work, worked);
	}
}

enum status later_start(struct later *l, struct conn *c, struct later_job *job)
{
	struct task *t;

	if (l->nwaiting >= LATER_WAITING_MAX)
		return ST_BUSY;
	if ((t = calloc(1, sizeof *t)) == NULL)
		return ST_NOMEM;
	t->work.data = t;
	t->later = l;
	t->job = job;
	t->conn = c;
	atomic_init(&t->given_up, false);
	TAILQ_INSERT_TAIL(&l->waiting, t, entry);
	l->nwaiting++;
	start_waiting(l);
	return ST_OK;
}

void later_gone(struct later *l, const struct conn *c)
{
	struct task *t, *next;

	for (t = TAILQ_FIRST(&l->running); t != NULL; t = TAILQ_NEXT(t, entry)) {
		if (t->conn != c)
			continue;
		t->conn = NULL;
		atomic_store(&t->given_up, true);
	}
	for (t = TAILQ_FIRST(&l->waiting); t != NULL; t = next) {
		next = TAILQ_NEXT(t, entry);
		if (t->conn != c)
			continue;
		TAILQ_REMOVE(&l->waiting, t, entry);
		l->nwaiting--;
		t->conn = NULL;
		finish(t);
	}
}
