/* An article under several keys and addresses. */
#include "tests/archive/helpers.h"

static const char address[] = "https://example.org/crue";

struct given {
	const char *key, *url, *title, *body, *byline;
	bool partial;
	enum put_result expected;
};

static struct id give(struct archive *a, const struct given *g)
{
	struct article in = sketch_article(&(struct sketch){
	    .key = g->key, .title = g->title, .body = g->body, .byline = g->byline });
	enum put_result result;
	struct id id;

	in.url = sketch_copy(g->url);
	in.partial = g->partial;
	cr_expect_eq(article_compare(a, &in, &result), ST_OK);
	cr_expect_eq(result, g->expected, "compare %s: %d", g->body, result);
	cr_assert_eq(archive_begin(a), ST_OK);
	cr_assert_eq(article_put(a, &in, &result), ST_OK, "%s", archive_error(a));
	cr_assert_eq(archive_commit(a), ST_OK);
	cr_expect_eq(result, g->expected, "put %s: %d", g->body, result);
	snprintf(id.text, sizeof id.text, "%s", in.id);
	article_clear(&in);
	expect_whole(a);
	return id;
}

static void expect_body(struct archive *a, const struct id *id, const char *body, bool partial)
{
	struct article out;

	cr_assert_eq(article_get(a, id->text, &out), ST_OK);
	cr_expect_str_eq(out.body, body);
	cr_expect_eq(out.partial, partial, "%s", body);
	article_clear(&out);
}

static struct id id_of(const char *key)
{
	char ident[IDENT_MAX + 1];
	struct id id = { "" };

	ident_of(key, strlen(key), ident);
	memcpy(id.text, ident, IDENT_MIN);
	return id;
}

Test(place, a_full_text_replaces_a_part_and_never_the_other_way)
{
	static const struct given steps[] = {
		{ "k", NULL, "Crue", "Le début", NULL, true, PUT_NEW },
		{ "k", NULL, "Crue", "Le début", NULL, true, PUT_UNCHANGED },
		{ "k", NULL, "Crue", "Un autre début", NULL, true, PUT_UPDATED },
		{ "k", NULL, "Crue", "Tout", NULL, false, PUT_COMPLETED },
		{ "k", NULL, "Crue", "Encore un début, long", NULL, true, PUT_UNCHANGED },
		{ "k", NULL, "Crue", "Tout, corrigé", NULL, false, PUT_UPDATED },
	};
	static const char *const bodies[] = { "Le début", "Le début", "Un autre début", "Tout",
		"Tout", "Tout, corrigé" };
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);

	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		struct id id = give(a, &steps[i]);

		expect_body(a, &id, bodies[i], i < 3);
	}
	archive_close(a);
}

/* A feed's description, in full at first, then its first words. */
Test(place, what_is_only_the_beginning_of_a_text_does_not_replace_it)
{
	static const char all[] =
	    "Le fleuve monte. Les écoles ferment demain.\n\nOn attend le bac.\n";
	static const struct {
		const char *body;
		bool partial, was_partial;
		enum put_result expected;
	} cases[] = {
		{ "Le fleuve monte. Les éco…\n", true, true, PUT_UNCHANGED },
		{ "Le fleuve monte. Les écoles  [...]\n\n=> https://example.org/1\n", true, true,
		    PUT_UNCHANGED },
		{ "Le fleuve monte.\n", false, true, PUT_UNCHANGED },
		{ "=> https://example.org/1\n", true, true, PUT_UNCHANGED },
		{ "Le fleuve monte, les éco…\n", true, true, PUT_UNCHANGED },
		{ "Le fleuve baisse. Les éco…\n", true, true, PUT_UPDATED },
		{ "Le fleuve monte. Les écoles ferment demain.\n\nOn attend le bac. Il…\n", true,
		    true, PUT_COMPLETED },
		{ all, false, true, PUT_COMPLETED },
		/* Of whole texts what says that it was cut off. */
		{ "Le fleuve monte. Les éco…\n", false, false, PUT_UNCHANGED },
		{ "Le fleuve monte. Les écoles [...]\n\n=> https://example.org/1\n", false, false,
		    PUT_UNCHANGED },
		{ "Le fleuve monte.\n", false, false, PUT_UPDATED },
		{ "Le fleuve monte. Les écoles ferment demain.\n", false, false, PUT_UPDATED },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct place p = place_new();
		struct archive *a = place_open(&p, ARCHIVE_WRITE);
		struct id id = give(a,
		    &(struct given){ "k", NULL, "Crue", all, NULL, cases[i].was_partial, PUT_NEW });

		give(a,
		    &(struct given){ "k", NULL, "Crue", cases[i].body, NULL, cases[i].partial,
			cases[i].expected });
		expect_body(a, &id, cases[i].expected == PUT_UNCHANGED ? all : cases[i].body,
		    cases[i].expected == PUT_UNCHANGED ? cases[i].was_partial : cases[i].partial);
		archive_close(a);
	}
}

