/* What is answered to which request, and that every answer ends with close_notify. */
#include "tests/server/reader.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { GEMINI_REQUEST_MAX = 1024, LINE_SIZE = 4096 };

static const struct reader_how usual = { .sni = "localhost" };

static void expect_reply(
    const char *name, const struct reply *r, const char *header, enum ending ending)
{
	size_t n = strlen(header);

	/* A header ended by '*' may go on. */
	if (n > 0 && header[n - 1] == '*')
		cr_expect(strncmp(r->header, header, n - 1) == 0, "%s: %s", name, r->header);
	else
		cr_expect_str_eq(r->header, header, "%s: %s", name, r->header);
	cr_expect_eq(r->ending, ending, "%s: it ended without a close_notify", name);
}

/* ---- paths and URIs ---- */

/* A request is "gemini://localhost:PORT" and the path, unless it is whole: then %u is the port. */
struct request {
	const char *path, *whole, *header;
	size_t len; /* of `whole` where it holds a NUL */
};

static const char pages[] = "20 text/gemini; lang=fr";
static const char bad[] = "59 Cette demande n’est pas valable.";
static const char foreign[] = "53 Cette adresse n’est pas celle de ce serveur.";
static const char absent[] = "51 Cette page n’existe pas.";

static void expect_requests(const struct harness *h, const struct request *requests, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct request *q = &requests[i];
		char line[LINE_SIZE];
		struct reply r;
		size_t len = q->len;

		if (q->path != NULL)
			len = (size_t)snprintf(
			    line, sizeof line, "gemini://localhost:%u%s\r\n", h->gemini, q->path);
		else if (len > 0)
			memcpy(line, q->whole, len);
		else
			len = (size_t)snprintf(line, sizeof line, q->whole, h->gemini);
		r = reader_ask(h->gemini, &usual, line, len);
		line[len - 2] = '\0';
		expect_reply(line, &r, q->header, END_NOTIFIED);
		if (r.header[0] != '2')
			cr_expect_eq(r.body_len, 0, "%s: a body after %s", line, r.header);
		else
			cr_expect_gt(r.body_len, 0, "%s: no body", line);
		reply_clear(&r);
	}
}

#define EXPECT_REQUESTS(h, table) expect_requests(h, table, sizeof table / sizeof table[0])

Test(gemini, pages_answer_in_the_language_of_the_capsule)
{
	static const struct request requests[] = {
		{ .path = "/", .header = pages },
		{ .path = "", .header = pages }, /* an empty path is "/" */
		{ .path = "/new", .header = pages },
		{ .path = "/t", .header = pages },
		{ .path = "/t/societe", .header = pages },
		{ .path = "/d", .header = pages },
		{ .path = "/d/2023/06/03", .header = pages },
		{ .path = "/by/aurele-dubrisson", .header = pages },
		{ .path = "/top", .header = pages },
		{ .path = "/top/day", .header = pages },
		{ .path = "/%6eew", .header = pages },
		{ .whole = "gemini://localhost/\r\n", .header = pages },
		{ .whole = "gemini://localhost\r\n", .header = pages },
		{ .whole = "GEMINI://LocalHost:%u/\r\n", .header = pages },
		{ .whole = "gemini://localhost.:%u/\r\n", .header = pages },
		{ .whole = "gemini://localhost:/\r\n", .header = pages },
		{ .whole = "gemini://l%%6fcalhost/\r\n", .header = pages },
	};
	struct harness h;

	harness_up(&h, NULL);
	EXPECT_REQUESTS(&h, requests);
	harness_stop(&h);
}

