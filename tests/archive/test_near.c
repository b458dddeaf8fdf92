#include "archive/near.h"
#include "archive/near_find.h"
#include "archive/near_list.h"
#include "tests/archive/helpers.h"

/* Six stories of two themes, told in words of their own. */
static const struct sketch river[] = {
	{ .key = "r1",
	    .title = "Le fleuve monte",
	    .body = "La crue du fleuve a coupé la route du port. "
		    "Les pirogues restent à quai." },
	{ .key = "r2",
	    .title = "La crue dure",
	    .body = "Le port attend que la crue du fleuve baisse. "
		    "Aucune pirogue ne part." },
	{ .key = "r3",
	    .title = "Après la crue",
	    .body = "Sur la route du port, la boue du fleuve sèche. "
		    "Une pirogue est perdue." },
};
static const struct sketch match[] = {
	{ .key = "m1",
	    .title = "Match nul",
	    .body = "Les deux équipes du championnat se quittent sans "
		    "but, devant un stade plein." },
	{ .key = "m2",
	    .title = "Un but et trois points",
	    .body = "Le championnat reprend : un but suffit "
		    "à l'équipe, et le stade chante." },
	{ .key = "m3",
	    .title = "Le stade fermé",
	    .body = "Sans stade, l'équipe jouera ailleurs la fin du "
		    "championnat ; aucun but, dit-on." },
};

static void put_all(struct archive *a, const struct sketch *stories, size_t n)
{
	cr_assert_eq(archive_begin(a), ST_OK);
	for (size_t i = 0; i < n; i++)
		sketch_put_open(a, &stories[i], PUT_NEW);
	cr_assert_eq(archive_commit(a), ST_OK, "%s", archive_error(a));
}

static struct id id_of_key(const char *key)
{
	struct id id;

	ident_of(key, strlen(key), id.text);
	id.text[IDENT_MIN] = '\0';
	return id;
}

static int by_title(const void *va, const void *vb)
{
	const struct entry *a = va, *b = vb;

	return strcmp(a->title, b->title);
}

/* The `limit` nearest, in the order of the alphabet. */
static void expect_near(struct archive *a, const char *key, unsigned limit, const char *expected)
{
	struct id id = id_of_key(key);
	struct entries list;
	enum status st = related_get(a, LIST_SAME_THEME, id.text, NULL, limit, &list);

	for (size_t i = 0; i < list.n; i++) {
		free(list.items[i].teaser);
		list.items[i].teaser = NULL;
	}
	qsort(list.items, list.n, sizeof list.items[0], by_title);
	expect_entries(st, &list, expected, key);
}

static void expect_themes(struct archive *a)
{
	expect_near(a, "r1", 2, "Après la crue|La crue dure");
	expect_near(a, "r2", 2, "Après la crue|Le fleuve monte");
	expect_near(a, "r3", 2, "La crue dure|Le fleuve monte");
	expect_near(a, "m1", 2, "Le stade fermé|Un but et trois points");
	expect_near(a, "m3", 2, "Match nul|Un but et trois points");
	expect_whole(a);
}

Test(near, articles_about_the_same_find_each_other)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);

	put_all(a, river, 3);
	put_all(a, match, 3);
	expect_themes(a);
	archive_close(a);
}

Test(near, those_that_come_one_by_one_are_found_as_those_that_come_together)
{
	struct place p = place_new();

	for (size_t i = 0; i < 3; i++) {
		struct archive *a = place_open(&p, ARCHIVE_WRITE);

		put_all(a, &river[i], 1);
		put_all(a, &match[i], 1);
		archive_close(a);
	}
	struct archive *a = place_open(&p, ARCHIVE_READ);
	expect_themes(a);
	archive_close(a);
}

Test(near, what_is_removed_is_not_shown_and_is_again_once_it_is_restored)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id id = id_of_key("r2");

	put_all(a, river, 3);
	put_all(a, match, 3);
	cr_assert_eq(article_remove(a, id.text), ST_OK);
	expect_near(a, "r1", 1, "Après la crue");
	cr_assert_eq(article_restore(a, id.text), ST_OK);
	expect_themes(a);
	archive_close(a);
}

Test(near, a_text_that_changes_is_about_something_else)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);

	put_all(a, river, 3);
	put_all(a, match, 3);
	sketch_put_as(a,
	    &(struct sketch){ .key = "r3",
		.title = "Le championnat de pirogue",
		.body = "Trois équipes, un stade, un but : le championnat finit dans un stade." },
	    PUT_UPDATED);
	expect_near(a, "r3", 1, "Un but et trois points");
	expect_whole(a);
	archive_close(a);
}

Test(near, what_was_rolled_back_is_near_to_nothing)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);

	put_all(a, river, 2);
	cr_assert_eq(archive_begin(a), ST_OK);
	sketch_put_open(a, &river[2], PUT_NEW);
	archive_rollback(a);
	put_all(a, match, 3);
	expect_near(a, "r1", 1, "La crue dure");
	put_all(a, &river[2], 1);
	expect_themes(a);
	archive_close(a);
}

