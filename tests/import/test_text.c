#include "import/text.h"

#include "base/buf.h"
#include "tests/import/helpers.h"

/* What stands after "|" in `lists` below: most read, then same theme; teasers after "/". */
static void write_lists(const struct article *a, struct buf *out)
{
	for (enum list_kind k = 0; k < LIST_COUNT; k++) {
		for (size_t i = 0; i < a->lists[k].n; i++) {
			buf_puts(out, i > 0 ? "; " : "");
			buf_puts(out, a->lists[k].items[i].title);
			if (a->lists[k].items[i].teaser != NULL)
				buf_printf(out, " / %s", a->lists[k].items[i].teaser);
		}
		buf_puts(out, k == 0 ? " | " : "");
	}
}

struct text_case {
	const char *what, *input;
	const char *title, *byline, *body, *lists;
};

static void expect_text(const struct text_case *t, const struct import_options *o)
{
	struct buf lists = BUF(65536);
	struct collected c;

	helper_read(text_read, o, t->input, strlen(t->input), &c);
	cr_assert_eq(c.n, 1, "%s: %s", t->what, c.reason);
	write_lists(&c.articles[0], &lists);
	cr_expect_str_eq(c.articles[0].title, t->title, "%s: \"%s\"", t->what, c.articles[0].title);
	cr_expect_str_eq(c.articles[0].body, t->body, "%s:\n%s", t->what, c.articles[0].body);
	cr_expect_str_eq(buf_str(&lists), t->lists, "%s: %s", t->what, buf_str(&lists));
	cr_expect_str_eq(c.articles[0].byline != NULL ? c.articles[0].byline : "-", t->byline,
	    "%s: %s", t->what, c.articles[0].byline);
	buf_clear(&lists);
	helper_clear(&c);
}

static void expect_all(const struct text_case *cases, size_t n)
{
	struct import_options o;

	helper_options(&o);
	for (size_t i = 0; i < n; i++)
		expect_text(&cases[i], &o);
	helper_options_clear(&o);
}

#define LONG                                                                                       \
	"Le bac relie de nouveau les deux rives après trois semaines d'arrêt, et les files se "  \
	"sont formées dès l'aube sur le quai nord."
#define CUT                                                                                        \
	"Le marché du vendredi change de place pour la durée des travaux, et les vendeuses de "  \
	"poisson demandent un toit..."

