#include "serve/identity.h"

#include "serve/capsule.h"

#include <limits.h>
#include <stdio.h>

struct files {
	char certificate[PATH_MAX], key[PATH_MAX];
};

static enum status find(const struct conf *conf, struct files *f, struct error *e)
{
	return capsule_identity(conf, f->certificate, f->key, PATH_MAX, e);
}

static enum status make(
    const struct conf *conf, const struct files *f, bool replace, struct error *e)
{
	struct error why;
	enum status st = certificate_make(
	    f->certificate, f->key, conf->capsule.host.items, conf->capsule.host.n, replace, &why);

	if (st == ST_OK)
		return ST_OK;
	if (conf->gemini.certificate[0] != '\0')
		return error_set(e, st, "%s", why.text);
	return error_set(e, st, "%s, which stands beside the archive: %s",
	    conf_place(conf, "archive", "path").text, why.text);
}

enum status identity_read(
    const struct conf *conf, struct certificate *out, bool *made_at_start, struct error *e)
{
	struct files f;
	enum status st = find(conf, &f, e);

	*out = (struct certificate){ 0 };
	*made_at_start = conf->gemini.certificate[0] == '\0';
	return st == ST_OK ? certificate_read(f.certificate, out, e) : st;
}

enum status identity_ensure(
    const struct conf *conf, const struct log *log, struct certificate *out, struct error *e)
{
	struct files f;
	bool made_at_start;
	enum status st = identity_read(conf, out, &made_at_start, e);

	if (st != ST_NOTFOUND || !made_at_start)
		return st;
	if ((st = find(conf, &f, e)) != ST_OK || (st = make(conf, &f, false, e)) != ST_OK)
		return st;
	log_write(log, LEVEL_INFO, "made the certificate %s and its key %s", f.certificate, f.key);
	return certificate_read(f.certificate, out, e);
}

enum status identity_load(const struct conf *conf, struct tls_server **out, struct error *e)
{
	struct files f;
	enum status st = find(conf, &f, e);

	*out = NULL;
	if (st == ST_OK)
		st = tls_server_open(
		    f.certificate, f.key, conf->gemini.tickets == TICKETS_AUTO, out, e);
	return st;
}

enum status identity_renew(const struct conf *conf, struct certificate *out, struct error *e)
{
	struct files f;
	enum status st = find(conf, &f, e);

	*out = (struct certificate){ 0 };
	if (st == ST_OK && (st = make(conf, &f, true, e)) == ST_OK)
		st = certificate_read(f.certificate, out, e);
	return st;
}
