#include "archive/terms.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include <string.h>

/* Of a text's terms, as they are written one after the other. */
static struct terms counted(const char *title, const char *text)
{
	struct terms t;
	char stems[TERMS_MAX * 40];
	size_t n = strlen(title) + 1;

	cr_assert_lt(n + strlen(text), sizeof stems);
	memcpy(stems, title, n);
	memcpy(stems + n, text, strlen(text));
	cr_assert_eq(terms_count(stems, n + strlen(text), &t), ST_OK);
	return t;
}

static unsigned sum(const struct terms *t)
{
	unsigned all = 0;

	for (size_t i = 0; i < t->n; i++)
		all += t->items[i] & TERM_WEIGHT;
	return all;
}

Test(terms, what_stands_in_the_title_counts_twice)
{
	struct terms title = counted("crue fleuve", ""), text = counted("", "crue fleuve");

	cr_expect_eq(title.n, 2);
	cr_expect_eq(sum(&title), 4);
	cr_expect_eq(sum(&text), 2);
}

Test(terms, each_counts_as_often_as_it_stands_there_and_a_letter_is_none)
{
	struct terms t = counted("", "politiqu politiqu l a politiqu ");

	cr_expect_eq(t.n, 1);
	cr_expect_eq(sum(&t), 3);
}

Test(terms, the_order_of_words_says_nothing)
{
	struct terms a = counted("", "le fleuve monte"), b = counted("", "monte le fleuve");

	cr_expect_eq(a.n, b.n);
	cr_expect_arr_eq(a.items, b.items, a.n * sizeof a.items[0]);
}

Test(terms, of_a_long_text_those_that_stand_there_most_often_are_kept)
{
	char text[TERMS_MAX * 30] = "";
	size_t len = 0;
	struct terms t;

	for (unsigned i = 0; i < 2 * TERMS_MAX; i++)
		for (unsigned k = 0; k <= i % 2; k++)
			len += (size_t)snprintf(text + len, sizeof text - len, "x%uy ", i);
	t = counted("", text);
	cr_expect_eq(t.n, TERMS_MAX);
	cr_expect_eq(sum(&t), 2 * TERMS_MAX);
}

Test(terms, a_theme_is_a_term_that_no_word_is)
{
	struct terms t = counted("", "sport"), full = { .n = TERMS_MAX };

	terms_count_theme(&t, "sport");
	terms_count_theme(&t, "sport");
	terms_count_theme(&t, "mer");
	cr_assert_eq(t.n, 3);
	cr_expect_lt(t.items[0], t.items[1]);
	cr_expect_lt(t.items[1], t.items[2]);
	terms_count_theme(&full, "sport");
	cr_expect_eq(full.n, TERMS_MAX);
}

/* ---- weights ---- */

static double all_alike(const void *ctx, uint32_t hash)
{
	(void)hash;
	return *(const double *)ctx;
}

Test(terms, what_every_text_has_weighs_nothing)
{
	struct terms t = counted("", "le fleuve monte");

	cr_expect_eq(terms_rarity(10, 10), 0);
	cr_expect_gt(terms_rarity(1, 10), terms_rarity(2, 10));
	cr_expect_gt(terms_rarity(0, 10), 0, "one that was never counted is as rare as can be");
	terms_weigh(&t, all_alike, &(double){ 0 });
	cr_expect_eq(t.n, 0);
}

Test(terms, the_heaviest_are_told_and_of_equal_ones_those_of_the_least_hash)
{
	const struct terms t = { .items = { 1 << TERM_SHIFT | 5, 2 << TERM_SHIFT | 9,
				     3 << TERM_SHIFT | 5, 4 << TERM_SHIFT | 1,
				     5 << TERM_SHIFT | 5 },
		.n = 5 };
	static const uint32_t expected[] = { 1 << TERM_SHIFT | 5, 2 << TERM_SHIFT | 9,
		3 << TERM_SHIFT | 5 };
	uint32_t out[TERMS_MAX];

	cr_assert_eq(terms_heaviest(&t, 3, out), 3);
	cr_expect_arr_eq(out, expected, sizeof expected);
	cr_expect_eq(terms_heaviest(&t, 9, out), 5);
	cr_expect_eq(terms_heaviest(&t, 0, out), 0);
}

