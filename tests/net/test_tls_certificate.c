#include "net/tls_certificate.h"

#include "tests/net/helpers.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { YEAR = 365 * 86400 };

static struct pair pair_in(struct support_path folder)
{
	struct pair p = { .folder = folder };

	snprintf(p.certificate.text, sizeof p.certificate.text, "%.4000s/c.pem", folder.text);
	snprintf(p.key.text, sizeof p.key.text, "%.4000s/k.pem", folder.text);
	return p;
}

static enum status make(const struct pair *p, bool replace, struct error *e)
{
	char name[] = "news.example.org", alias[] = "xn--dpche-bsad.example", four[] = "192.0.2.7",
	     six[] = "2001:db8::7";
	char *hosts[] = { name, alias, four, six };

	return certificate_make(p->certificate.text, p->key.text, hosts, 4, replace, e);
}

static struct certificate read_it(const struct pair *p)
{
	struct certificate c;
	struct error e = { "" };

	cr_assert_eq(certificate_read(p->certificate.text, &c, &e), ST_OK, "%s", e.text);
	return c;
}

static X509 *load(const struct pair *p)
{
	FILE *f = fopen(p->certificate.text, "r");
	X509 *x;

	cr_assert_not_null(f);
	x = PEM_read_X509(f, NULL, NULL, NULL);
	fclose(f);
	cr_assert_not_null(x);
	return x;
}

static unsigned mode_of(const char *path)
{
	struct stat st;

	cr_assert_eq(stat(path, &st), 0, "%s", path);
	return st.st_mode & 07777;
}

static unsigned files_in(const char *folder)
{
	struct dirent **names;
	int n = scandir(folder, &names, NULL, NULL);

	cr_assert(n >= 0);
	for (int i = 0; i < n; i++)
		free(names[i]);
	free(names);
	return (unsigned)n - 2;
}

Test(certificate, is_made_with_every_host_and_little_else)
{
	struct pair p = pair_in(support_folder());
	struct error e = { "" };
	struct certificate c;
	X509 *x;

	cr_assert_eq(make(&p, false, &e), ST_OK, "%s", e.text);
	c = read_it(&p);
	cr_expect_str_eq(c.names, "news.example.org xn--dpche-bsad.example 192.0.2.7 2001:db8::7");
	cr_expect_str_eq(c.key, "P-256");
	cr_expect_eq(strlen(c.fingerprint), 64);
	cr_expect_eq(strspn(c.fingerprint, "0123456789abcdef"), 64);
	x = load(&p);
	cr_expect_eq(X509_get_ext_count(x), 1);
	cr_expect_eq(X509_check_host(x, "news.example.org", 0, 0, NULL), 1);
	cr_expect_eq(X509_check_host(x, "example.org", 0, 0, NULL), 0);
	cr_expect_eq(X509_check_ip_asc(x, "192.0.2.7", 0), 1);
	cr_expect_eq(X509_check_ip_asc(x, "2001:db8:0::7", 0), 1);
	cr_expect_eq(X509_check_ip_asc(x, "192.0.2.8", 0), 0);
	cr_expect_eq(X509_verify(x, X509_get0_pubkey(x)), 1);
	X509_free(x);
}

Test(certificate, is_valid_from_now_for_decades)
{
	struct pair p = pair_in(support_folder());
	struct error e = { "" };
	struct certificate c;
	int64_t now = (int64_t)time(NULL);

	cr_assert_eq(make(&p, false, &e), ST_OK, "%s", e.text);
	c = read_it(&p);
	cr_expect(c.not_before <= now + 60 && c.not_before >= now - 86400);
	cr_expect(c.not_after - now >= (int64_t)(CERTIFICATE_YEARS - 1) * YEAR);
	cr_expect(c.not_after - now <= (int64_t)(CERTIFICATE_YEARS + 1) * YEAR);
}

Test(certificate, key_is_for_its_owner_alone)
{
	struct pair p = pair_in(support_folder());
	struct error e = { "" };

	umask(0);
	cr_assert_eq(make(&p, false, &e), ST_OK, "%s", e.text);
	cr_expect_eq(mode_of(p.key.text), 0600);
	cr_expect_eq(mode_of(p.certificate.text), 0644);
	cr_expect_eq(files_in(p.folder.text), 2);
}

Test(certificate, that_stands_there_stays)
{
	struct pair p = pair_in(support_folder());
	struct error e = { "" };
	struct certificate before;

	cr_assert_eq(make(&p, false, &e), ST_OK, "%s", e.text);
	before = read_it(&p);
	cr_expect_eq(make(&p, false, &e), ST_BUSY);
	cr_expect_not_null(strstr(e.text, p.certificate.text), "%s", e.text);
	cr_expect_str_eq(read_it(&p).fingerprint, before.fingerprint);
	cr_expect_eq(files_in(p.folder.text), 2);
}

