/* What the Gopher side says besides menus: texts, cards, errors; and how it may be asked. */
#include "tests/server/reader.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { COLUMNS = 67, SELECTOR_MAX = 255 };

static const struct reader_how plain = { .plain = true };

/* ---- texts ---- */

static void expect_text(const struct reply *r, size_t columns)
{
	const char *s = r->bytes, *end;

	cr_expect_eq(r->ending, END_SHUT);
	for (; (end = strstr(s, "\r\n")) != NULL; s = end + 2) {
		/* The space before a dot is no part of the text. */
		size_t n = (size_t)(end - s) - (strncmp(s, " .", 2) == 0 ? 1 : 0);

		cr_expect_leq(n, columns, "%.*s", (int)n, s);
		cr_expect_neq(*s, '.', "a line begins with a dot");
		for (; s < end; s++)
			cr_expect(*s >= ' ' && *s <= '~', "byte %02x", (unsigned char)*s);
	}
	cr_expect_eq(s, r->bytes + r->len, "it does not end with CR LF: %s", s);
	cr_expect_null(strstr(r->bytes, "\r\n.\r\n"));
}

static struct reply article_text(const struct harness *h, const char *title)
{
	char selector[32];

	snprintf(selector, sizeof selector, "/a/%s.txt", harness_find(h, title).text);
	return reader_gopher(h, selector);
}

Test(gopher, text_is_ascii_wrapped_at_67_columns_without_a_dot_at_its_end)
{
	struct harness h;
	struct reply r;

	harness_up(&h, NULL);
	r = article_text(&h, "Passerelle");
	expect_text(&r, COLUMNS);
	cr_expect_not_null(strstr(r.bytes, "\"grand oeuvre\""));
	cr_expect_not_null(strstr(r.bytes, "12 000 EUR"));
	cr_expect_not_null(strstr(r.bytes, "Noelle Fanchard, maitresse d'oeuvre"));
	cr_expect_not_null(strstr(r.bytes, "\r\n . Un point ouvre cette phrase"));
	cr_expect_null(strstr(r.bytes, "Le phare de Cap-Morne"), "a text has no lists");
	reply_clear(&r);
	harness_stop(&h);
}

Test(gopher, text_is_as_wide_as_the_ini_says)
{
	struct harness h;
	struct reply r;

	harness_up(&h, &(struct harness_ini){ .gopher = "columns = 38\n" });
	r = article_text(&h, "Passerelle");
	expect_text(&r, 38);
	reply_clear(&r);
	harness_stop(&h);
}

Test(gopher, lines_of_files_that_begin_with_a_dot_get_a_space_before_it)
{
	static const char file[] = ".\n..\n.debut\nmilieu.\n\n .\nfin sans fin de ligne";
	static const char expected[] =
	    " .\r\n ..\r\n .debut\r\nmilieu.\r\n\r\n .\r\nfin sans fin de ligne\r\n";
	struct harness h;
	struct reply r;

	harness_prepare(&h, NULL);
	harness_file(&h, "points.txt", file, sizeof file - 1);
	harness_file(&h, "dos.txt", "a\r\nb\r\n", 6);
	harness_stock(&h);
	harness_start(&h);
	r = reader_gopher(&h, "/points.txt");
	cr_expect_str_eq(r.bytes, expected);
	reply_clear(&r);
	r = reader_gopher(&h, "/dos.txt");
	cr_expect_str_eq(r.bytes, "a\r\nb\r\n");
	reply_clear(&r);
	harness_stop(&h);
}

Test(gopher, the_card_leads_to_the_text_and_tells_its_beginning)
{
	struct harness h;
	struct harness_id id;
	char selector[32], link[128];
	struct reply r;

	harness_up(&h, NULL);
	id = harness_find(&h, "phare");
	snprintf(selector, sizeof selector, "/a/%s", id.text);
	snprintf(link, sizeof link, "\t/a/%s.txt\tlocalhost\t%u\r\n", id.text, h.gopher);
	r = reader_gopher(&h, selector);
	cr_expect_not_null(strstr(r.bytes, link), "%s", r.bytes);
	cr_expect_not_null(strstr(r.bytes, "\r\n0Lire l'article ("));
	cr_expect_not_null(strstr(r.bytes, "iSamedi 3 juin 2023"));
	cr_expect_not_null(strstr(r.bytes, "les deux derniers gardiens du phare"));
	cr_expect_null(strstr(r.bytes, "Une balise"), "a card has the beginning alone");
	reply_clear(&r);
	harness_stop(&h);
}

/* ---- requests ---- */

Test(gopher, requests_may_end_in_any_of_the_usual_ways)
{
	static const struct {
		const char *name, *sent;
	} cases[] = {
		{ "CR LF", "/new\r\n" },
		{ "LF", "/new\n" },
		{ "LF CR", "/new\n\r" },
		{ "no slash", "new\r\n" },
		{ "a TAB and nothing", "/new\t\r\n" },
		{ "search words", "/new\tmots\r\n" },
		{ "a question mark", "/new?mots\r\n" },
		{ "a page's other path", "/new/\r\n" },
		{ "more lines", "/new\r\n/t\r\n" },
	};
	struct harness h;
	struct reply whole;

	harness_up(&h, NULL);
	whole = reader_gopher(&h, "/new");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct reply r = reader_ask(h.gopher, &plain, cases[i].sent, strlen(cases[i].sent));

		cr_expect_str_eq(r.bytes, whole.bytes, "%s", cases[i].name);
		reply_clear(&r);
	}
	reply_clear(&whole);
	harness_stop(&h);
}

