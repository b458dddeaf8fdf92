/* The commands: what they print where, and what they end with. */
#include "tests/server/harness.h"

#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TSV_COLUMNS = 6 };

#define ARGS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const char *const commands[] = { "serve", "import", "list", "show", "remove", "restore",
	"top", "check", "cert" };
enum { COMMANDS = sizeof commands / sizeof commands[0] };

/* ---- usage ---- */

/* The folder has no INI, and none is needed. */
Test(commands, help_and_version_need_no_ini)
{
	struct harness h = { .folder = support_folder(), .out = -1 };
	struct ran r = harness_run_bare(&h, h.folder.text, ARGS("--version"));

	cr_expect_eq(r.status, 0);
	cr_expect_eq(strncmp(r.out, "depeche ", 8), 0, "%s", r.out);
	cr_expect_str_empty(r.err);
	ran_clear(&r);
	r = harness_run_bare(&h, h.folder.text, ARGS("--help"));
	cr_expect_eq(r.status, 0);
	cr_expect_str_empty(r.err);
	for (size_t i = 0; i < COMMANDS; i++) {
		char line[64];

		snprintf(line, sizeof line, "\n  %s ", commands[i]);
		cr_expect_not_null(strstr(r.out, line), "--help lacks %s", commands[i]);
	}
	ran_clear(&r);
}

Test(commands, every_command_has_help_and_tells_the_version)
{
	struct harness h = { .folder = support_folder(), .out = -1 };

	for (size_t i = 0; i < COMMANDS; i++) {
		struct ran r = harness_run_bare(&h, h.folder.text, ARGS(commands[i], "--help"));
		char usage[64];

		snprintf(usage, sizeof usage, "usage: depeche [-c FILE] %s", commands[i]);
		cr_expect_eq(r.status, 0, "%s --help: status %d", commands[i], r.status);
		cr_expect_eq(strncmp(r.out, usage, strlen(usage)), 0, "%s", r.out);
		cr_expect_str_empty(r.err);
		ran_clear(&r);
		r = harness_run_bare(&h, h.folder.text, ARGS(commands[i], "--version"));
		cr_expect_eq(r.status, 0, "%s --version: status %d", commands[i], r.status);
		cr_expect_eq(
		    strncmp(r.out, "depeche ", 8), 0, "%s --version: %s", commands[i], r.out);
		ran_clear(&r);
	}
}

Test(commands, wrong_usage_ends_with_2_and_is_said_on_stderr)
{
	static const struct {
		const char *args[5], *said;
	} cases[] = {
		{ { "lire" }, "unknown command lire" },
		{ { "--rien" }, "--help" },
		{ { "list", "--rien" }, "--help" },
		{ { "list", "--rien" }, "depeche list: unrecognized option" },
		{ { "list", "reste" }, "takes no argument" },
		{ { "list", "--format", "xml" }, "text, tsv or json, not xml" },
		{ { "list", "--since", "hier" }, "--since takes a day" },
		{ { "show" }, "id is missing" },
		{ { "remove" }, "id is missing" },
		{ { "restore" }, "id is missing" },
		{ { "import" }, "is missing" },
		{ { "import", "--format", "xml", "x" }, "xml" },
		{ { "top", "--window", "2d" }, "--window takes" },
		{ { "check", "reste" }, "takes no argument" },
		{ { "cert", "reste" }, "takes no argument" },
		{ { "serve", "reste" }, "takes no argument" },
	};
	struct harness h;
	struct ran r;

	harness_prepare(&h, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		r = harness_run(&h, cases[i].args);
		cr_expect_eq(r.status, 2, "%s %s: status %d", cases[i].args[0],
		    cases[i].args[1] != NULL ? cases[i].args[1] : "", r.status);
		cr_expect_not_null(strstr(r.err, cases[i].said), "%s", r.err);
		cr_expect_str_empty(r.out, "%s", r.out);
		ran_clear(&r);
	}
	r = harness_run_bare(&h, h.folder.text, (const char *const[]){ NULL });
	cr_expect_eq(r.status, 2);
	cr_expect_not_null(strstr(r.err, "a command is missing"), "%s", r.err);
	ran_clear(&r);
}

