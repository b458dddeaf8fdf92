/* Answers that are kept: the same bytes, as long as they are true, and read as much. */
#include "tests/server/reader.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIMES = 3, LONG_ARTICLE = 15 * 1000 };

static struct reply ask(const struct harness *h, bool gopher, const char *path)
{
	return gopher ? reader_gopher(h, path) : reader_gemini(h, path);
}

/* Asked for again, it is the same. */
static void expect_same(const struct harness *h, bool gopher, const char *path)
{
	struct reply first = ask(h, gopher, path);

	cr_expect_gt(first.len, 20, "%s", path);
	cr_expect_eq(strncmp(first.bytes, "20 ", 3) == 0, !gopher, "%s: %s", path, first.bytes);
	for (int i = 1; i < TIMES; i++) {
		struct reply again = ask(h, gopher, path);

		cr_expect(
		    again.len == first.len && memcmp(again.bytes, first.bytes, first.len) == 0,
		    "%s:\n%s\n--\n%s", path, first.bytes, again.bytes);
		cr_expect_eq(again.ending, first.ending);
		reply_clear(&again);
	}
	reply_clear(&first);
}

static bool shows(const struct harness *h, bool gopher, const char *path, const char *text)
{
	struct reply r = ask(h, gopher, path);
	bool found = strstr(r.bytes, text) != NULL;

	reply_clear(&r);
	return found;
}

static void import(const struct harness *h, const char *text)
{
	struct support_path file = support_file(
	    support_folder().text, "article.txt", text, strlen(text));
	struct ran r = harness_run(h, (const char *const[]){ "import", file.text, NULL });

	cr_assert_eq(r.status, 0, "%s", r.err);
	ran_clear(&r);
}

/* How often `top` says the article was read. */
static unsigned reads_of(const struct harness *h, const char *id)
{
	struct ran r = harness_run(h, (const char *const[]){ "top", NULL });
	char *tab = strstr(r.out, id);
	unsigned n = 0;

	if (tab != NULL) {
		while (tab > r.out && tab[-1] != '\n')
			tab--;
		n = (unsigned)strtoul(tab, NULL, 10);
	}
	ran_clear(&r);
	return n;
}

/* With room for them and with none. */
Test(cache, answers_are_the_same_bytes_each_time_until_the_archive_changes)
{
	static const char *const rooms[] = { "workers = 1\n", "workers = 1\ncache = 0\n" };
	static const char *const paths[] = { "/", "/new", "/t/societe", "/feed.xml", "/s?phare",
		"/top", "/about.gmi" };
	struct harness h;

	for (size_t room = 0; room < sizeof rooms / sizeof rooms[0]; room++) {
		harness_up(&h, &(struct harness_ini){ .server = rooms[room] });
		for (size_t i = 0; i < 2 * sizeof paths / sizeof paths[0]; i++)
			expect_same(&h, i % 2 != 0, paths[i / 2]);
		/* A menu and its attributes are kept apart. */
		expect_same(&h, true, "/new\t$");
		expect_same(&h, true, "/new");
		cr_expect(shows(&h, true, "/new\t$", "+INFO: "));
		cr_expect(!shows(&h, true, "/new", "+INFO: "));
		cr_expect(!shows(&h, false, "/new", "Une chouette"));
		import(&h, "Une chouette au phare\n\nElle y dort le jour, le phare la nuit.\n");
		cr_expect(shows(&h, false, "/", "Une chouette"));
		cr_expect(shows(&h, true, "/new", "Une chouette"));
		cr_expect(shows(&h, false, "/s?phare", "Une chouette"));
		harness_file(&h, "front.gmi", "Fermeture lundi.\n", 17);
		cr_expect(shows(&h, false, "/", "Fermeture lundi."));
		cr_expect(shows(&h, true, "/", "Fermeture lundi."));
		harness_stop(&h);
	}
}

/* The first reader, for whom the page was made, dropped before its end: the read is that of the
 * second, for whom it was kept. */
Test(cache, what_was_kept_is_read_as_well)
{
	static const struct reader_how how = { .plain = true, .receive_buffer = 2048 };
	struct harness h;
	struct harness_id id;
	struct reader *r;
	char *text = calloc(1, LONG_ARTICLE + 64), line[64], first[20];

	strcpy(text, "Registre complet du veilleur\n\n");
	while (strlen(text) < LONG_ARTICLE)
		strcat(text, "Le veilleur a noté l’heure. ");
	harness_prepare(&h, NULL);
	harness_stock(&h);
	import(&h, text);
	harness_start(&h);
	id = harness_find(&h, "Registre");
	snprintf(line, sizeof line, "/a/%s.txt\r\n", id.text);
	r = reader_open(h.gopher, &how);
	reader_write(r, line, strlen(line));
	reader_take(r, first, sizeof first);
	reader_reset(r);
	line[strlen(line) - 2] = '\0';
	harness_logged(&h, "cut /a/{id}.txt");
	cr_expect(shows(&h, true, line, "Le veilleur"));
	harness_logged(&h, "whole /a/{id}.txt");
	harness_stop(&h);
	cr_expect_eq(reads_of(&h, id.text), 1);
	free(text);
}
