#include "gopher/menu.h"

#include "gopher/wire.h"
#include "text/wrap.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OUT_MAX = 1 << 20, COLUMNS = 67 };

/* The type that the path's ending says; and the last path that was asked for. */
static char type_of(void *ctx, const char *path)
{
	size_t len = strlen(path);

	if (ctx != NULL)
		snprintf(ctx, 64, "%s", path);
	return len > 4 && strcmp(path + len - 4, ".txt") == 0 ? '0' : '1';
}

static struct gopher_style style(void)
{
	return (struct gopher_style){ .host = "example.org",
		.port = 7070,
		.columns = COLUMNS,
		.charset = CHARSET_ASCII,
		.type_of = type_of };
}

typedef enum status (*write_fn)(const struct doc *d, const struct gopher_style *s, struct buf *out);

/* Written down, the doc is cleared. */
static struct buf written(write_fn write, struct doc *d)
{
	struct gopher_style s = style();
	struct buf out = BUF(OUT_MAX);

	cr_assert_eq(write(d, &s, &out), ST_OK);
	doc_clear(d);
	for (size_t i = 0; i < out.len; i++)
		if ((unsigned char)out.data[i] >= 0x7f) {
			cr_expect_fail("byte %zu is not ASCII: %s", i, out.data);
			break;
		}
	return out;
}

static struct doc doc_new(void)
{
	struct doc d;

	doc_init(&d);
	return d;
}

static void expect(write_fn write, struct doc *d, const char *wanted)
{
	struct buf out = written(write, d);

	cr_expect_str_eq(buf_str(&out), wanted, "%s", buf_str(&out));
	buf_clear(&out);
}

/* A menu of one line and its end. */
#define INFO(text) "i" text "\t\tnull.host\t1\r\n"
#define HERE       "\texample.org\t7070\r\n"

Test(menu, is_infos_and_items)
{
	struct doc d = doc_new();

	doc_heading(&d, 1, "La Rive");
	doc_text(&d, "Les nouvelles du fleuve");
	doc_blank(&d);
	doc_heading(&d, 2, "Thèmes");
	doc_item(&d, "un point");
	doc_quote(&d, "une citation");
	doc_pre(&d, "  des   espaces");
	doc_link(&d, "/new", "Tout", NULL);
	doc_link(&d, "/a/k3f9qz1.txt", "Lire l’article", "3,1 ko");
	doc_link(&d, "gemini://example.com/", "Ailleurs", NULL);
	doc_link(&d, "/t", NULL, NULL);
	expect(menu_write, &d,
	    INFO("La Rive") INFO("Les nouvelles du fleuve") INFO("") INFO("Themes")
		INFO("* un point") INFO("> une citation")
		    INFO("  des   espaces") "1Tout\t/new" HERE
					    "0Lire l'article (3,1 ko)\t/a/k3f9qz1.txt" HERE
					    "hAilleurs\tURL:gemini://example.com/" HERE
					    "1/t\t/t" HERE ".\r\n");
}

Test(menu, of_nothing_is_its_end)
{
	struct doc d = doc_new();

	expect(menu_write, &d, ".\r\n");
}

Test(menu, line_that_is_a_dot_does_not_end_it)
{
	struct doc d = doc_new();

	doc_text(&d, ".");
	expect(menu_write, &d, INFO(".") ".\r\n");
}

/* What every line of a menu must be, whatever the doc says. */
static void expect_lines(const struct buf *out)
{
	char *copy = strdup(buf_str(out)), *at = copy, *end;
	bool ended = false;

	while ((end = strstr(at, "\r\n")) != NULL) {
		unsigned tabs = 0;

		cr_expect(!ended, "after the end: %s", at);
		*end = '\0';
		cr_expect_null(strpbrk(at, "\r\n"), "%s", at);
		for (const char *s = at; *s != '\0'; s++)
			tabs += *s == '\t';
		ended = strcmp(at, ".") == 0;
		if (!ended) {
			cr_expect_eq(tabs, 3, "%s", at);
			cr_expect_not_null(strchr("01hi", at[0]), "%s", at);
			cr_expect(strcspn(at, "\t") - 1 <= (at[0] == 'i' ? COLUMNS : MENU_NAME_MAX),
			    "%s", at);
		}
		at = end + 2;
	}
	cr_expect(ended);
	cr_expect_str_eq(at, "");
	free(copy);
}

static const char long_title[] =
    "Une très longue phrase qui sert de titre et qui ne peut pas tenir sur une seule ligne de menu";

