/* What is found, in which order, and that the index follows the archive. */
#include "tests/archive/helpers.h"

/* A search written down: words, each a part; "a b" between bars is one of two words. */
struct asked {
	const char *parts; /* divided by '|'; '-' before one: excluded; "t/", "by/": a slug */
	int from, to;
};

static struct search search_of(const struct asked *asked)
{
	struct search s = { .from = asked->from, .to = asked->to, .limit = 20 };

	for (const char *at = asked->parts; *at != '\0';) {
		struct search_part *part = &s.parts[s.nparts++];

		part->excluded = *at == '-';
		at += part->excluded;
		if (strncmp(at, "t/", 2) == 0) {
			part->kind = SEARCH_THEME;
			at += 2;
		} else if (strncmp(at, "by/", 3) == 0) {
			part->kind = SEARCH_AUTHOR;
			at += 3;
		}
		part->text = at;
		part->len = strcspn(at, "|");
		at += part->len;
		at += *at == '|';
	}
	return s;
}

/* Titles joined by "|", without their contexts. */
static void expect_found(struct archive *a, const struct asked *asked, const char *expected)
{
	struct search s = search_of(asked);
	struct search_found found;
	enum status st = search_get(a, &s, &found);

	cr_expect_eq(found.total, found.entries.n, "%s", asked->parts);
	for (size_t i = 0; i < found.entries.n; i++) {
		free(found.entries.items[i].teaser);
		found.entries.items[i].teaser = NULL;
	}
	expect_entries(st, &found.entries, expected, asked->parts);
}

static void expect_word(struct archive *a, const char *word, const char *expected)
{
	expect_found(a, &(struct asked){ word, 0, 0 }, expected);
}

static void put_in(struct archive *a, const char *lang, const struct sketch *s)
{
	struct article in = sketch_article(s);
	enum put_result result;

	snprintf(in.lang, sizeof in.lang, "%s", lang);
	cr_assert_eq(archive_begin(a), ST_OK);
	cr_assert_eq(article_put(a, &in, &result), ST_OK, "%s", archive_error(a));
	cr_assert_eq(archive_commit(a), ST_OK);
	article_clear(&in);
}

static struct archive *filled(const struct place *p)
{
	static const struct {
		const char *lang;
		struct sketch sketch;
	} articles[] = {
		{ "fr",
		    { .key = "a",
			.title = "La sécurité des marchés",
			.body = "Les vendeuses du grand marché demandent des lampes.",
			.byline = "Aimée Lukusa",
			.day = 20230614,
			.themes = { "Société", "Économie" } } },
		{ "fr",
		    { .key = "b",
			.title = "Un pont neuf à Makala",
			.body = "Le pont de bois sera gardé. La sécurité y sera assurée.",
			.day = 20230615,
			.themes = { "Société" } } },
		{ "en",
		    { .key = "c",
			.title = "Elections in the city",
			.body = "The markets were closed; security was running late.",
			.day = 20230701,
			.themes = { "Politique" } } },
		{ "ln",
		    { .key = "d",
			.title = "Bato ya mboka",
			.body = "Mɔ́kɔnzi ayaki na zando ya monene.",
			.day = 20240102 } },
		{ "fr",
		    { .key = "e", .title = "Un billet sans date", .body = "Le pont, encore." } },
	};
	struct archive *a = place_open(p, ARCHIVE_WRITE);

	for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
		put_in(a, articles[i].lang, &articles[i].sketch);
	return a;
}

