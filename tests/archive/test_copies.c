/* The same story under two keys, on texts made around the threshold, against a count of all pairs.
 */
#include "tests/archive/helpers.h"

#include "archive/shingle.h"
#include "base/buf.h"
#include "base/utf8.h"

enum { WORDS = 120, TEXT_MAX = 1 << 14, TEXTS = 900 };

/* A linear congruential generator (Knuth, MMIX). */
static unsigned next_below(uint64_t *state, unsigned n)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)((*state >> 33) % n);
}

static struct shingles shingles_of(const char *text)
{
	struct buf b = BUF(TEXT_MAX);
	struct shingles s;

	utf8_fold(&b, text, strlen(text));
	cr_assert_eq(shingle_all(buf_str(&b), b.len, &s), ST_OK);
	buf_clear(&b);
	return s;
}

static double index_of(const char *ta, const char *tb)
{
	struct shingles a = shingles_of(ta), b = shingles_of(tb);
	size_t both = 0;
	double index;

	for (size_t i = 0; i < a.n; i++)
		for (size_t j = 0; j < b.n; j++)
			both += a.hashes[i] == b.hashes[j];
	index = (double)both / (double)(a.n + b.n - both);
	shingle_clear(&a);
	shingle_clear(&b);
	return index;
}

Test(copies, shingles_of_five_words_are_what_is_compared)
{
	static const struct {
		const char *a, *b;
		double index;
	} cases[] = {
		{ "a b c d e", "a b c d e", 1 },
		{ "a b c d e f", "A, b; c d é F", 1 },
		{ "a b c d e f", "a b c d e g", 1.0 / 3 },
		{ "a b c d e f g h i", "a b c d e f g h j", 4.0 / 6 },
		{ "a b c d e a b c d e a b c d e", "a b c d e a b c d e", 1 },
		{ "a b", "a b", 1 },
		{ "a b", "a b c", 0 },
		{ "ab c", "a bc", 0 },
		{ "a b c d", "b a c d", 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		cr_expect_float_eq(index_of(cases[i].a, cases[i].b), cases[i].index, 1e-9,
		    "%s / %s: %f", cases[i].a, cases[i].b, index_of(cases[i].a, cases[i].b));
}

Test(copies, a_sketch_comes_back_from_its_bytes_and_nothing_else_does)
{
	unsigned char bytes[SHINGLE_SKETCH_SIZE];
	const char *text = "un deux trois quatre cinq six sept huit neuf dix onze douze treize "
			   "quatorze quinze seize dix sept dix huit dix neuf vingt";
	struct shingle_sketch s, back;
	struct shingles all = shingles_of(text);
	size_t len;

	shingle_sketch(text, strlen(text), &s);
	cr_assert_eq(s.n, SHINGLE_LEAST);
	for (size_t i = 0; i < s.n; i++)
		cr_expect_eq(s.least[i], all.hashes[i]);
	len = shingle_write(&s, bytes);
	cr_assert(shingle_read(bytes, len, &back));
	cr_expect_eq(memcmp(&s, &back, sizeof s), 0);
	cr_expect_not(shingle_read(bytes, len - 1, &back));
	cr_expect_not(shingle_read(bytes, 0, &back));
	shingle_clear(&all);
}

/* A text of its own for each three, and two that have some words of it changed: up to one in
 * eight, which is on both sides of the threshold. */
static void make_text(unsigned i, char out[TEXT_MAX])
{
	uint64_t words = i / 3, changes = 1000 + i;
	unsigned rate = i % 3 == 0 ? 0 : i / 3 % 9 + 3, n = WORDS + i / 3 % 40;
	size_t len = 0;

	for (unsigned w = 0; w < n; w++) {
		unsigned word = next_below(&words, 5000);

		if (next_below(&changes, 100) < rate)
			word = 5000 + next_below(&changes, 5000);
		len += (size_t)snprintf(out + len, TEXT_MAX - len, "m%u ", word);
	}
}

static struct id put_text(struct archive *a, unsigned i)
{
	char key[32], title[64], body[TEXT_MAX];

	snprintf(key, sizeof key, "%u", i);
	snprintf(title, sizeof title, "Titre %u", i / 3);
	make_text(i, body);
	return sketch_put_open(
	    a, &(struct sketch){ .key = key, .title = title, .body = body }, PUT_NEW);
}

static double index_of_texts(unsigned i, unsigned j)
{
	char a[TEXT_MAX], b[TEXT_MAX], text[2][TEXT_MAX + 64];

	make_text(i, a);
	make_text(j, b);
	snprintf(text[0], sizeof text[0], "Titre %u %s", i / 3, a);
	snprintf(text[1], sizeof text[1], "Titre %u %s", j / 3, b);
	return index_of(text[0], text[1]);
}

static bool is_same(struct archive *a, const struct id *x, const struct id *y)
{
	struct article ax, ay;
	bool same;

	cr_assert_eq(article_get(a, x->text, &ax), ST_OK);
	cr_assert_eq(article_get(a, y->text, &ay), ST_OK);
	same = strcmp(ax.id, ay.id) == 0;
	article_clear(&ax);
	article_clear(&ay);
	return same;
}

Test(copies, as_good_as_comparing_all_pairs)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	static struct id ids[TEXTS];
	unsigned alike = 0, found = 0, apart = 0;

	cr_assert_eq(archive_begin(a), ST_OK);
	for (unsigned i = 0; i < TEXTS; i++)
		ids[i] = put_text(a, i);
	cr_assert_eq(archive_commit(a), ST_OK);
	for (unsigned i = 0; i < TEXTS; i += 3)
		for (unsigned j = i + 1; j < i + 3; j++) {
			bool should = index_of_texts(i, j) >= 0.6;
			bool is = is_same(a, &ids[i], &ids[j]);

			alike += should;
			apart += !should;
			found += should && is;
			/* The first is an original, so what is one article with it is its copy. */
			cr_expect(should || !is, "%u and %u: %f", i, j, index_of_texts(i, j));
		}
	cr_expect(alike > 100 && apart > 100, "%u alike, %u apart", alike, apart);
	cr_expect(found * 100 >= alike * 99, "%u of %u", found, alike);
	expect_whole(a);
	archive_close(a);
}

/* More keys than are gathered before they are written as runs, and runs merged. */
Test(copies, are_found_whatever_became_of_their_keys)
{
	enum { MANY = 17500, EACH = 997 };
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	char key[32], title[160];
	unsigned n = 0;

	for (unsigned i = 0; i < MANY; i++) {
		if (i % 2500 == 0)
			cr_assert_eq(archive_begin(a), ST_OK);
		snprintf(key, sizeof key, "%u", i);
		snprintf(title, sizeof title, "%u et %u, %u ou %u; %u ni %u", i, i + 1, i + 2,
		    i + 3, i + 4, i + 5);
		sketch_put_open(
		    a, &(struct sketch){ .key = key, .title = title, .body = "" }, PUT_NEW);
		if (i % 2500 == 2499)
			cr_assert_eq(archive_commit(a), ST_OK);
	}
	cr_assert_eq(counts_of(a).copies, 0);
	cr_assert_eq(archive_begin(a), ST_OK);
	for (unsigned i = 0; i < MANY; i += EACH, n++) {
		snprintf(key, sizeof key, "copy %u", i);
		snprintf(title, sizeof title, "%u et %u, %u ou %u; %u ni %u", i, i + 1, i + 2,
		    i + 3, i + 4, i + 5);
		sketch_put_open(
		    a, &(struct sketch){ .key = key, .title = title, .body = "" }, PUT_NEW);
	}
	cr_assert_eq(archive_commit(a), ST_OK);
	cr_expect_eq(counts_of(a).copies, n);
	expect_whole(a);
	archive_close(a);
}

static const char *const story = "La rivière est montée de deux mètres dans la nuit et les "
				 "habitants des quartiers bas ont passé la journée sur leurs toits "
				 "en attendant les barques que la mairie avait promises";

/* The story with its end cut off, or another one put there. */
static char *story_with(size_t keep, const char *end)
{
	char *text = malloc(strlen(story) + strlen(end) + 1);

	memcpy(text, story, keep);
	strcpy(text + keep, end);
	return text;
}

Test(copies, a_story_that_moves_away_and_back_is_looked_at_again)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	char *near = story_with(strlen(story), " hier au soir");
	struct id one = sketch_put(
	    a, &(struct sketch){ .key = "1", .title = "Crue", .body = story });
	struct id two = sketch_put(
	    a, &(struct sketch){ .key = "2", .title = "Crue", .body = near });
	struct id three = sketch_put(
	    a, &(struct sketch){ .key = "3", .title = "La crue", .body = story });

	cr_expect(is_same(a, &one, &two));
	cr_expect(is_same(a, &one, &three));
	expect_all(a, "Crue");
	sketch_put_as(a, &(struct sketch){ .key = "1", .title = "Autre", .body = "Rien de cela." },
	    PUT_UPDATED);
	cr_expect_not(is_same(a, &one, &two));
	cr_expect(is_same(a, &two, &three));
	expect_whole(a);
	/* The text that has changed a little is still what the others are copies of. */
	sketch_put_as(
	    a, &(struct sketch){ .key = "2", .title = "Crue !", .body = story }, PUT_UPDATED);
	cr_expect(is_same(a, &two, &three));
	cr_expect_eq(counts_of(a).copies, 1);
	sketch_put_as(
	    a, &(struct sketch){ .key = "1", .title = "Crue", .body = near }, PUT_UPDATED);
	cr_expect(is_same(a, &one, &three));
	expect_all(a, "Crue !");
	expect_whole(a);
	free(near);
	archive_close(a);
}

