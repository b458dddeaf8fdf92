/* What happens to the files when a process is killed or the disk is full. */
#include "tests/archive/helpers.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BATCH = 300 };

static void put_batch(struct archive *a, const char *prefix, int n)
{
	char key[32], body[4096];

	memset(body, 'x', sizeof body - 1);
	body[sizeof body - 1] = '\0';
	for (int i = 0; i < n; i++) {
		snprintf(key, sizeof key, "%s %d", prefix, i);
		memcpy(body, key, strlen(key));
		sketch_put_open(a,
		    &(struct sketch){ .key = key,
			.title = key,
			.body = body,
			.day = 20230614,
			.themes = { "Ville" },
			.lists = { { "Un titre" } } },
		    PUT_NEW);
	}
}

Test(store, a_writer_killed_in_a_batch_leaves_the_last_one_whole)
{
	struct place p = place_new();
	struct archive *a;
	int ready[2];
	pid_t child;
	char byte;

	cr_assert_eq(pipe(ready), 0);
	child = fork();
	cr_assert(child >= 0);
	if (child == 0) {
		a = place_open(&p, ARCHIVE_WRITE);
		archive_begin(a);
		put_batch(a, "first", BATCH);
		archive_commit(a);
		archive_begin(a);
		put_batch(a, "second", BATCH);
		if (write(ready[1], "x", 1) == 1)
			pause();
		_exit(1);
	}
	close(ready[1]);
	cr_assert_eq(read(ready[0], &byte, 1), 1);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);

	a = place_open(&p, ARCHIVE_READ);
	cr_expect_eq(counts_of(a).articles, BATCH);
	expect_whole(a);
	archive_close(a);
	/* Running it again finishes the job. */
	a = place_open(&p, ARCHIVE_WRITE);
	cr_assert_eq(archive_begin(a), ST_OK);
	put_batch(a, "second", BATCH);
	cr_assert_eq(archive_commit(a), ST_OK);
	cr_expect_eq(counts_of(a).articles, 2 * BATCH);
	expect_whole(a);
	archive_close(a);
}

/* In a child whose files cannot grow: the status that ended it, as its exit status. */
static int fill_disk(const struct place *p)
{
	struct rlimit limit = { 256 * 1024, 256 * 1024 };
	struct archive *a = place_open(p, ARCHIVE_WRITE);
	enum status st = archive_begin(a);
	char body[4096];

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	memset(body, 'x', sizeof body - 1);
	body[sizeof body - 1] = '\0';
	for (int i = 0; i < 20000 && st == ST_OK; i++) {
		char key[32];
		struct article article;
		enum put_result result;

		snprintf(key, sizeof key, "key %d", i);
		memcpy(body, key, strlen(key));
		article = sketch_article(
		    &(struct sketch){ .key = key, .title = key, .body = body });
		st = article_put(a, &article, &result);
		article_clear(&article);
	}
	/* What failed cannot be committed, whatever the caller does. */
	if (st != ST_OK && archive_commit(a) == ST_OK)
		return 100;
	if (st == ST_OK)
		st = archive_commit(a);
	if (archive_error(a)[0] == '\0')
		return 101;
	if (counts_of(a).articles != 1)
		return 102;
	archive_close(a);
	return (int)st;
}

Test(store, a_full_disk_is_said_and_the_archive_stays_usable)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	int status;
	pid_t child;

	sketch_put(a, &(struct sketch){ .key = "k", .title = "Un titre" });
	archive_close(a);
	child = fork();
	cr_assert(child >= 0);
	if (child == 0)
		_exit(fill_disk(&p));
	waitpid(child, &status, 0);
	cr_assert(WIFEXITED(status));
	cr_expect_eq(WEXITSTATUS(status), ST_IO, "%d", WEXITSTATUS(status));
	a = place_open(&p, ARCHIVE_WRITE);
	expect_all(a, "Un titre");
	expect_whole(a);
	sketch_put(a, &(struct sketch){ .key = "l", .title = "Un autre" });
	expect_all(a, "Un autre|Un titre");
	archive_close(a);
}

/* A sandboxed worker: what it has open is all it gets. */
static int read_without_opening(const struct place *p, int told, int ready)
{
	struct rlimit none = { 0, 0 };
	struct archive *a = place_open(p, ARCHIVE_READ);
	struct entries list;
	char byte;

	setrlimit(RLIMIT_NOFILE, &none);
	if (write(ready, "x", 1) != 1 || read(told, &byte, 1) != 1)
		return 100;
	if (listing_get(a, &(struct listing){ .limit = 9 }, &list) != ST_OK)
		return 101;
	if (list.n != 2)
		return 102;
	if (related_get(a, LIST_SAME_THEME, list.items[0].id, NULL, 5, &list) != ST_OK)
		return 103;
	return 0;
}

Test(store, a_reader_opens_no_file_later_not_even_when_a_writer_comes_and_goes)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_READS);
	int told[2], ready[2], status;
	pid_t child;
	char byte;

	archive_close(a);
	a = place_open(&p, ARCHIVE_WRITE);
	sketch_put(a, &(struct sketch){ .key = "k", .title = "Un titre" });
	archive_close(a);
	cr_assert_eq(pipe(told), 0);
	cr_assert_eq(pipe(ready), 0);
	child = fork();
	cr_assert(child >= 0);
	if (child == 0)
		_exit(read_without_opening(&p, told[0], ready[1]));
	cr_assert_eq(read(ready[0], &byte, 1), 1);
	a = place_open(&p, ARCHIVE_WRITE);
	sketch_put(a, &(struct sketch){ .key = "l", .title = "Un autre" });
	archive_close(a);
	cr_assert_eq(write(told[1], "x", 1), 1);
	waitpid(child, &status, 0);
	cr_assert(WIFEXITED(status));
	cr_expect_eq(WEXITSTATUS(status), 0, "%d", WEXITSTATUS(status));
}

Test(store, a_damaged_page_is_found)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct error e = { "" };
	FILE *f;

	cr_assert_eq(archive_begin(a), ST_OK);
	put_batch(a, "key", BATCH);
	cr_assert_eq(archive_commit(a), ST_OK);
	archive_close(a);
	f = fopen(p.path, "r+b");
	for (long page = 100; page < 200; page++) {
		fseek(f, page * 4096, SEEK_SET);
		fwrite("garbage garbage", 1, 15, f);
	}
	fclose(f);
	a = place_open(&p, ARCHIVE_READ);
	cr_expect_eq(archive_check(a, &e), ST_DB);
	cr_expect_neq(e.text[0], '\0');
	archive_close(a);
}
