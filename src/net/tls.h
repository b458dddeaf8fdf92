/* net/tls.h -- TLS 1.2 and 1.3 for servers, away from any socket (OpenSSL 3) */
#ifndef NET_TLS_H
#define NET_TLS_H

#include "base/buf.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

/* ST_CRYPTO with "what: the reason of OpenSSL's last error", whose queue is emptied. */
enum status tls_error(struct error *e, const char *what);

struct tls_server; /* certificate and settings; shared by connections */

/*
 * Load the PEM certificate (chain) and key. TLS 1.2 and 1.3, AES-128-GCM first, no renegotiation,
 * no 0-RTT, no client certificate asked for. `tickets`: one session ticket after a full handshake
 * for clients that can use one. ST_NOTFOUND, ST_IO, ST_CRYPTO (not PEM, or the key is another
 * certificate's); *e says which file.
 */
enum status tls_server_open(const char *certificate, const char *key, bool tickets,
    struct tls_server **out, struct error *e);
void tls_server_free(struct tls_server *s);

/*
 * One connection. Ciphertext that came in is given to tls_input() and read at once; ciphertext
 * that is to go out gathers in *out, which the caller sends and empties.
 */
struct tls;

enum status tls_new(struct tls_server *s, struct buf *out, struct tls **t);
void tls_free(struct tls *t);

/* What reading came to. */
enum tls_progress {
	TLS_MORE,   /* all was taken; wait for the next bytes */
	TLS_CLOSED, /* the other side sent its close_notify */
	TLS_FAILED, /* it broke the protocol: send what is in *out (an alert, if any), then close */
};

/*
 * Take in n bytes of ciphertext, appending the plaintext they hold to *plain (what does not fit
 * there is dropped). Bytes that do not begin a TLS record give TLS_FAILED with nothing in *out.
 */
enum tls_progress tls_input(struct tls *t, const void *bytes, size_t n, struct buf *plain);

/* Encrypt n bytes to *out; false when the connection is not (or no longer) able to. */
bool tls_write(struct tls *t, const void *bytes, size_t n);

/* Add close_notify to *out, once, if the handshake went far enough for one. */
void tls_close(struct tls *t);

/* Is the handshake done? Was it a resumed one? */
bool tls_ready(const struct tls *t);
bool tls_resumed(const struct tls *t);

#endif
