/* serve/identity.h -- the capsule's certificate: found, or made at the first start */
#ifndef SERVE_IDENTITY_H
#define SERVE_IDENTITY_H

#include "conf/conf.h"
#include "net/tls.h"
#include "net/tls_certificate.h"

#include <stdbool.h>

/*
 * Read the certificate that the INI names or, where it names none, the one beside the archive.
 * ST_NOTFOUND if it is not there; *made_at_start says whether identity_ensure() would make it.
 */
enum status identity_read(
    const struct conf *conf, struct certificate *out, bool *made_at_start, struct error *e);

/*
 * The same, and make the one beside the archive (the log is told) if it is not there. One that is
 * named and missing is an error: a mistyped path must not give a capsule a new identity.
 */
enum status identity_ensure(
    const struct conf *conf, const struct log *log, struct certificate *out, struct error *e);

/* Load certificate and key for serving. */
enum status identity_load(const struct conf *conf, struct tls_server **out, struct error *e);

/* Make a new certificate (with the same key) in place of the one there is. */
enum status identity_renew(const struct conf *conf, struct certificate *out, struct error *e);

#endif
