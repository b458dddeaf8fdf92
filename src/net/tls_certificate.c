#include "net/tls_certificate.h"

#include "net/tls.h"

#include <arpa/inet.h>
#include <bsd/string.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	SERIAL_BITS = 64, /* CA/Browser Forum 7.1: at least 64 random bits */
	CERTIFICATE_MODE = 0644,
	KEY_MODE = 0600,
};

/* ---- reading ---- */

static int64_t moment(const ASN1_TIME *t)
{
	struct tm tm;

	return ASN1_TIME_to_tm(t, &tm) == 1 ? (int64_t)timegm(&tm) : 0;
}

static void add_name(char *names, size_t size, const char *name)
{
	if (names[0] != '\0')
		strlcat(names, " ", size);
	strlcat(names, name, size);
}

static void add_address(char *names, size_t size, const ASN1_OCTET_STRING *ip)
{
	char text[INET6_ADDRSTRLEN] = "?";
	int family = ASN1_STRING_length(ip) == 4 ? AF_INET : AF_INET6;

	if (ASN1_STRING_length(ip) == 4 || ASN1_STRING_length(ip) == 16)
		inet_ntop(family, ASN1_STRING_get0_data(ip), text, sizeof text);
	add_name(names, size, text);
}

static void read_names(X509 *x, char *names, size_t size)
{
	GENERAL_NAMES *all = X509_get_ext_d2i(x, NID_subject_alt_name, NULL, NULL);

	for (int i = 0; i < sk_GENERAL_NAME_num(all); i++) {
		const GENERAL_NAME *one = sk_GENERAL_NAME_value(all, i);

		if (one->type == GEN_DNS)
			add_name(names, size, (const char *)ASN1_STRING_get0_data(one->d.dNSName));
		else if (one->type == GEN_IPADD)
			add_address(names, size, one->d.iPAddress);
	}
	GENERAL_NAMES_free(all);
}

static void read_key(X509 *x, char *out, size_t size)
{
	EVP_PKEY *key = X509_get0_pubkey(x);
	char group[32] = "";

	if (key == NULL)
		return;
	if (EVP_PKEY_get_group_name(key, group, sizeof group, NULL) != 1)
		snprintf(out, size, "%s %d", EVP_PKEY_get0_type_name(key), EVP_PKEY_get_bits(key));
	else
		strlcpy(out, strcmp(group, "prime256v1") == 0 ? "P-256" : group, size);
}

enum status certificate_read(const char *path, struct certificate *out, struct error *e)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned n;
	X509 *x;
	FILE *f = fopen(path, "re");

	*out = (struct certificate){ 0 };
	if (f == NULL) {
		enum status st = errno == ENOENT ? ST_NOTFOUND : ST_IO;

		error_errno(e, "cannot read %s", path);
		return st;
	}
	x = PEM_read_X509(f, NULL, NULL, NULL);
	fclose(f);
	if (x == NULL || X509_digest(x, EVP_sha256(), digest, &n) != 1) {
		X509_free(x);
		return tls_error(e, path);
	}
	for (unsigned i = 0; i < n; i++)
		snprintf(out->fingerprint + 2 * i, 3, "%02x", digest[i]);
	read_key(x, out->key, sizeof out->key);
	read_names(x, out->names, sizeof out->names);
	out->not_before = moment(X509_get0_notBefore(x));
	out->not_after = moment(X509_get0_notAfter(x));
	X509_free(x);
	return ST_OK;
}

/* ---- making ---- */

static bool is_address(const char *host)
{
	unsigned char bytes[16];

	return inet_pton(AF_INET, host, bytes) == 1 || inet_pton(AF_INET6, host, bytes) == 1;
}

static bool add_hosts(X509 *x, char *const *hosts, size_t n)
{
	GENERAL_NAMES *all = GENERAL_NAMES_new();
	bool ok = all != NULL;

	for (size_t i = 0; ok && i < n; i++) {
		GENERAL_NAME *one = a2i_GENERAL_NAME(
		    NULL, NULL, NULL, is_address(hosts[i]) ? GEN_IPADD : GEN_DNS, hosts[i], 0);

		ok = one != NULL && sk_GENERAL_NAME_push(all, one) > 0;
	}
	ok = ok && X509_add1_ext_i2d(x, NID_subject_alt_name, all, 1, X509V3_ADD_DEFAULT) == 1;
	GENERAL_NAMES_free(all);
	return ok;
}

static bool set_validity(X509 *x)
{
	time_t now = time(NULL);

	/* GeneralizedTime by the calendar: seconds in 50 years would not fit a 32-bit offset. */
	return X509_time_adj_ex(X509_getm_notBefore(x), 0, 0, &now) != NULL &&
	    X509_time_adj_ex(X509_getm_notAfter(x), CERTIFICATE_YEARS * 365 + CERTIFICATE_YEARS / 4,
		0, &now) != NULL;
}