Test(menu, long_texts_become_many_lines)
{
	struct doc d = doc_new();
	struct buf out;

	for (int level = 1; level <= 3; level++)
		doc_heading(&d, level, long_title);
	doc_text(&d, long_title);
	doc_item(&d, long_title);
	doc_quote(&d, long_title);
	out = written(menu_write, &d);
	expect_lines(&out);
	cr_expect_not_null(
	    strstr(buf_str(&out), "\ni  sur une seule ligne de menu\t"), "%s", out.data);
	cr_expect_not_null(
	    strstr(buf_str(&out), "\ni> sur une seule ligne de menu\t"), "%s", out.data);
	buf_clear(&out);
}

Test(menu, name_that_is_cut_keeps_its_note_and_goes_on_below)
{
	struct doc d = doc_new();
	struct buf out;
	const char *tab;

	doc_link(&d, "/a/k3f9qz1", long_title, "3,1 ko, 3 min");
	out = written(menu_write, &d);
	expect_lines(&out);
	tab = strchr(out.data, '\t');
	cr_expect_eq(strncmp(tab - strlen("... (3,1 ko, 3 min)"), "... (3,1 ko, 3 min)", 19), 0,
	    "%s", out.data);
	cr_expect(tab - out.data - 1 > MENU_NAME_MAX - 15, "cut too early: %s", out.data);
	cr_expect_not_null(
	    strstr(tab, "\ni    qui ne peut pas tenir sur une seule ligne de menu\t"), "%s",
	    out.data);
	buf_clear(&out);
}

Test(menu, name_of_exactly_65_columns_is_whole)
{
	char name[MENU_NAME_MAX + 2];

	for (size_t over = 0; over < 2; over++) {
		struct doc d = doc_new();
		struct buf out;

		memset(name, 'a', sizeof name);
		name[10] = ' ';
		name[MENU_NAME_MAX + over] = '\0';
		doc_link(&d, "/a", name, NULL);
		out = written(menu_write, &d);
		expect_lines(&out);
		cr_expect_eq(strstr(out.data, "...") != NULL, over == 1, "%s", out.data);
		buf_clear(&out);
	}
}

Test(menu, note_that_leaves_no_room_for_the_name_is_left_out)
{
	static const size_t sizes[] = { MENU_NAME_MAX - 10, MENU_NAME_MAX, 300, 2000 };
	char note[2001];

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct doc d = doc_new();

		memset(note, 'n', sizeof note);
		note[sizes[i]] = '\0';
		doc_link(&d, "/a", "Un nom", note);
		expect(menu_write, &d, "1Un nom\t/a" HERE ".\r\n");
	}
}

Test(menu, name_without_ascii_is_still_a_name)
{
	struct doc d = doc_new();
	struct buf out;

	doc_link(&d, "/a", "Киншаса", NULL);
	doc_link(&d, "/b", "\xe4\xb8\xad", NULL);
	out = written(menu_write, &d);
	expect_lines(&out);
	cr_expect_eq(strncmp(out.data, "1\t", 2) != 0, 1, "%s", out.data);
	buf_clear(&out);
}

/* Pages say paths percent-encoded; a selector is sent back as it stands in the menu, and is not
 * decoded by anybody. */
Test(menu, selector_is_the_path_decoded)
{
	struct gopher_style s = style();
	struct buf out = BUF(OUT_MAX);
	struct doc d = doc_new();
	char asked[64] = "";

	s.ctx = asked;
	doc_link(&d, "/notes/l%C3%A9g%20al.txt", "Notes", NULL);
	cr_expect_eq(menu_write(&d, &s, &out), ST_OK);
	cr_expect_str_eq(
	    buf_str(&out), "0Notes\t/notes/lég al.txt" HERE ".\r\n", "%s", buf_str(&out));
	cr_expect_str_eq(asked, "/notes/lég al.txt");
	doc_clear(&d);
	buf_clear(&out);
}

Test(menu, has_nothing_that_breaks_a_line)
{
	struct doc d = doc_new();
	struct buf out;

	doc_text(&d, "a\tb\r\nc");
	doc_pre(&d, "a\tb\r\nc");
	doc_link(&d, "/a\tb\r\nc", "x\ty\r\nz", "n\to\r\np");
	doc_link(&d, "https://example.com/\tb", "x\ty", NULL);
	out = written(menu_write, &d);
	expect_lines(&out);
	buf_clear(&out);
}

Test(menu, of_addresses_beyond_ascii_is_ascii)
{
	struct doc d = doc_new();
	struct buf out;

	doc_link(&d, "https://example.com/été", "Été", NULL);
	out = written(menu_write, &d);
	cr_expect_not_null(
	    strstr(out.data, "URL:https://example.com/%C3%A9t%C3%A9\t"), "%s", out.data);
	buf_clear(&out);
}

/* ---- texts ---- */

