/* What a self-hoster changes without a compiler: a language, the lines above the front page. */
#include "tests/server/reader.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define ARGS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* An invented language: three plurals, of which one says its number itself, the year first, a month
 * that has another name without a day, sizes that begin with their unit. It is not all there. */
static const char invented[] =
    "[language]\n"
    "code = qvx\n"
    "name = Velari\n"
    "[words]\n"
    "latest = Nuvi\n"
    "home = Doma\n"
    "by_date = Per dies\n"
    "[plurals]\n"
    "singular = 1 | %10 2-4 not %100 12-14\n"
    "articles = un tekst | %u tekste | %u tekstam\n"
    "reads = lesa %u\n"
    "[dates]\n"
    "weekdays = una | dua | tria | kvara | kvina | sesta | sepa\n"
    "months = janu | febru | martu | aprilu | mayu | junu | julu | agustu | septu | oktu | novu |\n"
    "\tdesu\n"
    "months_alone = janar | febrar | martar | aprilar | mayar | junar | julyar | agustar | septar |\n"
    "\toktar | novar | desar\n"
    "format = %y, %m %d\n"
    "format_weekday = %y, %m %d (%w)\n"
    "format_month = %y, %m\n"
    "[numbers]\n"
    "decimal = ,\n"
    "kilobyte = kb %s\n"
    "minute = %u minu | %u minue | %u minam\n";

static void expect_in(struct reply r, const char *const *parts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		cr_expect_not_null(
		    strstr(r.bytes, parts[i]), "no \"%s\" in:\n%s", parts[i], r.bytes);
	reply_clear(&r);
}

#define EXPECT_IN(reply, ...)                                                                      \
	expect_in((reply), ARGS(__VA_ARGS__), sizeof ARGS(__VA_ARGS__) / sizeof(char *) - 1)

Test(capsule_folder, a_language_is_added_with_a_file_alone)
{
	struct harness h;
	struct ran r;

	harness_prepare(&h, &(struct harness_ini){ .capsule = "lang = qvx\n" });
	harness_file(&h, "lang/qvx.ini", invented, sizeof invented - 1);
	harness_stock(&h);
	r = harness_run(&h, ARGS("check"));
	cr_expect_eq(r.status, 0, "%s%s", r.out, r.err);
	cr_expect_not_null(strstr(r.out, "languages    qvx en fr ln sw\n"), "%s", r.out);
	cr_expect_not_null(strstr(r.out, "/lang/qvx.ini: [words] most_read:"), "%s", r.out);
	cr_expect_not_null(strstr(r.out, "/lang/qvx.ini: [dates] before:"), "%s", r.out);
	cr_expect_null(strstr(r.out, "[words] latest"), "%s", r.out);
	cr_expect_null(strstr(r.out, "fr.ini"), "%s", r.out);
	ran_clear(&r);
	harness_start(&h);
	/* Its own words, dates, plurals and prices; what it lacks is in English. */
	EXPECT_IN(reader_gemini(&h, "/"), "20 text/gemini; lang=qvx\r\n", "\n2023, junu 7 (tria)\n",
	    "\n## Nuvi\n", " (fr, kb ", " minu", "\n## Editors’ choice\n", " tekste)\n",
	    "=> /d Per dies\n", "All articles");
	EXPECT_IN(reader_gemini(&h, "/d/2023"), "=> /d/2023/06 2023, junar (", "=> / Doma\n");
	EXPECT_IN(
	    reader_gopher(&h, "/d/2023/06"), "2023, junu 7 (tria) (un tekst)\t/d/2023/06/07\t");
	harness_stop(&h);
}

Test(capsule_folder, its_front_page_is_arranged_by_the_ini_below_its_own_lines)
{
	static const char above[] = "Travaux mardi.\n=> about.gmi Lisez ceci\n";
	static const struct harness_ini ini = {
		.capsule = "[pages]\nfront = search, theme:societe 1, theme:neant 3\n",
	};
	struct harness h;
	struct ran r;

	harness_prepare(&h, &ini);
	harness_file(&h, "front.gmi", above, sizeof above - 1);
	harness_stock(&h);
	r = harness_run(&h, ARGS("check"));
	cr_expect_eq(r.status, 0, "%s%s", r.out, r.err);
	cr_expect_not_null(strstr(r.out, "theme:neant shows nothing"), "%s", r.out);
	cr_expect_null(strstr(r.out, "theme:societe"), "%s", r.out);
	ran_clear(&r);
	harness_start(&h);
	EXPECT_IN(reader_gemini(&h, "/"),
	    "\r\nTravaux mardi.\n=> /about.gmi Lisez ceci\n\n# La Gazette du val\n",
	    "\n\n=> /s Rechercher\n\n## societe\n=> /a/", "\n=> /t/societe societe (",
	    "\n\n=> /new ");
	EXPECT_IN(reader_gopher(&h, "/"), "iTravaux mardi.\t", "Lisez ceci\t/about.gmi\tlocalhost",
	    "iLa Gazette du val\t", "1societe (");
	EXPECT_IN(reader_gemini(&h, "/front.gmi"), "51 ");
	harness_stop(&h);
}
