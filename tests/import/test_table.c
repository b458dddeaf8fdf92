#include "import/table.h"

#include "base/buf.h"
#include "import/cell.h"
#include "import/column.h"
#include "import/dialect.h"
#include "tests/import/helpers.h"

Test(table, rows_are_read_whatever_the_dialect)
{
	static const struct {
		const char *input;
		const char *title, *body; /* of the last row */
		size_t rows;
	} cases[] = {
		{ "title\ttext\nUn\tDeux\n", "Un", "Deux\n", 1 },
		{ "title,text\nUn,Deux\n", "Un", "Deux\n", 1 },
		{ "titre;contenu\nUn;Deux\n", "Un", "Deux\n", 1 },
		{ "id|title|content\n1|Un|Deux", "Un", "Deux\n", 1 },
		{ "\xef\xbb\xbfHeadline,Body\r\nUn,Deux\r\n", "Un", "Deux\n", 1 },
		{ "title,text\n\"Un, \"\"dit\"\"\",\"Deux\nTrois\"\n", "Un, \"dit\"",
		    "Deux\n\nTrois\n", 1 },
		{ "title,text\n\"Un\",\"Deux\n\nTrois, quatre\"\nCinq,Six\n", "Cinq", "Six\n", 2 },
		{ "title\ttext\n\"Un\" dit\tDeux\nTrois\tQuatre\n", "Trois", "Quatre\n", 2 },
		{ "\n\ntitle,text\n\nUn,Deux\n\n\n", "Un", "Deux\n", 1 },
		{ "title,text\rUn,Deux\rTrois,Quatre\r", "Trois", "Quatre\n", 2 },
		{ "title,text\n\xc9t\xe9,D\xe9j\xe0\n", "Été", "Déjà\n", 1 },
		{ ",content,title,posted_at\n0,Deux,Un,2024-11-06\n", "Un", "Deux\n", 1 },
		{ "title,text\nUn,# Deux\n", "Un", " # Deux\n", 1 },
	};
	struct import_options o;
	struct collected c;

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		helper_read(table_read, &o, cases[i].input, strlen(cases[i].input), &c);
		cr_assert_eq(c.n, cases[i].rows, "%s: %zu: %s", cases[i].input, c.n, c.reason);
		cr_expect_eq(c.rejects, 0, "%s: %s", cases[i].input, c.reason);
		cr_expect_str_eq(c.articles[c.n - 1].title, cases[i].title, "%s", cases[i].input);
		cr_expect_str_eq(c.articles[c.n - 1].body, cases[i].body, "%s", cases[i].input);
		helper_clear(&c);
	}
	helper_options_clear(&o);
}

Test(table, a_bad_row_is_rejected_with_its_line_and_the_rest_goes_in)
{
	static const struct {
		const char *row, *reason;
	} cases[] = {
		{ "Un,Deux,Trois", "3 fields where the table has 2" },
		{ "Un", "1 fields where the table has 2" },
		{ ",Deux", "no title" },
		{ "Un,", "no text" },
		{ "null,Deux", "no title" },
		{ "Un,NaN", "no text" },
	};
	struct import_options o;
	struct collected c;
	char input[256];

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(input, sizeof input, "title,text\nA,\"B\n\nC\"\n%s\nD,E\n", cases[i].row);
		helper_read(table_read, &o, input, strlen(input), &c);
		cr_expect_eq(c.n, 2, "%s", input);
		cr_expect_eq(c.rejects, 1, "%s", input);
		cr_expect_eq(c.reject_line, 5, "%s: %lu", input, c.reject_line);
		cr_expect_str_eq(c.reason, cases[i].reason, "%s: %s", input, c.reason);
		cr_expect_eq(c.n < 2 ? 0 : c.lines[1], 6);
		helper_clear(&c);
	}
	helper_options_clear(&o);
}

