#include "tests/conf/helpers.h"

#include "base/buf.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* What stands in the file, and the whole message after its path. */
static const struct row {
	const char *text, *message;
} rows[] = {
	/* sections and keys */
	{ "name = x\n",
	    ":1: key 'name' stands before any section; allowed sections: [capsule], [archive], "
	    "[pages], [gemini], [gopher], [server], [limits], [log], [source.NAME]" },
	{ "[page]\nper_page = 1\n",
	    ":1: unknown section [page]; allowed: [pages], [log], [capsule], [gopher], [server], "
	    "[source.NAME], [archive], [gemini], [limits]" },
	{ "[Pages]\nper_page = 1\n",
	    ":1: unknown section [Pages]; allowed: [pages], [log], [gopher], [server], [limits], "
	    "[capsule], [gemini], [source.NAME], [archive]" },
	{ "[source]\nurl = https://a.example/\n",
	    ":1: unknown section [source]; allowed: [source.NAME], [server], [gopher], [log], "
	    "[capsule], [archive], [pages], [gemini], [limits]" },
	{ "[pages]\n\nperpage = 1\n",
	    ":3: unknown key 'perpage' in [pages]; allowed: per_page, front, window, edition, "
	    "most_read, same_theme" },
	{ "[gopher]\nColumns = 60\n",
	    ":2: unknown key 'Columns' in [gopher]; allowed: columns, listen, host, port" },
	{ "[gemini]\nhost = a.example\n",
	    ":2: unknown key 'host' in [gemini]; allowed: listen, key, tickets, certificate" },
	{ "[pages]\nper_page = 1\n[log]\n[pages]\nper_page = 2\n",
	    ":5: key 'per_page' is given twice in [pages]; allowed: once, and line 2 has it" },
	{ "[pages]\nper_page\n", ":2: neither a section nor \"key = value\" nor a comment" },

	/* [source.NAME] */
	{ "[source.a]\nevery = 1h\n", ":1: [source.a] has no url; it must be given" },
	{ "[source.A]\nurl = https://a.example/\n",
	    ":1: bad section [source.A]; allowed: [source.NAME] with a NAME of 1 to 32 of a-z, "
	    "0-9 and -" },
	{ "[source.]\nurl = https://a.example/\n",
	    ":1: bad section [source.]; allowed: [source.NAME] with a NAME of 1 to 32 of a-z, "
	    "0-9 and -" },
	{ "[source.a]\nuri = https://a.example/\n",
	    ":2: unknown key 'uri' in [source.a]; allowed: url, every, lang, keep, theme, "
	    "full_text" },
	{ "[source.a]\nurl = https://a.example/\nurl = https://b.example/\n",
	    ":3: key 'url' is given twice in [source.a]; allowed: once, and line 2 has it" },

	/* what one option says of another */
	{ "[gemini]\ncertificate = c.pem\n",
	    ":2: certificate is set in [gemini] without key; allowed: both or neither" },
	{ "[gemini]\n\nkey = k.pem\n",
	    ":3: key is set in [gemini] without certificate; allowed: both or neither" },
	{ "[gemini]\nlisten = [::1]:70\n[gopher]\nlisten = 127.0.0.1:70 [0::1]:70\n",
	    ":4: listen in [gopher] has an address of [gemini] too; allowed: each address and port "
	    "once" },
	{ "[gemini]\nlisten = [::]:70\n",
	    ": listen in [gopher] has an address of [gemini] too; allowed: each address and port "
	    "once" },
	{ "[archive]\npath = a.db\nreads = a.db\n",
	    ":3: reads in [archive] is the same file as path; allowed: a file of its own" },
};

Test(conf, each_mistake_is_told_with_its_line_and_what_is_allowed)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct error e = { "" };
		struct conf *c = (void *)&e;

		cr_expect_eq(load_text(rows[i].text, &c, &e), ST_INVALID, "%s", rows[i].text);
		cr_expect_null(c);
		cr_expect_str_eq(e.text, rows[i].message);
	}
}

static const char line_of_120[] = "a line of text in UTF-8 of at most 120 bytes";
static const char a_path[] = "a path, relative to the folder of this file or absolute";
static const char a_lang[] = "a language code of at most 15 bytes, such as fr or pt-BR";
static const char a_zone[] = "a name of at most 64 letters, digits and _+-/";
static const char hosts[] =
    "1 to 32 host names or IP addresses, each once, with spaces between them";
static const char addresses[] =
    "at most 16 addresses with ports such as 0.0.0.0:1965 or [::]:1965, each once, with spaces "
    "between them, or nothing";
static const char parts[] =
    "latest N, most-read N, theme:SLUG N, themes or themes N, search, editions, each at most once, "
    "at most 16, with commas between them; N from 1 to 200, SLUG as in /t/SLUG";
