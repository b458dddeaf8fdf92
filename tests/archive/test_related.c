#include "tests/archive/helpers.h"

enum { RELATED_TEXT = 16 };

static void expect_related(struct archive *a, enum list_kind kind, const struct id *id,
    unsigned limit, const char *expected)
{
	struct entries list;
	enum status st = related_get(a, kind, id != NULL ? id->text : NULL, "week", limit, &list);

	expect_entries(st, &list, expected, kind == LIST_MOST_READ ? "most read" : "same theme");
}

Test(related, what_a_document_listed_stays_in_order_and_becomes_links)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id id = sketch_put(a,
	    &(struct sketch){ .key = "1",
		.title = "La crue",
		.lists = { { "Le pont fermé|On passe par le bac.", "La grève", "Un marché" },
		    { "La pluie|Il pleut.", "Le vent" } } });

	expect_related(
	    a, LIST_MOST_READ, &id, 5, "*Le pont fermé:On passe par le bac.|*La grève|*Un marché");
	expect_related(a, LIST_SAME_THEME, &id, 5, "*La pluie:Il pleut.|*Le vent");
	sketch_put(a, &(struct sketch){ .key = "2", .title = "LE PONT FERME" });
	sketch_put(a, &(struct sketch){ .key = "3", .title = "Le Vent !" });
	expect_related(
	    a, LIST_MOST_READ, &id, 3, "LE PONT FERME:On passe par le bac.|*La grève|*Un marché");
	expect_related(a, LIST_SAME_THEME, &id, 5, "*La pluie:Il pleut.|Le Vent !");
	expect_related(a, LIST_MOST_READ, &id, 1, "LE PONT FERME:On passe par le bac.");
	expect_related(a, LIST_MOST_READ, &id, 0, "");
	archive_close(a);
}

/* The document lists one title; `others` are archived before it. */
static const struct {
	const char *what, *listed;
	struct sketch others[3];
	const char *expected;
} titles[] = {
	{ "a cut title is matched by its beginning", "Le grand pont de la ri...",
	    { { .key = "1", .title = "Le grand pont de la rivière" } },
	    "Le grand pont de la rivière" },
	{ "cut by one character", "Le grand pont de la ri…",
	    { { .key = "1", .title = "Le grand pont de la rivière" } },
	    "Le grand pont de la rivière" },
	{ "cut with brackets", "Le grand pont de […]",
	    { { .key = "1", .title = "Le grand pont de la rivière" } },
	    "Le grand pont de la rivière" },
	{ "cut at its very end", "Le grand pont...", { { .key = "1", .title = "Le grand pont" } },
	    "Le grand pont" },
	{ "a title that is not cut is no beginning", "Le grand pont de la",
	    { { .key = "1", .title = "Le grand pont de la rivière" } }, "*Le grand pont de la" },
	{ "11 characters are too few for a beginning", "Le grand po...",
	    { { .key = "1", .title = "Le grand pont" } }, "*Le grand po..." },
	{ "12 are enough", "Le grand pon...", { { .key = "1", .title = "Le grand pont" } },
	    "Le grand pont" },
	{ "characters, not bytes", "ééééé ддддд...", { { .key = "1", .title = "ééééé дддддд" } },
	    "*ééééé ддддд..." },
	{ "few characters are matched whole", "Le pont...", { { .key = "1", .title = "Le pont" } },
	    "Le pont" },
	{ "the newest of several", "Météo",
	    { { .key = "1", .title = "Météo", .day = 20230101, .summary = "vieux" },
		{ .key = "2", .title = "METEO", .day = 20230301 },
		{ .key = "3", .title = "météo" } },
	    "METEO" },
	{ "the newest of several beginnings", "Le grand pont de...",
	    { { .key = "1", .title = "Le grand pont de bois", .day = 20230301 },
		{ .key = "2", .title = "Le grand pont de fer", .day = 20230401 },
		{ .key = "3", .title = "Le grand pont de pierre", .day = 20230201 } },
	    "Le grand pont de fer" },
	{ "the first import of the same day", "Météo",
	    { { .key = "1", .title = "Météo" }, { .key = "2", .title = "METEO" } }, "Météo" },
	{ "signs alone match nothing", "?", { { .key = "1", .title = "!" } }, "*?" },
};

