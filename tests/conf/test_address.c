#include "conf/conf.h"

#include <criterion/criterion.h>

static const struct row {
	const char *text, *address; /* NULL: refused */
	unsigned port;
} rows[] = {
	{ "0.0.0.0:1965", "0.0.0.0", 1965 },
	{ "127.0.0.1:0", "127.0.0.1", 0 },
	{ "[::]:1965", "::", 1965 },
	{ "[::1]:65535", "::1", 65535 },
	{ "[2001:DB8:0::1]:70", "2001:db8::1", 70 },
	{ "", NULL, 0 },
	{ ":", NULL, 0 },
	{ ":1965", NULL, 0 },
	{ "[]:1965", NULL, 0 },
	{ "[:1965", NULL, 0 },
	{ "]:1965", NULL, 0 },
	{ "1965", NULL, 0 },
	{ "0.0.0.0", NULL, 0 },
	{ "0.0.0.0:", NULL, 0 },
	{ "0.0.0.0:65536", NULL, 0 },
	{ "0.0.0.0:-1", NULL, 0 },
	{ "0.0.0.0:+1", NULL, 0 },
	{ "0.0.0.0:70x", NULL, 0 },
	{ "0.0.0.0:4294967297", NULL, 0 },
	{ "0.0.0:70", NULL, 0 },
	{ "0.0.0.256:70", NULL, 0 },
	{ "[0.0.0.0]:70", NULL, 0 },
	{ "::1:70", NULL, 0 },
	{ "[::1]70", NULL, 0 },
	{ "[::1]x:70", NULL, 0 },
	{ "localhost:70", NULL, 0 },
	{ "00000000000000000000000000000000000000000000000000000000000000001:70", NULL, 0 },
};

Test(address, an_address_and_port_are_split_or_refused)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char address[CONF_ADDRESS_SIZE] = "?";
		unsigned port = 7;

		cr_expect_eq(conf_address(rows[i].text, address, &port), rows[i].address != NULL,
		    "%s", rows[i].text);
		cr_expect_str_eq(
		    address, rows[i].address != NULL ? rows[i].address : "", "%s", rows[i].text);
		cr_expect_eq(port, rows[i].port, "%s", rows[i].text);
	}
}
