#include "text/uri.h"

#include <criterion/criterion.h>
#include <string.h>

struct good {
	const char *uri, *scheme, *host;
	unsigned port;
	const char *path, *query; /* query NULL: none */
};

static const struct good good[] = {
	{ "gemini://host", "gemini", "host", 0, "/", NULL },
	{ "gemini://host/", "gemini", "host", 0, "/", NULL },
	{ "GEMINI://HOST/A", "gemini", "host", 0, "/A", NULL },
	{ "gemini://host:1965/", "gemini", "host", 1965, "/", NULL },
	{ "gemini://host:/", "gemini", "host", 0, "/", NULL },
	{ "gemini://host:", "gemini", "host", 0, "/", NULL },
	{ "gemini://host:65535", "gemini", "host", 65535, "/", NULL },
	{ "gemini://host:001965/", "gemini", "host", 1965, "/", NULL },
	{ "gemini://host./", "gemini", "host", 0, "/", NULL },
	{ "gemini://h%6Fst/", "gemini", "host", 0, "/", NULL },
	{ "gemini://a_b.example/", "gemini", "a_b.example", 0, "/", NULL },
	{ "gemini://127.0.0.1/", "gemini", "127.0.0.1", 0, "/", NULL },
	{ "gemini://[::1]/", "gemini", "::1", 0, "/", NULL },
	{ "gemini://[2001:DB8:0:0::1]:7/", "gemini", "2001:db8::1", 7, "/", NULL },
	{ "gemini://été.example/", "gemini", "xn--t-9fab.example", 0, "/", NULL },
	{ "gemini://%C3%89T%C3%89.example/", "gemini", "xn--t-9fab.example", 0, "/", NULL },
	{ "gemini://xn--t-9fab.example/", "gemini", "xn--t-9fab.example", 0, "/", NULL },
	{ "https://host/", "https", "host", 0, "/", NULL },
	{ "titan://host/a;size=3", "titan", "host", 0, "/a;size=3", NULL },
	{ "gemini://host?a", "gemini", "host", 0, "/", "a" },
	{ "gemini://host/?", "gemini", "host", 0, "/", "" },
	{ "gemini://host/s?deux%20mots", "gemini", "host", 0, "/s", "deux mots" },
	{ "gemini://host/s?a+b", "gemini", "host", 0, "/s", "a+b" },
	{ "gemini://host/s?a/../b%2Fc?d", "gemini", "host", 0, "/s", "a/../b/c?d" },
	{ "gemini://host/s?%C3%A9t%C3%A9", "gemini", "host", 0, "/s", "été" },
	{ "gemini://host/s?été", "gemini", "host", 0, "/s", "été" },
	{ "gemini://host/a%20b", "gemini", "host", 0, "/a b", NULL },
	{ "gemini://host/%41", "gemini", "host", 0, "/A", NULL },
	{ "gemini://host/%2541", "gemini", "host", 0, "/%41", NULL },
	{ "gemini://host/%252e%252e/a", "gemini", "host", 0, "/%2e%2e/a", NULL },
	{ "gemini://host/a%3Fb", "gemini", "host", 0, "/a?b", NULL },
	{ "gemini://host/é", "gemini", "host", 0, "/é", NULL },
	{ "gemini://host/%c3%a9", "gemini", "host", 0, "/é", NULL },
	{ "gemini://host/a/", "gemini", "host", 0, "/a/", NULL },
	{ "gemini://host//a", "gemini", "host", 0, "//a", NULL },
	{ "gemini://host/.", "gemini", "host", 0, "/", NULL },
	{ "gemini://host/./a", "gemini", "host", 0, "/a", NULL },
	{ "gemini://host/a/.", "gemini", "host", 0, "/a/", NULL },
	{ "gemini://host/a/..", "gemini", "host", 0, "/", NULL },
	{ "gemini://host/a/../", "gemini", "host", 0, "/", NULL },
	{ "gemini://host/a/../b", "gemini", "host", 0, "/b", NULL },
	{ "gemini://host/a/%2e%2e/b", "gemini", "host", 0, "/b", NULL },
	{ "gemini://host/a/.%2E/b", "gemini", "host", 0, "/b", NULL },
	{ "gemini://host/a/b/../../c", "gemini", "host", 0, "/c", NULL },
	{ "gemini://host/a/b/%2E/./..", "gemini", "host", 0, "/a/", NULL },
	{ "gemini://host/...", "gemini", "host", 0, "/...", NULL },
	{ "gemini://host/..a", "gemini", "host", 0, "/..a", NULL },
	{ "gemini://host/.a", "gemini", "host", 0, "/.a", NULL },
	{ "gemini://host//..", "gemini", "host", 0, "/", NULL },
};

