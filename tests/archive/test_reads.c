#include "tests/archive/reads.h"

Test(reads, each_window_has_its_own_ranking)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);

	add(a, &ids[0], now, 2);
	add(a, &ids[1], now - 3 * DAY, 3);
	add(a, &ids[2], now - 20 * DAY, 4);
	add(a, &ids[0], now - 100 * DAY, 9);
	rank(a, now, 2 * HOUR);
	expect_top(a, "window", "A2 ");
	expect_top(a, "day", "A2 ");
	expect_top(a, "week", "A2 B3 ");
	expect_top(a, "month", "B3 A2 C4 ");
	expect_top(a, "all", "A11 C4 B3 ");
	expect_whole(a);
	archive_close(a);
}

Test(reads, of_those_read_as_often_the_newest_is_first)
{
	struct place p;
	struct id ids[3], old;
	struct archive *a = sample(&p, ids);

	archive_close(a);
	a = place_open(&p, ARCHIVE_WRITE);
	old = sketch_put(a, &(struct sketch){ .key = "d", .title = "D", .day = 20230101 });
	sketch_put_as(
	    a, &(struct sketch){ .key = "b", .title = "B", .day = 20230301 }, PUT_UPDATED);
	archive_close(a);
	a = place_open(&p, ARCHIVE_READS);
	for (size_t i = 0; i < 3; i++)
		add(a, &ids[i], now, 2);
	add(a, &old, now, 2);
	rank(a, now, DAY);
	expect_top(a, "day", "B2 D2 C2 A2 ");
	archive_close(a);
}

Test(reads, a_ranking_stays_until_the_next)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);

	add(a, &ids[0], now, 1);
	rank(a, now, DAY);
	add(a, &ids[1], now, 2);
	expect_top(a, "day", "A1 ");
	rank(a, now, DAY);
	expect_top(a, "day", "B2 A1 ");
	archive_close(a);
}

Test(reads, hours_fall_out_one_after_the_other_and_all_keeps_them)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);

	add(a, &ids[0], now - 23 * HOUR, 5);
	add(a, &ids[1], now, 1);
	rank(a, now, DAY);
	expect_top(a, "day", "B1 A5 ");
	rank(a, now + HOUR, DAY);
	expect_top(a, "day", "B1 ");
	rank(a, now + 40 * DAY, DAY);
	expect_top(a, "month", "");
	expect_top(a, "all", "A5 B1 ");
	add(a, &ids[2], now + 40 * DAY, 2);
	rank(a, now + 40 * DAY, DAY);
	expect_top(a, "month", "C2 ");
	expect_top(a, "all", "A5 C2 B1 ");
	archive_close(a);
}

Test(reads, a_longer_window_or_a_clock_put_back_counts_the_hours_again)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);

	add(a, &ids[0], now - 5 * DAY, 5);
	add(a, &ids[1], now, 1);
	rank(a, now, DAY);
	expect_top(a, "window", "B1 ");
	rank(a, now, 7 * DAY);
	expect_top(a, "window", "A5 B1 ");
	rank(a, now + 4 * DAY, 7 * DAY);
	expect_top(a, "window", "B1 ");
	rank(a, now, 7 * DAY);
	expect_top(a, "window", "A5 B1 ");
	archive_close(a);
}

Test(reads, hours_that_no_window_can_need_are_pruned)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);

	add(a, &ids[0], now - 368 * DAY, 5);
	add(a, &ids[1], now - 366 * DAY + HOUR, 3);
	add(a, &ids[0], now, 1);
	rank(a, now, DAY);
	archive_close(a);
	cr_expect_eq(number_of(&p, "SELECT count(*) FROM read"), 2);
}

/* ---- half-lives ---- */

