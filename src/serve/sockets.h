/* serve/sockets.h -- the sockets that the INI asks for */
#ifndef SERVE_SOCKETS_H
#define SERVE_SOCKETS_H

#include "conf/conf.h"
#include "site/site.h"

#include <stddef.h>
#include <stdio.h>

enum { SOCKETS_MAX = 32 };

struct sockets {
	struct {
		int fd;
		enum protocol protocol;
		const char *listen; /* as the INI has it */
	} items[SOCKETS_MAX];
	size_t n;
};

/*
 * Open all that [gemini] and [gopher] listen name. An IPv6 one that the system cannot give is
 * logged and left out, as long as another of its protocol remains.
 */
enum status sockets_open(
    const struct conf *conf, const struct log *log, struct sockets *out, struct error *e);
void sockets_close(struct sockets *s);

/* The port of the protocol's first socket, 0 if there is none. */
unsigned sockets_port(const struct sockets *s, enum protocol protocol);

/* Print "gemini://host:port/" for each port, the protocol's own left out. */
void sockets_print(const struct sockets *s, const struct conf *conf, FILE *out);

#endif
