/* The TLS side of Gemini: handshakes, the certificate, ends. */
#include "tests/server/reader.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char request[] = "gemini://localhost/about.gmi\r\n";
static const struct reader_how plain = { .plain = true };

Test(tls, clients_of_all_kinds_are_served)
{
	static const struct {
		const char *name;
		struct reader_how how;
		const char *protocol;
	} cases[] = {
		{ "TLS 1.3", { .version = TLS1_3_VERSION, .sni = "localhost" }, "TLSv1.3" },
		{ "TLS 1.2", { .version = TLS1_2_VERSION, .sni = "localhost" }, "TLSv1.2" },
		{ "1.3, no SNI", { .version = TLS1_3_VERSION }, "TLSv1.3" },
		{ "1.2, no SNI", { .version = TLS1_2_VERSION }, "TLSv1.2" },
		{ "1.3, a foreign SNI", { .version = TLS1_3_VERSION, .sni = "autre.example" },
		    "TLSv1.3" },
		{ "1.2, a foreign SNI", { .version = TLS1_2_VERSION, .sni = "autre.example" },
		    "TLSv1.2" },
		{ "1.3, tickets", { .tickets = true, .sni = "localhost" }, "TLSv1.3" },
		{ "1.2, tickets", { .version = TLS1_2_VERSION, .tickets = true }, "TLSv1.2" },
	};
	struct harness h;

	harness_up(&h, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct reader *r = reader_open(h.gemini, &cases[i].how);
		struct reply reply;

		reader_write(r, request, sizeof request - 1);
		reply = reader_read(r);
		cr_expect_str_eq(SSL_get_version(reader_ssl(r)), cases[i].protocol);
		cr_expect_str_eq(
		    reply.header, "20 text/gemini; lang=fr", "%s: %s", cases[i].name, reply.header);
		cr_expect_eq(reply.ending, END_NOTIFIED, "%s: no close_notify", cases[i].name);
		cr_expect_eq(reader_asked_certificate(r), 0,
		    "%s: a client certificate is asked for", cases[i].name);
		cr_expect_leq(
		    reader_tickets(r), 1, "%s: %u tickets", cases[i].name, reader_tickets(r));
		reply_clear(&reply);
		reader_close(r);
	}
	harness_stop(&h);
}

Test(tls, the_cipher_is_aes_128)
{
	struct harness h;
	struct reader *r;

	harness_up(&h, NULL);
	r = reader_open(h.gemini, &(struct reader_how){ .version = TLS1_3_VERSION });
	cr_expect_str_eq(SSL_get_cipher_name(reader_ssl(r)), "TLS_AES_128_GCM_SHA256");
	reader_close(r);
	r = reader_open(h.gemini, &(struct reader_how){ .version = TLS1_2_VERSION });
	cr_expect_str_eq(SSL_get_cipher_name(reader_ssl(r)), "ECDHE-ECDSA-AES128-GCM-SHA256");
	reader_close(r);
	harness_stop(&h);
}

/* ---- the certificate ---- */

static const char *presented(struct reader *r, char out[65])
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	X509 *x = SSL_get1_peer_certificate(reader_ssl(r));
	unsigned n;

	cr_assert_eq(X509_digest(x, EVP_sha256(), digest, &n), 1);
	for (unsigned i = 0; i < n; i++)
		snprintf(out + 2 * i, 3, "%02x", digest[i]);
	X509_free(x);
	return out;
}

static bool names(X509 *x, int type, const char *value)
{
	GENERAL_NAMES *all = X509_get_ext_d2i(x, NID_subject_alt_name, NULL, NULL);
	unsigned char address[16];
	bool found = false;
	int length = inet_pton(AF_INET, value, address) == 1 ? 4 : 16;

	if (type == GEN_IPADD && length == 16)
		inet_pton(AF_INET6, value, address);
	for (int i = 0; i < sk_GENERAL_NAME_num(all); i++) {
		const GENERAL_NAME *one = sk_GENERAL_NAME_value(all, i);
		const ASN1_STRING *text = type == GEN_DNS ? one->d.dNSName : one->d.iPAddress;

		if (one->type != type)
			continue;
		if (type == GEN_DNS)
			found |= strcmp((const char *)ASN1_STRING_get0_data(text), value) == 0;
		else
			found |= ASN1_STRING_length(text) == length &&
			    memcmp(ASN1_STRING_get0_data(text), address, (size_t)length) == 0;
	}
	GENERAL_NAMES_free(all);
	return found;
}

