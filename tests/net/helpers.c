#include "tests/net/helpers.h"

#include "net/tls_certificate.h"

#include <criterion/criterion.h>
#include <stdio.h>

enum { CHUNK = 64 * 1024, OUT_MAX = 4 * 1024 * 1024 };

struct pair pair_made(void)
{
	char host[] = "example.org", *hosts[] = { host };
	struct pair p = { .folder = support_folder() };
	struct error e = { "" };

	snprintf(p.certificate.text, sizeof p.certificate.text, "%.4000s/c.pem", p.folder.text);
	snprintf(p.key.text, sizeof p.key.text, "%.4000s/k.pem", p.folder.text);
	cr_assert_eq(certificate_make(p.certificate.text, p.key.text, hosts, 1, false, &e), ST_OK,
	    "%s", e.text);
	return p;
}

struct tls_server *server_of(const struct pair *p, bool tickets)
{
	struct tls_server *s;
	struct error e = { "" };

	cr_assert_eq(tls_server_open(p->certificate.text, p->key.text, tickets, &s, &e), ST_OK,
	    "%s", e.text);
	return s;
}

struct peer peer_new(int min, int max)
{
	struct peer p = { .ctx = SSL_CTX_new(TLS_client_method()) };

	cr_assert_not_null(p.ctx);
	SSL_CTX_set_security_level(p.ctx, 0); /* else a client of TLS 1.1 says nothing at all */
	SSL_CTX_set_min_proto_version(p.ctx, min);
	SSL_CTX_set_max_proto_version(p.ctx, max);
	p.ssl = SSL_new(p.ctx);
	p.in = BIO_new(BIO_s_mem());
	p.out = BIO_new(BIO_s_mem());
	cr_assert(p.ssl != NULL && p.in != NULL && p.out != NULL);
	SSL_set_bio(p.ssl, p.in, p.out);
	SSL_set_connect_state(p.ssl);
	return p;
}

void peer_free(struct peer *p)
{
	SSL_free(p->ssl);
	SSL_CTX_free(p->ctx);
}

size_t peer_take(struct peer *p, void *to, size_t size)
{
	int n = BIO_read(p->out, to, (int)size);

	return n > 0 ? (size_t)n : 0;
}

void peer_give(struct peer *p, const void *bytes, size_t n)
{
	if (n > 0)
		cr_assert_eq(BIO_write(p->in, bytes, (int)n), (int)n);
}

void end_init(struct server_end *e, struct tls_server *s, size_t plain_max)
{
	*e = (struct server_end){ .plain = BUF(plain_max), .out = BUF(OUT_MAX) };
	cr_assert_eq(tls_new(s, &e->out, &e->tls), ST_OK);
}

void end_free(struct server_end *e)
{
	tls_free(e->tls);
	buf_clear(&e->out);
	buf_clear(&e->plain);
}

static void hear(struct peer *p, struct buf *heard)
{
	char bytes[4096];
	int n;

	if (!SSL_is_init_finished(p->ssl))
		SSL_do_handshake(p->ssl);
	while ((n = SSL_read(p->ssl, bytes, sizeof bytes)) > 0)
		if (heard != NULL)
			buf_add(heard, bytes, (size_t)n);
}

void carry(struct peer *p, struct server_end *e, struct buf *heard)
{
	static char bytes[CHUNK];
	size_t n;
	bool moved;

	do {
		hear(p, heard);
		if ((n = peer_take(p, bytes, sizeof bytes)) > 0)
			e->progress = tls_input(e->tls, bytes, n, &e->plain);
		moved = n > 0 || e->out.len > 0;
		peer_give(p, buf_str(&e->out), e->out.len);
		buf_reset(&e->out);
	} while (moved);
}
