#include "net/later.h"

#include <criterion/criterion.h>
#include <semaphore.h>
#include <stdlib.h>
#include <unistd.h>

enum { PLACES = 2, JOBS = 8 };

static const char *const keys[JOBS] = { "0", "1", "2", "3", "4", "5", "6", "7" };

/* A job that waits until it may go on, or is given up. */
struct job {
	struct later_job job;
	sem_t *started, *may_end;
	void *place;
	bool worked, given_up, done;
	struct conn *answered; /* the first, of so many */
	size_t nanswered;
};

static void work(struct later_job *job, void *place, const atomic_bool *given_up)
{
	struct job *j = (struct job *)job;

	j->place = place;
	j->worked = true;
	sem_post(j->started);
	sem_wait(j->may_end);
	j->given_up = atomic_load(given_up);
}

static void done(struct later_job *job, struct conn *const *conns, size_t n)
{
	struct job *j = (struct job *)job;

	cr_expect_not(j->done, "once for each job");
	j->done = true;
	j->answered = n > 0 ? conns[0] : NULL;
	j->nanswered = n;
}

struct stage {
	uv_loop_t loop;
	struct later *later;
	int places[PLACES];
	sem_t started, may_end;
	struct job jobs[JOBS];
};

static void open_waiting(struct stage *s, uint64_t wait_ms)
{
	void *places[PLACES];

	for (int i = 0; i < PLACES; i++)
		places[i] = &s->places[i];
	sem_init(&s->started, 0, 0);
	sem_init(&s->may_end, 0, 0);
	cr_assert_eq(uv_loop_init(&s->loop), 0);
	cr_assert_eq(later_open(&s->loop, places, PLACES, wait_ms, &s->later), ST_OK);
	for (int i = 0; i < JOBS; i++)
		s->jobs[i] = (struct job){ .job = { .key = keys[i], .work = work, .done = done },
			.started = &s->started,
			.may_end = &s->may_end };
}

static void open_stage(struct stage *s)
{
	open_waiting(s, UINT64_MAX);
}

static void close_stage(struct stage *s)
{
	cr_expect_eq(uv_loop_close(&s->loop), 0);
	later_free(s->later);
	sem_destroy(&s->started);
	sem_destroy(&s->may_end);
}

/* No connection is looked into here: any pointer is one. */
static struct conn *conn_of(struct stage *s, int i)
{
	return (struct conn *)&s->jobs[i];
}

static void start_all(struct stage *s)
{
	for (int i = 0; i < JOBS; i++)
		cr_assert_eq(later_start(s->later, conn_of(s, i), &s->jobs[i].job), ST_OK);
	for (int i = 0; i < PLACES; i++)
		sem_wait(&s->started);
}

static void run_all(struct stage *s)
{
	for (int i = 0; i < JOBS; i++)
		sem_post(&s->may_end);
	uv_run(&s->loop, UV_RUN_DEFAULT);
}

Test(later, each_job_has_a_place_for_itself_and_its_answer)
{
	struct stage s;

	open_stage(&s);
	start_all(&s);
	cr_expect_neq(s.jobs[0].place, s.jobs[1].place);
	/* There is no place for more. */
	cr_expect_neq(sem_trywait(&s.started), 0);
	run_all(&s);
	for (int i = 0; i < JOBS; i++) {
		cr_expect(s.jobs[i].worked && s.jobs[i].done);
		cr_expect_not(s.jobs[i].given_up);
		cr_expect_eq(s.jobs[i].answered, conn_of(&s, i));
	}
	close_stage(&s);
}

Test(later, whose_turn_comes_too_late_is_told_so)
{
	struct stage s;

	open_waiting(&s, 1);
	start_all(&s);
	usleep(10 * 1000);
	run_all(&s);
	for (int i = 0; i < JOBS; i++) {
		cr_expect(s.jobs[i].done);
		cr_expect_eq(s.jobs[i].worked, i < PLACES);
		cr_expect_eq(s.jobs[i].job.late, i >= PLACES);
		cr_expect_eq(s.jobs[i].answered, conn_of(&s, i));
	}
	close_stage(&s);
}

Test(later, who_has_gone_is_not_waited_for)
{
	struct stage s;

	open_stage(&s);
	start_all(&s);
	/* One that is under way, one that waits. */
	later_gone(s.later, conn_of(&s, 0));
	cr_expect_not(s.jobs[0].done, "it is another thread's still");
	later_gone(s.later, conn_of(&s, 5));
	cr_expect(s.jobs[5].done);
	cr_expect_not(s.jobs[5].worked);
	cr_expect_null(s.jobs[5].answered);
	run_all(&s);
	cr_expect(s.jobs[0].done && s.jobs[0].given_up);
	cr_expect_null(s.jobs[0].answered);
	cr_expect_not(s.jobs[5].worked);
	for (int i = 1; i < 5; i++)
		cr_expect_eq(s.jobs[i].answered, conn_of(&s, i));
	close_stage(&s);
}

/* One that is under way, one that waits. */
Test(later, who_asks_for_the_same_gets_the_same_answer)
{
	struct stage s;
	struct conn *other;

	open_stage(&s);
	start_all(&s);
	other = (struct conn *)&s.places[0];
	for (int i = 0; i < JOBS; i += 5)
		for (int n = 0; n < 3; n++)
			cr_assert_eq(later_join(s.later, other, keys[i]), ST_OK);
	cr_expect_eq(later_join(s.later, other, "8"), ST_NOTFOUND);
	run_all(&s);
	for (int i = 0; i < JOBS; i++) {
		cr_expect_eq(s.jobs[i].nanswered, i % 5 == 0 ? 4 : 1, "%d", i);
		cr_expect_eq(s.jobs[i].answered, conn_of(&s, i));
	}
	cr_expect_eq(later_join(s.later, other, keys[0]), ST_NOTFOUND, "it is over");
	close_stage(&s);
}

Test(later, it_is_given_up_when_the_last_has_gone)
{
	struct stage s;
	struct conn *other;

	open_stage(&s);
	start_all(&s);
	other = (struct conn *)&s.places[0];
	for (int i = 0; i < JOBS; i += 5) {
		cr_assert_eq(later_join(s.later, other, keys[i]), ST_OK);
		later_gone(s.later, conn_of(&s, i));
	}
	cr_expect_not(s.jobs[5].done);
	cr_assert_eq(later_join(s.later, other, keys[1]), ST_OK);
	later_gone(s.later, conn_of(&s, 1));
	later_gone(s.later, other);
	cr_expect(s.jobs[5].done);
	cr_expect_not(s.jobs[5].worked);
	/* What is given up answers nobody. */
	cr_expect_eq(later_join(s.later, other, keys[1]), ST_NOTFOUND);
	run_all(&s);
	for (int i = 0; i < 2; i++) {
		cr_expect(s.jobs[i].given_up, "%d", i);
		cr_expect_eq(s.jobs[i].nanswered, 0);
	}
	close_stage(&s);
}

Test(later, only_so_many_wait)
{
	struct stage s;
	struct job more[LATER_WAITING_MAX];

	open_stage(&s);
	start_all(&s);
	for (int i = 0; i < LATER_WAITING_MAX; i++) {
		more[i] = s.jobs[0];
		more[i].worked = false;
		cr_expect_eq(later_start(s.later, conn_of(&s, 0), &more[i].job),
		    i < LATER_WAITING_MAX - (JOBS - PLACES) ? ST_OK : ST_BUSY);
	}
	later_gone(s.later, conn_of(&s, 0));
	cr_expect(more[0].done);
	run_all(&s);
	close_stage(&s);
}
