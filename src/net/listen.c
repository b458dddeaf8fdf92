#include "net/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static bool address_parse(const char *text, unsigned port, union address *out, socklen_t *len)
{
	*out = (union address){ 0 };
	if (inet_pton(AF_INET, text, &out->v4.sin_addr) == 1) {
		out->v4.sin_family = AF_INET;
		out->v4.sin_port = htons((uint16_t)port);
		*len = sizeof out->v4;
		return true;
	}
	if (inet_pton(AF_INET6, text, &out->v6.sin6_addr) == 1) {
		out->v6.sin6_family = AF_INET6;
		out->v6.sin6_port = htons((uint16_t)port);
		*len = sizeof out->v6;
		return true;
	}
	return false;
}

static enum status bind_and_listen(int fd, const union address *at, socklen_t len)
{
	int one = 1;

	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) < 0 ||
	    (at->any.sa_family == AF_INET6 &&
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one) < 0) ||
	    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) < 0)
		return ST_IO;
	if (bind(fd, &at->any, len) < 0 || listen(fd, LISTEN_BACKLOG) < 0) {
		if (errno == EADDRINUSE)
			return ST_BUSY;
		return errno == EADDRNOTAVAIL && at->any.sa_family == AF_INET6 ? ST_NOTFOUND
									       : ST_IO;
	}
	return ST_OK;
}

enum status listen_open(const char *address, unsigned port, int *fd, struct error *e)
{
	union address at;
	socklen_t len;
	enum status st;
	int s;

	*fd = -1;
	if (!address_parse(address, port, &at, &len))
		return error_set(e, ST_INVALID, "%s is not a numeric address", address);
	s = socket(at.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (s < 0) {
		st = errno == EAFNOSUPPORT ? ST_NOTFOUND : ST_IO;
		error_errno(e, "cannot listen on %s port %u", address, port);
		return st;
	}
	if ((st = bind_and_listen(s, &at, len)) != ST_OK) {
		error_errno(e, "cannot listen on %s port %u", address, port);
		close(s);
		return st;
	}
	*fd = s;
	return ST_OK;
}

unsigned listen_port(int fd)
{
	union address at = { 0 };
	socklen_t len = sizeof at;

	if (getsockname(fd, &at.any, &len) < 0)
		return 0;
	switch (at.any.sa_family) {
	case AF_INET:
		return ntohs(at.v4.sin_port);
	case AF_INET6:
		return ntohs(at.v6.sin6_port);
	default:
		return 0;
	}
}