Test(gemini, a_page_has_one_path_and_others_lead_to_it)
{
	static const struct request requests[] = {
		{ .path = "/new/", .header = "31 /new" },
		{ .path = "/new/1", .header = "31 /new" },
		{ .path = "/t/societe/", .header = "31 /t/societe" },
		{ .path = "/a/zzzzzzz/", .header = "31 /a/zzzzzzz" },
		{ .path = "/dossier", .header = "31 /dossier/" },
		{ .path = "/un%20%C3%A9t%C3%A9", .header = "31 /un%20%C3%A9t%C3%A9/" },
	};
	struct harness h;

	harness_prepare(&h, NULL);
	harness_file(&h, "dossier/index.gmi", "# Ici\n", 7);
	harness_file(&h, "un été/index.gmi", "# Ici\n", 7);
	harness_stock(&h);
	harness_start(&h);
	EXPECT_REQUESTS(&h, requests);
	harness_stop(&h);
}

Test(gemini, what_is_not_there_is_not_found)
{
	static const struct request requests[] = {
		{ .path = "/a/zzzzzzz", .header = absent },
		{ .path = "/a/", .header = absent },
		{ .path = "/new/99", .header = absent },
		{ .path = "/new/0", .header = absent },
		{ .path = "/new/01", .header = absent },
		{ .path = "/t/rien", .header = absent },
		{ .path = "/d/2023/13", .header = absent },
		{ .path = "/d/1999", .header = absent },
		{ .path = "/by/personne", .header = absent },
		{ .path = "/top/rien", .header = absent },
		{ .path = "/rien.gmi", .header = absent },
		{ .path = "//new", .header = absent },
	};
	struct harness h;

	harness_up(&h, NULL);
	EXPECT_REQUESTS(&h, requests);
	harness_stop(&h);
}

Test(gemini, what_is_no_uri_of_a_request_is_a_bad_request)
{
	static const struct request requests[] = {
		{ .whole = "\r\n", .header = bad },
		{ .whole = "/\r\n", .header = bad },
		{ .whole = "/new\r\n", .header = bad },
		{ .whole = "new\r\n", .header = bad },
		{ .whole = "//localhost/\r\n", .header = bad },
		{ .whole = "gemini:///\r\n", .header = bad },
		{ .whole = "gemini:/new\r\n", .header = bad },
		{ .whole = "://localhost/\r\n", .header = bad },
		{ .whole = "gemini://moi@localhost:%u/\r\n", .header = bad },
		{ .whole = "gemini://moi:mot@localhost:%u/\r\n", .header = bad },
		{ .whole = "gemini://@localhost:%u/\r\n", .header = bad },
		{ .path = "/#fin", .header = bad },
		{ .path = "/new#", .header = bad },
		{ .path = "#", .header = bad },
		{ .whole = "\xef\xbb\xbfgemini://localhost:%u/\r\n", .header = bad },
		{ .whole = " gemini://localhost:%u/\r\n", .header = bad },
		{ .path = "/ ", .header = bad },
		{ .path = "/a b", .header = bad },
		{ .path = "/\t", .header = bad },
		{ .path = "/\x7f", .header = bad },
		{ .path = "/\x1b[31m", .header = bad },
		{ .path = "/\r", .header = bad },
		{ .path = "/new\nnew", .header = bad },
		{ .whole = "gemini://localhost/\0\r\n", .len = 22, .header = bad },
		{ .whole = "\0\r\n", .len = 3, .header = bad },
		{ .whole = "gemini://local\0host/\r\n", .len = 22, .header = bad },
		{ .path = "/%00", .header = bad },
		{ .path = "/new%00", .header = bad },
		{ .path = "/?a%00", .header = bad },
		{ .path = "/%0d%0a", .header = bad },
		{ .path = "/%", .header = bad },
		{ .path = "/%2", .header = bad },
		{ .path = "/%zz", .header = bad },
		{ .path = "/%2g", .header = bad },
		{ .path = "/?%zz", .header = bad },
		{ .path = "/%2fnew", .header = bad },
		{ .whole = "gemini://[::1/\r\n", .header = bad },
		{ .whole = "gemini://localhost:99999/\r\n", .header = bad },
		{ .whole = "gemini://localhost:0/\r\n", .header = bad },
		{ .whole = "gemini://localhost:abc/\r\n", .header = bad },
		{ .whole = "gemini://local host/\r\n", .header = bad },
	};
	struct harness h;

	harness_up(&h, NULL);
	EXPECT_REQUESTS(&h, requests);
	harness_stop(&h);
}