static const char to_200[] = "a number from 1 to 200";
static const char window[] =
    "a duration in s, m, h, d or w (30s, 10m, 12h, 7d, 2w) from 1h to 366d";
static const char to_1h[] = "a duration in s, m, h, d or w (30s, 10m, 12h, 7d, 2w) from 1s to 1h";
static const char edition[] = "a size in k, M or G (k is 1024 bytes) from 4k to 1M";
static const char cache[] = "a size in k, M or G (k is 1024 bytes) from 0 to 4G";
static const char rate[] = "N/s burst M, with N and M from 1 to 1000000, or 0";
static const char user[] = "a name of at most 32 letters, digits and ._-, or nothing";
static const char url[] = "an http:// or https:// address in ASCII of at most 2000 bytes";

/* A value that is not taken; `shown` where it is quoted otherwise than it is written. */
static const struct bad_row {
	const char *section, *key, *value, *allowed, *shown;
} bad[] = {
	{ "capsule", "name", "", line_of_120, NULL },
	{ "capsule", "name", "a\tb", line_of_120, "a?b" },
	{ "capsule", "name", "a\x1b[31mb", line_of_120, "a?[31mb" },
	{ "capsule", "name",
	    "a\xe2\x80\xae"
	    "b",
	    line_of_120, "a?b" },
	{ "capsule", "host", "", hosts, NULL },
	{ "capsule", "host", "news_1.example", hosts, NULL },
	{ "capsule", "host", "a.example,b.example", hosts, NULL },
	{ "capsule", "host", "a.example A.EXAMPLE", hosts, NULL },
	{ "capsule", "host", "https://a.example", hosts, NULL },
	{ "capsule", "host", "10.0.0.256", hosts, NULL },
	{ "capsule", "lang", "", a_lang, NULL },
	{ "capsule", "lang", "FR", a_lang, NULL },
	{ "capsule", "lang", "f", a_lang, NULL },
	{ "capsule", "lang", "fran", a_lang, NULL },
	{ "capsule", "lang", "fr_CD", a_lang, NULL },
	{ "capsule", "lang", "fr-", a_lang, NULL },
	{ "capsule", "lang", "fr-123456789", a_lang, NULL },
	{ "capsule", "lang", "fr-aaaa-bbbb-cccc", a_lang, NULL },
	{ "capsule", "lang", "../fr", a_lang, NULL },
	{ "capsule", "timezone", "", a_zone, NULL },
	{ "capsule", "timezone", "../passwd", a_zone, NULL },
	{ "capsule", "timezone", "/etc/localtime", a_zone, NULL },
	{ "capsule", "timezone", "UTC 1", a_zone, NULL },
	{ "capsule", "root", "", a_path, NULL },
	{ "capsule", "root", "a\x7f", a_path, "a?" },
	{ "archive", "path", "", a_path, NULL },
	{ "pages", "per_page", "", to_200, NULL },
	{ "pages", "per_page", "0", to_200, NULL },
	{ "pages", "per_page", "201", to_200, NULL },
	{ "pages", "per_page", "-1", to_200, NULL },
	{ "pages", "per_page", "+1", to_200, NULL },
	{ "pages", "per_page", "1.5", to_200, NULL },
	{ "pages", "per_page", "0x10", to_200, NULL },
	{ "pages", "per_page", "twenty", to_200, NULL },
	{ "pages", "per_page", "18446744073709551617", to_200, NULL },
	{ "pages", "window", "", window, NULL },
	{ "pages", "window", "0", window, NULL },
	{ "pages", "window", "59m", window, NULL },
	{ "pages", "window", "367d", window, NULL },
	{ "pages", "window", "7", window, NULL },
	{ "pages", "window", "7 d", window, NULL },
	{ "pages", "window", "7D", window, NULL },
	{ "pages", "window", "1d12h", window, NULL },
	{ "pages", "window", "d", window, NULL },
	{ "pages", "window", "1y", window, NULL },
	{ "pages", "edition", "3k", edition, NULL },
	{ "pages", "edition", "2M", edition, NULL },
	{ "pages", "edition", "16384", edition, NULL },
	{ "pages", "edition", "16K", edition, NULL },
	{ "pages", "edition", "16kB", edition, NULL },
	{ "pages", "front", "", parts, NULL },
	{ "pages", "front", "latest", parts, NULL },
	{ "pages", "front", "latest 10; themes", parts, NULL },
	{ "pages", "front", "themes, themes", parts, "themes" },
	{ "pages", "front", "latest 10, newest 5 , themes", parts, "newest 5" },
	{ "pages", "front", "latest 10, theme:politique", parts, "theme:politique" },
	{ "pages", "front", "latest 10,, themes", parts, "" },
	{ "gemini", "listen", "1965", addresses, NULL },
	{ "gemini", "listen", "localhost:1965", addresses, NULL },
	{ "gemini", "listen", "::1:1965", addresses, NULL },
	{ "gemini", "listen", "0.0.0.0:65536", addresses, NULL },
	{ "gemini", "listen", "[::]:1965 [0::0]:1965", addresses, NULL },
	{ "gemini", "tickets", "", "auto or off", NULL },
	{ "gemini", "tickets", "AUTO", "auto or off", NULL },
	{ "gopher", "host", "a b", "a host name or IP address, or nothing", NULL },
	{ "gopher", "port", "0", "a number from 1 to 65535, or nothing", NULL },
	{ "gopher", "port", "65536", "a number from 1 to 65535, or nothing", NULL },
	{ "gopher", "columns", "29", "a number from 30 to 200", NULL },
	{ "server", "workers", "0", "a number from 1 to 256, or auto", NULL },
	{ "server", "workers", "257", "a number from 1 to 256, or auto", NULL },
	{ "server", "user", "-r", user, NULL },
	{ "server", "user", "a:b", user, NULL },
	{ "server", "sandbox", "true", "yes or no", NULL },
	{ "server", "sandbox", "", "yes or no", NULL },
	{ "server", "cache", "5G", cache, NULL },
	{ "server", "cache", "999999999999G", cache, NULL },
	{ "limits", "connections", "0", "a number from 1 to 1000000", NULL },
	{ "limits", "rate", "20", rate, NULL },
	{ "limits", "rate", "20/s", rate, NULL },
	{ "limits", "rate", "0/s burst 1", rate, NULL },
	{ "limits", "rate", "20/s burst 0", rate, NULL },
	{ "limits", "rate", "20/m burst 5", rate, NULL },
	{ "limits", "rate", "20/s burst 1000001", rate, NULL },
	{ "limits", "request", "0", to_1h, NULL },
	{ "limits", "request", "0s", to_1h, NULL },
	{ "limits", "stall", "61m", to_1h, NULL },
	{ "log", "level", "verbose", "error, warn, info or debug", NULL },
	{ "log", "clients", "all", "anonymous, full or none", NULL },
	{ "source.a", "url", "", url, NULL },
	{ "source.a", "url", "ftp://a.example/", url, NULL },
	{ "source.a", "url", "https://", url, NULL },
	{ "source.a", "url", "https://a b/", url, NULL },
	{ "source.a", "url", "file:///etc/passwd", url, NULL },
};

