#include "serve/recorder.h"

#include "archive/archive.h"
#include "tests/support.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	WEEK = 7 * 86400,
	PATIENCE_MS = 20 * 1000, /* how long counts may take to show, on a machine under load */
	STEP_MS = 50,
	ARTICLES = READS_PACE + 3,
	TIMEOUT = 60,
};

/* An archive of ARTICLES articles, and a recorder in a process of its own. */
struct desk {
	char articles[4096], reads[4096];
	char ids[ARTICLES][IDENT_MAX + 1];
	int fd; /* where a worker would write */
	pid_t pid;
};

static struct archive *open_as(const struct desk *d, enum archive_mode mode)
{
	struct archive *a;
	struct error e = { "" };

	cr_assert_eq(archive_open(d->articles, d->reads, mode, &a, &e), ST_OK, "%s", e.text);
	return a;
}

static void put_articles(struct desk *d)
{
	struct archive *a = open_as(d, ARCHIVE_WRITE);

	cr_assert_eq(archive_begin(a), ST_OK);
	for (int i = 0; i < ARTICLES; i++) {
		char key[16], title[32], body[32];
		struct article in = { .key = key, .title = title, .body = body };
		enum put_result result;

		snprintf(key, sizeof key, "cle/%d", i);
		snprintf(title, sizeof title, "Article numéro %d", i);
		snprintf(body, sizeof body, "Le texte numéro %d.\n", i);
		cr_assert_eq(article_put(a, &in, &result), ST_OK, "%s", archive_error(a));
		memcpy(d->ids[i], in.id, sizeof d->ids[i]);
	}
	cr_assert_eq(archive_commit(a), ST_OK);
	archive_close(a);
}

static void run_recorder(const struct desk *d, int fd)
{
	const struct serving_paths paths = { d->articles, d->reads, NULL };
	const struct log log = { .fd = STDERR_FILENO, .level = LEVEL_ERROR };
	struct error e;

	_exit((int)recorder_run(fd, &paths, WEEK, &log, &e));
}

