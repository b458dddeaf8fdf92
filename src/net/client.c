#include "net/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>

enum {
	V4_OFFSET = 12,    /* where an IPv4 address stands in its mapped form, RFC 4291 2.5.5.2 */
	V4_SHORT = 12 + 3, /* bytes kept of a /24 */
	V6_SHORT = 6,      /* of a /48 */
	V6_SUBSCRIBER = 8, /* of a /64 */
};

static const unsigned char v4_prefix[V4_OFFSET] = { [10] = 0xff, [11] = 0xff };

static bool is_v4(const struct client *c)
{
	return memcmp(c->address, v4_prefix, sizeof v4_prefix) == 0;
}

static struct client first_bytes(const struct client *c, size_t n)
{
	struct client out = { { 0 } };

	memcpy(out.address, c->address, n);
	return out;
}

void client_of(const struct sockaddr *from, struct client *out)
{
	*out = (struct client){ { 0 } };
	if (from->sa_family == AF_INET) {
		const struct sockaddr_in *v4 = (const void *)from;

		memcpy(out->address, v4_prefix, sizeof v4_prefix);
		memcpy(out->address + V4_OFFSET, &v4->sin_addr, sizeof v4->sin_addr);
	} else if (from->sa_family == AF_INET6) {
		const struct sockaddr_in6 *v6 = (const void *)from;

		memcpy(out->address, &v6->sin6_addr, sizeof out->address);
	}
}

void client_text(const struct client *c, enum client_detail detail, char out[CLIENT_TEXT_SIZE])
{
	struct client shown = *c;

	if (detail == CLIENT_HIDDEN) {
		strcpy(out, "-");
		return;
	}
	if (detail == CLIENT_SHORT)
		shown = first_bytes(c, is_v4(c) ? V4_SHORT : V6_SHORT);
	if (is_v4(&shown))
		inet_ntop(AF_INET, shown.address + V4_OFFSET, out, CLIENT_TEXT_SIZE);
	else
		inet_ntop(AF_INET6, shown.address, out, CLIENT_TEXT_SIZE);
}

struct client client_subscriber(const struct client *c)
{
	return is_v4(c) ? *c : first_bytes(c, V6_SUBSCRIBER);
}
