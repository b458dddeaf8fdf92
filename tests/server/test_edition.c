/* Editions over real sockets: no byte beyond their size; a day's file opened by unzip. */
#include "tests/server/reader.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARTICLES = 40, PARAGRAPHS = 5 };

/* Articles of one day, each of words of its own. */
static void import_day(const struct harness *h)
{
	struct support_path folder = support_folder();
	struct ran r;

	for (unsigned i = 0; i < ARTICLES; i++) {
		char name[32], *text;
		size_t n;
		FILE *f = open_memstream(&text, &n);

		cr_assert_not_null(f);
		fprintf(f, "Nouvelle %u du fleuve : « été »\n\nMercredi 14 juin 2023\n", i);
		for (unsigned k = 0; k < PARAGRAPHS; k++) {
			fprintf(f, "\nÀ l’étape %u, ", k);
			for (unsigned m = 0; m < 60 + i; m++)
				fprintf(f, "mot%u ", i * 7919 + k * 1009 + m);
			fprintf(f, "enfin.\n");
		}
		fclose(f);
		snprintf(name, sizeof name, "%u.txt", i);
		support_file(folder.text, name, text, n);
		free(text);
	}
	r = harness_run(h, (const char *const[]){ "import", folder.text, NULL });
	cr_assert_eq(r.status, 0, "%s", r.err);
	ran_clear(&r);
}

Test(edition, what_is_sent_stays_within_the_size_on_both_protocols)
{
	static const unsigned sizes[] = { 4, 8, 16, 64 };
	struct harness h;

	harness_up(&h, NULL);
	import_day(&h);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		unsigned most = sizes[i] * 1024, least = most / 100 * 85;
		struct reply r;
		char path[16];

		snprintf(path, sizeof path, "/e/%uk", sizes[i]);
		r = reader_gemini(&h, path);
		cr_expect_eq(r.ending, END_NOTIFIED, "%s", path);
		cr_expect_str_eq(r.header, "20 text/gemini; lang=fr", "%s", path);
		cr_expect(r.len <= most && r.len >= least, "%s: %zu bytes", path, r.len);
		cr_expect_not_null(strstr(r.body, "\n1. "), "%s", path);
		reply_clear(&r);
		r = reader_gopher(&h, path);
		cr_expect(r.len <= most && r.len >= least, "%s on Gopher: %zu bytes", path, r.len);
		cr_expect_not_null(strstr(r.bytes, "\r\n1. "), "%s", path);
		cr_expect_not_null(strstr(r.bytes, "[1] gopher://localhost:"), "%s", path);
		reply_clear(&r);
	}
	harness_stop(&h);
}

Test(edition, the_file_of_a_day_is_opened_by_unzip)
{
	struct harness h;
	struct reply r, same;
	struct support_path file;
	char command[2 * sizeof file.text];

	harness_up(&h, NULL);
	import_day(&h);
	r = reader_gemini(&h, "/d/2023/06/14");
	cr_expect_not_null(
	    strstr(r.body, "\n=> /e/2023-06-14.gpub La journée en Gempub"), "%s", r.body);
	reply_clear(&r);
	r = reader_gemini(&h, "/e/2023-06-14.gpub");
	cr_expect_str_eq(r.header, "20 application/gpub+zip");
	same = reader_gopher(&h, "/e/2023-06-14.gpub");
	cr_expect(same.len == r.body_len && memcmp(same.bytes, r.body, r.body_len) == 0);
	reply_clear(&same);
	file = support_file(h.folder.text, "jour.gpub", r.body, r.body_len);
	snprintf(command, sizeof command, "unzip -tqq '%s'", file.text);
	cr_expect_eq(system(command), 0); /* NOLINT: a name of our own */
	reply_clear(&r);
	r = reader_gemini(&h, "/e/2023-06-15.gpub");
	cr_expect_str_eq(r.header, "51 Cette page n’existe pas.");
	reply_clear(&r);
	harness_stop(&h);
}
