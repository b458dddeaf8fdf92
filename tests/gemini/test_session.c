#include "gemini/session.h"
#include "tests/support.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { PORT = 1965 };

static char *hosts[] = { "localhost" };

static struct gemini gemini_open(struct words **words)
{
	struct error e = { "" };

	cr_assert_eq(words_load(support_source("capsule/lang/en.ini").text, words, &e), ST_OK);
	return (struct gemini){ .words = *words, .hosts = { hosts, 1 } };
}

Test(session, a_request_line_is_taken_apart_or_refused)
{
	static const struct {
		const char *line, *path, *query; /* path NULL: refused */
		enum answer_kind why;
	} cases[] = {
		{ "gemini://localhost/", "/", NULL, 0 },
		{ "gemini://localhost", "/", NULL, 0 },
		{ "gemini://localhost/s?le%20pont", "/s", "le pont", 0 },
		{ "gemini://localhost/s?", "/s", "", 0 },
		{ "gemini://example.org/", NULL, NULL, ANSWER_FOREIGN },
		{ "gopher://localhost/", NULL, NULL, ANSWER_FOREIGN },
		{ "/", NULL, NULL, ANSWER_INVALID },
	};
	struct words *words;
	struct gemini g = gemini_open(&words);

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct request r;
		enum answer_kind why;
		bool good = gemini_protocol.parse(
		    &g, cases[i].line, strlen(cases[i].line), PORT, &r, &why);

		cr_expect_eq(good, cases[i].path != NULL, "%s", cases[i].line);
		if (!good) {
			cr_expect_eq(why, cases[i].why, "%s", cases[i].line);
			continue;
		}
		cr_expect_str_eq(r.path, cases[i].path);
		cr_expect_eq(r.asks, cases[i].query != NULL);
		cr_expect_str_eq(r.query, r.asks ? cases[i].query : "");
		cr_expect(!r.attributes);
	}
	words_free(words);
}

/* `lasting` tells whether the answer was what could be said. */
static void expect_written(struct gemini *g, const struct request *r, struct answer *a, int status,
    const char *bytes, bool lasting)
{
	struct buf out = BUF(PROTOCOL_ANSWER_MAX);

	a->lasting = true;
	cr_expect_eq(gemini_protocol.write(g, r, a, &out), status);
	cr_expect_str_eq(buf_str(&out), bytes);
	cr_expect_eq(a->lasting, lasting);
	buf_clear(&out);
}

/* The words of a search were once lost on the way from /s/1 to /s. */
Test(session, a_redirect_keeps_what_was_asked_for)
{
	static const struct {
		bool asks;
		const char *query, *line;
	} cases[] = {
		{ false, "", "31 /s\r\n" },
		{ true, "", "31 /s?\r\n" },
		{ true, "le pont ?", "31 /s?le%20pont%20%3F\r\n" },
	};
	struct words *words;
	struct gemini g = gemini_open(&words);
	struct answer a = { .kind = ANSWER_REDIRECT, .location = "/s" };

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct request r = { .path = "/s/1", .asks = cases[i].asks };

		snprintf(r.query, sizeof r.query, "%s", cases[i].query);
		expect_written(&g, &r, &a, GEMINI_REDIRECT, cases[i].line, true);
	}
	words_free(words);
}

Test(session, what_cannot_be_written_is_a_failure)
{
	struct words *words;
	struct gemini g = gemini_open(&words);
	struct answer a = { .kind = ANSWER_REDIRECT, .location = "/s" };
	struct request r = { .path = "/s/1", .asks = true };
	char line[256];

	snprintf(line, sizeof line, "40 %s\r\n", words_get(words, WORD_FAILED));
	/* Three bytes each, encoded. */
	memset(r.query, '%', PAGE_QUERY_MAX);
	expect_written(&g, &r, &a, GEMINI_FAILURE, line, false);
	words_free(words);
}

Test(session, a_line_alone_says_why_there_is_no_page)
{
	static const struct {
		enum answer_kind kind;
		int status;
		enum word word;
	} cases[] = {
		{ ANSWER_NOT_FOUND, 51, WORD_NOT_FOUND },
		{ ANSWER_GONE, 52, WORD_GONE },
		{ ANSWER_LATE, 40, WORD_LATE },
		{ ANSWER_FAILED, 41, WORD_FAILED },
		{ ANSWER_FOREIGN, 53, WORD_FOREIGN },
		{ ANSWER_INVALID, 59, WORD_BAD_REQUEST },
	};
	struct words *words;
	struct gemini g = gemini_open(&words);
	struct request r = { .path = "/" };
	struct answer slow = { .kind = ANSWER_SLOW_DOWN };

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct answer a = { .kind = cases[i].kind };
		char line[256];

		snprintf(line, sizeof line, "%d %s\r\n", cases[i].status,
		    words_get(words, cases[i].word));
		expect_written(&g, &r, &a, cases[i].status, line, true);
	}
	/* Its meta is a number of seconds. */
	expect_written(&g, &r, &slow, 44, "44 1\r\n", true);
	words_free(words);
}