Test(commands, the_ini_is_found_and_a_missing_one_is_said)
{
	struct harness h;
	struct ran r;

	harness_prepare(&h, NULL);
	harness_stock(&h);
	r = harness_run_bare(&h, h.folder.text, ARGS("list"));
	cr_expect_eq(r.status, 0, "./depeche.ini: %s", r.err);
	cr_expect_str_not_empty(r.out);
	ran_clear(&r);
	r = harness_run_bare(&h, "/", ARGS("-c", "rien.ini", "list"));
	cr_expect_eq(r.status, 2);
	cr_expect_not_null(strstr(r.err, "rien.ini"), "%s", r.err);
	ran_clear(&r);
}

/* ---- list ---- */

Test(commands, list_prints_text_newest_first)
{
	struct harness h;
	struct ran r;
	const char *newest, *oldest;

	harness_prepare(&h, NULL);
	harness_stock(&h);
	r = harness_run(&h, ARGS("list"));
	cr_expect_eq(r.status, 0);
	cr_expect_str_empty(r.err);
	newest = strstr(r.out, "  2023-06-07  Oiseaux de mer");
	oldest = strstr(r.out, "  2023-05-09  Passerelle de Brumeval");
	cr_expect(newest != NULL && oldest != NULL && newest < oldest, "%s", r.out);
	ran_clear(&r);
	r = harness_run(&h, ARGS("list", "--theme", "societe", "--since", "2023-05-11"));
	cr_expect_eq(r.status, 0);
	cr_expect_not_null(strstr(r.out, "pommes"));
	cr_expect_not_null(strstr(r.out, "mulet"));
	cr_expect_null(strstr(r.out, "phare"));
	cr_expect_null(strstr(r.out, "Passerelle"));
	ran_clear(&r);
	r = harness_run(&h, ARGS("list", "--theme", "rien", "--format", "json"));
	cr_expect_eq(r.status, 1);
	cr_expect_str_empty(r.out);
	cr_expect_str_eq(r.err, "depeche list: no theme has the slug \"rien\"\n");
	ran_clear(&r);
}

Test(commands, list_prints_tsv_of_six_columns)
{
	struct harness h;
	struct ran r;
	char *line, *saved;
	unsigned lines = 0;

	harness_prepare(&h, NULL);
	harness_stock(&h);
	r = harness_run(&h, ARGS("list", "--format", "tsv"));
	cr_expect_eq(r.status, 0);
	cr_expect_str_empty(r.err);
	for (line = strtok_r(r.out, "\n", &saved); line != NULL;
	     line = strtok_r(NULL, "\n", &saved), lines++) {
		unsigned columns = 1;

		for (const char *s = line; (s = strchr(s, '\t')) != NULL; s++)
			columns++;
		cr_expect_eq(columns, TSV_COLUMNS, "%s", line);
		if (strstr(line, "phare") != NULL)
			cr_expect_not_null(strstr(line, "\t2023-06-03T00:00:00Z\t"), "%s", line);
	}
	cr_expect_eq(lines, 5);
	ran_clear(&r);
}

Test(commands, list_prints_json_that_can_be_parsed)
{
	static const char *const keys[] = { "id", "published", "lang", "themes", "title", "key" };
	struct harness h;
	struct ran r;
	json_t *all, *one;
	size_t i;

	harness_prepare(&h, NULL);
	r = harness_run(&h, ARGS("import", support_source("tests/fixtures/server/articles").text));
	ran_clear(&r);
	r = harness_run(&h, ARGS("list", "--format", "json"));
	cr_expect_eq(r.status, 0);
	all = json_loads(r.out, 0, NULL);
	cr_assert(json_is_array(all), "%s", r.out);
	cr_expect_eq(json_array_size(all), 5);
	json_array_foreach(all, i, one)
	{
		for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++)
			cr_expect(json_is_string(json_object_get(one, keys[k])), "no %s", keys[k]);
	}
	cr_expect_str_eq(json_string_value(json_object_get(json_array_get(all, 0), "key")),
	    "environnement/05-oiseaux.txt");
	json_decref(all);
	ran_clear(&r);
}