Test(text, parts_of_a_document_are_told_by_their_shape)
{
	static const struct text_case cases[] = {
		{ "all parts",
		    "Le bac repart\n\n" LONG "\n\nIl pleut.\n\nAline Mbuyi\n\n"
		    "Les plus lus\n\nUn pont pour Boma\n\n" CUT "\n\n"
		    "Sur le même thème\n\nLe port s'agrandit\n\n" CUT "\n",
		    "Le bac repart", "Aline Mbuyi", LONG "\n\nIl pleut.\n",
		    "Un pont pour Boma / " CUT " | Le port s'agrandit / " CUT },
		{ "tabs", "\tLe bac\trepart\n\n\tIl pleut\tici.\n\n\t\tFin.\n", "Le bac repart",
		    "-", "Il pleut ici.\n\nFin.\n", " | " },
		{ "lists swapped, CR LF, headings folded",
		    "Le bac repart\r\n\r\n" LONG
		    "\r\n\r\nSUR LE MEME THEME :\r\n\r\nLe port s'agrandit\r\n\r\n"
		    "Les plus lus :\r\n\r\nUn pont pour Boma\r\n",
		    "Le bac repart", "-", LONG "\n", "Un pont pour Boma | Le port s'agrandit" },
		{ "headings in small letters",
		    "Le bac repart\n\n" LONG "\n\nles plus lus\n\nUn pont pour Boma\n\n"
		    "sur le même thème :\n\nLe port s'agrandit\n",
		    "Le bac repart", "-", LONG "\n", "Un pont pour Boma | Le port s'agrandit" },
		{ "headings in small letters, no blank lines",
		    "Ferry is back\n\n" LONG "\n\nmost read\nA bridge for Boma\n"
		    "see also\nThe port grows\n",
		    "Ferry is back", "-", LONG "\n", "A bridge for Boma | The port grows" },
		{ "a line of a sentence is no heading",
		    "Le bac repart\n\nVoici nos articles\nles plus lus\ncette année.\n\n" LONG,
		    "Le bac repart", "-",
		    "Voici nos articles\n\nles plus lus\n\ncette année.\n\n" LONG "\n", " | " },
		{ "no lists, byline under the title", "Le bac repart\n\nPar Aline Mbuyi\n\n" LONG,
		    "Le bac repart", "Aline Mbuyi", LONG "\n", " | " },
		{ "a name under the title", "Le bac repart\n\nAline Mbuyi\n\n" LONG "\n\n" LONG,
		    "Le bac repart", "Aline Mbuyi", LONG "\n\n" LONG "\n", " | " },
		{ "an only paragraph is no byline", "Le bac repart\n\nAline Mbuyi\n",
		    "Le bac repart", "-", "Aline Mbuyi\n", " | " },
		{ "a last short paragraph stays", "Le bac repart\n\n" LONG "\n\nAffaire à suivre",
		    "Le bac repart", "-", LONG "\n\nAffaire à suivre\n", " | " },
		{ "English", "Ferry is back\n\n" LONG "\n\nBy Jane Doe\n\nMost read\n\nA bridge\n",
		    "Ferry is back", "Jane Doe", LONG "\n", "A bridge | " },
		{ "wrapped paragraphs",
		    "Le bac repart\n\nLe bac relie de nouveau les deux rives après trois\n"
		    "semaines d'arrêt, et les files se sont formées dès\nl'aube sur le quai.\n",
		    "Le bac repart", "-",
		    "Le bac relie de nouveau les deux rives après trois semaines d'arrêt, et les "
		    "files se sont formées dès l'aube sur le quai.\n",
		    " | " },
		{ "no blank line at all",
		    "Le bac repart après trois semaines\nLe bac relie de nouveau les deux\n"
		    "rives, et les files sont longues.\n",
		    "Le bac repart après trois semaines", "-",
		    "Le bac relie de nouveau les deux rives, et les files sont longues.\n", " | " },
		{ "lines without blank ones", "Le bac repart\n" LONG "\nIl pleut.\n" LONG "\n",
		    "Le bac repart", "-", LONG "\n\nIl pleut.\n\n" LONG "\n", " | " },
		{ "list items",
		    "Le bac repart\n\nTarifs :\n- piéton, 500\n- vélo, 800\n\nIl pleut.",
		    "Le bac repart", "-", "Tarifs :\n\n* piéton, 500\n* vélo, 800\n\nIl pleut.\n",
		    " | " },
		{ "markup is text", "Le bac repart\n\n=> /a non\n\n# non plus\n\n> ni lui.",
		    "Le bac repart", "-", " => /a non\n\n # non plus\n\n > ni lui.\n", " | " },
		{ "a title on two lines, underlined",
		    "Le bac repart après trois\nsemaines\n=====\n\n" LONG,
		    "Le bac repart après trois semaines", "-", LONG "\n", " | " },
	};

	expect_all(cases, sizeof cases / sizeof *cases);
}