Test(related, titles_are_matched_folded_whole_or_by_their_beginning)
{
	for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
		struct place p = place_new();
		struct archive *a = place_open(&p, ARCHIVE_WRITE);
		struct entries list;
		struct id id;

		for (int k = 0; k < 3 && titles[i].others[k].key != NULL; k++)
			sketch_put(a, &titles[i].others[k]);
		id = sketch_put(a,
		    &(struct sketch){ .key = "x",
			.title = "Xylophone",
			.lists = { { NULL }, { titles[i].listed } } });
		expect_entries(related_get(a, LIST_SAME_THEME, id.text, "week", 1, &list), &list,
		    titles[i].expected, titles[i].what);
		archive_close(a);
	}
}

Test(related, never_itself_and_no_article_twice)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id id;

	sketch_put(a, &(struct sketch){ .key = "1", .title = "Le pont", .themes = { "Ville" } });
	id = sketch_put(a,
	    &(struct sketch){ .key = "2",
		.title = "La très longue crue",
		.themes = { "Ville" },
		.lists = { { "La très longue crue", "Le pont", "LE PONT", "Absent", "Absent" },
		    { "La très longue...", "Le pont|deux fois" } } });
	expect_related(a, LIST_MOST_READ, &id, 9, "Le pont|*Absent");
	expect_related(a, LIST_SAME_THEME, &id, 9, "Le pont:deux fois");
	archive_close(a);
}

#define BRIDGE                                                                                     \
	"Le pont de la rive nord est fermé depuis hier matin pour une semaine entière, dit la "  \
	"mairie, et les camions passent par le bac"

Test(related, a_listed_copy_is_its_original_and_a_copy_of_the_article_is_not_named)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id id;

	sketch_put(a, &(struct sketch){ .key = "1", .title = "Le pont fermé", .body = BRIDGE });
	sketch_put(
	    a, &(struct sketch){ .key = "2", .title = "Le pont encore fermé", .body = BRIDGE });
	id = sketch_put(a,
	    &(struct sketch){ .key = "3",
		.title = "Le bac",
		.body = "Le bac passe toutes les heures, et la nuit quand il y a du monde.",
		.lists = { { "Le pont encore fermé", "Le pont fermé", "Le bac passe" } } });
	sketch_put(a,
	    &(struct sketch){ .key = "4",
		.title = "Le bac passe",
		.body = "Le bac passe toutes les heures, et la nuit quand il y a du monde." });
	cr_assert_eq(counts_of(a).copies, 2);
	expect_related(a, LIST_MOST_READ, &id, 9, "Le pont fermé:" BRIDGE);
	archive_close(a);
}

Test(related, another_article_of_the_same_title_is_found)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id id;

	sketch_put(a, &(struct sketch){ .key = "1", .title = "Météo", .day = 20230101 });
	id = sketch_put(a,
	    &(struct sketch){ .key = "2",
		.title = "Météo",
		.day = 20230201,
		.lists = { { NULL }, { "Météo|hier" } } });
	expect_related(a, LIST_SAME_THEME, &id, 9, "Météo:hier");
	archive_close(a);
}

Test(related, a_removed_article_is_not_even_named)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id removed = sketch_put(
	    a, &(struct sketch){ .key = "1", .title = "Un nom à oublier", .themes = { "Ville" } });
	struct id id = sketch_put(a,
	    &(struct sketch){ .key = "2",
		.title = "La crue",
		.themes = { "Ville" },
		.lists = { { "Un nom à oublier|Il a fait cela." }, { "Un nom à oub..." } } });

	cr_assert_eq(article_remove(a, removed.text), ST_OK);
	expect_related(a, LIST_MOST_READ, &id, 9, "");
	expect_related(a, LIST_SAME_THEME, &id, 9, "");
	expect_related(a, LIST_MOST_READ, NULL, 9, "La crue");
	archive_close(a);
}