Test(text, has_its_headings_underlined_and_its_links_numbered)
{
	struct doc d = doc_new();

	doc_heading(&d, 1, "Été");
	doc_text(&d, "Un mot.");
	doc_heading(&d, 2, "Suite");
	doc_heading(&d, 3, "Détail");
	doc_item(&d, "un");
	doc_quote(&d, "deux");
	doc_pre(&d, " 3  4");
	doc_link(&d, "https://example.com/a", "Ailleurs", "3 ko");
	doc_link(&d, "/a/k3f9qz1.txt", "Ici", NULL);
	expect(menu_write_text, &d,
	    "Ete\r\n===\r\n"
	    "Un mot.\r\n"
	    "Suite\r\n-----\r\n"
	    "Detail\r\n"
	    "* un\r\n"
	    "> deux\r\n"
	    " 3  4\r\n"
	    "Ailleurs [1]\r\n"
	    "Ici [2]\r\n"
	    "\r\n"
	    "[1] https://example.com/a\r\n"
	    "[2] gopher://example.org:7070/0/a/k3f9qz1.txt\r\n");
}

Test(text, an_address_of_ipv6_stands_in_brackets)
{
	struct gopher_style s = style();
	struct buf out = BUF(OUT_MAX);
	struct doc d = doc_new();

	s.host = "2001:db8::1";
	doc_link(&d, "/a/k3f9qz1.txt", "Ici", NULL);
	cr_assert_eq(menu_write_text(&d, &s, &out), ST_OK);
	cr_expect_not_null(
	    strstr(buf_str(&out), "[1] gopher://[2001:db8::1]:7070/0/a/k3f9qz1.txt\r\n"), "%s",
	    buf_str(&out));
	doc_clear(&d);
	buf_clear(&out);
}

Test(text, without_links_has_no_list_of_them_and_no_dot)
{
	struct doc d = doc_new();

	doc_text(&d, "Un mot.");
	expect(menu_write_text, &d, "Un mot.\r\n");
}

Test(text, of_nothing_is_empty)
{
	struct doc d = doc_new();

	expect(menu_write_text, &d, "");
}

Test(text, never_begins_a_line_by_a_dot)
{
	struct doc d = doc_new();

	doc_text(&d, ".");
	doc_text(&d, "...et puis");
	doc_pre(&d, ".");
	expect(menu_write_text, &d, " .\r\n ...et puis\r\n .\r\n");
}

Test(text, is_wrapped_after_its_letters_were_replaced)
{
	struct doc d = doc_new();
	struct buf out;
	char *line, *rest;

	/* "œ" becomes two columns, "€" three. */
	doc_text(&d, "œuf œuf œuf œuf œuf œuf œuf œuf œuf œuf œuf œuf œuf œuf œuf œuf œuf œuf €");
	doc_item(&d, long_title);
	out = written(menu_write_text, &d);
	for (line = out.data; (rest = strstr(line, "\r\n")) != NULL; line = rest + 2)
		cr_expect(wrap_width(line, (size_t)(rest - line)) <= COLUMNS, "%s", line);
	cr_expect_str_eq(line, "");
	buf_clear(&out);
}

Test(text, underline_is_as_long_as_the_widest_line_of_its_heading)
{
	struct doc d = doc_new();
	struct buf out;

	doc_heading(&d, 1, long_title);
	out = written(menu_write_text, &d);
	cr_expect_not_null(
	    strstr(out.data,
		"Une tres longue phrase qui sert de titre et qui ne peut pas tenir\r\n"
		"sur une seule ligne de menu\r\n"
		"=================================================================\r\n"),
	    "%s", out.data);
	buf_clear(&out);
}

Test(text, of_addresses_beyond_ascii_is_ascii)
{
	struct doc d = doc_new();
	struct buf out;

	doc_link(&d, "https://example.com/été", NULL, NULL);
	out = written(menu_write_text, &d);
	cr_expect_not_null(
	    strstr(out.data, "[1] https://example.com/%C3%A9t%C3%A9\r\n"), "%s", out.data);
	buf_clear(&out);
}

Test(text, of_a_doc_that_failed_fails)
{
	struct gopher_style s = style();
	struct buf out = BUF(OUT_MAX);
	struct doc d = doc_new();

	doc_text(&d, "Un mot.");
	d.failure = ST_NOMEM;
	cr_expect_eq(menu_write_text(&d, &s, &out), ST_NOMEM);
	cr_expect_eq(menu_write(&d, &s, &out), ST_NOMEM);
	doc_clear(&d);
	buf_clear(&out);
}

Test(text, that_does_not_fit_is_told)
{
	struct gopher_style s = style();
	struct buf out = BUF(10);
	struct doc d = doc_new();

	doc_text(&d, "Un mot et un autre.");
	cr_expect_eq(menu_write_text(&d, &s, &out), ST_TOOBIG);
	buf_reset(&out);
	cr_expect_eq(menu_write(&d, &s, &out), ST_TOOBIG);
	doc_clear(&d);
	buf_clear(&out);
}
