#include "site/route.h"

#include <criterion/criterion.h>
#include <string.h>

#define ID52 "0123456789abcdefghjkmnpqrstvwxyz0123456789abcdefghjk"

#define CURSOR25 "0123456789ab-0123456789ab"

/* What a path of each form says; `location` where it has moved, `pattern` NULL where none fits. */
static const struct {
	const char *path, *pattern, *location;
	struct page_args args;
} cases[] = {
	{ "/", "/", NULL, { .number = 1 } },
	{ "/a/k3f9qz1", "/a/{id}", NULL, { .id = "k3f9qz1", .number = 1 } },
	{ "/a/" ID52, "/a/{id}", NULL, { .id = ID52, .number = 1 } },
	{ "/a/k3f9qz1/2", "/a/{id}/{number}", NULL, { .id = "k3f9qz1", .number = 2 } },
	{ "/a/k3f9qz1.txt", "/a/{id}.txt", NULL, { .id = "k3f9qz1", .number = 1 } },
	{ "/a/k3f9qz1/2.txt", "/a/{id}/{number}.txt", NULL, { .id = "k3f9qz1", .number = 2 } },
	{ "/new", "/new", NULL, { .number = 1 } },
	{ "/new/2", "/new/{number}", NULL, { .number = 2 } },
	{ "/new/99999", "/new/{number}", NULL, { .number = 99999 } },
	{ "/top", "/top", NULL, { .number = 1 } },
	{ "/top/day", "/top/{slug}", NULL, { .slug = "day", .number = 1 } },
	{ "/top/2", "/top/{number}", NULL, { .number = 2 } },
	{ "/top/day/2", "/top/{slug}/{number}", NULL, { .slug = "day", .number = 2 } },
	{ "/how", "/how", NULL, { .number = 1 } },
	{ "/t", "/t", NULL, { .number = 1 } },
	{ "/t/-/2", "/t/-/{number}", NULL, { .number = 2 } },
	{ "/t/2/2", "/t/{slug}/{number}", NULL, { .slug = "2", .number = 2 } },
	{ "/t/sante", "/t/{slug}", NULL, { .slug = "sante", .number = 1 } },
	{ "/t/2023", "/t/{slug}", NULL, { .slug = "2023", .number = 1 } },
	{ "/t/1", "/t/{slug}", NULL, { .slug = "1", .number = 1 } },
	{ "/t/sante/3", "/t/{slug}/{number}", NULL, { .slug = "sante", .number = 3 } },
	{ "/by/jonas-mbemba", "/by/{slug}", NULL, { .slug = "jonas-mbemba", .number = 1 } },
	{ "/by/jonas-mbemba/2", "/by/{slug}/{number}", NULL,
	    { .slug = "jonas-mbemba", .number = 2 } },
	{ "/feed.xml", "/feed.xml", NULL, { .number = 1 } },
	{ "/t/sante/feed.xml", "/t/{slug}/feed.xml", NULL, { .slug = "sante", .number = 1 } },
	{ "/since/2z7k", "/since/{cursor}", NULL, { .cursor = "2z7k", .number = 1 } },
	{ "/since/hier, l’autre", "/since/{cursor}", NULL,
	    { .cursor = "hier, l’autre", .number = 1 } },
	{ "/since/" CURSOR25 "/2", "/since/{cursor}/{number}", NULL,
	    { .cursor = CURSOR25, .number = 2 } },
	{ "/since/" CURSOR25 "6", "/since/{cursor}", NULL, { .cursor = "", .number = 1 } },
	{ "/since/2z7k/t/sante", "/since/{cursor}/t/{slug}", NULL,
	    { .cursor = "2z7k", .slug = "sante", .number = 1 } },
	{ "/since/2z7k/t/2/2", "/since/{cursor}/t/{slug}/{number}", NULL,
	    { .cursor = "2z7k", .slug = "2", .number = 2 } },
	{ "/since/2z7k/by/jonas-mbemba", "/since/{cursor}/by/{slug}", NULL,
	    { .cursor = "2z7k", .slug = "jonas-mbemba", .number = 1 } },
	{ "/since/2z7k/by/jonas-mbemba/3", "/since/{cursor}/by/{slug}/{number}", NULL,
	    { .cursor = "2z7k", .slug = "jonas-mbemba", .number = 3 } },
	{ "/s", "/s", NULL, { .number = 1 } },
	{ "/s/2", "/s/{number}", NULL, { .number = 2 } },
	{ "/e", "/e", NULL, { .number = 1 } },
	{ "/e/4k", "/e/{size}", NULL, { .size = 4096, .number = 1 } },
	{ "/e/16k", "/e/{size}", NULL, { .size = 16384, .number = 1 } },
	{ "/e/1024k", "/e/{size}", NULL, { .size = 1048576, .number = 1 } },
	{ "/e/2023-06-14", "/e/{date}", NULL,
	    { .year = 2023, .month = 6, .day = 14, .number = 1 } },
	{ "/e/2023-06-14/2", "/e/{date}/{number}", NULL,
	    { .year = 2023, .month = 6, .day = 14, .number = 2 } },
	{ "/e/2023-06-14.gpub", "/e/{date}.gpub", NULL,
	    { .year = 2023, .month = 6, .day = 14, .number = 1 } },
	{ "/d", "/d", NULL, { .number = 1 } },
	{ "/d/2023", "/d/{year}", NULL, { .year = 2023, .number = 1 } },
	{ "/d/2023/06", "/d/{year}/{month}", NULL, { .year = 2023, .month = 6, .number = 1 } },
	{ "/d/2023/06/14", "/d/{year}/{month}/{day}", NULL,
	    { .year = 2023, .month = 6, .day = 14, .number = 1 } },
	{ "/d/2023/06/14/2", "/d/{year}/{month}/{day}/{number}", NULL,
	    { .year = 2023, .month = 6, .day = 14, .number = 2 } },
	/* One page, one path. */
	{ "/new/", "/new", "/new", { .number = 1 } },
	{ "/new/1", "/new/{number}", "/new", { .number = 1 } },
	{ "/new/1/", "/new/{number}", "/new", { .number = 1 } },
	{ "/new/2/", "/new/{number}", "/new/2", { .number = 2 } },
	{ "/a/k3f9qz1/1", "/a/{id}/{number}", "/a/k3f9qz1", { .id = "k3f9qz1", .number = 1 } },
	{ "/a/k3f9qz1/1.txt", "/a/{id}/{number}.txt", "/a/k3f9qz1.txt",
	    { .id = "k3f9qz1", .number = 1 } },
	{ "/t/-/1", "/t/-/{number}", "/t", { .number = 1 } },
	{ "/top/1", "/top/{number}", "/top", { .number = 1 } },
	{ "/since/2z7k/1", "/since/{cursor}/{number}", "/since/2z7k",
	    { .cursor = "2z7k", .number = 1 } },
	{ "/e/16k/", "/e/{size}", "/e/16k", { .size = 16384, .number = 1 } },
	{ "/e/2023-06-14/1", "/e/{date}/{number}", "/e/2023-06-14",
	    { .year = 2023, .month = 6, .day = 14, .number = 1 } },
	{ "/t/1/1", "/t/{slug}/{number}", "/t/1", { .slug = "1", .number = 1 } },
	{ "/d/2023/06/14/1", "/d/{year}/{month}/{day}/{number}", "/d/2023/06/14",
	    { .year = 2023, .month = 6, .day = 14, .number = 1 } },
};

