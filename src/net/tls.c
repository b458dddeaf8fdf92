#include "net/tls.h"

#include <assert.h>
#include <errno.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* AES-128 first: half the key schedule of AES-256 and as good here (RFC 8446 9.1 requires it). */
static const char ciphersuites[] =
    "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_256_GCM_SHA384";
static const char ciphers_12[] = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
				 "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:"
				 "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384";
static const unsigned char session_context[] = "depeche";

enum {
	RECORD_HANDSHAKE = 0x16, /* RFC 8446 5.1: the type of a connection's first record */
	PLAIN_CHUNK = 4096,      /* bytes read from OpenSSL at a time */
};

struct tls_server {
	SSL_CTX *ctx;
	BIO_METHOD *method; /* reads from tls.in, writes to tls.out */
};

struct tls {
	SSL *ssl;
	struct buf *out;
	const unsigned char *in; /* the bytes of the tls_input() under way */
	size_t in_len;
	bool begun, failed, closed;
};

static int bio_read(BIO *bio, char *to, size_t size, size_t *n)
{
	struct tls *t = BIO_get_data(bio);

	BIO_clear_retry_flags(bio);
	if (t->in_len == 0) {
		BIO_set_retry_read(bio);
		return 0;
	}
	*n = t->in_len < size ? t->in_len : size;
	memcpy(to, t->in, *n);
	t->in += *n;
	t->in_len -= *n;
	return 1;
}

static int bio_write(BIO *bio, const char *from, size_t size, size_t *n)
{
	struct tls *t = BIO_get_data(bio);

	buf_add(t->out, from, size);
	*n = size;
	return buf_status(t->out) == ST_OK;
}

static long bio_ctrl(BIO *bio, int command, long number, void *pointer)
{
	(void)bio;
	(void)number;
	(void)pointer;
	return command == BIO_CTRL_FLUSH || command == BIO_CTRL_DUP;
}

static BIO_METHOD *bio_method(void)
{
	BIO_METHOD *m = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "depeche");

	if (m != NULL &&
	    (!BIO_meth_set_read_ex(m, bio_read) || !BIO_meth_set_write_ex(m, bio_write) ||
		!BIO_meth_set_ctrl(m, bio_ctrl))) {
		BIO_meth_free(m);
		m = NULL;
	}
	return m;
}

enum status tls_error(struct error *e, const char *what)
{
	const char *reason = ERR_reason_error_string(ERR_peek_last_error());

	error_set(e, ST_CRYPTO, "%s: %s", what, reason != NULL ? reason : "OpenSSL failed");
	ERR_clear_error();
	return ST_CRYPTO;
}

static bool settings(SSL_CTX *ctx, bool tickets)
{
	SSL_CTX_set_options(ctx,
	    SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_COMPRESSION |
		(tickets ? 0 : SSL_OP_NO_TICKET));
	SSL_CTX_set_mode(ctx, SSL_MODE_RELEASE_BUFFERS);
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	return SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION) &&
	    SSL_CTX_set_ciphersuites(ctx, ciphersuites) &&
	    SSL_CTX_set_cipher_list(ctx, ciphers_12) &&
	    SSL_CTX_set_session_id_context(ctx, session_context, sizeof session_context - 1) &&
	    SSL_CTX_set_num_tickets(ctx, tickets ? 1 : 0) && SSL_CTX_set_max_early_data(ctx, 0);
}

static enum status readable(const char *path, struct error *e)
{
	enum status st;

	if (access(path, R_OK) == 0)
		return ST_OK;
	st = errno == ENOENT ? ST_NOTFOUND : ST_IO;
	error_errno(e, "cannot read %s", path);
	return st;
}

enum status tls_server_open(const char *certificate, const char *key, bool tickets,
    struct tls_server **out, struct error *e)
{
	struct tls_server *s = calloc(1, sizeof *s);
	enum status st;

