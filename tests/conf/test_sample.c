#include "tests/conf/helpers.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

Test(sample, the_shipped_file_is_the_table_byte_for_byte)
{
	char *shipped, *written = NULL;
	size_t n, m = 0;
	FILE *f = open_memstream(&written, &m);

	shipped = support_read(support_source("conf/depeche.ini").text, &n);
	cr_assert_not_null(f);
	conf_write_sample(f);
	fclose(f);
	cr_expect_str_eq(shipped, written);
	cr_expect_eq(n, m);
	free(shipped);
	free(written);
}

static void expect_list(const struct conf_list *list, const char *first, const char *second)
{
	cr_assert_eq(list->n, second != NULL ? 2 : 1);
	cr_expect_str_eq(list->items[0], first);
	if (second != NULL)
		cr_expect_str_eq(list->items[1], second);
}

static void expect_in(const char *folder, const char *name, const char *path)
{
	size_t n = strlen(folder);

	cr_expect(strncmp(path, folder, n) == 0 && path[n] == '/', "%s", path);
	cr_expect_str_eq(path + n + 1, name);
}

static void expect_numbers(const struct conf *c)
{
	cr_expect_eq(c->pages.per_page, 20);
	cr_expect_eq(c->pages.most_read, 5);
	cr_expect_eq(c->pages.same_theme, 5);
	cr_expect_eq(c->pages.window, 7 * 86400);
	cr_expect_eq(c->pages.edition, 16 * 1024);
	cr_assert_eq(c->pages.nfront, 3);
	cr_expect_eq(c->pages.front[0].part, CONF_FRONT_LATEST);
	cr_expect_eq(c->pages.front[0].n, 10);
	cr_expect_eq(c->pages.front[1].part, CONF_FRONT_MOST_READ);
	cr_expect_eq(c->pages.front[1].n, 5);
	cr_expect_eq(c->pages.front[2].part, CONF_FRONT_THEMES);
	cr_expect_eq(c->pages.front[2].n, 0);
	cr_expect_eq(c->gemini.tickets, TICKETS_AUTO);
	cr_expect_eq(c->gopher.port, 0);
	cr_expect_eq(c->gopher.columns, 67);
	cr_expect_eq(c->server.workers, 0);
	cr_expect(c->server.sandbox);
	cr_expect_eq(c->server.cache, 32 * 1024 * 1024);
	cr_expect_eq(c->limits.connections, 4096);
	cr_expect_eq(c->limits.per_client, 64);
	cr_expect_eq(c->limits.rate, 20);
	cr_expect_eq(c->limits.burst, 100);
	cr_expect_eq(c->limits.request, 10);
	cr_expect_eq(c->limits.stall, 60);
	cr_expect_eq(c->log.level, LEVEL_INFO);
	cr_expect(c->log.access);
	cr_expect_eq(c->log.clients, CLIENTS_ANONYMOUS);
	cr_expect_eq(c->nsources, 0);
}

/* The defaults that users rely on, written out once more. */
static void expect_defaults(const struct conf *c)
{
	const char *const unset[] = { c->capsule.description, c->capsule.contact,
		c->gemini.certificate, c->gemini.key, c->gopher.host, c->server.user,
		c->server.chroot, c->server.pid_file, c->log.file };
	char *folder = strndup(c->file, (size_t)(strrchr(c->file, '/') - c->file));

	cr_expect_str_eq(c->capsule.name, "depeche");
	cr_expect_str_eq(c->capsule.lang, "fr");
	cr_expect_str_eq(c->capsule.timezone, "UTC");
	for (size_t i = 0; i < sizeof unset / sizeof *unset; i++)
		cr_expect_str_eq(unset[i], "", "%zu", i);
	expect_list(&c->capsule.host, "localhost", NULL);
	expect_list(&c->gemini.listen, "0.0.0.0:1965", "[::]:1965");
	expect_list(&c->gopher.listen, "0.0.0.0:70", "[::]:70");
	cr_expect_eq(folder[0], '/');
	expect_in(folder, "capsule", c->capsule.root);
	expect_in(folder, "depeche.db", c->archive.path);
	expect_in(folder, "reads.db", c->archive.reads);
	expect_numbers(c);
	free(folder);
}

Test(sample, an_empty_file_gives_the_defaults)
{
	struct conf *c;
	struct error e = { "" };

	cr_assert_eq(load_text("", &c, &e), ST_OK, "%s", e.text);
	expect_defaults(c);
	conf_free(c);
}

Test(sample, the_shipped_file_loads_and_gives_the_defaults)
{
	struct conf *c;
	struct error e = { "" };

	cr_assert_eq(
	    conf_load(support_source("conf/depeche.ini").text, &c, &e), ST_OK, "%s", e.text);
	expect_defaults(c);
	conf_free(c);
}

/* A user makes the example live by taking the semicolons away. */
Test(sample, its_example_source_works_once_uncommented)
{
	char *text = support_read(support_source("conf/depeche.ini").text, NULL);
	char *from = strstr(text, ";[source.example]");
	struct conf *c;
	struct error e = { "" };

	cr_assert_not_null(from);
	for (char *s = from - 1; s != NULL; s = strchr(s + 1, '\n'))
		if (s[1] == ';' && s[2] != ' ')
			s[1] = ' ', memmove(s + 1, s + 2, strlen(s + 2) + 1);
	cr_assert_eq(load_text(text, &c, &e), ST_OK, "%s", e.text);
	cr_assert_eq(c->nsources, 1);
	cr_expect_str_eq(c->sources[0].name, "example");
	cr_expect_str_eq(c->sources[0].url, "https://news.example/feed.xml");
	cr_expect_str_eq(c->sources[0].theme, "");
	cr_expect_str_eq(c->sources[0].lang, "");
	cr_expect_eq(c->sources[0].every, 1800);
	cr_expect_eq(c->sources[0].keep, 0);
	cr_expect(c->sources[0].full_text);
	conf_free(c);
	free(text);
}

Test(sample, the_demo_needs_no_root_and_shows_the_capsule_folder)
{
	struct support_path conf = support_source("conf"), demo = support_source("conf/demo.ini");
	char *folder = realpath(conf.text, NULL);
	struct conf *c;
	struct error e = { "" };

	cr_assert_eq(conf_load(demo.text, &c, &e), ST_OK, "%s", e.text);
	cr_expect_str_eq(c->capsule.lang, "fr");
	expect_list(&c->capsule.host, "localhost", NULL);
	expect_in(folder, "../capsule", c->capsule.root);
	expect_in(folder, "../build/demo/depeche.db", c->archive.path);
	expect_in(folder, "../build/demo/reads.db", c->archive.reads);
	expect_list(&c->gemini.listen, "127.0.0.1:1965", "[::1]:1965");
	expect_list(&c->gopher.listen, "127.0.0.1:7070", "[::1]:7070");
	conf_free(c);
	free(folder);
}