Test(route, paths_of_pages_match_exactly)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct route_found f;
		enum route_result r = route_find(cases[i].path, &f);

		cr_assert_neq(r, ROUTE_NONE, "%s", cases[i].path);
		cr_expect_eq(
		    r, cases[i].location != NULL ? ROUTE_MOVED : ROUTE_PAGE, "%s", cases[i].path);
		cr_expect_str_eq(f.route->pattern, cases[i].pattern, "%s", cases[i].path);
		cr_expect_str_eq(f.location, cases[i].location != NULL ? cases[i].location : "",
		    "%s: %s", cases[i].path, f.location);
		cr_expect_eq(
		    memcmp(&f.args, &cases[i].args, sizeof f.args), 0, "%s", cases[i].path);
	}
}

Test(route, other_paths_match_nothing)
{
	static const char *const paths[] = { "", "new", "//", "/new//", "/New", "/newer", "/new/0",
		"/new/01", "/new/+2", "/new/-1", "/new/2x", "/new/100000", "/new/4294967297",
		"/new/99999999999999999999", "/a", "/a/", "/a/k3f9qz", "/a/K3F9QZ1", "/a/k3f9qil",
		"/a/" ID52 "0", "/a/k3f9qz1.gmi", "/a/k3f9qz1.txt/2", "/a/k3f9qz1.txtx",
		"/a/k3f9qz1/2.tx", "/a/.txt", "/t//2", "/t/-x", "/t/x-", "/t/x--y", "/t/Santé",
		"/t/sante/0", "/t/sante/feed", "/t/feed.xml", "/new/feed.xml", "/t/-", "/t/-/",
		"/t/-/x", "/by", "/by/", "/since", "/since/", "/since//2", "/since/a.b",
		"/since/a/t", "/since/a/t/", "/since/a/x/y", "/d/23", "/d/0023", "/d/20233",
		"/d/2023/6", "/d/2023/00", "/d/2023/13", "/d/2023/06/00", "/d/2023/06/32",
		"/d/2023/06/1", "/d/2023/06/14/0", "/about.gmi", "/index.gmi", "/robots.txt",
		"/new?2", "/new\n", "/e//", "/e/3k", "/e/1025k", "/e/16", "/e/k", "/e/016k",
		"/e/16K", "/e/1M", "/e/-8k", "/e/16k/2", "/e/16k.gpub", "/e/99999k",
		"/e/4294967300k", "/e/2023-6-14", "/e/2023-13-01", "/e/2023-06-00", "/e/2023/06/14",
		"/e/2023-06-14.gpu", "/e/2023-06-14.gpub.gpub", "/e/2023-06-14/0",
		"/e/2023-06-14/2.gpub", "/e/20230614", "/e/.gpub" };

	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
		struct route_found f;

		cr_expect_eq(route_find(paths[i], &f), ROUTE_NONE, "%s", paths[i]);
		cr_expect_null(f.route, "%s", paths[i]);
	}
}

