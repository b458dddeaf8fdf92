#include "serve/exchange.h"

#include <assert.h>
#include <bsd/string.h>
#include <stdlib.h>

/* An answer on its way. */
struct job {
	struct later_job later; /* of one that is made off the loop */
	const struct exchange *x;
	struct request request;
	struct site_plan plan;
	struct answer answer;
	struct error e;
};

/* ---- the answer is there ---- */

/* Write it down, and keep it if it lasts. */
static void finish(struct job *j, struct buf *out, struct reply *r)
{
	const struct exchange *x = j->x;
	struct answer *a = &j->answer;

	if (a->kind == ANSWER_FAILED)
		log_write(x->log, LEVEL_ERROR, "%s: %s", j->request.path, j->e.text);
	*r = (struct reply){ .route = a->route };
	r->status = x->kind->write(x->ctx, &j->request, a, out);
	r->bytes = buf_str(out);
	r->len = out->len;
	r->basis = a->basis;
	strlcpy(r->read, a->page.read, sizeof r->read);
	if (!a->lasting)
		return;
	assert(j->plan.key[0] != '\0');
	cache_put(x->cache, j->plan.key, r);
}

/* For one of several, or of those to come. */
static void send_copy(struct conn *c, const struct reply *r)
{
	struct buf copy = BUF(r->len);

	buf_add(&copy, r->bytes, r->len);
	served_answer(c, r->status, r->route, buf_status(&copy) == ST_OK ? r->read : "", false);
	conn_send(c, &copy);
}

/* To all n that wait for it, if any. */
static void reply(struct job *j, struct conn *const *conns, size_t n)
{
	struct buf out = BUF(PROTOCOL_ANSWER_MAX);
	struct reply r;

	if (n == 0)
		return;
	finish(j, &out, &r);
	for (size_t i = 1; i < n; i++)
		send_copy(conns[i], &r);
	served_answer(conns[0], r.status, r.route, r.read, j->answer.robots);
	conn_send(conns[0], &out);
}

/* No answer of the site's. */
static void set_refusal(struct job *j, enum answer_kind why)
{
	j->answer.kind = why;
	j->answer.route = "";
}

static void refuse(struct job *j, struct conn *c, enum answer_kind why)
{
	set_refusal(j, why);
	reply(j, &c, 1);
}

/* ---- how it comes there ---- */

/* One that was kept and still holds. */
static bool answer_kept(const struct job *j, struct conn *c)
{
	struct cache *cache = j->x->cache;
	struct reply *r = j->plan.key[0] != '\0' ? cache_get(cache, j->plan.key) : NULL;

	if (r == NULL)
		return false;
	if (site_holds(j->x->site, &r->basis)) {
		send_copy(c, r);
		return true;
	}
	cache_drop(cache, j->plan.key);
	return false;
}

static void make(struct job *j, struct site *site)
{
	site_answer(site, j->x->kind->protocol, j->request.path, request_query(&j->request),
	    &j->answer, &j->e);
}

static void work(struct later_job *later, void *place, const atomic_bool *given_up)
{
	site_give_up(place, given_up);
	make((struct job *)later, place);
	site_give_up(place, NULL);
}

static void worked(struct later_job *later, struct conn *const *conns, size_t n)
{
	struct job *j = (struct job *)later;

	if (later->late)
		set_refusal(j, ANSWER_LATE);
	reply(j, conns, n);
	answer_clear(&j->answer);
	free(j);
}

/* Where it cannot even be put off, others wait for as long as such an answer may take: this one
 * would be late. */
static void answer_later(struct job *j, struct conn *c)
{
	struct later *later = j->x->later;
	struct job *own;
	enum status st = later_join(later, c, j->plan.key);

	if (st == ST_OK)
		return;
	if (st == ST_NOTFOUND && (own = malloc(sizeof *own)) != NULL) {
		*own = *j;
		own->later =
		    (struct later_job){ .key = own->plan.key, .work = work, .done = worked };
		if (later_start(later, c, &own->later) == ST_OK)
			return;
		free(own);
	}
	refuse(j, c, ANSWER_LATE);
}

static void answer(struct job *j, struct conn *c)
{
	site_plan(j->x->kind->protocol, &j->request, &j->plan);
	if (answer_kept(j, c))
		return;
	if (j->plan.slow) {
		answer_later(j, c);
		return;
	}
	make(j, j->x->site);
	reply(j, &c, 1);
	answer_clear(&j->answer);
}

/* ---- what connections see ---- */

static void request(void *ctx, struct conn *c, const char *line, size_t len, enum conn_line how)
{
	const struct exchange *x = ctx;
	struct job j = { .x = x };
	enum answer_kind why;

	served_begin(c, line, len);
	if (how == CONN_LINE_LIMITED)
		refuse(&j, c, ANSWER_SLOW_DOWN);
	else if (how == CONN_LINE_TOO_LONG)
		refuse(&j, c, ANSWER_INVALID);
	else if (!x->kind->parse(x->ctx, line, len, conn_port(c), &j.request, &why))
		refuse(&j, c, why);
	else
		answer(&j, c);
}

static void ended(void *ctx, struct conn *c, bool delivered)
{
	const struct exchange *x = ctx;

	later_gone(x->later, c);
	served_end(c, x->kind->name, delivered, &x->sink);
}

struct conn_protocol exchange_protocol(const struct protocol_kind *kind)
{
	return (struct conn_protocol){
		.name = kind->name,
		.line_max = kind->line_max,
		.crlf = kind->crlf,
		.request = request,
		.ended = ended,
	};
}
