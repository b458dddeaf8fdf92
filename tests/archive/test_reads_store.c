/* What happens to the store of reads when a process is killed, the disk is full, or the program is
 * a newer one. */
#include "tests/archive/reads.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* All sums are those of the hours. */
static void expect_sums(const struct place *p, const char *what)
{
	cr_expect_eq(number_of(p,
			 "SELECT count(*) FROM (SELECT article, sum(n) AS n FROM read "
			 "GROUP BY article) r LEFT JOIN standing s ON s.window = 'all' "
			 "AND s.article = r.article WHERE s.n IS NOT r.n"),
	    0, "%s: of all time", what);
	cr_expect_eq(number_of(p,
			 "SELECT count(*) FROM (SELECT window, article, sum(r.n) AS n FROM span "
			 "JOIN read r ON r.hour >= since AND r.hour < till WHERE hours > 0 "
			 "GROUP BY window, article) w LEFT JOIN standing s USING (window, article) "
			 "WHERE s.n IS NOT w.n"),
	    0, "%s: of a window", what);
}

enum { LONG = 100000 }; /* hours: nobody waits for their end */

/* Ten reads in each of so many hours to come, as far as it goes. */
static enum status read_on(struct archive *a, const struct id ids[3], int hours)
{
	enum status st = ST_OK;

	for (int i = 1; i <= hours && st == ST_OK; i++) {
		st = archive_begin(a);
		for (int k = 0; k < 10 && st == ST_OK; k++)
			st = reads_add(a, ids[k % 3].text, now + i * HOUR);
		if (st == ST_OK)
			st = archive_commit(a);
		else
			archive_rollback(a);
		if (st == ST_OK)
			st = reads_rank(a, now + i * HOUR, 100 * HOUR);
	}
	return st;
}

/* Go on until killed; told once something is committed. */
static void record(const struct place *p, const struct id ids[3], int told)
{
	struct archive *a = place_open(p, ARCHIVE_READS);

	if (read_on(a, ids, 1) == ST_OK && write(told, "x", 1) == 1)
		read_on(a, ids, LONG);
	_exit(1);
}

Test(reads_store, a_recorder_killed_at_any_moment_leaves_all_sums_right)
{
	enum { KILLS = SUPPORT_SANITIZED ? 3 : 20 };
	struct place p;
	struct id ids[3];
	int64_t before = 0;

	archive_close(sample(&p, ids));
	for (int i = 0; i < KILLS; i++) {
		int64_t reads;
		int told[2];
		char byte;
		pid_t child;

		cr_assert_eq(pipe(told), 0);
		child = fork();
		cr_assert(child >= 0);
		if (child == 0)
			record(&p, ids, told[1]);
		close(told[1]);
		cr_assert_eq(read(told[0], &byte, 1), 1);
		close(told[0]);
		usleep(3000 * (unsigned)i);
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		reads = number_of(&p, "SELECT ifnull(sum(n), 0) FROM read");
		cr_expect_geq(reads, before + 10, "what was committed is there");
		cr_expect_eq(reads % 10, 0, "a transaction is whole or not there");
		expect_sums(&p, "killed");
		before = reads;
	}
}

Test(reads_store, a_full_disk_loses_nothing_that_was_committed)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);
	int64_t reads;
	pid_t child;
	int status;

	add(a, &ids[0], now, 2);
	archive_close(a);
	child = fork();
	cr_assert(child >= 0);
	if (child == 0) {
		struct rlimit limit = { 256 * 1024, 256 * 1024 };

		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		_exit((int)read_on(place_open(&p, ARCHIVE_READS), ids, LONG));
	}
	waitpid(child, &status, 0);
	cr_assert(WIFEXITED(status));
	cr_expect_eq(WEXITSTATUS(status), ST_IO, "%d", WEXITSTATUS(status));
	reads = number_of(&p, "SELECT sum(n) FROM read");
	cr_expect_gt(reads, 2);
	cr_expect_eq(reads % 10, 2);
	expect_sums(&p, "full");
	a = place_open(&p, ARCHIVE_READS);
	rank(a, now, DAY);
	expect_top(a, "day", "A2 ");
	expect_whole(a);
	archive_close(a);
}

/* ---- the version before ---- */