	*out = NULL;
	if (s == NULL)
		return error_set(e, ST_NOMEM, "out of memory");
	if ((st = readable(certificate, e)) != ST_OK || (st = readable(key, e)) != ST_OK)
		goto done;
	s->method = bio_method();
	s->ctx = SSL_CTX_new(TLS_server_method());
	if (s->method == NULL || s->ctx == NULL || !settings(s->ctx, tickets))
		st = tls_error(e, "cannot set up TLS");
	else if (SSL_CTX_use_certificate_chain_file(s->ctx, certificate) != 1)
		st = tls_error(e, certificate);
	else if (SSL_CTX_use_PrivateKey_file(s->ctx, key, SSL_FILETYPE_PEM) != 1 ||
	    SSL_CTX_check_private_key(s->ctx) != 1)
		st = tls_error(e, key);
done:
	if (st != ST_OK)
		tls_server_free(s);
	else
		*out = s;
	return st;
}

void tls_server_free(struct tls_server *s)
{
	if (s == NULL)
		return;
	SSL_CTX_free(s->ctx);
	BIO_meth_free(s->method);
	free(s);
}

enum status tls_new(struct tls_server *s, struct buf *out, struct tls **made)
{
	struct tls *t = calloc(1, sizeof *t);
	BIO *bio;

	*made = NULL;
	if (t == NULL)
		return ST_NOMEM;
	t->out = out;
	t->ssl = SSL_new(s->ctx);
	bio = BIO_new(s->method);
	if (t->ssl == NULL || bio == NULL) {
		BIO_free(bio);
		tls_free(t);
		ERR_clear_error();
		return ST_NOMEM;
	}
	BIO_set_data(bio, t);
	BIO_set_init(bio, 1);
	SSL_set_bio(t->ssl, bio, bio);
	SSL_set_accept_state(t->ssl);
	*made = t;
	return ST_OK;
}

void tls_free(struct tls *t)
{
	if (t == NULL)
		return;
	SSL_free(t->ssl);
	free(t);
}

static enum tls_progress failed(struct tls *t)
{
	t->failed = true;
	ERR_clear_error();
	return TLS_FAILED;
}

enum tls_progress tls_input(struct tls *t, const void *bytes, size_t n, struct buf *plain)
{
	char chunk[PLAIN_CHUNK];
	size_t got;

	if (n == 0)
		return TLS_MORE;
	if (t->failed || (!t->begun && *(const unsigned char *)bytes != RECORD_HANDSHAKE))
		return failed(t);
	t->begun = true;
	t->in = bytes;
	t->in_len = n;
	ERR_clear_error();
	while (SSL_read_ex(t->ssl, chunk, sizeof chunk, &got) == 1)
		if (got <= plain->max - plain->len)
			buf_add(plain, chunk, got);
		else
			buf_add(plain, chunk, plain->max - plain->len);
	switch (SSL_get_error(t->ssl, 0)) {
	case SSL_ERROR_WANT_READ:
		assert(t->in_len == 0);
		return TLS_MORE;
	case SSL_ERROR_ZERO_RETURN:
		return TLS_CLOSED;
	default:
		return failed(t);
	}
}

bool tls_write(struct tls *t, const void *bytes, size_t n)
{
	size_t written;

	if (t->failed || t->closed || !tls_ready(t))
		return false;
	if (n == 0 || SSL_write_ex(t->ssl, bytes, n, &written) == 1)
		return true;
	failed(t);
	return false;
}

void tls_close(struct tls *t)
{
	if (t->closed)
		return;
	t->closed = true;
	if (t->failed || !tls_ready(t))
		return;
	SSL_shutdown(t->ssl);
	ERR_clear_error();
}

bool tls_ready(const struct tls *t)
{
	return SSL_is_init_finished(t->ssl);
}

bool tls_resumed(const struct tls *t)
{
	return SSL_session_reused(t->ssl);
}
