#include "conf/list.h"

#include "conf/option.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static enum status set(const char *section, const char *key, const char *text, struct conf *c)
{
	const struct option *o = option_find(section, key);

	cr_assert_not_null(o);
	return o->type->parse(o, text, c);
}

Test(list, the_first_host_is_the_name_and_all_are_in_one_form)
{
	struct conf c = { 0 };

	cr_assert_eq(set("capsule", "host", " News.example \t [::1]  127.0.0.1 ", &c), ST_OK);
	cr_assert_eq(c.capsule.host.n, 3);
	cr_expect_str_eq(c.capsule.host.items[0], "news.example");
	cr_expect_str_eq(c.capsule.host.items[1], "::1");
	cr_expect_str_eq(c.capsule.host.items[2], "127.0.0.1");
	option_clear(false, &c);
}

Test(list, there_are_32_hosts_at_most)
{
	char text[33 * 8 + 1];
	struct conf c = { 0 };
	size_t n = 0;

	for (int i = 0; i < 33; i++)
		n += (size_t)snprintf(text + n, sizeof text - n, "h%02d.net ", i);
	cr_expect_eq(set("capsule", "host", text, &c), ST_INVALID);
	cr_expect_eq(c.capsule.host.n, 0);
	text[32 * 8] = '\0';
	cr_expect_eq(set("capsule", "host", text, &c), ST_OK);
	cr_expect_eq(c.capsule.host.n, 32);
	option_clear(false, &c);
}

Test(list, addresses_to_listen_on_are_in_one_form)
{
	struct conf c = { 0 };

	cr_assert_eq(set("gemini", "listen", "0.0.0.0:0 [0:0::0]:01965", &c), ST_OK);
	cr_assert_eq(c.gemini.listen.n, 2);
	cr_expect_str_eq(c.gemini.listen.items[0], "0.0.0.0:0");
	cr_expect_str_eq(c.gemini.listen.items[1], "[::]:1965");
	cr_assert_eq(set("gemini", "listen", "", &c), ST_OK);
	cr_expect_eq(c.gemini.listen.n, 0);
	option_clear(false, &c);
}

struct front_row {
	const char *text;
	struct conf_front_item items[3];
	size_t n; /* 0: refused */
};

static const struct front_row fronts[] = {
	{ "latest 10, most-read 5, themes",
	    { { CONF_FRONT_LATEST, 10, "" }, { CONF_FRONT_MOST_READ, 5, "" },
		{ CONF_FRONT_THEMES, 0, "" } },
	    3 },
	{ "themes 200", { { CONF_FRONT_THEMES, 200, "" } }, 1 },
	{ "  themes ,latest\t1", { { CONF_FRONT_THEMES, 0, "" }, { CONF_FRONT_LATEST, 1, "" } },
	    2 },
	{ "theme:politique 5, search, editions",
	    { { CONF_FRONT_THEME, 5, "politique" }, { CONF_FRONT_SEARCH, 0, "" },
		{ CONF_FRONT_EDITIONS, 0, "" } },
	    3 },
	{ "theme:vie-2 1 ,theme:vie-3 1,themes",
	    { { CONF_FRONT_THEME, 1, "vie-2" }, { CONF_FRONT_THEME, 1, "vie-3" },
		{ CONF_FRONT_THEMES, 0, "" } },
	    3 },
	{ "theme:politique", { { 0, 0, "" } }, 0 },
	{ "theme: politique 5", { { 0, 0, "" } }, 0 },
	{ "theme: 5", { { 0, 0, "" } }, 0 },
	{ "theme:Politique 5", { { 0, 0, "" } }, 0 },
	{ "theme:a_b 5", { { 0, 0, "" } }, 0 },
	{ "theme:SLUG 5", { { 0, 0, "" } }, 0 },
	{ "theme:a 5, theme:a 6", { { 0, 0, "" } }, 0 },
	{ "theme:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 5", { { 0, 0, "" } }, 0 },
	{ "search 5", { { 0, 0, "" } }, 0 },
	{ "editions 3", { { 0, 0, "" } }, 0 },
	{ "editions, editions", { { 0, 0, "" } }, 0 },
	{ "search, search", { { 0, 0, "" } }, 0 },
	{ "search themes", { { 0, 0, "" } }, 0 },
	{ "", { { 0, 0, "" } }, 0 },
	{ ",", { { 0, 0, "" } }, 0 },
	{ "themes,", { { 0, 0, "" } }, 0 },
	{ ",themes", { { 0, 0, "" } }, 0 },
	{ "latest", { { 0, 0, "" } }, 0 },
	{ "latest 0", { { 0, 0, "" } }, 0 },
	{ "latest 201", { { 0, 0, "" } }, 0 },
	{ "latest10", { { 0, 0, "" } }, 0 },
	{ "latest 10 5", { { 0, 0, "" } }, 0 },
	{ "latest 10 most-read 5", { { 0, 0, "" } }, 0 },
	{ "latest 10, latest 5", { { 0, 0, "" } }, 0 },
	{ "newest 10", { { 0, 0, "" } }, 0 },
	{ "late 10", { { 0, 0, "" } }, 0 },
	{ "\"latest 10\"", { { 0, 0, "" } }, 0 },
	{ "themes, latest 1, most-read 1, themes", { { 0, 0, "" } }, 0 },
};

Test(list, the_parts_of_the_front_page_keep_their_order)
{
	for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
		const struct front_row *row = &fronts[i];
		struct conf c = { 0 };

		cr_expect_eq(set("pages", "front", row->text, &c), row->n > 0 ? ST_OK : ST_INVALID,
		    "%s", row->text);
		cr_expect_eq(c.pages.nfront, row->n, "%s", row->text);
		for (size_t j = 0; j < row->n; j++) {
			cr_expect_eq(c.pages.front[j].part, row->items[j].part, "%s", row->text);
			cr_expect_eq(c.pages.front[j].n, row->items[j].n, "%s", row->text);
			cr_expect_str_eq(
			    c.pages.front[j].theme, row->items[j].theme, "%s", row->text);
		}
	}
}

Test(list, the_front_page_has_no_more_parts_than_its_bound)
{
	struct buf text = BUF(1000);
	struct conf c = { 0 };

	for (unsigned i = 0; i < CONF_FRONT_MAX; i++)
		buf_printf(&text, "%stheme:t%u 1", i > 0 ? ", " : "", i);
	cr_expect_eq(set("pages", "front", buf_str(&text), &c), ST_OK);
	cr_expect_eq(c.pages.nfront, CONF_FRONT_MAX);
	buf_puts(&text, ", search");
	cr_expect_eq(set("pages", "front", buf_str(&text), &c), ST_INVALID);
	buf_clear(&text);
}
