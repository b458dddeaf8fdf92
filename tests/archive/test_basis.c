/* Whether what was made of the archive would be made the same again. */
#include "tests/archive/reads.h"

enum { ARTICLES = 12 };

/* Articles of which the first five were read, the first ten times, the fifth six times. */
struct press {
	struct place place;
	struct id ids[ARTICLES];
	struct archive *reader, *recorder;
};

static void put_more(struct press *p, const char *key)
{
	struct archive *a = place_open(&p->place, ARCHIVE_WRITE);

	sketch_put(a, &(struct sketch){ .key = key, .title = key });
	archive_close(a);
}

static struct press press_open(void)
{
	struct press p = { .place = place_new() };
	struct archive *a = place_open(&p.place, ARCHIVE_WRITE);

	for (int i = 0; i < ARTICLES; i++) {
		char key[] = { (char)('a' + i), '\0' };

		p.ids[i] = sketch_put(a, &(struct sketch){ .key = key, .title = key });
	}
	archive_close(a);
	p.recorder = place_open(&p.place, ARCHIVE_READS);
	for (int i = 0; i < 5; i++)
		add(p.recorder, &p.ids[i], now, 10 - i);
	rank(p.recorder, now, DAY);
	p.reader = place_open(&p.place, ARCHIVE_READ);
	return p;
}

static void press_close(struct press *p)
{
	archive_close(p->reader);
	archive_close(p->recorder);
}

/* ---- what pages look at ---- */

static void look_at_nothing(struct archive *a)
{
	struct entries list;

	cr_assert_eq(listing_get(a, &(struct listing){ .limit = 3 }, &list), ST_OK);
	entries_clear(&list);
}

static void look_at_three(struct archive *a)
{
	struct entries list;

	cr_assert_eq(related_get(a, LIST_MOST_READ, NULL, "day", 3, &list), ST_OK);
	cr_assert_eq(list.n, 3);
	cr_assert_eq(list.items[2].pick, PICK_READ);
	entries_clear(&list);
}

static void look_at_eight(struct archive *a)
{
	struct entries list;

	cr_assert_eq(related_get(a, LIST_MOST_READ, NULL, "day", 8, &list), ST_OK);
	cr_assert_eq(list.n, 8);
	entries_clear(&list);
}

static void look_at_counts(struct archive *a)
{
	struct entries list;

	cr_assert_eq(top_get(a, "day", 0, 3, &list), ST_OK);
	cr_assert_eq(list.n, 3);
	entries_clear(&list);
}

static void look_whether_enough(struct archive *a)
{
	bool enough;

	cr_assert_eq(top_enough(a, "day", &enough), ST_OK);
	cr_assert(enough);
}

static void look_how_many(struct archive *a)
{
	unsigned n;

	cr_assert_eq(top_count(a, "day", &n), ST_OK);
}

/* ---- what happens ---- */

static void nothing(struct press *p)
{
	(void)p;
}

static void import(struct press *p)
{
	put_more(p, "z");
}

static void removal(struct press *p)
{
	struct archive *a = place_open(&p->place, ARCHIVE_WRITE);

	cr_assert_eq(article_remove(a, p->ids[ARTICLES - 1].text), ST_OK);
	archive_close(a);
}

static void reads_alone(struct press *p)
{
	add(p->recorder, &p->ids[7], now, 20);
}

static void read_more(struct press *p, int i, int times)
{
	add(p->recorder, &p->ids[i], now, times);
	rank(p->recorder, now, DAY);
}

static void counts(struct press *p)
{
	read_more(p, 0, 1);
}

static void fourth_and_fifth(struct press *p)
{
	read_more(p, 4, 1);
}

static void second_and_third(struct press *p)
{
	read_more(p, 2, 2);
}

static void one_more(struct press *p)
{
	read_more(p, 8, 1);
}

static void a_day_later(struct press *p)
{
	rank(p->recorder, now + 2 * DAY, DAY);
}

static const struct {
	const char *name;
	void (*happens)(struct press *p);
} events[] = {
	{ "nothing", nothing },
	{ "import", import },
	{ "removal", removal },
	{ "reads alone", reads_alone },
	{ "counts", counts },
	{ "fourth and fifth", fourth_and_fifth },
	{ "second and third", second_and_third },
	{ "one more", one_more },
	{ "a day later", a_day_later },
};