Test(reads, a_read_counts_half_as_much_after_a_third_of_the_window)
{
	static const struct {
		const char *what;
		int64_t ago[2]; /* hours before now, of A and B */
		int times[2];
		int64_t window; /* hours */
		const char *expected;
	} cases[] = {
		{ "one day: three old reads weigh less than two new ones", { 8, 0 }, { 3, 2 }, 24,
		    "B2 A3 " },
		{ "five weigh more", { 8, 0 }, { 5, 2 }, 24, "A5 B2 " },
		{ "exactly twice as many: the newest first", { 8, 0 }, { 4, 2 }, 24, "B2 A4 " },
		{ "one less than four times as many after two thirds", { 16, 0 }, { 7, 2 }, 24,
		    "B2 A7 " },
		{ "one more", { 16, 0 }, { 9, 2 }, 24, "A9 B2 " },
		{ "no age is no difference", { 3, 3 }, { 2, 1 }, 24, "A2 B1 " },
		{ "a week", { 56, 0 }, { 3, 2 }, 7 * 24, "B2 A3 " },
		{ "a week, five", { 56, 0 }, { 5, 2 }, 7 * 24, "A5 B2 " },
		{ "an hour has but itself", { 1, 0 }, { 99, 1 }, 1, "B1 " },
		{ "a year", { 122 * 24, 0 }, { 3, 2 }, 366 * 24, "B2 A3 " },
		{ "a year, five", { 122 * 24, 0 }, { 5, 2 }, 366 * 24, "A5 B2 " },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct place p;
		struct id ids[3];
		struct archive *a = sample(&p, ids);

		for (size_t k = 0; k < 2; k++)
			add(a, &ids[k], now - cases[i].ago[k] * HOUR, cases[i].times[k]);
		rank(a, now, cases[i].window * HOUR);
		expect_top(a, "window", cases[i].expected);
		archive_close(a);
	}
}

Test(reads, all_time_has_no_half_life)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);

	add(a, &ids[0], now - 20 * 366 * (int64_t)DAY, 3);
	add(a, &ids[1], now, 2);
	rank(a, now, DAY);
	expect_top(a, "all", "A3 B2 ");
	archive_close(a);
}

/* The same hours give the same scores, on whichever way they came into the window. */
Test(reads, scores_do_not_depend_on_what_was_there_before)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);
	int64_t end = now + 3000 * (int64_t)HOUR;

	/* Read at other hours, and as the window moves on; both equally for the last day. */
	for (int64_t t = now; t <= end; t += HOUR) {
		add(a, &ids[0], t, 3);
		if (t > end - DAY)
			add(a, &ids[1], t, 3);
		else if (t / HOUR % 7 == 0)
			add(a, &ids[1], t, 1000);
		if (t / HOUR % 5 == 0)
			rank(a, t, 10 * HOUR);
	}
	rank(a, end, 10 * HOUR);
	archive_close(a);
	cr_expect_eq(number_of(&p,
			 "SELECT count(DISTINCT score) FROM standing "
			 "WHERE window IN ('day', 'window')"),
	    2, "a score each for 'day' and 'window', the same for both articles");
	cr_expect_eq(number_of(&p,
			 "SELECT count(*) FROM span WHERE window <> 'all' "
			 "AND abs(since - epoch) / hours > 64"),
	    0, "the epoch follows");
}

Test(reads, no_read_leaves_a_rest_behind)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);

	for (int i = 0; i < 50; i++) {
		add(a, &ids[i % 3], now + i * HOUR, i);
		rank(a, now + i * HOUR, 5 * HOUR);
	}
	for (int i = 50; i < 60; i++)
		rank(a, now + i * HOUR, 5 * HOUR);
	archive_close(a);
	cr_expect_eq(number_of(&p, "SELECT count(*) FROM standing WHERE window = 'window'"), 0);
	cr_expect_eq(number_of(&p, "SELECT count(*) FROM standing WHERE n <= 0 OR score <= 0"), 0);
}

Test(reads, a_clock_that_was_ahead_takes_no_place_from_what_is_read_now)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);
	int64_t ahead = now + 12 * 366 * (int64_t)DAY;

	add(a, &ids[0], now, 1);
	rank(a, now, DAY);
	add(a, &ids[1], ahead, 5);
	rank(a, ahead, DAY);
	expect_top(a, "day", "B5 ");
	rank(a, now, DAY);
	expect_top(a, "day", "");
	add(a, &ids[2], now, 1);
	rank(a, now, DAY);
	expect_top(a, "day", "C1 ");
	rank(a, now - HOUR, DAY);
	expect_top(a, "day", "");
	rank(a, ahead + HOUR, DAY);
	expect_top(a, "day", "B5 ");
	archive_close(a);
}

