#include "serve/capsule.h"

#include "tests/serve/helpers.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A capsule folder with these languages, copied from the project's own. */
static struct support_path capsule_with(const char *const *codes)
{
	struct support_path folder = support_folder();

	for (; *codes != NULL; codes++) {
		char name[64], *text;
		size_t n;

		snprintf(name, sizeof name, "capsule/lang/%s.ini", *codes);
		text = support_read(support_source(name).text, &n);
		support_file(folder.text, name, text, n);
		free(text);
	}
	return folder;
}

Test(capsule, has_its_own_language_first)
{
	static const char *const codes[] = { "en", "fr", "ln", "sw", NULL };
	struct support_path folder = capsule_with(codes);

	for (size_t i = 0; codes[i] != NULL; i++) {
		char ini[64];
		struct capsule c;
		struct conf *conf;
		struct error e = { "" };

		snprintf(ini, sizeof ini, "[capsule]\nlang = %s\n", codes[i]);
		conf = conf_of(&folder, ini);
		cr_assert_eq(capsule_open(conf, &c, &e), ST_OK, "%s", e.text);
		cr_expect_eq(c.nlanguages, 4);
		cr_expect_str_eq(words_code(c.languages[0]), codes[i]);
		for (size_t k = 1; k < c.nlanguages; k++)
			cr_expect_str_neq(words_code(c.languages[k]), codes[i]);
		cr_expect_eq(capsule_pages(&c, NULL).words, c.languages[0]);
		capsule_close(&c);
		conf_free(conf);
	}
}

Test(capsule, without_its_language_says_where_it_looked)
{
	static const char *const codes[] = { "en", NULL };
	struct support_path folder = capsule_with(codes);
	struct conf *conf = conf_of(&folder, "[capsule]\nlang = tlh\n");
	struct capsule c;
	struct error e = { "" };

	cr_expect_eq(capsule_open(conf, &c, &e), ST_NOTFOUND);
	cr_expect_eq(c.nlanguages, 0);
	cr_expect_not_null(strstr(e.text, "tlh"), "%s", e.text);
	cr_expect_not_null(strstr(e.text, folder.text), "%s", e.text);
	conf_free(conf);
}

Test(capsule, says_which_language_file_is_wrong)
{
	static const char *const codes[] = { "fr", NULL };
	struct support_path folder = capsule_with(codes);
	struct conf *conf = conf_of(&folder, "[capsule]\nlang = fr\n");
	struct capsule c;
	struct error e = { "" };

	support_file(folder.text, "capsule/lang/xx.ini", "[language]\ncode = xx\n", 21);
	cr_expect_eq(capsule_open(conf, &c, &e), ST_INVALID);
	cr_expect_not_null(strstr(e.text, "xx.ini"), "%s", e.text);
	cr_expect_eq(c.nlanguages, 0);
	conf_free(conf);
}

static const char incomplete[] = "[language]\ncode = qx\nname = Qx\n[words]\nhome = Ty\n";

Test(capsule, lends_english_words_to_a_language_that_lacks_some)
{
	static const char *const codes[] = { "en", NULL };
	struct support_path folder = capsule_with(codes);
	struct conf *conf = conf_of(&folder, "[capsule]\nlang = qx\n");
	struct capsule c;
	struct error e = { "" };

	support_file(folder.text, "capsule/lang/qx.ini", incomplete, sizeof incomplete - 1);
	cr_assert_eq(capsule_open(conf, &c, &e), ST_OK, "%s", e.text);
	cr_expect_str_eq(words_code(c.languages[0]), "qx");
	cr_expect_str_eq(words_get(c.languages[0], WORD_HOME), "Ty");
	cr_expect_str_eq(words_get(c.languages[0], WORD_THEMES), "Themes");
	capsule_close(&c);
	conf_free(conf);
}

