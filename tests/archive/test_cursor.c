#include "tests/archive/helpers.h"

/* In the order of import: what came later need not be newer. */
static const struct sketch articles[] = {
	{ .key = "a", .title = "A", .day = 20230614, .byline = "Ana Bel", .themes = { "Mer" } },
	{ .key = "b", .title = "B", .themes = { "Ville" } },
	{ .key = "c", .title = "C", .day = 20230615, .byline = "Ana Bel", .themes = { "Ville" } },
	{ .key = "d", .title = "D", .day = 20200101, .themes = { "Mer", "Ville" } },
	{ .key = "e", .title = "E", .day = 20230616, .byline = "Ana Bel", .themes = { "Lac" } },
	{ .key = "f", .title = "F" },
};
enum { ARTICLES = sizeof articles / sizeof articles[0] };

struct cursor {
	char text[CURSOR_MAX + 1];
};

static struct cursor now(struct archive *a)
{
	struct cursor c;

	cr_assert_eq(cursor_now(a, c.text), ST_OK, "%s", archive_error(a));
	return c;
}

/* The cursors before, between and after the articles, put in that order. */
static struct archive *sample(struct cursor cursors[ARTICLES + 1])
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);

	cursors[0] = now(a);
	for (size_t i = 0; i < ARTICLES; i++) {
		sketch_put(a, &articles[i]);
		cursors[i + 1] = now(a);
	}
	return a;
}

static struct id id_of(const char *key)
{
	struct id id;

	ident_of(key, strlen(key), id.text);
	id.text[IDENT_MIN] = '\0';
	return id;
}

/* When the article of that key was updated. */
static int64_t updated_of(struct archive *a, const char *key)
{
	struct article out;
	int64_t updated;

	cr_assert_eq(article_get(a, id_of(key).text, &out), ST_OK);
	updated = out.updated;
	article_clear(&out);
	return updated;
}

/* What came between, as "C|A 2" with how many there are, or the status. */
static const char *between(
    struct archive *a, const char *from, const char *to, const struct listing *which)
{
	static char text[64];
	struct listing all = { .limit = 100 };
	struct entries list;
	unsigned total;
	size_t n = 0;
	enum status st = since_get(a, from, to, which != NULL ? which : &all, &list, &total);

	if (st != ST_OK) {
		cr_expect(list.n == 0 && list.items == NULL && total == 0);
		return status_text(st);
	}
	for (size_t i = 0; i < list.n; i++)
		n += (size_t)snprintf(
		    text + n, sizeof text - n, "%s%s", i > 0 ? "|" : "", list.items[i].title);
	snprintf(text + n, sizeof text - n, " %u", total);
	entries_clear(&list);
	return text;
}

Test(cursor, it_gives_what_came_in_whatever_the_dates)
{
	static const struct {
		size_t from, to;
		struct listing which;
		const char *expected;
	} cases[] = {
		{ 0, 6, { .limit = 10 }, "E|C|A|D|F|B 6" },
		{ 1, 6, { .limit = 10 }, "E|C|D|F|B 5" },
		{ 3, 6, { .limit = 10 }, "E|D|F 3" },
		{ 5, 6, { .limit = 10 }, "F 1" },
		{ 6, 6, { .limit = 10 }, " 0" },
		{ 0, 0, { .limit = 10 }, " 0" },
		{ 1, 4, { .limit = 10 }, "C|D|B 3" },
		{ 0, 6, { .limit = 2, .offset = 3 }, "D|F 6" },
		{ 1, 6, { .limit = 10, .theme = "ville" }, "C|D|B 3" },
		{ 1, 6, { .limit = 1, .offset = 1, .theme = "ville" }, "D 3" },
		{ 4, 6, { .limit = 10, .theme = "ville" }, " 0" },
		{ 0, 6, { .limit = 10, .theme = "none" }, " 0" },
		{ 1, 6, { .limit = 10, .author = "ana-bel" }, "E|C 2" },
		{ 6, 5, { .limit = 10 }, NULL },
	};
	struct cursor cursors[ARTICLES + 1];
	struct archive *a = sample(cursors);

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *wanted = cases[i].expected != NULL ? cases[i].expected
							       : status_text(ST_NOTFOUND);

		cr_expect_str_eq(between(a, cursors[cases[i].from].text, cursors[cases[i].to].text,
				     &cases[i].which),
		    wanted, "%zu", i);
	}
	archive_close(a);
}

Test(cursor, in_an_archive_made_anew_in_another_order_it_is_the_same)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct cursor cursors[ARTICLES + 1];

	archive_close(sample(cursors));
	for (size_t i = ARTICLES; i-- > 0;)
		if (i != 4)
			sketch_put(a, &articles[i]);
	sketch_put(a, &articles[4]);
	cr_expect_str_eq(now(a).text, cursors[ARTICLES].text);
	cr_expect_str_eq(
	    between(a, cursors[0].text, cursors[ARTICLES].text, NULL), "E|C|A|D|B|F 6");
	/* Before: other articles than these had come in. */
	cr_expect_str_eq(between(a, cursors[3].text, now(a).text, NULL), status_text(ST_NOTFOUND));
	archive_close(a);
}

