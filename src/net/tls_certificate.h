/* net/tls_certificate.h -- the certificate that clients trust on first use (TOFU) */
#ifndef NET_TLS_CERTIFICATE_H
#define NET_TLS_CERTIFICATE_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CERTIFICATE_YEARS = 50, /* TOFU clients ask again when it ends: so it does not */
	FINGERPRINT_SIZE = 65,  /* SHA-256 in hexadecimal, NUL counted */
};

/* What `check`, `cert` and the start say of one. */
struct certificate {
	char fingerprint[FINGERPRINT_SIZE]; /* of the whole certificate (DER) */
	char key[32];                       /* "P-256", "RSA 4096" */
	char names[1024];                   /* its DNS names and addresses, separated by spaces */
	int64_t not_before, not_after;      /* seconds since 1970, UTC */
};

/* ST_NOTFOUND, ST_IO or ST_CRYPTO (not PEM); *out is zero unless ST_OK. */
enum status certificate_read(const char *path, struct certificate *out, struct error *e);

/*
 * Make a self-signed certificate with hosts[0..n) as subjectAltName and little else, valid from
 * now for CERTIFICATE_YEARS, signed by the key in the file `key`; where there is none, a P-256 key
 * is made first (0600). Each file appears whole or not at all. A certificate that stands there
 * already is ST_BUSY and stays, unless `replace`; a key is never replaced.
 */
enum status certificate_make(const char *certificate, const char *key, char *const *hosts, size_t n,
    bool replace, struct error *e);

#endif