/* ---- articles ---- */

Test(commands, show_prints_what_the_archive_has)
{
	static const char *const parts[] = { "\nkey: 04-phare.txt\n",
		"\ntitle: Le phare de Cap-Morne s’éteint, ses gardiens écrivent leurs mémoires\n",
		"\npublished: 2023-06-03\n", "\nbyline: Mélisande Oury\n",
		"\ntheme: environnement\n", "\n\nSamedi 3 juin 2023, les deux derniers gardiens" };
	struct harness h;
	struct harness_id id;
	struct ran r;

	harness_prepare(&h, NULL);
	harness_stock(&h);
	id = harness_find(&h, "phare");
	r = harness_run(&h, ARGS("show", id.text));
	cr_expect_eq(r.status, 0);
	cr_expect_str_empty(r.err);
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		cr_expect_not_null(strstr(r.out, parts[i]), "no %s in %s", parts[i], r.out);
	ran_clear(&r);
	r = harness_run(&h, ARGS("show", "zzzzzzz", id.text));
	cr_expect_eq(r.status, 1);
	cr_expect_not_null(strstr(r.err, "zzzzzzz: no such article"), "%s", r.err);
	cr_expect_not_null(strstr(r.out, parts[1]), "the other one is shown all the same");
	ran_clear(&r);
}

Test(commands, show_prints_the_lists_of_the_document_and_the_zone_of_list)
{
	static const char row[] = "title,body,date\nUne heure,Le texte.,2023-06-14T09:30:00Z\n";
	struct harness h;
	struct support_path table;
	struct ran r;
	char line[64];

	harness_prepare(&h, &(struct harness_ini){ .capsule = "timezone = Africa/Kinshasa\n" });
	harness_stock(&h);
	r = harness_run(&h, ARGS("show", harness_find(&h, "Passerelle").text));
	cr_expect_eq(r.status, 0, "%s", r.err);
	snprintf(line, sizeof line, "\nmost_read: %s Le phare", harness_find(&h, "phare").text);
	cr_expect_not_null(strstr(r.out, line), "no %s in %s", line, r.out);
	cr_expect_not_null(
	    strstr(r.out, "\nsame_theme: -       Les boulangers du val"), "%s", r.out);
	ran_clear(&r);
	table = support_file(h.folder.text, "table.csv", row, sizeof row - 1);
	r = harness_run(&h, ARGS("import", table.text));
	ran_clear(&r);
	r = harness_run(&h, ARGS("show", harness_find(&h, "Une heure").text));
	cr_expect_not_null(strstr(r.out, "\npublished: 2023-06-14T10:30:00+01:00\n"), "%s", r.out);
	ran_clear(&r);
}

Test(commands, remove_and_restore_say_what_they_did)
{
	struct harness h;
	struct harness_id id;
	struct ran r;
	char line[32];

	harness_prepare(&h, NULL);
	harness_stock(&h);
	id = harness_find(&h, "phare");
	snprintf(line, sizeof line, "%s\n", id.text);
	r = harness_run(&h, ARGS("remove", id.text));
	cr_expect_eq(r.status, 0);
	cr_expect_str_eq(r.out, line);
	cr_expect_str_empty(r.err);
	ran_clear(&r);
	r = harness_run(&h, ARGS("list"));
	cr_expect_null(strstr(r.out, id.text), "a removed article is listed");
	ran_clear(&r);
	r = harness_run(&h, ARGS("show", id.text));
	cr_expect_eq(r.status, 1);
	cr_expect_not_null(strstr(r.err, "restore"), "%s", r.err);
	ran_clear(&r);
	harness_import(&h); /* does not bring it back */
	r = harness_run(&h, ARGS("list"));
	cr_expect_null(strstr(r.out, id.text), "an import brought it back");
	ran_clear(&r);
	r = harness_run(&h, ARGS("restore", id.text));
	cr_expect_eq(r.status, 0);
	cr_expect_str_eq(r.out, line);
	ran_clear(&r);
	cr_expect_str_eq(harness_find(&h, "phare").text, id.text);
	r = harness_run(&h, ARGS("remove", "zzzzzzz"));
	cr_expect_eq(r.status, 1);
	cr_expect_not_null(strstr(r.err, "zzzzzzz: no such article"), "%s", r.err);
	ran_clear(&r);
}

