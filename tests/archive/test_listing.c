#include "tests/archive/helpers.h"

/* Imported in this order: neither by date nor by name. */
static const struct sketch articles[] = {
	{ .key = "a",
	    .title = "A",
	    .day = 20230614,
	    .time = 1686735000,
	    .byline = "Ana Bel",
	    .themes = { "Ville", "Mer" } },
	{ .key = "b", .title = "B", .themes = { "Ville" } },
	{ .key = "c",
	    .title = "C",
	    .day = 20230615,
	    .time = 1686830000,
	    .byline = "Ana Bel",
	    .themes = { "Mer" } },
	{ .key = "d", .title = "D", .day = 20230614, .time = 1686735000, .themes = { "Ville" } },
	{ .key = "e", .title = "E", .day = 19691231, .time = -43200 },
	{ .key = "f", .title = "F", .byline = "Ana Bel", .themes = { "Lac" } },
	{ .key = "g",
	    .title = "G",
	    .day = 20220301,
	    .time = 1646130000,
	    .themes = { "Mer", "Ville", "Sport" } },
	{ .key = "h", .title = "H", .day = 20230601, .time = 1685620000 },
};

static struct archive *sample(void)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);

	for (size_t i = 0; i < sizeof articles / sizeof articles[0]; i++)
		sketch_put(a, &articles[i]);
	return a;
}

static const struct {
	const char *what;
	struct listing which;
	const char *expected;
	unsigned count;
} listings[] = {
	{ "newest first, the undated last, the same moment latest import first", { .limit = 100 },
	    "C|D|A|H|G|E|F|B", 8 },
	{ "a page", { .limit = 3, .offset = 2 }, "A|H|G", 8 },
	{ "after the end", { .limit = 3, .offset = 8 }, "", 8 },
	{ "limit 0 is all", { .offset = 6 }, "F|B", 8 },
	{ "a theme", { .theme = "ville", .limit = 10 }, "D|A|G|B", 4 },
	{ "a page of a theme", { .theme = "ville", .limit = 1, .offset = 2 }, "G", 4 },
	{ "no such theme", { .theme = "none", .limit = 10 }, "", 0 },
	{ "an author", { .author = "ana-bel", .limit = 10 }, "C|A|F", 3 },
	{ "no such author", { .author = "none", .limit = 10 }, "", 0 },
	{ "a day", { .from = 20230614, .to = 20230614, .limit = 10 }, "D|A", 2 },
	{ "a month", { .from = 20230600, .to = 20230699, .limit = 10 }, "C|D|A|H", 4 },
	{ "from a day on, without the undated", { .from = 20230614, .limit = 10 }, "C|D|A", 3 },
	{ "up to a day, without the undated", { .to = 20230613, .limit = 10 }, "H|G|E", 3 },
	{ "a day without any", { .from = 20230613, .to = 20230613, .limit = 10 }, "", 0 },
};

Test(listing, has_the_articles_in_their_order_and_counts_them)
{
	struct archive *a = sample();

	for (size_t i = 0; i < sizeof listings / sizeof listings[0]; i++) {
		struct entries list;
		enum status st = listing_get(a, &listings[i].which, &list);
		unsigned count = 77;

		expect_entries(st, &list, listings[i].expected, listings[i].what);
		cr_expect_eq(listing_count(a, &listings[i].which, &count), ST_OK);
		cr_expect_eq(count, listings[i].count, "%s: %u", listings[i].what, count);
	}
	expect_whole(a);
	archive_close(a);
}

Test(listing, an_entry_has_all_that_a_link_says)
{
	struct archive *a = sample();
	struct entries list;

	cr_assert_eq(listing_get(a, &(struct listing){ .limit = 1 }, &list), ST_OK);
	cr_assert_eq(list.n, 1);
	cr_expect_eq(strlen(list.items[0].id), IDENT_MIN);
	cr_expect_eq(list.items[0].published, 1686830000);
	cr_expect_eq(list.items[0].day, 20230615);
	cr_expect_eq(list.items[0].precision, PRECISION_SECOND);
	cr_expect_eq(list.items[0].size, 5);
	cr_expect_eq(list.items[0].words, 3);
	cr_expect_null(list.items[0].teaser);
	entries_clear(&list);
	archive_close(a);
}

struct seen {
	char text[256];
	int left;
};

static enum status see(void *ctx, const struct listed *one)
{
	struct seen *seen = ctx;
	size_t len = strlen(seen->text);

	if (seen->left-- == 0)
		return ST_TOOBIG;
	snprintf(seen->text + len, sizeof seen->text - len, "%s %s(%s)", one->entry->title,
	    one->key, one->themes);
	return ST_OK;
}

Test(listing, each_gives_key_and_themes_and_ends_when_told)
{
	struct archive *a = sample();
	struct seen all = { .left = 100 }, some = { .left = 1 };

	cr_expect_eq(listing_each(a, &(struct listing){ .theme = "ville" }, see, &all), ST_OK);
	cr_expect_str_eq(all.text, "D d(ville)A a(ville,mer)G g(mer,ville,sport)B b(ville)");
	cr_expect_eq(listing_each(a, &(struct listing){ 0 }, see, &some), ST_TOOBIG);
	cr_expect_str_eq(some.text, "C c(mer)");
	expect_all(a, "C|D|A|H|G|E|F|B");
	archive_close(a);
}

Test(listing, periods_are_counted_newest_first)
{
	static const struct {
		enum period_unit unit;
		int day;
		const char *expected;
	} cases[] = {
		{ PERIOD_YEARS, 0, "20230000:4 20220000:1 19690000:1 " },
		{ PERIOD_MONTHS, 20230000, "20230600:4 " },
		{ PERIOD_MONTHS, 20230614, "20230600:4 " },
		{ PERIOD_DAYS, 20230600, "20230615:1 20230614:2 20230601:1 " },
		{ PERIOD_DAYS, 20220614, "" },
	};
	struct archive *a = sample();

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct periods list;
		char text[128] = "";

		cr_assert_eq(periods_get(a, cases[i].unit, cases[i].day, &list), ST_OK);
		for (size_t k = 0; k < list.n; k++)
			snprintf(text + strlen(text), sizeof text - strlen(text), "%d:%u ",
			    list.items[k].day, list.items[k].articles);
		cr_expect_str_eq(text, cases[i].expected);
		periods_clear(&list);
	}
	archive_close(a);
}