Test(table, a_quote_that_is_never_closed_is_rejected_where_it_begins)
{
	const char *input = "title,text\nA,B\nC,\"D\nE,F\n";
	struct import_options o;
	struct collected c;

	helper_options(&o);
	helper_read(table_read, &o, input, strlen(input), &c);
	cr_expect_eq(c.n, 1);
	cr_expect_eq(c.reject_line, 3, "%lu", c.reject_line);
	cr_expect_not_null(strstr(c.reason, "quote"), "%s", c.reason);
	helper_clear(&c);
	helper_options_clear(&o);
}

Test(table, a_row_over_the_limit_is_rejected_and_the_next_is_read)
{
	struct buf input = BUF((size_t)4 * IMPORT_ARTICLE_MAX);
	struct import_options o;
	struct collected c;

	buf_puts(&input, "title,text\nA,\"");
	for (size_t i = 0; i < IMPORT_ARTICLE_MAX / 64; i++)
		buf_puts(
		    &input, "0123456789012345678901234567890123456789012345678901234567890123");
	buf_puts(&input, "\"\nB,C\n");
	helper_options(&o);
	helper_read(table_read, &o, input.data, input.len, &c);
	cr_assert_eq(c.n, 1);
	cr_expect_str_eq(c.articles[0].title, "B");
	cr_expect_eq(c.reject_line, 2);
	cr_expect_not_null(strstr(c.reason, "too long"), "%s", c.reason);
	helper_clear(&c);
	helper_options_clear(&o);
	buf_clear(&input);
}

Test(table, columns_are_named_by_the_header_before_the_option)
{
	static const struct {
		const char *input, *columns;
		size_t articles;
		const char *reason;
	} cases[] = {
		{ "sport\tUn\tDeux\n", "theme,title,body", 1, "" },
		{ "sport\tUn\tDeux\n", NULL, 0, "a table of 3 columns without a header" },
		{ "sport\tUn\tDeux\n", "title,body", 0,
		    "--columns names 2 columns, the table has 3" },
		{ "sport\tUn\tDeux\n", "-,title,body", 1, "" },
		{ "category\ttitle\ttext\nsport\tUn\tDeux\n", "title,-,body", 1, "" },
		{ "motó\tmakambo\n1\t2\n", NULL, 0, "a table of 2 columns without a header" },
		{ "Un seul mot\n", NULL, 0, "no table" },
	};
	struct import_options o;
	struct collected c;

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		o.columns = cases[i].columns;
		helper_read(table_read, &o, cases[i].input, strlen(cases[i].input), &c);
		cr_expect_eq(c.n, cases[i].articles, "%s: %s", cases[i].input, c.reason);
		cr_expect_eq(
		    strncmp(c.reason, cases[i].reason, strlen(cases[i].reason)), 0, "%s", c.reason);
		if (c.n > 0)
			cr_expect_str_eq(c.articles[0].title, "Un");
		helper_clear(&c);
	}
	helper_options_clear(&o);
}

Test(table, option_columns_are_checked)
{
	static const struct {
		const char *list, *reason;
	} cases[] = {
		{ "title,body", NULL },
		{ "Titre,-,contenu,posted_at", NULL },
		{ "title,colour,body", "column \"colour\" is not known" },
		{ "title,titre,body", "column \"titre\" is named twice" },
		{ "title,url", "columns \"title,url\" lack title or body" },
		{ "", "column \"\" is not known" },
		{ "title,body,", "column \"\" is not known" },
	};
	struct columns columns;
	struct error e;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum status st = column_parse(cases[i].list, &columns, &e);

		cr_expect_eq(st, cases[i].reason == NULL ? ST_OK : ST_INVALID, "%s", cases[i].list);
		if (cases[i].reason != NULL)
			cr_expect_eq(strncmp(e.text, cases[i].reason, strlen(cases[i].reason)), 0,
			    "%s", e.text);
	}
}

