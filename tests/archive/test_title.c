#include "tests/archive/helpers.h"

enum { MANY = 4200 }; /* more than title.c gathers */

static void put_numbered(struct archive *a, unsigned n)
{
	char key[16], title[32];

	snprintf(key, sizeof key, "%u", n);
	snprintf(title, sizeof title, "Le convoi numéro %u", n);
	sketch_put_open(
	    a, &(struct sketch){ .key = key, .title = title, .day = 20230101 }, PUT_NEW);
}

/* What an article that lists this title is given for it. */
static void expect_found(
    struct archive *a, const char *key, const char *listed, const char *expected)
{
	struct id id = sketch_put(
	    a, &(struct sketch){ .key = key, .title = key, .lists = { { NULL }, { listed } } });
	struct entries list;

	expect_entries(
	    related_get(a, LIST_SAME_THEME, id.text, "week", 1, &list), &list, expected, listed);
}

Test(title, many_are_settled_and_still_found)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct sketch again = { .key = "17", .title = "Le convoi perdu", .day = 20230101 };

	cr_assert_eq(archive_begin(a), ST_OK);
	for (unsigned i = 0; i < MANY; i++)
		put_numbered(a, i);
	cr_assert_eq(archive_commit(a), ST_OK, "%s", archive_error(a));
	expect_whole(a);
	expect_found(a, "whole", "Le convoi numéro 17", "Le convoi numéro 17");
	expect_found(a, "cut", "Le convoi numéro 419...", "Le convoi numéro 419");

	sketch_put_as(a, &again, PUT_UPDATED);
	expect_found(a, "old", "Le convoi numéro 17", "*Le convoi numéro 17");
	expect_found(a, "new", "Le convoi perdu", "Le convoi perdu");
	expect_whole(a);

	sketch_put(a, &(struct sketch){ .key = "x", .title = "LE CONVOI PERDU", .day = 20230201 });
	sketch_put(
	    a, &(struct sketch){ .key = "y", .title = "Le convoi numéro 4191b", .day = 20230301 });
	expect_found(a, "newest", "Le convoi perdu", "LE CONVOI PERDU");
	expect_found(a, "cut newest", "Le convoi numéro 4191...", "Le convoi numéro 4191b");
	archive_close(a);
	sql_run(p.path, "DELETE FROM title WHERE article = 40");
	a = place_open(&p, ARCHIVE_WRITE);
	cr_expect_eq(archive_check(a, &(struct error){ "" }), ST_DB);
	archive_close(a);
}