Test(gemini, malformed_utf8_is_a_bad_request_raw_and_escaped)
{
	static const struct request requests[] = {
		{ .path = "/\xff", .header = bad },
		{ .path = "/\x80", .header = bad },
		{ .path = "/\xc3", .header = bad },
		{ .path = "/\xc0\x80", .header = bad },
		{ .path = "/\xc0\xaf", .header = bad },
		{ .path = "/\xed\xa0\x80", .header = bad },
		{ .path = "/\xf4\x90\x80\x80", .header = bad },
		{ .path = "/%ff", .header = bad },
		{ .path = "/%80", .header = bad },
		{ .path = "/%c3", .header = bad },
		{ .path = "/%c0%80", .header = bad },
		{ .path = "/%c0%af", .header = bad },
		{ .path = "/%c0%ae%c0%ae/", .header = bad },
		{ .path = "/%ed%a0%80", .header = bad },
		{ .path = "/%f4%90%80%80", .header = bad },
		{ .path = "/?%ff", .header = bad },
		{ .path = "/\xc3\xa9", .header = absent },
		{ .path = "/%c3%a9", .header = absent },
	};
	struct harness h;

	harness_up(&h, NULL);
	EXPECT_REQUESTS(&h, requests);
	harness_stop(&h);
}

Test(gemini, no_form_of_dots_climbs_above_the_root)
{
	static const struct request requests[] = {
		{ .path = "/..", .header = bad },
		{ .path = "/../", .header = bad },
		{ .path = "/../depeche.ini", .header = bad },
		{ .path = "/../capsule/about.gmi", .header = bad },
		{ .path = "/%2e%2e/", .header = bad },
		{ .path = "/%2E%2E/depeche.ini", .header = bad },
		{ .path = "/.%2E/depeche.ini", .header = bad },
		{ .path = "/%2e./depeche.ini", .header = bad },
		{ .path = "/a/../../x", .header = bad },
		{ .path = "/a/%2e%2e/%2e%2e/x", .header = bad },
		{ .path = "/./../x", .header = bad },
		{ .path = "/a/b/../../../depeche.ini", .header = bad },
		{ .path = "/..%2fdepeche.ini", .header = bad },
		{ .path = "/%2e%2e%2fdepeche.ini", .header = bad },
		/* Inside the root they are resolved. */
		{ .path = "/a/..", .header = pages },
		{ .path = "/a/../", .header = pages },
		{ .path = "/a/../new", .header = pages },
		{ .path = "/a/%2e%2e/new", .header = pages },
		{ .path = "/./new", .header = pages },
		{ .path = "/%2e/about.gmi", .header = pages },
		{ .path = "/a/b/../../about.gmi", .header = pages },
		/* A backslash is no slash, three dots are no two. */
		{ .path = "/..%5cdepeche.ini", .header = absent },
		{ .path = "/.../depeche.ini", .header = absent },
	};
	struct harness h;

	harness_up(&h, NULL);
	EXPECT_REQUESTS(&h, requests);
	harness_stop(&h);
}