/* A feed's item, then the page that it links to, saved; and the other way round. */
Test(place, an_item_and_its_page_are_one_article_with_the_first_ones_id)
{
	static const struct given item = { "guid:7", address, "La crue", "Le début", "Ana", true,
		PUT_NEW };
	static const struct given page = { address, NULL, "La crue | Le Courrier",
		"Tout ce qu'il y a à en dire", NULL, false, PUT_COMPLETED };
	struct id of_item = id_of("guid:7"), of_page = id_of(address), first, second;
	struct given again = item, later = page;

	for (int order = 0; order < 2; order++) {
		struct place p = place_new();
		struct archive *a = place_open(&p, ARCHIVE_WRITE);

		later.expected = order == 0 ? PUT_COMPLETED : PUT_NEW;
		again.expected = order == 0 ? PUT_NEW : PUT_UNCHANGED;
		first = give(a, order == 0 ? &again : &later);
		second = give(a, order == 0 ? &later : &again);
		cr_expect_str_eq(first.text, order == 0 ? of_item.text : of_page.text);
		cr_expect_str_eq(second.text, first.text);
		cr_expect_eq(counts_of(a).articles, 1);
		expect_body(a, &of_item, page.body, false);
		expect_body(a, &of_page, page.body, false);
		/* Once more, and nothing moves. */
		again.expected = later.expected = PUT_UNCHANGED;
		give(a, &again);
		give(a, &later);
		archive_close(a);
	}
}

Test(place, of_whole_texts_under_two_keys_the_longer_stays_with_what_only_the_other_said)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id id = give(
	    a, &(struct given){ "guid:7", address, "Crue", "Assez court", "Ana", false, PUT_NEW });
	struct article out;

	give(a, &(struct given){ address, NULL, "Crue", "Court", NULL, false, PUT_UNCHANGED });
	expect_body(a, &id, "Assez court", false);
	give(a,
	    &(struct given){ address, NULL, "Crue", "Bien plus long", NULL, false, PUT_UPDATED });
	expect_body(a, &id, "Bien plus long", false);
	/* The source of the text may shorten it. */
	give(a, &(struct given){ address, NULL, "Crue", "Bref", NULL, false, PUT_UPDATED });
	cr_assert_eq(article_get(a, id.text, &out), ST_OK);
	cr_expect_str_eq(out.body, "Bref");
	cr_expect_str_eq(out.byline, "Ana");
	cr_expect_str_eq(out.url, address);
	cr_expect_str_eq(out.key, "guid:7");
	article_clear(&out);
	archive_close(a);
}

Test(place, articles_that_share_a_link_are_one_only_under_one_title)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);

	give(a, &(struct given){ "1", address, "La crue", "Un", NULL, false, PUT_NEW });
	give(a, &(struct given){ "2", address, "Le bac", "Deux", NULL, false, PUT_NEW });
	give(a,
	    &(struct given){ "3", address, "LA CRUE !", "Trois fois", NULL, false, PUT_UPDATED });
	expect_all(a, "Le bac|LA CRUE !");
	archive_close(a);
}

