#include "import/front.h"

#include "base/buf.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { MAX = 1 << 20 };

/* All items as "key=value", those of lists as "key+=value", parted by "; ". */
static void describe(const struct front *f, struct buf *out)
{
	for (size_t i = 0; i < f->n; i++)
		buf_printf(out, "%s%s%s=%s", i > 0 ? "; " : "", f->items[i].key,
		    f->items[i].listed ? "+" : "", f->items[i].value);
}

static void expect(const char *text, const char *items)
{
	struct buf b = BUF(MAX);
	struct front_place place;
	struct error e = { "" };
	struct front f;

	cr_assert(front_find(text, strlen(text), &place), "%s", text);
	cr_expect_eq(front_read(&place, &f, &e), ST_OK, "%s: %s", text, e.text);
	describe(&f, &b);
	cr_expect_str_eq(buf_str(&b), items, "%s gives %s", text, buf_str(&b));
	buf_clear(&b);
	front_clear(&f);
}

Test(front, yaml_is_read_flat)
{
	static const struct {
		const char *text, *items;
	} rows[] = {
		{ "---\n---\n", "" },
		{ "---\ntitle: Un titre\nDate: 2023-06-14 09:30\n---\nb",
		    "title=Un titre; date=2023-06-14 09:30" },
		{ "---\ntags:\n  - a\n  - 'b c'\n---\n", "tags+=a; tags+=b c" },
		{ "---\ntags: [a, \"b\"]\n...\n", "tags+=a; tags+=b" },
		{ "---\nauthor:\n  name: A\n  mail: x\n---\n", "author.name=A; author.mail=x" },
		{ "---\nauthors:\n- name: A\n- name: B\n---\n", "authors.name=A; authors.name=B" },
		{ "---\na:\nb: ''\n---\n", "a=; b=" },
		{ "---\nsummary: >\n  sur deux\n  lignes\nb: c\n---\n",
		    "summary=sur deux lignes\n; b=c" },
		{ "---\na: &x 1\nb: *x\nc: d\n---\n", "a=1; b=; c=d" },
		{ "---\r\na: b\r\n---\r\n", "a=b" },
		{ "\n---  \na: b\n---\n", "a=b" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect(rows[i].text, rows[i].items);
}

Test(front, toml_is_read_as_far_as_front_matter_goes)
{
	static const struct {
		const char *text, *items;
	} rows[] = {
		{ "+++\n+++\n", "" },
		{ "+++\ntitle = \"Un \\\"titre\\\" \\u00e9\" # dit\ndate = 2023-06-14T09:30:00Z\n+++\n",
		    "title=Un \"titre\" é; date=2023-06-14T09:30:00Z" },
		{ "+++\na = 'C:\\b'\nb = '''\nune\n'deux' '''\n+++\n", "a=C:\\b; b=une\n'deux' " },
		{ "+++\na = \"\"\"\nune \\\n   suite\"\"\"\"\n+++\n", "a=une suite\"" },
		{ "+++\ntags = [ \"a\", # un\n  'b',\n]\ndraft = true\n+++\n",
		    "tags+=a; tags+=b; draft=true" },
		{ "+++\na.b = 1\n[taxonomies]\ntags = [\"x\"]\n[extra.\"y z\"]\nc = false\n+++\n",
		    "a.b=1; taxonomies.tags+=x; extra.y z.c=false" },
		{ "+++\na = { b = 'c', d.e = [1, 2] }\n[[authors]]\nname = 'A'\n[[authors]]\nname = 'B'\n"
		  "+++\n",
		    "a.b=c; a.d.e+=1; a.d.e+=2; authors.name=A; authors.name=B" },
		{ "+++\r\na = 1\r\nb = 2\r\n+++\r\n", "a=1; b=2" },
		{ "+++\na = \"\"\nb = ''\n+++\n", "a=; b=" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect(rows[i].text, rows[i].items);
}

Test(front, json_is_read_flat)
{
	static const struct {
		const char *text, *items;
	} rows[] = {
		{ "{\n \"Title\": \"Un \\\"titre\\\" {\",\n \"draft\": true\n}\n\nb",
		    "title=Un \"titre\" {; draft=true" },
		{ "{\n\"tags\": [\"a\", \"b c\"],\n\"n\": 2\n}\nb\n", "tags+=a; tags+=b c; n=2" },
		{ "{ \"params\": { \"author\": { \"name\": \"A\" } }, \"x\": null }\nb\n",
		    "params.author.name=A; x=" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect(rows[i].text, rows[i].items);
}

Test(front, json_that_is_all_or_goes_on_is_no_front_matter)
{
	static const char *const none[] = { "{\"a\": 1}", "{\"a\": 1}\n", "{\"a\": 1} b\n",
		"{\"a\": 1}\n{\"a\": 2}\n", "{\n\"a\": 1\n},\n{\"a\": 2}\n",
		"{\"a\": 1}\nb\n{\"a\": 2}\n", "{\"a\": \"}\nb\n", "{note}\nb\n", "{% x %}\nb\n",
		"{\"a\": [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}\nb\n" };
	struct front_place place;

	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		cr_expect_not(front_find(none[i], strlen(none[i]), &place), "%s", none[i]);
}

Test(front, a_head_is_read_line_by_line)
{
	static const struct {
		const char *text, *items;
	} rows[] = {
		{ "Title: T\n", "title=T" },
		{ "title:T\n\nb", NULL },
		{ "Title:  T: U \r\nDATE: 2023-06-14\r\n\r\nb\r\n", "title=T: U; date=2023-06-14" },
		{ "Title: T\n\tU\nTags: a\n  b, c\nx y: z\nSlug:\n\nb",
		    "title=T U; tags=a; tags=b, c; x y=z" },
		{ "Lang: fr\nTitle: T\n\nb", "lang=fr; title=T" },
		{ "Lang: fr\n\nb", NULL },
		{ "Title:\n\nb", NULL },
		{ "Note: a\nTitle: T\n\nb", NULL },
		{ "Title: T\nUne phrase.\n\nb", NULL },
		{ "Date: demain\nhttps://j.example/a\n", NULL },
	};
	struct front_place place;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (rows[i].items != NULL)
			expect(rows[i].text, rows[i].items);
		else
			cr_expect_not(front_find(rows[i].text, strlen(rows[i].text), &place), "%s",
			    rows[i].text);
	}
}

Test(front, what_is_none_is_refused_with_its_line)
{
	static const struct {
		const char *text;
		enum status st;
		const char *reason;
	} rows[] = {
		{ "---\na: b\nc: [d\n---\n", ST_INVALID, "line " },
		{ "---\na: b\n\tc: d\n---\n", ST_INVALID, "line 3" },
		{ "+++\na = 1\nb\n+++\n", ST_INVALID, "line 3: a key without \"=\"" },
		{ "+++\na = \"b\n+++\n", ST_INVALID, "line 2: a string without an end" },
		{ "+++\na = [1, 2\n+++\n", ST_INVALID, "an array without an end" },
		{ "+++\na =\n+++\n", ST_INVALID, "a value is missing" },
		{ "+++\na = 'b' c\n+++\n", ST_INVALID, "something after the value" },
		{ "+++\na = \"\\q\"\n+++\n", ST_INVALID, "an escape that there is not" },
		{ "+++\na = [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]\n+++\n", ST_TOOBIG, "levels" },
		{ "---\na: [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]\n---\n", ST_TOOBIG, "levels" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct front_place place;
		struct error e = { "" };
		struct front f;

		cr_assert(front_find(rows[i].text, strlen(rows[i].text), &place));
		cr_expect_eq(front_read(&place, &f, &e), rows[i].st, "%s", rows[i].text);
		cr_expect_not_null(strstr(e.text, rows[i].reason), "%s: %s", rows[i].text, e.text);
		cr_expect_eq(f.n, 0);
	}
}

Test(front, aliases_within_aliases_cost_nothing)
{
	struct buf b = BUF(MAX);
	struct front_place place;
	struct front f;

	buf_puts(&b, "---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
	for (int i = 1; i < 30; i++)
		buf_printf(
		    &b, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n", i, i, i - 1, i - 1, i - 1, i - 1);
	buf_puts(&b, "---\n");
	cr_assert(front_find(b.data, b.len, &place));
	cr_expect_eq(front_read(&place, &f, NULL), ST_OK);
	cr_expect_eq(f.n, 9 + 29 * 4);
	front_clear(&f);
	buf_clear(&b);
}

Test(front, too_many_values_are_too_big)
{
	struct buf b = BUF(MAX);
	struct front_place place;
	struct front f;

	buf_puts(&b, "+++\na = [");
	for (int i = 0; i <= FRONT_ITEMS_MAX; i++)
		buf_puts(&b, "1,");
	buf_puts(&b, "]\n+++\n");
	cr_assert(front_find(b.data, b.len, &place));
	cr_expect_eq(front_read(&place, &f, NULL), ST_TOOBIG);
	buf_clear(&b);
}

Test(front, it_stands_between_its_marks_and_nowhere_else)
{
	static const char *const none[] = { "", "a", "----\na: b\n---\n", "---\na: b\n",
		"--- a\nb: c\n---\n", "+++\na = 1\n---\n", "# a\n---\nb: c\n---\n" };
	struct front_place place;

	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		cr_expect_not(front_find(none[i], strlen(none[i]), &place), "%s", none[i]);
	cr_assert(front_find("---\na: 1\n---\n\nb", 15, &place));
	cr_expect_eq(place.body_len, 2);
	cr_expect_eq(memcmp(place.body, "\nb", 2), 0);
}