/* The subject stays empty, so subjectAltName is critical (RFC 5280 4.1.2.6). */
static X509 *build(EVP_PKEY *key, char *const *hosts, size_t n)
{
	X509 *x = X509_new();
	BIGNUM *serial = BN_new();

	if (x != NULL && serial != NULL && X509_set_version(x, X509_VERSION_3) &&
	    BN_rand(serial, SERIAL_BITS, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) &&
	    BN_to_ASN1_INTEGER(serial, X509_get_serialNumber(x)) != NULL && set_validity(x) &&
	    X509_set_pubkey(x, key) && add_hosts(x, hosts, n) &&
	    X509_sign(x, key, EVP_sha256()) > 0)
		goto done;
	X509_free(x);
	x = NULL;
done:
	BN_free(serial);
	return x;
}

/* What a file is to hold: one of the two. */
struct pem {
	X509 *certificate;
	EVP_PKEY *key;
};

static bool print_pem(FILE *f, const struct pem *pem)
{
	if (pem->certificate != NULL)
		return PEM_write_X509(f, pem->certificate) == 1;
	return PEM_write_PrivateKey(f, pem->key, NULL, NULL, 0, NULL, NULL) == 1;
}

/* Fill the new, empty file fd, which is closed. */
static enum status fill_pem(
    int fd, const char *path, mode_t mode, const struct pem *pem, struct error *e)
{
	enum status st = ST_OK;
	FILE *f;

	if (fchmod(fd, mode) < 0 || (f = fdopen(fd, "w")) == NULL) {
		st = error_errno(e, "cannot write %s", path);
		close(fd);
		return st;
	}
	if (!print_pem(f, pem))
		st = tls_error(e, path);
	else if (fflush(f) != 0 || fsync(fd) < 0)
		st = error_errno(e, "cannot write %s", path);
	if (fclose(f) != 0 && st == ST_OK)
		st = error_errno(e, "cannot write %s", path);
	return st;
}

/* Give the file its name, which must be free unless it may replace another. */
static enum status name_pem(const char *made, const char *path, bool replace, struct error *e)
{
	enum status st;

	if (renameat2(AT_FDCWD, made, AT_FDCWD, path, replace ? 0 : RENAME_NOREPLACE) == 0)
		return ST_OK;
	st = errno == EEXIST ? ST_BUSY : ST_IO;
	error_errno(e, "cannot make %s", path);
	return st;
}

/* Write under another name first: whole or not at all, never over another unawares. */
static enum status write_pem(
    const char *path, mode_t mode, const struct pem *pem, bool replace, struct error *e)
{
	char made[PATH_MAX];
	enum status st;
	int fd;

	if ((size_t)snprintf(made, sizeof made, "%s.XXXXXX", path) >= sizeof made)
		return error_set(e, ST_TOOBIG, "%s: the path is too long", path);
	if ((fd = mkostemp(made, O_CLOEXEC)) < 0)
		return error_errno(e, "cannot write %s", path);
	if ((st = fill_pem(fd, path, mode, pem, e)) == ST_OK)
		st = name_pem(made, path, replace, e);
	if (st != ST_OK)
		unlink(made);
	return st;
}

/* The key that is there, or else a new one, kept before anything is signed with it. */
static enum status load_or_make_key(const char *path, EVP_PKEY **out, struct error *e)
{
	FILE *f = fopen(path, "re");
	enum status st;

	*out = NULL;
	if (f == NULL && errno != ENOENT)
		return error_errno(e, "cannot read %s", path);
	*out = f != NULL ? PEM_read_PrivateKey(f, NULL, NULL, NULL) : EVP_EC_gen("P-256");
	if (*out == NULL)
		st = tls_error(e, path);
	else if (f != NULL)
		st = ST_OK;
	else
		st = write_pem(path, KEY_MODE, &(struct pem){ .key = *out }, false, e);
	if (f != NULL)
		fclose(f);
	return st;
}

enum status certificate_make(const char *certificate, const char *key, char *const *hosts, size_t n,
    bool replace, struct error *e)
{
	EVP_PKEY *pair;
	X509 *x = NULL;
	enum status st;

	if (!replace && access(certificate, F_OK) == 0)
		return error_set(e, ST_BUSY, "cannot make %s: it is there already", certificate);
	st = load_or_make_key(key, &pair, e);
	if (st == ST_OK && (x = build(pair, hosts, n)) == NULL)
		st = tls_error(e, "cannot make a certificate");
	if (st == ST_OK)
		st = write_pem(
		    certificate, CERTIFICATE_MODE, &(struct pem){ .certificate = x }, replace, e);
	X509_free(x);
	EVP_PKEY_free(pair);
	return st;
}