Test(text, entries_of_lists_are_told_by_their_shape)
{
#define HEAD "Le bac repart\n\n" LONG "\n\nLes plus lus\n\n"
	static const struct text_case cases[] = {
		{ "titles alone",
		    HEAD "Un pont pour Boma\n\nLe port s'agrandit\n\nQue dit le fleuve ?",
		    "Le bac repart", "-", LONG "\n",
		    "Un pont pour Boma; Le port s'agrandit; Que dit le fleuve ? | " },
		{ "one without a teaser",
		    HEAD "Un pont pour Boma\n\n" CUT
			 "\n\nLe port s'agrandit\n\nQue dit le fleuve ?\n\n" CUT,
		    "Le bac repart", "-", LONG "\n",
		    "Un pont pour Boma / " CUT "; Le port s'agrandit; Que dit le fleuve ? / " CUT
		    " | " },
		{ "a title that was cut",
		    HEAD
		    "Le conseil de la ville vote un budget pour les routes du nord et...\n\n" CUT
		    "\n\nLe port s'agrandit\n\n" CUT,
		    "Le bac repart", "-", LONG "\n",
		    "Le conseil de la ville vote un budget pour les routes du nord et... / " CUT
		    "; Le port s'agrandit / " CUT " | " },
		{ "whole sentences as teasers",
		    HEAD
		    "Un pont pour Boma\n\nLes travaux durent un an.\n\nLe port s'agrandit\n\nDeux quais de plus.",
		    "Le bac repart", "-", LONG "\n",
		    "Un pont pour Boma / Les travaux durent un an.; Le port s'agrandit / Deux quais de plus. | " },
		{ "a line each", HEAD "Un pont pour Boma\nLe port s'agrandit\nLe stade rouvre",
		    "Le bac repart", "-", LONG "\n",
		    "Un pont pour Boma; Le port s'agrandit; Le stade rouvre | " },
		{ "title over teaser in a block",
		    HEAD "Un pont pour Boma\n" CUT "\n\nLe port s'agrandit\n" CUT, "Le bac repart",
		    "-", LONG "\n",
		    "Un pont pour Boma / " CUT "; Le port s'agrandit / " CUT " | " },
		{ "heading and list in a block",
		    "Le bac repart\n\n" LONG
		    "\n\nLes plus lus\nUn pont pour Boma\nLe port s'agrandit",
		    "Le bac repart", "-", LONG "\n", "Un pont pour Boma; Le port s'agrandit | " },
		{ "bullets", HEAD "- Un pont pour Boma\n- Le port s'agrandit\n- Le stade rouvre.",
		    "Le bac repart", "-", LONG "\n",
		    "Un pont pour Boma; Le port s'agrandit; Le stade rouvre. | " },
		{ "numbers with teasers",
		    HEAD "1. Un pont pour Boma\n\n" CUT "\n\n2. Le port s'agrandit\n\n" CUT,
		    "Le bac repart", "-", LONG "\n",
		    "Un pont pour Boma / " CUT "; Le port s'agrandit / " CUT " | " },
		{ "a teaser that begins like an item",
		    HEAD
		    "Un pont pour Boma\n\n- Les travaux durent - un an, dit la ville, qui...\n\nLe port s'agrandit\n\n" CUT,
		    "Le bac repart", "-", LONG "\n",
		    "Un pont pour Boma / - Les travaux durent - un an, dit la ville, qui...; "
		    "Le port s'agrandit / " CUT " | " },
	};

	expect_all(cases, sizeof cases / sizeof *cases);
}

Test(text, a_heading_in_the_middle_of_a_text_does_not_eat_it)
{
	static const struct text_case cases[] = {
		{ "prose under a heading",
		    "Le bac repart\n\n" LONG "\n\nLes plus lus\n\n" LONG "\n\n" LONG,
		    "Le bac repart", "-", LONG "\n\nLes plus lus\n\n" LONG "\n\n" LONG "\n",
		    " | " },
		{ "a list within the text",
		    "Le bac repart\n\n" LONG
		    "\n\nSur le même thème\n\nUn pont pour Boma\n\nLe port s'agrandit\n\n" LONG
		    "\n\n" LONG "\n\nIl pleut encore sur le quai, dit-on ici depuis trois jours au "
		    "moins, et le fleuve monte toujours.\n",
		    "Le bac repart", "-",
		    LONG "\n\n" LONG "\n\n" LONG
			 "\n\nIl pleut encore sur le quai, dit-on ici depuis trois "
			 "jours au moins, et le fleuve monte toujours.\n",
		    " | Un pont pour Boma; Le port s'agrandit" },
		{ "the words within a sentence",
		    "Le bac repart\n\nUn article\nsur le même thème\n\n" LONG, "Le bac repart", "-",
		    "Un article\n\nsur le même thème\n\n" LONG "\n", " | " },
		{ "a heading with nothing under it", "Le bac repart\n\n" LONG "\n\nLes plus lus\n",
		    "Le bac repart", "-", LONG "\n", " | " },
	};

	expect_all(cases, sizeof cases / sizeof *cases);
}