Test(gopher, a_request_may_come_in_single_bytes)
{
	struct harness h;
	struct reply whole, r;

	harness_up(&h, NULL);
	whole = reader_gopher(&h, "/new");
	r = reader_ask(
	    h.gopher, &(struct reader_how){ .plain = true, .dribble = true }, "/new\r\n", 6);
	cr_expect_str_eq(r.bytes, whole.bytes);
	reply_clear(&whole);
	reply_clear(&r);
	harness_stop(&h);
}

/* The error, then the way home. */
static void expect_error(const struct reply *r, const char *name, const char *text)
{
	char line[256];
	const char *rest = r->bytes;

	snprintf(line, sizeof line, "3%s\t\tnull.host\t1\r\n1Accueil\t/\tlocalhost\t", text);
	cr_assert(strncmp(rest, line, strlen(line)) == 0, "%s: %s", name, r->bytes);
	rest += strlen(line);
	rest += strspn(rest, "0123456789");
	cr_expect_str_eq(rest, "\r\n.\r\n", "%s: %s", name, r->bytes);
	cr_expect_eq(r->ending, END_SHUT);
}

Test(gopher, what_cannot_be_answered_is_an_error_item)
{
	static const char absent[] = "Cette page n'existe pas.",
			  bad[] = "Cette demande n'est pas valable.";
	static const struct {
		const char *sent;
		const char *text;
	} cases[] = {
		{ "/rien\r\n", absent },
		{ "/a/zzzzzzz\r\n", absent },
		{ "/a/zzzzzzz.txt\r\n", absent },
		{ "/new/99\r\n", absent },
		{ "/t/rien\r\n", absent },
		{ "/\x01\r\n", bad },
		{ "/\xff\r\n", bad },
		{ "/\x1b[2J\r\n", bad },
	};
	struct harness h;

	harness_up(&h, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct reply r = reader_ask(h.gopher, &plain, cases[i].sent, strlen(cases[i].sent));

		expect_error(&r, cases[i].sent, cases[i].text);
		reply_clear(&r);
	}
	harness_stop(&h);
}

Test(gopher, a_selector_has_255_bytes_at_most)
{
	static const struct {
		size_t len;
		const char *text;
	} cases[] = {
		{ SELECTOR_MAX, "Cette page n'existe pas." },
		{ SELECTOR_MAX + 1, "Cette demande n'est pas valable." },
		{ 1024, "Cette demande n'est pas valable." },
		{ 1025, "Cette demande n'est pas valable." },
		{ 4000, "Cette demande n'est pas valable." },
	};
	struct harness h;

	harness_up(&h, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char line[4096], name[32];
		struct reply r;

		memset(line, 'a', sizeof line);
		line[0] = '/';
		memcpy(line + cases[i].len, "\r\n", 2);
		snprintf(name, sizeof name, "%zu bytes", cases[i].len);
		r = reader_ask(h.gopher, &plain, line, cases[i].len + 2);
		expect_error(&r, name, cases[i].text);
		reply_clear(&r);
	}
	harness_stop(&h);
}

Test(gopher, a_removed_article_is_an_error_and_a_restored_one_is_back)
{
	struct harness h;
	struct harness_id id;
	char selector[32];
	struct reply r;
	struct ran ran;

	harness_up(&h, NULL);
	id = harness_find(&h, "phare");
	ran = harness_run(&h, (const char *const[]){ "remove", id.text, NULL });
	cr_assert_eq(ran.status, 0);
	ran_clear(&ran);
	for (size_t i = 0; i < 2; i++) {
		snprintf(selector, sizeof selector, "/a/%s%s", id.text, i == 0 ? "" : ".txt");
		r = reader_gopher(&h, selector);
		expect_error(&r, selector, "Cet article a ete retire.");
		reply_clear(&r);
	}
	ran = harness_run(&h, (const char *const[]){ "restore", id.text, NULL });
	cr_assert_eq(ran.status, 0);
	ran_clear(&ran);
	r = reader_gopher(&h, selector);
	expect_text(&r, COLUMNS);
	reply_clear(&r);
	harness_stop(&h);
}

Test(gopher, a_client_that_says_nothing_is_dropped)
{
	struct harness h;
	struct reply r;

	harness_up(&h, &(struct harness_ini){ .limits = "rate = 0\nrequest = 1s\n" });
	r = reader_ask(h.gopher, &plain, "", 0);
	cr_expect_eq(r.len, 0);
	reply_clear(&r);
	r = reader_ask(h.gopher, &plain, "/new", 4);
	cr_expect_eq(r.len, 0);
	reply_clear(&r);
	r = reader_gopher(&h, "/new");
	cr_expect_str_not_empty(r.bytes);
	reply_clear(&r);
	harness_stop(&h);
}