/* Why each entry of such a list is there, a letter each. */
static void expect_picks(struct archive *a, const struct id *id, const char *expected)
{
	static const char letters[] = {
		[PICK_NONE] = '-', [PICK_READ] = 'r', [PICK_CHOSEN] = 'c', [PICK_NEWEST] = 'n'
	};
	struct entries list;
	char text[RELATED_TEXT] = "";

	cr_assert_eq(
	    related_get(a, LIST_MOST_READ, id != NULL ? id->text : NULL, "week", 9, &list), ST_OK);
	for (size_t i = 0; i < list.n; i++)
		text[i] = list.items[i].listed ? 'l' : letters[list.items[i].pick];
	cr_expect_str_eq(text, expected, "\"%s\", not \"%s\"", text, expected);
	entries_clear(&list);
}

Test(related, most_read_is_filled_by_reads_then_by_lists_then_by_the_newest)
{
	enum { NOW = 1700000000 };
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct archive *recorder;
	struct id read[TOP_ARTICLES_MIN], id;

	for (int i = 0; i < TOP_ARTICLES_MIN; i++) {
		char key[16], title[16];

		snprintf(key, sizeof key, "r%d", i);
		snprintf(title, sizeof title, "Lu %d", i + 1);
		read[i] = sketch_put(a,
		    &(struct sketch){ .key = key,
			.title = title,
			.day = 20200101,
			.summary = i == 0 ? "Le plus lu." : NULL });
	}
	sketch_put(a, &(struct sketch){ .key = "2", .title = "Cité deux fois", .day = 20210102 });
	sketch_put(a,
	    &(struct sketch){ .key = "3",
		.title = "Cité une fois",
		.day = 20210103,
		.lists = { { "Cité deux fois" } } });
	sketch_put(a,
	    &(struct sketch){ .key = "4",
		.title = "Neuf",
		.day = 20230104,
		.lists = { { "Cité une fois", "Cité deux fois", "Ailleurs" } } });
	id = sketch_put(a,
	    &(struct sketch){
		.key = "5", .title = "La crue", .day = 20230105, .lists = { { "Neuf" } } });
	recorder = place_open(&p, ARCHIVE_READS);
	cr_assert_eq(archive_begin(recorder), ST_OK);
	for (int i = 0; i < TOP_ARTICLES_MIN; i++)
		for (int k = 0; k < TOP_READS_MIN + TOP_ARTICLES_MIN - i - 1; k++)
			cr_assert_eq(reads_add(recorder, read[i].text, NOW), ST_OK);
	cr_assert_eq(archive_commit(recorder), ST_OK);
	cr_assert_eq(reads_rank(recorder, NOW, 86400), ST_OK);
	archive_close(a);
	a = place_open(&p, ARCHIVE_READ);
	expect_related(a, LIST_MOST_READ, &id, 8,
	    "Neuf|Lu 1:Le plus lu.|Lu 2|Lu 3|Lu 4|Lu 5|Cité deux fois|Cité une fois");
	expect_picks(a, &id, "lrrrrrcc");
	expect_related(a, LIST_MOST_READ, NULL, 9,
	    "Lu 1:Le plus lu.|Lu 2|Lu 3|Lu 4|Lu 5|Cité deux fois|Neuf|Cité une fois|La crue");
	expect_picks(a, NULL, "rrrrrcccn");

	/* A read less, and the ranking is of too few. */
	cr_assert_eq(archive_begin(recorder), ST_OK);
	cr_assert_eq(reads_take(recorder, read[TOP_ARTICLES_MIN - 1].text, NOW), ST_OK);
	cr_assert_eq(archive_commit(recorder), ST_OK);
	cr_assert_eq(reads_rank(recorder, NOW, 86400), ST_OK);
	expect_related(a, LIST_MOST_READ, &id, 3, "Neuf|Cité deux fois|Cité une fois");
	expect_related(
	    a, LIST_MOST_READ, NULL, 5, "Cité deux fois|Neuf|Cité une fois|La crue|Lu 5");
	expect_picks(a, NULL, "cccnnnnnn");
	archive_close(recorder);
	archive_close(a);
}