Test(text, dates_come_from_the_text_and_never_from_titles_or_lists)
{
	static const struct {
		const char *input;
		int day;
		enum precision precision;
	} cases[] = {
		{ "Le bac\n\nMercredi 14 juin, le bac est reparti.", 20230614, PRECISION_GUESS },
		{ "Le bac\n\n" LONG "\n\nLe bac est reparti mercredi 14 juin.", 20230614,
		    PRECISION_GUESS },
		{ "Le bac\n\nMercredi 14 juin 2023, le bac est reparti.", 20230614, PRECISION_DAY },
		{ "Le bac\n\nPublié le 14 juin 2023\n\nLe bac est reparti jeudi 8 juin.", 20230614,
		    PRECISION_DAY },
		{ "Ferry\n\nOn Wednesday, June 14, 2023, it left.", 20230614, PRECISION_DAY },
		{ "Le bac\n\n" LONG "\n\nAline Mbuyi\n\n14 juin 2023\n", 20230614, PRECISION_DAY },
		{ "Le bac\n\n2023-06-14\n\n" LONG, 20230614, PRECISION_DAY },
		{ "Le bac\n\n2023-06-14T10:00:00Z\n\n" LONG, 20230614, PRECISION_SECOND },
		{ "Le bac\n\n2023-06-14 10:00\n\n" LONG, 20230614, PRECISION_SECOND },
		{ "Le bac\n\nMis à jour : 14 juin 2023\n\n" LONG, 20230614, PRECISION_DAY },
		{ "Le bac\n\nBoma, le 14 juin 2023\n\n" LONG, 20230614, PRECISION_DAY },
		{ "Le bac\n\nPar Jo Élo, le 14 juin 2023\n\n" LONG, 20230614, PRECISION_DAY },
		{ "Le bac\n\nIl pleut, dit-il le 14 juin 2023\n\n" LONG, 0, PRECISION_NONE },
		{ "Mercredi 14 juin\n\n" LONG, 0, PRECISION_NONE },
		{ "Le bac\n\n" LONG "\n\nLes plus lus\n\nMercredi 14 juin, la fête\n", 0,
		    PRECISION_NONE },
		{ "Le bac\n\nVendredi 14 juin 2097, il reviendra.", 0, PRECISION_NONE },
		{ "Le bac\n\nLe 14 juin, il est reparti.", 0, PRECISION_NONE },
	};
	struct import_options o;
	struct collected c;

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		helper_read(text_read, &o, cases[i].input, strlen(cases[i].input), &c);
		cr_assert_eq(c.n, 1, "%s: %s", cases[i].input, c.reason);
		cr_expect_eq(c.articles[0].published.day, cases[i].day, "%s: %d", cases[i].input,
		    c.articles[0].published.day);
		cr_expect_eq(
		    c.articles[0].published.precision, cases[i].precision, "%s", cases[i].input);
		helper_clear(&c);
	}
	helper_options_clear(&o);
}