/* As depeche 0.1 left it: a week of reads in its hours, older ones in the sum of all time alone. */
static const char version_1[] =
    "PRAGMA journal_mode = WAL;"
    "CREATE TABLE read (hour INTEGER NOT NULL, article TEXT NOT NULL, n INTEGER NOT NULL,"
    "	PRIMARY KEY (hour, article)) WITHOUT ROWID;"
    "CREATE TABLE span (window TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID;"
    "INSERT INTO span VALUES ('window', 472055), ('day', 472199), ('week', 472055),"
    "	('month', 471503), ('all', 0);"
    "CREATE TABLE standing (window TEXT NOT NULL, article TEXT NOT NULL, n INTEGER NOT NULL,"
    "	PRIMARY KEY (window, article)) WITHOUT ROWID;"
    "CREATE INDEX standing_first ON standing (window, n DESC);"
    "CREATE TABLE ranking (window TEXT NOT NULL, position INTEGER NOT NULL,"
    "	article TEXT NOT NULL, reads INTEGER NOT NULL, PRIMARY KEY (window, position))"
    "	WITHOUT ROWID;"
    "PRAGMA application_id = 0x64706372; PRAGMA user_version = 1;";

static void make_version_1(struct place *p, struct id ids[3])
{
	char sql[1024];

	archive_close(sample(p, ids));
	cr_assert_eq(unlink(p->reads), 0);
	sql_run(p->reads, version_1);
	snprintf(sql, sizeof sql,
	    "INSERT INTO read VALUES (472222, '%s', 2), (472160, '%s', 3);"
	    "INSERT INTO standing VALUES ('window', '%s', 2), ('week', '%s', 2), ('all', '%s', 2),"
	    "	('week', '%s', 3), ('all', '%s', 8), ('all', '%s', 0);"
	    "INSERT INTO ranking VALUES ('week', 1, '%s', 3), ('week', 2, '%s', 2);",
	    ids[0].text, ids[1].text, ids[0].text, ids[0].text, ids[0].text, ids[1].text,
	    ids[1].text, ids[2].text, ids[1].text, ids[0].text);
	sql_run(p->reads, sql);
}

Test(reads_store, a_store_of_the_version_before_is_carried_over)
{
	struct place p;
	struct id ids[3];
	struct archive *a;

	make_version_1(&p, ids);
	a = place_open(&p, ARCHIVE_READS);
	expect_top(a, "week", "B3 A2 ");
	rank(a, now, DAY);
	expect_top(a, "day", "A2 ");
	expect_top(a, "week", "A2 B3 ");
	expect_top(a, "all", "B8 A2 ");
	add(a, &ids[1], now, 1);
	rank(a, now, DAY);
	expect_top(a, "week", "B4 A2 ");
	expect_top(a, "all", "B9 A2 ");
	expect_whole(a);
	archive_close(a);
	cr_expect_eq(number_of(&p, "PRAGMA user_version"), 2);
	cr_expect_eq(number_of(&p,
			 "SELECT count(*) FROM sqlite_schema WHERE name LIKE '%\\_1' "
			 "ESCAPE '\\'"),
	    0, "nothing is left behind");
	a = place_open(&p, ARCHIVE_READS);
	expect_top(a, "all", "B9 A2 ");
	archive_close(a);
}

Test(reads_store, who_only_reads_takes_a_store_of_the_version_before_as_it_is)
{
	static const enum archive_mode modes[] = { ARCHIVE_READ, ARCHIVE_WRITE };
	struct place p;
	struct id ids[3];

	make_version_1(&p, ids);
	for (size_t i = 0; i < 2; i++) {
		struct archive *a = place_open(&p, modes[i]);

		expect_top(a, "week", "B3 A2 ");
		expect_whole(a);
		archive_close(a);
	}
	cr_expect_eq(number_of(&p, "PRAGMA user_version"), 1);
}

/* Half carried over is not carried over: it is as it was, and goes on as it is. */
Test(reads_store, a_store_that_cannot_be_carried_over_stays_as_it_was)
{
	struct place p;
	struct id ids[3];
	struct archive *a;
	struct error e = { "" };

	make_version_1(&p, ids);
	sql_run(p.reads, "CREATE TABLE standing_1 (in_the_way)");
	cr_expect_neq(archive_open(p.path, p.reads, ARCHIVE_READS, &a, &e), ST_OK);
	cr_expect_null(a);
	cr_expect(strstr(e.text, p.reads) != NULL, "%s", e.text);
	cr_expect_eq(number_of(&p, "PRAGMA user_version"), 1);
	cr_expect_eq(number_of(&p, "SELECT sum(n) FROM standing"), 17);
	sql_run(p.reads, "DROP TABLE standing_1");
	a = place_open(&p, ARCHIVE_READS);
	rank(a, now, DAY);
	expect_top(a, "all", "B8 A2 ");
	archive_close(a);
}
