/* tests/net/helpers.h -- the client's end of TLS in memory, and certificates for tests */
#ifndef TESTS_NET_HELPERS_H
#define TESTS_NET_HELPERS_H

#include "net/tls.h"
#include "tests/support.h"

#include <openssl/ssl.h>
#include <stdbool.h>
#include <stddef.h>

/* Two files in a folder of their own. */
struct pair {
	struct support_path folder, certificate, key;
};

/* A certificate for "example.org" and its key. */
struct pair pair_made(void);

struct tls_server *server_of(const struct pair *p, bool tickets);

/* A client's end over memory: what it says is read from `out`, what it hears is written to `in`. */
struct peer {
	SSL_CTX *ctx;
	SSL *ssl;
	BIO *in, *out;
};

/* A client of these versions alone (TLS1_2_VERSION); ended with peer_free(). */
struct peer peer_new(int min, int max);
void peer_free(struct peer *p);

/* What the client wants to send, at most `size` bytes; it is taken out. */
size_t peer_take(struct peer *p, void *to, size_t size);
void peer_give(struct peer *p, const void *bytes, size_t n);

/* The server's end of the same connection. */
struct server_end {
	struct tls *tls;
	struct buf out, plain;
	enum tls_progress progress; /* of the last bytes that came */
};

/* `e` stays where it is: its connection writes to e->out. */
void end_init(struct server_end *e, struct tls_server *s, size_t plain_max);
void end_free(struct server_end *e);

/* Carry bytes both ways until nothing moves, while the client shakes hands and reads to `heard`
 * (may be NULL). */
void carry(struct peer *p, struct server_end *e, struct buf *heard);

#endif