Test(uri, what_is_well_formed_is_split_and_decoded)
{
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		const struct good *g = &good[i];
		struct error e = { "" };
		struct uri u;

		cr_expect_eq(
		    uri_parse(g->uri, strlen(g->uri), &u, &e), ST_OK, "%s: %s", g->uri, e.text);
		cr_expect_str_eq(u.scheme, g->scheme, "%s: %s", g->uri, u.scheme);
		cr_expect_str_eq(u.host, g->host, "%s: %s", g->uri, u.host);
		cr_expect_eq(u.port, g->port, "%s: %u", g->uri, u.port);
		cr_expect_str_eq(u.path, g->path, "%s: %s", g->uri, u.path);
		cr_expect_eq(u.has_query, g->query != NULL, "%s", g->uri);
		cr_expect_str_eq(
		    u.query, g->query != NULL ? g->query : "", "%s: %s", g->uri, u.query);
		cr_expect(!u.has_userinfo && !u.has_fragment, "%s", g->uri);
	}
}

/* `rule` is a word of the sentence that says which rule it breaks. */
static const struct bad {
	const char *uri, *rule;
} bad[] = {
	{ "", "scheme" },
	{ "/", "scheme" },
	{ "host", "scheme" },
	{ "//host/", "scheme" },
	{ "://host/", "RFC 3986" },
	{ "1gemini://host/", "RFC 3986" },
	{ "ge mini://host/", "RFC 3986" },
	{ "abcdefghijklmnopqrstuvwxyzabcdef://host/", "scheme" },
	{ "gemini:", "host" },
	{ "gemini:/a", "host" },
	{ "gemini:///a", "host" },
	{ "mailto:a@b.example", "host" },
	{ "gemini://:1965/", "host" },
	{ "gemini://-a.example/", "host" },
	{ "gemini://a-.example/", "host" },
	{ "gemini://a..b/", "host" },
	{ "gemini://./", "host" },
	{ "gemini://a!b/", "host" },
	{ "gemini://a%2Fb/", "host" },
	{ "gemini://a%00b/", "host" },
	{ "gemini://[v1.a]/", "host" },
	{ "gemini://[::1/", "RFC 3986" },
	{ "gemini://[::g]/", "RFC 3986" },
	{ "gemini://\xE2\x80\xAE.example/", "host" },
	{ "gemini://host:65536/", "port" },
	{ "gemini://host:0/", "port" },
	{ "gemini://host:99999999999999999999/", "port" },
	{ "gemini://host:1a/", "RFC 3986" },
	{ "gemini://host:-1/", "RFC 3986" },
	{ "gemini://host/..", "root" },
	{ "gemini://host/../", "root" },
	{ "gemini://host/../a", "root" },
	{ "gemini://host/%2e%2e", "root" },
	{ "gemini://host/.%2e/a", "root" },
	{ "gemini://host/%2E./a", "root" },
	{ "gemini://host/%2E%2E/a", "root" },
	{ "gemini://host/a/../..", "root" },
	{ "gemini://host/./../a", "root" },
	{ "gemini://host/a/../../b", "root" },
	{ "gemini://host/..%2Fa", "slash" },
	{ "gemini://host/a%2fb", "slash" },
	{ "gemini://host/%", "RFC 3986" },
	{ "gemini://host/%4", "RFC 3986" },
	{ "gemini://host/%zz", "RFC 3986" },
	{ "gemini://host/%00", "control" },
	{ "gemini://host/a%0D%0Ab", "control" },
	{ "gemini://host/%7F", "control" },
	{ "gemini://host/%C2%85", "control" },
	{ "gemini://host/?%00", "control" },
	{ "gemini://host/?a%0A", "control" },
	{ "gemini://host/\x01", "control" },
	{ "gemini://host/\t", "control" },
	{ "gemini://host/\r", "control" },
	{ "gemini://host/\xC2\x9B", "control" },
	{ "gemini://host/\xFF", "UTF-8" },
	{ "gemini://host/%FF", "UTF-8" },
	{ "gemini://host/%C0%AE%C0%AE/", "UTF-8" },
	{ "gemini://host/%ED%A0%80", "UTF-8" },
	{ "gemini://host/?%C3", "UTF-8" },
	{ "\xEF\xBB\xBFgemini://host/", "byte order" },
	{ "gemini://host/a b", "RFC 3986" },
	{ "gemini://host/<a>", "RFC 3986" },
	{ "gemini://host\\a", "RFC 3986" },
	{ " gemini://host/", "RFC 3986" },
};