Test(route, a_path_too_long_for_any_page_matches_nothing)
{
	char path[4096];
	struct route_found f;

	memset(path, 'x', sizeof path - 1);
	memcpy(path, "/t/", 3);
	path[sizeof path - 1] = '\0';
	cr_expect_eq(route_find(path, &f), ROUTE_NONE);
}

Test(route, the_longest_paths_of_pages_fit)
{
	static const char slug47[] = "a23456789b23456789c23456789d23456789e23456789f2";
	char path[ROUTE_PATH_SIZE * 2];
	struct route_found f;

	cr_expect_eq(route_find("/a/" ID52 "/99999.txt", &f), ROUTE_PAGE);
	cr_expect_eq(strlen(slug47), SLUG_MAX - 1);
	strcat(strcat(strcpy(path, "/by/"), slug47), "x/99999");
	cr_expect_eq(route_find(path, &f), ROUTE_PAGE);
	strcat(strcat(strcpy(path, "/since/" CURSOR25 "/by/"), slug47), "x/99999");
	cr_expect_eq(route_find(path, &f), ROUTE_PAGE);
}

Test(route, texts_are_item_0_and_pages_item_1)
{
	struct route_found f;

	cr_assert_eq(route_find("/a/k3f9qz1.txt", &f), ROUTE_PAGE);
	cr_expect(
	    f.route->flags == ROUTE_TEXT && f.route->item == '0' && f.route->gopher == page_text);
	cr_assert_eq(route_find("/a/k3f9qz1", &f), ROUTE_PAGE);
	cr_expect(f.route->flags == 0 && f.route->item == '1' && f.route->gopher == page_card &&
	    f.route->gemini == page_article);
}

Test(route, what_takes_long_is_not_waited_for)
{
	static const struct {
		const char *path;
		bool slow;
	} slow_cases[] = {
		{ "/e/16k", true },
		{ "/e/2023-06-14", true },
		{ "/e/2023-06-14/2", true },
		{ "/e/2023-06-14.gpub", true },
		{ "/e", false },
		{ "/s", true },
		{ "/", false },
	};
	struct route_found f;

	for (size_t i = 0; i < sizeof slow_cases / sizeof slow_cases[0]; i++) {
		cr_assert_eq(
		    route_find(slow_cases[i].path, &f), ROUTE_PAGE, "%s", slow_cases[i].path);
		cr_expect_eq((f.route->flags & ROUTE_SLOW) != 0, slow_cases[i].slow, "%s",
		    slow_cases[i].path);
	}
}
