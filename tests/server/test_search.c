/* Searches over real sockets, made off the loop. */
#include "tests/server/reader.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { GONE = 40 };

static void expect_gemini(
    const struct harness *h, const char *path, const char *header, const char *text)
{
	struct reply r = reader_gemini(h, path);

	cr_expect_eq(r.ending, END_NOTIFIED, "%s", path);
	cr_expect_str_eq(r.header, header, "%s: %s", path, r.header);
	cr_expect_not_null(strstr(r.body, text), "%s: no %s in\n%s", path, text, r.body);
	reply_clear(&r);
}

static void expect_gopher(const struct harness *h, const char *selector, const char *text)
{
	struct reply r = reader_gopher(h, selector);

	cr_expect_not_null(strstr(r.bytes, text), "%s: no %s in\n%s", selector, text, r.bytes);
	reply_clear(&r);
}

Test(search, words_are_asked_for_and_found_on_both_protocols)
{
	static const char page[] = "20 text/gemini; lang=fr";
	struct harness h;
	char item[64];

	harness_up(&h, NULL);
	expect_gemini(&h, "/s", "10 Chercher\u00a0:", "");
	expect_gemini(&h, "/s?", "10 Chercher\u00a0:", "");
	expect_gemini(&h, "/s?Phares", page, " Le phare de Cap-Morne");
	expect_gemini(&h, "/s?phrae", page, "=> /s?phare Essayer");
	expect_gemini(&h, "/s?%22", page, "Il faut au moins un mot.");
	expect_gemini(&h, "/s?since:hier", page, "Une date s’écrit");
	expect_gemini(&h, "/s/2?phare", "51 Cette page n’existe pas.", "");
	snprintf(item, sizeof item, "7Chercher :\t/s\tlocalhost\t%u\r\n", h.gopher);
	expect_gopher(&h, "/s", item);
	expect_gopher(&h, "/s\tphares", "Le phare de Cap-Morne");
	expect_gopher(&h, "/s?phares", "Le phare de Cap-Morne");
	expect_gopher(&h, "/s\tph\xe1re\xff\"", "iRien n'a ete trouve.\t");
	snprintf(item, sizeof item, "1Essayer : phare\t/s?phare\tlocalhost\t%u\r\n", h.gopher);
	expect_gopher(&h, "/s\tphrae", item);
	harness_stop(&h);
}

/* Whoever goes away before the answer is there leaves nothing behind that others wait for. */
Test(search, readers_who_go_away_are_not_searched_for)
{
	static const struct reader_how plain = { .plain = true };
	struct harness h;

	harness_up(&h, &(struct harness_ini){ .server = "workers = 1\n" });
	for (int i = 0; i < GONE; i++) {
		struct reader *r = reader_open(h.gopher, &plain);

		reader_write(r, "/s\tphare -introuvable\r\n", 23);
		reader_reset(r);
	}
	expect_gemini(&h, "/s?phare", "20 text/gemini; lang=fr", "Le phare de Cap-Morne");
	harness_stop(&h);
}