Test(gemini, what_belongs_to_others_is_refused_as_a_proxy_request)
{
	static const struct request requests[] = {
		{ .whole = "gemini://autre.example/\r\n", .header = foreign },
		{ .whole = "gemini://localhost.autre.example/\r\n", .header = foreign },
		{ .whole = "gemini://127.0.0.1:%u/\r\n", .header = foreign },
		{ .whole = "gemini://[::1]:%u/\r\n", .header = foreign },
		{ .whole = "gemini://localhost:1/\r\n", .header = foreign },
		{ .whole = "titan://localhost:%u/\r\n", .header = foreign },
		{ .whole = "titan://localhost:%u/x;size=3;mime=text/plain\r\nabc",
		    .header = foreign },
		{ .whole = "https://localhost:%u/\r\n", .header = foreign },
		{ .whole = "gopher://localhost/\r\n", .header = foreign },
		{ .whole = "gemini2://localhost/\r\n", .header = foreign },
		/* The capsule's other names, and the port of the protocol behind a redirection. */
		{ .whole = "gemini://gazette.example:%u/\r\n", .header = pages },
		{ .whole = "gemini://xn--t-9fab.example/\r\n", .header = pages },
		{ .whole = "gemini://\xc3\xa9t\xc3\xa9.example/\r\n", .header = pages },
		{ .whole = "gemini://gazette.example:1965/\r\n", .header = pages },
	};
	struct harness h;

	harness_up(&h,
	    &(struct harness_ini){ .capsule = "host = localhost gazette.example été.example\n" });
	EXPECT_REQUESTS(&h, requests);
	harness_stop(&h);
}

/* ---- the line ---- */

/* "gemini://localhost/aaa..." of n bytes, and CR LF. */
static size_t long_request(char out[LINE_SIZE], size_t n)
{
	static const char start[] = "gemini://localhost/";

	memset(out, 'a', n);
	memcpy(out, start, sizeof start - 1);
	memcpy(out + n, "\r\n", 2);
	return n + 2;
}

Test(gemini, a_uri_of_1024_bytes_is_answered_and_one_of_1025_is_not)
{
	static const struct {
		size_t len;
		const char *header;
	} cases[] = {
		{ GEMINI_REQUEST_MAX - 1, absent },
		{ GEMINI_REQUEST_MAX, absent },
		{ GEMINI_REQUEST_MAX + 1, bad },
		{ GEMINI_REQUEST_MAX + 2, bad },
		{ 3000, bad },
	};
	struct harness h;

	harness_up(&h, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char line[LINE_SIZE], name[32];
		struct reply r = reader_ask(
		    h.gemini, &usual, line, long_request(line, cases[i].len));

		snprintf(name, sizeof name, "%zu bytes", cases[i].len);
		expect_reply(name, &r, cases[i].header, END_NOTIFIED);
		reply_clear(&r);
	}
	harness_stop(&h);
}

Test(gemini, a_request_without_an_end_is_refused_once_it_is_too_long)
{
	struct harness h;
	char line[LINE_SIZE];
	struct reply r;

	harness_up(&h, NULL);
	r = reader_ask(h.gemini, &usual, line, long_request(line, 2000) - 2);
	expect_reply("no CR LF", &r, bad, END_NOTIFIED);
	reply_clear(&r);
	harness_stop(&h);
}

Test(gemini, a_line_feed_alone_does_not_end_a_request)
{
	struct harness h;
	struct reader *r;
	struct reply reply;

	harness_up(&h, NULL);
	r = reader_open(h.gemini, &usual);
	reader_write(r, "gemini://localhost/\n", 20);
	reader_write(r, "\r", 1);
	reader_write(r, "\n", 1);
	reply = reader_read(r);
	/* Had it ended there, it would have been the front page. */
	expect_reply("LF CR LF", &reply, bad, END_NOTIFIED);
	reply_clear(&reply);
	reader_close(r);
	harness_stop(&h);
}

Test(gemini, what_follows_the_request_is_ignored)
{
	static const char *const requests[] = {
		"gemini://localhost/about.gmi\r\ngemini://localhost/new\r\n",
		"gemini://localhost/about.gmi\r\n\r\n\r\n",
		"gemini://localhost/about.gmi\r\n\xff\xff",
	};
	struct harness h;

	harness_up(&h, NULL);
	for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
		struct reply r = reader_ask(h.gemini, &usual, requests[i], strlen(requests[i]));

		expect_reply(requests[i], &r, pages, END_NOTIFIED);
		cr_expect_not_null(strstr(r.body, "# À propos de cette capsule"));
		reply_clear(&r);
	}
	harness_stop(&h);
}

