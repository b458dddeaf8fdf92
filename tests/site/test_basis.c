/* What answers are kept, under what key, and how long they hold. */
#include "site/site.h"
#include "tests/page/helpers.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A newspaper and its capsule folder. */
struct place {
	struct paper paper;
	struct support_path root;
	struct mime *mime;
	struct site *site;
};

static struct place place_open(void)
{
	struct place p = { .paper = paper_open(), .root = support_folder() };
	struct error e = { "" };

	paper_fill(&p.paper);
	support_file(p.root.text, "help.txt", "Aide\n", 5);
	cr_assert_eq(mime_open(&p.mime, &e), ST_OK, "%s", e.text);
	cr_assert_eq(
	    site_open(&p.paper.context, p.root.text, p.mime, &p.site, &e), ST_OK, "%s", e.text);
	return p;
}

static void place_close(struct place *p)
{
	site_close(p->site);
	mime_free(p->mime);
	paper_close(&p->paper);
}

static struct answer asked(
    struct place *p, enum protocol protocol, const char *path, const char *query)
{
	struct answer a;
	struct error e = { "" };

	site_answer(p->site, protocol, path, query, &a, &e);
	return a;
}

/* The basis of an answer that lasts. */
static struct site_basis basis_of(struct place *p, const char *path)
{
	struct answer a = asked(p, PROTOCOL_GEMINI, path, NULL);
	struct site_basis b = a.basis;

	cr_expect(a.lasting, "%s", path);
	answer_clear(&a);
	return b;
}

Test(basis, pages_last_and_nothing_else)
{
	static const struct {
		const char *path, *query;
		bool gemini, gopher;
	} cases[] = {
		{ "/", NULL, true, true },
		{ "/new", NULL, true, true },
		{ "/top", NULL, true, true },
		{ "/how", NULL, true, true },
		{ "/feed.xml", "full", true, true },
		{ "/s", "pont", true, true },
		{ "/s", NULL, false, true }, /* a prompt */
		{ "/new/1", NULL, false, true },
		{ "/new/99", NULL, false, false },
		{ "/a/zzzzzzz", NULL, false, false },
		{ "/help.txt", NULL, false, false },
		{ "/absent", NULL, false, false },
	};
	struct place p = place_open();

	for (size_t i = 0; i < 2 * sizeof cases / sizeof cases[0]; i++) {
		struct answer a = asked(&p, i % 2 == 0 ? PROTOCOL_GEMINI : PROTOCOL_GOPHER,
		    cases[i / 2].path, cases[i / 2].query);

		cr_expect_eq(a.lasting, i % 2 == 0 ? cases[i / 2].gemini : cases[i / 2].gopher,
		    "%s, %zu", cases[i / 2].path, i % 2);
		answer_clear(&a);
	}
	place_close(&p);
}

Test(basis, a_page_holds_until_the_next_import)
{
	static const char *const paths[] = { "/", "/new", "/how", "/t/sport", "/d/2023" };
	enum { N = sizeof paths / sizeof paths[0] };
	struct place p = place_open();
	struct site_basis bases[N];

	for (size_t i = 0; i < N; i++) {
		bases[i] = basis_of(&p, paths[i]);
		cr_expect(site_holds(p.site, &bases[i]), "%s", paths[i]);
	}
	paper_add(&p.paper, &(struct story){ .key = "x", .title = "Du neuf", .body = "Oui.\n" });
	for (size_t i = 0; i < N; i++)
		cr_expect(!site_holds(p.site, &bases[i]), "%s", paths[i]);
	place_close(&p);
}

/* What was ranked is on some pages, and not on others. */
Test(basis, a_page_holds_until_the_ranking_that_it_shows_changes)
{
	static const char *const keys[] = { "pont", "marche", "bibliotheque", "finale", "route" };
	static const struct {
		const char *path;
		bool holds;
	} cases[] = {
		{ "/", false },
		{ "/top", false },
		{ "/top/day", false },
		{ "/new", true },
		{ "/how", true },
		{ "/t/sport", true },
	};
	enum { N = sizeof cases / sizeof cases[0], NOW = 1700000000 };
	struct place p = place_open();
	struct site_basis bases[N], article;
	char path[64];

	snprintf(path, sizeof path, "/a/%s", paper_id_of("pont").text);
	for (size_t i = 0; i < N; i++)
		bases[i] = basis_of(&p, cases[i].path);
	article = basis_of(&p, path);
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		paper_read(&p.paper, keys[i], 2, NOW);
	for (size_t i = 0; i < N; i++)
		cr_expect(site_holds(p.site, &bases[i]), "%s: not ranked yet", cases[i].path);
	paper_rank(&p.paper, NOW);
	for (size_t i = 0; i < N; i++)
		cr_expect_eq(site_holds(p.site, &bases[i]), cases[i].holds, "%s", cases[i].path);
	cr_expect(!site_holds(p.site, &article));
	place_close(&p);
}