Test(cursor, updates_and_repeats_do_not_come_in)
{
	struct cursor cursors[ARTICLES + 1];
	struct archive *a = sample(cursors);
	struct sketch changed = articles[0];

	sketch_put_as(a, &articles[2], PUT_UNCHANGED);
	cr_expect_str_eq(now(a).text, cursors[ARTICLES].text);
	changed.body = "Un texte tout autre.";
	sketch_put_as(a, &changed, PUT_UPDATED);
	cr_expect_str_eq(now(a).text, cursors[ARTICLES].text);
	archive_close(a);
}

Test(cursor, what_was_removed_is_not_shown)
{
	struct cursor cursors[ARTICLES + 1];
	struct archive *a = sample(cursors);

	cr_assert_eq(article_remove(a, id_of("e").text), ST_OK);
	cr_expect_str_eq(between(a, cursors[3].text, now(a).text, NULL), "D|F 2");
	archive_close(a);
}

Test(cursor, other_texts_are_none)
{
	struct cursor cursors[ARTICLES + 1];
	struct archive *a = sample(cursors);
	const char *whole = cursors[ARTICLES].text;
	char other[2 * CURSOR_MAX];
	static const char *const texts[] = { "", "0", "000", "6", "00000", "0abc", "zzzzzzzzzzzz",
		"zzzzzzzzzzzzz", "hier", "2023-06-14", "\xff\xfe", "été", "06000", "7000",
		"-1000" };

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		cr_expect_str_eq(
		    between(a, texts[i], whole, NULL), status_text(ST_NOTFOUND), "%s", texts[i]);
		cr_expect_str_eq(
		    between(a, "0000", texts[i], NULL), status_text(ST_NOTFOUND), "%s", texts[i]);
	}
	/* Another mark: of another archive. */
	strcpy(other, whole);
	other[strlen(other) - 1] = other[strlen(other) - 1] == '0' ? '1' : '0';
	cr_expect_str_eq(between(a, other, whole, NULL), status_text(ST_NOTFOUND));
	strcat(strcpy(other, "0"), whole);
	cr_expect_str_eq(between(a, other, whole, NULL), status_text(ST_NOTFOUND));
	archive_close(a);
}

Test(cursor, too_much_is_no_catching_up)
{
	struct cursor cursors[ARTICLES + 1], second = { "" };
	struct archive *a = sample(cursors);
	struct listing which = { .limit = 1 };
	char key[32], last[64];

	cr_assert_eq(archive_begin(a), ST_OK);
	for (int i = ARTICLES; i <= SINCE_MAX; i++) {
		struct article one = { .key = key, .title = key, .body = "" };
		enum put_result result;

		snprintf(key, sizeof key, "key %d", i);
		cr_assert_eq(article_put(a, &one, &result), ST_OK);
	}
	cr_assert_eq(archive_commit(a), ST_OK);
	second = now(a);
	snprintf(last, sizeof last, "E %d", SINCE_MAX);
	cr_expect_str_eq(between(a, cursors[1].text, second.text, &which), last);
	cr_expect_str_eq(
	    between(a, cursors[0].text, second.text, &which), status_text(ST_NOTFOUND));
	cr_expect_leq(strlen(second.text), 5, "%s", second.text);
	archive_close(a);
}

Test(cursor, a_mark_that_is_wrong_is_found)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct error e = { "" };

	for (size_t i = 0; i < ARTICLES; i++)
		sketch_put(a, &articles[i]);
	cr_expect_eq(archive_check(a, &e), ST_OK, "%s", e.text);
	archive_close(a);
	sql_run(p.path, "UPDATE article SET mark = mark + 1 WHERE n = 4");
	a = place_open(&p, ARCHIVE_READ);
	cr_expect_eq(archive_check(a, &e), ST_DB);
	cr_expect_not_null(strstr(e.text, "mark"), "%s", e.text);
	archive_close(a);
}

Test(cursor, an_article_knows_when_it_was_updated)
{
	static const struct sketch undated = { .key = "u", .title = "U", .body = "Sans date." };
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct sketch dated = { .key = "v", .title = "V", .day = 20230614, .body = "Daté." };
	int64_t before = clock_now();

	sketch_put(a, &undated);
	sketch_put(a, &dated);
	cr_expect(updated_of(a, "u") >= before && updated_of(a, "u") <= clock_now());
	cr_expect_eq(updated_of(a, "v"), 0);
	dated.body = "Une correction.";
	sketch_put_as(a, &dated, PUT_UPDATED);
	cr_expect(updated_of(a, "v") >= before && updated_of(a, "v") <= clock_now());
	archive_close(a);
}
