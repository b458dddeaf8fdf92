/* net/client.h -- who is at the other end of a connection */
#ifndef NET_CLIENT_H
#define NET_CLIENT_H

#include <stddef.h>

struct sockaddr;

/* An address in IPv6 form (IPv4 as ::ffff:a.b.c.d); all zero where it is not known. */
struct client {
	unsigned char address[16];
};

/* How much of an address is shown. */
enum client_detail {
	CLIENT_SHORT, /* the /24 of IPv4, the /48 of IPv6, as "192.0.2.0" and "2001:db8:1::" */
	CLIENT_FULL,
	CLIENT_HIDDEN, /* "-" */
};

enum { CLIENT_TEXT_SIZE = 46 }; /* INET6_ADDRSTRLEN */

void client_of(const struct sockaddr *from, struct client *out);
void client_text(const struct client *c, enum client_detail detail, char out[CLIENT_TEXT_SIZE]);

/*
 * The address that limits count by: all of an IPv4 address, the /64 of an IPv6 one (what one
 * subscriber is given; RFC 6177).
 */
struct client client_subscriber(const struct client *c);

#endif