/* front.gmi is above the front page, about.gmi has a link there. */
Test(basis, the_front_page_holds_until_its_files_change)
{
	static const char *const names[] = { "front.gmi", "about.gmi" };
	struct place p = place_open();
	struct site_basis other = basis_of(&p, "/new");

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct site_basis before = basis_of(&p, "/"), now;
		char path[PATH_MAX + 16];

		snprintf(path, sizeof path, "%s/%s", p.root.text, names[i]);
		support_file(p.root.text, names[i], "Un\n", 3);
		cr_expect(!site_holds(p.site, &before), "%s came", names[i]);
		now = basis_of(&p, "/");
		cr_expect(site_holds(p.site, &now));
		support_file(p.root.text, names[i], "Deux\n", 5);
		cr_expect(!site_holds(p.site, &now), "%s changed", names[i]);
		now = basis_of(&p, "/");
		cr_assert_eq(unlink(path), 0);
		cr_expect(!site_holds(p.site, &now), "%s went", names[i]);
		cr_expect(site_holds(p.site, &before), "%s is as it was", names[i]);
	}
	cr_expect(site_holds(p.site, &other));
	place_close(&p);
}

/* Of what type a link's item is says the file, which may be another by the next time. */
Test(basis, a_menu_with_links_to_files_does_not_last)
{
	struct place p = place_open();
	struct answer a = asked(&p, PROTOCOL_GOPHER, "/", NULL);

	site_item_type(p.site, "/new", &a);
	site_item_type(p.site, "/s/2?pont", &a);
	site_item_type(p.site, "/about.gmi", &a);
	cr_expect(a.lasting, "its basis knows of about.gmi");
	cr_expect_eq(site_item_type(p.site, "/help.txt", &a), '0');
	cr_expect(!a.lasting);
	answer_clear(&a);
	a = asked(&p, PROTOCOL_GOPHER, "/new", NULL);
	cr_expect(a.lasting);
	site_item_type(p.site, "/about.gmi", &a);
	cr_expect(!a.lasting);
	answer_clear(&a);
	place_close(&p);
}

/* ---- keys ---- */

static struct site_plan planned(
    enum protocol protocol, const char *path, const char *query, bool attributes)
{
	struct request r = { .asks = query != NULL, .attributes = attributes };
	struct site_plan plan;

	snprintf(r.path, sizeof r.path, "%s", path);
	snprintf(r.query, sizeof r.query, "%s", query != NULL ? query : "");
	site_plan(protocol, &r, &plan);
	return plan;
}

Test(plan, one_page_has_one_key)
{
	static const struct {
		enum protocol protocol;
		const char *path, *query;
		bool attributes;
		const char *key; /* "": none */
		bool slow;
	} cases[] = {
		{ PROTOCOL_GEMINI, "/", NULL, false, "g /", false },
		{ PROTOCOL_GOPHER, "/", NULL, false, "o /", false },
		{ PROTOCOL_GOPHER, "/", NULL, true, "o$/", false },
		{ PROTOCOL_GEMINI, "/new", "", false, "g /new", false },
		{ PROTOCOL_GEMINI, "/new", "nothing to do with it", false, "g /new", false },
		{ PROTOCOL_GEMINI, "/feed.xml", "full", false, "g /feed.xml\nfull", true },
		{ PROTOCOL_GEMINI, "/feed.xml", NULL, false, "g /feed.xml", false },
		{ PROTOCOL_GEMINI, "/s", NULL, false, "g /s", false },
		{ PROTOCOL_GEMINI, "/s", "", false, "g /s\n", true },
		{ PROTOCOL_GEMINI, "/s", "pont", false, "g /s\npont", true },
		{ PROTOCOL_GOPHER, "/s/2", "pont", false, "o /s/2\npont", true },
		/* Another way to write a path: a redirect, or the same page. */
		{ PROTOCOL_GEMINI, "/s/1", "pont", false, "", false },
		{ PROTOCOL_GOPHER, "/s/1", "pont", false, "o /s\npont", true },
		{ PROTOCOL_GOPHER, "/new/", NULL, false, "o /new", false },
		{ PROTOCOL_GEMINI, "/about.gmi", NULL, false, "", false },
		{ PROTOCOL_GEMINI, "/absent", "pont", false, "", false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct site_plan plan = planned(
		    cases[i].protocol, cases[i].path, cases[i].query, cases[i].attributes);

		cr_expect_str_eq(plan.key, cases[i].key, "%zu: %s", i, plan.key);
		cr_expect_eq(plan.slow, cases[i].slow, "%zu", i);
	}
}

Test(plan, the_longest_key_is_whole)
{
	char query[PAGE_QUERY_MAX + 1];
	struct site_plan plan;

	memset(query, 'x', sizeof query - 1);
	query[sizeof query - 1] = '\0';
	plan = planned(PROTOCOL_GEMINI, "/s/99999", query, false);
	cr_expect_eq(strlen(plan.key), strlen("g /s/99999\n") + PAGE_QUERY_MAX);
}
