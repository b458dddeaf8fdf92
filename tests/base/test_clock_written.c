#include "tests/base/helpers.h"

#include "base/buf.h"
#include "base/clock.h"

#include <criterion/criterion.h>
#include <string.h>

struct row {
	const char *text;
	int day; /* 0: refused */
	enum precision precision;
};

static const int64_t near = 1687000000; /* 2023-06-17, a Saturday */

static void expect_days(const struct row *rows, size_t n, bool alone)
{
	static const char *const codes[] = { "fr", "en", "ln", "sw" };
	struct words *words[LENGTH(codes)];
	struct zone *z;

	cr_assert_eq(zone_open("Africa/Kinshasa", &z, NULL), ST_OK);
	for (size_t i = 0; i < LENGTH(codes); i++)
		words[i] = words_of(codes[i]);
	for (size_t i = 0; i < n; i++) {
		struct when w = { 7, 7, PRECISION_SECOND };
		bool found = clock_written(rows[i].text, strlen(rows[i].text), alone,
		    (const struct words *const *)words, LENGTH(codes), near, z, &w);

		cr_expect_eq(found, rows[i].day != 0, "%s", rows[i].text);
		cr_expect_eq(w.day, rows[i].day, "%s: %d", rows[i].text, w.day);
		cr_expect_eq(w.precision, rows[i].precision, "%s", rows[i].text);
		cr_expect_eq(
		    w.time, w.day != 0 ? clock_day_start(z, w.day) : 0, "%s", rows[i].text);
	}
	for (size_t i = 0; i < LENGTH(codes); i++)
		words_free(words[i]);
	zone_free(z);
}

Test(clock_written, a_weekday_with_a_date_is_found_in_a_text)
{
	static const struct row rows[] = {
		{ "Mercredi 14 juin, le marché a rouvert.", 20230614, PRECISION_GUESS },
		{ "Le marché a rouvert MERCREDI 14 JUIN.", 20230614, PRECISION_GUESS },
		{ "mercredi\xc2\xa0"
		  "14\xc2\xa0juin",
		    20230614, PRECISION_GUESS },
		{ "ce mercredi 14 juin 2023", 20230614, PRECISION_DAY },
		{ "le mer. 14 juin 2023", 20230614, PRECISION_DAY },
		{ "vendredi 1er septembre", 0,
		    PRECISION_NONE }, /* 2023: yet to come; 2017: too far */
		{ "jeudi 1er septembre", 20220901, PRECISION_GUESS },
		{ "mardi 15 aout 2017", 20170815, PRECISION_DAY },
		{ "Mardi 15 Août 2017", 20170815, PRECISION_DAY },
		{ "dimanche 18 juin", 20230618, PRECISION_GUESS }, /* the day after */
		{ "lundi 19 juin", 0, PRECISION_NONE },            /* two days after; 2017 */
		{ "samedi 29 février", 20200229, PRECISION_GUESS },
		{ "lundi 29 février", 0, PRECISION_NONE }, /* 2016 */
		{ "mercredi 15 juin", 20220615, PRECISION_GUESS },
		{ "mercredi 15 juin 2023", 0, PRECISION_NONE }, /* a Thursday */
		{ "mercredi 31 juin", 0, PRECISION_NONE },
		{ "mercredi 14 juin 5000 personnes", 20230614, PRECISION_GUESS },
		{ "Lundi, tout commença. Mercredi 14 juin, tout finit.", 20230614,
		    PRECISION_GUESS },
		{ "mercredi 15 juin 2023, puis jeudi 8 juin 2023", 0, PRECISION_NONE },
		{ "Wednesday, June 14", 20230614, PRECISION_GUESS },
		{ "Wednesday, June 14th, 2023", 20230614, PRECISION_DAY },
		{ "on Wednesday 14th of June 2023", 20230614, PRECISION_DAY },
		{ "On Wed 14 Jun", 20230614, PRECISION_GUESS },
		{ "Jumatano 14 Juni", 20230614, PRECISION_GUESS },
		{ "Jumatano, tarehe 14 Juni, 2023", 20230614, PRECISION_DAY },
		{ "Jumatano, Juni 14, 2023", 20230614, PRECISION_DAY },
		{ "Jumatano tarehe 14 mwezi wa sita mwaka 2023", 20230614, PRECISION_DAY },
		{ "mokolo ya misato 14 yúni 2023", 20230614, PRECISION_DAY },
		{ "Mokɔlɔ mwa mísáto, mokolo ya 14 sánzá ya motóbá", 20230614, PRECISION_GUESS },
		{ "", 0, PRECISION_NONE }, { "mercredi", 0, PRECISION_NONE },
		{ "14 juin 2023", 0, PRECISION_NONE },
		{ "mercredi matin, 14 juin", 0, PRECISION_NONE },
		{ "mercredi 114 juin", 0, PRECISION_NONE },
		{ "mercredi 14juin", 0, PRECISION_NONE },
		{ "mercredi 14 juillettiste", 0, PRECISION_NONE },
		{ "Jumatano 14 juin", 0, PRECISION_NONE }, /* two languages */
	};

	expect_days(rows, LENGTH(rows), false);
}