/* '+': it holds. */
static const struct {
	const char *name;
	void (*look)(struct archive *a);
	const char *holds;
} looks[] = {
	{ "nothing", look_at_nothing, "+--++++++" },
	{ "three", look_at_three, "+--+++-+-" },
	{ "eight", look_at_eight, "+--++----" },
	{ "counts", look_at_counts, "+--+-+-+-" },
	{ "enough", look_whether_enough, "+--+++++-" },
	{ "how many", look_how_many, "+--++----" },
};

Test(basis, holds_until_what_was_looked_at_changes)
{
	enum { LOOKS = sizeof looks / sizeof looks[0], EVENTS = sizeof events / sizeof events[0] };

	for (size_t k = 0; k < EVENTS; k++) {
		struct press p = press_open();
		struct basis bases[LOOKS];
		bool holds;

		for (size_t i = 0; i < LOOKS; i++) {
			basis_begin(p.reader);
			looks[i].look(p.reader);
			cr_assert_eq(basis_end(p.reader, &bases[i]), ST_OK);
		}
		/* Twice: it is looked into the rankings, or not. */
		for (size_t i = 0; i < 2 * LOOKS; i++) {
			cr_assert_eq(basis_holds(p.reader, &bases[i / 2], &holds), ST_OK);
			cr_expect(holds, "%s", looks[i / 2].name);
		}
		events[k].happens(&p);
		for (size_t i = 0; i < 2 * LOOKS; i++) {
			cr_assert_eq(basis_holds(p.reader, &bases[i / 2], &holds), ST_OK);
			cr_expect_eq(holds, looks[i / 2].holds[k] == '+', "%s, %s",
			    looks[i / 2].name, events[k].name);
		}
		press_close(&p);
	}
}

Test(basis, is_the_same_for_another_connection)
{
	struct press p = press_open();
	struct archive *other = place_open(&p.place, ARCHIVE_READ);
	struct basis b;
	bool holds;

	basis_begin(other);
	look_at_three(other);
	cr_assert_eq(basis_end(other, &b), ST_OK);
	cr_assert_eq(basis_holds(p.reader, &b, &holds), ST_OK);
	cr_expect(holds);
	second_and_third(&p);
	cr_assert_eq(basis_holds(p.reader, &b, &holds), ST_OK);
	cr_expect(!holds);
	archive_close(other);
	press_close(&p);
}

/* An import while a page is made: it is of the one state or of the other. */
Test(basis, what_is_read_is_of_one_state)
{
	struct press p = press_open();
	struct basis b;
	struct entries before, after;
	bool holds;

	basis_begin(p.reader);
	cr_assert_eq(listing_get(p.reader, &(struct listing){ .limit = 100 }, &before), ST_OK);
	import(&p);
	cr_assert_eq(listing_get(p.reader, &(struct listing){ .limit = 100 }, &after), ST_OK);
	cr_expect_eq(after.n, before.n);
	entries_clear(&after);
	cr_assert_eq(basis_end(p.reader, &b), ST_OK);
	cr_assert_eq(basis_holds(p.reader, &b, &holds), ST_OK);
	cr_expect(!holds);
	cr_assert_eq(listing_get(p.reader, &(struct listing){ .limit = 100 }, &after), ST_OK);
	cr_expect_eq(after.n, before.n + 1);
	entries_clear(&after);
	entries_clear(&before);
	press_close(&p);
}

/* A worker may have been there before anybody read. */
Test(basis, holds_where_there_is_no_store_of_reads)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct basis b;
	bool holds, enough;

	sketch_put(a, &(struct sketch){ .key = "a", .title = "A" });
	basis_begin(a);
	cr_assert_eq(top_enough(a, "day", &enough), ST_OK);
	cr_assert_eq(basis_end(a, &b), ST_OK);
	cr_assert_eq(basis_holds(a, &b, &holds), ST_OK);
	cr_expect(holds);
	sketch_put(a, &(struct sketch){ .key = "b", .title = "B" });
	cr_assert_eq(basis_holds(a, &b, &holds), ST_OK);
	cr_expect(!holds);
	archive_close(a);
}