Test(certificate, that_stands_there_is_not_given_another_key)
{
	struct pair p = pair_in(support_folder());
	struct error e = { "" };

	cr_assert_eq(make(&p, false, &e), ST_OK, "%s", e.text);
	cr_assert_eq(unlink(p.key.text), 0);
	cr_expect_eq(make(&p, false, &e), ST_BUSY);
	cr_expect_neq(access(p.key.text, F_OK), 0, "a key that fits nothing was made");
}

Test(certificate, renewed_keeps_its_key)
{
	struct pair p = pair_in(support_folder());
	struct error e = { "" };
	struct certificate before;
	char *key, *later;

	cr_assert_eq(make(&p, false, &e), ST_OK, "%s", e.text);
	before = read_it(&p);
	key = support_read(p.key.text, NULL);
	cr_assert_eq(make(&p, true, &e), ST_OK, "%s", e.text);
	later = support_read(p.key.text, NULL);
	cr_expect_str_eq(later, key);
	cr_expect_str_neq(read_it(&p).fingerprint, before.fingerprint);
	cr_expect_eq(files_in(p.folder.text), 2);
	tls_server_free(server_of(&p, false));
	free(key);
	free(later);
}

Test(certificate, lost_while_its_key_remains_is_made_again)
{
	struct pair p = pair_in(support_folder());
	struct error e = { "" };
	char *key, *later;

	cr_assert_eq(make(&p, false, &e), ST_OK, "%s", e.text);
	key = support_read(p.key.text, NULL);
	cr_assert_eq(unlink(p.certificate.text), 0);
	cr_assert_eq(make(&p, false, &e), ST_OK, "%s", e.text);
	later = support_read(p.key.text, NULL);
	cr_expect_str_eq(later, key);
	tls_server_free(server_of(&p, false));
	free(key);
	free(later);
}

Test(certificate, in_a_folder_that_is_not_there_is_an_error)
{
	struct pair p = pair_in(support_folder());
	struct error e = { "" };

	cr_assert_eq(rmdir(p.folder.text), 0);
	cr_expect_eq(make(&p, false, &e), ST_IO);
	cr_expect_not_null(strstr(e.text, p.key.text), "%s", e.text);
}

Test(certificate, in_a_folder_that_cannot_be_written_is_an_error)
{
	struct pair p = pair_in(support_folder());
	struct error e = { "" };
	enum status st;

	if (geteuid() == 0) /* whom no mode stops */
		return;
	cr_assert_eq(chmod(p.folder.text, 0555), 0);
	st = make(&p, false, &e);
	chmod(p.folder.text, 0755);
	cr_expect_eq(st, ST_IO);
	cr_expect_eq(files_in(p.folder.text), 0);
}

Test(certificate, with_a_key_that_is_none_is_not_made)
{
	struct pair p = pair_in(support_folder());
	struct error e = { "" };

	support_file(p.folder.text, "k.pem", "no key\n", 7);
	cr_expect_eq(make(&p, false, &e), ST_CRYPTO);
	cr_expect_not_null(strstr(e.text, p.key.text), "%s", e.text);
	cr_expect_eq(files_in(p.folder.text), 1);
}

Test(certificate, for_a_host_with_a_mark_of_openssl_holds_it_as_it_is)
{
	struct pair p = pair_in(support_folder());
	struct error e = { "" };
	char host[] = "a_b.example.org", *hosts[] = { host };

	cr_assert_eq(certificate_make(p.certificate.text, p.key.text, hosts, 1, false, &e), ST_OK);
	cr_expect_str_eq(read_it(&p).names, "a_b.example.org");
}

static bool is_zero(const struct certificate *c)
{
	return c->fingerprint[0] == '\0' && c->key[0] == '\0' && c->names[0] == '\0' &&
	    c->not_before == 0 && c->not_after == 0;
}

Test(certificate, that_cannot_be_read_leaves_the_output_zero)
{
	struct pair p = pair_in(support_folder());
	struct certificate c;
	struct error e = { "" };

	memset(&c, 7, sizeof c);
	cr_expect_eq(certificate_read(p.certificate.text, &c, &e), ST_NOTFOUND);
	cr_expect(is_zero(&c));
	support_file(p.folder.text, "c.pem", "-----BEGIN", 10);
	memset(&c, 7, sizeof c);
	cr_expect_eq(certificate_read(p.certificate.text, &c, &e), ST_CRYPTO);
	cr_expect_not_null(strstr(e.text, p.certificate.text), "%s", e.text);
	cr_expect(is_zero(&c));
}