Test(place, an_alias_is_removed_and_restored_with_its_article)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id of_page = id_of(address);
	struct article out;
	struct id id = give(
	    a, &(struct given){ "guid:7", address, "Crue", "Un", NULL, false, PUT_NEW });

	cr_expect_eq(article_remove(a, of_page.text), ST_OK);
	cr_expect_eq(article_get(a, id.text, &out), ST_GONE);
	cr_expect_eq(article_get(a, of_page.text, &out), ST_GONE);
	cr_expect_eq(article_restore(a, of_page.text), ST_OK);
	expect_body(a, &id, "Un", false);
	archive_close(a);
}

/* A feed's link and the page's own address are seldom letter for letter the same. */
Test(place, an_address_is_known_in_its_other_spellings)
{
#define PAGE "https://example.org/a/greve"
	static const struct {
		const char *key, *url, *other_key, *other_url;
		bool same;
	} cases[] = {
		{ PAGE "?utm_source=rss&utm_medium=feed", NULL, PAGE "/", NULL, true },
		{ "guid:7", PAGE "?utm_source=rss", PAGE "/", NULL, true },
		{ PAGE "/", NULL, "guid:7", PAGE "?utm_source=rss", true },
		{ PAGE "/", NULL, PAGE, NULL, true },
		{ PAGE, NULL, PAGE "/", NULL, true },
		{ "http://example.org/a/greve", NULL, PAGE, NULL, true },
		{ "http://Example.ORG:80/a/greve/", NULL, "https://example.org:443/a/greve", NULL,
		    true },
		{ PAGE "#xtor=RSS-1", NULL, PAGE "/?at_medium=rss", NULL, true },
		{ PAGE "?id=3&fbclid=x", NULL, PAGE "/?id=3", NULL, true },
		{ PAGE "?fbclid=x&id=3", NULL, PAGE "?id=3#", NULL, true },
		{ PAGE "?id=3", NULL, PAGE "?id=4", NULL, false },
		{ PAGE "?id=3", NULL, PAGE, NULL, false },
		{ PAGE "#direct-1", NULL, PAGE "#direct-2", NULL, false },
		{ "https://example.org/?utm_content=1", NULL, "https://example.org/?utm_content=2",
		    NULL, false },
		{ "https://example.org/?p=1", NULL, "http://example.org/?p=1", NULL, true },
		{ "https://example.org/A", NULL, "https://example.org/a", NULL, false },
		{ "https://example.org/a", NULL, "https://example.net/a", NULL, false },
		{ "gemini://example.org/a", NULL, "gemini://example.org/a/", NULL, false },
		{ "urn:x/", NULL, "urn:x", NULL, false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct place p = place_new();
		struct archive *a = place_open(&p, ARCHIVE_WRITE);
		struct id first, second, known = id_of(cases[i].other_key);
		enum put_result expected = cases[i].same ? PUT_UPDATED : PUT_NEW;

		first = give(a,
		    &(struct given){
			cases[i].key, cases[i].url, "La grève", "Bref", NULL, false, PUT_NEW });
		second = give(a,
		    &(struct given){ cases[i].other_key, cases[i].other_url,
			cases[i].other_url != NULL || !cases[i].same ? "La grève" : "La grève !",
			"Bien plus long", NULL, false, expected });
		cr_expect_eq(strcmp(first.text, second.text) == 0, cases[i].same, "%s and %s",
		    cases[i].key, cases[i].other_key);
		expect_body(a, &known, "Bien plus long", false);
		/* Once more, and nothing moves. */
		give(a,
		    &(struct given){ cases[i].key, cases[i].url, "La grève", "Bref", NULL, false,
			PUT_UNCHANGED });
		archive_close(a);
	}
#undef PAGE
}
