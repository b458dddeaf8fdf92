/* net/listen.h -- listening sockets */
#ifndef NET_LISTEN_H
#define NET_LISTEN_H

#include "base/status.h"

enum { LISTEN_BACKLOG = 4096 }; /* the kernel cuts it to net.core.somaxconn */

/*
 * A non-blocking TCP socket that listens on the address (IPv4 or IPv6, numeric) and port; port 0
 * takes any free one. An IPv6 socket takes IPv6 alone. ST_NOTFOUND where the system has no such
 * address family, ST_BUSY where the port is taken, ST_INVALID for no address, ST_IO; *fd is -1
 * unless ST_OK.
 */
enum status listen_open(const char *address, unsigned port, int *fd, struct error *e);

/* The port a socket is bound to, 0 if it is none. */
unsigned listen_port(int fd);

#endif
