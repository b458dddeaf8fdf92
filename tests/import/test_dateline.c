#include "import/dateline.h"
#include "tests/import/helpers.h"

Test(dateline, dates_and_signatures_are_told_in_any_order)
{
	static const struct {
		const char *line;
		bool read;
		int day;
		const char *who;
	} rows[] = {
		{ "Publié le 3 mars 2024", true, 20240303, "" },
		{ "Publié le 3 mars 2024 à 10h12 | Mis à jour le 4 mars 2024", true, 20240303, "" },
		{ "Par Rose Kabila", true, 0, "Rose Kabila" },
		{ "By Rose Kabila", true, 0, "Rose Kabila" },
		{ "Par Rose Kabila, le 3 mars 2024", true, 20240303, "Rose Kabila" },
		{ "Par Rose Kabila, le 23/03/2024", true, 20240323, "Rose Kabila" },
		{ "Par Rose Kabila, le 3 mars 2024 à 10h12", true, 20240303, "Rose Kabila" },
		{ "Par Rose Kabila et Jean Mbuyi | 3 mars 2024", true, 20240303,
		    "Rose Kabila et Jean Mbuyi" },
		{ "Mis en ligne le 3 mars 2024 par Rose Kabila", true, 20240303, "Rose Kabila" },
		{ "Publié par Rose Kabila le 3 mars 2024", true, 20240303, "Rose Kabila" },
		{ "Rose Kabila | 3 mars 2024", true, 20240303, "Rose Kabila" },
		{ "3 mars 2024 - Rose Kabila", true, 20240303, "Rose Kabila" },
		{ "By Rose Kabila, March 3, 2024", true, 20240303, "Rose Kabila" },
		{ "Kinshasa, le 3 mars 2024", true, 20240303, "" },
		{ "Pointe Noire, le 3 mars 2024", true, 20240303, "" },
		{ "Kinshasa | 3 mars 2024", true, 20240303, "" },
		{ "Publié le 3 mai 2023 à 10:20 par Rose Kabila | 3 commentaires", true, 20230503,
		    "Rose Kabila" },
		{ "3 mars 2024 by admin", true, 20240303, "admin" },
		{ "Posted on May 3, 2023 by Rose Kabila in Politics", true, 20230503,
		    "Rose Kabila" },
		{ "Publié le 3 mai 2023 par Rose Kabila dans Vie des quartiers", true, 20230503,
		    "Rose Kabila" },
		{ "03/05/2023", true, 20230503, "" },
		{ "Publié le 03/05/2023 à 10h20 - Mis à jour le 04/05/2023", true, 20230503, "" },
		{ "3.5.2023 | Rose Kabila", true, 20230503, "Rose Kabila" },
		{ "Par Rose Kabila, à Goma", true, 0, "Rose Kabila" },
		{ "Par Rose Kabila dans le noir", false, 0, "" },
		{ "3 commentaires", false, 0, "" },
		{ "Rose Kabila", false, 0, "" },
		{ "Le marché rouvre", false, 0, "" },
		{ "Le marché rouvre, le 3 mars 2024 sera un jour de fête", false, 0, "" },
		{ "Par ici la sortie", false, 0, "" },
		{ "Politique | Rose Kabila", false, 0, "" },
		{ "", false, 0, "" },
	};
	struct import_options o;

	helper_options(&o);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct dateline d = { .who = BUF(2 * DATELINE_MAX) };
		bool read = dateline_read(rows[i].line, strlen(rows[i].line), &o, helper_mtime, &d);

		cr_expect_eq(read, rows[i].read, "%s", rows[i].line);
		if (read) {
			cr_expect_eq(d.when.day, rows[i].day, "%s: %d", rows[i].line, d.when.day);
			cr_expect_str_eq(
			    buf_str(&d.who), rows[i].who, "%s: %s", rows[i].line, buf_str(&d.who));
		}
		buf_clear(&d.who);
	}
	helper_options_clear(&o);
}

/* 03/05/2023 is May in French and March in English, whatever the capsule's language is. */
Test(dateline, figures_are_read_in_the_order_of_the_language)
{
	static const struct {
		const char *lang;
		int day;
	} rows[] = { { "fr", 20230503 }, { "en-US", 20230305 }, { NULL, 20230503 } };
	static const char line[] = "03/05/2023";
	struct import_options o;

	helper_options(&o);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct dateline d = { .who = BUF(2 * DATELINE_MAX) };

		o.lang = rows[i].lang;
		cr_expect(dateline_read(line, strlen(line), &o, helper_mtime, &d));
		cr_expect_eq(d.when.day, rows[i].day, "%d", d.when.day);
		buf_clear(&d.who);
	}
	o.lang = NULL;
	helper_options_clear(&o);
}
