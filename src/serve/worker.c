#include "serve/worker.h"

#include "base/clock.h"
#include "gemini/session.h"
#include "gopher/session.h"
#include "serve/exchange.h"
#include "serve/recorder.h"

#include <bsd/string.h>
#include <signal.h>
#include <sys/socket.h>

/* Slow pages that are made at once: searches, which have a core each then. */
enum { WORKER_SLOW = 2 };

struct worker {
	const struct worker_setup *setup;
	uv_loop_t loop;
	uv_signal_t stop;
	uv_timer_t drain, refusals;
	struct conn_set *conns;
	struct archive *archive;
	struct site *site;
	/* What slow answers are made by, in other threads. */
	struct archive *slow_archives[WORKER_SLOW];
	struct site *slow_sites[WORKER_SLOW];
	struct later *later;
	struct cache *cache;
	struct gemini gemini;
	struct gopher gopher;
	struct exchange exchanges[PROTOCOLS];
	struct conn_protocol protocols[PROTOCOLS];
	struct conn_service services[PROTOCOLS];
};

/* ---- what is told of each request ---- */

/* One line: protocol, client, status, bytes, ms, whole or cut, route, request. */
static void log_access(const struct worker *w, const struct served *s)
{
	static const enum client_detail details[] = {
		[CLIENTS_ANONYMOUS] = CLIENT_SHORT,
		[CLIENTS_FULL] = CLIENT_FULL,
		[CLIENTS_NONE] = CLIENT_HIDDEN,
	};
	const struct conf *conf = w->setup->capsule->conf;
	char client[CLIENT_TEXT_SIZE];

	if (!conf->log.access)
		return;
	client_text(&s->client, details[conf->log.clients], client);
	log_write(w->setup->log, LEVEL_INFO, "%s %s %d %zu %llums %s %s %.*s", s->protocol, client,
	    s->status, s->bytes, (unsigned long long)s->ms, s->delivered ? "whole" : "cut",
	    s->route[0] != '\0' ? s->route : "-", (int)s->line_len, s->line);
}