Test(related, an_update_takes_its_lists_back)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id id;

	sketch_put(a, &(struct sketch){ .key = "1", .title = "Vieux", .day = 20200101 });
	sketch_put(a, &(struct sketch){ .key = "2", .title = "Neuf", .day = 20230104 });
	id = sketch_put(a,
	    &(struct sketch){ .key = "3",
		.title = "Un",
		.day = 20230101,
		.lists = { { "Vieux" }, { "Vieux" } } });
	expect_related(a, LIST_MOST_READ, NULL, 1, "Vieux");
	sketch_put_as(
	    a, &(struct sketch){ .key = "3", .title = "Un", .day = 20230101 }, PUT_UPDATED);
	expect_related(a, LIST_MOST_READ, NULL, 1, "Neuf");
	expect_related(a, LIST_SAME_THEME, &id, 9, "");
	expect_whole(a);
	archive_close(a);
}

Test(related, same_theme_is_filled_by_who_lists_it_then_by_shared_themes)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct id id = sketch_put(a,
	    &(struct sketch){ .key = "x",
		.title = "La crue du fleuve en juin",
		.day = 20230601,
		.themes = { "Ville", "Mer", "Météo" } });

	sketch_put(a,
	    &(struct sketch){
		.key = "1", .title = "Un thème, neuf", .day = 20230701, .themes = { "Ville" } });
	sketch_put(a,
	    &(struct sketch){ .key = "2",
		.title = "Deux thèmes",
		.day = 20200101,
		.themes = { "Ville", "Météo" } });
	sketch_put(a,
	    &(struct sketch){ .key = "3",
		.title = "Un thème, vieux",
		.day = 20220701,
		.themes = { "Mer", "Sport" } });
	sketch_put(
	    a, &(struct sketch){ .key = "4", .title = "Aucun thème", .themes = { "Sport" } });
	sketch_put(a,
	    &(struct sketch){ .key = "5",
		.title = "La cite",
		.day = 20100101,
		.lists = { { NULL }, { "la crue du fleuve en juin" } } });
	sketch_put(a,
	    &(struct sketch){ .key = "6",
		.title = "La cite coupée",
		.day = 20100102,
		.lists = { { NULL }, { "Absent", "La crue du fle..." } } });
	sketch_put(a,
	    &(struct sketch){ .key = "7",
		.title = "Cite court",
		.day = 20100102,
		.lists = { { NULL }, { "La crue d..." } } });
	sketch_put(a,
	    &(struct sketch){ .key = "8",
		.title = "Cite une autre",
		.day = 20100102,
		.lists = { { NULL }, { "La crue du flan..." } } });
	sketch_put(a,
	    &(struct sketch){ .key = "9",
		.title = "Cite comme lue",
		.day = 20100102,
		.lists = { { "La crue du fleuve en juin" } } });
	expect_related(a, LIST_SAME_THEME, &id, 9,
	    "La cite|La cite coupée|Deux thèmes|Un thème, neuf|Un thème, vieux");
	expect_related(a, LIST_SAME_THEME, NULL, 9, "");
	archive_close(a);
}

Test(related, unknown_ids_and_windows)
{
	struct place p = place_new();
	struct archive *a = place_open(&p, ARCHIVE_WRITE);
	struct entries list;

	cr_expect_eq(related_get(a, LIST_MOST_READ, "zzzzzzz", "week", 5, &list), ST_NOTFOUND);
	cr_expect_eq(list.n, 0);
	expect_related(a, LIST_MOST_READ, NULL, 5, "");
	archive_close(a);
}