Test(reads, a_window_made_shorter_and_longer_again_has_lost_nothing)
{
	static const int64_t lengths[] = { DAY, HOUR, 366 * (int64_t)DAY, 90 * DAY, 7 * DAY };
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);

	add(a, &ids[0], now - 300 * DAY, 40);
	add(a, &ids[1], now - 2 * DAY, 2);
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
		rank(a, now, lengths[i]);
	expect_top(a, "window", "B2 ");
	rank(a, now, 366 * (int64_t)DAY);
	expect_top(a, "window", "A40 B2 ");
	archive_close(a);
}

Test(reads, one_can_be_taken_back)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);

	add(a, &ids[0], now, 2);
	add(a, &ids[1], now, 1);
	rank(a, now, DAY);
	cr_assert_eq(archive_begin(a), ST_OK);
	for (size_t i = 0; i < 2; i++)
		cr_expect_eq(reads_take(a, ids[i].text, now), ST_OK, "%s", archive_error(a));
	cr_expect_eq(reads_take(a, ids[1].text, now), ST_NOTFOUND, "more than there were");
	cr_expect_eq(reads_take(a, ids[0].text, now - HOUR), ST_NOTFOUND, "another hour");
	cr_expect_eq(reads_take(a, "zzzzzzz", now), ST_NOTFOUND);
	cr_assert_eq(archive_commit(a), ST_OK);
	rank(a, now, DAY);
	for (int i = 0; top_windows[i] != NULL; i++)
		expect_top(a, top_windows[i], "A1 ");
	archive_close(a);
	cr_expect_eq(number_of(&p, "SELECT count(*) FROM standing WHERE n <= 0"), 0);
	cr_expect_eq(number_of(&p, "SELECT count(*) FROM read"), 1);
}

/* ---- enough for a ranking ---- */

Test(reads, a_ranking_is_shown_from_five_articles_with_two_reads_each_on)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE), *recorder;
	struct id ids[TOP_ARTICLES_MIN];
	bool enough = true;

	for (int i = 0; i < TOP_ARTICLES_MIN; i++) {
		char key[16];

		snprintf(key, sizeof key, "key %d", i);
		ids[i] = sketch_put(a, &(struct sketch){ .key = key, .title = key });
	}
	recorder = place_open(&p, ARCHIVE_READS);
	cr_expect_eq(top_enough(recorder, "week", &enough), ST_OK);
	cr_expect(!enough, "nothing was read");
	for (int i = 0; i < TOP_ARTICLES_MIN; i++)
		add(recorder, &ids[i], now, i < TOP_ARTICLES_MIN - 1 ? 100 : 1);
	rank(recorder, now, DAY);
	cr_expect_eq(top_enough(recorder, "week", &enough), ST_OK);
	cr_expect(!enough, "one of five was read once");
	add(recorder, &ids[TOP_ARTICLES_MIN - 1], now, 1);
	rank(recorder, now, DAY);
	cr_expect_eq(top_enough(recorder, "week", &enough), ST_OK);
	cr_expect(enough);
	cr_expect_eq(top_enough(recorder, "year", &enough), ST_OK);
	cr_expect(!enough);
	cr_assert_eq(article_remove(a, ids[0].text), ST_OK);
	cr_expect_eq(top_enough(recorder, "week", &enough), ST_OK);
	cr_expect(!enough, "a removed one is none");
	archive_close(recorder);
	archive_close(a);
}

/* ---- copies ---- */

