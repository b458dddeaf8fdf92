/* Menus on the wire of the Gopher side, and where their items lead. */
#include "tests/server/reader.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_COLUMNS = 69, FIELDS = 4, SELECTOR_MAX = 255 };

/* ---- menus ---- */

struct item {
	char type;
	char *fields[FIELDS]; /* name, selector, host, port */
};

/* Cut line[] (without CR LF) into *out; false unless it is a type and exactly four fields. */
static bool cut_item(char *line, struct item *out)
{
	char *s = line + 1;

	out->type = line[0];
	if (out->type == '\0')
		return false;
	for (size_t i = 0; i < FIELDS; i++) {
		out->fields[i] = s;
		s = strchr(s, '\t');
		if (i + 1 == FIELDS)
			return s == NULL;
		if (s == NULL)
			return false;
		*s++ = '\0';
	}
	return false;
}

static bool is_printable_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if (*s < ' ' || *s > '~')
			return false;
	return true;
}

static void expect_item(const struct harness *h, const struct item *i)
{
	unsigned port = (unsigned)strtoul(i->fields[3], NULL, 10);

	cr_expect(is_printable_ascii(i->fields[0]), "not ASCII: %s", i->fields[0]);
	cr_expect_leq(strlen(i->fields[0]), NAME_MAX_COLUMNS, "too wide: %s", i->fields[0]);
	if (i->type == 'i' || i->type == '3') {
		cr_expect_str_empty(i->fields[1]);
		cr_expect_str_eq(i->fields[2], "null.host");
		cr_expect_eq(port, 1);
		return;
	}
	cr_expect_not_null(strchr("01hgI9s7", i->type), "type %c", i->type);
	cr_expect_str_eq(i->fields[2], "localhost");
	cr_expect_eq(port, h->gopher);
	cr_expect_str_not_empty(i->fields[0], "an item without a name");
	cr_expect_str_not_empty(i->fields[1], "an empty selector");
	cr_expect_leq(strlen(i->fields[1]), SELECTOR_MAX);
}

/*
 * Check every line of a menu, up to its dot and the end; calls `fn` with each item. The bytes of
 * *r are cut up.
 */
static void expect_menu(const struct harness *h, struct reply *r,
    void (*fn)(void *ctx, const struct item *i), void *ctx)
{
	char *s = r->bytes, *end;

	cr_expect_eq(r->ending, END_SHUT);
	cr_assert_geq(r->len, 3);
	cr_expect_str_eq(r->bytes + r->len - 3, ".\r\n", "no dot at the end");
	for (; (end = strstr(s, "\r\n")) != NULL; s = end + 2) {
		struct item i;

		*end = '\0';
		if (strcmp(s, ".") == 0)
			break;
		if (!cut_item(s, &i)) {
			cr_expect_fail("not four fields: %s", s);
			continue;
		}
		expect_item(h, &i);
		if (fn != NULL)
			fn(ctx, &i);
	}
	cr_expect_eq(end, r->bytes + r->len - 2, "bytes after the dot");
}

static void expect_menu_at(const struct harness *h, const char *selector)
{
	struct reply r = reader_gopher(h, selector);

	cr_expect_neq(r.bytes[0], '3', "%s: %s", selector, r.bytes);
	expect_menu(h, &r, NULL, NULL);
	reply_clear(&r);
}

Test(menu, every_menu_has_four_fields_a_line_and_a_dot_at_its_end)
{
	static const char *const selectors[] = { "", "/", "/new", "/t", "/t/societe", "/d",
		"/d/2023", "/d/2023/06", "/d/2023/06/03", "/top", "/top/all",
		"/by/aurele-dubrisson", "/about.gmi" };
	struct harness h;
	struct harness_id id;
	char card[32];

	harness_up(&h, NULL);
	for (size_t i = 0; i < sizeof selectors / sizeof selectors[0]; i++)
		expect_menu_at(&h, selectors[i]);
	id = harness_find(&h, "Passerelle");
	snprintf(card, sizeof card, "/a/%s", id.text);
	expect_menu_at(&h, card);
	harness_stop(&h);
}

/* Follow an item as a client does, and see that it is what its type says. */
struct walk {
	const struct harness *h;
	unsigned followed, depth;
};

static void follow(void *ctx, const struct item *i)
{
	struct walk *w = ctx;
	struct reply r;

	if (strchr("01", i->type) == NULL || w->depth > 1)
		return;
	r = reader_gopher(w->h, i->fields[1]);
	w->followed++;
	cr_expect_neq(r.bytes[0], '3', "%s leads nowhere: %s", i->fields[1], r.bytes);
	if (i->type == '1') {
		w->depth++;
		expect_menu(w->h, &r, follow, w);
		w->depth--;
	}
	reply_clear(&r);
}

Test(menu, every_item_within_two_steps_of_the_front_page_leads_somewhere)
{
	struct harness h;
	struct walk w = { .h = &h };
	struct reply r;

	harness_up(&h, NULL);
	r = reader_gopher(&h, "");
	expect_menu(&h, &r, follow, &w);
	cr_expect_gt(w.followed, 20);
	reply_clear(&r);
	harness_stop(&h);
}