Test(copies, two_reports_that_share_an_agencys_paragraph_stay_apart)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	char *two = story_with(strlen(story) / 2,
	    ". Le préfet, lui, parle d'un simple débordement et renvoie à la semaine prochaine "
	    "toute décision sur les digues que réclament les riverains depuis dix ans");

	sketch_put(a, &(struct sketch){ .key = "1", .title = "La crue", .body = story });
	sketch_put(a, &(struct sketch){ .key = "2", .title = "Le préfet répond", .body = two });
	cr_expect_eq(counts_of(a).copies, 0);
	free(two);
	archive_close(a);
}

/* What is rolled back is not remembered, and what another process writes is seen. */
Test(copies, two_writers_know_of_each_others_texts)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE), *b = place_open(&p, ARCHIVE_WRITE);

	cr_assert_eq(archive_begin(a), ST_OK);
	sketch_put_open(a, &(struct sketch){ .key = "0", .title = "Crue", .body = story }, PUT_NEW);
	archive_rollback(a);
	sketch_put(b, &(struct sketch){ .key = "1", .title = "Crue", .body = story });
	sketch_put(a, &(struct sketch){ .key = "2", .title = "Crue", .body = story });
	sketch_put(b, &(struct sketch){ .key = "3", .title = "Crue", .body = story });
	cr_expect_eq(counts_of(a).articles, 1);
	cr_expect_eq(counts_of(a).copies, 2);
	expect_whole(a);
	archive_close(a);
	archive_close(b);
}