Test(reads, what_becomes_a_copy_brings_its_reads_and_takes_them_along_again)
{
	static const char text[] = "Le bac de Lisasa reprend lundi, après trois semaines à quai, "
				   "avec un moteur neuf et deux mousses de plus.\n";
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE), *recorder;
	struct id other, later, original;

	other = sketch_put(a, &(struct sketch){ .key = "1", .title = "Autre" });
	later = sketch_put(a, &(struct sketch){ .key = "2", .title = "Bac" });
	original = sketch_put(a, &(struct sketch){ .key = "3", .title = "Le bac", .body = text });
	recorder = place_open(&p, ARCHIVE_READS);
	add(recorder, &other, now, 4);
	add(recorder, &later, now, 3);
	add(recorder, &original, now, 2);
	rank(recorder, now, DAY);
	expect_top(recorder, "day", "Autre4 Bac3 Le bac2 ");
	sketch_put_as(
	    a, &(struct sketch){ .key = "2", .title = "Le bac", .body = text }, PUT_UPDATED);
	cr_assert_eq(counts_of(a).copies, 1);
	rank(recorder, now, DAY);
	expect_top(recorder, "day", "Le bac5 Autre4 ");
	expect_top(recorder, "all", "Le bac5 Autre4 ");
	sketch_put_as(a, &(struct sketch){ .key = "2", .title = "Bac" }, PUT_UPDATED);
	cr_assert_eq(counts_of(a).copies, 0);
	rank(recorder, now, DAY);
	expect_top(recorder, "day", "Autre4 Bac3 Le bac2 ");
	archive_close(recorder);
	archive_close(a);
}

Test(reads, a_removed_article_is_in_no_ranking_and_a_copy_counts_for_its_original)
{
	struct place p;
	struct id ids[3], copy;
	struct archive *a = sample(&p, ids);
	struct archive *writer = place_open(&p, ARCHIVE_WRITE);

	copy = sketch_put(writer, &(struct sketch){ .key = "b2", .title = "b", .body = "B" });
	add(a, &ids[0], now, 3);
	add(a, &ids[1], now, 1);
	add(a, &copy, now, 1);
	rank(a, now, DAY);
	expect_top(a, "day", "A3 B2 ");
	cr_assert_eq(article_remove(writer, ids[0].text), ST_OK);
	expect_top(a, "day", "B2 ");
	rank(a, now, DAY);
	expect_top(a, "day", "B2 ");
	cr_assert_eq(article_restore(writer, ids[0].text), ST_OK);
	rank(a, now, DAY);
	expect_top(a, "day", "A3 B2 ");
	archive_close(writer);
	archive_close(a);
}

Test(reads, pages_of_a_ranking)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);
	struct entries list;

	add(a, &ids[0], now, 3);
	add(a, &ids[1], now, 2);
	add(a, &ids[2], now, 1);
	rank(a, now, DAY);
	expect_entries(top_get(a, "day", 1, 1, &list), &list, "B", "second page");
	expect_entries(top_get(a, "day", 3, 1, &list), &list, "", "after the end");
	archive_close(a);
}

Test(reads, no_ranking_is_longer_than_top_max)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);
	struct archive *writer = place_open(&p, ARCHIVE_WRITE);
	unsigned count;

	for (int i = 0; i < TOP_MAX + 5; i++) {
		char key[16];
		struct id id;

		snprintf(key, sizeof key, "key %d", i);
		id = sketch_put(writer, &(struct sketch){ .key = key, .title = key });
		add(a, &id, now, 1);
	}
	rank(a, now, DAY);
	cr_assert_eq(top_count(a, "day", &count), ST_OK);
	cr_expect_eq(count, TOP_MAX);
	archive_close(writer);
	archive_close(a);
}

Test(reads, unknown_windows_and_articles)
{
	struct place p;
	struct id ids[3];
	struct archive *a = sample(&p, ids);
	struct entries list = { .n = 7 };
	unsigned count = 7;

	cr_expect_eq(top_get(a, "year", 0, 10, &list), ST_NOTFOUND);
	cr_expect_eq(list.n, 0);
	cr_expect_eq(top_count(a, "year", &count), ST_NOTFOUND);
	cr_expect_eq(count, 0);
	for (int i = 0; top_windows[i] != NULL; i++)
		expect_top(a, top_windows[i], "");
	cr_assert_eq(archive_begin(a), ST_OK);
	cr_expect_eq(reads_add(a, "zzzzzzz", now), ST_NOTFOUND);
	cr_expect_eq(archive_commit(a), ST_OK, "one unknown id does not spoil the batch");
	archive_close(a);
}
