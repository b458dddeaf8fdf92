#include "serve/sockets.h"

#include "gemini/wire.h"
#include "gopher/wire.h"
#include "net/listen.h"
#include "serve/ready.h"

#include <string.h>
#include <unistd.h>

static const struct scheme {
	const char *name;
	unsigned port;
} schemes[] = {
	[PROTOCOL_GEMINI] = { "gemini", GEMINI_PORT },
	[PROTOCOL_GOPHER] = { "gopher", GOPHER_PORT },
};

static enum status open_list(const struct conf_list *list, enum protocol protocol,
    const struct log *log, struct sockets *out, struct error *e)
{
	char address[CONF_ADDRESS_SIZE];
	enum status st = ST_OK;
	unsigned port;
	size_t before = out->n;

	for (size_t i = 0; i < list->n; i++) {
		if (out->n == SOCKETS_MAX)
			return error_set(
			    e, ST_TOOBIG, "more than %d addresses to listen on", SOCKETS_MAX);
		if (!conf_address(list->items[i], address, &port))
			return error_set(e, ST_INVALID, "%s is not ADDRESS:PORT", list->items[i]);
		st = listen_open(address, port, &out->items[out->n].fd, e);
		if (st == ST_NOTFOUND) {
			log_write(log, LEVEL_WARN, "%s; left out", e->text);
			continue;
		}
		if (st != ST_OK)
			return st;
		out->items[out->n].protocol = protocol;
		out->items[out->n++].listen = list->items[i];
	}
	return out->n > before ? ST_OK : st;
}

enum status sockets_open(
    const struct conf *conf, const struct log *log, struct sockets *out, struct error *e)
{
	enum status st;

	*out = (struct sockets){ 0 };
	st = open_list(&conf->gemini.listen, PROTOCOL_GEMINI, log, out, e);
	if (st == ST_OK)
		st = open_list(&conf->gopher.listen, PROTOCOL_GOPHER, log, out, e);
	if (st == ST_OK && out->n == 0)
		st = ready_check(conf, READY_LISTEN, e);
	if (st != ST_OK)
		sockets_close(out);
	return st;
}

void sockets_close(struct sockets *s)
{
	for (size_t i = 0; i < s->n; i++)
		close(s->items[i].fd);
	s->n = 0;
}

unsigned sockets_port(const struct sockets *s, enum protocol protocol)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->items[i].protocol == protocol)
			return listen_port(s->items[i].fd);
	return 0;
}

/* Was the port of items[i] printed for an earlier one? */
static bool is_repeated(const struct sockets *s, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (s->items[k].protocol == s->items[i].protocol &&
		    listen_port(s->items[k].fd) == listen_port(s->items[i].fd))
			return true;
	return false;
}

void sockets_print(const struct sockets *s, const struct conf *conf, FILE *out)
{
	const char *host = conf->capsule.host.items[0];

	for (size_t i = 0; i < s->n; i++) {
		const struct scheme *scheme = &schemes[s->items[i].protocol];
		unsigned port = listen_port(s->items[i].fd);

		if (is_repeated(s, i))
			continue;
		/* An IPv6 address stands in brackets (RFC 3986 3.2.2). */
		fprintf(
		    out, strchr(host, ':') != NULL ? "%s://[%s]" : "%s://%s", scheme->name, host);
		if (port != scheme->port)
			fprintf(out, ":%u", port);
		fputs("/\n", out);
	}
}
