#include "net/tls.h"

#include "tests/net/helpers.h"

#include <criterion/criterion.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLAIN_MAX = 1026 };

/* Both ends of one connection. */
struct line {
	struct pair files;
	struct tls_server *server;
	struct peer peer;
	struct server_end end;
	struct buf heard;
	unsigned tickets;
};

static int count_ticket(SSL *ssl, SSL_SESSION *session)
{
	struct line *l = SSL_get_app_data(ssl);

	(void)session;
	l->tickets++;
	return 0;
}

static void line_open(struct line *l, int min, int max, bool tickets)
{
	*l = (struct line){ .files = pair_made(), .heard = BUF(1 << 20) };
	l->server = server_of(&l->files, tickets);
	l->peer = peer_new(min, max);
	SSL_set_app_data(l->peer.ssl, l);
	SSL_CTX_set_session_cache_mode(
	    l->peer.ctx, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
	SSL_CTX_sess_set_new_cb(l->peer.ctx, count_ticket);
	end_init(&l->end, l->server, PLAIN_MAX);
}

static void line_close(struct line *l)
{
	end_free(&l->end);
	peer_free(&l->peer);
	tls_server_free(l->server);
	buf_clear(&l->heard);
}

static void say(struct line *l, const void *bytes, size_t n)
{
	cr_assert_eq(SSL_write(l->peer.ssl, bytes, (int)n), (int)n);
	carry(&l->peer, &l->end, &l->heard);
}

static void expect_a_talk(int version)
{
	struct line l;

	line_open(&l, version, version, false);
	carry(&l.peer, &l.end, NULL);
	cr_assert(tls_ready(l.end.tls));
	cr_expect(!tls_resumed(l.end.tls));
	say(&l, "gemini://example.org/\r\n", 23);
	cr_expect_eq(l.end.progress, TLS_MORE);
	cr_expect_str_eq(buf_str(&l.end.plain), "gemini://example.org/\r\n");
	cr_expect(tls_write(l.end.tls, "20 text/gemini\r\n", 16));
	tls_close(l.end.tls);
	carry(&l.peer, &l.end, &l.heard);
	cr_expect_str_eq(buf_str(&l.heard), "20 text/gemini\r\n");
	cr_expect(SSL_get_shutdown(l.peer.ssl) & SSL_RECEIVED_SHUTDOWN);
	line_close(&l);
}

Test(tls, speaks_1_3)
{
	expect_a_talk(TLS1_3_VERSION);
}

Test(tls, speaks_1_2)
{
	expect_a_talk(TLS1_2_VERSION);
}

Test(tls, refuses_1_1_with_an_alert)
{
	struct line l;

	line_open(&l, TLS1_1_VERSION, TLS1_1_VERSION, false);
	carry(&l.peer, &l.end, NULL);
	cr_expect_eq(l.end.progress, TLS_FAILED);
	cr_expect(!tls_ready(l.end.tls));
	cr_expect(!SSL_is_init_finished(l.peer.ssl));
	cr_expect(!tls_write(l.end.tls, "x", 1));
	tls_close(l.end.tls);
	cr_expect_eq(l.end.out.len, 0, "something follows the alert");
	line_close(&l);
}

Test(tls, takes_aes_128_gcm_first)
{
	static const struct {
		int version;
		const char *cipher;
	} cases[] = {
		{ TLS1_3_VERSION, "TLS_AES_128_GCM_SHA256" },
		{ TLS1_2_VERSION, "ECDHE-ECDSA-AES128-GCM-SHA256" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct line l;

		line_open(&l, cases[i].version, cases[i].version, false);
		carry(&l.peer, &l.end, NULL);
		cr_expect_str_eq(SSL_get_cipher_name(l.peer.ssl), cases[i].cipher);
		line_close(&l);
	}
}

Test(tls, takes_bytes_one_at_a_time)
{
	static char bytes[16 * 1024];
	struct line l;
	size_t n;

	line_open(&l, TLS1_3_VERSION, TLS1_3_VERSION, false);
	SSL_do_handshake(l.peer.ssl);
	n = peer_take(&l.peer, bytes, sizeof bytes);
	cr_assert(n > 0);
	for (size_t i = 0; i < n; i++)
		cr_assert_eq(tls_input(l.end.tls, bytes + i, 1, &l.end.plain), TLS_MORE);
	carry(&l.peer, &l.end, NULL);
	cr_expect(tls_ready(l.end.tls));
	line_close(&l);
}

Test(tls, answers_plaintext_with_not_a_byte)
{
	static const char *const said[] = { "gemini://example.org/\r\n", "GET / HTTP/1.1\r\n\r\n",
		"\r\n", "\x15\x03\x03", "\x80\x2e\x01\x03\x01", "\x17\x03\x03\x01" };

	for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
		struct line l;

		line_open(&l, TLS1_2_VERSION, TLS1_3_VERSION, false);
		cr_expect_eq(
		    tls_input(l.end.tls, said[i], strlen(said[i]), &l.end.plain), TLS_FAILED);
		tls_close(l.end.tls);
		cr_expect_eq(l.end.out.len, 0);
		cr_expect_eq(l.end.plain.len, 0);
		/* What comes later makes it no better. */
		cr_expect_eq(tls_input(l.end.tls, "\x16\x03\x01", 3, &l.end.plain), TLS_FAILED);
		cr_expect_eq(l.end.out.len, 0);
		line_close(&l);
	}
}

Test(tls, answers_a_broken_handshake_with_an_alert_at_most)
{
	static const unsigned char broken[] = { 0x16, 3, 1, 0, 5, 0x63, 0, 0, 1, 0 };
	struct line l;

	line_open(&l, TLS1_2_VERSION, TLS1_3_VERSION, false);
	cr_expect_eq(tls_input(l.end.tls, broken, sizeof broken, &l.end.plain), TLS_FAILED);
	cr_expect_eq(l.end.plain.len, 0);
	cr_expect(l.end.out.len == 0 || l.end.out.data[0] == 0x15);
	line_close(&l);
}

/* One connection's failure must not show in another's. */
Test(tls, failure_of_one_connection_is_its_own)
{
	static const unsigned char broken[] = { 0x16, 3, 1, 0, 5, 0x63, 0, 0, 1, 0 };
	struct line a, b;

	line_open(&a, TLS1_3_VERSION, TLS1_3_VERSION, false);
	line_open(&b, TLS1_3_VERSION, TLS1_3_VERSION, false);
	carry(&a.peer, &a.end, NULL);
	cr_expect_eq(tls_input(b.end.tls, broken, sizeof broken, &b.end.plain), TLS_FAILED);
	say(&a, "still here", 10);
	cr_expect_eq(a.end.progress, TLS_MORE);
	cr_expect_str_eq(buf_str(&a.end.plain), "still here");
	line_close(&a);
	line_close(&b);
}

Test(tls, close_notify_is_sent_once)
{
	struct line l;
	size_t once;

	line_open(&l, TLS1_3_VERSION, TLS1_3_VERSION, false);
	carry(&l.peer, &l.end, NULL);
	tls_close(l.end.tls);
	once = l.end.out.len;
	cr_expect(once > 0);
	tls_close(l.end.tls);
	cr_expect_eq(l.end.out.len, once);
	cr_expect(!tls_write(l.end.tls, "x", 1));
	cr_expect_eq(l.end.out.len, once);
	line_close(&l);
}

Test(tls, closed_in_the_handshake_says_nothing)
{
	struct line l;

	line_open(&l, TLS1_3_VERSION, TLS1_3_VERSION, false);
	tls_close(l.end.tls);
	cr_expect_eq(l.end.out.len, 0);
	cr_expect(!tls_write(l.end.tls, "x", 1));
	line_close(&l);
}

Test(tls, client_that_closed_its_side_still_gets_an_answer)
{
	static const int versions[] = { TLS1_2_VERSION, TLS1_3_VERSION };

	for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++) {
		struct line l;

		line_open(&l, versions[i], versions[i], false);
		carry(&l.peer, &l.end, NULL);
		cr_assert_eq(SSL_write(l.peer.ssl, "/\r\n", 3), 3);
		SSL_shutdown(l.peer.ssl);
		carry(&l.peer, &l.end, NULL);
		cr_expect_eq(l.end.progress, TLS_CLOSED);
		cr_expect_str_eq(buf_str(&l.end.plain), "/\r\n");
		cr_expect(tls_write(l.end.tls, "answer", 6));
		tls_close(l.end.tls);
		cr_expect(l.end.out.len > 6);
		line_close(&l);
	}
}

