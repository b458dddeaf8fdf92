#include "serve/sockets.h"

#include "tests/serve/helpers.h"

#include <stdio.h>
#include <stdlib.h>

static const struct log quiet = { .fd = -1, .level = LEVEL_ERROR };

Test(sockets, are_those_that_the_ini_names)
{
	struct support_path folder = support_folder();
	struct conf *conf = conf_of(&folder,
	    "[capsule]\nhost = example.org alias.example.org\n"
	    "[gemini]\nlisten = 127.0.0.1:0\n[gopher]\nlisten = 127.0.0.2:0 127.0.0.1:0\n");
	struct sockets s;
	struct error e = { "" };
	char *printed, wanted[256];
	size_t n;
	FILE *out = open_memstream(&printed, &n);

	cr_assert_eq(sockets_open(conf, &quiet, &s, &e), ST_OK, "%s", e.text);
	cr_expect_eq(s.n, 3);
	cr_expect(sockets_port(&s, PROTOCOL_GEMINI) > 0);
	cr_expect(sockets_port(&s, PROTOCOL_GOPHER) > 0);
	sockets_print(&s, conf, out);
	fclose(out);
	snprintf(wanted, sizeof wanted, "gemini://example.org:%u/\ngopher://example.org:%u/\n",
	    sockets_port(&s, PROTOCOL_GEMINI), sockets_port(&s, PROTOCOL_GOPHER));
	cr_expect_eq(strncmp(printed, wanted, strlen(wanted)), 0, "%s", printed);
	sockets_close(&s);
	cr_expect_eq(sockets_port(&s, PROTOCOL_GEMINI), 0);
	free(printed);
	conf_free(conf);
}

Test(sockets, print_an_ipv6_host_in_brackets)
{
	struct support_path folder = support_folder();
	struct conf *conf = conf_of(
	    &folder, "[capsule]\nhost = ::1\n[gemini]\nlisten = 127.0.0.1:0\n[gopher]\nlisten =\n");
	struct sockets s;
	struct error e = { "" };
	char *printed;
	size_t n;
	FILE *out = open_memstream(&printed, &n);

	cr_assert_eq(sockets_open(conf, &quiet, &s, &e), ST_OK, "%s", e.text);
	sockets_print(&s, conf, out);
	fclose(out);
	cr_expect_eq(strncmp(printed, "gemini://[::1]:", 15), 0, "%s", printed);
	sockets_close(&s);
	free(printed);
	conf_free(conf);
}

Test(sockets, of_one_protocol_alone_are_enough)
{
	struct support_path folder = support_folder();
	struct conf *conf = conf_of(
	    &folder, "[gemini]\nlisten = 127.0.0.1:0\n[gopher]\nlisten =\n");
	struct sockets s;
	struct error e = { "" };

	cr_assert_eq(sockets_open(conf, &quiet, &s, &e), ST_OK, "%s", e.text);
	cr_expect_eq(s.n, 1);
	cr_expect_eq(sockets_port(&s, PROTOCOL_GOPHER), 0);
	sockets_close(&s);
	conf_free(conf);
}

Test(sockets, there_must_be_one)
{
	struct support_path folder = support_folder();
	struct conf *conf = conf_of(&folder, "[gemini]\nlisten =\n[gopher]\nlisten =\n");
	struct sockets s;
	struct error e = { "" };

	cr_expect_eq(sockets_open(conf, &quiet, &s, &e), ST_INVALID);
	cr_expect_eq(s.n, 0);
	cr_expect(strlen(e.text) > 0);
	conf_free(conf);
}

Test(sockets, taken_port_leaves_none_open)
{
	struct support_path folder = support_folder();
	struct conf *first = conf_of(
	    &folder, "[gemini]\nlisten = 127.0.0.1:0\n[gopher]\nlisten =\n");
	struct conf *second;
	struct sockets a, b;
	struct error e = { "" };
	char ini[128];

	cr_assert_eq(sockets_open(first, &quiet, &a, &e), ST_OK, "%s", e.text);
	snprintf(ini, sizeof ini,
	    "[gemini]\nlisten = 127.0.0.1:0\n[gopher]\nlisten = 127.0.0.1:%u\n",
	    sockets_port(&a, PROTOCOL_GEMINI));
	second = conf_of(&folder, ini);
	cr_expect_eq(sockets_open(second, &quiet, &b, &e), ST_BUSY);
	cr_expect_eq(b.n, 0);
	sockets_close(&a);
	conf_free(first);
	conf_free(second);
}