Test(uri, what_breaks_a_rule_is_refused_and_the_rule_named)
{
	static const struct uri zero;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct error e = { "" };
		struct uri u;

		memset(&u, 7, sizeof u);
		cr_expect_eq(uri_parse(bad[i].uri, strlen(bad[i].uri), &u, &e), ST_INVALID, "%s",
		    bad[i].uri);
		cr_expect_not_null(strstr(e.text, bad[i].rule), "%s: %s", bad[i].uri, e.text);
		cr_expect_arr_eq(&u, &zero, sizeof u, "%s", bad[i].uri);
	}
}

Test(uri, a_nul_byte_is_refused)
{
	struct uri u;

	cr_expect_eq(uri_parse("gemini://h/\0a", 13, &u, NULL), ST_INVALID);
}

Test(uri, userinfo_and_fragment_are_told)
{
	static const struct {
		const char *uri;
		bool userinfo, fragment;
	} rows[] = {
		{ "gemini://me@host/", true, false },
		{ "gemini://@host/", true, false },
		{ "gemini://me:secret@host:7/", true, false },
		{ "gemini://host/#", false, true },
		{ "gemini://host/a?b#c", false, true },
		{ "gemini://host#c", false, true },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct uri u;

		cr_expect_eq(uri_parse(rows[i].uri, strlen(rows[i].uri), &u, NULL), ST_OK, "%s",
		    rows[i].uri);
		cr_expect_eq(u.has_userinfo, rows[i].userinfo, "%s", rows[i].uri);
		cr_expect_eq(u.has_fragment, rows[i].fragment, "%s", rows[i].uri);
		cr_expect_str_eq(u.host, "host");
	}
}

Test(uri, a_uri_has_1024_bytes_at_most)
{
	char s[URI_MAX + 2];
	struct uri u;

	memset(s, 'a', sizeof s);
	memcpy(s, "gemini://host/", 14);
	cr_expect_eq(uri_parse(s, URI_MAX, &u, NULL), ST_OK);
	cr_expect_eq(strlen(u.path), URI_MAX - 13);
	cr_expect_eq(uri_parse(s, URI_MAX + 1, &u, NULL), ST_INVALID);
	memset(s + 14, 0xc3, sizeof s - 14);
	for (size_t i = 15; i < sizeof s; i += 2)
		s[i] = (char)0xa9;
	cr_expect_eq(uri_parse(s, URI_MAX, &u, NULL), ST_OK);
}

Test(uri, decoding_says_what_is_wrong_and_what_does_not_fit)
{
	static const struct {
		const char *in, *out;
		enum status st;
	} rows[] = {
		{ "", "", ST_OK },
		{ "a%20b", "a b", ST_OK },
		{ "%c3%A9", "é", ST_OK },
		{ "a%2Fb/..", "a/b/..", ST_OK },
		{ "%2", "", ST_INVALID },
		{ "%+1", "", ST_INVALID },
		{ "a%0a", "", ST_INVALID },
		{ "%80", "", ST_INVALID },
		{ "1234567", "1234567", ST_OK },
		{ "12345678", "", ST_TOOBIG },
		{ "%31%32%33%34%35%36%37%38", "", ST_TOOBIG },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char out[8] = "unset";

		cr_expect_eq(uri_decode(rows[i].in, strlen(rows[i].in), out, sizeof out),
		    rows[i].st, "%s", rows[i].in);
		cr_expect_str_eq(out, rows[i].out, "%s: %s", rows[i].in, out);
	}
}