Test(tls, the_certificate_is_p256_and_has_every_host)
{
	struct harness h;
	struct reader *r;
	char group[32] = "", fingerprint[65];
	X509 *x;

	harness_up(&h,
	    &(struct harness_ini){
		.capsule = "host = localhost gazette.example été.example 192.0.2.7\n" });
	r = reader_open(h.gemini, &(struct reader_how){ .sni = "localhost" });
	x = SSL_get1_peer_certificate(reader_ssl(r));
	EVP_PKEY_get_group_name(X509_get0_pubkey(x), group, sizeof group, NULL);
	cr_expect_str_eq(group, "prime256v1");
	cr_expect(names(x, GEN_DNS, "localhost"));
	cr_expect(names(x, GEN_DNS, "gazette.example"));
	cr_expect(names(x, GEN_DNS, "xn--t-9fab.example"));
	cr_expect(names(x, GEN_IPADD, "192.0.2.7"));
	cr_expect_eq(X509_NAME_entry_count(X509_get_subject_name(x)), 0);
	cr_expect_eq(X509_cmp_current_time(X509_get0_notBefore(x)), -1, "not valid yet");
	cr_expect_gt(X509_cmp_time(X509_get0_notAfter(x), &(time_t){ time(NULL) + 631152000 }), 0,
	    "it ends within twenty years");
	cr_expect_str_eq(presented(r, fingerprint), h.fingerprint);
	X509_free(x);
	reader_close(r);
	harness_stop(&h);
}

Test(tls, the_certificate_is_the_same_after_a_restart_and_its_key_is_private)
{
	struct support_path key;
	char first[65], fingerprint[65];
	struct harness h;
	struct reader *r;
	struct stat st;

	harness_up(&h, NULL);
	snprintf(first, sizeof first, "%s", h.fingerprint);
	cr_assert_lt(
	    snprintf(key.text, sizeof key.text, "%s/key.pem", h.folder.text), (int)sizeof key.text);
	cr_assert_eq(stat(key.text, &st), 0);
	cr_expect_eq(st.st_mode & 07777, 0600, "mode %o", st.st_mode & 07777);
	harness_stop(&h);
	harness_start(&h);
	cr_expect_str_eq(h.fingerprint, first);
	r = reader_open(h.gemini, &(struct reader_how){ .sni = "localhost" });
	cr_expect_str_eq(presented(r, fingerprint), first);
	reader_close(r);
	harness_stop(&h);
}

/* ---- who does not speak it ---- */

static void expect_served(const struct harness *h)
{
	struct reply r = reader_gemini(h, "/about.gmi");

	cr_expect_str_eq(r.header, "20 text/gemini; lang=fr");
	reply_clear(&r);
}

Test(tls, plaintext_gets_not_a_byte)
{
	static const struct {
		const char *bytes;
		size_t n;
	} cases[] = {
		{ "gemini://localhost/\r\n", 21 },
		{ "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 35 },
		{ "\r\n", 2 },
		{ "\0", 1 },
		{ "\x80\x2e\x01\x00\x02", 5 },         /* SSL 2 */
		{ "\x15\x03\x01\x00\x02\x01\x00", 7 }, /* an alert first */
		{ "\x17\x03\x03\x00\x01x", 6 },
	};
	struct harness h;

	harness_up(&h, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct reply r = reader_ask(h.gemini, &plain, cases[i].bytes, cases[i].n);

		cr_expect_eq(r.len, 0, "case %zu: %zu bytes came", i, r.len);
		reply_clear(&r);
	}
	expect_served(&h);
	harness_stop(&h);
}

/* The bytes of a ClientHello. */
static size_t client_hello(unsigned char *out, size_t size)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
	SSL *ssl = SSL_new(ctx);
	BIO *in = BIO_new(BIO_s_mem()), *to = BIO_new(BIO_s_mem());
	int n;

	SSL_set_bio(ssl, in, to);
	cr_assert_neq(SSL_connect(ssl), 1);
	n = BIO_read(to, out, (int)size);
	cr_assert_gt(n, 0);
	SSL_free(ssl);
	SSL_CTX_free(ctx);
	return (size_t)n;
}

Test(tls, garbage_after_the_client_hello_ends_the_connection_alone)
{
	static const char garbage[] = "gemini://localhost/\r\n\xff\xff\xff\xff\xff\xff\xff\xff";
	unsigned char hello[4096];
	size_t n = client_hello(hello, sizeof hello);
	struct harness h;

	harness_up(&h, NULL);
	for (size_t kept = n; kept > 5; kept /= 2) { /* after all of it, and within it */
		struct reader *r = reader_open(h.gemini, &plain);
		struct reply reply;

		reader_write(r, hello, kept);
		reader_write(r, garbage, sizeof garbage - 1);
		reader_shut(r);
		reply = reader_read(r);
		cr_expect_null(memmem(reply.bytes, reply.len, "20 text/gemini", 14));
		reply_clear(&reply);
		reader_close(r);
	}
	expect_served(&h);
	harness_stop(&h);
}

