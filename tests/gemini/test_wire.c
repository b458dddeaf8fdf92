#include "gemini/wire.h"

#include "base/utf8.h"

#include <criterion/criterion.h>
#include <string.h>

enum { PORT = 11965, OTHER_PORT = 11966 };

static char name[] = "example.org", alias[] = "news.example.org", six[] = "::1";
static char *const names[] = { name, alias, six };
static const struct gemini_hosts hosts = { names, sizeof names / sizeof names[0] };

static const struct {
	const char *line;
	enum gemini_status status;
	const char *path, *query;
} cases[] = {
	{ "gemini://example.org/", GEMINI_SUCCESS, "/", "" },
	{ "gemini://example.org", GEMINI_SUCCESS, "/", "" },
	{ "GEMINI://EXAMPLE.ORG/A", GEMINI_SUCCESS, "/A", "" },
	{ "gemini://news.example.org/a/k3f9qz1", GEMINI_SUCCESS, "/a/k3f9qz1", "" },
	{ "gemini://example.org./new", GEMINI_SUCCESS, "/new", "" },
	{ "gemini://[::1]/", GEMINI_SUCCESS, "/", "" },
	{ "gemini://example.org:11965/", GEMINI_SUCCESS, "/", "" },
	{ "gemini://example.org:1965/", GEMINI_SUCCESS, "/", "" },
	{ "gemini://example.org:/", GEMINI_SUCCESS, "/", "" },
	{ "gemini://example.org/s?deux%20mots", GEMINI_SUCCESS, "/s", "deux mots" },
	{ "gemini://example.org/s?", GEMINI_SUCCESS, "/s", "" },
	{ "gemini://example.org/%C3%A9t%C3%A9", GEMINI_SUCCESS, "/été", "" },
	{ "gemini://example.org/été", GEMINI_SUCCESS, "/été", "" },
	{ "gemini://example.org/a/../b/./c", GEMINI_SUCCESS, "/b/c", "" },

	{ "gemini://example.org:11966/", GEMINI_FOREIGN, NULL, NULL },
	{ "gemini://example.org:70/", GEMINI_FOREIGN, NULL, NULL },
	{ "gemini://example.com/", GEMINI_FOREIGN, NULL, NULL },
	{ "gemini://xexample.org/", GEMINI_FOREIGN, NULL, NULL },
	{ "gemini://example.org.evil.example/", GEMINI_FOREIGN, NULL, NULL },
	{ "gemini://[::2]/", GEMINI_FOREIGN, NULL, NULL },
	{ "gemini://127.0.0.1/", GEMINI_FOREIGN, NULL, NULL },
	{ "https://example.org/", GEMINI_FOREIGN, NULL, NULL },
	{ "gopher://example.org/", GEMINI_FOREIGN, NULL, NULL },
	{ "titan://example.org/a;size=1", GEMINI_FOREIGN, NULL, NULL },

	{ "", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "/", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "//example.org/", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "example.org/", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini:", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini:///", GEMINI_BAD_REQUEST, NULL, NULL },
	{ " gemini://example.org/", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org/ ", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "\xef\xbb\xbfgemini://example.org/", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://user@example.org/", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://@example.org/", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://user:word@example.org/", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org/#top", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org/#", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org/%00", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org/%", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org/%4", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org/%zz", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org/\xff", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org/%ff", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org/%0d%0a20", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org/a\tb", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org/..", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org/a/../../b", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org/%2e%2e/a", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org/a%2fb", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org:0/", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org:65536/", GEMINI_BAD_REQUEST, NULL, NULL },
	{ "gemini://example.org:port/", GEMINI_BAD_REQUEST, NULL, NULL },
};

static bool is_zero(const struct uri *u)
{
	return u->scheme[0] == '\0' && u->host[0] == '\0' && u->port == 0 && u->path[0] == '\0' &&
	    u->query[0] == '\0' && !u->has_query && !u->has_userinfo && !u->has_fragment;
}

Test(gemini_wire, request_is_taken_or_refused_with_its_reason)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *line = cases[i].line;
		struct uri u;
		struct error e = { "" };

		memset(&u, 7, sizeof u);
		cr_expect_eq(gemini_parse(line, strlen(line), &hosts, PORT, &u, &e),
		    cases[i].status, "\"%s\": %s", line, e.text);
		if (cases[i].status != GEMINI_SUCCESS) {
			cr_expect(is_zero(&u), "\"%s\"", line);
			cr_expect(strlen(e.text) > 0, "\"%s\"", line);
			continue;
		}
		cr_expect_str_eq(u.path, cases[i].path, "\"%s\": %s", line, u.path);
		cr_expect_str_eq(u.query, cases[i].query, "\"%s\": %s", line, u.query);
		cr_expect_eq(u.has_query, strchr(line, '?') != NULL);
	}
}

