#include "conf/host.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct row {
	const char *text, *host; /* NULL: refused */
} rows[] = {
	{ "localhost", "localhost" },
	{ "News.Example", "news.example" },
	{ "a", "a" },
	{ "9to5.example", "9to5.example" },
	{ "xn--dpche-bsai.example", "xn--dpche-bsai.example" },
	{ "d\xc3\xa9p\xc3\xaa"
	  "che.example",
	    "xn--dpche-bsai.example" },
	{ "D\xc3\x89P\xc3\x8a"
	  "CHE.example",
	    "xn--dpche-bsai.example" },
	{ "127.0.0.1", "127.0.0.1" },
	{ "::1", "::1" },
	{ "[::1]", "::1" },
	{ "2001:DB8:0:0:0:0:0:1", "2001:db8::1" },
	{ "", NULL },
	{ ".", NULL },
	{ ".example", NULL },
	{ "news.", NULL },
	{ "news..example", NULL },
	{ "-news.example", NULL },
	{ "news-.example", NULL },
	{ "news_1.example", NULL },
	{ "news example", NULL },
	{ "news/example", NULL },
	{ "news:1965", NULL },
	{ "*.example", NULL },
	{ "10.0.0.256", NULL },
	{ "10.0.0", NULL },
	{ "1", NULL },
	{ "[127.0.0.1]", NULL },
	{ "[news.example]", NULL },
	{ "[::1", NULL },
	{ "::1]", NULL },
	{ "[]", NULL },
	{ "fe80::1%eth0", NULL },
	{ "\xff.example", NULL },
	{ "\xe2\x80\xae.example", NULL },
};

Test(host, each_writing_has_one_form_or_none)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char out[HOST_SIZE] = "?";
		bool ok = host_read(rows[i].text, strlen(rows[i].text), out);

		cr_expect_eq(ok, rows[i].host != NULL, "%s: %s", rows[i].text, out);
		cr_expect_str_eq(out, rows[i].host != NULL ? rows[i].host : "", "%s", rows[i].text);
	}
}

Test(host, labels_end_at_63_and_names_at_253)
{
	char name[4 * 64 + 1], out[HOST_SIZE];

	memset(name, 'a', sizeof name);
	cr_expect(host_read(name, 63, out));
	cr_expect_not(host_read(name, 64, out));
	for (size_t i = 63; i < sizeof name; i += 64)
		name[i] = '.';
	cr_expect(host_read(name, 253, out));
	cr_expect_eq(strlen(out), 253);
	cr_expect_not(host_read(name, 254, out));
}

Test(host, only_the_given_bytes_are_read)
{
	char out[HOST_SIZE];

	cr_expect(host_read("news.example!!", 12, out));
	cr_expect_str_eq(out, "news.example");
	cr_expect_not(host_read("news\0x", 6, out));
}