Test(capsule, says_what_is_missing_where_nothing_can_lend_it)
{
	static const char *const codes[] = { "fr", NULL };
	struct support_path folder = capsule_with(codes);
	struct conf *conf = conf_of(&folder, "[capsule]\nlang = qx\n");
	struct capsule c;
	struct error e = { "" };

	/* A program that is installed lends its own. */
	if (access(PKGDATADIR "/lang/en.ini", F_OK) != 0) {
		support_file(folder.text, "capsule/lang/qx.ini", incomplete, sizeof incomplete - 1);
		cr_expect_eq(capsule_open(conf, &c, &e), ST_INVALID);
		cr_expect_not_null(
		    strstr(e.text, "qx.ini: [words] latest is missing"), "%s", e.text);
		cr_expect_not_null(strstr(e.text, "en.ini"), "%s", e.text);
		cr_expect_eq(c.nlanguages, 0);
	}
	conf_free(conf);
}

Test(capsule, passes_over_files_that_are_no_languages)
{
	static const char *const codes[] = { "fr", NULL };
	struct support_path folder = capsule_with(codes);
	struct conf *conf = conf_of(&folder, "[capsule]\nlang = fr\n");
	struct capsule c;
	struct error e = { "" };

	support_file(folder.text, "capsule/lang/README", "words\n", 6);
	support_file(folder.text, "capsule/lang/fr.ini~", "old\n", 4);
	support_file(folder.text, "capsule/lang/.ini", "hidden\n", 7);
	cr_expect_eq(capsule_open(conf, &c, &e), ST_OK, "%s", e.text);
	cr_expect(c.nlanguages >= 1);
	capsule_close(&c);
	conf_free(conf);
}

Test(capsule, with_a_zone_that_is_none_is_an_error)
{
	static const char *const codes[] = { "fr", NULL };
	struct support_path folder = capsule_with(codes);
	struct conf *conf = conf_of(&folder, "[capsule]\nlang = fr\ntimezone = Nowhere/Town\n");
	struct capsule c;
	struct error e = { "" };

	cr_expect_eq(capsule_open(conf, &c, &e), ST_INVALID);
	cr_expect_not_null(strstr(e.text, "Nowhere/Town"), "%s", e.text);
	conf_free(conf);
}

Test(capsule, pages_are_told_what_the_ini_says)
{
	static const char *const codes[] = { "fr", NULL };
	struct support_path folder = capsule_with(codes);
	struct conf *conf = conf_of(&folder,
	    "[capsule]\nname = La Rive\nlang = fr\ndescription = Les nouvelles\n"
	    "[pages]\nper_page = 7\nmost_read = 3\nsame_theme = 2\n"
	    "front = themes 4, latest 9\n");
	struct capsule c;
	struct page_context p;
	struct error e = { "" };

	cr_assert_eq(capsule_open(conf, &c, &e), ST_OK, "%s", e.text);
	p = capsule_pages(&c, NULL);
	cr_expect_str_eq(p.name, "La Rive");
	cr_expect_str_eq(p.description, "Les nouvelles");
	cr_expect(p.per_page == 7 && p.most_read == 3 && p.same_theme == 2);
	cr_assert_eq(p.nfront, 2);
	cr_expect(p.front[0].part == FRONT_THEMES && p.front[0].n == 4);
	cr_expect(p.front[1].part == FRONT_LATEST && p.front[1].n == 9);
	capsule_close(&c);
	conf_free(conf);
}

Test(capsule, certificate_is_the_named_one_or_beside_the_archive)
{
	static const struct {
		const char *ini, *certificate, *key;
	} cases[] = {
		{ "[archive]\npath = /srv/news/n.db\n", "/srv/news/certificate.pem",
		    "/srv/news/key.pem" },
		{ "[gemini]\ncertificate = /etc/c.pem\nkey = /etc/k.pem\n", "/etc/c.pem",
		    "/etc/k.pem" },
	};
	struct support_path folder = support_folder();

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct conf *conf = conf_of(&folder, cases[i].ini);
		char certificate[PATH_MAX], key[PATH_MAX];
		struct error e = { "" };

		cr_expect_eq(
		    capsule_identity(conf, certificate, key, sizeof key, &e), ST_OK, "%s", e.text);
		cr_expect_str_eq(certificate, cases[i].certificate);
		cr_expect_str_eq(key, cases[i].key);
		cr_expect_eq(capsule_identity(conf, certificate, key, 8, &e), ST_TOOBIG);
		conf_free(conf);
	}
}