Test(text, a_date_line_is_not_a_paragraph)
{
	static const struct text_case cases[] = {
		{ "a date and a name", "Le bac\n\nPar Aline Mbuyi\n\n14 juin 2023\n\nIl part.",
		    "Le bac", "Aline Mbuyi", "Il part.\n", " | " },
		{ "both in a line", "Le bac\n\nPar Aline Mbuyi, le 14 juin 2023\n\nIl part.",
		    "Le bac", "Aline Mbuyi", "Il part.\n", " | " },
		{ "as machines write it", "Le bac\n\n2023-06-14T10:00:00Z\n\nIl part.", "Le bac",
		    "-", "Il part.\n", " | " },
		{ "a place stays", "Le bac\n\nBoma, le 14 juin 2023\n\nIl part.", "Le bac", "-",
		    "Boma, le 14 juin 2023\n\nIl part.\n", " | " },
	};

	expect_all(cases, sizeof cases / sizeof *cases);
}

Test(text, a_language_in_the_name_is_the_articles)
{
	static const char bytes[] = "Le bac\n\nIl part.";
	static const struct {
		const char *key, *lang;
	} cases[] = {
		{ "bac.txt", "" },
		{ "bac.en.txt", "en" },
		{ "sport/bac.sw.txt", "sw" },
		{ "sport.en/bac.txt", "" },
		{ "en.txt", "" },
		{ "bac.de.txt", "" },
		{ "bac.en", "" },
		{ "bac.ln.", "ln" },
		{ "bac", "" },
	};
	struct import_options o;

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct collected c;

		helper_read_named(cases[i].key, text_read, &o, bytes, sizeof bytes - 1, &c);
		cr_assert_eq(c.n, 1, "%s", cases[i].key);
		cr_expect_str_eq(c.articles[0].lang, cases[i].lang, "%s", cases[i].key);
		helper_clear(&c);
	}
	helper_options_clear(&o);
}

Test(text, what_is_no_article_is_rejected_with_its_reason)
{
	static const struct {
		const char *input, *reason;
	} cases[] = {
		{ "", "nothing is written in it" },
		{ " \n\n\t\n\xc2\xa0\n", "nothing is written in it" },
		{ "Un titre seul\n", "no text below the title" },
		{ "Un titre\n\nLes plus lus\n\nUn pont pour Boma\n", "no text below the title" },
		{ LONG LONG LONG LONG LONG "\n\nIl pleut.", "no title: the first block" },
	};
	struct import_options o;
	struct collected c;

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		helper_read(text_read, &o, cases[i].input, strlen(cases[i].input), &c);
		cr_expect_eq(c.n, 0);
		cr_expect_eq(c.rejects, 1);
		cr_expect_eq(
		    strncmp(c.reason, cases[i].reason, strlen(cases[i].reason)), 0, "%s", c.reason);
		helper_clear(&c);
	}
	helper_options_clear(&o);
}

Test(text, a_text_over_the_limit_is_rejected)
{
	size_t n = (size_t)IMPORT_ARTICLE_MAX + 1;
	char *big = malloc(n);
	struct import_options o;
	struct collected c;

	cr_assert_not_null(big);
	memset(big, 'a', n);
	memcpy(big, "T\n\n", 3);
	helper_options(&o);
	helper_read(text_read, &o, big, n, &c);
	cr_expect_eq(c.n, 0);
	cr_expect_not_null(strstr(c.reason, "4 MB"), "%s", c.reason);
	helper_clear(&c);
	helper_options_clear(&o);
	free(big);
}

Test(text, every_encoding_gives_the_same_text)
{
	static const struct {
		const char *bytes;
		size_t len;
	} cases[] = {
#define BYTES(s) { s, sizeof(s) - 1 }
		BYTES("\xef\xbb\xbf\xc3\x89t\xc3\xa9\n\nd\xc3\xa9j\xc3\xa0"),
		BYTES("\xc3\x89t\xc3\xa9\n\nd\xc3\xa9j\xc3\xa0"),
		BYTES("E\xcc\x81te\xcc\x81\n\nde\xcc\x81ja\xcc\x80"),
		BYTES("\xc9t\xe9\n\nd\xe9j\xe0"),
		BYTES("\xff\xfe\xc9\0t\0\xe9\0\n\0\n\0d\0\xe9\0j\0\xe0\0"),
		BYTES("\xfe\xff\0\xc9\0t\0\xe9\0\n\0\n\0d\0\xe9\0j\0\xe0"),
#undef BYTES
	};
	struct import_options o;
	struct collected c;

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		helper_read(text_read, &o, cases[i].bytes, cases[i].len, &c);
		cr_assert_eq(c.n, 1, "%zu: %s", i, c.reason);
		cr_expect_eq(
		    strncmp(c.articles[0].body, "déjà\n", 7), 0, "%zu: %s", i, c.articles[0].body);
		helper_clear(&c);
	}
	helper_options_clear(&o);
}