Test(search, articles_are_found_by_what_is_asked)
{
	static const struct {
		struct asked asked;
		const char *expected;
	} rows[] = {
		/* Case, accents, number; the title counts more. */
		{ { "securite", 0, 0 }, "La sécurité des marchés|Un pont neuf à Makala" },
		{ { "SÉCURITÉS", 0, 0 }, "La sécurité des marchés|Un pont neuf à Makala" },
		{ { "vendeuse", 0, 0 }, "La sécurité des marchés" },
		/* Each word in the language of the article. */
		{ { "election", 0, 0 }, "Elections in the city" },
		{ { "run", 0, 0 }, "Elections in the city" },
		{ { "mokonzi", 0, 0 }, "Bato ya mboka" },
		/* All words; words that follow one another; words that must not be there. */
		{ { "pont|securite", 0, 0 }, "Un pont neuf à Makala" },
		{ { "pont|elections", 0, 0 }, "" },
		{ { "grand marché", 0, 0 }, "La sécurité des marchés" },
		{ { "marché grand", 0, 0 }, "" },
		{ { "securite|-pont", 0, 0 }, "La sécurité des marchés" },
		{ { "pont|-pont", 0, 0 }, "" },
		{ { "-securite|-pont", 0, 0 }, "Bato ya mboka|Elections in the city" },
		/* Themes and authors, alone and with words. */
		{ { "t/societe", 0, 0 }, "Un pont neuf à Makala|La sécurité des marchés" },
		{ { "t/societe|t/economie", 0, 0 }, "La sécurité des marchés" },
		{ { "t/societe|-t/economie", 0, 0 }, "Un pont neuf à Makala" },
		{ { "by/aimee-lukusa", 0, 0 }, "La sécurité des marchés" },
		{ { "pont|t/politique", 0, 0 }, "" },
		{ { "t/nulle-part", 0, 0 }, "" },
		{ { "t/Société", 0, 0 }, "" },
		/* A theme's name is no word of the text, nor a word a theme. */
		{ { "societe", 0, 0 }, "" },
		{ { "t/pont", 0, 0 }, "" },
		/* Days. */
		{ { "securite", 20230615, 0 }, "Un pont neuf à Makala" },
		{ { "securite", 0, 20230614 }, "La sécurité des marchés" },
		{ { "securite", 20230615, 20230615 }, "Un pont neuf à Makala" },
		{ { "securite", 20230600, 20230699 },
		    "La sécurité des marchés|Un pont neuf à Makala" },
		{ { "securite", 20230700, 0 }, "" },
		{ { "", 20230615, 20230799 }, "Elections in the city|Un pont neuf à Makala" },
		{ { "", 20230601, 20240101 },
		    "Elections in the city|Un pont neuf à Makala|La sécurité des marchés" },
		{ { "", 20230616, 20240102 }, "Bato ya mboka|Elections in the city" },
		{ { "", 20240103, 20230101 }, "" },
		/* The undated are not between two days. */
		{ { "pont", 0, 0 }, "Un pont neuf à Makala|Un billet sans date" },
		{ { "pont", 0, 20991231 }, "Un pont neuf à Makala" },
	};
	struct place p = place_new();
	struct archive *a = filled(&p);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect_found(a, &rows[i].asked, rows[i].expected);
	expect_whole(a);
	archive_close(a);
}

Test(search, what_says_nothing_is_invalid)
{
	static const char *const asked[] = { "", "...", "-!|?", "\"", "\xff" };
	struct place p = place_new();
	struct archive *a = filled(&p);

	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		struct search s = search_of(&(struct asked){ asked[i], 0, 0 });
		struct search_found found = { .total = 7 };

		cr_expect_eq(search_get(a, &s, &found), ST_INVALID, "%s", asked[i]);
		cr_expect_eq(found.total, 0);
	}
	archive_close(a);
}

Test(search, the_language_of_fts5_is_text)
{
	static const char *const asked[] = { "NEAR(qq zz)", "qq OR pont", "title : pont", "qq AND",
		"^qq", "pon*", "(qq", "pont + bac", "{title} : pont", "pont\"bac",
		"'; DROP TABLE article; --", "NOT", "pont NOT bac", "?1", "\\", "t/\"", "by/*",
		"-t/", "*", "d/14" };
	struct place p = place_new();
	struct archive *a = filled(&p);

	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		struct search s = search_of(&(struct asked){ asked[i], 0, 0 });
		struct search_found found;
		enum status st = search_get(a, &s, &found);

		cr_expect(st == ST_OK || st == ST_INVALID, "%s: %s", asked[i], archive_error(a));
		/* The article that any excluded nonsense leaves. */
		cr_expect(found.entries.n == 0 || s.parts[0].excluded, "%s", asked[i]);
		search_found_clear(&found);
	}
	expect_whole(a);
	archive_close(a);
}

