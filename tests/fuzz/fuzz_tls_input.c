/*
 * The first bytes on the TLS port, cut in two at the place that the first byte of the input names.
 * One certificate serves all inputs: making it costs more than a thousand handshakes' beginnings.
 */
#include "net/tls.h"
#include "net/tls_certificate.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PLAIN_MAX = 1026, OUT_MAX = 256 * 1024, HANDSHAKE = 0x16 };

static struct tls_server *make_server(void)
{
	char folder[] = "/tmp/fuzz_tls_XXXXXX", certificate[64], key[64];
	char host[] = "example.org", *hosts[] = { host };
	struct tls_server *s;

	if (mkdtemp(folder) == NULL)
		abort();
	snprintf(certificate, sizeof certificate, "%s/c", folder);
	snprintf(key, sizeof key, "%s/k", folder);
	if (certificate_make(certificate, key, hosts, 1, false, NULL) != ST_OK ||
	    tls_server_open(certificate, key, true, &s, NULL) != ST_OK)
		abort();
	unlink(certificate);
	unlink(key);
	rmdir(folder);
	return s;
}

/* Whole records of the handshake, of alerts or (1.3's camouflage, RFC 8446 D.4) of a change of
 * cipher; never what could be read as an answer. */
static void expect_records(const struct buf *out)
{
	const unsigned char *bytes = (const unsigned char *)out->data;

	for (size_t i = 0; i < out->len;) {
		assert(out->len - i >= 5);
		assert(bytes[i] >= 0x14 && bytes[i] <= 0x17);
		i += 5 + ((size_t)bytes[i + 3] << 8) + bytes[i + 4];
		assert(i <= out->len);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct tls_server *server;
	struct buf out = BUF(OUT_MAX), plain = BUF(PLAIN_MAX);
	enum tls_progress progress;
	struct tls *t;
	size_t cut;

	if (server == NULL)
		server = make_server();
	if (size < 2)
		return 0;
	cut = data[0] % size;
	data++;
	size--;
	assert(tls_new(server, &out, &t) == ST_OK);
	progress = tls_input(t, data, cut, &plain);
	if (cut < size)
		progress = tls_input(t, data + cut, size - cut, &plain);
	if (data[0] != HANDSHAKE) {
		assert(progress == TLS_FAILED);
		tls_close(t);
		assert(out.len == 0);
	}
	/* Nobody can finish a handshake without the server's share. */
	assert(!tls_ready(t) && plain.len == 0);
	assert(!tls_write(t, "20 text/gemini\r\n", 16));
	if (progress == TLS_FAILED && out.len > 0) {
		size_t before = out.len;

		tls_close(t);
		assert(tls_input(t, "\x16", 1, &plain) == TLS_FAILED && out.len == before);
	}
	expect_records(&out);
	tls_free(t);
	buf_clear(&out);
	buf_clear(&plain);
	return 0;
}