Test(commands, top_of_an_archive_that_nobody_read_is_empty)
{
	static const char *const windows[] = { "1d", "7d", "30d", "day", "week", "month", "all",
		"window" };
	struct harness h;
	struct ran r;

	harness_prepare(&h, NULL);
	harness_stock(&h);
	for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
		r = harness_run(&h, ARGS("top", "--window", windows[i]));
		cr_expect_eq(r.status, 0, "%s: %s", windows[i], r.err);
		cr_expect_str_empty(r.out);
		cr_expect_not_null(
		    strstr(r.err, "until 5 articles have 2 reads each"), "%s", r.err);
		ran_clear(&r);
	}
}

/* ---- check and cert ---- */

Test(commands, check_says_what_would_be_served)
{
	static const char *const parts[] = { "La Gazette du val", "languages", "fr", "127.0.0.1:0",
		"none yet", "5 articles from 2023-05-09 to 2023-06-07", "2 themes" };
	struct harness h;
	struct ran r;

	harness_prepare(&h, NULL);
	harness_file(&h, "new", "caché\n", 7);
	harness_stock(&h);
	r = harness_run(&h, ARGS("check"));
	cr_expect_eq(r.status, 0, "%s", r.out);
	cr_expect_str_empty(r.err);
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		cr_expect_not_null(strstr(r.out, parts[i]), "no %s in %s", parts[i], r.out);
	cr_expect_not_null(strstr(r.out, "/new"), "the hidden file is not named: %s", r.out);
	ran_clear(&r);
	cr_expect_neq(
	    access(harness_below(&h.folder, "key.pem").text, F_OK), 0, "check made a certificate");
}

Test(commands, check_says_what_is_wrong)
{
	struct harness h;
	struct support_path file;
	struct ran r;

	harness_prepare(&h, NULL);
	harness_stock(&h);
	file = support_file(h.folder.text, "depeche.db", "this is no archive at all", 25);
	r = harness_run(&h, ARGS("check"));
	cr_expect_eq(r.status, 1);
	cr_expect_not_null(strstr(r.out, "PROBLEM"), "%s", r.out);
	cr_expect_not_null(strstr(r.out, file.text), "%s", r.out);
	ran_clear(&r);
}

Test(commands, cert_shows_the_certificate_and_renews_it_with_the_same_key)
{
	struct harness h;
	struct ran first, again, renewed;
	char *key, *key_after;

	harness_prepare(&h, NULL);
	first = harness_run(&h, ARGS("cert"));
	cr_expect_eq(first.status, 0);
	cr_expect_not_null(strstr(first.out, "\nkey P-256\nnames localhost\n"), "%s", first.out);
	again = harness_run(&h, ARGS("cert", "--show"));
	cr_expect_str_eq(again.out, first.out);
	cr_expect_str_empty(again.err);
	key = support_read(harness_below(&h.folder, "key.pem").text, NULL);
	renewed = harness_run(&h, ARGS("cert", "--renew"));
	cr_expect_eq(renewed.status, 0);
	cr_expect_neq(strncmp(renewed.out, first.out, strlen("SHA-256 ") + 64), 0);
	key_after = support_read(harness_below(&h.folder, "key.pem").text, NULL);
	cr_expect_str_eq(key_after, key);
	harness_start(&h);
	cr_expect_eq(strncmp(renewed.out + strlen("SHA-256 "), h.fingerprint, 64), 0);
	harness_stop(&h);
	free(key);
	free(key_after);
	ran_clear(&first);
	ran_clear(&again);
	ran_clear(&renewed);
}