static struct terms weighed(const char *text)
{
	struct terms t = counted("", text);

	terms_weigh(&t, all_alike, &(double){ 1 });
	return t;
}

static struct terms_nearness nearness(const char *a, const char *b)
{
	struct terms x = weighed(a), y = weighed(b);
	struct terms_asker asker;

	terms_ask(&asker, &x);
	return terms_compare(&asker, &y);
}

static unsigned score(const char *a, const char *b)
{
	return nearness(a, b).asked;
}

Test(terms, the_same_text_is_nearest_and_one_without_a_word_in_common_is_not_near)
{
	cr_expect_geq(score("crue du fleuve", "crue du fleuve"), TERMS_SCORE - 1);
	cr_expect_eq(score("crue du fleuve", "match nul"), 0);
	cr_expect_eq(score("", "match nul"), 0);
	cr_expect_eq(score("match nul", ""), 0);
	cr_expect_eq(score("la crue du fleuve", "prix du fleuve"), 0, "two words are chance");
	cr_expect_gt(score("la crue du fleuve", "la crue du lac"),
	    score("la crue du fleuve", "la crue du lac et de cette mer"));
}

Test(terms, one_comparison_says_how_each_sees_the_other)
{
	static const char one[] = "la crue du fleuve", other[] = "la crue du lac et de cette mer";

	cr_expect_eq(nearness(one, other).answered, score(other, one));
	cr_expect_eq(nearness(other, one).answered, score(one, other));
	cr_expect_neq(score(one, other), score(other, one));
}

/* Words x0 to xN; each of the first `heavy` stands there twice. */
static void write_words(char *text, size_t size, unsigned n, unsigned heavy)
{
	size_t len = 0;

	for (unsigned i = 0; i < n + heavy; i++)
		len += (size_t)snprintf(text + len, size - len, "x%u ", i % n);
}

Test(terms, only_the_heaviest_ask)
{
	char text[TERMS_MAX * 10];
	struct terms t;

	write_words(text, sizeof text, 2 * TERMS_ASKED, TERMS_ASKED);
	t = weighed(text);
	cr_expect_gt(score("x0 x1 x2", text), 0);
	cr_expect_gt(score(text, "x0 x1 x2"), 0);
	cr_expect_eq(score(text, "x100 x101 x102"), 0, "these are not asked for");
	cr_expect_gt(score("x100 x101 x102", text), 0, "they are there, though");
	cr_expect_lt(t.asked_length, t.length);
}

Test(terms, they_are_the_same_after_they_were_stored)
{
	char text[TERMS_MAX * 10];
	struct terms t, back;
	unsigned char bytes[TERMS_BYTES + TERMS_ENTRY];
	size_t len;

	write_words(text, sizeof text, 2 * TERMS_ASKED, TERMS_ASKED / 2);
	t = weighed(text);
	len = terms_write(&t, bytes);
	cr_expect_eq(terms_read(bytes, len, &back), ST_OK);
	cr_expect_eq(back.n, t.n);
	cr_expect_arr_eq(back.items, t.items, t.n * sizeof t.items[0]);
	cr_expect_eq(back.least, t.least);
	cr_expect_eq(back.length, t.length);
	cr_expect_eq(back.asked_length, t.asked_length);
	cr_expect_eq(terms_read(bytes, len - 1, &back), ST_DB);
	cr_expect_eq(back.n, 0);
	cr_expect_eq(terms_read(bytes, sizeof bytes, &back), ST_DB);
	cr_expect_eq(terms_read(NULL, 0, &back), ST_DB);
}