Test(tls, garbage_in_place_of_the_request_ends_the_connection_alone)
{
	static const char garbage[] = "\x17\x03\x03\x00\x20garbage that is no ciphertext...";
	struct harness h;
	struct reader *r;
	struct reply reply;

	harness_up(&h, NULL);
	r = reader_open(h.gemini, &(struct reader_how){ .sni = "localhost" });
	reader_write_raw(r, garbage, sizeof garbage - 1);
	reply = reader_read(r);
	cr_expect_eq(reply.len, 0);
	cr_expect_neq(reply.ending, END_NOTIFIED, "a broken connection ends with an alert");
	reply_clear(&reply);
	reader_close(r);
	expect_served(&h);
	harness_stop(&h);
}

Test(tls, a_client_may_leave_at_any_moment)
{
	static const struct reader_how tls = { .sni = "localhost" };
	unsigned char hello[4096];
	size_t n = client_hello(hello, sizeof hello);
	struct harness h;

	harness_up(&h, NULL);
	for (size_t i = 0; i < 8; i++) {
		void (*leave)(struct reader *) = i % 2 == 0 ? reader_close : reader_reset;
		struct reader *r = reader_open(h.gemini, i < 4 ? &plain : &tls);

		if (i >= 2 && i < 4)
			reader_write(r, hello, n / 2);
		if (i >= 6)
			reader_write(r, request, sizeof request - 3);
		leave(r);
	}
	expect_served(&h);
	harness_stop(&h);
}

/* ---- ends ---- */

Test(tls, a_client_that_shuts_its_side_gets_close_notify)
{
	static const struct {
		const char *sent, *header;
	} cases[] = {
		{ "", "" },
		{ "gemini://loc", "" },
		{ "gemini://localhost/about.gmi\r\n", "20 text/gemini; lang=fr" },
		{ "nonsense\r\n", "59 Cette demande n’est pas valable." },
	};
	static const int versions[] = { TLS1_2_VERSION, TLS1_3_VERSION };
	struct harness h;

	harness_up(&h, NULL);
	for (size_t i = 0; i < 2 * sizeof cases / sizeof cases[0]; i++) {
		struct reader *r = reader_open(
		    h.gemini, &(struct reader_how){ .version = versions[i % 2] });
		struct reply reply;

		if (cases[i / 2].sent[0] != '\0')
			reader_write(r, cases[i / 2].sent, strlen(cases[i / 2].sent));
		reader_shut(r);
		reply = reader_read(r);
		cr_expect_str_eq(reply.header, cases[i / 2].header);
		cr_expect_eq(reply.ending, END_NOTIFIED, "case %zu", i);
		reply_clear(&reply);
		reader_close(r);
	}
	harness_stop(&h);
}

Test(tls, a_client_that_takes_too_long_gets_close_notify)
{
	static const char *const sent[] = { "", "gemini://localhost/", "gemini://localhost/\n" };
	static const int versions[] = { TLS1_2_VERSION, TLS1_3_VERSION };
	struct harness h;

	harness_up(&h, &(struct harness_ini){ .limits = "rate = 0\nrequest = 1s\n" });
	for (size_t i = 0; i < 2 * sizeof sent / sizeof sent[0]; i++) {
		struct reader *r = reader_open(
		    h.gemini, &(struct reader_how){ .version = versions[i % 2] });
		struct reply reply;

		if (sent[i / 2][0] != '\0')
			reader_write(r, sent[i / 2], strlen(sent[i / 2]));
		reply = reader_read(r);
		cr_expect_eq(reply.len, 0);
		cr_expect_eq(reply.ending, END_NOTIFIED, "case %zu", i);
		reply_clear(&reply);
		reader_close(r);
	}
	harness_stop(&h);
}

Test(tls, a_client_that_never_ends_its_handshake_is_dropped)
{
	unsigned char hello[4096];
	size_t n = client_hello(hello, sizeof hello);
	const size_t sent[] = { 0, 1, n / 2, n };
	struct harness h;

	harness_up(&h, &(struct harness_ini){ .limits = "rate = 0\nrequest = 1s\n" });
	for (size_t i = 0; i < sizeof sent / sizeof sent[0]; i++) {
		struct reader *r = reader_open(h.gemini, &plain);
		struct reply reply;

		reader_write(r, hello, sent[i]);
		reply = reader_read(r);
		cr_expect_neq(reply.ending, END_RESET, "case %zu", i);
		if (sent[i] < n)
			cr_expect_eq(reply.len, 0, "case %zu: %zu bytes came", i, reply.len);
		reply_clear(&reply);
		reader_close(r);
	}
	harness_stop(&h);
}