Test(conf, each_bad_value_is_told_with_what_is_allowed)
{
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const struct bad_row *row = &bad[i];
		struct conf *c = NULL;
		struct error e = { "" };
		char text[512], message[512];

		snprintf(text, sizeof text, "[%s]\n; why not?\n%s = %s\n", row->section, row->key,
		    row->value);
		snprintf(message, sizeof message, ":3: bad value '%s' for %s in [%s]; allowed: %s",
		    row->shown != NULL ? row->shown : row->value, row->key, row->section,
		    row->allowed);
		cr_expect_eq(load_text(text, &c, &e), ST_INVALID, "%s", text);
		cr_expect_null(c);
		cr_expect_str_eq(e.text, message);
	}
}

Test(conf, a_long_bad_value_is_quoted_in_part)
{
	char text[200];
	struct conf *c;
	struct error e = { "" };

	snprintf(text, sizeof text, "[log]\nlevel = %0100d\n", 0);
	cr_expect_eq(load_text(text, &c, &e), ST_INVALID);
	snprintf(text, sizeof text, ":2: bad value '%060d...' for level in [log]; allowed: %s", 0,
	    "error, warn, info or debug");
	cr_expect_str_eq(e.text, text);
}

Test(conf, sources_keep_their_order_and_may_be_written_in_pieces)
{
	static const char text[] = "[source.b-2]\nurl = https://b.example/f\n"
				   "[source.a]\nurl = http://a.example/\nfull_text = no\n"
				   "[source.b-2]\nevery = 2h\nkeep = 52w\ntheme = Économie\n";
	struct conf *c;
	struct error e = { "" };

	cr_assert_eq(load_text(text, &c, &e), ST_OK, "%s", e.text);
	cr_assert_eq(c->nsources, 2);
	cr_expect_str_eq(c->sources[0].name, "b-2");
	cr_expect_str_eq(c->sources[0].url, "https://b.example/f");
	cr_expect_str_eq(c->sources[0].theme, "Économie");
	cr_expect_eq(c->sources[0].every, 7200);
	cr_expect_eq(c->sources[0].keep, 52 * 7 * 86400);
	cr_expect(c->sources[0].full_text);
	cr_expect_eq(c->sources[0].line, 1);
	cr_expect_str_eq(c->sources[1].name, "a");
	cr_expect_eq(c->sources[1].every, 1800);
	cr_expect_not(c->sources[1].full_text);
	conf_free(c);
}