/* "-": no byline; the day as in RFC 3339, "": none. */
Test(text, the_lines_of_a_head_need_no_blank_ones_between_them)
{
	static const struct {
		const char *head, *title, *byline, *day, *body; /* body: what is left before LONG */
	} cases[] = {
		{ "Le bac repart\nPar Léa Kasongo\n12 mars 2024\n\n", "Le bac repart",
		    "Léa Kasongo", "2024-03-12", "" },
		{ "Le bac de Bisunga repart après trois semaines\nPar Léa Kasongo\n\n",
		    "Le bac de Bisunga repart après trois semaines", "Léa Kasongo", "", "" },
		{ "Le bac de Bisunga repart après trois semaines\n12 mars 2024\n\n",
		    "Le bac de Bisunga repart après trois semaines", "-", "2024-03-12", "" },
		{ "Le bac repart\n12 mars 2024\nPar Léa Kasongo\n", "Le bac repart", "Léa Kasongo",
		    "2024-03-12", "" },
		{ "Le bac repart\nLéa Kasongo\nPublié le 12 mars 2024\n\n", "Le bac repart",
		    "Léa Kasongo", "2024-03-12", "" },
		{ "Le bac repart\n\nPar Léa Kasongo\n2024-03-12\n\n", "Le bac repart",
		    "Léa Kasongo", "2024-03-12", "" },
		{ "Le bac repart\n=====\nPar Léa Kasongo\n12 mars 2024\n\n", "Le bac repart",
		    "Léa Kasongo", "2024-03-12", "" },
		{ "Le bac de Bisunga repart après trois\nsemaines\nPar Léa Kasongo\n\n",
		    "Le bac de Bisunga repart après trois semaines", "Léa Kasongo", "", "" },
		{ "Le bac repart\n\nLéa Kasongo\nJo Ilunga\n\n", "Le bac repart", "-", "",
		    "Léa Kasongo\n\nJo Ilunga\n\n" },
		{ "Le bac repart\n\nLe 12 mars 2024 il pleuvait\nsur tout le quai.\n\n",
		    "Le bac repart", "-", "",
		    "Le 12 mars 2024 il pleuvait\n\nsur tout le quai.\n\n" },
	};
	struct import_options o;
	struct collected c;

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char input[2048], body[2048], day[CLOCK_DAY_SIZE] = "";
		const struct article *a;

		snprintf(input, sizeof input, "%s" LONG "\n\n" LONG "\n", cases[i].head);
		snprintf(body, sizeof body, "%s" LONG "\n\n" LONG "\n", cases[i].body);
		helper_read(text_read, &o, input, strlen(input), &c);
		cr_assert_eq(c.n, 1, "%s: %s", cases[i].head, c.reason);
		a = &c.articles[0];
		cr_expect_str_eq(a->title, cases[i].title, "%s: %s", cases[i].head, a->title);
		cr_expect_str_eq(a->byline != NULL ? a->byline : "-", cases[i].byline, "%s: %s",
		    cases[i].head, a->byline);
		if (a->published.precision == PRECISION_DAY)
			clock_day_text(a->published.day, day);
		cr_expect_str_eq(day, cases[i].day, "%s: %s", cases[i].head, day);
		cr_expect_str_eq(a->body, body, "%s: %s", cases[i].head, a->body);
		helper_clear(&c);
	}
	helper_options_clear(&o);
}