Test(search, the_index_follows_the_archive)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct sketch s = { .key = "k",
		.title = "Le bac de Kinkole",
		.body = "Le bac est parti.",
		.byline = "Aimée Lukusa",
		.day = 20230614,
		.themes = { "Fleuve" } };
	struct id id = sketch_put(a, &s);

	expect_word(a, "bac", "Le bac de Kinkole");
	/* Another text, under another day, by another, of another theme. */
	s.body = "Le navire est parti.";
	s.title = "Un navire";
	s.day = 20230701;
	s.byline = "Jean Ilunga";
	s.themes[0] = "Ports";
	sketch_put_as(a, &s, PUT_UPDATED);
	expect_word(a, "bac", "");
	expect_word(a, "by/aimee-lukusa", "");
	expect_word(a, "t/fleuve", "");
	expect_found(a, &(struct asked){ "navire", 20230601, 20230630 }, "");
	expect_word(a, "navire", "Un navire");
	expect_word(a, "t/ports|by/jean-ilunga", "Un navire");
	expect_whole(a);
	/* Removed and back; twice is once. */
	for (int i = 0; i < 2; i++)
		cr_assert_eq(article_remove(a, id.text), ST_OK);
	expect_word(a, "navire", "");
	expect_whole(a);
	s.body = "Le navire est revenu.";
	sketch_put_as(a, &s, PUT_UPDATED);
	expect_word(a, "navire", "");
	for (int i = 0; i < 2; i++)
		cr_assert_eq(article_restore(a, id.text), ST_OK);
	expect_word(a, "revenu", "Un navire");
	expect_whole(a);
	/* Within one transaction: put, changed, removed. */
	cr_assert_eq(archive_begin(a), ST_OK);
	s.body = "Le navire coule.";
	sketch_put_open(a, &s, PUT_UPDATED);
	s.body = "Le navire flotte.";
	sketch_put_open(a, &s, PUT_UPDATED);
	cr_assert_eq(archive_commit(a), ST_OK);
	expect_word(a, "coule", "");
	expect_word(a, "flotte", "Un navire");
	/* Taken back. */
	cr_assert_eq(archive_begin(a), ST_OK);
	s.body = "Le navire brûle.";
	sketch_put_open(a, &s, PUT_UPDATED);
	archive_rollback(a);
	expect_word(a, "brule", "");
	expect_word(a, "flotte", "Un navire");
	expect_whole(a);
	archive_close(a);
}

Test(search, copies_are_not_found_until_they_are_originals)
{
	static const char text[] = "Le fleuve est monté de deux mètres en une nuit et la route du "
				   "port est sous les eaux depuis ce matin, dit la mairie.";
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct sketch first = { .key = "1", .title = "La crue du fleuve", .body = text };
	struct sketch copy = { .key = "2", .title = "La crue du fleuve", .body = text };

	sketch_put(a, &first);
	sketch_put(a, &copy);
	expect_word(a, "crue", "La crue du fleuve");
	first.title = "Rectificatif";
	first.body = "Ce texte a été retiré à la demande de son auteur.";
	sketch_put_as(a, &first, PUT_UPDATED);
	expect_word(a, "crue", "La crue du fleuve");
	expect_word(a, "rectificatif", "Rectificatif");
	expect_whole(a);
	archive_close(a);
}

static const char *context_of(struct archive *a, const char *parts, struct search_found *found)
{
	struct search s = search_of(&(struct asked){ parts, 0, 0 });

	cr_assert_eq(search_get(a, &s, found), ST_OK);
	cr_assert_eq(found->entries.n, 1, "%s", parts);
	return found->entries.items[0].teaser != NULL ? found->entries.items[0].teaser : "(none)";
}

Test(search, a_hit_shows_the_words_around_it)
{
	static const struct {
		const char *parts, *context;
	} rows[] = {
		{ "quinze", "Au quinze du mois, les bateliers du lac ont repris la mer." },
		/* Of several words, where most of them stand together. */
		{ "lac|bouées",
		    "…dit un pêcheur. Le lac a désormais des bouées, des feux et un gardien de phare qui veille chaque nuit sur les…" },
		{ "nuit", "…de phare qui veille chaque nuit sur les bateaux." },
		{ "batelier", "Au quinze du mois, les bateliers du lac ont repris la mer." },
		/* Only the title has it: what a link to it says otherwise. */
		{ "tempête", "Au quinze du mois, les bateliers du lac ont repris la mer." },
		{ "t/lacs", "Au quinze du mois, les bateliers du lac ont repris la mer." },
	};
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);

	put_in(a, "fr",
	    &(struct sketch){ .key = "k",
		.title = "Après la tempête",
		.body = "Au quinze du mois, les bateliers du lac ont repris la mer.\n\n"
			"Il aura fallu attendre longtemps, dit un pêcheur. Le lac a désormais des "
			"bouées, des feux et un gardien de phare qui veille chaque nuit sur les "
			"bateaux.\n",
		.themes = { "Lacs" } });
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct search_found found;
		const char *context = context_of(a, rows[i].parts, &found);

		cr_expect_str_eq(context, rows[i].context, "%s: \"%s\"", rows[i].parts, context);
		cr_expect_leq(strlen(context), SEARCH_CONTEXT_MAX);
		search_found_clear(&found);
	}
	archive_close(a);
}