Test(gemini_wire, port_is_the_one_that_the_request_came_in_on)
{
	static const char line[] = "gemini://example.org:11966/";
	struct uri u;
	struct error e;

	cr_expect_eq(
	    gemini_parse(line, sizeof line - 1, &hosts, OTHER_PORT, &u, &e), GEMINI_SUCCESS);
	cr_expect_eq(gemini_parse(line, sizeof line - 1, &hosts, PORT, &u, &e), GEMINI_FOREIGN);
}

Test(gemini_wire, request_has_at_most_1024_bytes)
{
	static const char beginning[] = "gemini://example.org/";
	char line[URI_MAX + 2];
	struct uri u;
	struct error e;

	memset(line, 'a', sizeof line);
	memcpy(line, beginning, sizeof beginning - 1);
	cr_expect_eq(gemini_parse(line, URI_MAX, &hosts, PORT, &u, &e), GEMINI_SUCCESS);
	cr_expect_eq(strlen(u.path), URI_MAX - (sizeof beginning - 2));
	cr_expect_eq(gemini_parse(line, URI_MAX + 1, &hosts, PORT, &u, &e), GEMINI_BAD_REQUEST);
	cr_expect(is_zero(&u));
}

Test(gemini_wire, request_with_a_nul_is_refused)
{
	static const char line[] = "gemini://example.org/a\0b";
	struct uri u;
	struct error e;

	cr_expect_eq(gemini_parse(line, sizeof line - 1, &hosts, PORT, &u, &e), GEMINI_BAD_REQUEST);
}

Test(gemini_wire, header_is_status_space_meta_and_crlf)
{
	static const struct {
		enum gemini_status status;
		const char *meta, *header;
	} headers[] = {
		{ GEMINI_SUCCESS, "text/gemini; lang=fr", "20 text/gemini; lang=fr\r\n" },
		{ GEMINI_NOT_FOUND, "Cette page n’existe pas.", "51 Cette page n’existe pas.\r\n" },
		{ GEMINI_SLOW_DOWN, "1", "44 1\r\n" },
		{ GEMINI_FAILURE, "", "40 \r\n" },
		{ GEMINI_REDIRECT, "/new\r\n=> /evil", "31 /new\r\n" },
		{ GEMINI_REDIRECT, "/a\tb", "31 /a\r\n" },
		{ GEMINI_REDIRECT, "/a\x7f", "31 /a\r\n" },
	};

	for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
		struct buf out = BUF(4096);

		gemini_header(&out, headers[i].status, headers[i].meta);
		cr_expect_str_eq(buf_str(&out), headers[i].header);
		buf_clear(&out);
	}
}

Test(gemini_wire, header_that_is_cut_is_still_utf8)
{
	char meta[2 * GEMINI_META_MAX + 1];

	for (size_t shift = 0; shift < 2; shift++) {
		struct buf out = BUF(4096);

		memset(meta, 'a', sizeof meta);
		for (size_t i = shift; i + 2 < sizeof meta; i += 2)
			memcpy(meta + i, "é", 2);
		meta[sizeof meta - 1] = '\0';
		gemini_header(&out, GEMINI_FAILURE, meta);
		cr_expect(out.len <= 3 + GEMINI_META_MAX + 2);
		cr_expect(out.len >= 3 + GEMINI_META_MAX + 2 - 3);
		cr_expect(utf8_valid(out.data, out.len));
		buf_clear(&out);
	}
}