static void record(const struct worker *w, const struct served *s, enum told told)
{
	struct read_event event = {
		.client = s->client, .time = clock_now(), .told = (uint8_t)told
	};

	strlcpy(event.id, s->read, sizeof event.id);
	/* When the recorder is behind or gone the read is lost, not the reader. */
	if (send(w->setup->recorder, &event, sizeof event, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
		log_write(w->setup->log, LEVEL_DEBUG, "a read of %s could not be recorded",
		    s->read[0] != '\0' ? s->read : PAGE_ROBOTS);
}

static void tell(void *ctx, const struct served *s)
{
	const struct worker *w = ctx;

	log_access(w, s);
	if (s->robots)
		record(w, s, TOLD_ROBOTS);
	else if (s->read[0] != '\0')
		record(w, s, TOLD_READ);
}

/* How the log tells of clients that were not served; the figure is the option's. */
static void log_refusals(const struct worker *w)
{
	const struct conf *conf = w->setup->capsule->conf;
	const struct {
		const char *what, *why;
		unsigned limit;
	} kinds[REFUSALS] = {
		[REFUSED_CONNECTIONS] = { "connections", "connections", conf->limits.connections },
		[REFUSED_PER_CLIENT] = { "connections", "per_client", conf->limits.per_client },
		[REFUSED_RATE] = { "requests", "rate", conf->limits.rate },
		[REFUSED_LATE] = { "connections without a request", "request",
		    (unsigned)conf->limits.request },
		[REFUSED_TLS] = { "connections", "not the TLS that is spoken here", 0 },
	};
	unsigned counts[REFUSALS];

	limit_refusals(w->setup->limit, counts);
	for (size_t i = 0; i < REFUSALS; i++)
		if (counts[i] > 0 && kinds[i].limit > 0)
			log_write(w->setup->log, LEVEL_INFO, "refused %u %s: %s %u", counts[i],
			    kinds[i].what, kinds[i].why, kinds[i].limit);
		else if (counts[i] > 0)
			log_write(w->setup->log, LEVEL_INFO, "refused %u %s: %s", counts[i],
			    kinds[i].what, kinds[i].why);
}

static void minute_over(uv_timer_t *timer)
{
	log_refusals(timer->data);
}

/* ---- the end ---- */

/* With the sockets gone, the timer and the signal are all that the loop still waits for. */
static void drained(void *ctx)
{
	struct worker *w = ctx;

	uv_timer_stop(&w->drain);
	log_refusals(w);
	uv_stop(&w->loop);
}

static void drain_late(uv_timer_t *timer)
{
	struct worker *w = timer->data;

	conn_set_abort(w->conns);
}

static void stop(uv_signal_t *signal, int number)
{
	struct worker *w = signal->data;

	(void)number;
	uv_signal_stop(signal);
	uv_timer_start(&w->drain, drain_late, WORKER_DRAIN_MS, 0);
	conn_set_drain(w->conns, drained, w);
}

static void close_loop(struct worker *w)
{
	uv_close((uv_handle_t *)&w->stop, NULL);
	uv_close((uv_handle_t *)&w->drain, NULL);
	uv_close((uv_handle_t *)&w->refusals, NULL);
	if (w->conns != NULL)
		conn_set_abort(w->conns);
	uv_run(&w->loop, UV_RUN_DEFAULT);
	conn_set_free(w->conns);
	uv_loop_close(&w->loop);
}

/* ---- the beginning ---- */

static enum status open_loop(struct worker *w, struct error *e)
{
	int failed = uv_loop_init(&w->loop);

	if (failed != 0)
		return error_set(e, ST_IO, "cannot make an event loop: %s", uv_strerror(failed));
	w->stop.data = w->drain.data = w->refusals.data = w;
	uv_signal_init(&w->loop, &w->stop);
	uv_timer_init(&w->loop, &w->drain);
	uv_timer_init(&w->loop, &w->refusals);
	uv_timer_start(&w->refusals, minute_over, WORKER_REFUSALS_MS, WORKER_REFUSALS_MS);
	uv_signal_start(&w->stop, stop, SIGTERM);
	return ST_OK;
}

/* Where clients of a protocol find this server: what it says of itself. */
static struct page_place place_of(const struct worker_setup *s, enum protocol protocol)
{
	const struct conf *conf = s->capsule->conf;
	struct page_place p = { conf->capsule.host.items[0], sockets_port(s->sockets, protocol) };

	if (protocol == PROTOCOL_GOPHER && conf->gopher.host[0] != '\0')
		p.host = conf->gopher.host;
	if (protocol == PROTOCOL_GOPHER && conf->gopher.port != 0)
		p.port = conf->gopher.port;
	return p;
}

static void set_up_protocol(
    struct worker *w, const struct protocol_kind *kind, const void *ctx, struct tls_server *tls)
{
	const struct worker_setup *s = w->setup;
	const struct conf *conf = s->capsule->conf;

	w->exchanges[kind->protocol] = (struct exchange){
		.kind = kind,
		.ctx = ctx,
		.site = w->site,
		.later = w->later,
		.cache = w->cache,
		.sink = { .tell = tell, .ctx = w },
		.log = s->log,
	};
	w->protocols[kind->protocol] = exchange_protocol(kind);
	w->services[kind->protocol] = (struct conn_service){
		.protocol = &w->protocols[kind->protocol],
		.ctx = &w->exchanges[kind->protocol],
		.tls = tls,
		.limit = s->limit,
		.request_ms = (uint64_t)conf->limits.request * 1000,
		.stall_ms = (uint64_t)conf->limits.stall * 1000,
	};
}

static void set_up_protocols(struct worker *w)
{
	const struct conf *conf = w->setup->capsule->conf;
	struct page_place gopher = place_of(w->setup, PROTOCOL_GOPHER);

	w->gemini = (struct gemini){
		.words = site_words(w->site),
		.hosts = { .names = conf->capsule.host.items, .n = conf->capsule.host.n },
	};
	w->gopher = (struct gopher){
		.site = w->site,
		.host = gopher.host,
		.port = gopher.port,
		.columns = conf->gopher.columns,
	};
	set_up_protocol(w, &gemini_protocol, &w->gemini, w->setup->tls);
	set_up_protocol(w, &gopher_protocol, &w->gopher, NULL);
}

static enum status open_one(
    const struct worker *w, struct archive **archive, struct site **site, struct error *e)
{
	const struct worker_setup *s = w->setup;
	struct page_context pages;
	enum status st;

	st = archive_open(s->paths->archive, s->paths->reads, ARCHIVE_READ, archive, e);
	if (st != ST_OK)
		return st;
	pages = capsule_pages(s->capsule, *archive);
	pages.gemini = place_of(s, PROTOCOL_GEMINI);
	pages.gopher = place_of(s, PROTOCOL_GOPHER);
	return site_open(&pages, s->paths->root, s->mime, site, e);
}

static enum status open_site(struct worker *w, struct error *e)
{
	return open_one(w, &w->archive, &w->site, e);
}

/* No page that is slow looks at the type of a file: what knows them is the loop's alone. */
static enum status open_later(struct worker *w, struct error *e)
{
	void *places[WORKER_SLOW];
	enum status st = ST_OK;

	for (size_t i = 0; i < WORKER_SLOW && st == ST_OK; i++) {
		st = open_one(w, &w->slow_archives[i], &w->slow_sites[i], e);
		places[i] = w->slow_sites[i];
	}
	if (st == ST_OK &&
	    (st = later_open(&w->loop, places, WORKER_SLOW, SITE_DEADLINE_MS, &w->later)) != ST_OK)
		error_set(e, st, "cannot make slow pages: %s", status_text(st));
	return st;
}

/* Each worker has its share of the memory for all. */
static enum status open_cache(struct worker *w, struct error *e)
{
	size_t max = (size_t)w->setup->capsule->conf->server.cache / w->setup->workers;
	enum status st = cache_open(max, &w->cache);

	return st == ST_OK ? ST_OK
			   : error_set(e, st, "cannot keep finished answers: %s", status_text(st));
}

static void close_sites(struct worker *w)
{
	cache_close(w->cache);
	later_free(w->later);
	for (size_t i = 0; i < WORKER_SLOW; i++) {
		site_close(w->slow_sites[i]);
		archive_close(w->slow_archives[i]);
	}
	site_close(w->site);
	archive_close(w->archive);
}

static enum status listen_all(struct worker *w, struct error *e)
{
	struct sockets *sockets = w->setup->sockets;
	enum status st = ST_OK;

	for (size_t i = 0; i < sockets->n && st == ST_OK; i++)
		st = conn_set_listen(
		    w->conns, sockets->items[i].fd, &w->services[sockets->items[i].protocol], e);
	sockets_close(sockets);
	return st;
}

enum status worker_try(const struct worker_setup *setup, struct error *e)
{
	struct worker w = { .setup = setup };
	enum status st = open_site(&w, e);

	if (st == ST_OK && !site_has_folder(w.site))
		log_write(setup->log, LEVEL_WARN,
		    "there is no folder %s: no static files are served until a restart finds it",
		    setup->capsule->conf->capsule.root);
	close_sites(&w);
	return st;
}

enum status worker_run(const struct worker_setup *setup, struct error *e)
{
	struct worker w = { .setup = setup };
	enum status st = open_loop(&w, e);

	if (st != ST_OK)
		return st;
	if ((st = open_site(&w, e)) == ST_OK && (st = open_cache(&w, e)) == ST_OK)
		st = open_later(&w, e);
	if (st == ST_OK && (st = conn_set_open(&w.loop, &w.conns)) != ST_OK)
		error_set(e, st, "cannot take connections: %s", status_text(st));
	if (st == ST_OK) {
		set_up_protocols(&w);
		st = listen_all(&w, e);
	}
	if (st == ST_OK)
		uv_run(&w.loop, UV_RUN_DEFAULT);
	close_loop(&w);
	close_sites(&w);
	return st;
}
