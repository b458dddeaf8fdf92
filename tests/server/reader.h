/* tests/server/reader.h -- clients of the tests' own, down to single bytes and segments */
#ifndef TESTS_SERVER_READER_H
#define TESTS_SERVER_READER_H

#include "tests/server/harness.h"

#include <openssl/ssl.h>

/* How a client connects. */
struct reader_how {
	bool plain;         /* TCP alone; what follows up to `tickets` does not matter then */
	int version;        /* TLS1_2_VERSION, TLS1_3_VERSION; 0: the best there is */
	const char *sni;    /* the server name it asks for; NULL: none */
	bool dribble;       /* every byte that it writes leaves by itself */
	bool tickets;       /* it wants session tickets */
	int receive_buffer; /* SO_RCVBUF; 0: the system's */
};

struct reader;

/* Connect, with TLS's handshake done. Fails the test if that does not work. */
struct reader *reader_open(unsigned port, const struct reader_how *how);

/* Write; *whole* or the test fails. With TLS, one call is one record. */
void reader_write(struct reader *r, const void *bytes, size_t n);

/* Write to the socket below TLS. */
void reader_write_raw(struct reader *r, const void *bytes, size_t n);

/* Write as far as the other side takes it, without waiting for an answer; the bytes written. */
size_t reader_push(struct reader *r, const void *bytes, size_t n);

/* No byte will follow: close_notify and TCP's end of this direction. */
void reader_shut(struct reader *r);

/* How the other side ended. */
enum ending {
	END_NOTIFIED, /* close_notify, then TCP's end */
	END_SHUT,     /* TCP's end alone */
	END_RESET,
};

struct reply {
	char *bytes; /* NUL-terminated */
	size_t len;
	enum ending ending;
	/* A Gemini answer's first line without its end, and what follows it; "" if it has none. */
	char header[1100];
	const char *body;
	size_t body_len;
};

/* Read what comes until the other side ends. */
struct reply reader_read(struct reader *r);
/* Read exactly n bytes. */
void reader_take(struct reader *r, char *out, size_t n);

void reply_clear(struct reply *r);

/* Close; or so that the other side gets a reset. */
void reader_close(struct reader *r);
void reader_reset(struct reader *r);

/* The connection, for what OpenSSL knows of it; NULL if plain. */
SSL *reader_ssl(struct reader *r);
/* Session tickets that came; client certificates that the other side asked for. */
unsigned reader_tickets(const struct reader *r);
unsigned reader_asked_certificate(const struct reader *r);

/* One request, line end included, and its answer. */
struct reply reader_ask(unsigned port, const struct reader_how *how, const void *request, size_t n);

/* The same, for a path of this server: "gemini://localhost:PORT/path"; a selector. */
struct reply reader_gemini(const struct harness *h, const char *path);
struct reply reader_gopher(const struct harness *h, const char *selector);

#endif
