#include "import/byline.h"
#include "tests/import/helpers.h"

static const struct {
	const char *line;
	enum byline expected;
	const char *who;
} name_cases[] = {
	{ "Aline Mbuyi", BYLINE_NAME, "Aline Mbuyi" },
	{ "AFP", BYLINE_NAME, "AFP" },
	{ "AFP/Reuters", BYLINE_NAME, "AFP/Reuters" },
	{ "AFP / Reuters", BYLINE_NAME, "AFP / Reuters" },
	{ "avec AFP", BYLINE_SIGNED, "AFP" },
	{ "(avec AFP)", BYLINE_SIGNED, "AFP" },
	{ "Aline Mbuyi (avec AFP)", BYLINE_NAME, "Aline Mbuyi (avec AFP)" },
	{ "Aline Mbuyi avec AFP", BYLINE_NAME, "Aline Mbuyi avec AFP" },
	{ "Par Aline Mbuyi", BYLINE_SIGNED, "Aline Mbuyi" },
	{ "par Aline Mbuyi et Jean-Paul Ilunga", BYLINE_SIGNED, "Aline Mbuyi et Jean-Paul Ilunga" },
	{ "By Jane O'Neill", BYLINE_SIGNED, "Jane O'Neill" },
	{ "BY JANE DOE", BYLINE_SIGNED, "JANE DOE" },
	{ "Propos recueillis par Aline Mbuyi", BYLINE_SIGNED, "Aline Mbuyi" },
	{ "Auteur : Aline Mbuyi", BYLINE_SIGNED, "Aline Mbuyi" },
	{ "— Aline Mbuyi", BYLINE_SIGNED, "Aline Mbuyi" },
	{ "© Aline Mbuyi", BYLINE_SIGNED, "Aline Mbuyi" },
	{ "Aline Mbuyi, à Matadi", BYLINE_NAME, "Aline Mbuyi" },
	{ "Aline Mbuyi, envoyée spéciale à Boma", BYLINE_NAME,
	    "Aline Mbuyi, envoyée spéciale à Boma" },
	{ "Jean de la Tour", BYLINE_NAME, "Jean de la Tour" },
	{ "Jean d'Arc", BYLINE_NAME, "Jean d'Arc" },
	{ "Jean d Arc", BYLINE_NAME, "Jean d Arc" }, /* the "d" is one of the particles */
	{ "Aline MBUYI/ CP", BYLINE_NAME, "Aline MBUYI/ CP" },
	{ "4Fleuves", BYLINE_NAME, "4Fleuves" },
	{ "Fleuve - BVL", BYLINE_NAME, "Fleuve - BVL" },
	{ "Fleuve avec Presse Services", BYLINE_NAME, "Fleuve avec Presse Services" },
	{ "Fleuve avec Presse services", BYLINE_NAME, "Fleuve avec Presse services" },
	{ "Avec agences", BYLINE_SIGNED, "agences" },
	{ "A 20H00", BYLINE_NO, "" },
	{ "Article 15", BYLINE_NO, "" },
	{ "A. M.", BYLINE_NAME, "A. M." },
	{ "J.-P.M.", BYLINE_NAME, "J.-P.M." },
	{ "Rédaction", BYLINE_NAME, "Rédaction" },
	{ "La rédaction", BYLINE_NAME, "La rédaction" },
	{ "Élodie Nsimba", BYLINE_NAME, "Élodie Nsimba" },
	{ "La pluie tombe", BYLINE_NO, "" },
	{ "Aline Mbuyi a parlé", BYLINE_NO, "" },
	{ "Il pleut.", BYLINE_NO, "" },
	{ "Affaire à suivre", BYLINE_NO, "" },
	{ "Fin", BYLINE_NO, "" },
	{ "Suite", BYLINE_NO, "" },
	{ "La Pirogue", BYLINE_NO, "" },
	{ "The Road", BYLINE_NO, "" },
	{ "« Nous attendons »", BYLINE_NO, "" },
	{ "Pourquoi Pas ?", BYLINE_NO, "" },
	{ "Matadi, ville de la côte", BYLINE_NO, "" },
	{ "Le 14 juin", BYLINE_NO, "" },
	{ "- \"Un peu tard\" -", BYLINE_NO, "" },
	{ "par la route du fleuve", BYLINE_NO, "" },
	{ "De Matadi à Boma", BYLINE_NO, "" },
	{ "", BYLINE_NO, "" },
	{ "par", BYLINE_NO, "" },
	{ "—", BYLINE_NO, "" },
};

Test(byline, names_agencies_and_signatures_are_told_from_short_paragraphs)
{
	for (size_t i = 0; i < sizeof name_cases / sizeof *name_cases; i++) {
		struct buf who = BUF(256);
		enum byline got = byline_of(name_cases[i].line, strlen(name_cases[i].line), &who);

		cr_expect_eq(got, name_cases[i].expected, "%s: %d", name_cases[i].line, got);
		cr_expect_str_eq(
		    buf_str(&who), name_cases[i].who, "%s: %s", name_cases[i].line, buf_str(&who));
		buf_clear(&who);
	}
}

static const struct {
	const char *line;
	bool expected;
} line_cases[] = {
	{ "14 juin 2023", true },
	{ "Publié le mercredi 14 juin 2023 à 10h30", true },
	{ "Matadi, le 14 juin 2023", true },
	{ "Wednesday, June 14, 2023", true },
	{ "Updated June 14, 2023 at 10:30 GMT", true },
	{ "Mis à jour le 14/06/2023", true },
	{ "Mercredi 14 juin, le pont a rouvert.", false },
	{ "Le pont mesure 14 mètres de large", false },
	{ "Aline Mbuyi", false },
};

Test(byline, a_line_that_is_only_a_date_is_told_from_a_sentence_with_one)
{
	struct import_options o;

	helper_options(&o);
	for (size_t i = 0; i < sizeof line_cases / sizeof *line_cases; i++)
		cr_expect_eq(byline_is_dateline(
				 line_cases[i].line, strlen(line_cases[i].line), o.words, o.nwords),
		    line_cases[i].expected, "%s", line_cases[i].line);
	helper_options_clear(&o);
}
