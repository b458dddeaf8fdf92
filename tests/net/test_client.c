#include "net/client.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <string.h>
#include <sys/socket.h>

static struct client client_at(const char *address)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
	struct client c;

	if (inet_pton(AF_INET, address, &v4.sin_addr) == 1) {
		client_of((struct sockaddr *)&v4, &c);
	} else {
		cr_assert_eq(inet_pton(AF_INET6, address, &v6.sin6_addr), 1, "%s", address);
		client_of((struct sockaddr *)&v6, &c);
	}
	return c;
}

Test(client, is_shown_as_the_log_asks)
{
	static const struct {
		const char *address, *full, *cut;
	} cases[] = {
		{ "192.0.2.77", "192.0.2.77", "192.0.2.0" },
		{ "127.0.0.1", "127.0.0.1", "127.0.0.0" },
		{ "255.255.255.255", "255.255.255.255", "255.255.255.0" },
		{ "2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6", "2001:db8:1::" },
		{ "2001:db8::1", "2001:db8::1", "2001:db8::" },
		{ "::1", "::1", "::" },
		/* IPv4 that came in on a socket for both. */
		{ "::ffff:192.0.2.77", "192.0.2.77", "192.0.2.0" },
		{ "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
		    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff::" },
	};
	char text[CLIENT_TEXT_SIZE];

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct client c = client_at(cases[i].address);

		client_text(&c, CLIENT_FULL, text);
		cr_expect_str_eq(text, cases[i].full);
		client_text(&c, CLIENT_SHORT, text);
		cr_expect_str_eq(text, cases[i].cut);
		client_text(&c, CLIENT_HIDDEN, text);
		cr_expect_str_eq(text, "-");
	}
}

Test(client, of_another_family_is_not_known)
{
	struct sockaddr local = { .sa_family = AF_UNIX };
	static const struct client unknown;
	struct client c;

	memset(&c, 7, sizeof c);
	client_of(&local, &c);
	cr_expect_eq(memcmp(&c, &unknown, sizeof c), 0);
}

Test(client, subscriber_is_an_ipv4_address_or_an_ipv6_network)
{
	static const struct {
		const char *a, *b;
		bool same;
	} cases[] = {
		{ "192.0.2.1", "192.0.2.1", true },
		{ "192.0.2.1", "192.0.2.2", false },
		{ "2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true },
		{ "2001:db8:0:1::1", "2001:db8:0:2::1", false },
		{ "::ffff:192.0.2.1", "192.0.2.1", true },
		{ "::ffff:192.0.2.1", "::ffff:192.0.2.2", false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct client a = client_at(cases[i].a), b = client_at(cases[i].b);

		a = client_subscriber(&a);
		b = client_subscriber(&b);
		cr_expect_eq(memcmp(&a, &b, sizeof a) == 0, cases[i].same, "%s and %s", cases[i].a,
		    cases[i].b);
	}
}