/* Each keeps in memory what it knows of the store, which the other writes too. */
Test(near, two_that_write_by_turns_know_of_what_the_other_wrote)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE), *b = place_open(&p, ARCHIVE_WRITE);

	for (size_t i = 0; i < 3; i++) {
		put_all(i % 2 == 0 ? a : b, &river[i], 1);
		put_all(i % 2 == 0 ? b : a, &match[i], 1);
	}
	expect_themes(a);
	archive_close(a);
	archive_close(b);
}

/* Beyond what is made anew as a whole each time that the archive doubles. */
Test(near, an_article_that_comes_later_goes_into_the_lists_of_those_that_are_there)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);

	put_all(a, river, 2);
	put_all(a, match, 3); /* all anew: five are more than twice two */
	put_all(a, &river[2], 1);
	expect_near(a, "r1", 2, "Après la crue|La crue dure");
	expect_near(a, "r2", 2, "Après la crue|Le fleuve monte");
	archive_close(a);
}

Test(near, of_what_a_transaction_writes_twice_the_last_text_counts)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct sketch other = match[0];

	put_all(a, river, 2);
	cr_assert_eq(archive_begin(a), ST_OK);
	other.key = "r3";
	sketch_put_open(a, &other, PUT_NEW);
	for (size_t i = 1; i < 3; i++)
		sketch_put_open(a, &match[i], PUT_NEW);
	sketch_put_open(a, &river[2], PUT_UPDATED);
	cr_assert_eq(archive_commit(a), ST_OK);
	expect_near(a, "r3", 2, "La crue dure|Le fleuve monte");
	expect_near(a, "m2", 1, "Le stade fermé");
	archive_close(a);
}

/* More than are looked at together, and than are ever made anew as a whole. */
Test(near, a_large_transaction_finds_what_came_first_and_is_found_by_it)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);

	cr_assert_eq(archive_begin(a), ST_OK);
	for (size_t i = 0; i < 2; i++)
		sketch_put_open(a, &river[i], PUT_NEW);
	for (unsigned i = 0; i < NEAR_ALL; i++) {
		char key[16], body[64];

		snprintf(key, sizeof key, "x%u", i);
		snprintf(body, sizeof body, "a%u b%u c%u d%u e%u f%u", i, i, i, i, i, i);
		sketch_put_open(
		    a, &(struct sketch){ .key = key, .title = key, .body = body }, PUT_NEW);
	}
	sketch_put_open(a, &river[2], PUT_NEW);
	cr_assert_eq(archive_commit(a), ST_OK, "%s", archive_error(a));
	expect_near(a, "r1", 2, "Après la crue|La crue dure");
	expect_near(a, "r2", 2, "Après la crue|Le fleuve monte");
	expect_near(a, "r3", 2, "La crue dure|Le fleuve monte");
	expect_whole(a);
	archive_close(a);
}

Test(near, a_store_made_twice_is_the_same)
{
	struct place one = place_new(), two = place_new();
	struct archive *a = place_open(&one, ARCHIVE_WRITE), *b = place_open(&two, ARCHIVE_WRITE);

	put_all(a, river, 3);
	put_all(a, match, 3);
	put_all(b, river, 3);
	put_all(b, match, 3);
	for (int64_t n = 1; n <= 6; n++) {
		struct near_list x, y;

		cr_assert_eq(near_list_get(a, n, &x), ST_OK);
		cr_assert_eq(near_list_get(b, n, &y), ST_OK);
		cr_assert_eq(x.n, y.n);
		cr_expect_gt(x.n, 0);
		cr_expect_arr_eq(x.items, y.items, x.n * sizeof x.items[0]);
	}
	archive_close(a);
	archive_close(b);
}

/* ---- lists ---- */

Test(near_list, the_highest_scores_stay_in_their_order)
{
	struct near_list list = { .n = 0 };

	for (uint32_t i = 1; i <= NEAR_MAX; i++)
		cr_expect(near_list_add(&list, i, NEAR_LEAST + 10 * i));
	cr_expect_not(near_list_add(&list, 99, NEAR_LEAST + 5), "too low for a full list");
	cr_expect_not(near_list_add(&list, 1, NEAR_LEAST + 10), "it is there with that score");
	cr_expect(near_list_add(&list, 99, NEAR_LEAST + 1000));
	cr_expect_eq(list.n, NEAR_MAX);
	cr_expect_eq(list.items[0].article, 99);
	cr_expect_eq(list.items[NEAR_MAX - 1].article, 2);
	cr_expect(near_list_add(&list, 99, NEAR_LEAST + 25), "in place of its own");
	cr_expect_eq(list.n, NEAR_MAX);
	cr_expect_eq(list.items[0].article, NEAR_MAX);
	cr_expect(near_list_add(&list, 99, NEAR_LEAST - 1), "no longer near");
	cr_expect_eq(list.n, NEAR_MAX - 1);
	cr_expect_not(near_list_add(&list, 98, NEAR_LEAST - 1), "never was");
}

Test(near_list, of_equal_ones_the_article_imported_last_is_first)
{
	struct near_list list = { .n = 0 };

	near_list_add(&list, 3, NEAR_LEAST);
	near_list_add(&list, 9, NEAR_LEAST);
	near_list_add(&list, 5, NEAR_LEAST);
	cr_assert_eq(list.n, 3);
	cr_expect_eq(list.items[0].article, 9);
	cr_expect_eq(list.items[1].article, 5);
	cr_expect_eq(list.items[2].article, 3);
}