Test(tls, tickets_are_one_or_none)
{
	static const struct {
		int version;
		bool tickets;
		unsigned expected;
	} cases[] = {
		{ TLS1_3_VERSION, true, 1 },
		{ TLS1_3_VERSION, false, 0 },
		{ TLS1_2_VERSION, true, 1 },
		{ TLS1_2_VERSION, false, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct line l;

		line_open(&l, cases[i].version, cases[i].version, cases[i].tickets);
		carry(&l.peer, &l.end, NULL);
		say(&l, "/\r\n", 3);
		cr_expect_eq(
		    l.tickets, cases[i].expected, "%x: %u", (unsigned)cases[i].version, l.tickets);
		line_close(&l);
	}
}

static int keep_session(SSL *ssl, SSL_SESSION *session)
{
	SSL_SESSION **kept = SSL_get_app_data(ssl);

	SSL_SESSION_free(*kept);
	*kept = session;
	return 1;
}

Test(tls, resumes_with_its_ticket)
{
	struct pair files = pair_made();
	struct tls_server *server = server_of(&files, true);
	SSL_SESSION *session = NULL;

	for (unsigned round = 0; round < 2; round++) {
		struct peer peer = peer_new(TLS1_3_VERSION, TLS1_3_VERSION);
		struct server_end end;

		SSL_set_app_data(peer.ssl, &session);
		SSL_CTX_set_session_cache_mode(
		    peer.ctx, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
		SSL_CTX_sess_set_new_cb(peer.ctx, keep_session);
		if (session != NULL)
			SSL_set_session(peer.ssl, session);
		end_init(&end, server, PLAIN_MAX);
		carry(&peer, &end, NULL);
		cr_expect_eq(tls_resumed(end.tls), round == 1);
		cr_assert_not_null(session);
		/* 0-RTT is never offered. */
		cr_expect_eq(SSL_SESSION_get_max_early_data(session), 0);
		SSL_shutdown(peer.ssl); /* else the session is not to be used again */
		end_free(&end);
		peer_free(&peer);
	}
	SSL_SESSION_free(session);
	tls_server_free(server);
}

Test(tls, drops_plaintext_that_does_not_fit)
{
	static char bytes[100000];
	struct line l;

	memset(bytes, 'a', sizeof bytes);
	line_open(&l, TLS1_3_VERSION, TLS1_3_VERSION, false);
	carry(&l.peer, &l.end, NULL);
	say(&l, bytes, sizeof bytes);
	cr_expect_eq(l.end.progress, TLS_MORE);
	cr_expect_eq(l.end.plain.len, PLAIN_MAX);
	cr_expect_eq(buf_status(&l.end.plain), ST_OK);
	line_close(&l);
}

Test(tls, carries_a_large_answer_whole)
{
	enum { SIZE = 500000 };
	struct line l;
	char *bytes = malloc(SIZE);

	for (size_t i = 0; i < SIZE; i++)
		bytes[i] = (char)(i * 31 >> 3);
	line_open(&l, TLS1_3_VERSION, TLS1_3_VERSION, false);
	carry(&l.peer, &l.end, NULL);
	cr_expect(tls_write(l.end.tls, bytes, SIZE));
	tls_close(l.end.tls);
	carry(&l.peer, &l.end, &l.heard);
	cr_expect_eq(l.heard.len, SIZE);
	cr_expect_eq(memcmp(l.heard.data, bytes, SIZE), 0);
	free(bytes);
	line_close(&l);
}

Test(tls, asks_for_no_client_certificate)
{
	struct line l;

	line_open(&l, TLS1_2_VERSION, TLS1_2_VERSION, false);
	carry(&l.peer, &l.end, NULL);
	cr_expect_null(SSL_get0_peer_CA_list(l.peer.ssl));
	line_close(&l);
}

/* ---- what it is opened with ---- */

static void write_rsa_certificate(const char *path)
{
	EVP_PKEY *key = EVP_RSA_gen(2048);
	X509 *x = X509_new();
	FILE *f = fopen(path, "w");

	cr_assert(key != NULL && x != NULL && f != NULL);
	X509_gmtime_adj(X509_getm_notBefore(x), 0);
	X509_gmtime_adj(X509_getm_notAfter(x), 86400);
	X509_set_pubkey(x, key);
	cr_assert(X509_sign(x, key, EVP_sha256()) > 0);
	cr_assert_eq(PEM_write_X509(f, x), 1);
	fclose(f);
	X509_free(x);
	EVP_PKEY_free(key);
}

Test(tls_server, is_not_opened_with_files_that_do_not_fit)
{
	struct pair a = pair_made(), b = pair_made();
	struct support_path none = support_file(a.folder.text, "none.pem", "none\n", 5);
	struct support_path missing = { "/nonexistent/certificate.pem" };
	struct support_path rsa = support_file(a.folder.text, "rsa.pem", "", 0);
	const struct {
		const struct support_path *certificate, *key, *named;
		enum status st;
	} cases[] = {
		{ &a.certificate, &b.key, &b.key, ST_CRYPTO },
		{ &rsa, &a.key, NULL, ST_CRYPTO },
		{ &a.certificate, &none, &none, ST_CRYPTO },
		{ &none, &a.key, &none, ST_CRYPTO },
		{ &a.certificate, &missing, &missing, ST_NOTFOUND },
		{ &missing, &a.key, &missing, ST_NOTFOUND },
	};

	write_rsa_certificate(rsa.text);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct tls_server *s = (void *)&a;
		struct error e = { "" };

		cr_expect_eq(
		    tls_server_open(cases[i].certificate->text, cases[i].key->text, true, &s, &e),
		    cases[i].st, "case %zu", i);
		cr_expect_null(s);
		cr_expect(strlen(e.text) > 0);
		if (cases[i].named != NULL)
			cr_expect_not_null(strstr(e.text, cases[i].named->text), "%s", e.text);
	}
}