Test(clock_written, alone_a_date_with_its_year_needs_no_weekday)
{
	static const struct row rows[] = {
		{ "14 juin 2023", 20230614, PRECISION_DAY },
		{ "Publié le 14 juin 2023 à 10h30", 20230614, PRECISION_DAY },
		{ "Publié le : 14 juin 2023, 10:30", 20230614, PRECISION_DAY },
		{ "Mis à jour le 1er juin 2023", 20230601, PRECISION_DAY },
		{ "Le 14 juin 2023 à 10 h 30 min GMT", 20230614, PRECISION_DAY },
		{ "mercredi 14 juin 2023", 20230614, PRECISION_DAY },
		{ "Mercredi 14 juin", 20230614, PRECISION_GUESS },
		{ "Published on June 14, 2023 at 10:30 a.m.", 20230614, PRECISION_DAY },
		{ "June 14, 2023 10:30am", 20230614, PRECISION_DAY },
		{ "Imechapishwa tarehe 14 Juni 2023 saa 4:30 asubuhi", 20230614, PRECISION_DAY },
		{ "Mokolo ya 14 sanza ya motoba 2023", 20230614, PRECISION_DAY },
		{ "14/06/2023", 20230614, PRECISION_DAY },
		{ "14.06.2023 10:30", 20230614, PRECISION_DAY },
		{ "06/14/2023", 20230614, PRECISION_DAY },
		{ "Publié le 14/06/2023", 20230614, PRECISION_DAY },
		{ "06/06/2023", 20230606, PRECISION_DAY },
		{ "05/06/2023", 0, PRECISION_NONE },
		{ "31/06/2023", 0, PRECISION_NONE },
		{ "14 juin", 0, PRECISION_NONE },
		{ "14 juin 2023 trois blessés", 0, PRECISION_NONE },
		{ "Il est né le 14 juin 2023", 0, PRECISION_NONE },
		{ "31 juin 2023", 0, PRECISION_NONE },
		{ "29 février 2023", 0, PRECISION_NONE },
		{ "", 0, PRECISION_NONE },
		{ "Publié le", 0, PRECISION_NONE },
		{ "14 06", 0, PRECISION_NONE },
		{ "14 juin 2023 1 2 3 4 5 6 7 8 9", 0, PRECISION_NONE },
	};

	expect_days(rows, LENGTH(rows), true);
}

Test(clock_written, a_date_too_deep_in_a_text_is_not_looked_for)
{
	struct buf text = BUF(CLOCK_WRITTEN_MAX * 2);
	struct row row = { .day = 0, .precision = PRECISION_NONE };

	while (text.len < CLOCK_WRITTEN_MAX)
		buf_puts(&text, "mot ");
	buf_puts(&text, "mercredi 14 juin");
	row.text = buf_str(&text);
	expect_days(&row, 1, false);
	buf_clear(&text);
}
