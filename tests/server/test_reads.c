/* What counts as a read, from the socket to the ranking. */
#include "tests/server/reader.h"

#include <criterion/criterion.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How often `top` says the article was read; 0 if it is not there. */
static unsigned reads_of(const struct harness *h, const char *id)
{
	struct ran r = harness_run(h, (const char *const[]){ "top", NULL });
	unsigned n = 0;
	char *saved, *line;

	cr_assert_eq(r.status, 0, "top: %s", r.err);
	for (line = strtok_r(r.out, "\n", &saved); line != NULL;
	     line = strtok_r(NULL, "\n", &saved)) {
		const char *tab = strchr(line, '\t');

		cr_assert_not_null(tab, "%s", line);
		if (strncmp(tab + 1, id, strlen(id)) == 0)
			n = (unsigned)strtoul(line, NULL, 10);
	}
	ran_clear(&r);
	return n;
}

/* Wait until the article was read. While the server runs, only the first read in a minute shows at
 * once: the others are there when it has ended. */
static void expect_a_read(const struct harness *h, const char *id)
{
	int64_t deadline = harness_now() + 2 * HARNESS_DEADLINE_MS;

	while (reads_of(h, id) == 0) {
		cr_assert_lt(harness_now(), deadline, "%s was not read", id);
		harness_pause();
	}
}

static void read_on_gemini(const struct harness *h, const char *id)
{
	char path[32];
	struct reply r;

	snprintf(path, sizeof path, "/a/%s", id);
	r = reader_gemini(h, path);
	cr_assert_str_eq(r.header, "20 text/gemini; lang=fr");
	cr_assert_eq(r.ending, END_NOTIFIED);
	reply_clear(&r);
}

static void read_on_gopher(const struct harness *h, const char *id, const char *ending)
{
	char selector[32];
	struct reply r;

	snprintf(selector, sizeof selector, "/a/%s%s", id, ending);
	r = reader_gopher(h, selector);
	cr_assert_neq(r.bytes[0], '3');
	reply_clear(&r);
}

Test(reads, an_article_delivered_whole_counts_once)
{
	struct harness h;
	struct harness_id id;

	harness_up(&h, NULL);
	id = harness_find(&h, "phare");
	cr_expect_eq(reads_of(&h, id.text), 0);
	read_on_gemini(&h, id.text);
	expect_a_read(&h, id.text);
	read_on_gemini(&h, id.text);
	read_on_gopher(&h, id.text, ".txt");
	harness_stop(&h); /* what had been gathered is written before the end */
	cr_expect_eq(reads_of(&h, id.text), 1);
	harness_start(&h);
	cr_expect_eq(reads_of(&h, id.text), 1, "reads outlive the server");
	harness_stop(&h);
}

Test(reads, what_is_no_article_and_a_card_on_gopher_do_not_count)
{
	static const char *const paths[] = { "/", "/new", "/t/societe", "/about.gmi", "/a/zzzzzzz",
		"/top", "/how" };
	struct harness h;
	struct harness_id card, text;
	struct ran r;

	harness_up(&h, NULL);
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
		struct reply reply = reader_gemini(&h, paths[i]);

		reply_clear(&reply);
	}
	card = harness_find(&h, "Oiseaux");
	text = harness_find(&h, "mulet");
	read_on_gopher(&h, card.text, "");
	read_on_gopher(&h, text.text, ".txt");
	harness_stop(&h);
	cr_expect_eq(reads_of(&h, text.text), 1);
	r = harness_run(&h, (const char *const[]){ "top", NULL });
	cr_expect_eq(strchr(r.out, '\n'), strrchr(r.out, '\n'), "more than one: %s", r.out);
	ran_clear(&r);
}

/* Whether it knows before it reads or after, on which protocol it asks, and whether there is one.
 */
Test(reads, who_asks_for_robots_txt_does_not_count)
{
	static const bool gopher[] = { false, true };
	struct harness h;
	struct harness_id id;

	for (size_t i = 0; i < sizeof gopher / sizeof gopher[0]; i++) {
		struct reply r;
		struct ran top;

		harness_up(&h, NULL);
		if (gopher[i])
			cr_assert_eq(unlink(harness_below(&h.capsule, "robots.txt").text), 0);
		id = harness_find(&h, "phare");
		read_on_gemini(&h, id.text);
		expect_a_read(&h, id.text);
		r = gopher[i] ? reader_gopher(&h, "/robots.txt") : reader_gemini(&h, "/robots.txt");
		reply_clear(&r);
		read_on_gemini(&h, harness_find(&h, "mulet").text);
		read_on_gopher(&h, harness_find(&h, "Oiseaux").text, ".txt");
		harness_stop(&h);
		top = harness_run(&h, (const char *const[]){ "top", NULL });
		cr_expect_str_eq(top.out, "");
		ran_clear(&top);
	}
}

/* ---- not whole ---- */