Test(table, the_key_is_what_names_the_article_everywhere)
{
	static const struct {
		const char *header, *row, *key;
	} cases[] = {
		{ "guid,url", "urn:x:1,https://a.example/1", "urn:x:1" },
		{ "id,url", "7,https://a.example/1", "https://a.example/1" },
		{ "id,url", "7,/1", "a.txt#7" },
		{ "id,url", ",/1", "a.txt#/1" },
		{ "id,url", "0b5a3e52-7c1f-4c4e-9d0b-0d6f1f2a3b4c,",
		    "0b5a3e52-7c1f-4c4e-9d0b-0d6f1f2a3b4c" },
	};
	struct import_options o;
	struct collected c;
	char input[256];

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(input, sizeof input, "%s,title,text\n%s,Un,Deux\n", cases[i].header,
		    cases[i].row);
		helper_read(table_read, &o, input, strlen(input), &c);
		cr_assert_eq(c.n, 1, "%s: %s", input, c.reason);
		cr_expect_str_eq(c.articles[0].key, cases[i].key, "%s", c.articles[0].key);
		helper_clear(&c);
	}
	helper_options_clear(&o);
}

Test(table, rows_without_id_keep_their_keys_when_they_change_places)
{
	const char *one = "title,text\nUn,a\nDeux,b\nUn,c\n", *two = "title,text\nDeux,b\nUn,a\n";
	struct import_options o;
	struct collected a, b;

	helper_options(&o);
	helper_read(table_read, &o, one, strlen(one), &a);
	helper_read(table_read, &o, two, strlen(two), &b);
	cr_assert_eq(a.n, 3);
	cr_assert_eq(b.n, 2);
	cr_expect_str_eq(a.articles[0].key, b.articles[1].key);
	cr_expect_str_eq(a.articles[1].key, b.articles[0].key);
	cr_expect_str_neq(a.articles[0].key, a.articles[2].key);
	helper_clear(&a);
	helper_clear(&b);
	helper_options_clear(&o);
}

Test(table, all_columns_find_their_place)
{
	const char *input = "title,text,category,tags,author,lang,summary,site,link,date\n"
			    "Un - Exemple,Deux,sport; ville,\"['pont', 'bac']\",Aline,fr,Court,"
			    "https://www.exemple.cd/,/a/1,2024-11-06 10:30:00\n";
	struct import_options o;
	struct collected c;

	helper_options(&o);
	helper_read(table_read, &o, input, strlen(input), &c);
	cr_assert_eq(c.n, 1, "%s", c.reason);
	cr_expect_str_eq(c.articles[0].title, "Un");
	cr_expect_str_eq(c.articles[0].byline, "Aline");
	cr_expect_str_eq(c.articles[0].lang, "fr");
	cr_expect_str_eq(c.articles[0].summary, "Court");
	cr_expect_str_eq(c.articles[0].url, "https://www.exemple.cd/a/1");
	cr_expect_eq(c.articles[0].published.time, 1730889000);
	cr_assert_eq(c.articles[0].themes.n, 4);
	cr_expect_str_eq(c.articles[0].themes.items[1].name, "ville");
	cr_expect_str_eq(c.articles[0].themes.items[2].name, "pont");
	helper_clear(&c);
	helper_options_clear(&o);
}

Test(cell, dates_of_tables)
{
	static const struct {
		const char *text;
		int day;
		enum precision precision;
	} cases[] = {
		{ "2024-11-06 08:05:00", 20241106, PRECISION_SECOND },
		{ "2024-11-06 00:00:00", 20241106, PRECISION_DAY },
		{ "2024-11-06T00:00:00Z", 20241106, PRECISION_SECOND },
		{ "2024-11-06", 20241106, PRECISION_DAY },
		{ "06/11/2024", 20241106, PRECISION_DAY },
		{ "06/11/2024 08:05", 20241106, PRECISION_SECOND },
		{ "11/25/2024", 20241125, PRECISION_DAY },
		{ "1730880300", 20241106, PRECISION_SECOND },
		{ "1730880300000", 20241106, PRECISION_SECOND },
		{ "6 novembre 2024", 20241106, PRECISION_DAY },
		{ "Wed, 06 Nov 2024 08:05:00 +0100", 20241106, PRECISION_SECOND },
		{ "hier", 0, PRECISION_NONE },
		{ "2024-13-45", 0, PRECISION_NONE },
		{ "40/40/2024", 0, PRECISION_NONE },
	};
	struct input in = { .mtime = helper_mtime };
	struct import_options o;
	struct when when;

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cell_date(cases[i].text, &in, &o, &when);
		cr_expect_eq(when.day, cases[i].day, "%s: %d", cases[i].text, when.day);
		cr_expect_eq(
		    when.precision, cases[i].precision, "%s: %d", cases[i].text, when.precision);
	}
	helper_options_clear(&o);
}

