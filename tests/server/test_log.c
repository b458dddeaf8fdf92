/* What is written down of requests and of those who make them. */
#include "tests/server/reader.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static void ask(const struct harness *h)
{
	struct reply r = reader_gemini(h, "/about.gmi");

	reply_clear(&r);
	r = reader_gopher(h, "/rien");
	reply_clear(&r);
}

Test(log, each_request_is_one_line_that_names_its_client_as_the_ini_says)
{
	static const struct {
		const char *ini, *gemini, *gopher;
	} cases[] = {
		{ NULL, " gemini 127.0.0.0 20 ", " gopher 127.0.0.0 51 " },
		{ "clients = anonymous\n", " gemini 127.0.0.0 20 ", " gopher 127.0.0.0 51 " },
		{ "clients = full\n", " gemini 127.0.0.1 20 ", " gopher 127.0.0.1 51 " },
		{ "clients = none\n", " gemini - 20 ", " gopher - 51 " },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct harness h;

		harness_up(&h, &(struct harness_ini){ .log = cases[i].ini });
		ask(&h);
		harness_logged(&h, cases[i].gemini);
		harness_logged(&h, cases[i].gopher);
		harness_stop(&h);
	}
}

Test(log, a_request_cannot_write_lines_of_its_own)
{
	static const char request[] = "gemini://localhost/\x1b[2J\n2026 info forged\r\n";
	struct harness h;
	struct reply r;
	char *log;

	harness_up(&h, NULL);
	r = reader_ask(h.gemini, &(struct reader_how){ 0 }, request, sizeof request - 1);
	reply_clear(&r);
	harness_logged(&h, "forged");
	harness_stop(&h);
	log = support_read(h.log.text, NULL);
	cr_expect_null(strstr(log, "\n2026 info forged"), "%s", log);
	cr_expect_null(strchr(log, '\x1b'));
	free(log);
}

Test(log, nothing_is_written_of_requests_where_the_ini_says_so)
{
	struct harness h;
	char *log;

	harness_up(&h, &(struct harness_ini){ .log = "access = no\n" });
	ask(&h);
	harness_stop(&h);
	log = support_read(h.log.text, NULL);
	cr_expect_null(strstr(log, "about.gmi"), "%s", log);
	cr_expect_null(strstr(log, "127.0.0"), "%s", log);
	free(log);
}

Test(log, it_goes_to_the_file_of_the_ini)
{
	struct harness h;
	char *log, *stderr_text;

	harness_up(&h, &(struct harness_ini){ .log = "file = journal.log\n" });
	ask(&h);
	harness_stop(&h);
	log = support_read(harness_below(&h.folder, "journal.log").text, NULL);
	cr_expect_not_null(strstr(log, "about.gmi"), "%s", log);
	stderr_text = support_read(h.log.text, NULL);
	cr_expect_str_empty(stderr_text, "%s", stderr_text);
	free(log);
	free(stderr_text);
}
