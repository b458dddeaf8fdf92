#include "tests/archive/helpers.h"

static struct archive *sample(void)
{
	static const struct sketch articles[] = {
		{ .key = "a", .title = "A", .byline = "Ana Bel", .themes = { "Ville", "Mer" } },
		{ .key = "b", .title = "B", .themes = { "VILLE", "Sport" } },
		{ .key = "c", .title = "C", .byline = "ANA BEL", .themes = { "Mer", "Ville" } },
		{ .key = "d", .title = "D", .themes = { "Lac" } },
	};
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);

	for (size_t i = 0; i < sizeof articles / sizeof articles[0]; i++)
		sketch_put(a, &articles[i]);
	return a;
}

Test(theme, the_largest_first_then_by_slug)
{
	struct archive *a = sample();
	struct names names;
	char text[128] = "";

	cr_assert_eq(themes_get(a, 0, &names), ST_OK);
	for (size_t i = 0; i < names.n; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s %s %u|",
		    names.items[i].slug, names.items[i].name, names.items[i].articles);
	cr_expect_str_eq(text, "ville Ville 3|mer Mer 2|lac Lac 1|sport Sport 1|");
	names_clear(&names);
	cr_assert_eq(themes_get(a, 2, &names), ST_OK);
	cr_expect_eq(names.n, 2);
	names_clear(&names);
	archive_close(a);
}

Test(theme, one_theme_or_author_by_its_slug)
{
	struct archive *a = sample();
	struct names names;

	cr_assert_eq(theme_get(a, "mer", &names), ST_OK);
	cr_expect_eq(names.n, 1);
	cr_expect_str_eq(names.items[0].name, "Mer");
	cr_expect_eq(names.items[0].articles, 2);
	names_clear(&names);
	cr_assert_eq(author_get(a, "ana-bel", &names), ST_OK);
	cr_expect_str_eq(names.items[0].name, "Ana Bel");
	cr_expect_eq(names.items[0].articles, 2);
	names_clear(&names);
	cr_expect_eq(theme_get(a, "none", &names), ST_NOTFOUND);
	cr_expect_eq(author_get(a, "none", &names), ST_NOTFOUND);
	cr_expect_eq(names.n, 0);
	archive_close(a);
}