Test(dialect, a_header_without_a_body_is_a_table_all_the_same)
{
	static const struct {
		const char *input;
		bool table;
	} cases[] = {
		{ "title,date\nLe bac,2023-06-14\n", true },
		{ "titre;auteur\nLe bac;Aline\n", true },
		{ "title,date,mood\nLe bac,2023-06-14,bad\nUn,deux\n", false },
		{ "date, lieu\n\nLe bac est reparti.\n", false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dialect d;

		cr_assert(dialect_guess(cases[i].input, strlen(cases[i].input), &d));
		cr_expect_eq(dialect_is_table(&d, 0), cases[i].table, "%s", cases[i].input);
	}
}

Test(dialect, prose_is_no_table)
{
	static const struct {
		const char *text;
		size_t columns;
		bool expected;
	} cases[] = {
		{ "title,text\nUn,Deux\n", 0, true },
		{ "sport\tUn\tDeux\n", 0, true },
		{ "Un\tDeux\nTrois\tQuatre\n", 0, true },
		{ "a,b,c\nd,e,f\ng,h,i\n", 0, true },
		{ "Un titre,Un corps,2023-06-01\nDeux,Le corps,2023-06-02\n", 0, true },
		{ "Un,Deux\n", 2, true },
		{ "Le bac repart\n\nHier, il pleuvait, dit-il.\n\nPuis, rien.\n", 0, false },
		{ "Le bac\n\tHier, il pleuvait.\n\tPuis, rien.\n", 0, false },
		{ "Bonjour, dit-il\nAu revoir, dit-elle\nEncore, dirent-ils\n", 0, false },
		{ "Le bac | Exemple\n\nIl pleut.\n", 0, false },
		{ "", 0, false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dialect d;
		bool got = dialect_guess(cases[i].text, strlen(cases[i].text), &d) &&
		    dialect_is_table(&d, cases[i].columns);

		cr_expect_eq(got, cases[i].expected, "%s", cases[i].text);
	}
}

Test(table, a_line_without_end_is_one_reject_and_the_next_row_is_read)
{
	const size_t len = 5 * (size_t)IMPORT_ARTICLE_MAX;
	struct import_options o;
	struct collected c;
	struct buf input = BUF(len + 100);
	char *line = malloc(len);

	memset(line, 'a', len);
	buf_puts(&input, "title,text\nA,B\n");
	buf_add(&input, line, len);
	buf_puts(&input, "\nC,D\n");
	helper_options(&o);
	helper_read(table_read, &o, input.data, input.len, &c);
	cr_assert_eq(c.n, 2);
	cr_expect_str_eq(c.articles[1].title, "C");
	cr_expect_eq(c.lines[1], 4);
	cr_expect_eq(c.rejects, 1, "%zu", c.rejects);
	cr_expect_eq(c.reject_line, 3);
	helper_clear(&c);
	helper_options_clear(&o);
	buf_clear(&input);
	free(line);
}

Test(table, a_row_of_empty_cells_is_a_blank_line)
{
	const char *input = "title,text,date\nUn,Deux,2023\n,,\n  ,\"\",\nTrois,Quatre,2023\n";
	struct import_options o;
	struct collected c;

	helper_options(&o);
	helper_read(table_read, &o, input, strlen(input), &c);
	cr_expect_eq(c.n, 2);
	cr_expect_eq(c.rejects, 0, "%s", c.reason);
	helper_clear(&c);
	helper_options_clear(&o);
}

Test(table, rows_that_are_not_published_are_left_out)
{
	static const struct {
		const char *input, *what;
		size_t n;
	} cases[] = {
		{ "title,text,status\nUn,Deux,draft\nTrois,Quatre,publish\n", "a draft", 1 },
		{ "title,text,published\nUn,Deux,0\nTrois,Quatre,1\n", "a draft", 1 },
		{ "title,text,published\nUn,Deux,false\nTrois,Quatre,2023-06-14\n", "a draft", 1 },
		{ "title,text,draft\nUn,Deux,n\nTrois,Quatre,Y\n", "a draft", 1 },
		{ "Titre,Texte,Statut\nUn,Deux,Non publié\nTrois,Quatre,Publié\n", "a draft", 1 },
		{ "Titre,Texte,Publié\nUn,Deux,Non\nTrois,Quatre,Oui\n", "a draft", 1 },
		{ "title,text,état\nUn,Deux,À relire\nTrois,Quatre,En ligne\n",
		    "a post that waits for review", 1 },
		{ "title,text,status\nUn,Deux,0\nTrois,Quatre,1\n", "a draft", 1 },
		{ "title,text,published,date\nTrois,Quatre,true,2023-06-14\n", "", 1 },
	};
	struct import_options o;
	struct collected c;

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		helper_read(table_read, &o, cases[i].input, strlen(cases[i].input), &c);
		cr_expect_eq(c.n, cases[i].n, "%s: %zu", cases[i].input, c.n);
		cr_expect_eq(c.rejects, 0, "%s: %s", cases[i].input, c.reason);
		cr_expect_str_eq(c.skipped, cases[i].what, "%s: %s", cases[i].input, c.skipped);
		helper_clear(&c);
	}
	helper_options_clear(&o);
}

/* What a site's own software exports is HTML in a cell. */
Test(table, a_cell_is_html_or_plain_by_its_content)
{
	static const struct {
		const char *row, *title, *body, *summary, *theme; /* NULL: none */
	} cases[] = {
		{ "L&#39;école,\"<p>L&#39;école a <b>ouvert</b>.</p>\n<p>Elle\ncompte.</p>\",,",
		    "L'école", "L'école a ouvert.\n\nElle compte.\n", NULL, NULL },
		{ "Bac &amp; port,Caf&eacute; &amp; thé.,,Vie &amp; mer", "Bac & port",
		    "Café & thé.\n", NULL, "Vie & mer" },
		{ "Un,Deux,<p>Un <i>petit</i> résumé.</p>,", "Un", "Deux\n", "Un petit résumé.",
		    NULL },
		{ "1 < 2,\"Si a < b et c > d,\nalors rien.\",,", "1 < 2",
		    "Si a < b et c > d,\n\nalors rien.\n", NULL, NULL },
		{ "<em>Un</em>,Deux<br><br>Trois,,", "Un", "Deux\n\nTrois\n", NULL, NULL },
		{ "Un,\"<p>Le <a href=\"\"/bac\"\">bac</a> part.</p>\",,", "Un",
		    "Le bac part.\n=> https://a.example/bac bac\n", NULL, NULL },
	};
	struct import_options o;
	struct collected c;
	char input[512];

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(input, sizeof input,
		    "title,body,summary,theme,url\n%s,https://a.example/1\n", cases[i].row);
		helper_read(table_read, &o, input, strlen(input), &c);
		cr_assert_eq(c.n, 1, "%s: %s", input, c.reason);
		cr_expect_str_eq(c.articles[0].title, cases[i].title, "%s", c.articles[0].title);
		cr_expect_str_eq(c.articles[0].body, cases[i].body, "%s", c.articles[0].body);
		cr_expect_str_eq(c.articles[0].summary != NULL ? c.articles[0].summary : "",
		    cases[i].summary != NULL ? cases[i].summary : "", "%s", c.articles[0].summary);
		cr_assert_eq(c.articles[0].themes.n, cases[i].theme != NULL, "%s", input);
		if (cases[i].theme != NULL)
			cr_expect_str_eq(c.articles[0].themes.items[0].name, cases[i].theme);
		helper_clear(&c);
	}
	helper_options_clear(&o);
}