Test(search, the_nearest_word_is_given_as_it_is_written)
{
	static const struct {
		const char *word, *nearest; /* NULL: there is none */
	} rows[] = {
		{ "sécurté", "sécurité" },
		{ "securitte", "sécurité" },
		{ "secuirte", "sécurité" },
		{ "esecurite", "sécurité" },
		{ "scéurité", "sécurité" },
		{ "makla", "Makala" },
		{ "makalla", "Makala" },
		{ "elecsions", "Elections" },
		{ "securite", NULL },
		{ "xyzzy", NULL },
		{ "po", NULL },
		{ "日本", NULL },
		{ "", NULL },
	};
	struct place p = place_new();
	struct archive *a = filled(&p);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf out = BUF(1024);
		enum status st = search_nearest(a, NULL, rows[i].word, strlen(rows[i].word), &out);

		cr_expect_eq(st, rows[i].nearest != NULL ? ST_OK : ST_NOTFOUND, "%s: %s, %s",
		    rows[i].word, status_text(st), buf_str(&out));
		cr_expect_str_eq(buf_str(&out), rows[i].nearest != NULL ? rows[i].nearest : "",
		    "%s", rows[i].word);
		buf_clear(&out);
	}
	archive_close(a);
}

/* More than are ranked: the newest of them are, whatever the order in which they came. */
Test(search, of_a_frequent_word_the_newest_are_ranked)
{
	enum { OLD = 7 * 28, N = SEARCH_RANKED + OLD };
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct search s = search_of(&(struct asked){ "fleuve", 0, 0 });
	struct search_found found;

	cr_assert_eq(archive_begin(a), ST_OK);
	for (int i = 0; i < N; i++) {
		char key[64], body[128];
		int k = i * 7919 % N; /* every day of some years, out of order */

		snprintf(key, sizeof key, "n%d", k);
		snprintf(body, sizeof body, "Le fleuve x%d y%d z%d w%d v%d.", k, k, k, k, k);
		sketch_put_open(a,
		    &(struct sketch){ .key = key,
			.title = key,
			.body = body,
			.day = (2000 + k / 336) * 10000 + (k / 28 % 12 + 1) * 100 + k % 28 + 1 },
		    PUT_NEW);
	}
	cr_assert_eq(archive_commit(a), ST_OK);
	cr_assert_eq(search_get(a, &s, &found), ST_OK);
	cr_expect_eq(found.total, SEARCH_RANKED);
	cr_expect(found.more);
	cr_assert_eq(found.entries.n, 20);
	cr_expect_str_eq(found.entries.items[0].title, "n1195");
	cr_expect_str_eq(found.entries.items[19].title, "n1176");
	search_found_clear(&found);
	s.offset = SEARCH_RANKED - 1;
	cr_assert_eq(search_get(a, &s, &found), ST_OK);
	cr_assert_eq(found.entries.n, 1);
	cr_expect_str_eq(found.entries.items[0].title, "n196");
	search_found_clear(&found);
	/* The old ones are found where the days are asked for. */
	s.offset = 0;
	s.to = 20000131;
	cr_assert_eq(search_get(a, &s, &found), ST_OK);
	cr_expect_eq(found.total, 28);
	cr_expect_not(found.more);
	search_found_clear(&found);
	expect_whole(a);
	archive_close(a);
}

Test(search, one_that_is_given_up_says_so)
{
	enum { N = 60 }; /* so many that the clock is looked at in between */
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	atomic_bool given_up = true;
	struct search s = search_of(&(struct asked){ "pont", 0, 0 });
	struct search_found found;

	cr_assert_eq(archive_begin(a), ST_OK);
	for (int i = 0; i < N; i++) {
		char key[32];

		snprintf(key, sizeof key, "Pont %d", i);
		sketch_put_open(a, &(struct sketch){ .key = key, .title = key }, PUT_NEW);
	}
	cr_assert_eq(archive_commit(a), ST_OK);
	s.deadline.given_up = &given_up;
	cr_expect_eq(search_get(a, &s, &found), ST_LATE);
	s.deadline = (struct deadline){ .at = 1 }; /* long ago */
	cr_expect_eq(search_get(a, &s, &found), ST_LATE);
	s.deadline = (struct deadline){ .at = INT64_MAX, .given_up = &given_up };
	cr_expect_eq(search_get(a, &s, &found), ST_LATE);
	cr_expect_eq(found.total, 0);
	cr_expect_eq(found.entries.n, 0);
	/* What is asked next knows nothing of it. */
	expect_listing(a, &(struct listing){ .limit = 1 }, "Pont 59");
	given_up = false;
	cr_assert_eq(search_get(a, &s, &found), ST_OK);
	cr_expect_eq(found.total, N);
	search_found_clear(&found);
	archive_close(a);
}
