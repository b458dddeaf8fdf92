#include "net/listen.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int connect_to(unsigned port)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (connect(fd, (struct sockaddr *)&at, sizeof at) == 0)
		return fd;
	close(fd);
	return -1;
}

Test(listen, on_port_0_takes_a_free_one)
{
	struct error e = { "" };
	int fd, client;

	cr_assert_eq(listen_open("127.0.0.1", 0, &fd, &e), ST_OK, "%s", e.text);
	cr_expect(listen_port(fd) > 0);
	cr_expect(fcntl(fd, F_GETFL) & O_NONBLOCK);
	cr_expect(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	client = connect_to(listen_port(fd));
	cr_expect(client >= 0);
	close(client);
	close(fd);
}

Test(listen, refuses_what_is_no_numeric_address)
{
	static const char *const wrong[] = { "localhost", "", "127.0.0", "[::1]", "1.2.3.4.5",
		"::g", "127.0.0.1 " };

	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct error e = { "" };
		int fd = 7;

		cr_expect_eq(listen_open(wrong[i], 0, &fd, &e), ST_INVALID, "%s", wrong[i]);
		cr_expect_eq(fd, -1);
		cr_expect_not_null(strstr(e.text, wrong[i]));
	}
}

Test(listen, says_that_a_port_is_taken)
{
	struct error e = { "" };
	char port[16];
	int first, second = 7;

	cr_assert_eq(listen_open("127.0.0.1", 0, &first, &e), ST_OK, "%s", e.text);
	cr_expect_eq(listen_open("127.0.0.1", listen_port(first), &second, &e), ST_BUSY);
	cr_expect_eq(second, -1);
	snprintf(port, sizeof port, "%u", listen_port(first));
	cr_expect_not_null(strstr(e.text, port), "%s", e.text);
	close(first);
}

Test(listen, says_that_an_address_is_not_this_machines)
{
	struct error e = { "" };
	int fd = 7;

	cr_expect_eq(listen_open("192.0.2.1", 0, &fd, &e), ST_IO);
	cr_expect_eq(fd, -1);
	cr_expect(strlen(e.text) > 0);
}

Test(listen, on_ipv6_leaves_ipv4_to_others)
{
	struct error e = { "" };
	int six, four;
	enum status st = listen_open("::", 0, &six, &e);

	if (st == ST_NOTFOUND) /* a system without IPv6 */
		return;
	cr_assert_eq(st, ST_OK, "%s", e.text);
	cr_expect(listen_port(six) > 0);
	cr_expect_eq(listen_open("0.0.0.0", listen_port(six), &four, &e), ST_OK, "%s", e.text);
	close(six);
	close(four);
}

Test(listen, port_of_no_socket_is_0)
{
	int ends[2];

	cr_assert_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	cr_expect_eq(listen_port(ends[0]), 0);
	cr_expect_eq(listen_port(-1), 0);
	close(ends[0]);
	close(ends[1]);
}