enum { LONG_ARTICLE = 15 * 1000 };

/* A text of nearly a whole part. */
static void import_long(struct harness *h)
{
	static const char sentence[] = "Le veilleur a noté l’heure, puis la hauteur de l’eau, "
				       "et n’a rien trouvé d’autre à dire. ";
	struct support_path folder = support_folder(), file;
	char *text = calloc(1, LONG_ARTICLE + sizeof sentence);
	struct ran r;

	strcpy(text, "Registre complet du veilleur\n\n");
	while (strlen(text) < LONG_ARTICLE)
		strcat(text, sentence);
	file = support_file(folder.text, "registre.txt", text, strlen(text));
	r = harness_run(h, (const char *const[]){ "import", file.text, NULL });
	cr_assert_eq(r.status, 0, "%s", r.err);
	ran_clear(&r);
	free(text);
}

Test(reads, a_client_that_drops_before_the_end_does_not_count)
{
	/* So small that the rest cannot have reached the client's machine either. */
	static const struct reader_how ways[] = {
		{ .sni = "localhost", .receive_buffer = 2048 },
		{ .plain = true, .receive_buffer = 2048 },
	};
	struct harness h;
	struct harness_id id;
	char line[64], first[20], cut[64];

	harness_prepare(&h, NULL);
	harness_stock(&h);
	import_long(&h);
	harness_start(&h);
	id = harness_find(&h, "Registre");
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		struct reader *r = reader_open(ways[i].plain ? h.gopher : h.gemini, &ways[i]);
		int n = snprintf(line, sizeof line,
		    ways[i].plain ? "/a/%s.txt\r\n" : "gemini://localhost/a/%s\r\n", id.text);

		reader_write(r, line, (size_t)n);
		reader_take(r, first, sizeof first);
		reader_reset(r);
	}
	snprintf(cut, sizeof cut, "cut /a/{id} gemini://localhost/a/%s", id.text);
	harness_logged(&h, cut);
	snprintf(cut, sizeof cut, "cut /a/{id}.txt /a/%s.txt", id.text);
	harness_logged(&h, cut);
	harness_stop(&h);
	cr_expect_eq(reads_of(&h, id.text), 0, "a dropped answer was counted");
	/* And it is the dropping alone that made the difference. */
	harness_start(&h);
	read_on_gemini(&h, id.text);
	harness_stop(&h);
	cr_expect_eq(reads_of(&h, id.text), 1);
}

Test(reads, a_client_that_never_reads_on_does_not_count)
{
	struct harness h;
	struct harness_id id;
	struct reader *r;
	char line[64], first[20];

	harness_prepare(&h, &(struct harness_ini){ .limits = "rate = 0\nstall = 1s\n" });
	harness_stock(&h);
	import_long(&h);
	harness_start(&h);
	id = harness_find(&h, "Registre");
	r = reader_open(h.gopher, &(struct reader_how){ .plain = true, .receive_buffer = 2048 });
	reader_write(r, line, (size_t)snprintf(line, sizeof line, "/a/%s.txt\r\n", id.text));
	reader_take(r, first, sizeof first);
	snprintf(line, sizeof line, "cut /a/{id}.txt /a/%s.txt", id.text);
	harness_logged(&h, line);
	reader_close(r);
	harness_stop(&h);
	cr_expect_eq(reads_of(&h, id.text), 0, "half an answer was counted");
}

Test(reads, only_the_last_part_of_a_long_article_counts)
{
	struct harness h;
	struct harness_id id;
	struct support_path folder = support_folder(), file;
	struct reply reply;
	struct ran r;
	char *text = calloc(1, 40 * 1000), path[32];

	strcpy(text, "Un registre en plusieurs parties\n\n");
	for (size_t i = 0; i < 100; i++)
		sprintf(text + strlen(text), "Page %zu. %0200d.\n\n", i, 0);
	harness_prepare(&h, NULL);
	harness_stock(&h);
	file = support_file(folder.text, "parties.txt", text, strlen(text));
	r = harness_run(&h, (const char *const[]){ "import", file.text, NULL });
	cr_assert_eq(r.status, 0, "%s", r.err);
	ran_clear(&r);
	harness_start(&h);
	id = harness_find(&h, "plusieurs parties");
	read_on_gemini(&h, id.text);
	harness_stop(&h);
	cr_expect_eq(reads_of(&h, id.text), 0, "a first part was counted");
	harness_start(&h);
	snprintf(path, sizeof path, "/a/%s/2", id.text);
	reply = reader_gemini(&h, path);
	cr_expect_str_eq(reply.header, "20 text/gemini; lang=fr");
	cr_expect_not_null(strstr(reply.body, "Partie 2 sur 2"), "%.300s", reply.body);
	reply_clear(&reply);
	harness_stop(&h);
	cr_expect_eq(reads_of(&h, id.text), 1);
	free(text);
}