Test(conf, there_are_256_sources_at_most)
{
	struct buf text = BUF(1 << 16);
	struct conf *c;
	struct error e = { "" };

	for (int i = 0; i < 257; i++) {
		if (i == 256) {
			cr_assert_eq(load_text(buf_str(&text), &c, &e), ST_OK, "%s", e.text);
			cr_expect_eq(c->nsources, 256);
			conf_free(c);
		}
		buf_printf(&text, "[source.s%d]\nurl = https://s%d.example/\n", i, i);
	}
	cr_expect_eq(load_text(buf_str(&text), &c, &e), ST_INVALID);
	cr_expect_str_eq(e.text, ":513: too many sections [source.NAME]; allowed: 256");
	buf_clear(&text);
}

Test(conf, a_long_list_may_go_on_in_indented_lines)
{
	struct conf *c;
	struct error e = { "" };

	cr_assert_eq(load_text("[capsule]\nhost = a.example\n  b.example\n\tc.example\n", &c, &e),
	    ST_OK, "%s", e.text);
	cr_assert_eq(c->capsule.host.n, 3);
	cr_expect_str_eq(c->capsule.host.items[2], "c.example");
	conf_free(c);
}

Test(conf, any_free_port_may_be_asked_for_on_both_sides)
{
	struct conf *c;
	struct error e = { "" };

	cr_assert_eq(
	    load_text("[gemini]\nlisten = 127.0.0.1:0\n[gopher]\nlisten = 127.0.0.1:0\n", &c, &e),
	    ST_OK, "%s", e.text);
	conf_free(c);
}

Test(conf, paths_start_at_the_folder_of_the_file_wherever_it_is_read_from)
{
	static const char text[] = "[capsule]\nroot = ../c\n[archive]\npath = /srv/a.db\n";
	struct support_path folder = support_folder();
	char *real = realpath(folder.text, NULL);
	char want[PATH_MAX + 16];
	struct conf *c;
	struct error e = { "" };

	support_file(folder.text, "sub/t.ini", text, strlen(text));
	cr_assert_eq(chdir(folder.text), 0);
	cr_assert_eq(conf_load("sub/t.ini", &c, &e), ST_OK, "%s", e.text);
	snprintf(want, sizeof want, "%s/sub/../c", real);
	cr_expect_str_eq(c->capsule.root, want);
	snprintf(want, sizeof want, "%s/sub/t.ini", real);
	cr_expect_str_eq(c->file, want);
	cr_expect_str_eq(c->archive.path, "/srv/a.db");
	cr_expect_str_eq(c->log.file, "");
	conf_free(c);
	cr_assert_eq(chdir("sub"), 0);
	cr_assert_eq(conf_load("t.ini", &c, &e), ST_OK, "%s", e.text);
	cr_expect_str_eq(c->file, want);
	conf_free(c);
	free(real);
}

Test(conf, a_file_that_is_not_there_is_not_found)
{
	struct conf *c = (void *)1;
	struct error e = { "" };

	cr_expect_eq(conf_load("/nowhere/depeche.ini", &c, &e), ST_NOTFOUND);
	cr_expect_null(c);
	cr_expect_str_eq(e.text, "/nowhere/depeche.ini: No such file or directory");
}

static void expect_found(const char *given, const char *path)
{
	bool system = true;
	char *found = conf_find(given, &system);

	cr_assert_not_null(found);
	cr_expect(!system);
	cr_expect_str_eq(found, path);
	free(found);
}

Test(conf, it_is_sought_as_given_then_in_the_environment_then_here_then_in_the_system)
{
	struct support_path folder = support_folder();
	bool system = false;
	char *found;

	cr_assert_eq(chdir(folder.text), 0);
	unsetenv("DEPECHE_CONFIG");
	found = conf_find(NULL, &system);
	cr_assert_eq(found[0], '/');
	cr_expect(system);
	cr_expect_str_eq(strrchr(found, '/'), "/depeche.ini");
	free(found);
	support_file(folder.text, "depeche.ini", "", 0);
	expect_found(NULL, "./depeche.ini");
	setenv("DEPECHE_CONFIG", "", 1);
	expect_found(NULL, "./depeche.ini");
	setenv("DEPECHE_CONFIG", "/a/b.ini", 1);
	expect_found(NULL, "/a/b.ini");
	expect_found("c.ini", "c.ini");
}
