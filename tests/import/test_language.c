#include "import/language.h"
#include "import/table.h"
#include "tests/import/helpers.h"

static struct language *open_language(void)
{
	struct language *l = language_new();

	cr_assert_not_null(l);
	return l;
}

static void tell(
    struct language *l, const char *text, const struct import_options *o, char out[LANG_SIZE])
{
	enum status st;
	struct error e;

	st = language_of(l, text, strlen(text), o->words, o->nwords, out, &e);
	cr_assert_eq(st, ST_OK, "%s", e.text);
}

Test(language, of_texts_in_the_languages_of_the_pages_and_others)
{
	static const struct {
		const char *text, *tag;
	} cases[] = {
		{ "La rivière est montée de deux mètres pendant la nuit, et les habitants du "
		  "quartier bas ont passé la matinée à mettre leurs meubles à l'abri.",
		    "fr" },
		{ "The river rose by two metres during the night, and those who live along the "
		  "lower road spent the morning carrying their furniture to the school.",
		    "en" },
		{ "Mai ya ebale emati na butu mobimba mpe bato oyo bafandaka pene ya libongo "
		  "balekisaki ntongo mobimba mpo na kobikisa biloko na bango nyonso.",
		    "ln" },
		{ "Maji ya mto yalipanda kwa mita mbili usiku kucha, na wakazi wa mtaa wa chini "
		  "walitumia asubuhi yote kuhamisha vitu vyao kwenda shuleni.",
		    "sw" },
		{ "El río creció dos metros durante la noche, y los vecinos del barrio bajo "
		  "pasaron la mañana llevando sus muebles a la escuela.",
		    "es" },
		{ "Река поднялась за ночь на два метра, и жители нижней улицы всё утро переносили "
		  "свою мебель в школу. Учителя открыли все классы, а вечером соседи принесли туда "
		  "горячую еду.",
		    "ru" },
	};
	struct language *l = open_language();
	struct import_options o;
	char tag[LANG_SIZE];

	helper_options(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		tell(l, cases[i].text, &o, tag);
		cr_expect_str_eq(tag, cases[i].tag, "%s: \"%s\"", cases[i].text, tag);
	}
	helper_options_clear(&o);
	language_free(l);
}

Test(language, names_from_another_language_do_not_count)
{
	static const char text[] =
	    "Daring Club Motema Pembe na Association Sportive Vita Club babetaki match na Stade "
	    "des Martyrs na lomingo, mpe bato ebele bayaki kotala yango na esengo mpenza.";
	struct language *l = open_language();
	struct import_options o;
	char tag[LANG_SIZE];

	helper_options(&o);
	tell(l, text, &o, tag);
	cr_expect_str_eq(tag, "ln");
	helper_options_clear(&o);
	language_free(l);
}

Test(language, of_little_or_of_no_text_is_not_told)
{
	static const char *const texts[] = { "", " ", "Oui.", "2 - 1", "12 14 16 18 20 22 24",
		"\xff\xfe\xff" };
	const struct import_options o = { 0 };
	struct language *l = open_language();
	char tag[LANG_SIZE];

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		snprintf(tag, sizeof tag, "xx");
		tell(l, texts[i], &o, tag);
		cr_expect_str_eq(tag, "", "\"%s\": %s", texts[i], tag);
	}
	language_free(l);
}

/* The share of a table's articles whose language is told as `tag`, in thousandths; -1: absent. */
static int right_of(struct language *l, const char *path, const char *columns, const char *tag)
{
	struct support_path p = support_archives(path);
	struct import_options o;
	struct collected c;
	size_t n, right = 0;
	int share;
	char *bytes;

	if (p.text[0] == '\0')
		return -1;
	helper_options(&o);
	o.columns = columns;
	bytes = support_read(p.text, &n);
	helper_read(table_read, &o, bytes, n, &c);
	free(bytes);
	cr_assert_gt(c.n, 0);
	for (size_t i = 0; i < c.n; i++) {
		char told[LANG_SIZE];

		tell(l, c.articles[i].body, &o, told);
		right += strcmp(told, tag) == 0;
	}
	share = (int)(right * 1000 / c.n);
	helper_clear(&c);
	helper_options_clear(&o);
	return share;
}

Test(language, of_the_archives_tables_is_right_for_98_in_100)
{
	static const struct {
		const char *path, *columns, *tag;
	} tables[] = {
		{ "news/eng/masakhanews-eng-dev.tsv", NULL, "en" },
		{ "news/fra/masakhanews-fra-dev.tsv", NULL, "fr" },
		{ "news/fra/masakhanews-fra-train-fewshot50.tsv", NULL, "fr" },
		{ "news/fra/masakhanews-fra-train-pet50-noheader.tsv", "category,title,body,url",
		    "fr" },
		{ "news/fra/rdc-2025-08-18-news.csv", NULL, "fr" },
		{ "news/lin/masakhanews-lin-dev.tsv", NULL, "ln" },
		{ "news/lin/masakhanews-lin-train.tsv", NULL, "ln" },
		{ "news/swa/masakhanews-swa-dev.tsv", NULL, "sw" },
	};
	struct language *l = open_language();

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		int share = right_of(l, tables[i].path, tables[i].columns, tables[i].tag);

		if (share < 0)
			continue;
		printf("language %s: %d of 1000 right\n", tables[i].path, share);
		cr_expect_geq(share, 980, "%s: %d of 1000", tables[i].path, share);
	}
	language_free(l);
}