static void desk_open(struct desk *d)
{
	struct support_path folder = support_folder();
	int ends[2];

	snprintf(d->articles, sizeof d->articles, "%.4000s/articles.db", folder.text);
	snprintf(d->reads, sizeof d->reads, "%.4000s/reads.db", folder.text);
	put_articles(d);
	archive_close(open_as(d, ARCHIVE_READS)); /* as the supervisor does */
	cr_assert_eq(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
	d->pid = fork();
	cr_assert(d->pid >= 0);
	if (d->pid == 0) {
		close(ends[1]);
		run_recorder(d, ends[0]);
	}
	close(ends[0]);
	d->fd = ends[1];
}

/* Let the recorder end; its status. */
static int desk_close(struct desk *d)
{
	int status;

	close(d->fd);
	cr_assert_eq(waitpid(d->pid, &status, 0), d->pid);
	cr_assert(WIFEXITED(status), "it was killed by signal %d", WTERMSIG(status));
	return WEXITSTATUS(status);
}

static void send_bytes(const struct desk *d, const void *bytes, size_t n)
{
	cr_assert_eq(send(d->fd, bytes, n, MSG_NOSIGNAL), (ssize_t)n);
}

static void tell_of(const struct desk *d, enum told told, unsigned char client, const char *id)
{
	struct read_event event = { .client = { { [10] = 0xff, [11] = 0xff, [15] = client } },
		.time = clock_now(),
		.told = (uint8_t)told };

	snprintf(event.id, sizeof event.id, "%s", id);
	send_bytes(d, &event, sizeof event);
}

static void tell(const struct desk *d, unsigned char client, const char *id)
{
	tell_of(d, TOLD_READ, client, id);
}

/* How often the article was read, as the ranking has it. */
static unsigned reads_of(const struct desk *d, const char *id)
{
	struct archive *a = open_as(d, ARCHIVE_READ);
	struct entries list;
	unsigned n = 0;

	cr_assert_eq(top_get(a, "all", 0, TOP_MAX, &list), ST_OK);
	for (size_t i = 0; i < list.n; i++)
		if (strcmp(list.items[i].id, id) == 0)
			n = list.items[i].reads;
	entries_clear(&list);
	archive_close(a);
	return n;
}

/* The same, once it is at least `wanted`, or PATIENCE_MS have passed. */
static unsigned reads_soon(const struct desk *d, const char *id, unsigned wanted)
{
	unsigned n = 0;

	for (unsigned ms = 0; ms < PATIENCE_MS && n < wanted; ms += STEP_MS) {
		usleep(STEP_MS * 1000);
		n = reads_of(d, id);
	}
	return n;
}

/* After the recorder has ended: rank what it wrote. */
static void rank(const struct desk *d)
{
	struct archive *a = open_as(d, ARCHIVE_READS);

	cr_assert_eq(reads_rank(a, clock_now(), WEEK), ST_OK);
	archive_close(a);
}

Test(recorder, shows_the_first_read_while_it_runs, .timeout = TIMEOUT)
{
	struct desk d;

	desk_open(&d);
	tell(&d, 1, d.ids[0]);
	cr_expect_eq(reads_soon(&d, d.ids[0], 1), 1);
	cr_expect_eq(desk_close(&d), ST_OK);
}

Test(recorder, writes_what_is_left_when_its_writers_are_gone, .timeout = TIMEOUT)
{
	struct desk d;

	desk_open(&d);
	for (unsigned char i = 0; i < 5; i++)
		tell(&d, i, d.ids[0]);
	tell(&d, 1, d.ids[1]);
	cr_expect_eq(desk_close(&d), ST_OK);
	rank(&d);
	cr_expect_eq(reads_of(&d, d.ids[0]), 5);
	cr_expect_eq(reads_of(&d, d.ids[1]), 1);
	cr_expect_eq(reads_of(&d, d.ids[2]), 0);
}

Test(recorder, counts_a_client_once, .timeout = TIMEOUT)
{
	struct desk d;

	desk_open(&d);
	for (unsigned i = 0; i < 10; i++) {
		tell(&d, 1, d.ids[0]);
		tell(&d, 2, d.ids[0]);
	}
	cr_expect_eq(desk_close(&d), ST_OK);
	rank(&d);
	cr_expect_eq(reads_of(&d, d.ids[0]), 2);
}

/* All of the clients' reads, whether they were written before or not. */
static void expect_no_reads(const struct desk *d)
{
	struct archive *a = open_as(d, ARCHIVE_READ);
	unsigned count;

	cr_assert_eq(top_count(a, "all", &count), ST_OK);
	cr_expect_eq(count, 0, "%u articles are ranked", count);
	archive_close(a);
}

Test(recorder, counts_nobody_who_asks_for_robots_txt, .timeout = TIMEOUT)
{
	struct desk d;

	desk_open(&d);
	tell(&d, 2, d.ids[0]);
	tell_of(&d, TOLD_ROBOTS, 1, "");
	tell(&d, 1, d.ids[0]);
	tell(&d, 1, d.ids[1]);
	cr_expect_eq(desk_close(&d), ST_OK);
	rank(&d);
	cr_expect_eq(reads_of(&d, d.ids[0]), 1);
	cr_expect_eq(reads_of(&d, d.ids[1]), 0);
}

Test(recorder, takes_back_what_was_written_of_a_client_that_asks_for_robots_txt, .timeout = TIMEOUT)
{
	struct desk d;

	desk_open(&d);
	tell(&d, 1, d.ids[0]);
	cr_expect_eq(reads_soon(&d, d.ids[0], 1), 1);
	tell_of(&d, TOLD_ROBOTS, 1, "");
	cr_expect_eq(desk_close(&d), ST_OK);
	expect_no_reads(&d);
}

Test(recorder, counts_thirty_articles_a_minute, .timeout = TIMEOUT)
{
	struct desk d;

	desk_open(&d);
	for (int again = 0; again < 3; again++)
		for (int i = 0; i < READS_PACE; i++)
			tell(&d, 1, d.ids[i]);
	cr_expect_eq(desk_close(&d), ST_OK);
	for (int i = 0; i < READS_PACE; i++)
		cr_expect_eq(reads_of(&d, d.ids[i]), 1, "%d", i);
}

Test(recorder, counts_nobody_who_walks_through_more, .timeout = TIMEOUT)
{
	struct desk d;

	desk_open(&d);
	tell(&d, 1, d.ids[0]);
	cr_expect_eq(reads_soon(&d, d.ids[0], 1), 1, "the first is written");
	for (int i = 1; i < READS_PACE + 2; i++)
		tell(&d, 1, d.ids[i]);
	cr_expect_eq(desk_close(&d), ST_OK);
	expect_no_reads(&d);
}

Test(recorder, ranks_once_a_minute, .timeout = TIMEOUT)
{
	struct desk d;

	desk_open(&d);
	tell(&d, 1, d.ids[0]);
	cr_expect_eq(reads_soon(&d, d.ids[0], 1), 1);
	tell(&d, 2, d.ids[0]);
	usleep(3 * RECORDER_FLUSH_MS * 1000);
	cr_expect_eq(reads_of(&d, d.ids[0]), 1, "the minute is not over");
	cr_expect_eq(desk_close(&d), ST_OK);
	cr_expect_eq(reads_of(&d, d.ids[0]), 2);
}

Test(recorder, passes_over_garbage, .timeout = TIMEOUT)
{
	static const char *const wrong[] = { "", "short", "../../x", "K3F9QZ1" };
	struct desk d;
	unsigned char garbage[sizeof(struct read_event)];
	struct read_event unended = { .time = 1 };

	memset(garbage, 0xff, sizeof garbage);
	memset(unended.id, 'a', sizeof unended.id);
	desk_open(&d);
	tell(&d, 1, d.ids[0]);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		tell(&d, 1, wrong[i]);
	send_bytes(&d, garbage, 3);
	send_bytes(&d, garbage, sizeof garbage);
	send_bytes(&d, &unended, sizeof unended);
	tell(&d, 2, d.ids[0]);
	cr_expect_eq(desk_close(&d), ST_OK);
	rank(&d);
	cr_expect_eq(reads_of(&d, d.ids[0]), 2);
}

/* The reader's first look fell between two states of the archive. */
Test(recorder, counts_a_read_of_an_article_that_came_after_another_read, .timeout = TIMEOUT)
{
	struct desk d;
	struct article in = { .key = "cle/tard", .title = "Venu tard", .body = "Un texte.\n" };
	enum put_result result;
	struct archive *a;

	desk_open(&d);
	a = open_as(&d, ARCHIVE_WRITE);
	cr_assert_eq(archive_begin(a), ST_OK);
	cr_assert_eq(article_put(a, &in, &result), ST_OK);
	tell(&d, 1, in.id); /* before it is there: no read, and none that stands in the way */
	tell(&d, 1, d.ids[0]);
	cr_expect_eq(reads_soon(&d, d.ids[0], 1), 1);
	tell(&d, 2, d.ids[0]);
	cr_assert_eq(archive_commit(a), ST_OK);
	archive_close(a);
	tell(&d, 1, in.id);
	tell(&d, 2, in.id);
	cr_expect_eq(desk_close(&d), ST_OK);
	rank(&d);
	cr_expect_eq(reads_of(&d, in.id), 2);
	cr_expect_eq(reads_of(&d, d.ids[0]), 2);
}

/* An import may have replaced the archive since the worker answered. */
Test(recorder, loses_no_reads_by_one_of_an_article_that_is_not_there, .timeout = TIMEOUT)
{
	struct desk d;

	desk_open(&d);
	tell(&d, 1, d.ids[0]);
	tell(&d, 1, "0000000");
	tell(&d, 2, d.ids[0]);
	cr_expect_eq(desk_close(&d), ST_OK);
	rank(&d);
	cr_expect_eq(reads_of(&d, d.ids[0]), 2);
}

Test(recorder, does_not_take_a_longer_message_for_a_read, .timeout = TIMEOUT)
{
	struct desk d;
	struct read_event two[2] = { { .client = { { 1 } }, .time = clock_now() } };

	desk_open(&d);
	memcpy(two[0].id, d.ids[0], sizeof two[0].id);
	send_bytes(&d, two, sizeof two);
	cr_expect_eq(desk_close(&d), ST_OK);
	rank(&d);
	cr_expect_eq(reads_of(&d, d.ids[0]), 0);
}

Test(recorder, is_not_ended_by_an_empty_message, .timeout = TIMEOUT)
{
	struct desk d;

	desk_open(&d);
	send_bytes(&d, "", 0);
	tell(&d, 1, d.ids[0]);
	cr_expect_eq(desk_close(&d), ST_OK);
	rank(&d);
	cr_expect_eq(reads_of(&d, d.ids[0]), 1);
}

Test(recorder, of_a_store_that_is_not_there_is_an_error)
{
	struct support_path folder = support_folder();
	char path[4096];
	const struct serving_paths paths = { path, path, NULL };
	const struct log log = { .fd = -1, .level = LEVEL_ERROR };
	struct error e = { "" };
	int ends[2];

	snprintf(path, sizeof path, "%.4000s/none/depeche.db", folder.text);
	cr_assert_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
	cr_expect_neq(recorder_run(ends[0], &paths, WEEK, &log, &e), ST_OK);
	cr_expect(strlen(e.text) > 0);
	close(ends[0]);
	close(ends[1]);
}