/* ---- item types ---- */

static const char gif[] = "GIF89a\x01\x00\x01\x00\x00\x00\x00;";
static const char png[] = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01"
			  "\x08\x06\x00\x00\x00\x1f\x15\xc4\x89";

/* What a menu should have of each name. */
static const struct expected {
	const char *line, *name;
	char type;
	const char *selector;
} links[] = {
	{ "=> /new Les articles", "Les articles", '1', "/new" },
	{ "=> note.txt Une note", "Une note", '0', "/note.txt" },
	{ "=> image.gif Une image", "Une image", 'g', "/image.gif" },
	{ "=> /photo.png Une photo", "Une photo", 'I', "/photo.png" },
	{ "=> /octets.bin Des octets", "Des octets", '9', "/octets.bin" },
	{ "=> /page.html Une page", "Une page", 'h', "/page.html" },
	{ "=> /about.gmi A propos", "A propos", '1', "/about.gmi" },
	{ "=> / Accueil", "Accueil", '1', "/" },
	{ "=> gemini://autre.example/ Ailleurs", "Ailleurs", 'h', "URL:gemini://autre.example/" },
	{ "=> /absent.txt Rien", "Rien", '1', "/absent.txt" },
};
enum { LINKS = sizeof links / sizeof links[0] };

static void see_link(void *ctx, const struct item *i)
{
	bool *seen = ctx;

	for (size_t k = 0; k < LINKS; k++) {
		if (strcmp(links[k].name, i->fields[0]) != 0)
			continue;
		cr_expect_eq(i->type, links[k].type, "%s: type %c", links[k].name, i->type);
		cr_expect_str_eq(i->fields[1], links[k].selector);
		seen[k] = true;
	}
}

static void fill_links(struct harness *h)
{
	char page[2048] = "# Liens\n";

	harness_prepare(h, NULL);
	for (size_t i = 0; i < LINKS; i++)
		snprintf(page + strlen(page), sizeof page - strlen(page), "%s\n", links[i].line);
	harness_file(h, "liens.gmi", page, strlen(page));
	harness_file(h, "note.txt", "note\n", 5);
	harness_file(h, "image.gif", gif, sizeof gif - 1);
	harness_file(h, "photo.png", png, sizeof png - 1);
	harness_file(h, "octets.bin", "\x00\x01\x02\xff", 4);
	harness_file(h, "page.html", "<!DOCTYPE html><title>x</title>\n", 32);
	harness_stock(h);
	harness_start(h);
}

Test(menu, items_have_the_type_of_what_they_lead_to)
{
	bool seen[LINKS] = { false };
	struct harness h;
	struct reply r;

	fill_links(&h);
	r = reader_gopher(&h, "/liens.gmi");
	expect_menu(&h, &r, see_link, seen);
	for (size_t i = 0; i < LINKS; i++)
		cr_expect(seen[i], "%s is missing", links[i].name);
	reply_clear(&r);
	harness_stop(&h);
}

static void see_selector(void *ctx, const struct item *i)
{
	char *selector = ctx;

	if (strcmp(i->fields[0], "Une note d'ete") == 0) {
		cr_expect_eq(i->type, '0', "type %c", i->type);
		snprintf(selector, SELECTOR_MAX + 1, "%s", i->fields[1]);
	}
}

Test(menu, a_link_to_a_file_whose_name_is_not_ascii_can_be_followed)
{
	static const char page[] = "=> une%20note%20d%E2%80%99%C3%A9t%C3%A9.txt Une note d’été\n";
	char selector[SELECTOR_MAX + 1] = "";
	struct harness h;
	struct reply r;

	harness_prepare(&h, NULL);
	harness_file(&h, "liens.gmi", page, sizeof page - 1);
	harness_file(&h, "une note d’été.txt", "il fait chaud\n", 14);
	harness_stock(&h);
	harness_start(&h);
	r = reader_gopher(&h, "/liens.gmi");
	expect_menu(&h, &r, see_selector, selector);
	reply_clear(&r);
	cr_assert_str_not_empty(selector);
	r = reader_gopher(&h, selector);
	cr_expect_str_eq(r.bytes, "il fait chaud\r\n", "%s: %s", selector, r.bytes);
	reply_clear(&r);
	harness_stop(&h);
}

static void see_host(void *ctx, const struct item *i)
{
	unsigned *seen = ctx;

	if (i->type != '1')
		return;
	cr_expect_str_eq(i->fields[2], "gazette.example");
	cr_expect_str_eq(i->fields[3], "7070");
	(*seen)++;
}

Test(menu, links_say_the_host_and_port_of_the_ini)
{
	struct harness h;
	unsigned seen = 0;
	struct reply r;
	char *s, *end;

	harness_up(&h, &(struct harness_ini){ .gopher = "host = gazette.example\nport = 7070\n" });
	r = reader_gopher(&h, "/new");
	for (s = r.bytes; (end = strstr(s, "\r\n")) != NULL; s = end + 2) {
		struct item i;

		*end = '\0';
		if (cut_item(s, &i))
			see_host(&seen, &i);
	}
	cr_expect_geq(seen, 5);
	reply_clear(&r);
	harness_stop(&h);
}