Test(uri, encoding_leaves_paths_readable)
{
	static const struct {
		const char *in, *out;
		enum status st;
	} rows[] = {
		{ "", "", ST_OK },
		{ "/a b/é.txt", "/a%20b/%C3%A9.txt", ST_OK },
		{ "/a;b=c,(d)", "/a;b=c,(d)", ST_OK },
		{ "50%?#[]", "50%25%3F%23%5B%5D", ST_OK },
		{ "\"<>\\^`{|}", "%22%3C%3E%5C%5E%60%7B%7C%7D", ST_OK },
		{ "/12345678901234567890123456789012345678", "", ST_TOOBIG },
		{ "éééééé%%%", "", ST_TOOBIG },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char out[39] = "unset";

		cr_expect_eq(uri_encode(rows[i].in, out, sizeof out), rows[i].st, "%s", rows[i].in);
		cr_expect_str_eq(out, rows[i].out, "%s: %s", rows[i].in, out);
	}
}

Test(uri, a_scheme_and_a_colon_make_it_absolute)
{
	static const struct {
		const char *s;
		bool absolute;
	} rows[] = {
		{ "gemini://a", true },
		{ "mailto:a", true },
		{ "a+b-c.1:", true },
		{ "", false },
		{ "/a:b", false },
		{ ":a", false },
		{ "1a:b", false },
		{ "a b:c", false },
		{ "a", false },
		{ "é:b", false },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_expect_eq(uri_is_absolute(rows[i].s), rows[i].absolute, "%s", rows[i].s);
}

#define BASE "https://journal.example/a/b?c#d"

static const struct {
	const char *base, *link, *whole;
} resolved[] = {
	{ BASE, "https://autre.example/x", "https://autre.example/x" },
	{ NULL, "https://autre.example/x", "https://autre.example/x" },
	{ NULL, "mailto:a@b.example", "mailto:a@b.example" },
	{ BASE, "e", "https://journal.example/a/e" },
	{ BASE, "/e?f#g", "https://journal.example/e?f#g" },
	{ BASE, "../../e", "https://journal.example/e" },
	{ BASE, "./", "https://journal.example/a/" },
	{ BASE, "//autre.example/x", "https://autre.example/x" },
	{ BASE, "?q", "https://journal.example/a/b?q" },
	{ BASE, "#g", "https://journal.example/a/b?c#g" },
	{ BASE, "", "https://journal.example/a/b?c" },
	{ "https://journal.example", "e", "https://journal.example/e" },
	{ BASE, " /e\n f\t", "https://journal.example/e%20f" },
	{ BASE, "/été", "https://journal.example/%C3%A9t%C3%A9" },
	{ BASE, "/a%zz%20|b[1]", "https://journal.example/a%25zz%20%7Cb%5B1%5D" },
	{ BASE, "/a#b#c", "https://journal.example/a#b%23c" },
	{ NULL, "http://[::1]:80/[a]",
	    "http://[0000:0000:0000:0000:0000:0000:0000:0001]:80/%5Ba%5D" },
	{ "https://journal.example/é/", "e", "https://journal.example/%C3%A9/e" },
	{ NULL, "e", NULL },
	{ "/a/b", "e", NULL },
	{ NULL, "http://[::1/", NULL },
	{ NULL, "http://a:b/", NULL },
};

Test(uri, a_link_is_resolved_as_browsers_do)
{
	char out[URI_LINK_MAX + 1];

	for (size_t i = 0; i < sizeof resolved / sizeof *resolved; i++) {
		const char *link = resolved[i].link, *whole = resolved[i].whole;

		cr_expect_eq(uri_resolve(resolved[i].base, link, strlen(link), out),
		    whole != NULL ? ST_OK : ST_INVALID, "%s", link);
		cr_expect_str_eq(out, whole != NULL ? whole : "", "%s: %s", link, out);
	}
}

Test(uri, a_link_over_its_limit_is_too_big)
{
	char link[URI_LINK_MAX + 2], out[URI_LINK_MAX + 1];
	size_t base = strlen("https://journal.example/");

	memset(link, 'a', sizeof link);
	cr_expect_eq(uri_resolve(BASE, link, sizeof link, out), ST_TOOBIG);
	cr_expect_str_eq(out, "");
	link[0] = '/';
	cr_expect_eq(uri_resolve(BASE, link, URI_LINK_MAX - base + 1, out), ST_OK);
	cr_expect_eq(strlen(out), URI_LINK_MAX);
	cr_expect_eq(uri_resolve(BASE, link, URI_LINK_MAX - base + 2, out), ST_TOOBIG);
}