Test(gemini, an_upload_that_nobody_asked_for_does_not_eat_the_answer)
{
	enum { UPLOAD = 48 * 1024, RECORD = 16 * 1024 };
	static const char line[] = "titan://localhost/a;size=49152\r\n";
	static const char bytes[RECORD];
	struct harness h;
	struct reader *r;
	struct reply reply;

	harness_up(&h, NULL);
	r = reader_open(h.gemini, &usual);
	reader_write(r, line, sizeof line - 1);
	for (size_t sent = 0; sent < UPLOAD; sent += RECORD)
		reader_write(r, bytes, RECORD);
	reply = reader_read(r);
	expect_reply("upload", &reply, foreign, END_NOTIFIED);
	reply_clear(&reply);
	reader_close(r);
	harness_stop(&h);
}

Test(gemini, a_request_may_come_in_pieces)
{
	static const char line[] = "gemini://localhost/about.gmi\r\n";
	static const struct {
		const char *name;
		size_t piece;
		bool dribble;
	} cases[] = {
		{ "two records", (sizeof line - 1) / 2, false },
		{ "the line end parted", sizeof line - 2, false },
		{ "a byte a record", 1, false },
		{ "a byte a segment", sizeof line - 1, true },
		{ "a byte a record and a segment", 1, true },
	};
	struct harness h;

	harness_up(&h, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct reader *r = reader_open(h.gemini,
		    &(struct reader_how){ .sni = "localhost", .dribble = cases[i].dribble });
		size_t left = sizeof line - 1;
		struct reply reply;

		while (left > 0) {
			size_t n = left < cases[i].piece ? left : cases[i].piece;

			reader_write(r, line + sizeof line - 1 - left, n);
			left -= n;
		}
		reply = reader_read(r);
		expect_reply(cases[i].name, &reply, pages, END_NOTIFIED);
		reply_clear(&reply);
		reader_close(r);
	}
	harness_stop(&h);
}

/* ---- articles come and go ---- */

Test(gemini, a_removed_article_is_gone_and_a_restored_one_is_back_while_serving)
{
	static const char gone[] = "52 Cet article a été retiré.";
	struct harness h;
	struct harness_id id;
	char path[32];

	harness_up(&h, NULL);
	id = harness_find(&h, "phare");
	snprintf(path, sizeof path, "/a/%s", id.text);
	for (size_t i = 0; i < 2; i++) {
		const struct request there[] = { { .path = path, .header = pages } },
				     away[] = { { .path = path, .header = gone } };
		struct ran r;

		EXPECT_REQUESTS(&h, there);
		r = harness_run(&h, (const char *const[]){ "remove", id.text, NULL });
		cr_assert_eq(r.status, 0, "%s", r.err);
		ran_clear(&r);
		EXPECT_REQUESTS(&h, away);
		r = harness_run(&h, (const char *const[]){ "restore", id.text, NULL });
		cr_assert_eq(r.status, 0, "%s", r.err);
		ran_clear(&r);
		EXPECT_REQUESTS(&h, there);
	}
	harness_stop(&h);
}

Test(gemini, what_is_imported_while_serving_is_served_in_its_own_language)
{
	static const char text[] = "Habari ya mwisho\n\nImefika baada ya nyingine.\n";
	struct support_path folder = support_folder(), file;
	struct harness h;
	struct reply reply;
	char path[32];
	struct ran r;

	harness_up(&h, NULL);
	file = support_file(folder.text, "habari.txt", text, sizeof text - 1);
	r = harness_run(&h, (const char *const[]){ "import", "--lang", "sw", file.text, NULL });
	cr_assert_eq(r.status, 0, "%s", r.err);
	ran_clear(&r);
	snprintf(path, sizeof path, "/a/%s", harness_find(&h, "Habari").text);
	reply = reader_gemini(&h, path);
	expect_reply(path, &reply, "20 text/gemini; lang=sw", END_NOTIFIED);
	reply_clear(&reply);
	reply = reader_gemini(&h, "/new");
	cr_expect_not_null(strstr(reply.body, path), "%s", reply.body);
	reply_clear(&reply);
	harness_stop(&h);
}
